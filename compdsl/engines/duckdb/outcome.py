"""What a run in bulk paid, in the forms that the rest of the program asks for: statements, lines as text, counts."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import chain
from pathlib import Path
from typing import Any

from attrs import define

from compdsl.engines.duckdb.run import BulkRun, PaidInBulk
from compdsl.engines.duckdb.some_people import some_people
from compdsl.engines.duckdb.text_of_lines import texts_of
from compdsl.engines.groups import SCOPES, Groups
from compdsl.engines.relations import Relation
from compdsl.paid.lines import Statement
from compdsl.paid.of_roster import OfRoster, columns_asked
from compdsl.paid.of_roster import of_roster as of_some
from compdsl.paid.payroll import PaidLine, PaidStatement, Payroll, run_payroll
from compdsl.paid.rows import INACTIVE, NO_TEAM, NOT_TAKEN, OTHERS, OUTSIDE, REASONS, UNUSED, RowCount
from compdsl.paid.rows import count_rows as rows_of_run
from compdsl.records.data import Payee
from compdsl.records.refused import FileCount
from compdsl.rendered.to_csv import HEADER, row_to_csv
from compdsl.values.currency import places_of
from compdsl.values.exact import Exact
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
        return self.run.session.many(asked, AT_ONCE)

    # Lines as text

    def to_csv(self) -> Iterator[str]:
        """The lines as text, many at once."""
        yield row_to_csv(HEADER)
        for paid in self.run.paid:
            for rows in self.run.session.many(texts_of(self.run, paid), AT_ONCE):
                yield "\n".join([*(text for (text,) in rows), ""])

    @property
    def lines_file(self) -> Path | None:
        """The file with the lines, where they were written to one as they were paid."""
        return self.run.paid[0].written


@define
class Statements:
    """The statements of a run in bulk, to be gone through."""

    payroll: BulkPayroll

    def __iter__(self) -> Iterator[PaidStatement]:
        return self.payroll.each()


def _amount(units: int, over: int) -> Exact:
    return units // over if units % over == 0 else Fraction(units, over)


# What became of the rows


def count_rows(run: BulkRun) -> list[RowCount]:
    """What became of the rows of each file that was read, as `paid/rows.py` counts them."""
    (paid,) = run.paid
    several = _of_several(run, paid)
    found = [_in_order("payees", run, _of_roster(run, paid), several)]
    for block, relation in run.all_relations.items():
        groups = paid.query.facts.groups[relation.name]
        if not groups.taken:
            reasons = {UNUSED: run.reading.rows_in(block)}
            found.append(_in_order(block, run, reasons, {}))
            continue
        reasons = _of_nobody(run, relation, groups) if run.is_of_nobody(block) else _reasons(run, paid, groups)
        reasons[UNUSED] = run.reading.left_out.get(block, 0)
        found.append(_in_order(block, run, reasons, several))
    return found


def _in_order(
    stem: str, run: BulkRun, reasons: Mapping[str, int], several: Mapping[str, Mapping[str, int]]
) -> RowCount:
    """The count of a file; with the rows of people who have several in the roster."""
    name, more = run.reading.files[stem].name, several.get(run.reading.files[stem].name, {})
    whole = {reason: reasons.get(reason, 0) + more.get(reason, 0) for reason in REASONS}
    return RowCount(name, run.reading.rows_in(stem), {reason: count for reason, count in whole.items() if count})


def _of_several(run: BulkRun, paid: PaidInBulk) -> dict[str, Mapping[str, int]]:
    """What became of the rows of people with several rows in the roster, as the evaluator counts them."""
    keys = [str(key) for (key,) in run.session.ask(f"SELECT payee FROM {paid.name} WHERE is_several")]
    if not keys:
        return {}
    data = some_people(run.reading, keys)
    payroll = run_payroll(run.plan, data, (paid.query.period,))
    read = [FileCount(file.name, 0, 0, 0) for file in run.reading.files.values()]
    return {one.file: one.left_out for one in rows_of_run(run.plan, data, payroll, read)}


def _of_nobody(run: BulkRun, relation: Relation, groups: Groups) -> dict[str, int]:
    """What became of rows that are nobody's: figures of the company are made of them."""
    marks = groups.marks(run.paid[0].query.period)
    chosen = [marks[f"{groups.name}_{name}"] for name in ("all", "in", "company", "company_in")]
    counts = groups.stages.select([(text, f"n{at}") for at, text in enumerate(chosen)])
    ((read, inside, taken, taken_in),) = run.session.ask(counts)
    assert groups.stages.source == relation.name
    return {OUTSIDE: read - inside - (taken - taken_in), NOT_TAKEN: inside - taken_in}


def _of_roster(run: BulkRun, paid: PaidInBulk) -> dict[str, int]:
    asked = "count(*) FILTER (WHERE NOT is_active), count(*) FILTER (WHERE is_active AND NOT is_theirs)"
    ((inactive, others),) = run.session.ask(f"SELECT {asked} FROM {paid.name} WHERE NOT is_several")
    return {INACTIVE: _whole(inactive), OTHERS: _whole(others)}


