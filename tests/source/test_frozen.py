"""Classes of the trees."""

import copy
import pickle

import pytest

from compdsl.source.frozen import changed, frozen


@frozen(eq=False)
class Share:
    """A share of something."""

    percent: int
    of: str = "target"

    @property
    def words(self) -> str:
        return f"{self.percent}% of {self.of}"


def test_a_class_is_made_from_its_annotations() -> None:
    """By place, by name, or with the value the class gives; methods and documentation stay."""
    assert Share(60).words == "60% of target"
    assert Share(60, "goal").words == Share(percent=60, of="goal").words == "60% of goal"
    assert Share.__doc__ == "A share of something."
    assert repr(Share(60)) == "Share(percent=60, of='target')"


def test_it_never_changes() -> None:
    """Neither a field nor anything else."""
    share = Share(60)
    for name in ("percent", "words", "more"):
        with pytest.raises(AttributeError):
            setattr(share, name, 1)
    with pytest.raises(AttributeError):
        del share.percent
    assert changed(share, percent=70).words == "70% of target"
    assert share.percent == 60


def test_it_is_compared_by_identity_and_matched_by_its_fields() -> None:
    """As a tree asks for: two places with the same text are two places."""
    assert Share(60) != Share(60)
    match Share(60):
        case Share(percent, of):
            assert (percent, of) == (60, "target")


def test_it_can_be_copied() -> None:
    """Also into another process."""
    for again in (copy.deepcopy(Share(60)), pickle.loads(pickle.dumps(Share(60)))):
        assert again.words == "60% of target"


@pytest.mark.parametrize(
    "values, named",
    [((), {}), ((1, "goal", 3), {}), ((1,), {"per": 2}), ((1,), {"percent": 2}), ((), {"of": "goal"})],
)
def test_values_that_do_not_fit_are_refused(values: tuple[object, ...], named: dict[str, object]) -> None:
    """As a function would refuse them."""
    with pytest.raises(TypeError):
        Share(*values, **named)  # type: ignore[arg-type]


def test_equality_by_value_is_not_offered() -> None:
    """Where it is wanted, attrs makes the class."""
    with pytest.raises(TypeError):
        frozen(eq=True)
