"""Millions of lines of random plans: a query pays each of them the cents that the evaluator pays.

Some values are drawn with the plans they are made for, many people and rows are then made of these, and other plans are
paid on them. How often each class of amounts is there, and how many lines stand on a bound or a tie, is counted.
"""

import datetime
import random
from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from attrs import define, evolve, field
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from compdsl.engines.relations import Relations
from compdsl.records.data import Data, Payee, Row
from compdsl.records.schema import Schema
from compdsl.values.calendar import Calendar
from compdsl.values.exact import Exact
from compdsl.values.period import Period
from compdsl.values.types import DATE, NUMBER, TEXT
from tests.engines.from_data import relations_of
from tests.laws.test_engines import compare_on, session
from tests.strategies import (
    BLOCKS,
    CLASSES,
    DAYS,
    MONTHS_OF,
    OF_KIND,
    ROSTER,
    TEAMS,
    UNITS,
    Case,
    Draw,
    Writer,
    days,
    numbers,
    of_roster,
    plans,
)

LINES = 3_000_000
KINDS = [
    ("USD", "quarter"), ("USD", "month"), ("USD", "year"), ("USD", "half"), ("USD", "week"), ("JPY", "quarter"),
    ("JPY", "month"), ("BHD", "quarter"), ("BHD", "year"), ("USD", "quarter"), ("USD", "month"), ("USD", "year"),
]  # fmt: skip
"""The currency and the period of the plans of each part."""

FIELDS = {name: {"text": TEXT, "date": DATE}.get(kind, NUMBER) for name, kind in ROSTER.items()}
"""All columns of the roster that a plan may ask for, as a table holds them."""

PEOPLE = 3_000
MOST_PLANS = 300
POOLS, AMOUNTS, OTHER_DAYS = 8, 24, 4
ONE_IN_LARGE = 500
"""Of so many amounts one is very large: whoever has such a one is paid by the evaluator."""


@define
class Pool:
    """The values of which many people and rows are made: amounts by their class, and days."""

    amounts: dict[str, list[Exact]] = field(factory=dict)
    dates: list[datetime.date] = field(factory=list)


def writer_of(currency: str, period: str) -> Callable[..., Writer]:
    """A writer of plans of one currency and one kind of period."""
    return lambda draw, _, __, *more, **options: Writer(draw, currency, period, *more, **options)


def period_of(writer: Writer, day: datetime.date) -> Period:
    """The period of a plan in which a day lies."""
    fiscal = next((MONTHS_OF[s.split()[-1]] for s in writer.statements if s.startswith("year starts")), 1)
    return Calendar(fiscal).period_of(day, writer.period)


@st.composite
def pools(draw: Draw, writer: Callable[..., Writer]) -> Pool:
    """Values from around the bounds of one plan, and days from around one period of it."""
    plan: Writer = draw(plans(kind=writer))
    found = Pool()
    for _ in range(AMOUNTS):
        classes: Counter[str] = Counter()
        value = draw(numbers(plan, UNITS[plan.currency], classes))
        found.amounts.setdefault(next(iter(classes)), []).append(value)
    period = period_of(plan, DAYS[0])
    found.dates = [draw(days(period, Counter())) for _ in range(OTHER_DAYS)]
    return found


@define
class Growing:
    """Many people and rows of the values of a pool; `classes` counts the amounts."""

    unit: Fraction
    pool: Pool
    pick: random.Random
    classes: Counter[str] = field(factory=Counter)

    def data(self) -> Data:
        """All of them."""
        roster = [self._payee(at) for at in range(PEOPLE)]
        return Data(tuple(roster), {name: tuple(self._rows(columns, roster)) for name, columns in BLOCKS.items()})

    def _payee(self, at: int) -> Payee:
        pick = self.pick
        fields = {name: pick.choice(several) for name, several in of_roster(self.unit).items()}
        if pick.random() < 0.02:
            fields[pick.choice(sorted(fields))] = None
        start = pick.choice(self.pool.dates) if pick.random() < 0.05 else None
        return Payee(f"p{at}", pick.choice(TEAMS), fields, "payees.csv", at + 2, start)

    def _rows(self, columns: dict[str, str], roster: list[Payee]) -> list[Row]:
        if "payee" not in columns:
            return [self._row(columns, None, at) for at in range(2)]
        keys = [one.key for one in roster for _ in range(self.pick.choice((0, 1, 1, 1, 2, 4)))]
        self.pick.shuffle(keys)
        return [self._row(columns, key, at) for at, key in enumerate(keys)]

    def _row(self, columns: dict[str, str], payee: str | None, at: int) -> Row:
        values: dict[str, Any] = {"payee": payee} if payee is not None else {}
        for name, kind in columns.items():
            if name == "payee":
                continue
            if kind == "date":
                values[name] = self.pick.choice(self.pool.dates)
            else:
                values[name] = self._amount() if kind == "money" else self.pick.choice(OF_KIND[kind])
        return Row("rows.csv", at + 2, at + 1, values)

    def _amount(self) -> Exact:
        """An amount that was drawn; a plain one is moved by some units."""
        is_large = self.pick.randrange(ONE_IN_LARGE) == 0
        kind = "large" if is_large else self.pick.choice([one for one in self.pool.amounts if one != "large"])
        self.classes[kind] += 1
        value = self.pick.choice(self.pool.amounts[kind])
        if kind == "plain":
            value += self.unit * self.pick.randrange(1_000)
        return int(value) if Fraction(value).denominator == 1 else value


def drawn(strategy: st.SearchStrategy[Any], number: int, most: int, law: Callable[[Any], None]) -> None:
    """Call a law on so many values of a strategy, the same ones in every run."""
    options = settings(
        max_examples=most, database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    seed(number)(options(given(strategy)(law)))()


def grown(part: int, writer: Callable[..., Writer], unit: Fraction) -> tuple[Data, Counter[str]]:
    """The data of a part, and how many amounts of each class it has."""
    whole = Pool()

    def added(pool: Pool) -> None:
        for kind, values in pool.amounts.items():
            whole.amounts.setdefault(kind, []).extend(values)
        whole.dates.extend(pool.dates)

    drawn(pools(writer), part, POOLS, added)
    growing = Growing(unit, whole, random.Random(part))
    return growing.data(), growing.classes


@pytest.mark.parametrize("part", range(len(KINDS)))
def test_millions_of_lines(part: int) -> None:
    """A part of them, each with data and plans of its own."""
    currency, kind = KINDS[part]
    writer = writer_of(currency, kind)
    data, classes = grown(part, writer, UNITS[currency])
    seen: Counter[str] = Counter()
    made: list[Relations] = []

    def relations(schema: Schema) -> Relations:
        if not made:
            made.append(relations_of(session(), evolve(schema, payee_fields=FIELDS), data))
        return made[0]

    def pays_the_same(plan: Writer) -> None:
        if seen["lines"] * len(KINDS) < LINES:
            seen["plans"] += 1
            case = Case(tuple(plan.statements), data, period_of(plan, DAYS[0]), Counter())
            compare_on(case, seen, relations)

    drawn(plans(kind=writer), 1_000 + part, MOST_PLANS, pays_the_same)
    assert seen["lines"] * len(KINDS) >= LINES, seen
    assert seen["on a bound or a tie"] > 0, seen
    assert min(classes[one] for one in CLASSES) > 0, classes
