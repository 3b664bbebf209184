"""Whom a plan pays, in words: what stands behind its `for`, and how much of the roster that is."""

from collections import Counter
from typing import TYPE_CHECKING

from compdsl.source.characters import visible

if TYPE_CHECKING:
    from compdsl.checked.plan import People
    from compdsl.kernel.plan import Plan
    from compdsl.paid.of_roster import OfRoster
    from compdsl.records.data import Data, Payee
    from compdsl.values.period import Period

MOST_GROUPS = 8
"""How many kinds of other people are named one by one."""

MOST_NAMES = 10
"""How many people are named one by one."""


def people_in_words(people: "People | None") -> str:
    """`role "csm" or "senior csm", and segment "strategic"`; `everybody, but for segment "strategic"`."""
    if people is None:
        return "everybody"
    fitting = [f"{one.name} {' or '.join(map(quoted, one.texts))}" for one in people.columns]
    others = [f"but for {people_in_words(one)}" for one in people.others]
    return ", ".join([", and ".join(fitting) or "everybody", *others])


def is_for_some(people: "People") -> bool:
    """Whether anybody could be left out."""
    return bool(people.columns or people.others)


def of_roster_to_text(plan: "Plan", found: "OfRoster") -> str:
    """How many of the active people the plan is for, what the others are, and who is paid for some days only."""
    if plan.people is None or not is_for_some(plan.people):
        return ""
    who = people_in_words(plan.people)
    words = f"The plan is for {who}: {found.theirs:,} of {found.count:,} payees"
    words += f"; the others: {_groups(plan, found)}\n" if found.others else "\n"
    return words + in_part_to_text(found)


def in_part_to_text(found: "OfRoster") -> str:
    """Who is paid for some days only."""
    lines = [f"  {visible(one.key)}: {days_in_words(one)}" for one in found.in_part[:MOST_NAMES]]
    more = len(found.in_part) - MOST_NAMES
    lines += [f"  and {more:,} more"] if more > 0 else []
    head = ["Paid for the days of some of their rows of the roster only:"] if lines else []
    return "".join(f"{line}\n" for line in [*head, *lines])


def not_paid(plan: "Plan", data: "Data", period: "Period", key: str) -> str:
    """Why somebody has no statement in a period: they are not active in it, or the plan is for others."""
    from compdsl.paid.of_roster import of_roster, texts_of

    other = next((one for one in of_roster(plan, data, [period]).others if one.key == key), None)
    if other is None:
        return f"{visible(key)} is not active in {period}, so nothing is paid."
    rows = ", ".join(f"{visible(row.file)}:{row.line}" for row in other.stints or (other,))
    has = f"the roster has {texts_in_words(texts_of(other, plan))} ({rows})"
    return f"The plan does not pay {visible(key)} in {period}: it is for {people_in_words(plan.people)}, and {has}."


def days_in_words(payee: "Payee") -> str:
    """The days of the rows of the roster: `until 2026-01-31 (payees.csv:5)`."""
    rows = payee.stints or (payee,)
    return ", ".join(f"{_days(row)} ({visible(row.file)}:{row.line})" for row in rows)


def texts_in_words(texts: "tuple[tuple[str, str | None], ...]") -> str:
    """What the roster holds: `role "ae", no segment`."""
    return ", ".join(f"no {name}" if text is None else f"{name} {quoted(text)}" for name, text in texts)


def quoted(text: str) -> str:
    """A text of a roster or a plan between its quotes."""
    return f'"{visible(text)}"'


def _groups(plan: "Plan", found: "OfRoster") -> str:
    from compdsl.paid.of_roster import texts_of

    counts = Counter(texts_in_words(texts_of(one, plan)) for one in found.others)
    groups = [f"{count:,} with {words}" for words, count in counts.most_common(MOST_GROUPS)]
    rest = sum(counts.values()) - sum(count for _, count in counts.most_common(MOST_GROUPS))
    return ", ".join([*groups, *([f"{rest:,} more"] if rest else [])])


def _days(row: "Payee") -> str:
    if row.start is not None and row.end is not None:
        return f"{row.start} to {row.end}"
    return f"from {row.start}" if row.start is not None else f"until {row.end}"
