"""The meaning hash: the order in which things are written is none of the meaning, what is paid is."""

import pytest

from compdsl import pipeline
from compdsl.source.source import Source

HEAD = """
currency USD
period quarter
records deals { payee, closed: date, amount: money, units: count }
target payee.target
metric sales = sum(deals.amount)
"""


def meaning(body: str) -> str:
    """The hash of a plan."""
    checking = pipeline.check(Source(HEAD + body, "plan.comp"))
    assert checking.plan is not None, [found.message for found in checking.problems]
    return pipeline.lower(checking.plan).meaning


@pytest.mark.parametrize(
    "one, other",
    [
        ("a $1\nb $2\ntotal cap $5", "b $2\na $1\ntotal cap $5"),
        ("a $1\nmultiply a by 2\nmultiply a by 3", "a $1\nmultiply a by 3\nmultiply a by 2"),
        (
            "a $1\nmultiply a by 2 when sales > $1\nmultiply a by 3",
            "a $1\nmultiply a by 3\nmultiply a by 2 when sales > $1",
        ),
        ("a = sales + target - $1", "a = target + sales - $1"),
        ("let s = 5%\na = s * sales", "a = 5% * sales"),
    ],
)
def test_the_order_of_writing_is_none_of_the_meaning(one: str, other: str) -> None:
    """Components under a limit of the total, multipliers, terms and factors."""
    assert meaning(one) == meaning(other)


@pytest.mark.parametrize(
    "one, other",
    [
        ("a = sales - target", "a = target - sales"),
        ("a = sales / 2", "a = sales * 2"),
        ("a $1\nb $2", "a $2\nb $1"),
        ("a $1\nmultiply a by 2 when sales > $1", "a $1\nmultiply a by 2"),
        ("a $1\nmultiply a by 2 when sales > $1", "a $1\nmultiply a by 2 when sales > $2"),
        ("a = if sales > $1 then $2 else $3", "a = if sales > $1 then $3 else $2"),
        ("a $1 when payee.start - payee.end > 3", "a $1 when payee.end - payee.start > 3"),
        ("a tiers 5% from $0 on sales", "a tiers 5% over $0 on sales"),
        ("a tiers 5% from $0 on sales", "a whole tiers 5% from $0 on sales"),
        ("a = round(sales, $1)", "a = round(sales, $1)\nrounding up"),
    ],
)
def test_what_is_paid_is_the_meaning(one: str, other: str) -> None:
    """Signs, figures, conditions, branches, shapes, rounding."""
    assert meaning(one) != meaning(other)
