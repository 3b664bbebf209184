"""Show plans and their variants as a tree: whom each is for, what it changes, and with records whom it pays."""

from typing import TYPE_CHECKING

import click

from compdsl import pipeline
from compdsl.cli.checking import check_files, each_once, is_shared
from compdsl.cli.data_place import place_of
from compdsl.cli.plan_files import plan_files
from compdsl.cli.statuses import Refused
from compdsl.cli.terminal import Terminal
from compdsl.diagnostics.problem import Problem

if TYPE_CHECKING:
    from compdsl.pipeline import Checking
    from compdsl.records.data import Payee
    from compdsl.rendered.plans_to_text import Shown


@click.command(
    epilog="Example: compdsl plans plans/  —  all plans below a folder; compdsl plans csm.comp data  —  who has which."
)
@click.argument("plan")
@click.argument("data", required=False)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How the tree is written.")
@click.pass_obj
def command(terminal: Terminal, plan: str, data: str | None, form: str) -> None:
    """Show the plans of PLAN with their variants, each with whom it is for and what it changes.

    PLAN is a plan file, or a folder of plans. With DATA, the folder of the records or a database, the people of the
    roster stand with the plan or the variant that pays them, and those that none pays stand at the end.
    """
    from compdsl.rendered.plans_to_text import plans_to_json, plans_to_text

    files, found = plan_files([plan])
    checked = check_files(files)
    found += [problem for one in checked if one.plan is None for problem in one.problems]
    if found:
        raise Refused(*each_once(found))
    paying = [one for one in checked if one.plan is not None and one.plan.is_paying]
    shown, without = _shown([one for one in paying if not is_shared(one.source, checked)], data)
    if form == "json":
        terminal.data(plans_to_json(shown, without))
    else:
        terminal.data(plans_to_text(shown, without, terminal.paint_data))


def _shown(checked: "list[Checking]", data: str | None) -> "tuple[list[Shown], list[Payee] | None]":
    """Each plan and each variant with its people, if there is a roster; and who of the roster has none of them."""
    from compdsl.paid.people import fits, part_for
    from compdsl.rendered.plans_to_text import Shown

    plans = [plan for one in checked for plan in one.plans]
    if data is None:
        return [Shown(plan, None) for plan in plans], None
    shown = []
    left: dict[tuple[str, int], Payee] = {}
    paid = set()
    kept: dict[str, bytes | Problem] = {}
    for plan in plans:
        why = pipeline.stands_in_the_way(plan)
        if why is not None:
            raise Refused(why)
        reading = pipeline.read_data(place_of(data), pipeline.lower(plan), keeps_refused=False, kept=kept)
        if reading.data is None or not reading.is_clean:
            raise Refused(*reading.problems)
        people = [part for one in reading.data.payees if (part := part_for(one, plan.people)) is not None]
        shown.append(Shown(plan, people))
        rows = [row for one in reading.data.payees for row in one.stints or (one,)]
        left.update({(row.key, row.line): row for row in rows})
        is_beside = plan.people is not None and plan.people.is_beside
        paid |= {(row.key, row.line) for row in rows if fits(row, plan.people) and not is_beside}
    return shown, [row for place, row in left.items() if place not in paid]
