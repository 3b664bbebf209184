"""A recoverable draw in words: what was earned, what the draw is, what is advanced or repaid, what is owed after.

The figures are those of the lines `total draw` and `total repaid`; what they are made of is not told a second time.
"""

from compdsl.kernel.nodes import Earlier, Extreme, Sum
from compdsl.kernel.whole import ADVANCED
from compdsl.trace.account import Step
from compdsl.trace.calculation import calculation
from compdsl.trace.figures import amount_of, figure
from compdsl.trace.modifiers import how_limited

OWED_BEFORE = "owed before"


def is_owed_before(step: Step) -> bool:
    """Whether a step is what recoverable draws have advanced before this period and was not repaid."""
    return isinstance(step.node, Earlier) and step.node.key == ADVANCED


def draw_words(step: Step) -> str | None:
    """The words of a line of a recoverable draw; None of any other line."""
    if step.is_missing or step.form != "limit line":
        return None
    if isinstance(step.node, Extreme) and isinstance(step.parts[0].node, Sum):
        return _advanced(step)
    is_opposite = isinstance(step.node, Sum) and len(step.parts) == 1
    return _repaid(step) if is_opposite and step.parts[0].form == "repaid" else None


def total_words(step: Step) -> str:
    """The total with what is advanced and repaid, and what is owed before and after."""
    _, short, back = step.parts
    before = back.parts[0].parts[0]
    after = amount_of(before.value + short.value + back.value, step)
    return f"{calculation(step)}; owed before {figure(before)}, owed after {after}"


def _advanced(step: Step) -> str:
    draw, total = step.parts[0].parts
    draw_is = f"the draw of {figure(draw)}{how_limited(draw)}"
    if step.value == 0:
        return f"nothing is advanced: {figure(total)} reaches {draw_is}"
    return f"advanced to reach {draw_is}: {figure(draw)} − {figure(total)}; it is owed from now on"


def _repaid(step: Step) -> str:
    before, above = step.parts[0].parts
    total, draw = above.parts[0].parts
    draw_is = f"the draw of {figure(draw)}{how_limited(draw)}"
    if before.value == 0:
        return "nothing is owed"
    if above.value == 0:
        return f"nothing is repaid: {figure(total)} is not above {draw_is}; {figure(before)} stays owed"
    after = amount_of(before.value + step.value, step)
    over = f"{figure(total)} is {figure(above)} above {draw_is}"
    repaid = amount_of(-step.value, step)
    return f"{over}; of {figure(before)} owed, {repaid} is repaid, and {after} stays owed"
