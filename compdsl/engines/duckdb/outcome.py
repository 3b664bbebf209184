"""What a run in bulk paid, in the forms that the rest of the program asks for: statements, lines as text, counts."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import chain
from typing import Any

from attrs import define

from compdsl.engines.duckdb.run import BulkRun, PaidInBulk
from compdsl.engines.groups import SCOPES, Groups
from compdsl.engines.to_sql import quoted
from compdsl.paid.lines import Statement
from compdsl.paid.payroll import PaidLine, PaidStatement, Payroll
from compdsl.paid.rows import INACTIVE, NO_TEAM, NOT_TAKEN, OTHERS, OUTSIDE, REASONS, UNUSED, RowCount
from compdsl.records.data import Payee
from compdsl.rendered.to_csv import HEADER, cell_to_csv, row_to_csv
from compdsl.values.currency import places_of
from compdsl.values.exact import Exact
from compdsl.values.figures import plain
from compdsl.values.period import Period

AT_ONCE = 10_000
"""How many people are fetched from the database at once."""


@define(eq=False)
class BulkPayroll:
    """All statements of a run in bulk; they are in the database, and are gone through whenever they are asked for."""

    run: BulkRun
    periods: tuple[Period, ...]
    lines: int = 0
    paid_people: int = 0
    unpaid_people: int = 0
    total: Exact = 0
    history: None = None

    def __attrs_post_init__(self) -> None:
        self._count()

    def _count(self) -> None:
        """The lines, the people and the amount of all."""
        units = 10 ** places_of(self.run.plan.currency)
        tables = []
        for paid in self.run.paid:
            lines, amounts = self._lines_and_amounts()
            where = f"{self.run.due} AND NOT {self.run.not_sure}"
            ((count, amount),) = self._ask(f"SELECT sum({lines}), sum({amounts}) FROM {paid.name} WHERE {where}")
            self.lines += int(count or 0)
            self.total += _amount(int(amount or 0), units)
            for found in paid.special.values():
                assert isinstance(found, Statement)
                self.lines += len(found.lines)
                self.total += found.total
            tables.append(f"SELECT payee FROM {paid.name} WHERE {self.run.due}")
        ((self.paid_people,),) = self._ask(f"SELECT count(DISTINCT payee) FROM ({' UNION ALL '.join(tables)})")

    def _lines_and_amounts(self) -> tuple[str, str]:
        lines, amounts = [], []
        for at, line in enumerate(self.run.plan.lines, 1):
            lines.append(f"CASE WHEN line_{at} = 0 THEN 0 ELSE 1 END" if line.is_limit else "1")
            amounts.append(f"CAST(line_{at} AS HUGEINT)")
        return " + ".join(lines), " + ".join(amounts)

    def _ask(self, statement: str) -> list[tuple[Any, ...]]:
        return self.run.session.ask(statement)

    # Statements

    @property
    def statements(self) -> "Statements":
        """Every statement, by period and then in the order of the roster."""
        return Statements(self)

    def each(self) -> Iterator[PaidStatement]:
        """Every statement once."""
        units = 10 ** places_of(self.run.plan.currency)
        lines = self.run.plan.lines
        names = [f"line_{at}" for at in range(1, len(lines) + 1)]
        for paid in self.run.paid:
            exact = [column.names for column in paid.query.exact]
            columns = ", ".join([*names, *(name for several in exact for name in several)])
            for key, *found in chain.from_iterable(self._several(paid, columns)):
                amounts, rest = found[: len(lines)], found[len(lines) :]
                special = paid.special.get(key)
                if special is not None:
                    assert isinstance(special, Statement)
                    held = [PaidLine(line.component, line.exact, line.amount) for line in special.lines]
                else:
                    exacts = paid.query.exact_values(rest) or [_amount(one, units) for one in amounts]
                    held = [
                        PaidLine(line.component, exact, _amount(amount, units))
                        for line, exact, amount in zip(lines, exacts, amounts, strict=True)
                        if not line.is_limit or amount
                    ]
                yield PaidStatement(key, paid.query.period, tuple(held))

    def _several(self, paid: PaidInBulk, columns: str) -> Iterator[list[tuple[Any, ...]]]:
        """The keys of everybody who is paid with some columns, in the order of the roster, many at once."""
        asked = f"SELECT payee, {columns} FROM {paid.name} WHERE {self.run.due} ORDER BY place"
        cursor = self.run.session.connection.cursor().execute(asked)
        while rows := cursor.fetchmany(AT_ONCE):
            yield rows

    # Lines as text

    def to_csv(self) -> Iterator[str]:
        """The lines as `rendered/to_csv.py` writes them, the text of a person's lines made by the database."""
        yield row_to_csv(HEADER)
        for paid in self.run.paid:
            for rows in self._several(paid, self._text_of_lines(paid)):
                if paid.special:
                    yield "".join(self._line_or_special(paid, key, text) for key, text in rows)
                else:
                    yield "".join([text for _, text in rows])

    def _line_or_special(self, paid: PaidInBulk, key: str, text: str) -> str:
        """The text of somebody's lines, whoever paid them."""
        special, currency = paid.special.get(key), self.run.plan.currency
        if special is None:
            return text
        assert isinstance(special, Statement)
        found = []
        for line in special.lines:
            amount = plain(line.amount, places_of(currency))
            found.append(row_to_csv((key, paid.query.period.label, line.component, amount, currency or "")))
        return "".join(found)

    def _text_of_lines(self, paid: PaidInBulk) -> str:
        plan = self.run.plan
        places = places_of(plan.currency)
        needs_quotes = "regexp_matches(payee, '[\",\\r\\n]')"
        key = f"CASE WHEN {needs_quotes} THEN '\"' || replace(payee, '\"', '\"\"') || '\"' ELSE payee END"
        parts = []
        for at, line in enumerate(plan.lines, 1):
            before = f",{cell_to_csv(paid.query.period.label)},{cell_to_csv(line.component)},"
            after = f",{cell_to_csv(plan.currency or '')}\n"
            text = f"{key} || {quoted(before)} || {_decimal(f'line_{at}', places)} || {quoted(after)}"
            parts.append(f"CASE WHEN line_{at} = 0 THEN '' ELSE {text} END" if line.is_limit else text)
        return " || ".join(f"({part})" for part in parts)


