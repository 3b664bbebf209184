"""Components, metrics and the total: what each pays, on which measure, with which modifiers."""

from fractions import Fraction

from compdsl.checked.accounting import check_amount
from compdsl.checked.clause import Clause
from compdsl.checked.combinations import check_limits
from compdsl.checked.conditions import is_in_points
from compdsl.checked.context import Context
from compdsl.checked.currencies import check_conversion, comes_to
from compdsl.checked.each_row import (
    check_block,
    check_credit_of_rows,
    check_divisions_of_rows,
    measure_of_row,
    reads_row,
)
from compdsl.checked.effects import COUNTING, check_effects, is_looked_up
from compdsl.checked.expressions import (
    Added,
    Aggregate,
    Checked,
    Chosen,
    ComponentFact,
    Literal,
    MeasureFact,
    Multiplied,
    NamedValue,
    fixed_scope,
    parts_of,
)
from compdsl.checked.given import want, want_money
from compdsl.checked.goals import above_zero
from compdsl.checked.levels import goal_of_counts, is_level
from compdsl.checked.modifiers import PAYING, SCOPE_WORDS, check_modifiers
from compdsl.checked.names import each_row_of, measure_name
from compdsl.checked.names_of import check_scope, check_team_goal, measure_called, report_no_goal
from compdsl.checked.periods import check_yearly, proration_of, window_of
from compdsl.checked.plan import Component, Measure, Modifier, Shape
from compdsl.checked.problems_of_clauses import (
    amount_missing,
    line_as_measure,
    not_a_share,
    nothing_to_pay,
    pays_no_money,
    two_goals,
    two_scopes,
    two_ways_to_pay,
)
from compdsl.checked.problems_of_names import unknown_measure
from compdsl.checked.problems_of_periods import nothing_to_prorate
from compdsl.checked.problems_of_types import do_not_fit, ratio_in_points, wrong_kind
from compdsl.checked.suggested import amount as money_of
from compdsl.checked.suggested import as_kind, as_money, example_of, shown_as
from compdsl.checked.type_of import check_condition, check_expression, check_number, fit, settle, times
from compdsl.diagnostics.did_you_mean import closest
from compdsl.source.frozen import changed
from compdsl.source.source import Span
from compdsl.syntax import tree
from compdsl.syntax.problems_of_words import misplaced_when, misspelt_word
from compdsl.syntax.table import KEYWORDS
from compdsl.syntax.wording import FREE, WORDS_OF_USE
from compdsl.values.types import FIGURE, PERCENT, UNKNOWN, Kind

MOST_RATE = Fraction(3, 10)
"""A percentage of money from here on is no commission."""

# Measures


def check_metric(ctx: Context, metric: tree.Metric) -> None:
    """A measure made by the plan; its type is that of its expression after its modifiers."""
    value = check_expression(ctx, metric.value)
    if not value.type.is_numeric and value.type.kind is not Kind.BOOL:
        hint = "Use the expression in a condition directly, or name it with `let`."
        ctx.report(wrong_kind(ctx.source, value.span, "A metric", "a figure", value.type.words(), hint))
    if isinstance(value, Multiplied) and value.type.kind is Kind.PERCENT and is_in_points(value):
        ctx.report(ratio_in_points(ctx.source, value.span))
    base = Measure(metric.name_span, metric.name, value.type, value, ())
    clause = Clause(
        ctx,
        "metric",
        metric.name,
        metric.name_span,
        base,
        None,
        value.type,
        has_target=False,
        has_share=False,
    )
    modifiers = check_modifiers(clause, metric.modifiers)
    otherwise = next((m for m in modifiers if m.word == "else"), None)
    rest = tuple(m for m in modifiers if m.word != "else")
    kind = clause.type.sure() if _is_answered(otherwise, ctx) else clause.type
    ctx.measures[metric.name] = changed(base, type=kind, modifiers=rest, otherwise=otherwise)


def _is_answered(otherwise: Modifier | None, ctx: Context) -> bool:
    return (
        otherwise is not None
        and not isinstance(otherwise.value, str)
        and not getattr(otherwise.value, "type", UNKNOWN).optional
    )


