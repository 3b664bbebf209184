"""Pay a plan on tables of a notebook, and explain its lines: one function, for pyarrow, polars, pandas and DuckDB.

    from compdsl.notebook import pay

    paid = pay("csm.comp", {"payees": people, "usage": usage, "renewals": renewals, "upsells": upsells}, "2026-Q1")
    polars.DataFrame(paid)                  # or pandas.DataFrame(paid.lines), or pyarrow.table(paid)
    print(paid.explain("ada", "adoption"))

The tables are read as strictly as files: a binary floating-point number is no amount, an empty cell no nought.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple
from weakref import finalize

from attrs import define

from compdsl import pipeline
from compdsl.diagnostics.problem import Problem, Severity
from compdsl.diagnostics.to_text import draw_problems

if TYPE_CHECKING:
    from compdsl.engines.duckdb.session import Session
    from compdsl.kernel.plan import Plan
    from compdsl.paid.payroll import PaidStatement
    from compdsl.records.data import Data
    from compdsl.records.from_arrow import ArrowTables
    from compdsl.values.period import Period

Engine = Literal["auto", "reference", "duckdb"]


class NotPaid(Exception):  # noqa: N818 - what it carries are the errors
    """Nothing is paid; `problems` say what stands in the way, and so does the text of it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n" + draw_problems(list(problems)))
        self.problems = tuple(problems)


class Line(NamedTuple):
    """What one payee is paid for one component in one period; the amount is exact."""

    payee: str
    period: str
    component: str
    amount: Decimal
    currency: str | None


