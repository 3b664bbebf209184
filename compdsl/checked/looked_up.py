"""Other measures of a clause that pays to date, and its conditions: their own time has to be said.

    accelerator tiers 5% from $0, 10% from $1_000 by sold  on sold ytd
    commission  rate 5% ytd  only when retention >= 90%

Without it the row or the condition would be that of one period, and the amount that of the year so far: what earlier
periods paid would be taken back where it is missed once.
"""

from collections.abc import Iterable, Iterator, Mapping

from compdsl.checked.context import Context
from compdsl.checked.expressions import (
    EXPRESSIONS,
    Aggregate,
    Checked,
    ComponentFact,
    MeasureFact,
    Multiplied,
    NamedValue,
    PayeeField,
    PeriodFact,
    TableValue,
    TargetAmount,
    all_parts_of,
)
from compdsl.checked.plan import Bound, Component, Modifier, Multiplier, Shape, Table
from compdsl.checked.problems_of_periods import (
    compared_alone,
    divided_by_one_period,
    formula_of_one_period,
    looked_up_alone,
    rate_of_one_period,
    trailing_attainment,
)
from compdsl.checked.suggested import amount
from compdsl.source.source import Span
from compdsl.values.period import MONTHS_OF, PAID, WINDOWS
from compdsl.values.types import Kind

LIMITS = ("cap", "floor", "soft_cap", "above", "up_to", "threshold", "rate")
"""The modifiers whose figures limit what is paid on a longer time, or say at which rate."""

WORDS = {window: word for word, window in WINDOWS.items()}


def check_looked_up(
    ctx: Context, component: Component, multipliers: Iterable[Multiplier], tables: Mapping[str, Table]
) -> None:
    """Report a figure of this period alone that decides on what is paid for a longer time, or how much."""
    if component.window is None or (ctx.period is not None and MONTHS_OF[ctx.period] >= MONTHS_OF[component.window]):
        return
    said = next(modifier for modifier in component.modifiers if modifier.word in (*WINDOWS, "paid"))
    if component.pays == "formula" and component.amount is not None:
        _check_formula(ctx, component, component.amount, said, tables)
        return
    _warn_of_divisor(ctx, component, said)
    if said.word in WINDOWS:
        _check_rate(ctx, component, said, tables)
    for modifier in component.modifiers:
        shape = modifier.value
        is_told = modifier.word == "shape" and said.word != "paid" and _is_paid(shape)
        if isinstance(shape, Shape) and isinstance(shape.by, MeasureFact) and shape.by.window is None and not is_told:
            _report(ctx, shape.by, said)
    ours = [one for one in multipliers if component.name in one.components]
    factors = [one for other in ours for one in (other.factor, other.when)]
    for fact in (*compared_in(component, tables), *_facts_of(tables, *factors)):
        if isinstance(fact, Aggregate) or (fact.window is None and not _has_its_time(ctx, fact)):
            _report_compared(ctx, fact, said)
            return


def compared_in(component: Component, tables: Mapping[str, Table]) -> Iterator[MeasureFact | Aggregate]:
    """The measures in the conditions of a clause and in its factors."""
    yield from _facts_of(tables, *conditions_of(component), *limits_of(component))


def _facts_of(tables: Mapping[str, Table], *values: Checked | None) -> Iterator[MeasureFact | Aggregate]:
    """The figures in some expressions, and those that their tables are looked up by."""
    waiting, done = [one for one in values if one is not None], set[str]()
    for value in waiting:
        for one in all_parts_of(value):
            if isinstance(one, MeasureFact | Aggregate):
                yield one
            elif isinstance(one, TableValue) and one.name not in done:
                done.add(one.name)
                waiting += keys_and_values(tables, one)


def keys_and_values(tables: Mapping[str, Table], value: TableValue) -> list[Checked]:
    """What a table is looked up by, and what its rows give; nothing of a table that was refused."""
    known = tables.get(value.name)
    return [*known.by, *(row.value for row in known.rows)] if known is not None else []


def limits_of(component: Component) -> Iterator[Checked]:
    """What a clause is limited by, and the rate it pays."""
    for modifier in component.modifiers:
        value = modifier.value.value if isinstance(modifier.value, Bound) else modifier.value
        if modifier.word in LIMITS and isinstance(value, EXPRESSIONS):
            yield value


