"""What can be wrong with several plans that are paid in one run: whom they are for, and what they are called."""

import re

from compdsl.diagnostics.problem import Mark, Problem, problem
from compdsl.kernel.plan import Plan
from compdsl.source.source import Span

_FIRST_LINE = re.compile(r"^(?![ \t]*#)[ \t]*([^\s{][^\n{]*[^\s{])", re.MULTILINE)


@problem
def two_plans_for_payee(one: Plan, other: Plan, names: tuple[str, ...], count: int) -> Problem:
    """Two plans of a folder are for the same person on the same days.

    A person has one plan at a time, or would be paid twice for the same thing. A plan that is meant to come on top,
    such as a campaign, says so: `for role "csm" beside other plans`. A plan without `for` is for everybody.
    """
    more = f" and {count - len(names):,} more" if count > len(names) else ""
    who = f"{', '.join(names)}{more}"
    place = Mark(
        one.source, _place(one), f"`{one.name}` is for {'them' if count > 1 else 'this payee'}{_without_for(one)}"
    )
    return Problem(
        f"Two plans, `{one.name}` and `{other.name}`, are for {who}.",
        place,
        others=(Mark(other.source, _place(other), f"and so is `{other.name}`{_without_for(other)}"),),
        hint='Narrow one of them, such as `for role "csm"`, or write `beside other plans` behind its `for`.',
    )


@problem
def two_plans_of_one_name(one: Plan, other: Plan) -> Problem:
    """Two plans of a folder have one name, or names that differ in capital letters only.

    A line, a trace and a folder of a run say by its name which plan paid. A file without `plan NAME` is called as the
    file, or as its folder where the file is `plan.comp`.
    """
    return Problem(
        f"Two plans of the folder are called `{other.name}`.",
        Mark(other.source, _head(other)),
        others=(Mark(one.source, _head(one), "the other one"),),
        hint="Give one of them another name at its top, such as `plan csm_emea`.",
    )


def _without_for(plan: Plan) -> str:
    return ", which has no `for`" if plan.people is None else ""


def _place(plan: Plan) -> Span:
    """Where a plan says whom it is for; its first line where it says nothing."""
    return plan.people.span if plan.people is not None else _head(plan)


def _head(plan: Plan) -> Span:
    """The first line of a plan that says something."""
    found = _FIRST_LINE.search(plan.source.text)
    return Span(*found.span(1)) if found is not None else Span(0, 0)
