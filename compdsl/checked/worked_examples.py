"""Tests written in a plan: what they give, what they take as given, what they expect."""

import datetime

from compdsl.checked.context import Context
from compdsl.checked.expressions import Checked, ComponentFact, Literal, MeasureFact, TotalAmount, constant
from compdsl.checked.names import COMPONENT_FACTS
from compdsl.checked.names_of import ROSTER_COLUMNS
from compdsl.checked.plan import Expected, Taken, Test, TestRow
from compdsl.checked.problems_of_clauses import (
    colleague_without_a_name,
    no_rows_and_rows,
    not_a_measure,
    nothing_expected,
    same_days_twice,
    unknown_given,
)
from compdsl.checked.problems_of_credit import row_not_credited
from compdsl.checked.problems_of_names import said_twice, unknown_column
from compdsl.checked.problems_of_periods import period_of_test, test_outside_plan
from compdsl.checked.problems_of_types import wrong_kind
from compdsl.checked.suggested import is_points, shown_as
from compdsl.checked.type_of import check_expression, fit
from compdsl.diagnostics.did_you_mean import closest
from compdsl.records.crediting import Uncredited, held_roles
from compdsl.records.schema import BlockSchema
from compdsl.source.source import Span
from compdsl.syntax import tree
from compdsl.values.period import Period
from compdsl.values.types import FIGURE, TEXT, UNKNOWN, Kind, Type


def check_test(ctx: Context, test: tree.Test) -> Test:
    """One worked example. It declares nothing: a measure that nothing in the plan asks for is a slip."""
    ctx.is_given = False
    payees: list[TestRow] = []
    rows: list[TestRow] = []
    for given in test.given:
        row = _given(ctx, given)
        if given.name == "payee" and payees and "payee" not in dict(row.values):
            ctx.report(colleague_without_a_name(ctx.source, given.span, payees[0].span))
        (payees if given.name == "payee" else rows).append(row)
        _check_credited(ctx, row)
    _check_empty(ctx, rows)
    _check_days(ctx, payees)
    taken = tuple(one for fact in test.facts for one in _taken(ctx, fact))
    _check_once(ctx, taken)
    expected = tuple(_expected(ctx, expectation) for expectation in test.expected)
    if not test.expected and test.is_whole:
        ctx.report(nothing_expected(ctx.source, test.title_span))
    return Test(test.span, test.title, tuple(payees), tuple(rows), taken, expected, _period(ctx, test))


def _check_empty(ctx: Context, rows: list[TestRow]) -> None:
    """Empty braces say that a block has no rows, so they stand alone."""
    for row in rows:
        other = next((one for one in rows if one.block == row.block and one is not row), None)
        if not row.values and other is not None and row.block in ctx.blocks:
            columns = ctx.blocks[row.block].columns
            first = next(
                (name for name, kind in columns.items() if kind.kind is Kind.DATE), next(iter(columns), "payee")
            )
            ctx.report(no_rows_and_rows(ctx.source, row.span, other.span, row.block, first))
            return


def _check_days(ctx: Context, payees: list[TestRow]) -> None:
    """Report a second row of a payee that holds on a day of an earlier one."""
    seen: dict[object, list[tuple[datetime.date, datetime.date, Span]]] = {}
    for row in payees:
        values = {name: constant(value) for name, value in row.values}
        first, last = values.get("start", datetime.date.min), values.get("end", datetime.date.max)
        before = seen.setdefault(values.get("payee"), [])
        if not isinstance(first, datetime.date) or not isinstance(last, datetime.date):
            continue
        other = next((one for one in before if one[0] <= last and first <= one[1]), None)
        if other is not None and values.get("payee") is not None:
            ctx.report(same_days_twice(ctx.source, row.span, other[2], str(values["payee"])))
        before.append((first, last, row.span))


def _period(ctx: Context, test: tree.Test) -> Period | None:
    """The period a test is about; reports one that the plan does not pay."""
    if test.period is None or test.period_span is None:
        return None
    period = ctx.calendar.read(test.period)
    first, last = ctx.effective or (None, None)
    if period is None or (ctx.period is not None and period.kind != ctx.period):
        ctx.report(period_of_test(ctx.source, test.period_span, test.period, ctx.period))
    elif first is not None and last is not None and not (first <= period.start and period.end <= last):
        ctx.report(test_outside_plan(ctx.source, test.period_span, test.period, first.isoformat(), last.isoformat()))
    return period


def _check_once(ctx: Context, taken: tuple[Taken, ...]) -> None:
    """Report a figure that is taken as given twice."""
    seen: dict[tuple[str, str, str, str | None], Taken] = {}
    for one in taken:
        first = seen.setdefault((one.measure, one.scope, one.fact, one.window), one)
        if first is not one:
            ctx.report(said_twice(ctx.source, one.span, first.span, one.measure))


