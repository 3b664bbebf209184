"""Check plans: syntax, names, types, periods; every mistake in one go."""

import click

from compdsl.cli.checking import check_files, each_once
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
    problems are drawn, all are counted; the JSON form holds all. Files that a plan uses are checked with it, and
    a file of definitions can be checked by itself. Nothing is paid and no data is read.
    """
    files, found = plan_files(plans)
    definitions = variants = 0
    for checking in check_files(files):
        found += checking.problems
        definitions += checking.plan is not None and not checking.plan.is_paying
        variants += len(checking.variants)
    found = each_once(found)
    terminal.data(_written(found, form, terminal))
    if not found:
        terminal.talk(f"{_counted(len(files), definitions, variants)} checked, no problems")
    return status_of(found)


def _counted(files: int, definitions: int, variants: int) -> str:
    """How many plans with how many variants, and how many files that only hold definitions for plans."""
    with_variants = f" with {counted(variants, 'variant')}" if variants else ""
    plans = [counted(files - definitions, "plan") + with_variants] if files > definitions else []
    shared = [counted(definitions, "file") + " of definitions"] if definitions else []
    return " and ".join(plans + shared)


def _written(found: list[Problem], form: str, terminal: Terminal) -> str:
    if form == "json":
        from compdsl.diagnostics.to_json import problems_to_json

        return problems_to_json(found)
    if not found:
        return ""
    from compdsl.diagnostics.to_text import draw_problems

    return draw_problems(found, paint=terminal.paint_data)
