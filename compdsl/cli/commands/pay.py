"""Pay a plan: every line of every payee to the cent; what cannot be paid on is named, and nothing half written."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

import click

from compdsl.cli.checking import holds_several
from compdsl.cli.one_run import (
    Run,
    all_periods,
    asked,
    left_out,
    manifest_of,
    open_data,
    open_plan,
    paid,
    traces,
    used_by,
)
from compdsl.cli.places import PAID_HELP
from compdsl.cli.plan_and_data import PlanAndData
from compdsl.cli.run_told import tell, tell_written
from compdsl.cli.statuses import Status
from compdsl.cli.terminal import Terminal
from compdsl.engines.choosing import ENGINES

if TYPE_CHECKING:
    from compdsl.cli.pay_files import LeftOut

WRITTEN_AT_ONCE = 1_000
"""How many lines or statements are handed over together."""

OUTPUT_FORMS = ("text", "csv", "json")


@click.command(
    cls=PlanAndData,
    epilog="Example: compdsl pay csm.comp data --period 2026-Q1  —  statements to read; "
    "compdsl pay csm.comp data -o run --quarantine left-out.csv  —  files to keep; "
    "compdsl pay plans/ data -o run  —  all plans of a folder.",
)
@click.argument("plan")
@click.argument("data")
@click.option("--period", metavar="PERIOD", help="The period, such as 2026-Q1; without it every period of the data.")
@click.option("--format", "form", type=click.Choice(OUTPUT_FORMS), help="How lines are written; text if not said.")
@click.option("-o", "--out", metavar="DIR", help="Write lines.csv, trace.jsonl and manifest.json there, all or none.")
@click.option("--quarantine", metavar="FILE", help="Pay the others; write refused rows and unpaid payees to FILE.")
@click.option("--paid", "before", multiple=True, metavar="PATH", help=PAID_HELP)
@click.option("--engine", type=click.Choice(ENGINES), default="auto", help="What pays: chosen by the size of DATA.")
@click.option("--memory-limit", metavar="SIZE", help="The most memory of a run in bulk, such as 4GB.")
@click.option("--threads", type=click.IntRange(1, 256), metavar="N", help="The threads of a run in bulk.")
@click.option("--spark-master", metavar="URL", help="The Spark to pay with; all cores of this machine if not said.")
@click.pass_obj
def command(
    terminal: Terminal,
    plan: str,
    data: str,
    period: str | None,
    form: str | None,
    out: str | None,
    quarantine: str | None,
    before: tuple[str, ...],
    engine: str,
    memory_limit: str | None,
    threads: int | None,
    spark_master: str | None,
) -> Status:
    """Pay everybody of the roster who is active in the period and whom the plan is for.

    PLAN is a plan file or - for standard input. DATA is the folder of its records, an SQLite file, or the address of
    a PostgreSQL database, postgresql://user@host/database. Lines go to standard output, or to files with -o. One row
    that cannot be read, or one payee without the data that is needed, stops the run before anything is written,
    unless --quarantine says where to write what is left out; the status is then 1 where something was.

    PLAN may also be a folder of plans, all of which are paid on the same records. Each payee has one plan, by
    what stands behind its `for`; who has none is named, and who has two stops the run. With -o each plan has a
    folder of its name. A plan that pays by the month is paid for the months within --period.

    With --paid a period that was paid before is not paid again: where it comes to another amount now, a line such
    as `sales for 2026-Q1` makes up for the difference.
    """
    from compdsl.cli.bulk_run import Asked, pay_in_bulk
    from compdsl.cli.pay_files import inputs_of
    from compdsl.cli.places import earlier_run, refuse_places
    from compdsl.cli.runs import refuse_other_kinds

    refuse_places(plan, data, out, quarantine, before)
    if holds_several(plan):
        from compdsl.cli.folder_run import pay_folder

        return pay_folder(plan, data, period, form, out, quarantine, before, terminal)
    earlier = earlier_run(out) if out is not None else None
    lowered = open_plan(plan, terminal)
    when = asked(lowered, period)
    limits = (quarantine is not None, bool(before), memory_limit, threads, spark_master)
    done = pay_in_bulk(Asked(engine, lowered, plan, data, when, form, out, *limits), terminal)
    if done is not None:
        if out is not None:
            beside = "" if engine == "spark" else ", and the rows they were made of"
            tell_written(out, earlier, f"lines.csv, manifest.json{beside}", terminal)
        return done
    reading = open_data(data, lowered, terminal, quarantine is not None, before)
    assert reading.data is not None
    periods = [when] if when is not None else all_periods(lowered, reading.data, terminal)
    refuse_other_kinds(lowered, periods, reading.data)
    run = paid(lowered, reading, periods, terminal, quarantine is not None)
    inputs = inputs_of(plan, used_by(lowered), data, reading.data)
    rows = left_out(run, reading.refused, quarantine) if quarantine is not None else None
    _write(run, form, out, inputs, rows, terminal)
    tell(run, reading, form if form or out else "text", quarantine, terminal)
    if out is not None:
        tell_written(out, earlier, "lines.csv, trace.jsonl, manifest.json", terminal)
    return Status.FINDINGS if run.payroll.unpaid or reading.refused else Status.CLEAN


def _write(
    run: Run,
    form: str | None,
    out: str | None,
    inputs: Sequence[str],
    left_out: "LeftOut | None",
    terminal: Terminal,
) -> None:
    if out is None and left_out is not None:
        from compdsl.cli.pay_files import write_left_out

        write_left_out(left_out, inputs, terminal)
    if out is not None:
        from compdsl.cli.pay_files import write_run
        from compdsl.rendered.to_csv import payroll_to_csv

        lines = payroll_to_csv(run.plan, run.payroll)
        write_run(out, lines, traces(run, terminal), partial(manifest_of, run), inputs, left_out, terminal)
    if form is not None or out is None:
        pieces = _pieces(run, form, terminal)
        while several := "".join(islice(pieces, WRITTEN_AT_ONCE)):
            terminal.data(several)


def _pieces(run: Run, form: str | None, terminal: Terminal) -> Iterator[str]:
    if form == "csv":
        from compdsl.rendered.to_csv import payroll_to_csv

        return payroll_to_csv(run.plan, run.payroll)
    if form == "json":
        from compdsl.rendered.to_json import payroll_to_json

        return payroll_to_json(run.plan, run.payroll)
    from compdsl.rendered.statement_to_text import payroll_to_text

    return payroll_to_text(run.plan, run.payroll, terminal.paint_data)
