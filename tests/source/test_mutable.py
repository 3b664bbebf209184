"""Classes of what a stage keeps its state in."""

import pytest

from compdsl.source.mutable import fresh, mutable


@mutable()
class Tally:
    """What was counted so far."""

    unit: str
    seen: list[str] = fresh(factory=list)
    total: int = 0


@mutable()
class Named(Tally):
    """One that has a name."""

    name: str = "all"


def test_a_class_is_made_from_its_annotations() -> None:
    """By place, by name, with the value the class gives, or with one made anew."""
    one, other = Tally("rows"), Tally("rows", total=3)
    one.seen.append("a")
    one.total += 1
    assert (one.unit, one.seen, one.total) == ("rows", ["a"], 1)
    assert (other.unit, other.seen, other.total) == ("rows", [], 3)
    assert one != other
    assert Tally("rows") != Tally("rows")


def test_a_class_builds_on_another() -> None:
    """Its fields stand behind those of the other."""
    one = Named("rows", ["a"], 2, "mine")
    assert (one.unit, one.seen, one.total, one.name) == ("rows", ["a"], 2, "mine")
    assert (Named("rows").seen, Named("rows").name) == ([], "all")


@pytest.mark.parametrize(
    "values, named",
    [((), {}), (("rows", [], 1, 2), {}), (("rows",), {"per": 2}), (("rows",), {"unit": "x"}), ((), {"total": 1})],
)
def test_a_wrong_field_is_refused(values: tuple[object, ...], named: dict[str, object]) -> None:
    """One that is missing, unknown, or given twice."""
    with pytest.raises(TypeError, match="unit, seen, total"):
        Tally(*values, **named)  # type: ignore[arg-type]
