"""Parameters: figures of a used file that the plan may set; who set each, and to what."""

from compdsl.checked.context import Context
from compdsl.checked.expressions import Added, Checked, Extreme, Literal, Multiplied, Negated, Rounded, all_parts_of
from compdsl.checked.expressions import constant as figure_of
from compdsl.checked.plan import NamedExpression, Parameter, Plan
from compdsl.checked.problems_of_names import missing_currency
from compdsl.checked.problems_of_parameters import (
    own_parameter_without_value,
    parameter_not_constant,
    parameter_of_another_kind,
    parameter_set_twice,
    parameter_without_value,
    unknown_parameter,
)
from compdsl.checked.problems_of_types import unknown_kind
from compdsl.checked.records import KINDS
from compdsl.checked.suggested import shown_as
from compdsl.checked.type_of import check_expression
from compdsl.diagnostics.did_you_mean import closest
from compdsl.diagnostics.problem import Problem
from compdsl.source.mutable import fresh, mutable
from compdsl.syntax import tree
from compdsl.syntax.wording import KINDS as MEANT_KINDS
from compdsl.values.types import UNKNOWN, Kind, Type

CONSTANT = (Literal, Negated, Added, Multiplied, Rounded, Extreme)
"""What the value of a parameter is made of: figures of the plan, and arithmetic."""


@mutable()
class Parameters:
    """The parameters of a plan: where each is set, and those that nobody gives a value."""

    sets: dict[str, list[tuple[tree.Use, tree.SetParameter]]] = fresh(factory=dict)
    found: dict[str, Parameter] = fresh(factory=dict)
    unset: list[tree.Parameter] = fresh(factory=list)


def parameters_of(ctx: Context, plan: tree.Plan) -> Parameters:
    """What each `use … with` of the plan sets; a name that the used file does not declare is reported."""
    parameters = Parameters()
    for use in _uses(plan):
        for one in use.sets:
            if one.name in use.names:
                parameters.sets.setdefault(one.name, []).append((use, one))
            elif one.name not in ctx.declared.broken:
                meant = closest(one.name, use.names)
                ctx.report(unknown_parameter(ctx.source, one.name_span, one.name, use.path, use.names, meant))
    return parameters


def check_parameter(ctx: Context, parameters: Parameters, parameter: tree.Parameter) -> NamedExpression:
    """A parameter with the value it has in this plan: the one that is set, or its own."""
    name = parameter.name
    default = _constant_of(ctx, name, parameter.value, is_own=True) if parameter.value is not None else None
    wanted = default.type if default is not None else _declared_type(ctx, parameter)
    chosen = _chosen(ctx, parameters, parameter, wanted) or default
    if chosen is None:
        parameters.unset.append(parameter)
        chosen = Literal(parameter.name_span, UNKNOWN, 0)
        ctx.lets[name] = wanted
        return NamedExpression(parameter.name_span, name, chosen)
    ctx.lets[name], ctx.let_values[name] = chosen.type, chosen
    is_set = chosen is not default
    parameters.found[name] = Parameter(
        parameter.span, name, default.span if default is not None else None, chosen.span if is_set else None
    )
    return NamedExpression(chosen.span if is_set else parameter.name_span, name, chosen)


def report_unset(ctx: Context, plan: tree.Plan, parameters: Parameters) -> None:
    """Parameters of used files without a value, where a plan that pays uses them."""
    own = ctx.source.files[0]
    for parameter in parameters.unset:
        use = next((one for one in _uses(plan) if parameter.name in one.names), None)
        if use is not None and ctx.source.own(parameter.span)[0] is not own:
            words = parameter.name, use.path, parameter.kind or ""
            found = parameter_without_value(ctx.source, use.path_span, parameter.span, *words)
            ctx.report_once(("unset", parameter.name), found)


def why_unset(plan: Plan) -> Problem | None:
    """Why a plan cannot be worked out by itself: the first of its parameters without a value."""
    if not plan.unset:
        return None
    return own_parameter_without_value(plan.source, *plan.unset[0])


def _uses(plan: tree.Plan) -> list[tree.Use]:
    return [one for one in plan.statements if isinstance(one, tree.Use)]


def _constant_of(ctx: Context, name: str, value: tree.Expression, *, is_own: bool) -> Checked:
    """A figure, a text or a date that is written in the plan, or arithmetic with such."""
    checked = check_expression(ctx, value)
    for part in all_parts_of(checked):
        if not isinstance(part, CONSTANT):
            text = ctx.source.at(value.span) if is_own else None
            found = parameter_not_constant(ctx.source, part.span, name, text)
            ctx.report_once(("constant", value.span), found)
            return Literal(value.span, UNKNOWN, 0)
    return checked


def _declared_type(ctx: Context, parameter: tree.Parameter) -> Type:
    kind = parameter.kind or ""
    if kind not in KINDS:
        meant = MEANT_KINDS.get(kind.lower()) or closest(kind, KINDS)
        ctx.report(unknown_kind(ctx.source, parameter.kind_span, kind, meant))
        return UNKNOWN
    if kind == "money" and ctx.lacks_currency:
        ctx.report(missing_currency(ctx.source, parameter.span, f"The parameter `{parameter.name}`"))
        ctx.has_currency = True
    return KINDS[kind] or ctx.money()


def _chosen(ctx: Context, parameters: Parameters, parameter: tree.Parameter, wanted: Type) -> Checked | None:
    """What the plan sets a parameter to; None where nothing does."""
    first: Checked | None = None
    for _, one in parameters.sets.get(parameter.name, ()):
        value = _constant_of(ctx, parameter.name, one.value, is_own=False)
        if not _is_kind(value.type, wanted):
            hint = shown_as(ctx, value, wanted)
            words = wanted.words(), value.type.words()
            ctx.report(parameter_of_another_kind(ctx.source, value.span, parameter.span, parameter.name, *words, hint))
            value = Literal(value.span, UNKNOWN, 0)
        if first is None:
            first = value
        elif not _is_same(ctx, first, value):
            ctx.report(parameter_set_twice(ctx.source, value.span, first.span, parameter.name))
    return first


def _is_same(ctx: Context, one: Checked, other: Checked) -> bool:
    if one.type.kind is Kind.UNKNOWN or other.type.kind is Kind.UNKNOWN:
        return True
    values = figure_of(one), figure_of(other)
    if None not in values:
        return values[0] == values[1]
    return "".join(ctx.source.at(one.span).split()) == "".join(ctx.source.at(other.span).split())


_PLAIN = (Kind.NUMBER, Kind.COUNT)


def _is_kind(found: Type, wanted: Type) -> bool:
    """Whether a value is of the kind of a parameter: a percentage is no plain number here, and no amount one."""
    if Kind.UNKNOWN in (found.kind, wanted.kind):
        return True
    if found.kind in _PLAIN and wanted.kind in _PLAIN:
        return True
    return found.kind is wanted.kind and found.currency == wanted.currency
