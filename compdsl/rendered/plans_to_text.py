"""Plans and their variants as a tree: whom each is for, what it changes, and whom of a roster it pays."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from attrs import frozen

from compdsl.rendered.people_to_text import days_in_words, people_in_words
from compdsl.source.characters import visible

if TYPE_CHECKING:
    from compdsl.checked.plan import People, Plan
    from compdsl.diagnostics.to_text import Paint
    from compdsl.records.data import Payee

MOST_NAMES = 20
"""How many people are named with a plan; all are counted, and the JSON form names all."""

INDENT = "  "


@frozen(eq=False)
class Shown:
    """A plan or a variant, and whom of a roster it pays; None without a roster."""

    plan: "Plan"
    people: "Sequence[Payee] | None"


def plans_to_text(shown: Sequence[Shown], without: "Sequence[Payee] | None", paint: "Paint") -> str:
    """The tree, a variant further in than what it is a variant of."""
    lines = []
    for one in shown:
        depth = len(one.plan.variant.names) if one.plan.variant is not None else 0
        head, *rest = _lines(one)
        lines.append(INDENT * depth + paint(head[0], "title") + head[1])
        lines += [INDENT * (depth + 1) + text for text, _ in rest]
    if without:
        lines.append("")
        lines.append(f"without a plan: {_people(without)}")
    return "".join(f"{line}\n" for line in lines)


def plans_to_json(shown: Sequence[Shown], without: "Sequence[Payee] | None") -> str:
    """The same for a program, as a list in which each variant names what it is within."""
    plans = [_to_json(one) for one in shown]
    rest = {} if without is None else {"without_plan": list(dict.fromkeys(one.key for one in without))}
    return json.dumps({"version": 1, "plans": plans, **rest}, indent=2, ensure_ascii=True) + "\n"


def _lines(one: Shown) -> list[tuple[str, str]]:
    plan, variant = one.plan, one.plan.variant
    source, span = plan.source.own(variant.span) if variant is not None else (plan.source.files[0], None)
    place = f"{visible(source.path)}:{source.place(span).line}" if span is not None else visible(source.path)
    title = variant.title if variant is not None else plan.title
    name = variant.names[-1] if variant is not None else plan.name
    lines = [(visible(name), f"  {visible(title)}  {place}" if title else f"  {place}")]
    if variant is not None:
        lines.append((" ".join(plan.source.at(variant.people).split()), ""))
        lines += [(line, "") for line in _changes(variant.replaced, variant.added, variant.removed)]
    else:
        beside = " beside other plans" if plan.people is not None and plan.people.is_beside else ""
        lines.append((f"for {_own(plan.people)}{beside}", ""))
        lines.append((f"pays {', '.join(component.name for component in plan.components)}", ""))
    if one.people is not None:
        lines.append((_people(one.people), ""))
    return lines


def _own(people: "People | None") -> str:
    """Whom a plan is for, without a word on its variants, which stand below it."""
    from compdsl.source.frozen import changed

    return people_in_words(changed(people, others=()) if people is not None else None)


def _changes(replaced: Sequence[str], added: Sequence[str], removed: Sequence[str]) -> list[str]:
    kinds = (("otherwise", replaced), ("more", added), ("without", removed))
    return [f"{word}: {', '.join(names)}" for word, names in kinds if names]


def _count(people: "Sequence[Payee]") -> int:
    return len({one.key for one in people})


def _people(people: "Sequence[Payee]") -> str:
    """`2 payees: ada, ben (until 2026-02-15, payees.csv:4)`."""
    count = _count(people)
    words = f"{count:,} payee" if count == 1 else f"{count:,} payees"
    names = [f"{visible(one.key)} {days_in_words(one)}" if one.is_part else visible(one.key) for one in people]
    more = [f"and {len(names) - MOST_NAMES:,} more"] if len(names) > MOST_NAMES else []
    return f"{words}: {', '.join([*names[:MOST_NAMES], *more])}" if names else "nobody of the roster"


def _to_json(one: Shown) -> dict[str, Any]:
    plan, variant = one.plan, one.plan.variant
    source, span = plan.source.own(variant.span) if variant is not None else (plan.source.files[0], None)
    found: dict[str, Any] = {"plan": plan.name, "title": plan.title, "file": source.path}
    if variant is not None and span is not None:
        found["line"] = source.place(span).line
        found["within"] = plan.name.rpartition(".")[0]
        found |= {"replaced": list(variant.replaced), "added": list(variant.added), "removed": list(variant.removed)}
    columns = plan.people.columns if plan.people is not None else ()
    found["for"] = [{"column": column.name, "texts": list(column.texts)} for column in columns]
    found["components"] = [component.name for component in plan.components]
    if one.people is not None:
        found["payees"] = [person.key for person in one.people]
    return found
