"""What a path stands for: a column, a payee's field, a measure and its facts, a component and its facts, a name."""

import re

from compdsl.checked import periods
from compdsl.checked.context import Context
from compdsl.checked.crediting import credit_line
from compdsl.checked.expressions import (
    Checked,
    Chosen,
    ColumnValue,
    Compared,
    ComponentFact,
    Inverted,
    Joined,
    Literal,
    MeasureFact,
    NamedValue,
    OfPeople,
    PayeeField,
    PeriodFact,
    Ranked,
    TableValue,
    TargetAmount,
    TotalAmount,
    parts_of,
)
from compdsl.checked.levels import weight_of
from compdsl.checked.names import COMPONENT_FACTS, pays_without_measure
from compdsl.checked.plan import Measure
from compdsl.checked.problems_of_clauses import differs_by_row, no_goal, without_its_goal
from compdsl.checked.problems_of_credit import not_credited
from compdsl.checked.problems_of_names import (
    column_or_measure,
    goal_of_a_team,
    no_rate,
    nothing_held,
    scope_of_a_choice,
    scope_of_a_field,
    unknown_column,
    unknown_fact,
    unknown_name,
)
from compdsl.checked.problems_of_types import column_outside_rows, table_outside_rows, word_as_measure
from compdsl.checked.suggested import example_of
from compdsl.diagnostics.did_you_mean import closest, distance
from compdsl.records.crediting import SPOKEN
from compdsl.records.schema import BlockSchema
from compdsl.source.frozen import changed
from compdsl.source.source import Span
from compdsl.syntax import tree
from compdsl.syntax.problems_of_phrases import cell_of_spreadsheet
from compdsl.syntax.table import KEYWORDS
from compdsl.syntax.wording import FREE, MONTHS
from compdsl.values.currency import is_currency
from compdsl.values.period import WINDOWS
from compdsl.values.scopes import SCOPES
from compdsl.values.types import BOOL, COUNT, DATE, FIGURE, PERCENT, TEXT, UNKNOWN, Kind

MEASURE_FACTS = ("attainment", "goal")
OFTEN_IN_ROSTERS = frozenset(
    {"role", "team", "region", "segment", "level", "grade", "country", "location", "department", "title", "manager",
     "salary", "base", "ote", "quota", "tenure", "start", "end", "hired", "status"}
)  # fmt: skip
"""Names that a column of the roster has, more often than a measure."""
PERIOD_FACTS = {"month": COUNT, "quarter": COUNT, "half": COUNT, "year": COUNT, "start": DATE, "end": DATE}
_CELL = re.compile(r"(?!Q[1-4]|H[12]|FY)[A-Z]{1,2}[1-9][0-9]{0,6}")
"""A name that is rather a cell of a spreadsheet, such as `A1`, than a quarter, a half or a fiscal year."""

PAYING_RATES = ("rate", "each", "tiers", "looked up", None)
"""The ways to pay that have a rate; None is a component that could not be read."""

LONG_SLIP = 8
"""Two letters may be wrong in names of this length; seats and leads are both meant."""

SHORTEST_SLIP = 5
"""Shorter names, such as nrr and grr, differ by a letter and are both meant."""

TRUTH = {"true": True, "false": False}
"""The two answers, for yes-or-no columns and for tests."""

ROSTER_COLUMNS = {"payee": TEXT, "team": TEXT, "start": DATE, "end": DATE}


def _is_fact(ctx: Context, path: tree.Path) -> bool:
    """Whether a path is a fact of a measure that is called as its records are: `ups.attainment`, and no column."""
    name, *rest = path.names
    is_column = bool(rest) and rest[0] in ctx.blocks[name].columns
    return name in ctx.declared.metrics and not is_column and set(rest) <= {*SCOPES, *WINDOWS, *MEASURE_FACTS}


