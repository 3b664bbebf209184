"""What a query reads of typed tables: their columns as whole numbers, and the rows that it refuses.

Nothing is passed over: a row without a value that is needed, with more decimals than a figure has, of nobody in the
roster, or there twice, stops the query and is told.
"""

import datetime
from collections.abc import Mapping, Sequence

from attrs import define, field

from compdsl.engines.beyond import BeyondQuery, refuse_names_alike
from compdsl.engines.relations import Relation, Relations, day, number
from compdsl.engines.sql.steps import Column, Step
from compdsl.engines.sql.warehouses import Warehouse
from compdsl.engines.to_sql import Plain, SqlValue, quoted
from compdsl.records.block import identifiers_of
from compdsl.records.cells import LONGEST_TEXT, MOST_AS_DECIMAL
from compdsl.records.schema import BlockSchema, Schema
from compdsl.values.calendar import Calendar
from compdsl.values.currency import places_of
from compdsl.values.period import Period
from compdsl.values.types import DATE, FIGURE, NUMBER, NUMERIC, TEXT, Kind, Type

FIRST_DAY, DAY_AFTER = "period_start", "period_until"
YEARS_BEFORE, YEARS_AFTER = 10, 5
"""Of how many years before and after the one that is paid a row of the measures may be."""
FIRST_YEAR, LAST_YEAR = datetime.date(1000, 1, 1), datetime.date(9999, 1, 1)
"""The first day that a cell may hold, and the first that none may."""
ANY = 10**30
"""A size that no column has; how large its numbers are is not looked at."""
UNITS = {0: "", 2: "_cents", 3: "_thousandths", 4: "_of_10000", 6: "_millionths"}