def _given(ctx: Context, given: tree.Given) -> TestRow:
    if not given.pairs and given.name != "payee":
        _block_of(ctx, given)
    values = []
    first: dict[str, Span] = {}
    for name, span, expression in given.pairs:
        if first.setdefault(name, span) is not span:
            ctx.report(said_twice(ctx.source, span, first[name], name))
        value = check_expression(ctx, expression)
        wanted = _wanted(ctx, given, name, span)
        if not fit(wanted, value.type):
            hint = _hint(ctx, value, wanted)
            ctx.report(wrong_kind(ctx.source, value.span, f"`{name}`", wanted.words(), value.type.words(), hint))
        values.append((name, value))
    return TestRow(given.span, given.name, tuple(values))


def _check_credited(ctx: Context, row: TestRow) -> None:
    """Report a row that is not credited as a whole."""
    block = ctx.blocks.get(row.block)
    if block is None or not block.credit or not row.values:
        return
    values = {name: constant(value) for name, value in row.values}
    held = held_roles(block.credit, values)
    if isinstance(held, Uncredited):
        without = [role for role in block.credit if not role.is_overlay and not values.get(role.column)]
        role = held.role or (without or list(block.credit))[0]
        ctx.report(row_not_credited(ctx.source, row.span, block.name, held, role))


def _wanted(ctx: Context, given: tree.Given, name: str, span: object) -> Type:
    if given.name == "payee":
        if name == "manager" and ctx.uses_reports:
            return TEXT
        kind = ROSTER_COLUMNS.get(name) or ctx.fields.get(name, (FIGURE, None))[0]
        return UNKNOWN if kind.kind is Kind.FIGURE else kind
    block = _block_of(ctx, given)
    if block is None:
        return UNKNOWN
    if name not in block.columns:
        meant = closest(name, block.columns)
        ctx.report(unknown_column(ctx.source, span, block.name, name, meant, tuple(block.columns)))  # type: ignore[arg-type]
        return UNKNOWN
    return block.columns[name]


def _block_of(ctx: Context, given: tree.Given) -> BlockSchema | None:
    """The block of records a test gives a row of; reports a name that is none."""
    block = ctx.blocks.get(given.name)
    if block is None and given.name not in ctx.declared.broken:
        meant = closest(given.name, ("payee", *ctx.blocks))
        ctx.report(unknown_given(ctx.source, given.name_span, given.name, meant, tuple(ctx.blocks)))
    return block


def _taken(ctx: Context, fact: tree.Fact) -> list[Taken]:
    if len(fact.path.names) > 1 and fact.path.names[0] == "payee":
        field = f"payee {{ {fact.path.names[1]}: {ctx.source.at(fact.value.span)} }}"
        ctx.report(not_a_measure(ctx.source, fact.path.span, fact.path.dotted, field))
        return []
    target, value = check_expression(ctx, fact.path), check_expression(ctx, fact.value)
    if isinstance(target, Literal) and target.type.kind is Kind.UNKNOWN:
        return []
    if not isinstance(target, MeasureFact):
        ctx.report(not_a_measure(ctx.source, fact.path.span, fact.path.dotted))
        return []
    wanted = _kind_of(ctx, target)
    if not fit(wanted, value.type) or is_points(wanted, value):
        hint = _hint(ctx, value, wanted)
        ctx.report(
            wrong_kind(ctx.source, value.span, f"`{fact.path.dotted}`", wanted.words(), value.type.words(), hint)
        )
    return [Taken(fact.span, target.measure, target.scope or "own", target.fact, value, target.window)]


def _kind_of(ctx: Context, fact: MeasureFact) -> Type:
    """What a figure taken as given must be; of a measure of the data, what the plan takes it to be."""
    if fact.type.kind is not Kind.FIGURE or fact.fact == "attainment":
        return fact.type
    wanted = ctx.given.get(fact.measure, (fact.type, None))[0]
    return fact.type if wanted.kind is Kind.MONEY and not ctx.has_currency else wanted


def _expected(ctx: Context, expectation: tree.Expectation) -> Expected:
    path, value = expectation.path, check_expression(ctx, expectation.value)
    fact = _fact(ctx, path)
    if not fit(fact.type, value.type):
        hint = _hint(ctx, value, fact.type)
        ctx.report(wrong_kind(ctx.source, value.span, f"`{path.dotted}`", fact.type.words(), value.type.words(), hint))
    return Expected(expectation.span, path.dotted, fact, value, expectation.places)


def _fact(ctx: Context, path: tree.Path) -> Checked:
    """What is expected of: the name of a component is its line, rounded as it is paid."""
    name = path.names[0]
    is_component = name in ctx.declared.components
    if path.names == ("total", "balance") and ctx.has_balance:
        return ComponentFact(path.span, ctx.money(), "total", "balance")
    if name == "total" and len(path.names) == 1:
        return TotalAmount(path.span, ctx.money())
    if is_component and (len(path.names) == 1 or path.names[1:] == ("payout",)):
        return ComponentFact(path.span, ctx.money(), name, "line")
    if is_component and len(path.names) == 2 and path.names[1] in COMPONENT_FACTS:
        return check_expression(ctx, path)
    return check_expression(ctx, path)


def _hint(ctx: Context, value: Checked, wanted: Type) -> str:
    """What to write in the place of a value of another kind."""
    if wanted.kind is Kind.MONEY and not ctx.has_currency:
        return "Name the currency at the top of the plan, such as `currency USD`, and write an amount such as `$10`."
    return shown_as(ctx, value, wanted)