def check_path(ctx: Context, path: tree.Path, rows: str | None) -> Checked:
    """What a path stands for."""
    name, rest = path.names[0], path.names[1:]
    if name in ctx.blocks and (rest or name not in ctx.declared) and not _is_fact(ctx, path):
        return check_column(ctx, path, rows)
    if rows is not None and not rest and (name in ctx.blocks[rows].columns or _is_spoken(ctx.blocks[rows], name)):
        return _bare_column(ctx, path, rows)
    if name == "payee" and rest:
        return check_payee_field(ctx, path)
    if name == "period":
        return check_period_fact(ctx, path)
    if name == "target" and not rest:
        if not ctx.has_target:
            ctx.fields.setdefault("target", (ctx.money(), path.span))
        return TargetAmount(path.span, ctx.money())
    if name == "target":
        return _unknown_fact(ctx, path, 1, ())
    if name in TRUTH and not rest and name not in ctx.declared:
        return Literal(path.span, BOOL, TRUTH[name])
    if name == "total" and not rest:
        return TotalAmount(path.span, ctx.money())
    return check_name(ctx, path, rows)


def check_name(ctx: Context, path: tree.Path, rows: str | None) -> Checked:
    """A name of the plan: a let, a table, a component's fact, a measure."""
    name, rest = path.names[0], path.names[1:]
    declared = ctx.declared
    if name in declared.broken:
        return Literal(path.span, UNKNOWN, 0)
    if name in KEYWORDS and name not in FREE and name not in ctx.blocks:
        scope = f"Write whose figure it is behind the measure, such as `retention.{name}`."
        hint = scope if name in SCOPES else "Name the measure, such as `retention`."
        if name == "goal":
            hint = f"Write whose goal it is, such as `{next(iter(declared.metrics), 'retention')}.goal`."
        ctx.report(word_as_measure(ctx.source, path.spans[0], name, hint))
        return Literal(path.span, UNKNOWN, 0)
    if (name in declared.lets or name in declared.tables) and not rest:
        if name in declared.lets:
            return NamedValue(path.span, ctx.lets.get(name, UNKNOWN), name)
        return _table_value(ctx, path, rows)
    if name in declared.lets or name in declared.tables:
        return _unknown_fact(ctx, path, 1, ())
    if name in declared.components and (rest[:1] and rest[0] in COMPONENT_FACTS):
        return check_component_fact(ctx, path)
    if not rest and pays_without_measure(declared, name):
        return ComponentFact(path.span, ctx.money(), name, "payout")
    is_known = name in declared or name in ctx.blocks or (rows is not None and name in ctx.blocks[rows].columns)
    if not rest and not is_known and name not in ctx.measures and (meant := _of_period(name)) is not None:
        ctx.report(unknown_name(ctx.source, path.span, name, meant))
        return Literal(path.span, UNKNOWN, 0)
    measure = measure_called(ctx, name, path.spans[0])
    if measure is None:
        return _unknown(ctx, path, rows)
    return check_measure_fact(ctx, path, measure)


def _table_value(ctx: Context, path: tree.Path, rows: str | None) -> Checked:
    """The value of a table; one that is looked up by a column has a value for each row of its block."""
    name = path.names[0]
    block = ctx.row_tables.get(name)
    if block is not None and rows != block:
        place = ctx.declared.tables[name].by[0].span
        ctx.report(table_outside_rows(ctx.source, path.span, name, block, place, column_of(ctx.blocks[block])))
        return Literal(path.span, UNKNOWN, 0)
    return TableValue(path.span, ctx.tables.get(name, UNKNOWN), name, block)


def _of_period(name: str) -> str | None:
    """What a name means that is one of a period: `quarter` is `period.quarter`, `March` is 3."""
    if name in ("month", "quarter", "half", "year"):
        return f"period.{name}"
    return str(MONTHS.index(name.lower()) + 1) if name.lower() in MONTHS else None


def measure_called(ctx: Context, name: str, span: Span) -> Measure | None:
    """The measure of a name; in a plan without records every name that nothing declares is one the data gives."""
    measure = ctx.measures.get(name)
    if measure is None and ctx.is_given and _may_be_given(ctx, name):
        measure = Measure(span, name, FIGURE.maybe(), None, ())
        ctx.measures[name] = measure
    return measure


