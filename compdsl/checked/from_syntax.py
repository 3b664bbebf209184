"""Tree to checked plan: the header, the records, then every definition after what it uses, then the tests."""

from compdsl.checked.calendars import check_holidays_count
from compdsl.checked.combinations import check_combinations, check_multiplied
from compdsl.checked.components import check_component, check_goal, check_metric
from compdsl.checked.context import Context, EnoughFound
from compdsl.checked.expressions import Checked, PayeeField
from compdsl.checked.given import report_bare
from compdsl.checked.header import check_header
from compdsl.checked.looked_through import look_through
from compdsl.checked.looked_up import check_looked_up, check_trailing
from compdsl.checked.misread import warn_of_figures, warn_of_misread
from compdsl.checked.names import collect, goal_modifiers, in_order, uses
from compdsl.checked.paid_again import check_paid_again
from compdsl.checked.parameters import Parameters, check_parameter, parameters_of, report_unset
from compdsl.checked.people import check_people, check_tested
from compdsl.checked.periods import check_method, check_yearly
from compdsl.checked.plan import Component, NamedExpression, Plan
from compdsl.checked.previous import check_deferred, check_phases
from compdsl.checked.problems_of_clauses import no_components
from compdsl.checked.problems_of_types import wrong_kind
from compdsl.checked.prorated_once import check_goals_once, check_limits_once, check_prorated_once
from compdsl.checked.records import check_records
from compdsl.checked.shared import only_shared
from compdsl.checked.suggested import amount, as_kind
from compdsl.checked.tables import check_table
from compdsl.checked.type_of import check_expression, report_foreign, settle
from compdsl.checked.whole import check_adjust, check_multiply, check_total
from compdsl.checked.worked_examples import check_test
from compdsl.diagnostics.problem import Problem, Severity
from compdsl.records.schema import Schema
from compdsl.source.source import Source, Span
from compdsl.syntax import tree
from compdsl.values.types import UNKNOWN, Kind


def check_plan(source: Source, plan: tree.Plan, *, is_used: bool = False) -> tuple[Plan | None, list[Problem]]:
    """The checked plan, or None where a problem stands in the way, and every problem found.

    A file of definitions, and one that other files use, may leave its currency and its period to them.
    """
    declared, found = collect(source, plan)
    ctx = Context(source, declared, found=found)
    try:
        return _checked(ctx, plan, is_used=is_used), ctx.found
    except EnoughFound:
        return None, ctx.found


def _checked(ctx: Context, plan: tree.Plan, *, is_used: bool) -> Plan | None:
    """The checked plan, or None where a problem stands in the way."""
    source, declared = ctx.source, ctx.declared
    parameters = parameters_of(ctx, plan)
    is_shared = _is_shared(plan)
    is_paying = not is_shared or bool(_of(plan, tree.Broken))
    ctx.is_shared = is_shared or is_used
    header = check_header(ctx, plan)
    ctx.is_given = not declared.records.keys() - {"payees"} and not any(
        "records" in s.names for s in _of(plan, tree.Broken)
    )
    ctx.period, ctx.calendar, ctx.effective = header.period, header.calendar, header.effective
    check_records(ctx, has_period=header.has_period or ctx.is_shared)
    people = check_people(ctx, header.people) if header.people is not None else None
    ctx.has_target = header.target is not None
    ctx.goals = goal_modifiers(declared)
    multiplies = _of(plan, tree.Multiply)
    warn_of_figures(ctx)
    order, rings, ringed = in_order(source, uses(declared, multiplies, header.target), declared.records)
    for ring in rings:
        ctx.report(ring)
    lets: dict[str, NamedExpression] = {}
    tables = {}
    components: dict[str, Component] = {}
    phases: tuple[Checked, ...] = ()
    proration: str | None = None
    target: Checked = PayeeField(Span(0, 0), ctx.money().maybe(), "target")
    for key in order:
        kind, name = key.split(" ", 1)
        if key in ringed:
            _leave_unknown(ctx, kind, name)
        elif kind == "metric":
            check_metric(ctx, declared.metrics[name])
            look_through(ctx, name, ctx.measures[name].value)
        elif kind == "goal":
            check_goal(ctx, name)
        elif kind == "let":
            lets[name] = _check_let(ctx, parameters, declared.lets[name])
            look_through(ctx, name, ctx.let_values.get(name))
        elif kind == "table":
            tables[name] = check_table(ctx, declared.tables[name])
        elif kind == "component":
            components[name] = check_component(ctx, declared.components[name])
        elif kind == "target" and header.target is not None:
            target, phases = _check_target(ctx, header.target), check_phases(ctx, header.target)
            if header.target.prorated is not None:
                proration = check_method(ctx, header.target.span, header.target.prorated)
    for deferred in ctx.deferred:
        check_deferred(ctx, deferred)
    multipliers = tuple(check_multiply(ctx, multiply) for multiply in multiplies)
    for component in components.values():
        check_combinations(ctx, component, proration is not None)
        check_prorated_once(ctx, component, proration is not None)
        warn_of_misread(ctx, component)
        check_paid_again(ctx, component, multipliers, tables)
        check_looked_up(ctx, component, multipliers, tables)
    check_trailing(ctx)
    for multiplier in multipliers:
        check_multiplied(ctx, [components[name] for name in multiplier.components if name in components], multiplier)
    total = check_total(ctx, _of(plan, tree.Total))
    check_goals_once(
        ctx, [ctx.measures[name] for name in declared.metrics if name in ctx.measures], proration is not None
    )
    check_limits_once(ctx, total, proration is not None)
    adjustment = check_adjust(ctx, _of(plan, tree.Adjust))
    ctx.has_balance = any(modifier.word == "recoverable_draw" for modifier in total)
    if not _of(plan, tree.Broken):
        check_holidays_count(ctx)
    tests = tuple(check_test(ctx, test) for test in _of(plan, tree.Test))
    if header.people is not None:
        check_tested(ctx, header.people, _of(plan, tree.Test))
    if is_paying and not _of(plan, tree.Component) and not _of(plan, tree.Broken):
        ctx.report(no_components(source, _first(plan)))
    if is_paying:
        report_unset(ctx, plan, parameters)
    report_foreign(ctx)
    report_bare(ctx)
    if any(one.severity is Severity.ERROR for one in ctx.found) or _of(plan, tree.Broken):
        return None
    if header.target is None and _needs_target(components.values(), total):
        ctx.fields.setdefault("target", (ctx.money(), Span(0, 0)))
    in_file = tuple(components[name] for name in declared.components)
    schema = Schema(
        tuple(block for block in ctx.blocks.values()),
        {name: kind for name, (kind, _) in ctx.fields.items()},
        tuple(name for name, measure in ctx.measures.items() if measure.is_given),
        ctx.currency,
        ctx.uses_team,
        {name: kind for name, (kind, _) in ctx.given.items()},
        ctx.uses_reports,
    )
    unset = tuple((one.span, one.name, one.kind or "") for one in parameters.unset)
    return Plan(
        source, header.name, header.title, ctx.currency, header.period, header.calendar, header.effective,
        header.edition, header.rounding, target, ctx.measures, lets, tables, in_file, multipliers, total, tests,
        schema, tuple(order), header.target is not None and header.target.yearly is not None,
        proration, phases, adjustment, tuple(parameters.found.values()), unset,
        only_shared(source, plan), is_paying, people,
    )  # fmt: skip