def check_goal(ctx: Context, name: str) -> None:
    """The goal of a measure: said once, in the metric or in one of the clauses on it."""
    modifiers = ctx.goals[name]
    measure = ctx.measures.get(name) or _measure_of_goal(ctx, name)
    if measure is None:
        return
    first = modifiers[0]
    for other in modifiers[1:]:
        if ctx.source.at(other.span).split() != ctx.source.at(first.span).split():
            ctx.report(two_goals(ctx.source, other.span, first.span, name))
    assert not isinstance(first.value, tree.Shape | tree.Hold | tree.SoftLimit | tree.EachRow | str | None)
    goal = above_zero(ctx, measure, first, settle(ctx, check_expression(ctx, first.value), measure.type))
    plain = measure.type.kind is Kind.PERCENT and goal.type.kind is Kind.NUMBER and isinstance(goal, Literal)
    is_figure = goal.type.is_numeric or not measure.is_given
    if measure.type.kind is not Kind.UNKNOWN and (plain or not is_figure or not fit(measure.type, goal.type)):
        hint = goal_of_counts(ctx, measure, goal) or shown_as(ctx, goal, measure.type if is_figure else PERCENT)
        what, words = "cannot be a measure and its goal", (measure.type.words(), goal.type.words())
        ctx.report(do_not_fit(ctx.source, goal.span, measure.span, what, *words, hint))
        goal = Literal(goal.span, UNKNOWN, 0)
    want(ctx, measure, goal.type, goal.span)
    value, less_is_better = measure.value, first.word == "goal_at_most"
    level = goal.type.kind is Kind.PERCENT or (value is not None and is_level(ctx, value))
    is_yearly, proration = check_yearly(ctx, first.yearly, level), proration_of(ctx, first)
    ctx.measures[name] = changed(
        measure, goal=goal, goal_at_most=less_is_better, goal_is_yearly=is_yearly, goal_proration=proration,
        is_level=level,
    )  # fmt: skip


def _measure_of_goal(ctx: Context, name: str) -> Measure | None:
    """The measure a goal belongs to, where no metric declares it."""
    component = ctx.declared.components.get(name.removesuffix(" (its own measure)"))
    if component is None or _on(component) is None or measure_name(component, ctx.declared) == _named(component):
        return measure_called(ctx, name, component.name_span if component else Span(0, 0))
    return _own_measure(ctx, component, name)


def _named(component: tree.Component) -> str | None:
    """The name that `on` begins with, if it is a path."""
    on = _on(component)
    return on.value.names[0] if on is not None and isinstance(on.value, tree.Path) else None


def _on(component: tree.Component) -> tree.Modifier | None:
    return next((m for m in component.modifiers if m.word == "on"), None)


def _own_measure(ctx: Context, component: tree.Component, name: str) -> Measure | None:
    """The measure of a component that names an expression with `on`."""
    if name not in ctx.measures:
        on = _on(component)
        assert on is not None
        assert not isinstance(on.value, tree.Shape | tree.Hold | tree.SoftLimit | tree.EachRow | str | None)
        value = check_number(ctx, on.value, "`on`")
        ctx.measures[name] = Measure(on.value.span, name, value.type, value, ())
    return ctx.measures[name]


def find_measure(ctx: Context, component: tree.Component) -> tuple[Measure | None, str | None]:
    """The measure a component pays on and its scope; reports a scope the measure cannot be read in."""
    measure, scope = _named_measure(ctx, component)
    if measure is not None:
        check_scope(ctx, component.name_span, measure, scope)
        wide = [m.value for m in component.modifiers if m.word == "else" and isinstance(m.value, str)]
        for one in (scope, *wide):
            check_team_goal(ctx, component.name_span, measure, one)
    return measure, scope


