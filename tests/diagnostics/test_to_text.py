"""Problems drawn for a terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compdsl.diagnostics.problem import Cell, Mark, Problem, Severity
from compdsl.diagnostics.to_text import draw_problem, draw_problems, wrapped
from compdsl.source.characters import width
from compdsl.source.source import Source, Span

PLAN = Source(
    """\
plan csm {
  currency USD
\tadoptoin 60%\tgoal 80%
  給与 60% e\u0301x goal
  # one
  # two
  # three
  # four
  # five
  # six
  # seven
  total cap 250%
}
""",
    "plans/csm.comp",
)


def mark(text: str, label: str = "") -> Mark:
    start = PLAN.text.index(text)
    return Mark(PLAN, Span(start, start + len(text)), label)


def test_a_problem_says_where_and_what_and_shows_the_line() -> None:
    """The first line can be searched for; a tab is drawn as spaces; the mark stands below the words."""
    found = Problem("Nothing is called `adoptoin`.", mark("adoptoin"), hint="Write `adoption`.", name="unknown-name")
    expected = """\
plans/csm.comp:3:2: error[unknown-name]: Nothing is called `adoptoin`.
3 |     adoptoin 60%    goal 80%
  |     ^^^^^^^^
hint: Write `adoption`.
"""
    assert expected == draw_problem(found)


def test_a_warning_says_so() -> None:
    """With its name, as an error does."""
    found = Problem("Odd.", mark("USD"), name="odd", severity=Severity.WARNING)
    assert draw_problem(found).startswith("plans/csm.comp:2:12: warning[odd]: Odd.\n")


def test_wide_letters_and_accents_keep_the_mark_in_its_column() -> None:
    """A wide letter fills two columns, an accent none."""
    expected = """\
plans/csm.comp:4:10: error: M
4 |   給与 60% e\u0301x goal
  |            ^^ here
"""
    assert expected == draw_problem(Problem("M", mark("e\u0301x", "here")))
    assert "  |   ^^^^\n" in draw_problem(Problem("M", mark("給与")))


def test_a_place_of_many_lines_is_shown_by_its_first_and_last() -> None:
    """The lines between are left out."""
    expected = """\
plans/csm.comp:1:10: error: M
 1 | plan csm {
   |          ^ from here
...
13 | }
   | ^ to here
"""
    start = PLAN.text.index("{")
    assert expected == draw_problem(Problem("M", Mark(PLAN, Span(start, len(PLAN.text)))))


def test_places_nearby_share_a_frame_and_places_afar_get_their_own() -> None:
    """In the order of the lines; the main place is marked with ^, others with -."""
    found = Problem(
        "M",
        mark("80%", "a percentage"),
        others=(mark("USD", "money"), mark("goal", "its goal"), mark("250%", "the cap")),
        hint="Do:\n  this\n  that",
        name="mixed",
    )
    expected = """\
plans/csm.comp:3:20: error[mixed]: M
2 |   currency USD
  |            --- money
3 |     adoptoin 60%    goal 80%
  |                          ^^^ a percentage
  |                     ---- its goal
plans/csm.comp:12:13: note: the cap
12 |   total cap 250%
   |             ----
hint: Do:
        this
        that
"""
    assert expected == draw_problem(found)


def test_a_place_in_another_file_gets_its_own_frame() -> None:
    """Under its own path."""
    other = Source("goal 90%", "other.comp")
    found = Problem("M", mark("USD"), others=(Mark(other, Span(0, 4)),))
    assert draw_problem(found).endswith("other.comp:1:1: note: see also\n1 | goal 90%\n  | ----\n")


def test_a_place_without_letters_is_one_mark_wide() -> None:
    """At a line end, at the end of the plan, on a line end alone."""
    end = len(PLAN.text)
    assert draw_problem(Problem("M", Mark(PLAN, Span(10, 10)))).endswith("1 | plan csm {\n  |           ^\n")
    assert draw_problem(Problem("M", Mark(PLAN, Span(10, 11)))).endswith("1 | plan csm {\n  |           ^\n")
    assert draw_problem(Problem("M", Mark(PLAN, Span(end, end)))).endswith("14 |\n   | ^\n")


def test_a_long_line_is_shown_around_each_mark() -> None:
    """Where something is left out stands `…`."""
    text = "x " * 300 + "bad" + " y" * 300
    source = Source(text, "long.comp")
    at = text.index("bad")
    found = Problem("M", Mark(source, Span(at, at + 3), "here"), others=(Mark(source, Span(0, 1), "start"),))
    expected = f"""\
long.comp:1:601: error: M
1 | …{" x" * 24} bad{" y" * 24}…
  | {" " * 50}^^^ here
1 | {"x " * 50}…
  | - start
"""
    assert expected == draw_problem(found)


def test_a_very_long_line_is_cut_before_it_is_measured() -> None:
    """A megabyte on one line is drawn in a screen's width."""
    source = Source("\u202e" * 10**6, "long.comp")
    lines = draw_problem(Problem("M", Mark(source, Span(5 * 10**5, 10**6)))).splitlines()
    assert max(map(len, lines)) < 120


