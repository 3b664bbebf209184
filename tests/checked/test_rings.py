"""What is defined by itself is refused, also where the way back leads through `else`, the target or a goal."""

import pytest

from compdsl import pipeline
from compdsl.source.source import Source

HEAD = """
currency USD
period quarter
records deals { payee, closed: date, amount: money }
metric m = max(deals.amount)
metric n = max(deals.amount)
"""


def names_of_problems(body: str) -> list[str]:
    """The names of the problems of a plan; one without problems is also lowered."""
    checking = pipeline.check(Source(HEAD + body, "plan.comp"))
    if checking.plan is not None:
        pipeline.lower(checking.plan)
    return [found.name for found in checking.problems]


@pytest.mark.parametrize(
    "body",
    [
        "m 50% goal $5 else m",
        "let v = m * 2\nm 50% goal $5 else v",
        "m 50% goal $5 else n\nn 50% goal $5 else m",
        "target b.payout\nb 60% on m goal $5",
        "target total\nb 60% on m goal $5",
        "target b.payout_percent * $5\nb = $500\ntotal cap 100%",
    ],
)
def test_a_ring_is_refused(body: str) -> None:
    """It is found while the plan is checked, not while it is paid."""
    assert names_of_problems(body) == ["defined-by-itself"]


@pytest.mark.parametrize(
    "body",
    [
        "m 50% goal $5 else m.team",
        "let v = m.team * 2\nm 50% goal $5 else v",
        "m 50% goal $5 else n\nn 50% goal $5",
        "target a.payout\nb 60% on m goal $5\na $500",
        "b 60% on m goal $5\na = b.payout_percent * $500",
    ],
)
def test_what_only_looks_like_a_ring_is_none(body: str) -> None:
    """The figure of the team asks for nobody's `else`, and a fixed amount for no target."""
    assert names_of_problems(body) == []


def test_a_share_of_what_is_looked_up_needs_no_measure_of_its_name() -> None:
    """The row that the other measure reaches is what is paid."""
    assert names_of_problems("bonus 20% steps 50% from $2, 100% from $3 by m") == []