def _named_measure(ctx: Context, component: tree.Component) -> tuple[Measure | None, str | None]:
    """The measure a component pays on, and whose records it is about; reports a measure that does not exist."""
    name, on = measure_name(component, ctx.declared), _on(component)
    scopes = [m for m in component.modifiers if m.word in SCOPE_WORDS]
    for other in scopes[1:]:
        ctx.report(two_scopes(ctx.source, other.span, scopes[0].span, scopes[0].word, other.word))
    scope = scopes[0].word if scopes else None
    ctx.use_scope(scope)
    if on is not None and (not isinstance(on.value, tree.Path) or on.value.names[0] != name):
        measure = _own_measure(ctx, component, name)
        fixed = fixed_scope(measure.value) if scopes and measure is not None and measure.value is not None else None
        if fixed is not None and fixed[1] != scope:
            ctx.report(two_scopes(ctx.source, fixed[0], scopes[0].span, scopes[0].word, fixed[1]))
        return measure, scope
    if on is not None and isinstance(on.value, tree.Path):
        fact = check_expression(ctx, on.value)
        if isinstance(fact, ComponentFact):
            ctx.report(line_as_measure(ctx.source, on.value.span, name, ctx.declared.components[name].name_span))
        if not isinstance(fact, MeasureFact):
            return None, scope
        if scopes and fact.scope not in (None, scope):
            word = str(fact.scope)
            ctx.report(two_scopes(ctx.source, on.value.span, scopes[0].span, scopes[0].word, word))
        return ctx.measures[fact.measure], scope or fact.scope
    measure = None if name in ctx.declared.broken else measure_called(ctx, name, component.name_span)
    if measure is None and ctx.is_given and name in ctx.declared.components:
        measure = ctx.measures.setdefault(name, Measure(component.name_span, name, FIGURE.maybe(), None, ()))
    return measure, scope


# Components


def check_component(ctx: Context, component: tree.Component) -> Component:
    """One payout line, for the period or for each row of a block."""
    each = each_row_of(component)
    if each is not None and not check_block(ctx, each):
        return Component(component.span, component.name, "nothing", None, None, None, None, ())
    ctx.row_of, ctx.is_component = each.block if each is not None else None, True
    ctx.is_running = each is not None and bool(each.order)
    ctx.is_converted = any(modifier.word == "convert" for modifier in component.modifiers)
    try:
        return _check_component(ctx, component)
    finally:
        ctx.row_of, ctx.is_component, ctx.is_converted, ctx.is_running = None, False, False, False


def _check_component(ctx: Context, component: tree.Component) -> Component:
    pays, amount = _what_it_pays(ctx, component)
    is_of_rows = ctx.row_of is not None
    ctx.pays[component.name] = "rows" if is_of_rows else pays
    needs = pays in COUNTING and not is_looked_up(component)
    measure, scope = None, None
    if is_of_rows:
        measure, scope = measure_of_row(ctx, component, is_needed=needs or _is_limited(component))
    elif needs or _on(component) is not None or component.name in ctx.measures or _is_limited(component):
        measure, scope = find_measure(ctx, component)
    is_refused = pays == "share" and amount is not None and amount.type.kind is Kind.UNKNOWN
    is_told = is_refused or is_of_rows or _is_known_broken(ctx, component)
    if measure is None and (needs or _is_limited(component)) and not is_told:
        _no_measure(ctx, component)
    if scope is None and any(m.word == "split" for m in component.modifiers):
        scope = next((m.word for m in component.modifiers if m.word in SCOPE_WORDS), None)
        ctx.use_scope(scope)
    ctx.uses_team = ctx.uses_team or any(m.word == "team_budget" for m in component.modifiers)
    has_share = pays in ("share", "own target")
    has_target = has_share or pays == "nothing"
    clause = Clause(
        ctx,
        "component",
        component.name,
        component.name_span,
        measure,
        scope,
        amount.type.sure() if amount is not None and amount.type.kind is Kind.MONEY else ctx.money(),
        has_target,
        has_share,
    )
    _check_when(ctx, component, pays)
    when = check_condition(ctx, component.when) if component.when is not None else None
    modifiers = check_modifiers(clause, component.modifiers)
    if has_share and measure is not None and not any(m.word == "shape" and _looks_up(m) for m in modifiers):
        _need_goal(ctx, component, measure)
    _check_money(ctx, component, pays, amount, measure, modifiers)
    found, place = comes_to(pays, amount, measure, modifiers)
    if pays == "share" and not is_refused:
        found = ctx.money()
    paid_in = check_conversion(ctx, component, found, place or component.name_span)
    check_effects(ctx, component, pays)
    _check_prorated(ctx, component, pays, amount, modifiers)
    if is_of_rows:
        if has_share and amount is not None and reads_row(amount):
            ctx.row_targets.add(component.name)
        check_divisions_of_rows(ctx, amount, measure, modifiers, has_share=has_share)
        check_credit_of_rows(ctx, amount, measure, scope)
    modifiers = _move_else(ctx, component, measure, scope, modifiers)
    check_limits(ctx, modifiers)
    return Component(
        component.span,
        component.name,
        pays,
        amount,
        when,
        measure.name if measure and not is_of_rows else None,
        scope,
        modifiers,
        window_of(ctx, component),
        paid_in,
    )


