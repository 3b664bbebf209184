"""What the data must give for a measure that no line declares."""

import pytest

from compdsl.values.types import Kind
from tests.trace.paying import plan_of


@pytest.mark.parametrize(
    ("clause", "kind"),
    [
        ("bonus $500 when csat >= 90", Kind.NUMBER),
        ("bonus steps $200 from 80, $500 from 90 on csat", Kind.NUMBER),
        ("bonus $500 when csat >= 90%", Kind.PERCENT),
        ("bonus $500 when csat >= 0.9", None),
        ("bonus $500 when csat >= $90", Kind.MONEY),
    ],
)
def test_a_comparison_tells_the_kind(clause: str, kind: Kind | None) -> None:
    """With 90 it is a number, and `92%` in the data would never reach it."""
    kinds = plan_of(f"currency USD\nperiod quarter\n{clause}\n").schema.measure_kinds
    assert (kinds["csat"].kind if "csat" in kinds else None) is kind