_ABOUT_PAY = (
    tree.Header, tree.People, tree.Component, tree.Multiply, tree.Total, tree.Adjust, tree.Target, tree.Effective,
)  # fmt: skip


def _is_shared(plan: tree.Plan) -> bool:
    """Whether a file declares things for other plans and says nothing of what is paid, as far as it can be read."""
    is_about_pay = any(isinstance(one, _ABOUT_PAY) for one in plan.statements)
    return not is_about_pay and any(isinstance(one, tree.Definition | tree.Use) for one in plan.statements)


def _check_let(ctx: Context, parameters: Parameters, let: tree.Let | tree.Parameter) -> NamedExpression:
    if isinstance(let, tree.Parameter):
        return check_parameter(ctx, parameters, let)
    value = check_expression(ctx, let.value)
    ctx.lets[let.name], ctx.let_values[let.name] = value.type, value
    return NamedExpression(let.name_span, let.name, value)


def _check_target(ctx: Context, target: tree.Target) -> Checked:
    value = settle(ctx, check_expression(ctx, target.value), ctx.money())
    check_yearly(ctx, target.yearly)
    if value.type.kind not in (Kind.MONEY, Kind.FIGURE, Kind.UNKNOWN):
        own = as_kind(ctx, value, ctx.money()) or amount(ctx, "5_000")
        hint = f"Write an amount such as `target {own}`, or a column of the roster such as `target payee.target`."
        ctx.report(wrong_kind(ctx.source, value.span, "`target`", "money", value.type.words(), hint))
    return value


def _leave_unknown(ctx: Context, kind: str, name: str) -> None:
    """A name in a ring fits everywhere, so that the ring is the one message."""
    if kind in ("metric", "goal"):
        ctx.declared.broken.add(name)
    elif kind == "let":
        ctx.lets[name] = UNKNOWN
    elif kind == "table":
        ctx.tables[name] = UNKNOWN


def _needs_target(components: object, total: tuple[object, ...]) -> bool:
    shares = any(one.pays == "share" for one in components)  # type: ignore[attr-defined]
    return shares or any(m.value.type.kind is Kind.PERCENT for m in total)  # type: ignore[attr-defined]


def _of(plan: tree.Plan, kind: type) -> list:  # type: ignore[type-arg]
    return [statement for statement in plan.statements if isinstance(statement, kind)]


def _first(plan: tree.Plan) -> Span:
    return plan.statements[0].span if plan.statements else Span(0, 0)
