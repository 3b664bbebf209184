"""Random plans as text that always check, with data to pay them on; random texts that need not mean anything.

A plan is written type by type, so that the whole way from text to statement is walked. About a third of the
numbers come from the classes where mistakes live: nothing, one unit around a bound, halves of a unit, the very
large, the negative; days are mostly first and last days of something.
"""

import datetime
import functools
import math
import re
from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from attrs import Factory, define, evolve, frozen
from hypothesis import strategies as st

from compdsl.records.data import Data, Given, Payee, Row
from compdsl.syntax.table import KEYWORDS
from compdsl.values.calendar import CIVIL, Calendar
from compdsl.values.exact import Exact
from compdsl.values.period import Period

Draw = Callable[[st.SearchStrategy[Any]], Any]

SIGNS = {"USD": "$", "JPY": "JPY ", "BHD": "BHD "}
UNITS = {"USD": Fraction(1, 100), "JPY": Fraction(1), "BHD": Fraction(1, 1000)}
MODES = ("half away", "half even", "half down", "up", "down", "floor", "ceiling")
MONTHS = ("january", "february", "april", "july", "october")
PERCENTS = ("0", "1", "5", "8", "12.5", "33.3", "50", "80", "90", "92", "95", "100", "110", "120", "150", "200")
AMOUNTS = ("0", "1", "10", "75", "100", "500", "999.99", "1_000", "2_500", "10k", "50k", "99_999.95", "1m")
NUMBERS = ("0", "1", "2", "3", "5", "9", "0.5", "1.5", "0.333")
COUNTS = ("0", "1", "2", "3", "5", "10", "20")
ROLES = ("lead", "member", "new")
TEAMS = ("north", "south", "north", "south", None)
DAYS = (
    datetime.date(2024, 2, 29),
    datetime.date(2024, 12, 31),
    datetime.date(2025, 1, 31),
    datetime.date(2025, 3, 31),
    datetime.date(2025, 4, 1),
    datetime.date(2026, 2, 28),
    datetime.date(2026, 6, 30),
    datetime.date(2026, 7, 15),
)
CLASSES = ("zero", "one unit", "edge", "edge - 1u", "edge + 1u", "half a unit", "large", "negative", "plain")
DAY_CLASSES = ("first day", "last day", "day before", "day after", "29 February", "within")

ROSTER = {
    "base": "money", "quota": "money", "share": "percent", "stars": "count", "role": "text", "since": "date",
    "factor": "number",
}  # fmt: skip
BLOCKS = {
    "deals": {
        "payee": "text", "closed": "date", "amount": "money", "cost": "money", "units": "count", "kind": "text",
        "won": "bool", "score": "percent",
    },
    "usage": {"payee": "text", "day": "date", "used": "count", "licensed": "count"},
    "market": {"day": "date", "level": "number", "volume": "money"},
}  # fmt: skip


MOST_ROWS = {"deals": 7, "usage": 5, "market": 2}