@define(eq=False)
class Tables:
    """The tables of a plan in a period, as the first steps of a query, and what is refused of them."""

    warehouse: Warehouse
    schema: Schema
    calendar: Calendar
    period: Period
    decimals: int
    """How many decimals numbers have at most that are no money and no counts."""
    steps: list[Step] = field(factory=list)
    refused: list[tuple[str, str, str]] = field(factory=list)
    """What is refused, in words, from which relation, and which of its rows."""

    def relations(self) -> Relations:
        """All that the plan reads."""
        if self.schema.uses_reports:
            raise BeyondQuery("it reads who is above whom")
        refuse_names_alike(["payees", "measures", *(block.name for block in self.schema.blocks)])
        refuse_names_alike(["payee", "team", "start", "end", *self.schema.payee_fields])
        for block in self.schema.blocks:
            refuse_names_alike(block.columns)
        first, until = (day(one) for one in (self.period.start, self.period.until))
        days = [Column(quoted(self.period.label), "period_label"), Column(first, FIRST_DAY), Column(until, DAY_AFTER)]
        self.steps.append(Step("pay_period", days, "", ["The period that is paid. Print the query again for another."]))
        self.refused += [(words, "", condition) for condition, words in self.warehouse.checks]
        roster = self._roster()
        blocks = {block.name: self._block(block) for block in self.schema.blocks}
        return Relations(roster, blocks, self._measures() if self.schema.measures else None)

    @property
    def _days(self) -> Mapping[datetime.date, str]:
        return {self.period.start: FIRST_DAY, self.period.until: DAY_AFTER}

    def _roster(self) -> Relation:
        wanted: dict[str, Type] = {"payee": TEXT, "start": DATE, "end": DATE}
        wanted |= {"team": TEXT} if self.schema.uses_team else {}
        wanted |= self.schema.payee_fields
        names = {name: name if name in ("payee", "team") else f"payee_{name}" for name in wanted}
        columns, chosen = self._columns("payees", wanted, names, {"payee"})
        if "team" not in wanted:
            chosen.append(Column(f"CAST(NULL AS {self.warehouse.text})", "team"))
        columns |= {"payee": Plain("payee"), "team": Plain("team", may_lack=True)}
        told = ["The roster: one row a payee. start and end are the first and the last day, NULL where there is none."]
        chosen.append(Column("count(*) OVER (PARTITION BY payee)", "rows_of_payee"))
        self._rows("payees", chosen, told)
        self.refused.append(("somebody has several rows in payees", "payees_read", "rows_of_payee > 1"))
        self.refused.append(
            ("somebody's end is before their start in payees", "payees_read", "payee_end < payee_start")
        )
        self.refused.append(("payees has no rows", "", "NOT EXISTS (SELECT 1 FROM payees_read)"))
        return Relation("payees_read", columns, ANY, days=self._days)

    def _block(self, block: BlockSchema) -> Relation:
        if block.credit is not None or block.people:
            raise BeyondQuery("rows name several people")
        kinds = {name: kind for name, kind in block.columns.items() if name != block.payee_column}
        names = {name: f"{block.name}_{name}" for name in kinds}
        columns, chosen = self._columns(block.name, kinds, names, set(kinds))
        chosen.insert(0, self._owner(block.name, block.payee_column))
        if block.payee_column is not None:
            columns[block.payee_column] = Plain("owner")
        if block.date_column is not None:
            columns["day"] = columns[block.date_column]
        for identifier in identifiers_of(block):
            if identifier in block.columns:
                self._refuse_twice(block.name, self.warehouse.identifier(identifier), f"{block.name}.{identifier}")
        self._rows(block.name, chosen, [f"The rows of {block.name}, money and other decimals as whole numbers."])
        return Relation(f"{block.name}_read", columns, ANY, days=self._days)

    def _refuse_twice(self, table: str, name: str, told: str) -> None:
        """Refuse an identifier that stands in several rows."""
        source = f"{self.warehouse.identifier(table)} WHERE {name} IS NOT NULL"
        twice = f"(SELECT 1 AS n FROM {source} GROUP BY {name} HAVING count(*) > 1)"
        self.refused.append((f"{told} stands in several rows", f"{twice} AS twice", "n = 1"))

    def _owner(self, table: str, column: str | None) -> Column:
        if column is None:
            return Column(f"CAST(NULL AS {self.warehouse.text})", "owner")
        name = self.warehouse.identifier(column)
        people = "(SELECT payee AS known FROM payees_read) people"
        joined = f"{table}_read LEFT JOIN {people} ON known = owner"
        self.refused.append((f"rows of {table} are of nobody in payees", joined, "known IS NULL"))
        return Column(name, "owner")

    def _rows(self, table: str, chosen: list[Column], told: Sequence[str], behind: Sequence[str] = ()) -> None:
        source = f"{self.warehouse.identifier(table)} CROSS JOIN pay_period"
        chosen += [Column(FIRST_DAY, FIRST_DAY), Column(DAY_AFTER, DAY_AFTER)]
        self.steps.append(Step(f"{table}_read", chosen, source, told, behind=behind))

    def _columns(
        self, table: str, kinds: Mapping[str, Type], names: Mapping[str, str], filled: set[str]
    ) -> tuple[dict[str, SqlValue], list[Column]]:
        """The columns of a relation, as values and as they are read; those that are `filled` must have a value."""
        columns: dict[str, SqlValue] = {}
        chosen = []
        for name, wanted in kinds.items():
            told, may_lack = self.warehouse.identifier(name), name not in filled
            if wanted.kind in NUMERIC:
                places = self.places(wanted)
                named = names[name] + UNITS.get(places, "_units")
                columns[name] = number(named, places, -ANY, ANY, may_lack=may_lack)
                chosen.append(Column(self.warehouse.whole(told, places), named))
            else:
                columns[name] = Plain(names[name], may_lack)
                chosen.append(Column(told, names[name]))
            self._refuse_cells(table, name, wanted, may_lack)
        return columns, chosen

    def places(self, wanted: Type) -> int:
        """How many decimals a figure has at most."""
        if wanted.kind is Kind.MONEY:
            return places_of(wanted.currency or self.schema.currency)
        return 0 if wanted.kind is Kind.COUNT else self.decimals

    def _refuse_cells(self, table: str, name: str, wanted: Type, may_lack: bool) -> None:
        """Refuse values of another type, values that are missing, and those that are not exactly what is meant."""
        told, relation = self.warehouse.identifier(name), self._source(table)
        if is_of := self.warehouse.is_of(told, wanted.kind):
            self.refused.append(
                (f"{table}.{name} is no column of type {_typed(wanted.kind)}", relation, f"NOT ({is_of})")
            )
        if wanted.kind in NUMERIC:
            places = self.places(wanted)
            good, words = self.warehouse.is_whole(told, places), f"has more than {places} decimals, or 18 digits"
            if wanted.kind is Kind.PERCENT:
                good += f" AND abs({told}) <= {MOST_AS_DECIMAL}"
                words = f"has more than {places} decimals, or is meant in points: 0.92 is 92%"
        elif wanted.kind in (Kind.TEXT, Kind.UNKNOWN):
            good, words = f"trim({told}) <> '' AND length({told}) <= {LONGEST_TEXT}", "is blank, or very long"
        elif wanted.kind is Kind.DATE:
            first, until = day(FIRST_YEAR), day(LAST_YEAR)
            good = f"{told} >= {first} AND {told} < {until}"
            words = "is not between 1000-01-01 and 9998-12-31"
        else:
            good, words = f"{told} IS NOT NULL", "is missing"
        missing = "" if may_lack else "is missing or " if words != "is missing" else ""
        refused = f"NOT coalesce({good}, {'TRUE' if may_lack else 'FALSE'})"
        if refused != f"NOT coalesce({told} IS NOT NULL, TRUE)":
            self.refused.append((f"{table}.{name} {missing}{words}", relation, refused))

    def _source(self, table: str) -> str:
        """The rows of a table that are looked at: of the measures those that the plan uses, and those of none."""
        if table != "measures" or not self.schema.measures:
            return self.warehouse.identifier(table)
        names = ", ".join(map(quoted, ["", *sorted(self.schema.measures)]))
        return f"(SELECT * FROM measures WHERE coalesce(trim(metric), '') IN ({names})) measures_used"

    # Measures

    def _measures(self) -> Relation:
        """Figures that were worked out elsewhere: a row a payee, period and measure."""
        kinds: dict[str, Type] = {"period": TEXT, "metric": TEXT, "value": FIGURE, "of": NUMBER, "goal": FIGURE}
        names = {name: name if name == "metric" else f"measure_{name}" for name in kinds}
        columns, chosen = self._columns("measures", kinds, names, {"period", "metric", "value"})
        chosen.insert(0, self._owner("measures", "payee"))
        labels = self._periods(1, 0)
        for name, told in (("first", "start"), ("until", "until")):
            arms = " ".join(f"WHEN {quoted(one.label)} THEN {day(getattr(one, told))}" for one in labels)
            chosen.append(Column(f"CASE {self.warehouse.identifier('period')} {arms} END", name))
            columns[name] = Plain(name)
        chosen.append(Column("coalesce(is_percent, FALSE)", "is_percent"))
        columns |= {"metric": Plain("metric"), "is_ratio": Plain("is_percent"), "payee": Plain("owner")}
        used = ", ".join(map(quoted, sorted(self.schema.measures)))
        said = ["Figures worked out elsewhere: one row a payee, period and metric; is_percent says that 0.92 is 92%."]
        self._rows("measures", chosen, said, [f"WHERE metric IN ({used})"])
        self._refuse_measures(self._periods(YEARS_BEFORE, YEARS_AFTER))
        return Relation("measures_read", columns, ANY, days={})

    def _periods(self, before: int, after: int) -> list[Period]:
        """The period that is paid, and those of so many years before it and after."""
        day = self.period.start.replace(day=1)
        found = [self.calendar.period_of(day.replace(year=max(day.year - before, 1)), self.period.kind)]
        last = self.period.until.replace(day=1).replace(year=min(day.year + after, 9999))
        while found[-1].until < max(last, self.period.until):
            found.append(self.calendar.after(found[-1]))
        return found

    def _refuse_measures(self, labels: Sequence[Period]) -> None:
        label = self.warehouse.identifier("period")
        known = ", ".join(quoted(one.label) for one in labels)
        self.refused.append(
            (f"measures.period names no {self.period.kind}", self._source("measures"), f"{label} NOT IN ({known})")
        )
        twice = "(SELECT 1 AS n FROM measures_read GROUP BY owner, measure_period, metric HAVING count(*) > 1)"
        self.refused.append(("a measure stands twice for somebody", f"{twice} AS twice", "n = 1"))
        value, of, goal = (f"measures_read.{one}" for one in self._measure_columns())
        most, is_ratio = MOST_AS_DECIMAL * 10**self.decimals, f"(is_percent OR {of} IS NOT NULL)"
        wrong = {"a measure is a percentage of something": f"is_percent AND {of} IS NOT NULL"}
        for name, kind in self.schema.measure_kinds.items():
            is_it = f"metric = {quoted(name)}"
            if kind.kind is Kind.MONEY:
                wrong[f"{name} is a ratio, and money is meant"] = f"{is_it} AND {is_ratio}"
            elif kind.kind is Kind.NUMBER:
                wrong[f"{name} is a percentage, and units are meant"] = f"{is_it} AND is_percent"
            elif kind.kind is Kind.PERCENT:
                points = f"{is_it} AND NOT {is_ratio} AND abs({value}) > {most}"
                wrong[f"{name} is meant in points: 0.92 is 92%"] = points
        wrong["a goal of a ratio is meant in points: 0.92 is 92%"] = f"{is_ratio} AND abs({goal}) > {most}"
        self.refused += [(words, "measures_read", condition) for words, condition in wrong.items()]

    def _measure_columns(self) -> list[str]:
        unit = UNITS.get(self.decimals, "_units")
        return [f"measure_{name}{unit}" for name in ("value", "of", "goal")]


def _typed(kind: Kind) -> str:
    """What a type is called in words."""
    if kind in NUMERIC:
        return "decimal or integer"
    return {Kind.DATE: "date", Kind.BOOL: "boolean"}.get(kind, "text")
