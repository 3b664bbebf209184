"""Random plans with records that several people are credited with, by shares of the plan and of the row."""

from typing import Any

from attrs import define, evolve

from compdsl.records.crediting import Role, Uncredited, held_roles
from compdsl.records.data import Payee
from compdsl.source.frozen import changed
from compdsl.values.exact import Exact
from tests.strategies import Figure, Writer, plain, plain_number

ROLES = ("rep", "csm", "engineer", "extra")
BOOKINGS = {
    "day": "date", "amount": "money", "units": "count", "part": "percent", **dict.fromkeys(ROLES, "payee"),
}  # fmt: skip
SHARES = (
    "rep 50%, csm 30%, engineer rest, overlay extra 100%",
    "rep part, csm rest",
    "rep 33.3%, csm rest, overlay extra part",
    "rep 60%, csm 40%",
    "engineer 100%, overlay extra 12.5%",
    "rep 10%, csm part, engineer rest",
)


@define
class CreditWriter(Writer):
    """Writes plans of which every second figure is one of credited records."""

    credit: str = ""

    @property
    def blocks(self) -> dict[str, tuple[int, dict[str, str]]]:
        """One more block, of records with a column for each role."""
        return {**Writer.blocks.fget(self), "bookings": (6, BOOKINGS)}  # type: ignore[attr-defined]

    def metric(self) -> None:
        """A measure, and before the first of them who is credited."""
        if not self.credit:
            self.credit = self.one(*SHARES)
            self.statements.append(f"credit bookings to {self.credit}")
        Writer.metric(self)

    def aggregate(self, kind: str) -> str:
        """A function over rows that gives a kind, every second time of credited ones."""
        if self.chance(40):
            return Writer.aggregate(self, kind)
        credit = self.one("bookings.credit", "credit", "credit", "full_credit")
        scopes = ("", "", ", team", ", company", ", own", ", reports", ", direct_reports")
        scope = "" if self.own_only else self.one(*scopes)
        where = self.maybe(30, lambda: f"where {self.of_a_row()}") if not self.additive else ""
        if kind == "percent":
            return f"sum(bookings.units * {credit}) / sum(bookings.units * full_credit)"
        if kind == "money":
            word = "sum" if self.additive else self.one("sum", "sum", "sum", "max", "average")
            return f"{word}(bookings.amount * {credit}{where}{scope})"
        return str(self.one(f"count(bookings{where}{scope})", f"count(bookings.{self.of_a_row()}{scope})"))

    def of_a_row(self) -> str:
        """A condition on a row, on who is credited with it or on how much."""
        return str(self.one('rep == "ada"', "credit > 50%", 'extra != ""', "amount > 0 * amount", "units >= 3"))

    def with_managers(self, roster: list[Payee]) -> list[Payee]:
        """Everybody has a manager among those before, or none; the roster itself in any order."""
        found = [
            evolve(one, manager=self.one(None, *(other.key for other in roster[:place])))
            for place, one in enumerate(roster)
        ]
        return list(reversed(found)) if self.chance(50) else found

    def scopes_of(self, figure: Figure) -> tuple[str, ...]:
        """The scopes a measure can be read in."""
        found = Writer.scopes_of(self, figure)
        return (*found, ".reports", ".direct_reports") if ".team" in found else found

    def component(self) -> None:
        """One payout line, sometimes for each of the rows."""
        if not self.chance(30):
            Writer.component(self)
            return
        name, scope = self.name("c"), "" if self.own_only else self.one("", "", " team", " company", " reports")
        figure = self.one("bookings.amount * credit", "amount * bookings.full_credit", "max(amount, amount * credit)")
        pays = self.one(f"rate {self.literal('percent')} on {figure}", f"{self.literal('money')}", f"= {figure} * 2%")
        where = self.maybe(40, lambda: f"where {self.of_a_row()}")
        self.statements.append(f"{name} {pays}{scope} for each row of bookings{where}")
        self.paid.append(name)

    def with_people(self, block: str, values: dict[str, Any], keys: list[str]) -> dict[str, Any]:
        """A row of bookings with somebody in some of the roles, so that the whole of it is credited."""
        if block != "bookings":
            return values
        found = {**values, **{role: self.one(*keys, *keys, "") for role in ROLES}, "part": self.part()}
        for _ in (0, 1, 2):
            held = held_roles(rule_of(self.credit), found)
            if not isinstance(held, Uncredited):
                return found
            empty = [role.column for role in rule_of(self.credit) if not found[role.column]]
            if held.reason in ("above", "below"):
                found["part"] = plain(plain_number("10")) / 100 if not empty else found["part"]
            found |= dict.fromkeys(empty, keys[0])
        return found

    def part(self) -> Exact:
        """A share that stands in a row."""
        return plain(plain_number(self.one("0", "1", "33.3", "50", "90")) / 100)


def rule_of(text: str) -> tuple[Role, ...]:
    """The roles of a credit as it is written."""
    roles = []
    for one in text.split(", "):
        column, share = one.removeprefix("overlay ").split()
        role = Role(column, is_overlay=one.startswith("overlay"))
        if share.endswith("%"):
            role = changed(role, share=plain(plain_number(share[:-1]) / 100))
        elif share != "rest":
            role = changed(role, share_column=share)
        roles.append(role)
    return tuple(roles)
