"""Places in one file, and in a plan put together with the files it uses."""

from compdsl.diagnostics.problem import Mark, Problem, sorted_problems
from compdsl.diagnostics.to_text import draw_problem
from compdsl.source.source import Place, Source, Span, together

OWN = Source("one\ntwo", "a.comp")
USED = Source("three\nfour\n", "shared/b.comp")
LAST = Source("", "c.comp")
WHOLE = together((OWN, USED, LAST))


def test_a_file_by_itself_stays_what_it_is() -> None:
    """Nothing is copied where a plan uses no file."""
    assert together((OWN,)) is OWN
    assert OWN.files == (OWN,)


def test_a_span_is_of_the_file_it_lies_in() -> None:
    """Files share one row of offsets; place, name and text are those of the file."""
    four = Span(14, 18)
    assert WHOLE.at(four) == "four"
    assert WHOLE.own(four) == (USED, Span(6, 10))
    assert WHOLE.path_of(four) == "shared/b.comp"
    assert WHOLE.place(four) == Place(2, 1, 2, 5)


def test_the_end_of_a_file_belongs_to_it() -> None:
    """A place behind the last character is not the first of the next file."""
    assert WHOLE.path_of(Span(7, 7)) == "a.comp"
    assert WHOLE.place(Span(7, 7)) == Place(2, 4, 2, 4)
    assert WHOLE.path_of(Span(8, 8)) == "shared/b.comp"
    assert WHOLE.path_of(Span(20, 20)) == "c.comp"


def test_the_whole_is_shown_under_the_name_of_the_plan() -> None:
    """Path and bytes are those of the plan's own file."""
    assert (WHOLE.path, WHOLE.sha256) == ("a.comp", OWN.sha256)
    assert [file.path for file in WHOLE.files] == ["a.comp", "shared/b.comp", "c.comp"]


def test_the_hash_is_of_the_bytes_that_were_read() -> None:
    """Line ends are made equal in the text, and not in what is hashed."""
    assert Source("a\n", "a.comp", b"a\r\n").sha256 != Source("a\n", "a.comp").sha256


def test_a_problem_is_drawn_in_its_file() -> None:
    """Main place and others each with the name and the lines of the file they lie in."""
    found = Problem("Twice.", Mark(WHOLE, Span(14, 18)), others=(Mark(WHOLE, Span(4, 7), "first here"),))
    expected = "shared/b.comp:2:1: error: Twice.\n2 | four\n  | ^^^^\na.comp:2:1: note: first here\n2 | two\n  | ---\n"
    assert expected == draw_problem(found)


def test_problems_are_in_the_order_of_their_files() -> None:
    """Those of one file stand together, whether it was looked at by itself or as a part of the plan."""
    late, early = Problem("2", Mark(WHOLE, Span(14, 18))), Problem("1", Mark(USED, Span(0, 5)))
    own = Problem("0", Mark(WHOLE, Span(0, 3)))
    assert [one.message for one in sorted_problems([late, early, own])] == ["0", "1", "2"]