def _reasons(run: BulkRun, paid: PaidInBulk, groups: Groups) -> dict[str, int]:
    """How many rows of a block are left out for which reason."""
    there = [scope for scope in SCOPES if any(groups.taken.get(one) for one in SCOPES[SCOPES.index(scope) :])]
    name = groups.name
    taken = {scope: f"{name}_{scope}" if scope in there else "0" for scope in SCOPES}
    in_period = {scope: f"{name}_{scope}_in" if scope in there else "0" for scope in SCOPES}
    ((others,),) = run.session.ask(f"SELECT count(*) FROM {paid.name} WHERE NOT ({run.due})")
    if not others or set(groups.taken) == {"own"}:
        team_paid = some_paid = "FALSE"
    else:
        team_paid, some_paid = _paid_beside(run)
    paid_here = f"SELECT *, {run.due} AS due, {team_paid} AS team_due, {some_paid} AS some_due FROM {paid.name}"

    def of_people(held: dict[str, str]) -> str:
        chosen = f"WHEN due THEN {held['own']} WHEN team_due THEN {held['team']} WHEN some_due THEN {held['company']}"
        return f"CASE {chosen} ELSE 0 END"

    left_in = f"({name}_in - {of_people(in_period)})"
    left_out = f"({name}_all - {name}_in - ({of_people(taken)} - {of_people(in_period)}))"
    only_team = set(groups.taken) == {"team"}
    why = "CASE WHEN NOT is_active THEN 1 WHEN NOT is_theirs THEN 2"
    why += " WHEN team IS NULL THEN 3 ELSE 4 END" if only_team else " ELSE 4 END"
    rows = run.session.ask(
        f"SELECT {why} AS why, sum({left_in}), sum({left_out}) FROM ({paid_here}) WHERE NOT is_several GROUP BY why"
    )
    words = {1: INACTIVE, 2: OTHERS, 3: NO_TEAM, 4: NOT_TAKEN}
    found = {OUTSIDE: sum(_whole(outside) for _, _, outside in rows)}
    found |= {words[_whole(code)]: _whole(inside) for code, inside, _ in rows}
    return found


def _paid_beside(run: BulkRun) -> tuple[str, str]:
    """Whether somebody of the team is paid, and whether anybody is."""
    in_team = f"coalesce(bool_or({run.due}) OVER (PARTITION BY team) AND team IS NOT NULL, FALSE)"
    return in_team, f"bool_or({run.due}) OVER ()"


def _whole(value: object) -> int:
    return int(str(value or 0))


def rows_of_period(run: BulkRun, paid: PaidInBulk) -> int:
    """How many rows of records lie in the period that is paid."""
    found = 0
    for block, relation in run.all_relations.items():
        groups = paid.query.facts.groups[relation.name]
        asked = f"SELECT sum({groups.name}_in) FROM {paid.name}"
        if run.is_of_nobody(block):
            within = groups.within(paid.query.period)
            asked = groups.stages.select([(f"count(*) FILTER (WHERE {within})", "rows")])
        ((count,),) = run.session.ask(asked)
        found += _whole(count)
    return found


def unpaid(run: BulkRun) -> Payroll:
    """Who cannot be paid and why, as a payroll without statements."""
    found = Payroll(tuple(paid.query.period for paid in run.paid))
    for paid in run.paid:
        for key, special in paid.special.items():
            if not isinstance(special, Statement):
                found.leave_out(Payee(key, None, {}), paid.query.period, special)
    return found


def of_roster(run: BulkRun) -> OfRoster:
    """Who of the active people of the roster the plan is for, and the others with what the plan asks of them."""
    (paid,) = run.paid
    where = "is_active AND NOT is_several"
    ((theirs,),) = run.session.ask(f"SELECT count(*) FROM {paid.name} WHERE {where} AND is_theirs")
    columns = [name for name in columns_asked(run.plan) if name not in ("payee", "team")]
    chosen = ", ".join(["place", "payee", "team", *(f'"field_{name}"' for name in columns)])
    others = {
        place: Payee(key, team, dict(zip(columns, held, strict=True)))
        for place, key, team, *held in run.session.ask(
            f"SELECT {chosen} FROM {paid.name} WHERE {where} AND NOT is_theirs"
        )
    }
    several = dict(run.session.ask(f"SELECT payee, place FROM {paid.name} WHERE is_several"))
    if not several:
        return OfRoster(_whole(theirs), tuple(others[place] for place in sorted(others)), ())
    more = of_some(run.plan, some_people(run.reading, list(several)), [paid.query.period])
    others |= {several[one.key]: one for one in more.others}
    return OfRoster(_whole(theirs) + more.theirs, tuple(others[place] for place in sorted(others)), more.in_part)
