"""A run in bulk: chosen where there is much to pay on, and left to the evaluator where a query cannot pay a plan."""

import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from compdsl.cli.data_place import place_of
from compdsl.cli.files import shown_path
from compdsl.cli.problems import cannot_write
from compdsl.cli.statuses import Exit, Refused, Status
from compdsl.cli.terminal import Terminal
from compdsl.diagnostics.problem import Cell
from compdsl.engines.beyond import BeyondQuery, ReadOneByOne, RefusedRows, TooWide
from compdsl.engines.choosing import is_large, is_there
from compdsl.records.problems_of_tables import changed_meanwhile

if TYPE_CHECKING:
    from compdsl.engines.duckdb.outcome import BulkPayroll
    from compdsl.engines.duckdb.run import BulkRun
    from compdsl.kernel.plan import Plan
    from compdsl.paid.of_roster import OfRoster
    from compdsl.paid.rows import RowCount
    from compdsl.records.data import InputFile
    from compdsl.records.refused import FileCount
    from compdsl.values.period import Period


SIZE = re.compile(r"[1-9][0-9]*(\.[0-9]+)? ?(KB|MB|GB|TB|KiB|MiB|GiB|TiB)")
"""How the most memory of a run is written."""


@frozen(eq=False)
class Asked:
    """What a run is asked for: the engine, the plan and its file, the data, the period, the form, where to write."""

    engine: str
    plan: "Plan"
    path: str
    data: str
    period: "Period | None"
    form: str | None
    out: str | None
    leaves_out: bool
    has_before: bool
    memory_limit: str | None
    threads: int | None
    spark_master: str | None = None


@frozen(eq=False)
class Done:
    """What a run in bulk came to: what is paid, the rows, whom the plan is for, the rows of periods, the files."""

    payroll: "BulkPayroll"
    rows: "Sequence[RowCount]"
    people: "OfRoster"
    period_rows: "Mapping[Period, int]"
    files: "Sequence[InputFile]"
    counts: "Sequence[FileCount]"


def pay_in_bulk(asked: Asked, terminal: Terminal) -> Status | None:
    """Pay by a database; None where the evaluator is to pay, one payee at a time."""
    if asked.engine == "reference" or (
        asked.engine == "auto" and not is_large(place_of(asked.data), asked.plan.schema.tables)
    ):
        return None
    if not is_there("duckdb"):
        if asked.engine == "auto":
            return None
        raise Exit(Status.USAGE, f"--engine {asked.engine} needs the extra `duckdb`: pip install 'compdsl[duckdb]'")
    if asked.engine == "spark":
        _refuse_without_spark()
    try:
        return _pay(asked, terminal)
    except ReadOneByOne as rows:
        terminal.talk(f"Paid one payee at a time, as {rows.why}.")
        return None
    except BeyondQuery as beyond:
        why = beyond.why
    except TooWide:
        why = "its figures need more digits than the numbers of a database have"
    if asked.engine != "auto":
        raise Exit(Status.USAGE, f"Not paid by {asked.engine}: {why}. Without --engine it is paid one payee at a time.")
    terminal.talk(f"Paid one payee at a time, as {why}.")
    return None


def _refuse_without_spark() -> None:
    from compdsl.cli.java import has_java

    if not is_there("pyspark"):
        raise Exit(Status.USAGE, "--engine spark needs the extra `spark`: pip install 'compdsl[spark]'")
    if not has_java():
        raise Exit(Status.USAGE, "--engine spark needs Java 17 or later: `java` on the path, or JAVA_HOME.")


def _pay(asked: Asked, terminal: Terminal) -> Status:
    from compdsl.cli.runs import tell_warnings
    from compdsl.engines.duckdb.outcome import BulkPayroll, count_rows, of_roster, rows_of_period

    if asked.leaves_out or asked.has_before:
        raise BeyondQuery("rows are left out" if asked.leaves_out else "it was paid before")
    with _run(asked, terminal) as run:
        period = asked.period or _only_period(asked, run)
        paid = run.pay(period)
        for file in run.reading.files.values():
            if file.has_changed:
                raise Refused(evolve(changed_meanwhile(), cell=Cell(shown_path(str(file.path)))))
        run.reading.look_at_files()
        if run.reading.errors:
            raise RefusedRows
        tell_warnings([*run.reading.problems, *run.warnings()], terminal)
        _refuse_unpaid(asked, run, period, terminal)
        done = Done(
            BulkPayroll(run, (period,)), count_rows(run), of_roster(run), {period: rows_of_period(run, paid)},
            run.reading.inputs(), run.reading.counts(),
        )  # fmt: skip
        _write(asked, run, done, terminal)
        _tell(asked, done, terminal)
        told = f"{paid.sampled + paid.on_edges:,} lines were worked out twice"
        by = "spark" if asked.engine == "spark" else "duckdb"
        terminal.talk(f"Paid by {by}; {told}, and came to the same.\n")
    return Status.CLEAN


