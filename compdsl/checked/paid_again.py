"""Clauses that would pay the same amounts again in each period: on a figure of a longer time than the period.

`rate 8% on bookings.ytd` in a plan that pays by the quarter pays the first quarter four times. Only what is surely
meant otherwise is refused: a rate, an amount each, or tiers on money or counts of a longer time, by itself or times
figures of the plan. Whatever looks at the period, takes something off, divides, or looks a rate up is left alone.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from compdsl.checked.context import Context
from compdsl.checked.expressions import (
    EXPRESSIONS,
    Added,
    Aggregate,
    Checked,
    Chosen,
    Compared,
    ComponentFact,
    Extreme,
    Joined,
    MeasureFact,
    Multiplied,
    NamedValue,
    Negated,
    PeriodFact,
    Previous,
    TableValue,
    all_parts_of,
    constant,
)
from compdsl.checked.levels import is_level
from compdsl.checked.looked_up import keys_and_values
from compdsl.checked.plan import Bound, Component, Measure, Modifier, Multiplier, Shape, Table
from compdsl.checked.problems_of_periods import paid_again_later, paid_again_so_far, paid_while_reached
from compdsl.source.source import Span
from compdsl.values.figures import shown
from compdsl.values.period import MONTHS_OF, WINDOWS, read_stretch
from compdsl.values.types import NUMBER, Kind

PERIODS_OF = {
    ("month", "week"): 4, ("quarter", "week"): 13, ("year", "week"): 52,
    ("quarter", "month"): 3, ("year", "month"): 12, ("year", "quarter"): 4,
    ("half", "week"): 26, ("half", "month"): 6, ("half", "quarter"): 2, ("year", "half"): 2,
}  # fmt: skip
"""How many periods a longer time has, about."""

WEEKS_OF = {"week": 1, "month": 5, "quarter": 14, "half": 27, "year": 53}
"""The most weeks that a period has days of."""

FEW = 4
"""So many amounts are written out."""

PAID_BY = frozenset({"rate", "each", "tiers", "looked up"})
TIERS = frozenset({"tiers", "whole tiers"})
SHAPING = frozenset({"rate", "each", "shape", "cap", "floor", "times", "up_to", "above"})
"""The modifiers of a measure with which what lies in it twice is still paid twice."""
WORDS = {window: word for word, window in WINDOWS.items()}


def check_paid_again(
    ctx: Context, component: Component, multipliers: Iterable[Multiplier], tables: Mapping[str, Table]
) -> None:
    """Report a clause that pays a figure of a longer time again in each period."""
    if ctx.period is None or component.window is not None or component.each_row is not None:
        return
    _check_amount(ctx, component, tables)
    paid = _what_is_paid(ctx, component)
    if paid is None:
        return
    found = longer_time(ctx, paid)
    if found is None:
        return
    asked = [component.amount, component.when, paid, *_values(component.modifiers)]
    asked += [one for other in multipliers if component.name in other.components for one in (other.factor, other.when)]
    if _settles_it(ctx, tables, asked):
        return
    if found.window is not None:
        _report_so_far(ctx, component, paid, found)
    else:
        _report_trailing(ctx, component, paid, ctx.measures[found.measure])


# What is paid, and of what time it is


def _what_is_paid(ctx: Context, component: Component) -> Checked | None:
    """The figure that a rate, an amount each or tiers are paid on; of a formula the formula itself."""
    if component.pays == "formula":
        return component.amount
    shape = next((m.value for m in component.modifiers if isinstance(m.value, Shape) and m.word == "shape"), None)
    if component.pays not in PAID_BY or (shape is not None and shape.word not in TIERS):
        return None
    measure = ctx.measures.get(component.measure or "")
    if measure is None:
        return None
    return MeasureFact(measure.span, measure.type, measure.name, component.scope, "value")


def longer_time(ctx: Context, value: Checked) -> MeasureFact | None:
    """The first figure of a longer time, money or a count, that a figure is made of by adding and multiplying alone."""
    match value:
        case MeasureFact(fact="value"):
            measure = ctx.measures[value.measure]
            inner = measure.value
            if value.window is not None or _is_longer(ctx, measure):
                is_sum = measure.type.kind in (Kind.MONEY, Kind.COUNT, Kind.NUMBER)
                if is_sum and (inner is None or not is_level(ctx, inner)):
                    return value
            if inner is None or any(modifier.word not in SHAPING for modifier in measure.modifiers):
                return None
            return ctx.once("longer", value.measure, lambda: longer_time(ctx, inner))
        case NamedValue():
            known = ctx.let_values.get(value.name)
            return ctx.once("longer", value.name, lambda: longer_time(ctx, known)) if known is not None else None
        case Extreme() | Chosen():
            several = [longer_time(ctx, part) for part in _paid_parts(value) if constant(part) is None]
            return several[0] if several and None not in several else None
        case Added() | Multiplied():
            for part in _paid_parts(value):
                if (found := longer_time(ctx, part)) is not None:
                    return found
            return None
        case _:
            return None


def _paid_parts(value: Added | Multiplied | Extreme | Chosen) -> tuple[Checked, ...]:
    """The figures that a figure is made of: those that are added, multiplied or chosen from."""
    if isinstance(value, Added):
        return value.terms
    if isinstance(value, Multiplied):
        return value.factors
    return value.items if isinstance(value, Extreme) else (value.chosen, value.otherwise)


def _is_longer(ctx: Context, measure: Measure) -> bool:
    """Whether a measure is one of the last months, more than the period has."""
    words = next((str(m.value) for m in measure.modifiers if m.word == "trailing"), "")
    found, period = read_stretch(words), ctx.period or ""
    if found is None:
        return False
    count, unit = found
    if unit == "week":
        return count > WEEKS_OF[period]
    return count * MONTHS_OF[unit] > MONTHS_OF[period]


# What may be meant as it stands


def _settles_it(ctx: Context, tables: Mapping[str, Table], asked: Iterable[Checked | None]) -> bool:
    """Whether something in a clause looks at the period or at what was before, takes something off, or divides."""
    waiting, done = [one for one in asked if one is not None], set[str]()
    while waiting:
        for part in all_parts_of(waiting.pop()):
            if isinstance(part, PeriodFact | Previous | ComponentFact | Negated):
                return True
            if isinstance(part, Added | Multiplied) and {"-", "/"} & set(part.signs):
                return True
            waiting += [one for one in _behind(ctx, tables, part, done) if one is not None]
    return False


def _behind(ctx: Context, tables: Mapping[str, Table], part: Checked, done: set[str]) -> list[Checked | None]:
    """What a name stands for, and what an aggregate reads of its rows; each name once."""
    if isinstance(part, Aggregate):
        return [part.row, part.where]
    name = part.measure if isinstance(part, MeasureFact) else getattr(part, "name", "")
    if not isinstance(part, MeasureFact | NamedValue | TableValue) or name in done:
        return []
    done.add(name)
    if isinstance(part, TableValue):
        return [*keys_and_values(tables, part)]
    if isinstance(part, MeasureFact):
        return [ctx.measures[name].value, *_values(ctx.measures[name].modifiers)]
    return [ctx.expression_of(part)] if isinstance(part, NamedValue) else []


def _values(modifiers: Iterable[Modifier]) -> list[Checked | None]:
    """The expressions of modifiers, but for those a rate is looked up by and levels that are compared."""
    found: list[Checked | None] = []
    for modifier in modifiers:
        value = modifier.value
        found.append(modifier.when)
        if isinstance(value, Bound):
            found.append(value.value)
        elif isinstance(value, Shape):
            found += [value.by, *(one for row in value.rows for one in (row.start, row.value))]
        elif isinstance(value, EXPRESSIONS):
            found.append(value)
    return found


# An amount for a level that is reached once


def _check_amount(ctx: Context, component: Component, tables: Mapping[str, Table]) -> None:
    """Warn of an amount that is paid in every period once what was sold so far has reached a level."""
    found = _level_reached(ctx, component)
    if found is None or any(modifier.is_yearly for modifier in component.modifiers):
        return
    asked = [component.amount, component.when, *_values(component.modifiers)]
    if _settles_it(ctx, tables, asked):
        return
    assert found.window is not None
    assert ctx.period is not None
    if MONTHS_OF[found.window] <= MONTHS_OF[ctx.period] or _is_of_one_period(ctx):
        return
    shape = next((m.value for m in component.modifiers if isinstance(m.value, Shape) and m.value.rows), None)
    most = component.amount if shape is None else shape.rows[-1].value
    amount = ctx.source.at(most.span) if most is not None else "…"
    once = f"cap {amount} per year"
    if found.window != "year":
        once = f"steps {amount} from … on {found.measure} {WORDS[found.window]}"
    names = (component.name, ctx.source.at(found.span), ctx.period)
    ctx.report(paid_while_reached(ctx.source, _place_of(component, found), names, once))


def _is_of_one_period(ctx: Context) -> bool:
    """Whether the plan is in force in one period only."""
    if ctx.effective is None:
        return False
    assert ctx.period is not None
    first, last = ctx.effective
    return ctx.calendar.period_of(first, ctx.period) == ctx.calendar.period_of(last, ctx.period)


def _level_reached(ctx: Context, component: Component) -> MeasureFact | None:
    """The sum so far that an amount waits for, or that steps of amounts are on."""
    if component.pays == "amount":
        gates = [m for m in component.modifiers if m.word == "only_when"]
        conditions = [component.when, *(m.value for m in gates), *(m.when for m in gates)]
        compared = [one for value in conditions for one in _comparisons(value)]
        figures = [one.left for one in compared if one.operator in (">=", ">")]
        figures += [one.right for one in compared if one.operator in ("<=", "<")]
    else:
        shape = next((m.value for m in component.modifiers if isinstance(m.value, Shape) and m.word == "shape"), None)
        if shape is None or shape.word != "steps" or shape.type.kind is not Kind.MONEY:
            return None
        measure = ctx.measures.get(component.measure or "")
        own = None
        if measure is not None and not isinstance(measure.value, NamedValue):
            own = MeasureFact(measure.span, measure.type, measure.name, component.scope, "value")
        figures = [one for one in (shape.by or own,) if one is not None]
    found = (longer_time(ctx, one) for one in figures if isinstance(one, MeasureFact))
    return next((one for one in found if one is not None and one.window is not None), None)


def _comparisons(value: object) -> list[Compared]:
    """The comparisons that all have to hold."""
    if isinstance(value, Joined) and value.word == "and":
        return [one for part in value.parts for one in _comparisons(part)]
    return [value] if isinstance(value, Compared) else []


# Saying it


def _report_so_far(ctx: Context, component: Component, paid: Checked, found: MeasureFact) -> None:
    assert found.window is not None
    assert ctx.period is not None
    periods, unit = PERIODS_OF[found.window, ctx.period], _unit(ctx, found)
    amounts = [f"{unit}{100 * number:,}" for number in range(1, periods + 1)]
    first = ", ".join(amounts[:-1]) if periods <= FEW else f"{', '.join(amounts[:3])} and so on"
    row = f"{first} and {amounts[-1]}" if periods <= FEW else f"{first} up to {amounts[-1]}"
    scope = f" {found.scope}" if found.scope in ("team", "company") else ""
    instead = f"on {found.measure}{scope} {WORDS[found.window]}"
    instead = f"rate … {instead}" if component.pays == "formula" else instead
    once = {"year": "paid yearly", "half": "paid half_yearly", "quarter": "paid quarterly"}.get(found.window)
    span = _place_of(component, found if component.pays == "formula" else paid)
    example = (amounts[0], row, shown(Fraction(periods + 1, 2), NUMBER))
    names = (component.name, found.window, ctx.period)
    ctx.report(paid_again_so_far(ctx.source, span, names, example, (instead, once)))


def _place_of(component: Component, figure: Checked) -> Span:
    """Where a figure stands in a clause; the clause itself where it stands behind a name."""
    span, inside = component.span, figure.span
    return inside if span.start <= inside.start and inside.end <= span.end else span


def _report_trailing(ctx: Context, component: Component, paid: Checked, measure: Measure) -> None:
    words = next(str(m.value) for m in measure.modifiers if m.word == "trailing")
    found, period = read_stretch(words), ctx.period or ""
    assert found is not None
    months = found[0] * MONTHS_OF[found[1]]
    is_whole = months > 0 and MONTHS_OF[period] > 0 and months % MONTHS_OF[period] == 0
    often = f"{months // MONTHS_OF[period]} times" if is_whole else "several times"
    span = component.span if paid.span == measure.span else paid.span
    names = (component.name, measure.name, period)
    ctx.report(paid_again_later(ctx.source, span, names, (words, often), measure.span))


def _unit(ctx: Context, found: MeasureFact) -> str:
    """What stands before the amounts of the example."""
    is_money = ctx.measures[found.measure].type.kind is Kind.MONEY
    return {"USD": "$", "EUR": "€", "GBP": "£"}.get(ctx.currency or "", "") if is_money else ""
