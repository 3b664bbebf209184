"""What is asked of names that stand for others, found in the order in which names are made: no walk is deep."""

from functools import partial

from compdsl.checked.context import Context
from compdsl.checked.expressions import Checked
from compdsl.checked.levels import degree
from compdsl.checked.names_of import chooses, roster_field
from compdsl.checked.paid_again import longer_time


def look_through(ctx: Context, name: str, value: Checked | None) -> None:
    """Find what is asked of a name as soon as it is known; what it is made of was known before."""
    if value is None:
        return
    for what, find in (("degree", degree), ("field", roster_field), ("chooses", chooses), ("longer", longer_time)):
        if what != "longer" or ctx.period is not None:
            ctx.once(what, name, partial(find, ctx, value))