def _reads_measures(value: Checked) -> bool:
    """Whether a figure is made of what was measured."""
    return isinstance(value, MeasureFact | Aggregate) or any(map(_reads_measures, parts_of(value)))


def _check_prorated(
    ctx: Context, component: tree.Component, pays: str, amount: Checked | None, modifiers: tuple[Modifier, ...]
) -> None:
    """Report a clause that is prorated and says nothing for a full period."""
    found = next((m for m in modifiers if m.word == "prorated"), None)
    says_more = any(m.word in ("cap", "soft_cap", "floor", "goal", "goal_at_most") for m in component.modifiers)
    is_measured = pays == "formula" and amount is not None and _reads_measures(amount)
    if found is not None and (pays in ("rate", "each", "tiers", "looked up") or is_measured) and not says_more:
        bound = next((m for m in component.modifiers if m.word in ("above", "up_to", "threshold")), None)
        written = ctx.source.at(bound.span) if bound is not None and "payee." in ctx.source.at(bound.span) else None
        ctx.report(nothing_to_prorate(ctx.source, found.span, component.name, written))


def _what_it_pays(ctx: Context, component: tree.Component) -> tuple[str, Checked | None]:
    """What stands behind the name, and the one modifier that pays."""
    paying = [m for m in component.modifiers if m.word in PAYING]
    shape = next((m.value for m in paying if m.word == "shape" and isinstance(m.value, tree.Shape)), None)
    for other in paying[1:]:
        ctx.report(two_ways_to_pay(ctx.source, other.span, paying[0].span, _word(paying[0]), _word(other)))
    if component.form == "formula":
        return _formula(ctx, component, paying)
    if component.form == "nothing":
        return _by_modifiers(ctx, component, paying, shape), None
    assert component.amount is not None
    check_amount(ctx, component.amount)
    value = check_expression(ctx, component.amount)
    if component.form == "target":
        _only_shape(ctx, component, paying, "a target")
        return "own target", _as_money(ctx, value, "A target")
    return _amount(ctx, component, value, paying)


def _formula(ctx: Context, component: tree.Component, paying: list[tree.Modifier]) -> tuple[str, Checked]:
    assert component.amount is not None
    if paying:
        ctx.report(two_ways_to_pay(ctx.source, paying[0].span, component.amount.span, "`=`", _word(paying[0])))
    value = check_expression(ctx, component.amount)
    share = f"{component.name} {ctx.source.at(value.span)}" if isinstance(value, Literal) else None
    return "formula", _as_money(ctx, value, "What a component pays", share)


def _by_modifiers(
    ctx: Context, component: tree.Component, paying: list[tree.Modifier], shape: tree.Shape | None
) -> str:
    if not paying:
        _nothing_paid(ctx, component)
        return "nothing"
    if paying[0].word == "each":
        hint = f"Write the amount before it, such as `{component.name} $100 each`."
        ctx.report(amount_missing(ctx.source, paying[0].span, "each", hint))
    if shape is not None and shape.by is not None and shape.word in ("steps", "curve"):
        return "looked up"
    return paying[0].word if paying[0].word in ("rate", "each", "clawback") else "tiers"