def test_a_problem_of_a_data_file_names_line_record_and_column() -> None:
    """As a spreadsheet and as a person count; what is not known is left out."""
    message = '"1,234.50" is not a number; write 1234.50'
    full = Problem(message, cell=Cell("usage.csv", 1234, 1233, "amount"), hint="Write 1234.50.", name="not-a-number")
    place = 'usage.csv:line 1234 (record 1233), column "amount"'
    expected = f"{place}: error[not-a-number]: {message}\nhint: Write 1234.50.\n"
    assert expected == draw_problem(full)
    assert f"usage.csv:line 7: error: {message}\n" == draw_problem(Problem(message, cell=Cell("usage.csv", 7)))


def test_a_warning_of_a_data_file_says_that_it_is_one() -> None:
    """Under its name, as an error does."""
    found = Problem("M", cell=Cell("usage.csv", 9), severity=Severity.WARNING, name="no-final-newline")
    assert draw_problem(found) == "usage.csv:line 9: warning[no-final-newline]: M\n"


def test_a_problem_of_a_whole_file_or_of_none_has_a_name() -> None:
    """By which its page is found."""
    whole = Problem("M", cell=Cell("usage.csv"), name="missing")
    assert draw_problem(whole) == "usage.csv: error[missing]: M\n"
    assert draw_problem(Problem("M", name="missing")) == "error[missing]: M\n"


def test_text_of_others_is_escaped_everywhere() -> None:
    """In path, message, label, line, column and hint: nothing can pretend to be another line or colour."""
    evil = "a\u202e\x1b[31m\n"
    source = Source("x \u202e\x00 y", evil)
    in_plan = Problem(evil, Mark(source, Span(2, 3), evil), hint=evil, name="x")
    in_data = Problem(evil, cell=Cell(evil, 1, 1, evil))
    expected = r"""
a\u202e\x1b[31m\n:1:3: error[x]: a\u202e\x1b[31m\n
1 | x \u202e\x00 y
  |   ^^^^^^ a\u202e\x1b[31m\n
hint: a\u202e\x1b[31m
a\u202e\x1b[31m\n:line 1 (record 1), column "a\u202e\x1b[31m\n": error: a\u202e\x1b[31m\n
"""
    assert expected == "\n" + draw_problem(in_plan) + draw_problem(in_data)


def test_many_problems_are_counted_and_the_first_twenty_drawn() -> None:
    """The count is that of all."""
    problems = [Problem("M", name="x")] * 55 + [Problem("M", severity=Severity.WARNING)] * 2
    text = draw_problems(problems)
    assert text.count("error[x]") == 20
    assert text.endswith("\n55 errors, 2 warnings; 20 of 57 shown\n")
    assert draw_problems(problems, limit=None).endswith("\n55 errors, 2 warnings\n")
    assert draw_problems(problems[54:56]).endswith("\n1 error, 1 warning\n")
    assert draw_problems([]) == ""


def test_paint_is_asked_for_each_part() -> None:
    """And changes nothing but the looks."""
    found = Problem("M", mark("USD", "here"), others=(mark("60%", "there"),), hint="H", name="x")
    drawn = draw_problem(found, lambda text, role: f"<{role}>{text}</{role}>")
    expected = """\
<place>plans/csm.comp:2:12</place>: <error>error[x]</error>: M
<gutter>2 |</gutter>   currency USD
<gutter>  |</gutter>            <error>^^^ here</error>
<gutter>3 |</gutter>     adoptoin 60%    goal 80%
<gutter>  |</gutter>              <note>--- there</note>
<hint>hint</hint>: H
"""
    assert expected == drawn


@pytest.mark.parametrize(
    "text, expected",
    [
        ("one two three four", ["one two", "three four"]),
        ("one `two three` four", ["one", "`two three`", "four"]),
        ("short", ["short"]),
        ("a_very_long_word_indeed x", ["a_very_long_word_indeed", "x"]),
        ("five o`clock is late", ["five", "o`clock is", "late"]),
        ("", [""]),
    ],
)
def test_a_hint_is_wrapped_between_words(text: str, expected: list[str]) -> None:
    """Not inside backticks, for what stands there may be copied."""
    assert expected == wrapped(text, 10)


texts = st.text(alphabet=st.sampled_from("ab `\t\n給\u0301\u202e👍\x00"), max_size=300)


@given(texts, st.integers(0, 300), st.integers(0, 300), texts)
def test_any_problem_can_be_drawn(text: str, start: int, length: int, words: str) -> None:
    """Every drawn line is narrow, and a mark never begins left of the line it marks."""
    start = min(start, len(text))
    span = Span(start, min(start + length, len(text)))
    source = Source(text, "p.comp")
    drawn = draw_problem(Problem("M", Mark(source, span), others=(Mark(source, Span(0, 1)),), hint=words))
    assert drawn.endswith("\n")
    framed = [line for line in drawn.split("\n") if " | " in line]
    assert all(width(line) <= 125 for line in framed)