@define
class Statements:
    """The statements of a run in bulk, to be gone through."""

    payroll: BulkPayroll

    def __iter__(self) -> Iterator[PaidStatement]:
        return self.payroll.each()


def _amount(units: int, over: int) -> Exact:
    return units // over if units % over == 0 else Fraction(units, over)


def _decimal(units: str, places: int) -> str:
    """A whole number of least units as a decimal."""
    if not places:
        return f"CAST({units} AS VARCHAR)"
    over = 10**places
    whole, rest = f"CAST(abs({units}) // {over} AS VARCHAR)", f"CAST(abs({units}) % {over} AS VARCHAR)"
    return f"CASE WHEN {units} < 0 THEN '-' ELSE '' END || {whole} || '.' || lpad({rest}, {places}, '0')"


# What became of the rows


def count_rows(run: BulkRun) -> list[RowCount]:
    """What became of the rows of each file that was read, as `paid/rows.py` counts them."""
    (paid,) = run.paid
    found = [_count_roster(run, paid)]
    for block, relation in run.all_relations.items():
        file = run.reading.files[block]
        groups = paid.query.facts.groups[relation.name]
        read = run.reading.rows_in(block)
        reasons = {UNUSED: read} if not groups.taken else _reasons(run, paid, groups)
        unused = run.reading.left_out.get(block, 0)
        reasons[UNUSED] = reasons.get(UNUSED, 0) + (unused if groups.taken else 0)
        found.append(RowCount(file.name, read, {reason: reasons[reason] for reason in REASONS if reasons.get(reason)}))
    return found


def _count_roster(run: BulkRun, paid: PaidInBulk) -> RowCount:
    asked = "count(*), count(*) FILTER (WHERE NOT is_active), count(*) FILTER (WHERE is_active AND NOT is_theirs)"
    ((read, inactive, others),) = run.session.ask(f"SELECT {asked} FROM {paid.name}")
    reasons = {INACTIVE: _whole(inactive), OTHERS: _whole(others)}
    left_out = {reason: reasons[reason] for reason in REASONS if reasons.get(reason)}
    return RowCount(run.reading.files["payees"].name, _whole(read), left_out)


def _reasons(run: BulkRun, paid: PaidInBulk, groups: Groups) -> dict[str, int]:
    """How many rows of a block are left out for which reason."""
    there = [scope for scope in SCOPES if any(groups.taken.get(one) for one in SCOPES[SCOPES.index(scope) :])]
    name = groups.name
    taken = {scope: f"{name}_{scope}" if scope in there else "0" for scope in SCOPES}
    in_period = {scope: f"{name}_{scope}_in" if scope in there else "0" for scope in SCOPES}
    team_paid = f"coalesce(bool_or({run.due}) OVER (PARTITION BY team) AND team IS NOT NULL, FALSE)"
    some_paid = f"bool_or({run.due}) OVER ()"
    paid_here = f"SELECT *, {run.due} AS due, {team_paid} AS team_due, {some_paid} AS some_due FROM {paid.name}"

    def of_people(held: dict[str, str]) -> str:
        chosen = f"WHEN due THEN {held['own']} WHEN team_due THEN {held['team']} WHEN some_due THEN {held['company']}"
        return f"CASE {chosen} ELSE 0 END"

    left_in = f"({name}_in - {of_people(in_period)})"
    left_out = f"({name}_all - {name}_in - ({of_people(taken)} - {of_people(in_period)}))"
    only_team = set(groups.taken) == {"team"}
    why = "CASE WHEN NOT is_active THEN 1 WHEN NOT is_theirs THEN 2"
    why += " WHEN team IS NULL THEN 3 ELSE 4 END" if only_team else " ELSE 4 END"
    rows = run.session.ask(f"SELECT {why} AS why, sum({left_in}), sum({left_out}) FROM ({paid_here}) GROUP BY why")
    words = {1: INACTIVE, 2: OTHERS, 3: NO_TEAM, 4: NOT_TAKEN}
    found = {OUTSIDE: sum(_whole(outside) for _, _, outside in rows)}
    found |= {words[_whole(code)]: _whole(inside) for code, inside, _ in rows}
    return found


def _whole(value: object) -> int:
    return int(str(value or 0))


def rows_of_period(run: BulkRun, paid: PaidInBulk) -> int:
    """How many rows of records lie in the period that is paid."""
    marks = [f"coalesce(sum({groups.name}_in), 0)" for groups in paid.query.facts.groups.values()]
    ((count,),) = run.session.ask(f"SELECT {' + '.join(marks) or '0'} FROM {paid.name}")
    return _whole(count)


def unpaid(run: BulkRun) -> Payroll:
    """Who cannot be paid and why, as a payroll without statements."""
    found = Payroll(tuple(paid.query.period for paid in run.paid))
    for paid in run.paid:
        for key, special in paid.special.items():
            if not isinstance(special, Statement):
                found.leave_out(Payee(key, None, {}), paid.query.period, special)
    return found
