"""How far a run in bulk is, on one line of the terminal: its step, the rows, the time that is left."""

import time
from typing import TYPE_CHECKING

from attrs import define

if TYPE_CHECKING:
    from compdsl.cli.terminal import Watching
    from compdsl.engines.duckdb.session import Step

GUESSED_FROM, SHOWN_IN_SECONDS = 5, 120
"""From which percentage on the time that is left is guessed, and up to which it is told in seconds."""


@define
class Steps:
    """The steps of a run as they are told, each with the time since it began."""

    line: "Watching"
    label: str = ""
    began: int = 0

    def tell(self, step: "Step | None") -> None:
        """How far a step is; None where it has ended."""
        if step is None:
            self.label = ""
            self.line.tell("")
            return
        if step.label != self.label:
            self.label, self.began = step.label, time.monotonic_ns()
        self.line.tell(step_told(step, (time.monotonic_ns() - self.began) // 1_000_000))


def step_told(step: "Step", milliseconds: int) -> str:
    """What somebody sees of a step after so long, with the time that is left once it can be guessed."""
    parts = [f"{step.label}: {step.percent}%"]
    if step.rows is not None:
        parts.append(f"{step.rows * step.percent // 100:,} of {step.rows:,} {step.of}")
    if step.percent >= GUESSED_FROM:
        left = milliseconds * (100 - step.percent) // step.percent // 1000 + 1
        parts.append(f"{left} s left" if left < SHOWN_IN_SECONDS else f"{left // 60} min left")
    return ", ".join(parts)
