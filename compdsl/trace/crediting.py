"""Who is credited with a row that counted, in which role and with how much."""

from collections.abc import Iterator

from attrs import frozen

from compdsl.kernel.nodes import Aggregate
from compdsl.records.crediting import held_roles
from compdsl.records.data import Row
from compdsl.source.characters import visible
from compdsl.trace.account import Step
from compdsl.trace.numbers import percent
from compdsl.values.exact import Exact


@frozen
class Credited:
    """Somebody in a role of a row, with their share; `counts` where they are among the people the figure is about."""

    role: str
    payee: str
    share: Exact
    overlay: bool
    counts: bool


def credited(step: Step, row: Row) -> tuple[Credited, ...]:
    """Everybody who has a role in a row, in the order of the plan; nobody where a row is of one payee."""
    node, situation = step.node, step.account.situation
    assert isinstance(node, Aggregate)
    block = situation.world.schema.block(node.block)
    held = held_roles(block.credit, row.values) if block.credit is not None else ()
    if not isinstance(held, tuple):
        return ()
    world, day = situation.world, row.values.get(block.date_column or "")
    return tuple(
        Credited(
            one.role.column, one.payee, one.share, one.role.is_overlay,
            world.is_about(situation.payee, node.scope, one.payee, day),
        )
        for one in held
    )  # fmt: skip


def credit_words(step: Step, row: Row) -> str:
    """Each role of a row: those that count, then the others."""
    node, found = step.node, credited(step, row)
    assert isinstance(node, Aggregate)
    is_own = node.scope == "own"
    counting = ", ".join(_told(one, with_name=not is_own) for one in found if one.counts)
    others = ", ".join(_told(one, with_name=True) for one in found if not one.counts)
    return f"  ({'; '.join(part for part in (counting, others) if part)})" if found else ""


def credit_to_json(step: Step, row: Row) -> Iterator[dict[str, object]]:
    """The same for machines."""
    from compdsl.values.figures import exact_text

    for one in credited(step, row):
        facts = {"role": one.role, "payee": one.payee, "share": exact_text(one.share)}
        yield {**facts, "overlay": one.overlay, "counts": one.counts}


def _told(one: Credited, *, with_name: bool) -> str:
    name = f"{visible(one.payee)} " if with_name else ""
    return f"{name}{percent(one.share)} as {'overlay ' if one.overlay else ''}{one.role}"