def _may_be_given(ctx: Context, name: str) -> bool:
    """Whether the data may give a measure of this name; a long name that is almost a declared one is a slip."""
    declared = ctx.declared
    if name in declared.components:
        return name not in declared.metrics
    if name in declared:
        return False
    if len(name) < SHORTEST_SLIP:
        return True
    meant = ctx.meant(name, *declared.kinds, ctx.measures)
    return meant is None or distance(name, meant, 2) > (1 if len(name) < LONG_SLIP else 2)


def check_measure_fact(ctx: Context, path: tree.Path, measure: Measure) -> Checked:
    """A measure's value, goal or attainment, own or of a wider scope."""
    scope, fact, window = None, "value", None
    for index, word in enumerate(path.names[1:], 1):
        if word in SCOPES and scope is None:
            scope = word
        elif word in WINDOWS and window is None:
            window = periods.check_window(ctx, path.spans[index], word)
        elif word in MEASURE_FACTS and fact == "value":
            fact = word
        else:
            facts = (
                *MEASURE_FACTS,
                *SCOPES,
                *WINDOWS,
                *(COMPONENT_FACTS if measure.name in ctx.declared.components else ()),
            )
            if measure.is_given and measure.name not in ctx.declared.components and closest(word, facts) is None:
                return _undeclared_records(ctx, path)
            return _unknown_fact(ctx, path, index, facts)
    ctx.use_scope(scope)
    if measure.type.kind is Kind.UNKNOWN:
        return Literal(path.span, UNKNOWN, 0)
    if not check_scope(ctx, path.span, measure, scope):
        return Literal(path.span, UNKNOWN, 0)
    if fact != "value":
        check_team_goal(ctx, path.span, measure, scope)
    found = measure_fact(ctx, path.span, measure, scope, fact)
    return changed(found, window=window) if isinstance(found, MeasureFact) else found


def check_scope(ctx: Context, span: Span, measure: Measure, scope: str | None) -> bool:
    """Whether a measure can be read in a scope; reports one that decides something for each person."""
    if scope in (None, "own") or measure.value is None:
        return True
    field = roster_field(ctx, measure.value)
    if field is not None:
        ctx.report(scope_of_a_field(ctx.source, span, measure.name, scope, field))
    elif chooses(ctx, measure.value):
        ctx.report(scope_of_a_choice(ctx.source, span, measure.name, scope, measure.span))
    else:
        return True
    return False


def check_team_goal(ctx: Context, span: Span, measure: Measure, scope: str | None) -> None:
    """Report a goal of a team or the company that does not follow from those of its people."""
    goal = measure.goal
    if scope in (None, "own") or goal is None or goal.type.kind is Kind.UNKNOWN:
        return
    if isinstance(goal, Literal) and (goal.type.kind is Kind.PERCENT or measure.type.kind is not Kind.PERCENT):
        is_whole = goal.type.kind is not Kind.NUMBER or isinstance(goal.value, int)
        if not measure.is_given or is_whole:
            return
    if measure.is_given:
        hint = "Leave the goal out and fill in the column `goal` of the measures."
    elif measure.is_level and measure.value is not None and weight_of(measure.value) is None:
        all_of_it = "goal in percent" if measure.type.kind is Kind.PERCENT else "goal"
        hint = f"Write the measure as one division, such as `sum(a) / sum(b)`, or one {all_of_it} for all."
    else:
        return
    ctx.report(goal_of_a_team(ctx.source, span, measure.name, scope, goal.span, hint))


def roster_field(ctx: Context, value: Checked) -> Span | None:
    """Where a measure uses a column of the roster, outside the rows of an aggregate."""
    if isinstance(value, PayeeField):
        return value.span
    if isinstance(value, MeasureFact):
        inner = ctx.measures[value.measure].value
        if inner is None or value.fact == "goal":
            return None
        return ctx.once("field", value.measure, lambda: roster_field(ctx, inner))
    found = (roster_field(ctx, part) for part in parts_of(value))
    return next((span for span in found if span is not None), None)


