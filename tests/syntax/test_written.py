"""Every token in its place in the grammar, with the comments before it."""

from collections.abc import Iterator

import pytest

from compdsl.source.source import Source
from compdsl.syntax.written import Leaf, Part, Written, read_written


def written(text: str) -> Written:
    plan, problems = read_written(Source(text, "plan.comp"))
    assert plan is not None, problems
    return plan


def leaves(part: Part) -> Iterator[Leaf]:
    if isinstance(part, Leaf):
        yield part
    else:
        for inside in part.parts:
            yield from leaves(inside)


def all_leaves(plan: Written) -> list[Leaf]:
    return [*(leaf for statement in plan.statements for leaf in leaves(statement)), plan.end]


def remarks(plan: Written) -> list[tuple[str, str, bool, bool]]:
    """What each comment stands before, its text, whether it trails, whether a blank line is before it."""
    return [
        (leaf.text, remark.text, remark.is_trailing, remark.has_blank_before)
        for leaf in all_leaves(plan)
        for remark in leaf.remarks
    ]


def test_tokens_are_in_units_named_after_the_grammar() -> None:
    """Keywords and signs too, which the tree leaves out."""
    unit = written("adoption 60% cap 150% when a > 1").statements[0]
    assert unit.kind == "paid_amount"
    assert [part.kind for part in unit.parts] == ["NAME", "percent", "cap"]
    assert [leaf.text for leaf in leaves(unit)] == ["adoption", "60%", "cap", "150%", "when", "a", ">", "1"]
    cap = unit.parts[2]
    assert not isinstance(cap, Leaf)
    assert cap.is_modifier
    assert (cap.first.text, cap.last.text) == ("cap", "1")


def test_separators_and_last_commas_are_left_out() -> None:
    """They are written anew."""
    plan = written("records r { a, b, };\n\nlet x = 1;")
    assert [one.text for one in all_leaves(plan)] == ["records", "r", "{", "a", ",", "b", "}", "let", "x", "=", "1", ""]


def test_comments_stand_before_the_next_token() -> None:
    """Behind something on its line, or on a line of their own."""
    plan = written("# top\na 5% # five  \n\n# six\nb 6%\n# end")
    expected = [
        ("a", "# top", False, False),
        ("b", "# five", True, False),
        ("b", "# six", False, True),
        ("", "# end", False, False),
    ]
    assert expected == remarks(plan)


def test_comments_before_a_comma_stand_behind_it() -> None:
    """Only the first of them trails; where a line end behind the comma would separate, they stay."""
    assert remarks(written("let c = max(a # x\n, # y\n b)")) == [("b", "# x", True, False), ("b", "# y", False, False)]
    assert remarks(written("let c = max(a # x\n, plan)")) == [(",", "# x", True, False)]


def test_blank_lines_are_known() -> None:
    """Those before a statement, behind its comments."""
    plan = written("a 5%\n\nb 6%\n# c\n \t\nc 7%")
    assert [unit.first.has_blank_before for unit in plan.statements] == [False, True, True]


def test_a_word_that_a_line_end_would_separate_is_bound() -> None:
    """No line may begin with it."""
    bound = {
        leaf.text
        for leaf in all_leaves(written("let a = max(b, plan.c) cap 5".replace("let", "metric")))
        if leaf.is_bound
    }
    assert {"plan"} <= bound
    assert not {"cap", ")", ",", "b"} & bound


@pytest.mark.parametrize("text", ["a 5% cap", "", "let a = 1.2.3"])
def test_what_cannot_be_read_has_no_units(text: str) -> None:
    """Its problems are given instead."""
    plan, problems = read_written(Source(text, "plan.comp"))
    assert plan is None
    assert len(problems) == 1
