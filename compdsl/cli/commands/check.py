"""Check plans: syntax, names, types, periods; every mistake in one go."""

import click

from compdsl.cli.checking import check_file
from compdsl.cli.plan_files import counted, plan_files
from compdsl.cli.statuses import Status, status_of
from compdsl.cli.terminal import Terminal
from compdsl.diagnostics.problem import Problem


@click.command(
    epilog="Example: compdsl check plans/  —  all plans below a folder; "
    "compdsl check --format json csm.comp  —  for a program."
)
@click.argument("plans", metavar="PLAN...", nargs=-1, required=True)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How problems are written.")
@click.pass_obj
def command(terminal: Terminal, plans: tuple[str, ...], form: str) -> Status:
    """Check plans and write every problem in them to standard output.

    PLAN is a file, a folder (all files below it that end in .comp) or - for standard input. At most 20
    problems are drawn, all are counted; the JSON form holds all. Nothing is paid and no data is read.
    """
    files, found = plan_files(plans)
    for file in files:
        found += check_file(file).problems
    terminal.data(_written(found, form, terminal))
    if not found:
        terminal.talk(f"{counted(len(files), 'plan')} checked, no problems")
    return status_of(found)


def _written(found: list[Problem], form: str, terminal: Terminal) -> str:
    if form == "json":
        from compdsl.diagnostics.to_json import problems_to_json

        return problems_to_json(found)
    if not found:
        return ""
    from compdsl.diagnostics.to_text import draw_problems

    return draw_problems(found, paint=terminal.paint_data)