def chooses(ctx: Context, value: Checked) -> bool:
    """Whether a measure decides something, so that its figure of a team is not made of those of its people."""
    if isinstance(value, Chosen | Compared | Joined | Inverted | Ranked | OfPeople):
        return True
    if isinstance(value, TableValue):
        return value.block is None
    if isinstance(value, MeasureFact):
        inner = ctx.measures[value.measure].value
        return inner is not None and ctx.once("chooses", value.measure, lambda: chooses(ctx, inner))
    return any(chooses(ctx, part) for part in parts_of(value))


def measure_fact(ctx: Context, span: Span, measure: Measure, scope: str | None, fact: str) -> Checked:
    """A fact of a measure with its type; an attainment needs a goal unless the measure is a percentage."""
    if fact == "value":
        return MeasureFact(span, measure.type, measure.name, scope, fact)
    if measure.is_given and measure.goal is None:
        kind = PERCENT if fact == "attainment" else FIGURE
        return MeasureFact(span, kind.maybe(), measure.name, scope, fact)
    if measure.goal is None:
        if measure.type.kind is not Kind.PERCENT or fact == "goal":
            report_no_goal(ctx, span, measure)
            return Literal(span, UNKNOWN, 0)
        return MeasureFact(span, measure.type, measure.name, scope, fact)
    if fact == "goal":
        return MeasureFact(span, measure.goal.type, measure.name, scope, fact)
    optional = measure.type.optional or measure.goal.type.optional or not isinstance(measure.goal, Literal)
    return MeasureFact(span, PERCENT.maybe(optional or measure.goal_at_most), measure.name, scope, fact)


def report_no_goal(ctx: Context, span: Span, measure: Measure, rate: str | None = None) -> None:
    """The attainment of a measure without a goal is asked for: said once a measure. `rate` may be meant."""
    name = measure.name.partition(" ")[0]
    if meant := _with_its_goal(ctx, measure):
        ctx.report_once(f"no goal of {measure.name}", without_its_goal(ctx.source, measure.span, *meant))
        return
    example = example_of(ctx, measure.type) if measure.type.kind is Kind.MONEY else f"payee.{name}_goal"
    column = measure.value.name if isinstance(measure.value, PayeeField) else None
    found = no_goal(ctx.source, span, name, measure.type.words(), measure.span, example, rate, column)
    ctx.report_once(f"no goal of {measure.name}", found)


def _with_its_goal(ctx: Context, measure: Measure) -> tuple[str, str] | None:
    """A measure that has a goal and what is said to have it in the clause: `sold` and `on sold ytd`, of `sold.ytd`."""
    name, *facts = ctx.source.at(measure.span).split(".")
    named = ctx.measures.get(name)
    is_of_it = bool(facts) and all(fact in SCOPES or fact in WINDOWS for fact in facts)
    return (name, " ".join(["on", name, *facts])) if is_of_it and named is not None and named.goal is not None else None


def check_component_fact(ctx: Context, path: tree.Path) -> Checked:
    """A component's payout and the like."""
    name, fact = path.names[0], path.names[1]
    if len(path.names) > 2:
        return _unknown_fact(ctx, path, 2, ())
    if (fact == "rate" and ctx.pays.get(name) == "rows") or (fact == "payout_percent" and name in ctx.row_targets):
        what, component = "rate" if fact == "rate" else "target", ctx.declared.components[name].name_span
        ctx.report(differs_by_row(ctx.source, path.spans[1], name, what, component))
        return Literal(path.span, UNKNOWN, 0)
    if fact == "rate" and ctx.pays.get(name) not in PAYING_RATES:
        ctx.report(no_rate(ctx.source, path.spans[1], name, ctx.declared.components[name].name_span))
        return Literal(path.span, UNKNOWN, 0)
    if fact == "held" and not any(m.word in ("hold", "paid_over") for m in ctx.declared.components[name].modifiers):
        ctx.report(nothing_held(ctx.source, path.spans[1], name, ctx.declared.components[name].name_span))
        return Literal(path.span, UNKNOWN, 0)
    kind = (
        ctx.money() if fact in ("payout", "held") else PERCENT.maybe() if fact == "payout_percent" else FIGURE.maybe()
    )
    return ComponentFact(path.span, kind, name, fact)