@frozen
class Case:
    """A plan, data to pay it on, and the classes the numbers of the data were taken from.

    `bound` are the names that stand nowhere but in the plan, `paid` those of its components.
    """

    statements: tuple[str, ...]
    data: Data
    period: Period
    classes: Counter[str]
    bound: tuple[str, ...] = ()
    paid: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The plan as a file."""
        return "\n".join(self.statements) + "\n"

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:
        """The case as a failing law shows it: the plan, then each person and each row on a line of its own."""
        printer.text(self.told())

    def told(self) -> str:
        """The plan, the period and the data, to be read."""
        data = self.data
        people = [f"{one.key} of {one.team}, {one.start} to {one.end}: {_told(one.fields)}" for one in data.payees]
        rows = [f"{name}: {_told(row.values)}" for name, rows in data.blocks.items() for row in rows]
        given = [
            f"{one.payee}: {one.metric} {one.value} of {one.of}, goal {one.goal}{', a ratio' * one.is_ratio}"
            for one in data.measures
        ]
        return "\n".join([self.text, f"paid for {self.period.label}, on", *people, *rows, *given])


def _told(values: Any) -> str:
    return ", ".join(f"{name} {value}" for name, value in values.items())


@frozen
class Figure:
    """A measure of the plan: its kind, whether it has a goal, whether less of it is better.

    One that chooses by a condition, or asks for something of the payee, has no figure of a team.
    """

    name: str
    kind: str
    has_goal: bool
    is_at_most: bool = False
    chooses: bool = False


@define
class Writer:
    """Writes one plan. `own_only` keeps to what asks nothing of others, `additive` to plain sums and counts."""

    draw: Draw
    currency: str
    period: str
    own_only: bool = False
    additive: bool = False
    is_given: bool = False
    has_fiscal_year: bool = False
    statements: list[str] = Factory(list)
    figures: list[Figure] = Factory(list)
    lets: dict[str, list[str]] = Factory(dict)
    tables: list[str] = Factory(list)
    paid: list[str] = Factory(list)
    rated: list[str] = Factory(list)
    amounts: list[Fraction] = Factory(list)
    percents: list[Fraction] = Factory(list)
    names: int = 0

    # Choosing

    def one(self, *options: Any) -> Any:
        """One of several."""
        return options[self.draw(below(len(options)))]

    def chance(self, percent: int) -> bool:
        """Yes, so often in a hundred."""
        return bool(self.draw(below(100)) >= 100 - percent)

    def some(self, counts: tuple[int, ...], words: list[Callable[[], str]]) -> str:
        """So many of some modifiers, one of a kind each, in any order."""
        left, texts = list(words), []
        for _ in range(self.one(*counts)):
            texts.append(" " + left.pop(self.draw(below(len(left))))())  # noqa: PERF401
        return "".join(texts)

    def maybe(self, percent: int, text: Callable[[], str]) -> str:
        """A text with a blank before it, or none."""
        return f" {text()}" if self.chance(percent) else ""

    def name(self, letter: str) -> str:
        """A new name."""
        self.names += 1
        return f"{letter}{self.names}"

    # Figures

    def literal(self, kind: str) -> str:
        """A figure that stands in the plan."""
        if kind == "money":
            text = self.one(*AMOUNTS)
            self.amounts.append(plain_number(text))
            return f"{SIGNS[self.currency]}{text}"
        if kind == "percent":
            text = self.one(*PERCENTS)
            self.percents.append(plain_number(text) / 100)
            return f"{text}%"
        if kind == "count":
            return str(self.one(*COUNTS))
        if kind == "date":
            return str(self.one(*DAYS))
        return f"{self.one('0', '0.5', '1', '1.1', '1.5', '2')}x" if self.chance(30) else str(self.one(*NUMBERS))

    def rising(self, kind: str, count: int) -> list[str]:
        """So many figures of a kind, each above the one before."""
        texts = {"money": AMOUNTS, "percent": PERCENTS, "count": COUNTS, "number": ("0", "0.5", "1", "1.5", "3", "5")}[
            kind
        ]
        chosen = sorted(self.draw(st.sets(st.sampled_from(texts), min_size=count, max_size=count)), key=plain_number)
        for text in chosen:
            (self.amounts if kind == "money" else self.percents).append(
                plain_number(text) / (100 if kind == "percent" else 1)
            )
        return [{"money": f"{SIGNS[self.currency]}{t}", "percent": f"{t}%"}.get(kind, t) for t in chosen]

    def expression(self, kind: str, depth: int, block: str | None = None) -> str:
        """An expression of a kind that can stand anywhere; `block` is the one whose row is at hand."""
        options: list[Callable[[], str]] = [lambda: self.leaf(kind, block)] * 2

        def again(other: str = kind) -> str:
            return self.expression(other, depth - 1, block)

        if depth > 0 and kind in ("money", "number", "percent", "count"):
            options += [
                lambda: f"({again()} {self.one('+', '-')} {again()})",
                lambda: (
                    f"({again()} * {self.expression('percent', 0, block)})" if kind in ("money", "percent") else again()
                ),
                lambda: f"{self.one('min', 'max')}({again()}, {again()})",
                lambda: f"(if {self.condition(depth - 1, block)} then {again()} else {again()})",
                lambda: f"round({again()}, {self.unit(kind)})",
                lambda: f"({again()} else {again()})",
                lambda: f"(-{again()})",
            ]
            if kind == "number":
                options.append(
                    lambda: (
                        f"({again('money')} / max({again('money')}, {again('money')}))" if block is None else again()
                    )
                )
            if kind == "money":
                options.append(lambda: f"({again()} / {self.one('2', '3', '7')})")
        if depth > 0 and kind == "date":
            options.append(lambda: f"({again()} {self.one('+', '-')} {self.one('1', '30', '365')})")
        text: str = self.one(*options)()
        return text

    def unit(self, kind: str) -> str:
        """A unit to round a kind to."""
        if kind == "money":
            return SIGNS[self.currency] + str(self.one("1", "0.01", "5"))
        return {"percent": "0.1%", "count": "1"}.get(kind, "0.01")

    @property
    def blocks(self) -> dict[str, tuple[int, dict[str, str]]]:
        """The blocks of records: how many rows each has at most, and its columns."""
        return {name: (most, BLOCKS[name]) for name, most in MOST_ROWS.items()}

    def with_managers(self, roster: list[Payee]) -> list[Payee]:
        """The roster with who is above whom: nobody in the plans that do not ask for it."""
        return roster

    def with_people(self, block: str, values: dict[str, Any], keys: list[str]) -> dict[str, Any]:
        """The values of a row with the people it names beside its payee: none in the blocks that all plans have."""
        return values

    def leaf(self, kind: str, block: str | None = None) -> str:
        """A figure, a field or a name of a kind."""
        options: list[str] = [self.literal(kind)] if kind != "bool" else []
        if block is not None:
            columns = [name for name, one in self.blocks[block][1].items() if one == kind]
            options += [self.one(f"{block}.{name}", name) for name in columns] * 3
        elif not self.is_given:
            options += [f"payee.{name}" for name, one in ROSTER.items() if one == kind]
        if block is None or not self.additive:
            options += self.named(kind)
        if kind == "count" and not (self.has_fiscal_year or self.is_given):
            options.append("period.month")
        if kind == "date" and block is None:
            options += ["payee.start"] if not self.is_given else []
        return str(self.one(*options))

    def named(self, kind: str) -> list[str]:
        """The names of the plan that have a kind, and what is asked of them."""
        found = list(self.lets.get(kind, []))
        for one in self.figures:
            scopes = self.scopes_of(one)
            if one.kind == kind:
                found.append(one.name + self.one(*scopes))
            if kind == "percent" and (one.has_goal or one.kind == "percent" or self.is_given):
                found.append(one.name + self.one(*scopes) + ".attainment")
            if kind == one.kind and one.has_goal:
                found.append(one.name + self.one(*scopes) + ".goal")
        if kind == "money":
            found += [f"{name}.payout" for name in self.paid] + ["target"]
        if kind == "percent":
            found += [f"{name}.payout_percent" for name in self.paid]
        if kind == "number":
            found += [f"{name}.rate" for name in self.rated]
        return found

    def scopes_of(self, figure: Figure) -> tuple[str, ...]:
        """The scopes a measure can be read in."""
        if self.own_only:
            return ("",)
        return ("", "", ".own") if figure.chooses else ("", "", ".own", ".team", ".company")

    def condition(self, depth: int, block: str | None = None) -> str:
        """A condition."""
        compare = self.one(">=", ">", "<", "<=", "==", "!=")
        kind = self.one("money", "percent", "count", "number", "date")
        options: list[Callable[[], str]] = [
            lambda: f"{self.expression(kind, 0, block)} {compare} {self.expression(kind, 0, block)}"
        ] * 3
        if not self.is_given:
            options.append(lambda: f'{self.text(block)} {self.one("==", "!=")} "{self.one(*ROLES)}"')
        if block == "deals":
            options += [lambda: "won", lambda: "not deals.won", lambda: f'kind == "{self.one(*ROLES)}"']
        if block is None and self.lets.get("bool"):
            options.append(lambda: str(self.one(*self.lets["bool"])))
        if depth > 0:

            def two(word: str) -> str:
                return f"({self.condition(depth - 1, block)} {word} {self.condition(depth - 1, block)})"

            options += [lambda: two("and"), lambda: two("or"), lambda: f"(not {self.condition(depth - 1, block)})"]
        text: str = self.one(*options)()
        return text

    def text(self, block: str | None) -> str:
        """A text to compare."""
        own = ["payee.role"] if self.own_only or block is not None else ["payee.role", "payee.team"]
        return str(self.one(*own, *(["kind"] if block == "deals" else [])))

    def when(self, percent: int = 25) -> str:
        """A condition of the word before it, or none."""
        return self.maybe(percent, lambda: f"when {self.condition(1)}")

    # Aggregates and measures

    def aggregate(self, kind: str) -> str:
        """A function over rows that gives a kind."""
        if kind == "percent":
            two = ["sum(deals.cost) / sum(deals.amount)", "sum(usage.used) / sum(usage.licensed)"]
            return str(self.one(*two, "average(deals.score)" if not self.additive else two[0]))
        block = "deals" if self.own_only or self.chance(85) else "market"
        scope = (
            ", company"
            if block == "market"
            else ""
            if self.own_only
            else self.one("", "", "", ", team", ", company", ", own")
        )
        where = self.maybe(40, lambda: f"where {self.condition(1, block)}") if not self.additive else ""
        if self.additive and block == "deals" and self.chance(40):
            where = f' where kind == "{self.one(*ROLES)}"'
        column = "deals.amount" if block == "deals" else "market.volume"
        if kind == "money":
            word = "sum" if self.additive else self.one("sum", "sum", "sum", "sum", "min", "max", "average")
            row = (
                column
                if self.additive
                else self.one(
                    column, column, f"({column} - {self.one('deals.cost', 'cost')})" if block == "deals" else column
                )
            )
            if not self.additive and self.chance(20):
                row = f"max({column} - {self.expression('money', 0, block)}, {self.literal('money')})"
            return f"{word}({row}{where}{scope})"
        if self.additive:
            return f"sum(deals.units{where})"
        return str(
            self.one(
                f"count({block}{where}{scope})",
                f"distinct({self.different(block)}{where}{scope})",
                f"sum(deals.units{where}{scope})" if block == "deals" else f"count({block}{scope})",
            )
        )

    def different(self, block: str) -> str:
        """A column of a block whose values are told apart."""
        known = ("text", "date", "money", "count", "percent")
        return f"{block}.{self.one(*(name for name, kind in BLOCKS[block].items() if kind in known))}"

    def metric(self) -> None:
        """A measure made from records."""
        kind = self.one("money", "money", "percent", "count")
        is_plain = kind == "percent" or self.chance(80)
        value = self.aggregate(kind) if is_plain else self.expression(kind, 2)
        name = self.name("m")
        modifiers = "" if self.additive else self.modifiers_of_metric(kind)
        is_ratio = kind == "percent" and "/" in value
        adds_up = is_plain and not value.startswith(("min", "max"))
        can_be_weighed = is_ratio if kind == "percent" else adds_up
        goal, has_goal, at_most = self.goal(kind, can_be_weighed) if self.chance(65) else ("", False, False)
        otherwise = self.maybe(20, lambda: f"else {self.expression(kind, 0)}" if not is_plain else self.otherwise(kind))
        self.statements.append(f"metric {name} = {value}{modifiers}{goal}{otherwise}")
        own = "|".join(["if", "payee", "target", "v[0-9]+", *self.tables, *(f.name for f in self.figures if f.chooses)])
        chooses = not is_plain and re.search(rf"\b({own})\b", value) is not None
        self.figures.append(Figure(name, kind, has_goal, at_most, chooses))

    def otherwise(self, kind: str) -> str:
        """What answers where there is no data."""
        scopes = () if self.own_only else ("team", "company")
        return f"else {self.one(*scopes, self.expression(kind, 0))}"

    def modifiers_of_metric(self, kind: str) -> str:
        """Modifiers that leave the kind of a measure as it is."""
        words = [
            lambda: f"times {self.expression('number', 1)}{self.when()}",
            lambda: f"floor {self.expression(kind, 0)}{self.when()}",
            lambda: f"cap {self.expression(kind, 0)}{self.when()}",
            lambda: f"soft cap {self.expression(kind, 0)} at {self.share_above()}{self.when()}",
            lambda: f"above {self.expression(kind, 0)}",
            lambda: f"up to {self.expression(kind, 0)}",
            lambda: f"threshold {self.expression(kind, 0)}",
            lambda: f"only when {self.condition(1)}",
            lambda: f"round to {self.unit(kind)}",
        ]
        return self.some((0, 0, 0, 0, 1, 1, 2), words)

    def goal(self, kind: str, can_be_weighed: bool) -> tuple[str, bool, bool]:
        """A goal, above zero most of the time. Goals of people can be weighed only in a plain ratio or an average."""
        at_most = self.chance(10)
        word = " goal at most " if at_most else " goal "
        field = {"money": "payee.quota", "percent": "payee.share", "count": "payee.stars"}[kind]
        if kind == "percent" and not can_be_weighed:
            return f"{word}{self.one('80%', '92%', '100%')}", True, at_most
        figure = {"money": SIGNS[self.currency] + self.one("100", "1_000", "50k"), "percent": "80%", "count": "10"}[
            kind
        ]
        self.amounts += [Fraction(100), Fraction(1000), Fraction(50_000)]
        aim = self.one(figure, figure, field, f"({field} * 110%)", f"({field} else {figure})")
        return f"{word}{aim if can_be_weighed else figure}", True, at_most

    # Names

    def let(self) -> None:
        """A name for an expression."""
        kind = self.one("money", "percent", "bool", "number")
        name = self.name("v")
        value = self.condition(2) if kind == "bool" else self.expression(kind, 2)
        self.statements.append(f"let {name} = {value}")
        self.lets.setdefault(kind, []).append(name)

    def table(self) -> None:
        """Values by one key or two."""
        kind = self.one("percent", "money", "number")
        name = self.name("t")
        if self.chance(30):
            starts = self.rising("count", self.one(1, 2, 3))
            heads = [f"{self.one('from', 'from', 'over')} {one}" for one in starts]
            rows = [f'  "{role}" | ' + " | ".join(self.leaf(kind) for _ in heads) for role in ROLES]
            body = "\n".join(["| " + " | ".join(heads), *rows])
            self.statements.append(f"table {name} by payee.role, payee.stars {{\n  {body}\n}}")
        elif self.chance(40):
            rows = [f'"{role}": {self.expression(kind, 1)}' for role in ROLES[: self.one(2, 3)]]
            self.statements.append(f"table {name} by payee.role {{ {', '.join(rows)} }}")
        else:
            by = [one for one in self.figures if one.kind in ("money", "count") and not one.is_at_most]
            key, of = (by[0].name, by[0].kind) if by else ("payee.stars", "count")
            starts = self.rising(of, self.one(1, 2, 3))
            rows = [f"{self.one('from', 'from', 'over')} {one}: {self.expression(kind, 1)}" for one in starts]
            self.statements.append(f"table {name} by {key} {{ {', '.join(rows)} }}")
        self.lets.setdefault(kind, []).append(name)
        self.tables.append(name)

    # Shapes

    def shape(self, word: str, start: str, value: str, by: str = "") -> str:
        """A shape whose starts and values are of given kinds."""
        starts = self.rising(start, self.one(1, 2, 2, 3, 4))
        values = [self.value(value) for _ in starts]
        if word == "curve":
            points = [f"{s}: {v}{self.slope(start, value)}" for s, v in zip(starts, values, strict=True)]
            return f"curve {', '.join(points)}{by}"
        if self.chance(40):
            return f"{word} {' / '.join(values)} at {' / '.join(starts)}{by}"
        rows = [f"{v} {self.one('from', 'from', 'over')} {s}" for s, v in zip(starts, values, strict=True)]
        if start == "money" and not by and self.chance(10):
            rows.insert(0, f"{self.value(value)} from -{SIGNS[self.currency]}100")
        return f"{word} {', '.join(rows)}{by}"

    def value(self, kind: str) -> str:
        """A value of a row: a figure, or now and then a field or a bracket."""
        if self.chance(85):
            return self.literal(kind)
        return f"({self.expression(kind, 1)})" if not self.is_given else self.literal(kind)

    def slope(self, start: str, value: str) -> str:
        if start != "percent":
            return ""
        sign = SIGNS[self.currency] if value == "money" else ""
        return self.maybe(30, lambda: f"rising {sign}{self.one('1', '2.5', '5', '0')} per point")

    def looked_up(self) -> tuple[str, str]:
        """What a shape is looked up on: the kind of its starts, and the words."""
        others = [one for one in self.figures if one.kind != "number"]
        if not others or self.chance(30):
            return ("percent", " by payee.share") if self.chance(50) else ("count", " by payee.stars")
        one = self.one(*others)
        is_attainment = one.kind == "percent" or (one.has_goal and self.chance(40))
        return ("percent" if is_attainment else one.kind), f" by {one.name}"

    # Components

    def component(self) -> None:
        """One payout line."""
        makers = [self.share] * 3 + [self.tiers] * 3 + [self.steps] * 2
        makers += [self.own_target, self.amount, self.rate, self.each, self.formula]
        maker = self.one(*makers)
        name, text, has_target, has_rate = maker()
        if name is None:
            return
        self.statements.append(f"{name} {text}{self.payment(has_target)}")
        self.paid.append(name)
        if has_rate:
            self.rated.append(name)

    def payment(self, has_target: bool) -> str:
        """Modifiers of what is paid."""

        def limit() -> str:
            return self.literal("percent") if has_target and self.chance(60) else self.expression("money", 1)

        words: list[Callable[[], str]] = [
            lambda: f"times {self.expression('number', 1)}{self.when()}",
            lambda: f"times steps {self.steps_of_factors()}{self.when()}",
            lambda: f"floor {limit()} when {self.condition(1)}",
            lambda: f"cap {limit()} when {self.condition(1)}",
            lambda: f"soft cap {limit()} at {self.share_above()}{self.when()}",
            lambda: f"floor {self.expression('money', 1)}",
            lambda: f"cap {self.expression('money', 1)}",
            lambda: f"only when {self.condition(1)}",
            lambda: f"round to {self.unit('money')}",
        ]
        return self.some((0, 0, 1, 1, 2, 3), words)

    def share_above(self) -> str:
        """What is paid of what lies above a soft cap."""
        return self.one("20%", "50%", "33.3%", "(10% + 5%)")

    def steps_of_factors(self) -> str:
        start, by = self.looked_up()
        return self.shape("steps", start, "number", by).removeprefix("steps ")

    def measure(self, *kinds: str, may_be_at_most: bool = False) -> Figure | None:
        """A measure of one of some kinds."""
        found = [one for one in self.figures if one.kind in kinds and (may_be_at_most or not one.is_at_most)]
        return self.one(*found) if found else None

    def behind(self, figure: Figure) -> tuple[str, str]:
        """The name of a component on a measure, and how it says so."""
        if figure.name not in self.paid and self.chance(50):
            return figure.name, self.scope(figure)
        scope = self.one(*self.scopes_of(figure))
        return self.name("c"), f" on {figure.name}{scope}" + (self.scope(figure) if not scope else "")

    def scope(self, figure: Figure) -> str:
        return str(self.one(*self.scopes_of(figure))).replace(".", " ")

    def counting(self, figure: Figure, *, has_attainment: bool) -> str:
        """Modifiers of what counts."""
        kinds = ["percent"] if has_attainment else []
        kinds += [figure.kind] if figure.kind != "percent" and not figure.is_at_most else []
        if not kinds:
            return ""

        def bound() -> str:
            return self.literal(self.one(*kinds))

        words = [lambda: f"up to {bound()}", lambda: f"above {bound()}", lambda: f"threshold {bound()}"]
        text = self.some((0, 0, 0, 1, 1, 2), words)
        field = {"money": "payee.quota", "percent": "payee.share", "count": "payee.stars"}[figure.kind]
        scopes = () if figure.chooses or self.own_only else ("team", "company")
        return text + self.maybe(12, lambda: f"else {self.one(*scopes, self.literal(figure.kind), field)}")

    def attained(self, figure: Figure) -> bool:
        return figure.has_goal or figure.kind == "percent"

    def of_target(self, amount: str) -> tuple[str | None, str, bool, bool]:
        """A clause on attainment."""
        figure = self.measure("money", "count", "percent", may_be_at_most=True)
        if figure is None or not self.attained(figure):
            return self.amount()
        name, on = self.behind(figure)
        start = figure.kind if figure.kind != "percent" and not figure.is_at_most and self.chance(25) else "percent"
        word = self.one("tiers", "whole tiers", "steps", "curve")
        start = "percent" if word == "curve" else start
        shape = self.maybe(70, lambda: self.shape(word, start, self.one("percent", "number")))
        if not shape and self.chance(25):
            return self.share_of_lookup(figure, amount)
        cap = self.maybe(25, lambda: f"cap {self.one('100', '120', '150')}% when {self.condition(0)}")
        when = self.when(10) if not amount.startswith("target") else ""
        return name, f"{amount}{when}{on}{shape}{self.counting(figure, has_attainment=True)}{cap}", True, False

    def share_of_lookup(self, figure: Figure, amount: str) -> tuple[str | None, str, bool, bool]:
        """A clause on the row another measure reaches: its own measure is only there for a threshold."""
        start, by = self.looked_up()
        shape = self.shape(self.one("steps", "curve"), start, "percent", by)
        return self.name("c"), f"{amount} on {figure.name} {shape} threshold {self.literal('percent')}", True, False

    def share(self) -> tuple[str | None, str, bool, bool]:
        """A share of target."""
        return self.of_target(self.one(self.literal("percent"), "60%", "payee.share", "(payee.share / 2)"))

    def own_target(self) -> tuple[str | None, str, bool, bool]:
        """A target of its own."""
        return self.of_target(f"target {self.expression('money', 1)}")

    def amount(self) -> tuple[str | None, str, bool, bool]:
        """A fixed amount."""
        return self.name("c"), f"{self.literal('money')}{self.when(60)}", False, False

    def rate(self) -> tuple[str | None, str, bool, bool]:
        """A rate on money."""
        figure = self.measure("money")
        if figure is None:
            return self.amount()
        name, on = self.behind(figure)
        counting = self.counting(figure, has_attainment=figure.has_goal)
        return name, f"rate {self.expression('percent', 1)}{self.when(15)}{on}{counting}", False, True

    def each(self) -> tuple[str | None, str, bool, bool]:
        """An amount for each unit."""
        figure = self.measure("count")
        if figure is None:
            return self.amount()
        name, on = self.behind(figure)
        full = self.maybe(40, lambda: f"full {self.one('1', '2', '3', '0.5')}")
        counting = self.counting(figure, has_attainment=figure.has_goal)
        return name, f"{self.literal('money')} each{full}{self.when(15)}{on}{counting}", False, True

    def tiers(self) -> tuple[str | None, str, bool, bool]:
        """Rates or amounts by what was measured."""
        figure = self.measure("money", "count")
        if figure is None:
            return self.amount()
        name, on = self.behind(figure)
        start = "percent" if figure.has_goal and self.chance(30) else figure.kind
        value = "percent" if figure.kind == "money" else "money"
        word, by = self.one("tiers", "tiers", "whole tiers"), ""
        if self.chance(15):
            start, by = self.looked_up()
        counting = self.counting(figure, has_attainment=figure.has_goal)
        return name, f"{self.shape(word, start, value, by)}{on}{counting}", False, True

    def steps(self) -> tuple[str | None, str, bool, bool]:
        """Amounts by the step reached, or on a curve."""
        figure = self.measure("money", "count", "percent")
        if figure is None:
            return self.amount()
        if self.chance(25):
            start, by = self.looked_up()
            return self.name("c"), self.shape(self.one("steps", "curve"), start, "money", by), False, False
        name, on = self.behind(figure)
        start = "percent" if self.attained(figure) and (figure.kind == "percent" or self.chance(50)) else figure.kind
        shape = self.shape(self.one("steps", "curve"), start, "money")
        return name, f"{shape}{on}{self.counting(figure, has_attainment=self.attained(figure))}", False, False

    def formula(self) -> tuple[str | None, str, bool, bool]:
        """An expression."""
        return self.name("c"), f"= {self.expression('money', 3)}{self.when(20)}", False, False

    # The whole plan

    def multiply(self) -> None:
        """A factor on several components; only on those no other figure is made of, so that there is no ring."""
        text = "\n".join(self.statements)
        free = [name for name in self.paid if f"{name}." not in text]
        if free:
            names = ", ".join(self.draw(st.permutations(free))[: self.one(1, 2)])
            self.statements.append(
                f"multiply {names} by {self.free_number()}{self.maybe(40, lambda: f'when {self.free_condition()}')}"
            )

    def free_number(self) -> str:
        kept, self.paid, self.rated = (self.paid, self.rated), [], []
        lets, self.lets = self.lets, {}
        text = self.expression("number", 1)
        (self.paid, self.rated), self.lets = kept, lets
        return text

    def free_condition(self) -> str:
        kept, self.paid, self.rated = (self.paid, self.rated), [], []
        lets, self.lets = self.lets, {}
        text = self.condition(1)
        (self.paid, self.rated), self.lets = kept, lets
        return text

    def total(self) -> None:
        """Limits of the sum of the lines."""

        def limit() -> str:
            return str(self.one("50%", "250%", "100%")) if self.chance(50) else self.expression("money", 1)

        floor = self.maybe(25, lambda: f"floor {limit()}{self.when(40)}")
        cap = self.maybe(
            40, lambda: f"cap {limit()} when {self.condition(1)}" if self.chance(50) or floor else f"cap {limit()}"
        )
        soft = self.maybe(25, lambda: f"soft cap {limit()} at {self.share_above()} when {self.condition(1)}")
        if floor or soft or cap:
            self.statements.append(f"total{floor}{soft}{cap}")


@functools.cache
def below(count: int) -> st.SearchStrategy[int]:
    """A whole number below another; made once, for it is drawn from often."""
    return st.integers(0, count - 1)


def plain_number(text: str) -> Fraction:
    """The value of a figure as the language spells it."""
    factor = {"k": 1_000, "m": 1_000_000}.get(text[-1], 1)
    return Fraction(text.rstrip("km").replace("_", "")) * factor


# Whole cases


def head(writer: Writer, mode: str, fiscal: str) -> list[str]:
    """The header of a plan with records."""
    lines = [f"currency {writer.currency}", f"period {writer.period}"]
    lines += [f"rounding {mode}"] if mode != "half away" else []
    lines += [f"year starts {fiscal}"] if fiscal != "january" else []
    blocks = [("payees", {"payee": "text", "team": "text", **ROSTER})]
    blocks += [(name, columns) for name, (_, columns) in writer.blocks.items()]
    for name, columns in blocks:
        written = ", ".join(f"{column}: {kind}" if column != "payee" else column for column, kind in columns.items())
        lines.append(f"records {name} {{ {written} }}")
    return lines


@st.composite
def plans(draw: Draw, own_only: bool = False, additive: bool = False, kind: type[Writer] = Writer) -> Writer:
    """A plan with records, written type by type by a writer of a kind."""
    currency = draw(st.sampled_from(("USD", "USD", "JPY", "BHD")))
    period = draw(st.sampled_from(("quarter", "month", "half", "year", "week")))
    fiscal = draw(st.sampled_from(MONTHS)) if draw(st.integers(0, 3)) == 0 else "january"
    writer = kind(draw, currency, period, own_only, additive, has_fiscal_year=fiscal != "january")
    mode = draw(st.sampled_from(MODES)) if draw(st.integers(0, 2)) == 0 else "half away"
    for _ in range(draw(st.integers(1, 3))):
        writer.metric()
    for make in draw(st.lists(st.sampled_from((Writer.let, Writer.table, Writer.metric)), max_size=3)):
        make(writer)
    for _ in range(draw(st.integers(1, 4))):
        writer.component()
    if writer.chance(30):
        writer.multiply()
    if writer.chance(40):
        writer.total()
    sign = SIGNS[writer.currency]
    target = writer.one("payee.base", f"{sign}5_000", f"(payee.base else {sign}100)")
    body = draw(st.permutations(writer.statements)) if writer.chance(50) else writer.statements
    writer.statements = [*head(writer, mode, fiscal), f"target {target}", *body]
    return writer


@st.composite
def cases(draw: Draw, own_only: bool = False, additive: bool = False, kind: type[Writer] = Writer) -> Case:
    """A plan with records, a roster and rows."""
    writer: Writer = draw(plans(own_only, additive, kind))
    fiscal = next((MONTHS_OF[s.split()[-1]] for s in writer.statements if s.startswith("year starts")), 1)
    period = Calendar(fiscal).period_of(draw(st.sampled_from(DAYS)), writer.period)
    unit = UNITS[writer.currency]
    classes: Counter[str] = Counter()
    roster = draw(rosters(writer, period, classes))
    blocks = {
        name: tuple(draw(rows(writer, name, roster, period, unit, classes)) for _ in range(draw(st.integers(0, most))))
        for name, (most, _) in writer.blocks.items()
    }
    data = Data(tuple(roster), {name: numbered(found) for name, found in blocks.items()})
    names = [one.name for one in writer.figures] + [name for names in writer.lets.values() for name in names]
    bound = tuple(name for name in names if name not in writer.paid)
    return Case(tuple(writer.statements), data, period, classes, bound, tuple(writer.paid))


MONTHS_OF = {name: number for number, name in zip((1, 2, 4, 7, 10), MONTHS, strict=True)}


def chosen(draw: Draw, **options: tuple[Any, ...]) -> dict[str, Any]:
    """One of several for each name, by one draw for all of them, which is quick."""
    number = draw(st.integers(0, math.prod(map(len, options.values())) - 1))
    found = {}
    for name, several in options.items():
        number, index = divmod(number, len(several))
        found[name] = several[index]
    return found


def numbered(found: tuple[Row, ...]) -> tuple[Row, ...]:
    """Rows with the number each has in its file."""
    return tuple(Row("rows.csv", index + 2, index + 1, row.values) for index, row in enumerate(found))


def of_roster(unit: Fraction) -> dict[str, tuple[Any, ...]]:
    """The values that somebody may have in a column of the roster."""
    return {
        "base": (1000, 5000, Fraction(12_345, 100) if unit < 1 else 123),
        "quota": (100, 1000, 50_000, 0),
        "share": (Fraction(8, 10), Fraction(92, 100), 1, Fraction(1, 3)),
        "stars": (0, 1, 3, 5, 10),
        "role": ROLES,
        "since": DAYS,
        "factor": (0, 1, Fraction(3, 2), Fraction(1, 7)),
    }


@st.composite
def rosters(draw: Draw, writer: Writer, period: Period, classes: Counter[str]) -> list[Payee]:
    """One to four people, some without a team, some who come or go around the period."""
    unit = UNITS[writer.currency]
    found: list[Payee] = []
    for key in ("ada", "ben", "chloe", "dan")[: draw(st.integers(1, 4))]:
        fields: dict[str, Any] = chosen(draw, **of_roster(unit))
        if draw(st.integers(0, 9)) == 9:
            fields[draw(st.sampled_from(sorted(fields)))] = None
        start = draw(st.sampled_from((None, datetime.date(2020, 2, 29), datetime.date(2023, 12, 31))))
        start = draw(days(period, classes)) if draw(st.integers(0, 9)) == 9 else start
        end = draw(days(period, classes)) if draw(st.integers(0, 9)) == 9 else None
        if start and end and end < start:
            start, end = end, start
        found.append(Payee(key, draw(st.sampled_from(TEAMS)), fields, "payees.csv", len(found) + 2, start, end))
    return writer.with_managers(found)


OF_KIND: dict[str, tuple[Any, ...]] = {
    "count": (1, 2, 3, 8, 10, 100, 0),
    "percent": (0, Fraction(1, 2), Fraction(8, 10), Fraction(92, 100), 1, Fraction(6, 5)),
    "number": (0, 1, Fraction(1, 3), Fraction(-5, 2)),
    "bool": (True, False),
    "text": ROLES,
}
"""The values that a row may have in a column of a kind, but for days and amounts."""


@st.composite
def rows(
    draw: Draw, writer: Writer, block: str, roster: list[Payee], period: Period, unit: Fraction, classes: Counter[str]
) -> Row:
    """One row of a block."""
    columns = writer.blocks[block][1]
    kinds = {name: kind for name, kind in columns.items() if kind in OF_KIND and name != "payee"}
    values = chosen(draw, **{name: OF_KIND[kind] for name, kind in kinds.items()})
    if "payee" in columns:
        values["payee"] = draw(st.sampled_from([one.key for one in roster]))
    for name, kind in columns.items():
        if kind == "date":
            values[name] = draw(days(period, classes))
        elif kind.startswith("money"):
            values[name] = draw(numbers(writer, unit, classes))
    return Row("rows.csv", 0, 0, writer.with_people(block, values, [one.key for one in roster]))


@st.composite
def numbers(draw: Draw, writer: Writer, unit: Fraction, classes: Counter[str]) -> Exact:
    """An amount that can be booked, a third of the time from where mistakes live."""
    kind = draw(st.sampled_from(("plain",) * 10 + CLASSES + ("edge", "edge", "half a unit")))

    def edge() -> Fraction:
        bounds, shares = writer.amounts or [Fraction(100)], [one for one in writer.percents if one] or [Fraction(1)]
        bound: Fraction = draw(st.sampled_from(bounds)) * draw(st.sampled_from([Fraction(1), *shares]))
        return bound // unit * unit

    makers: dict[str, Callable[[], Exact]] = {
        "plain": lambda: draw(st.integers(-1000, 200_000)) * unit * draw(st.sampled_from((1, 10, 100))),
        "zero": lambda: Fraction(0),
        "one unit": lambda: unit * draw(st.sampled_from((1, -1))),
        "edge": edge,
        "edge - 1u": lambda: edge() - unit,
        "edge + 1u": lambda: edge() + unit,
        "half a unit": lambda: unit * 10 * draw(st.sampled_from((1, 3, 5, 7, 25, 101))),
        "large": lambda: (draw(st.sampled_from((2**31, 2**53, 2**63, 10**17))) + draw(st.integers(-2, 2))) * unit,
        "negative": lambda: -unit * draw(st.integers(1, 10**6)),
    }
    classes[kind] += 1
    return plain(makers[kind]())


@st.composite
def days(draw: Draw, period: Period, classes: Counter[str]) -> datetime.date:
    """A day in the period or just outside it."""
    kind = draw(st.sampled_from(DAY_CLASSES + ("within",) * 8))
    one = datetime.timedelta(days=1)
    if kind == "within":
        day: datetime.date = period.start + draw(st.integers(0, (period.end - period.start).days)) * one
    else:
        day = {
            "first day": period.start,
            "last day": period.end,
            "day before": period.start - one,
            "day after": period.until,
            "29 February": datetime.date(period.start.year // 4 * 4, 2, 29),
        }[kind]
    classes[kind] += 1
    return day


def plain(value: Exact) -> Exact:
    """An int where a fraction is whole, as the readers give it."""
    value = Fraction(value)
    return value.numerator if value.denominator == 1 else value


# Plans whose measures the data gives


@st.composite
def given_cases(draw: Draw) -> Case:
    """A plan of the short register, and a file of measures."""
    writer = Writer(draw, "USD", "quarter", is_given=True)
    pick = writer.one

    def bound() -> str:
        return str(pick("50%", "80%", "100%", "120%"))

    names = ["adoption", "retention", "expansion", "csat"]
    lines = [f"currency {writer.currency}", "period quarter"]
    goals = {name: draw(st.booleans()) for name in names}
    for name in names[: draw(st.integers(1, 4))]:
        shape = pick(
            "", "", "tiers 1x / 1.5x / 2x", "tiers 5% / 8% / 12%", "whole tiers 50% from 0%, 100% from 80%",
            "steps 50% from 80%, 100% over 100%", "curve 50%: 0%, 100%: 100% rising 2 per point",
            "tiers 1x from 0, 2x from 100%",
        )  # fmt: skip
        pays = pick("60%", "20%", "target $1_000", "rate 8%") if shape == "" else pick("60%", "target $500")
        if shape.startswith("tiers") and writer.chance(40):
            pays = ""
        is_money = pays in ("", "rate 8%")
        aims = ("", " goal $500", " goal $1_000") if is_money else ("", " goal 80%", " goal 100%", " goal at most 90%")
        goal = pick(*aims) if goals[name] and pays != "rate 8%" else ""
        goal = "" if "at most" in goal and (shape or not pays) else goal
        scope = pick("", "", " team", " company", " own")
        answer = pick(
            "", "", " else team", " else company", " else $80" if is_money else " else 80%", " else payee.spare"
        )
        extra = "".join(
            writer.maybe(20, word)
            for word in (
                lambda bound=bound: f"threshold {bound()}",
                lambda: f"up to {pick('100%', '150%')}",
                lambda: f"above {pick('0%', '10%', '50%')}",
                lambda bound=bound: f"only when {pick(*names)}{pick('', '.team', '.company')}.attainment >= {bound()}",
                lambda: f"times {pick('1.5', '0.5x')} when {pick(*names)} > {pick('0', '1', '0.5')}",
                lambda: f"cap {pick('$100', '$5_000')}",
            )
        )
        lines.append(f"{name} {pays} {shape}{goal}{scope}{answer}{extra}")
    if draw(st.integers(0, 3)) == 0:
        lines.append(f"total {pick('cap 150%', 'floor $100', 'cap $1_000', 'cap 100% floor $20')}")
    period = CIVIL.period_of(draw(st.sampled_from(DAYS)), "quarter")
    classes: Counter[str] = Counter()
    roster: list[Payee] = []
    for key in ("ada", "ben", "chloe")[: draw(st.integers(1, 3))]:
        fields = {
            "target": draw(st.sampled_from((1000, 5000, 2000, 1, None, 0))),
            "part": Fraction(1, 3),
            "spare": pick(1, None),
        }
        end = draw(days(period, classes)) if draw(st.integers(0, 7)) == 7 else None
        roster.append(Payee(key, draw(st.sampled_from(TEAMS)), fields, "payees.csv", len(roster) + 2, None, end))
    given: list[Given] = []
    for payee in roster:
        for name in names:
            if draw(st.integers(0, 9)) < 9:
                given.append(draw(given_rows(payee.key, name, period, len(given), {"adoption", "retention"})))
    return Case(tuple(lines), Data(tuple(roster), {}, tuple(given)), period, classes)


@st.composite
def given_rows(draw: Draw, payee: str, name: str, period: Period, index: int, ratios: set[str]) -> Given:
    """One figure worked out elsewhere: plain, a ratio in percent, or a value of something."""
    of: Exact | None = None
    is_ratio = False
    value: Exact = plain(draw(st.integers(-50, 2000)) * Fraction(1, draw(st.sampled_from((1, 1, 10, 3)))))
    goal = draw(st.sampled_from((1000, 500, 100, 20, Fraction(8, 10), 1000, None, 0)))
    if name in ratios and draw(st.integers(0, 14)) < 14:
        of, goal = draw(st.sampled_from((1000, 400, 250, 800, 0))), draw(st.sampled_from((None, Fraction(8, 10), 1)))
    elif draw(st.integers(0, 4)) == 0:
        is_ratio, value, goal = (
            True,
            Fraction(draw(st.integers(0, 150)), 100),
            draw(st.sampled_from((None, Fraction(9, 10)))),
        )
        value = plain(value)
    return Given(payee, period, name, value, of, goal, is_ratio, "measures.csv", index + 2, index + 1)


# Texts that need not mean anything

WORDS = (
    *KEYWORDS,
    "payees",
    "deals",
    "m1",
    "c1",
    "$5_000",
    "60%",
    "1.5x",
    "2026-01-31",
    '"lead"',
    "\n",
    ";",
    " ",
    "#",
    "-",
)
words = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)
characters = st.text(st.characters(codec="utf-8"), max_size=200)
texts = st.one_of(words, characters, st.text("()/{}|:,.$%#\n\"' 019azAZ_-+*<>=", max_size=200))
contents = st.one_of(st.binary(max_size=200), texts.map(lambda text: text.encode()))


@st.composite
def mutated_plans(draw: Draw) -> str:
    """A plan with some of its pieces left out, doubled, exchanged or replaced."""
    writer: Writer = draw(plans())
    return str(draw(mutated("\n".join(writer.statements))))


@st.composite
def mutated_cases(draw: Draw) -> Case:
    """A case whose plan has some of its pieces exchanged, apart from its header."""
    case: Case = draw(cases())
    first = next(index for index, one in enumerate(case.statements) if one.startswith("target "))
    head, body = case.statements[:first], "\n".join(case.statements[first:])
    return evolve(case, statements=(*head, draw(mutated(body))))


@st.composite
def mutated(draw: Draw, text: str) -> str:
    """A text with some of its pieces left out, doubled, exchanged or replaced."""
    pieces = re.findall(r"\w+|\s+|[^\w\s]", text)
    for _ in range(draw(st.integers(1, 4))):
        index = draw(st.integers(0, len(pieces) - 1))
        other = draw(st.integers(0, len(pieces) - 1))
        how = draw(st.sampled_from(("drop", "double", "exchange", "replace", "insert")))
        if how == "drop":
            pieces[index] = ""
        elif how == "double":
            pieces[index] *= 2
        elif how == "exchange":
            pieces[index], pieces[other] = pieces[other], pieces[index]
        else:
            word = draw(st.sampled_from(WORDS))
            pieces[index] = word if how == "replace" else f"{pieces[index]} {word} "
    return "".join(pieces)


def with_data(case: Case, **changes: Any) -> Case:
    """The case with other data."""
    return evolve(
        case,
        data=Data(
            **{"payees": case.data.payees, "blocks": case.data.blocks, "measures": case.data.measures, **changes}
        ),
    )