@contextmanager
def _run(asked: Asked, terminal: Terminal) -> "Iterator[BulkRun]":
    import duckdb

    from compdsl.cli.one_run import stop_refused
    from compdsl.cli.steps import Steps
    from compdsl.engines.duckdb.reading import BulkReading
    from compdsl.engines.duckdb.run import Differs, open_run
    from compdsl.engines.duckdb.session import open_session

    if asked.memory_limit is not None and not SIZE.fullmatch(asked.memory_limit):
        raise Exit(Status.USAGE, f"--memory-limit {asked.memory_limit!r} is no size. Write one such as 4GB or 800MB.")
    session, watching = open_session(asked.memory_limit, asked.threads), terminal.watching()
    if watching is not None:
        session.on_progress = Steps(watching).tell
    store = _store(asked.out) if asked.out is not None else None
    try:
        plan = asked.plan
        reading = BulkReading(session, place_of(asked.data), plan.schema, plan.period, plan.calendar)
        reading.store = Path(store.name) if store is not None else None
        reading.keeps_rows = asked.engine != "spark"
        if asked.engine == "spark":
            from compdsl.engines.spark.run import open_spark_run
            from compdsl.engines.spark.session import open_spark

            yield open_spark_run(plan, reading, open_spark(asked.spark_master), has_exact=asked.form == "json")
        else:
            yield open_run(plan, reading, has_exact=asked.form == "json")
    except RefusedRows:
        reading.look_at_files()
        found = reading.problems, reading.errors, reading.warnings
        stop_refused(*found, terminal, may_pay_others=not reading.is_blocked)
    except duckdb.OutOfMemoryException:
        limit = asked.memory_limit or "there is"
        raise Exit(
            Status.CANNOT, f"The run needs more memory than {limit}, also with what it keeps on the disk."
        ) from None
    except duckdb.IOException as error:
        reason = str(error).partition("\n")[0]
        raise Refused(cannot_write(shown_path(asked.out or tempfile.gettempdir()), reason)) from error
    except Differs:
        message = "The database and the evaluator do not come to the same, so nothing was paid and nothing written."
        raise Exit(Status.DEFECT, f"{message}\nThis is a mistake of compdsl. --engine reference pays.") from None
    finally:
        session.close()
        if store is not None:
            store.cleanup()


def _store(out: str) -> "TemporaryDirectory[str]":
    """A folder beside the one that a run is written to, for what will be moved there."""
    beside = Path(out).absolute().parent
    there = next(one for one in (beside, *beside.parents) if one.is_dir())
    try:
        return TemporaryDirectory(prefix=".compdsl-", dir=there, ignore_cleanup_errors=True)
    except OSError as error:
        raise Refused(cannot_write(shown_path(out), error.strerror or type(error).__name__)) from error


def _only_period(asked: Asked, run: "BulkRun") -> "Period":
    from compdsl.paid.periods import periods_of_days

    found = periods_of_days(asked.plan, run.reading.rows_by_day())
    if len(found) != 1:
        raise BeyondQuery("the data holds rows of several periods" if found else "the data holds no rows to pay on")
    return next(iter(found))


def _refuse_unpaid(asked: Asked, run: "BulkRun", period: "Period", terminal: Terminal) -> None:
    """Stop where somebody lacks the data that is needed."""
    from compdsl.cli.one_run import stop_unpaid
    from compdsl.engines.duckdb.outcome import rows_of_period, unpaid

    found = unpaid(run)
    if found.unpaid:
        if not rows_of_period(run, run.paid[0]):
            raise ReadOneByOne(f"the data holds no rows of {period}")
        stop_unpaid(found, terminal)


def _write(asked: Asked, run: "BulkRun", done: Done, terminal: Terminal) -> None:
    from compdsl.cli.pay_files import write_bulk

    if asked.out is not None:
        inputs = [asked.path, *(one.path for one in asked.plan.source.files[1:])]
        inputs += [str(file.path) for file in run.reading.files.values()]
        manifest = partial(_manifest, asked, done)
        lines = done.payroll.lines_file
        assert lines is not None
        write_bulk(asked.out, [lines, *run.reading.stored], manifest, inputs, terminal)
    if asked.form is not None or asked.out is None:
        for piece in _pieces(asked, done.payroll, terminal):
            terminal.data(piece)


def _manifest(asked: Asked, done: Done, digests: Mapping[str, str]) -> str:
    from compdsl.paid.left_out import AmountsLeftOut
    from compdsl.rendered.to_json import manifest_to_json

    nothing = AmountsLeftOut(0, 0, (), ())
    facts = (asked.plan, done.files, done.payroll, done.rows, nothing, None)
    return manifest_to_json(*facts, done.period_rows, done.people, (), digests)


def _pieces(asked: Asked, payroll: "BulkPayroll", terminal: Terminal) -> Iterator[str]:
    from compdsl.rendered.statement_to_text import payroll_to_text
    from compdsl.rendered.to_json import payroll_to_json

    if asked.form == "csv":
        return payroll.to_csv()
    if asked.form == "json":
        return payroll_to_json(asked.plan, payroll)
    return payroll_to_text(asked.plan, payroll, terminal.paint_data)


def _tell(asked: Asked, done: Done, terminal: Terminal) -> None:
    from compdsl.cli.run_told import tell_taken_back
    from compdsl.cli.runs import blank_ends
    from compdsl.rendered.people_to_text import of_roster_to_text
    from compdsl.rendered.rows_to_text import rows_to_text
    from compdsl.rendered.statement_to_text import summary

    words = rows_to_text(done.rows) + blank_ends(done.counts) + of_roster_to_text(asked.plan, done.people)
    if asked.form != "text" and (asked.form or asked.out):
        words += summary(asked.plan, done.payroll)
    terminal.talk(words)
    tell_taken_back(asked.plan, done.payroll, terminal)