def check_column(ctx: Context, path: tree.Path, rows: str | None) -> Checked:
    """block.column, where a row of the block is at hand."""
    block = ctx.blocks[path.names[0]]
    if len(path.names) == 1:
        ctx.report(column_outside_rows(ctx.source, path.span, block.name, None, column_of(block)))
        return Literal(path.span, UNKNOWN, 0)
    name = path.names[1]
    if name in SPOKEN and name not in block.columns and block.credit is None:
        ctx.report(not_credited(ctx.source, path.spans[1], block.name, name, credit_line(block)))
        return Literal(path.span, UNKNOWN, 0)
    if name not in block.columns and not _is_spoken(block, name):
        meant = closest(name, block.columns)
        ctx.report(unknown_column(ctx.source, path.spans[1], block.name, name, meant, tuple(block.columns)))
        return Literal(path.span, UNKNOWN, 0)
    if len(path.names) > 2:
        return _behind_column(ctx, path)
    if rows != block.name:
        example = f"{block.name}.{name}"
        is_of_clause = ctx.is_component and ctx.row_of is None
        is_day = block.columns.get(name, PERCENT).kind is Kind.DATE
        found = column_outside_rows(
            ctx.source, path.span, block.name, name, example, is_of_clause=is_of_clause, is_day=is_day
        )
        ctx.report(found)
        return Literal(path.span, UNKNOWN, 0)
    return ColumnValue(path.span, block.columns.get(name, PERCENT), block.name, name)


def _behind_column(ctx: Context, path: tree.Path) -> Checked:
    """`deals.amount.ytd`: a scope or a time behind a column, which are asked of the rows together."""
    column, fact = ".".join(path.names[:2]), path.names[2]
    hint = None
    if fact in SCOPES:
        hint = f"Write the scope behind the figure of the rows, such as `sum({column}, {fact})`."
    elif fact in WINDOWS:
        hint = f"Name the figure of the rows and ask that, such as `sold.{fact}` with `metric sold = sum({column})`."
    ctx.report(unknown_fact(ctx.source, path.spans[2], column, fact, (), None, hint))
    return Literal(path.span, UNKNOWN, 0)


def _is_spoken(block: BlockSchema, name: str) -> bool:
    """Whether a name is what is credited of a row of the block."""
    return block.credit is not None and name in SPOKEN


def column_of(block: BlockSchema) -> str:
    """A column of a block that can be added up, as it is written."""
    numeric = next((name for name, kind in block.columns.items() if kind.is_numeric), "amount")
    return f"{block.name}.{numeric}"


def _bare_column(ctx: Context, path: tree.Path, rows: str) -> Checked:
    """A bare name in a row expression: the column, unless the plan declares the name too."""
    name = path.names[0]
    other = ctx.declared.span_of(name)
    if other is not None and name not in ctx.declared.records:
        ctx.report(column_or_measure(ctx.source, path.span, name, rows, other))
    return ColumnValue(path.span, ctx.blocks[rows].columns.get(name, PERCENT), rows, name)


def check_payee_field(ctx: Context, path: tree.Path) -> Checked:
    """A column of the roster."""
    name = path.names[1]
    if len(path.names) > 2:
        return _unknown_fact(ctx, path, 2, ())
    if name in ROSTER_COLUMNS:
        ctx.uses_team = ctx.uses_team or name == "team"
        return PayeeField(path.span, ROSTER_COLUMNS[name].maybe(name != "payee"), name)
    if ctx.roster is not None and name not in ctx.roster and name != "target":
        meant = closest(name, ctx.roster)
        ctx.report(unknown_column(ctx.source, path.spans[1], "payees", name, meant, tuple(ctx.roster)))
        return Literal(path.span, UNKNOWN, 0)
    return PayeeField(path.span, ctx.use_field(name, path.span).maybe(), name)


