"""Explain a payee's lines: how each came about, to the source row and the plan line."""

from typing import TYPE_CHECKING

import click

from compdsl.cli.checking import holds_several
from compdsl.cli.earlier_runs import runs_of_one
from compdsl.cli.places import PAID_HELP
from compdsl.cli.plan_and_data import PlanAndData
from compdsl.cli.statuses import Exit, Refused, Status
from compdsl.cli.terminal import Terminal

if TYPE_CHECKING:
    from compdsl.kernel.plan import Plan
    from compdsl.paid.lines import Statement
    from compdsl.records.data import Data


@click.command(
    cls=PlanAndData,
    epilog="Example: compdsl explain csm.comp data ada --period 2026-Q1  —  every line of ada; "
    "compdsl explain csm.comp data ada --line adoption --format markdown  —  one line, for a message.",
)
@click.argument("plan")
@click.argument("data")
@click.argument("payee")
@click.option("--period", metavar="PERIOD", help="The period, such as 2026-Q1; where there is only one it is found.")
@click.option("--line", "component", metavar="COMPONENT", help="This line only; `total` for their sum and its limits.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", help="How it is told."
)
@click.option("--paid", multiple=True, metavar="PATH", help=PAID_HELP)
@click.pass_obj
def command(
    terminal: Terminal,
    plan: str,
    data: str,
    payee: str,
    period: str | None,
    component: str | None,
    form: str,
    paid: tuple[str, ...],
) -> Status:
    """Explain the lines of PAYEE in one period: what counted, what did not, and every step to the amount.

    PLAN is a plan file, or a folder of plans of which those are explained that pay PAYEE, a key of the roster; DATA is
    the folder of the records, a database as for pay, or the folder of a run in bulk. With --paid, a line such as
    `sales for 2026-Q1` is explained by what was paid for that period, where it stands, and how it comes to another
    amount now.
    """
    from compdsl.cli.runs import one_period, open_data, open_plan
    from compdsl.cli.stored_run import rows_of, stored_run
    from compdsl.cli.when_paid import paid_already, recall
    from compdsl.paid.asked import unknown_component, unknown_payee
    from compdsl.paid.lines import TOTAL
    from compdsl.paid.payroll import statement_of
    from compdsl.rendered.people_to_text import not_paid
    from compdsl.source.characters import visible

    if holds_several(plan):
        from compdsl.cli.folder_explain import explain_folder

        def of_plan(one: "Plan", found: "Statement", records: "Data") -> str:
            return _written(form, one, found, component, records, terminal)

        told = explain_folder(plan, data, payee, period, component, paid, terminal, of_plan)
        terminal.data(f'{{"version": 1, "plans": [\n{",".join(told)}]}}\n' if form == "json" else "\n\n".join(told))
        return Status.CLEAN
    lowered, _ = open_plan(plan)
    run = stored_run(data)
    records = rows_of(run, lowered, payee) if run is not None else open_data(data, lowered, terminal, paid)
    period = period or (run.only_period if run is not None else None)
    found = unknown_payee(lowered, records, payee) or unknown_component(lowered, component)
    if found is not None:
        raise Refused(found)
    when = one_period(lowered, records, period)
    statement = statement_of(lowered, records, when, payee)
    if statement is None:
        raise Exit(Status.FINDINGS, not_paid(lowered, records, when, payee))
    if isinstance(statement, list):
        raise Refused(*statement)
    if not statement.lines and not statement.adjustments:
        raise Exit(Status.CLEAN, paid_already([statement]))
    is_total = component == TOTAL
    if not is_total and not statement.asked(lowered, component) and not statement.asked_adjustments(component):
        if not statement.lines:
            raise Exit(Status.CLEAN, paid_already([statement]))
        raise Exit(
            Status.CLEAN, f"`{component}` changes nothing for {visible(payee)} in {when}, so there is no such line."
        )
    recall(statement, runs_of_one(lowered.name, paid))
    terminal.data(_written(form, lowered, statement, component, records, terminal))
    return Status.CLEAN


def _written(
    form: str, plan: "Plan", statement: "Statement", component: str | None, data: "Data", terminal: Terminal
) -> str:
    if form == "markdown":
        from compdsl.rendered.explain_markdown import explain_markdown

        return explain_markdown(plan, statement, component)
    if form == "json":
        from compdsl.rendered.explain_json import explain_json

        return explain_json(plan, statement, component, data.files)
    from compdsl.rendered.explain_text import explain_statement

    return explain_statement(plan, statement, terminal.paint_data, component, terminal.columns)
