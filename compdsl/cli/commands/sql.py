"""Write a plan as one query for a warehouse: readable, exact, for tables of your own."""

from typing import TYPE_CHECKING

import click

from compdsl.cli.checking import holds_several
from compdsl.cli.statuses import Exit, Status
from compdsl.cli.terminal import Terminal

if TYPE_CHECKING:
    from compdsl.kernel.plan import Plan
    from compdsl.values.period import Period

DIALECTS = ("duckdb", "postgres", "spark", "databricks", "snowflake", "bigquery")
MOST_DECIMALS = 9


@click.command(
    epilog="Example: compdsl sql csm.comp --period 2026-Q1 > csm.sql  —  for DuckDB; "
    "compdsl sql csm.comp --period 2026-Q1 --dialect postgres | psql  —  run it at once.",
)
@click.argument("plan")
@click.option("--period", required=True, metavar="PERIOD", help="The period that is paid, such as 2026-Q1.")
@click.option("--dialect", type=click.Choice(DIALECTS), default="duckdb", help="The database it is for.")
@click.option(
    "--decimals",
    type=click.IntRange(0, MOST_DECIMALS),
    default=4,
    metavar="N",
    help="How many decimals numbers have at most that are no money and no counts; 4 if not said.",
)
@click.pass_obj
def command(terminal: Terminal, plan: str, period: str, dialect: str, decimals: int) -> Status:
    """Write a query that pays PLAN in a period, to be read, and to be run where the records are.

    It reads a table `payees`, one for each `records` block of the plan, and `measures` for a plan without records, of
    typed columns: decimal or integer, date, text, boolean. It gives the lines of `lines.csv`, in the order of payees.
    Every figure is worked out in whole numbers; a row that cannot be paid on stops the query, in words. The databases
    it is run on in our tests are DuckDB, PostgreSQL and Spark; it is written for the others by their manuals.

    No data is read. A plan that no query works out is refused, with the reason.
    """
    from compdsl.cli.one_run import asked, open_plan
    from compdsl.engines.beyond import BeyondQuery, TooWide

    if holds_several(plan):
        raise Exit(
            Status.USAGE, "PLAN is several plans, and a query pays one: name the file of a plan without variants."
        )
    lowered = open_plan(plan, terminal)
    when = asked(lowered, period)
    assert when is not None
    try:
        terminal.data(_query(lowered, when, dialect, decimals))
    except BeyondQuery as beyond:
        raise Exit(Status.USAGE, f"There is no query of `{lowered.name}`: {beyond.why}. compdsl pay pays it.") from None
    except TooWide:
        why = "its figures need more digits than the numbers of the database have"
        raise Exit(Status.USAGE, f"There is no query of `{lowered.name}`: {why}. compdsl pay pays it.") from None
    return Status.CLEAN


def _query(plan: "Plan", period: "Period", dialect: str, decimals: int) -> str:
    from compdsl.engines.sql.query import plan_to_sql
    from compdsl.engines.sql.warehouses import WAREHOUSES

    return plan_to_sql(plan, period, WAREHOUSES[dialect], decimals)