@define(eq=False)
class Paid:
    """What a plan pays: every line, in the order of the roster and of the plan.

    `warnings` are what is worth a look in plan and data, as text. `engine` is what paid: the evaluator
    (`reference`), one payee after the other, or the database (`duckdb`), all at once.
    """

    lines: list[Line]
    warnings: str
    engine: str
    _plan: "Plan"
    _periods: "Sequence[Period]"
    _data_of: "Callable[[str], Data]"

    @property
    def total(self) -> Decimal:
        """The sum of the lines."""
        return sum((line.amount for line in self.lines), Decimal(0))

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The lines as a stream of Arrow, for `polars.DataFrame(paid)` and its like; amounts are decimals."""
        import pyarrow

        from compdsl.values.currency import places_of

        amount = pyarrow.decimal128(38, places_of(self._plan.currency))
        kinds = {"amount": amount}
        fields = [(name, kinds.get(name, pyarrow.string())) for name in Line._fields]
        table = pyarrow.Table.from_pylist([line._asdict() for line in self.lines], pyarrow.schema(fields))
        return table.__arrow_c_stream__(requested_schema)

    def explain(self, payee: str, component: str | None = None, period: str | None = None) -> str:
        """How the lines of a payee came about, or one of them, to the row of the table and the line of the plan.

        The period has to be said where several were paid. Raises NotPaid where there is no such payee, component or
        period.
        """
        from compdsl.paid.asked import unknown_component, unknown_payee
        from compdsl.paid.payroll import statement_of
        from compdsl.rendered.explain_text import explain_statement
        from compdsl.rendered.people_to_text import not_paid

        data, when = self._data_of(payee), self._when(period)
        unknown = unknown_payee(self._plan, data, payee) or unknown_component(self._plan, component)
        if unknown is not None:
            raise NotPaid([unknown])
        found = statement_of(self._plan, data, when, payee)
        if found is None:
            return not_paid(self._plan, data, when, payee)
        if isinstance(found, list):
            raise NotPaid(found)
        return explain_statement(self._plan, found, _unpainted, component)

    def _when(self, period: str | None) -> "Period":
        if period is not None:
            return _asked(self._plan, period)
        if len(self._periods) != 1:
            names = ", ".join(map(str, self._periods))
            raise ValueError(f"several periods were paid, {names}: say which one is meant")
        return self._periods[0]


def pay(plan: str | Path, tables: Mapping[str, object], period: str | None = None, *, engine: Engine = "auto") -> Paid:
    """Pay everybody of the roster whom a plan is for.

    `plan` is the path of a plan file, or the text of a plan. `tables` are the roster, `payees`, and what else the plan
    reads, each by its name: anything with `__arrow_c_stream__`. Without a period every one of the data is paid.
    Raises NotPaid where the plan has a mistake, a row cannot be read or somebody lacks the data that is needed:
    nothing is paid then.
    """
    from compdsl.engines.choosing import is_large, is_there
    from compdsl.records.from_arrow import ArrowTables

    lowered, found = _opened(plan)
    place = ArrowTables(tables)
    when = _asked(lowered, period) if period is not None else None
    is_bulk = engine == "duckdb" or (engine == "auto" and is_large(place, lowered.schema.tables))
    if is_bulk and is_there("duckdb"):
        paid = _in_bulk(lowered, place, when, found)
        if paid is not None:
            return paid
    return _one_by_one(lowered, place, when, found)


def _opened(plan: str | Path) -> "tuple[Plan, list[Problem]]":
    """The plan ready to be paid, and its warnings."""
    from compdsl.cli.checking import check_file
    from compdsl.cli.used_files import FilesOnDisk
    from compdsl.source.files import SUFFIX
    from compdsl.source.from_bytes import source_from_bytes

    if isinstance(plan, Path) or (plan.endswith(SUFFIX) and "\n" not in plan):
        checking = check_file(str(plan))
    else:
        source, found = source_from_bytes(plan.encode(), "plan.comp")
        checking = pipeline.Checking(source, None, found) if found else pipeline.check(source, FilesOnDisk("-"))
    if checking.plan is None:
        raise NotPaid(checking.problems)
    if checking.variants:
        raise ValueError("a plan with variants is paid from its folder, by `compdsl pay`")
    why = pipeline.stands_in_the_way(checking.plan)
    if why is not None:
        raise NotPaid([why])
    return pipeline.lower(checking.plan), checking.problems


def _asked(plan: "Plan", period: str) -> "Period":
    from compdsl.paid.periods import period_asked

    found = period_asked(plan, period)
    if isinstance(found, Problem):
        raise NotPaid([found])
    return found


def _one_by_one(plan: "Plan", tables: "ArrowTables", when: "Period | None", found: list[Problem]) -> Paid:
    """Pay by the evaluator."""
    from compdsl.cli.one_run import rows_to_pay
    from compdsl.cli.runs import period_without_rows
    from compdsl.cli.statuses import Refused
    from compdsl.paid.payroll import run_payroll

    reading = pipeline.read_data(tables, plan, keeps_refused=False)
    if reading.data is None or not reading.is_clean:
        raise NotPaid(reading.problems)
    data = reading.data
    try:
        periods = [when] if when is not None else list(rows_to_pay(plan, data)[0])
    except Refused as refused:
        raise NotPaid(refused.problems) from None
    payroll = run_payroll(plan, data, periods)
    if payroll.unpaid:
        without = period_without_rows(plan, data, when) if when is not None else None
        raise NotPaid([without] if without is not None else payroll.problems)
    told = [*found, *reading.problems, *pipeline.warnings_of(plan, data)]
    lines = list(_lines(plan, payroll.statements))
    return Paid(lines, _warnings(told), "reference", plan, periods, lambda _: data)


def _in_bulk(plan: "Plan", tables: "ArrowTables", when: "Period | None", found: list[Problem]) -> Paid | None:
    """Pay by the database; None where the evaluator is to pay, or to say what stands in the way."""
    from compdsl.engines.beyond import BeyondQuery, RefusedRows, TooWide
    from compdsl.engines.duckdb.run import Differs
    from compdsl.engines.duckdb.session import open_session

    session = open_session()
    try:
        paid = _paid_by(session, plan, tables, when, found)
    except (BeyondQuery, RefusedRows, TooWide):
        paid = None
    except Differs:
        message = (
            "the database and the evaluator do not come to the same: a mistake of compdsl; engine='reference' pays"
        )
        raise RuntimeError(message) from None
    finally:
        if "paid" not in locals() or paid is None:
            session.close()
    if paid is not None:
        finalize(paid, session.close)
    return paid


def _paid_by(
    session: "Session", plan: "Plan", tables: "ArrowTables", when: "Period | None", found: list[Problem]
) -> Paid | None:
    from compdsl.engines.duckdb.outcome import BulkPayroll, unpaid
    from compdsl.engines.duckdb.reading import BulkReading
    from compdsl.engines.duckdb.run import open_run
    from compdsl.engines.duckdb.store import Store
    from compdsl.paid.periods import periods_of_days

    reading = BulkReading(session, tables, plan.schema, plan.period, plan.calendar)
    reading.store = Path(session.folder.name)
    run = open_run(plan, reading)
    periods = [when] if when is not None else list(periods_of_days(plan, reading.rows_by_day()))
    if len(periods) != 1:
        return None
    run.pay(periods[0])
    if unpaid(run).unpaid:
        return None
    lines = list(_lines(plan, BulkPayroll(run, tuple(periods)).each()))
    reading.look_at_files()
    if reading.errors:
        return None
    told = _warnings([*found, *reading.problems, *run.warnings()])
    store, inputs = Store(session, reading.store, plan), reading.inputs()
    return Paid(lines, told, "duckdb", plan, periods, lambda payee: store.data(payee, inputs))


def _lines(plan: "Plan", statements: "Sequence[PaidStatement] | Iterator[PaidStatement]") -> Iterator[Line]:
    from compdsl.values.currency import places_of
    from compdsl.values.figures import plain

    places = places_of(plan.currency)
    for statement in statements:
        for line in statement.lines:
            amount = Decimal(plain(line.amount, places))
            yield Line(statement.payee, statement.period.label, line.component, amount, plan.currency)


def _warnings(found: Sequence[Problem]) -> str:
    warnings = [one for one in found if one.severity is Severity.WARNING]
    return draw_problems(warnings) if warnings else ""


def _unpainted(text: str, _: str) -> str:
    return text