def _nothing_paid(ctx: Context, component: tree.Component) -> None:
    """A clause that pays nothing: a modifier, a measure or another clause with a slip, or the amount is missing."""
    name, declared = component.name, ctx.declared
    word = ctx.meant(name, [word for word in KEYWORDS if word.isalpha() and word not in FREE])
    measure = None if name in declared.metrics else ctx.meant(name, declared.metrics)
    if word or measure:
        found = unknown_measure(ctx.source, component.name_span, name, word or measure, is_word=word is not None)
    else:
        other = ctx.meant(name, declared.components)
        found = nothing_to_pay(ctx.source, component.name_span, name, other)
    ctx.report(found)


def _amount(
    ctx: Context, component: tree.Component, value: Checked, paying: list[tree.Modifier]
) -> tuple[str, Checked]:
    """A percentage is a share of target, money an amount; `each` makes it an amount for every unit."""
    each = next((m for m in paying if m.word == "each"), None)
    if each is not None:
        return "each", _as_money(ctx, value, "What is paid for each")
    kind = value.type.kind
    if kind is Kind.MONEY:
        if paying:
            ctx.report(two_ways_to_pay(ctx.source, paying[0].span, value.span, "an amount", _word(paying[0])))
        return "amount", value
    if kind is Kind.PERCENT or kind is Kind.UNKNOWN:
        _only_shape(ctx, component, paying, "a share of target")
        return "share", value
    if kind is Kind.TEXT and component.name in WORDS_OF_USE:
        ctx.report(misspelt_word(ctx.source, component.name_span, component.name, "use"))
        return "share", Literal(value.span, UNKNOWN, 0)
    text, meant = ctx.source.at(value.span), None
    if isinstance(value, NamedValue):
        meant = as_money(ctx, value)
    share = as_kind(ctx, value, PERCENT)
    ctx.report(not_a_share(ctx.source, value.span, text, value.type.words(), meant, share))
    return "share", Literal(value.span, UNKNOWN, 0)


def _only_shape(ctx: Context, component: tree.Component, paying: list[tree.Modifier], what: str) -> None:
    for modifier in paying:
        if modifier.word in ("rate", "clawback"):
            assert component.amount is not None
            ctx.report(two_ways_to_pay(ctx.source, modifier.span, component.amount.span, what, f"a {modifier.word}"))


def _as_money(ctx: Context, value: Checked, what: str, share: str | None = None) -> Checked:
    value = settle(ctx, value, ctx.money())
    if value.type.kind not in (Kind.MONEY, Kind.FIGURE, Kind.UNKNOWN):
        text, example = ctx.source.at(value.span), example_of(ctx, ctx.money())
        times_amount = f"({text})" if isinstance(value, Added | Chosen) else text
        if value.type.kind is Kind.BOOL:
            hint = f"Write what it pays, such as `if {text} then {example} else {money_of(ctx, '0')}`."
        elif value.type.is_plain:
            times = f"Write an amount, or multiply it by one, such as `{times_amount} * target`."
            hint = as_money(ctx, value) or times
        else:
            hint = f"Write an amount, such as `{example}`."
        if share is not None and value.type.kind is Kind.PERCENT:
            hint = f"Write `{share}` for a share of target, or an amount such as `{example_of(ctx, ctx.money())}`."
        ctx.report(wrong_kind(ctx.source, value.span, what, "money", value.type.words(), hint))
    want_money(ctx, value)
    return value


def _is_limited(component: tree.Component) -> bool:
    return any(m.word in ("threshold", "up_to", "above", "accelerate") for m in component.modifiers)


def _looks_up(modifier: Modifier) -> bool:
    """Whether the rows say what is paid for a figure itself: no attainment is asked for, so no goal."""
    shape = modifier.value
    if not isinstance(shape, Shape) or shape.word not in ("steps", "curve"):
        return False
    return shape.by is not None or not shape.is_attainment