def conditions_of(component: Component) -> Iterator[Checked]:
    """The conditions of a clause and its factors."""
    found = [component.when, *(modifier.when for modifier in component.modifiers)]
    found += [modifier.value for modifier in component.modifiers if modifier.word in ("only_when", "times")]  # type: ignore[misc]
    return (one for one in found if one is not None and not isinstance(one, Shape))


def _has_its_time(ctx: Context, fact: MeasureFact) -> bool:
    """Whether a measure is one of a stretch of its own anyway, or its goal, which is the same in each period."""
    measure = ctx.measures[fact.measure]
    if fact.fact == "goal" or any(modifier.word == "trailing" for modifier in measure.modifiers):
        return True
    if measure.value is None:
        return False
    inside = [one for one in all_parts_of(measure.value) if isinstance(one, MeasureFact | Aggregate)]
    return bool(inside) and all(
        isinstance(one, MeasureFact) and (one.window is not None or _has_its_time(ctx, one)) for one in inside
    )


# A formula that is paid once


def _check_formula(
    ctx: Context, component: Component, formula: Checked, said: Modifier, tables: Mapping[str, Table]
) -> None:
    """Report the first figure of one period alone that a formula is made of, also behind its names."""
    window, period = PAID[str(said.value)], ctx.period or "period"
    for part, span in _with_places(ctx, tables, [formula]):
        if (hint := _instead(ctx, component, part, window)) is not None:
            if isinstance(part, TargetAmount):
                hint = hint.replace("…", _other_factors(ctx, formula))
            text, written = ctx.source.at(part.span), ctx.source.at(span)
            what = f"`{text}`" if part.span == span else f"`{text}`, in `{written}`,"
            times = (period, window, what)
            ctx.report(formula_of_one_period(ctx.source, span, said.span, component.name, times, hint))
            return


def _other_factors(ctx: Context, formula: Checked) -> str:
    """What the target is multiplied by."""
    if not isinstance(formula, Multiplied) or set(formula.signs) != {"*"}:
        return "…"
    others = [ctx.source.at(one.span) for one in formula.factors if not isinstance(one, TargetAmount)]
    return " * ".join(others) if len(others) == len(formula.factors) - 1 else "…"


def _instead(ctx: Context, component: Component, part: Checked, window: str) -> str | None:
    """What to write in place of a figure of one period alone; None where a part is none."""
    name, word, text = component.name, WORDS[window], ctx.source.at(part.span)
    paid = next(key for key, value in PAID.items() if value == window)
    if isinstance(part, TargetAmount):
        return f"Write a share of it, which counts the target of the {window}: `{name} 100% on … paid {paid}`."
    if isinstance(part, Aggregate):
        return f"Write `metric counted = {text}` on a line of its own, and `counted.{word}` here."
    if isinstance(part, MeasureFact) and part.window is None and not _has_its_time(ctx, part):
        fact, dot, rest = text.partition(".attainment")
        return f"Write `{fact}.{word}{dot}{rest}`."
    if isinstance(part, ComponentFact) and part.fact == "payout":
        return f"Take `paid {paid}` out, or write what `{part.component}` pays on as a measure of the {window}."
    return None


# A quota that a measure is divided by


def _warn_of_divisor(ctx: Context, component: Component, said: Modifier) -> None:
    """Warn of a measure of a longer time that is divided by a column of the roster, which is not added up."""
    measure = ctx.measures.get(component.measure or "")
    if measure is None or not isinstance(measure.value, Multiplied):
        return
    for sign, factor in zip(measure.value.signs, measure.value.factors, strict=True):
        is_column = isinstance(factor, PayeeField) and factor.type.kind is not Kind.PERCENT
        if sign == "/" and is_column:
            window, written = component.window or "year", ctx.source.at(factor.span)
            ctx.report(divided_by_one_period(ctx.source, factor.span, said.span, written, window))
            return


# A rate that changes with the period


def _check_rate(ctx: Context, component: Component, said: Modifier, tables: Mapping[str, Table]) -> None:
    """Report a rate, or what is paid, that is made of the month, quarter or year of the period."""
    paid: list[Checked] = [component.amount] if component.amount is not None else []
    for modifier in component.modifiers:
        if isinstance(modifier.value, Shape) and modifier.word == "shape":
            paid += [row.value for row in modifier.value.rows]
        elif modifier.word in ("rate", "times") and isinstance(modifier.value, EXPRESSIONS):
            paid.append(modifier.value)
    for part, span in _with_places(ctx, tables, paid):
        if isinstance(part, PeriodFact) and _is_finer(part.name, WINDOWS[said.word]):
            ctx.report(
                rate_of_one_period(
                    ctx.source, span, said.span, ctx.source.at(span), ctx.period or "period", WINDOWS[said.word]
                )
            )
            return


