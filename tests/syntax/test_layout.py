"""Documents on one line or on several."""

from compdsl.syntax.layout import Doc, Either, Gap, flat, group, indent, laid_out
from compdsl.syntax.written import Remark

LINE = Gap(" ", may_break=True)
SOFT = Gap("", may_break=True)


def call(*arguments: Doc) -> Doc:
    inside = [part for argument in arguments for part in (",", LINE, argument)][2:]
    return group("f(", indent((SOFT, *inside)), Either("", ","), SOFT, ")")


def test_what_fits_is_flat() -> None:
    """To the last column."""
    assert laid_out(call("a", "b"), 7) == ["f(a, b)"]
    assert flat(call("a", "b")) == "f(a, b)"


def test_what_does_not_fit_is_broken_at_all_gaps_of_its_group() -> None:
    """Outer groups before inner ones."""
    assert laid_out(call("a", "b"), 6) == ["f(", "  a,", "  b,", ")"]
    assert laid_out(call("aaa", call("b", "c")), 11) == ["f(", "  aaa,", "  f(b, c),", ")"]


def test_what_follows_on_the_line_must_fit_too() -> None:
    """Up to where the line may end."""
    assert laid_out((call("a", "b"), " + 1"), 10) == ["f(", "  a,", "  b,", ") + 1"]
    assert laid_out((call("a", "b"), LINE, "+ 1"), 7) == ["f(a, b)", "+ 1"]


def test_a_comment_ends_the_line_and_breaks_every_group_around_it() -> None:
    """Its length does not count; one of its own stands on a line of its own."""
    remarks = (Remark("# behind", True, False), Remark("# own", False, False))
    doc = call("a", group("b", Gap(" ", remarks=remarks), "+ c"))
    assert flat(doc) is None
    assert laid_out(doc, 80) == ["f(", "  a,", "  b  # behind", "  # own", "  + c,", ")"]


def test_a_gap_that_must_break_does() -> None:
    """Also where there is room."""
    assert laid_out(group("a", Gap(" ", must_break=True), "b"), 80) == ["a", "b"]


def test_no_line_ends_in_blanks() -> None:
    """Whatever was padded."""
    assert laid_out(("a  ", Gap("", must_break=True), "b"), 80) == ["a", "b"]