def _need_goal(ctx: Context, component: tree.Component, measure: Measure) -> None:
    if measure.goal is None and not measure.is_given and measure.type.kind not in (Kind.PERCENT, Kind.UNKNOWN):
        amount, is_money = component.amount, measure.type.kind is Kind.MONEY
        is_share = (
            isinstance(amount, tree.Number)
            and amount.form == "percent"
            and component.form == "amount"
            and amount.value < MOST_RATE
        )
        rate = ctx.source.at(amount.span) if amount is not None and is_share and is_money else None
        report_no_goal(ctx, component.name_span, measure, rate)


def _is_known_broken(ctx: Context, component: tree.Component) -> bool:
    on = _on(component)
    if on is None:
        return component.name in ctx.declared.broken
    return True


def _no_measure(ctx: Context, component: tree.Component) -> None:
    words = [text for text in KEYWORDS if text.isalpha() and text not in FREE]
    as_word = closest(component.name, words)
    meant = as_word or ctx.meant(component.name, list(ctx.measures))
    ctx.report(unknown_measure(ctx.source, component.name_span, component.name, meant, is_word=as_word is not None))


def _check_when(ctx: Context, component: tree.Component, pays: str) -> None:
    """A condition right behind an own target reads as one of the target alone."""
    if component.when is not None and pays == "own target":
        ctx.report(misplaced_when(ctx.source, component.when.span, "target", ctx.source.at(component.when.span)))


def _check_money(
    ctx: Context, component: tree.Component, pays: str, amount: Checked | None, measure: Measure | None,
    modifiers: tuple[Modifier, ...],
) -> None:  # fmt: skip
    """What the clause comes to must be money."""
    shape = next((m.value for m in modifiers if isinstance(m.value, Shape) and m.word == "shape"), None)
    rate = next((m.value for m in modifiers if m.word in ("rate", "clawback")), None)
    if pays in ("tiers", "looked up") and shape is not None:
        found, span = shape.type, shape.span
        if shape.word in ("steps", "curve") and found.is_plain:
            hint = f"Write a share of target before it (`{component.name} 20% {shape.word} …`), or amounts in the rows."
            ctx.report(pays_no_money(ctx.source, span, found.words(), hint))
            return
        if pays == "tiers" and shape.rows and shape.rows[0].value.type.is_plain:
            want(ctx, measure, ctx.money(), component.name_span)
    elif pays in ("rate", "clawback") and measure is not None and rate is not None:
        product = times(rate.type, measure.type)  # type: ignore[union-attr]
        if rate.type.is_plain:  # type: ignore[union-attr]
            want(ctx, measure, ctx.money(), component.name_span)
        found, span = UNKNOWN if isinstance(product, str) else product, component.name_span
    else:
        return
    if found.kind not in (Kind.MONEY, Kind.FIGURE, Kind.UNKNOWN):
        hint = f"Pay a share of target (`{component.name} 20%`) or an amount for each (`{component.name} $100 each`)."
        if pays == "tiers" and found.kind in (Kind.NUMBER, Kind.COUNT):
            hint = f"Write amounts in the rows, such as `{money_of(ctx, '500')}`."
        ctx.report(pays_no_money(ctx.source, span, found.words(), hint))


def _move_else(
    ctx: Context,
    component: tree.Component,
    measure: Measure | None,
    scope: str | None,
    modifiers: tuple[Modifier, ...],
) -> tuple[Modifier, ...]:
    """On the clause of a measure's own name, `else` belongs to the measure."""
    otherwise = next((m for m in modifiers if m.word == "else"), None)
    if otherwise is None or measure is None:
        return modifiers
    if (
        measure.name in ctx.measures
        and measure.name == component.name
        and scope in (None, "own")
        and measure.otherwise is None
    ):
        ctx.measures[measure.name] = changed(ctx.measures[measure.name], otherwise=otherwise)
        return tuple(m for m in modifiers if m.word != "else")
    return modifiers


def _word(modifier: tree.Modifier) -> str:
    word = modifier.value.word if isinstance(modifier.value, tree.Shape) else modifier.word
    return f"`{word}`"