def _with_places(
    ctx: Context, tables: Mapping[str, Table], values: Iterable[Checked]
) -> Iterator[tuple[Checked, Span]]:
    """All that some figures are made of, also behind names and tables, with where it is named in the clause."""
    waiting, done = [(one, one.span) for value in values for one in all_parts_of(value)], set[str]()
    for part, span in waiting:
        yield part, span
        if isinstance(part, NamedValue | TableValue) and part.name not in done:
            done.add(part.name)
            inside = keys_and_values(tables, part) if isinstance(part, TableValue) else [ctx.let_values.get(part.name)]
            waiting += [(one, span) for value in inside if value is not None for one in all_parts_of(value)]


def _report_compared(ctx: Context, fact: MeasureFact | Aggregate, said: Modifier) -> None:
    window = WINDOWS.get(said.word) or PAID[str(said.value)]
    written, period = ctx.source.at(fact.span), ctx.period or "period"
    name, dot, rest = written.partition(".attainment")
    with_time = f"`{name}.{WORDS[window]}{dot}{rest}`"
    if isinstance(fact, Aggregate):
        with_time = f"`metric counted = {written}` on a line of its own, and `counted.{WORDS[window]}` here"
    is_once = said.word == "paid"
    found = compared_alone(ctx.source, fact.span, said.span, written, period, with_time, is_once=is_once, window=window)
    ctx.report(found)


def _is_paid(shape: object) -> bool:
    """Whether the row is what is paid, in which a time so far is misplaced anyway."""
    return isinstance(shape, Shape) and shape.word in ("steps", "curve")


def _report(ctx: Context, by: MeasureFact, said: Modifier) -> None:
    window = WINDOWS.get(said.word) or PAID[str(said.value)]
    written, period = ctx.source.at(by.span), ctx.period or "period"
    name, dot, fact = written.partition(".attainment")
    with_time = f"{name}.{WORDS[window]}{dot}{fact}"
    low, high = _two_figures(ctx, by)
    is_once = said.word == "paid"
    time = f"the whole {window}" if is_once else f"the {window} so far"
    last = f"the last {period}" if is_once else f"the next {period}"
    example = f"with {high} in one {period} and {low} in {last}, the row of {low} is taken for all of it"
    found = looked_up_alone(ctx.source, by.span, said.span, written, time, period, example, with_time)
    ctx.report(found)


def _two_figures(ctx: Context, by: MeasureFact) -> tuple[str, str]:
    kind = by.type.kind
    if by.fact == "attainment" or kind is Kind.PERCENT:
        return "50%", "120%"
    if kind is Kind.MONEY:
        return amount(ctx, "200", by.type.currency), amount(ctx, "900", by.type.currency)
    return "2", "9"


def _is_finer(fact: str, window: str) -> bool:
    """Whether a fact of the period changes within a longer time; the quarter is one in a quarter so far."""
    return fact not in MONTHS_OF or MONTHS_OF[fact] < MONTHS_OF[window]


# Measures of the last months


def check_trailing(ctx: Context) -> None:
    """Report a trailing measure that is made of the attainment or the goal of one period."""
    for measure in ctx.measures.values():
        trailing = next((one for one in measure.modifiers if one.word == "trailing"), None)
        if trailing is None or measure.value is None:
            continue
        waiting, seen = [*all_parts_of(measure.value)], {measure.name}
        for part in waiting:
            if not isinstance(part, MeasureFact):
                continue
            other = ctx.measures[part.measure]
            if part.fact != "value" and other.goal is not None and not other.is_level:
                written = ctx.source.at(other.value.span) if other.value is not None else other.name
                names, words = (measure.name, other.name, written), (str(trailing.value), ctx.period or "period")
                ctx.report(trailing_attainment(ctx.source, measure.value.span, names, words, other.goal.span))
                break
            if other.name not in seen and other.value is not None:
                seen.add(other.name)
                waiting += all_parts_of(other.value)