def check_period_fact(ctx: Context, path: tree.Path) -> Checked:
    """period.quarter and the like."""
    if len(path.names) == 1:
        hint = "Ask for `period.quarter`, `period.month` or `period.year`, which are numbers."
        ctx.report(word_as_measure(ctx.source, path.span, "period", hint))
        return Literal(path.span, UNKNOWN, 0)
    if len(path.names) != 2 or path.names[1] not in PERIOD_FACTS:
        is_known = path.names[1] in PERIOD_FACTS
        return _unknown_fact(ctx, path, 1 + is_known, () if is_known else tuple(PERIOD_FACTS))
    return PeriodFact(path.span, PERIOD_FACTS[path.names[1]], path.names[1])


def _unknown_fact(ctx: Context, path: tree.Path, index: int, facts: tuple[str, ...]) -> Checked:
    fact, name = path.names[index], ".".join(path.names[:index]) or path.names[0]
    meant = closest(fact, facts)
    ctx.report(unknown_fact(ctx.source, path.spans[index], name, fact, facts, meant))
    return Literal(path.span, UNKNOWN, 0)


def _undeclared_records(ctx: Context, path: tree.Path) -> Checked:
    """A column of records that the plan does not declare."""
    from compdsl.checked.records_meant import records_line

    line = records_line(ctx, path.names[0], path.names[1:2])
    found = unknown_name(ctx.source, path.spans[0], path.names[0], None, "block of records", example=line)
    ctx.report_once(("block", path.names[0]), found)
    return Literal(path.span, UNKNOWN, 0)


def _amount_meant(name: str) -> str | None:
    """`USD 5000` for `USD5000`."""
    code, figure = name[:3], name[3:]
    return f"{code} {figure}" if is_currency(code) and figure[:1].isdigit() and figure.isalnum() else None


def _of_first_measure(ctx: Context, name: str) -> str | None:
    """`sales.attainment` for `attainment` alone, `rank(sales)` for `rank`, where the plan has a measure."""
    measure = next(iter(ctx.declared.metrics), None)
    if measure is None or name not in ("attainment", "rank"):
        return None
    return f"{measure}.{name}" if name == "attainment" else f"{name}({measure})"


def _unknown(ctx: Context, path: tree.Path, rows: str | None) -> Checked:
    name = path.names[0]
    if _CELL.fullmatch(name) and len(path.names) == 1:
        found = cell_of_spreadsheet(ctx.source, path.span, is_likely=True)
        ctx.report_once(("cells", ctx.source.place(path.span).line), found)
        return Literal(path.span, UNKNOWN, 0)
    columns = ctx.blocks[rows].columns if rows is not None else ()
    meant = ctx.meant(name, *ctx.declared.kinds, ctx.blocks, ("payee", "target", "period", "total"), columns)
    meant = meant or _amount_meant(name) or (f"payee.{name}" if name in OFTEN_IN_ROSTERS else None)
    meant = meant or _of_first_measure(ctx, name)
    what = ""
    if name in ctx.declared.components and len(path.names) == 1:
        what, meant = "measure", f"{name}.payout"
    before = ctx.source.text[max(0, path.span.start - 3) : path.span.start]
    if before.rstrip().endswith("--") and meant is None:
        meant = f"# {name}"
    is_in_test = not ctx.is_given and not ctx.blocks
    block = next((one.name for one in ctx.blocks.values() if name in one.columns), None) if rows is None else None
    ctx.report(unknown_name(ctx.source, path.spans[0], name, meant, what, is_unused=is_in_test, column_of=block))
    return Literal(path.span, UNKNOWN, 0)
