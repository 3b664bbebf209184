"""The report of a defect."""

from compdsl.cli.defects import report
from compdsl.values.figures import read_exact


def caught(text: str) -> Exception:
    try:
        read_exact(text)
    except ValueError as error:
        return error
    raise AssertionError


def test_the_place_is_the_innermost_line_of_our_own() -> None:
    """By a path that says nothing about the machine."""
    first = report(caught("Jane")).splitlines()[0]
    assert first.startswith("internal error: ValueError at compdsl/values/figures.py:")


def test_an_error_from_elsewhere_has_no_place() -> None:
    """It is reported all the same."""
    assert report(KeyError("Jane")).splitlines()[0] == "internal error: KeyError at an unknown place"
