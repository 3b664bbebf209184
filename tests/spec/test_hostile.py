"""Plans nobody should write, hostile or unlucky: each is answered with a problem of its own, within a second."""

import time

import pytest

from compdsl import pipeline
from compdsl.diagnostics.problem import MOST_ERRORS, Mark, Problem, Severity, are_enough
from compdsl.diagnostics.to_text import draw_problems
from compdsl.source.from_bytes import source_from_bytes
from compdsl.source.source import Span
from tests.clock import SECOND

MANY = 100_000
MEGABYTE = 1_000_000
LONG = 20_000


def problems_of(data: bytes) -> list[Problem]:
    """The problems of a plan file, as the command finds them."""
    source, found = source_from_bytes(data, "plan.comp")
    return found or pipeline.check(source).problems


def timed(data: bytes) -> list[Problem]:
    problems_of(b"adoption 60% treshold 50%")  # so that what is imported at need is there
    start = time.process_time()
    found = problems_of(data)
    drawn = draw_problems(found)
    assert time.process_time() - start < SECOND
    assert "Traceback" not in drawn
    assert len(drawn) < 50_000
    return found


def names(data: bytes) -> list[tuple[int, int, str]]:
    """Line, column and name of each problem."""
    found = timed(data)
    return [(p.main.place.line, p.main.place.column, p.name) for p in found if p.main]


@pytest.mark.parametrize("data", [b"", b" \t\n\n ", b"# a comment\n# and another\n", b"\n;\n;;\n", b"plan csm { }"])
def test_a_file_that_says_nothing_is_no_plan(data: bytes) -> None:
    """A1."""
    assert [name for _, _, name in names(data)] in (["no-plan"], ["no-components"])


def test_what_is_not_utf8_is_named_with_its_byte() -> None:
    """A2."""
    assert names(b"plan csm\nbonus \xe9 60%") == [(2, 7, "not-utf8")]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16_is_recognised(encoding: str) -> None:
    """A4."""
    assert [name for _, _, name in names("adoption 60%".encode(encoding))] == ["looks-like-utf16"]


@pytest.mark.parametrize(
    "char", ["\0", "\u202e", "\u2066", "\u200b", "\u2028", "\u2029", "\x0c", "\x1b", "\ufeff", "\x85"]
)
def test_what_cannot_be_seen_may_not_stand_in_a_plan(char: str) -> None:
    """A5, A8, A20."""
    assert names(f"adoption 60%\n# fine {char} here\n".encode()) == [(2, 8, "forbidden-character")]


def test_lines_are_counted_whatever_their_ends() -> None:
    """A7."""
    for end in (b"\n", b"\r\n", b"\r"):
        assert names(end.join([b"adoption 60%", b"retention 20%", b"expansion 20% capp 1"])) == [
            (3, 15, "misspelt-word")
        ]


@pytest.mark.parametrize("char", ["\u00a0", "\u2009", "\u3000", "\u202f"])
def test_a_blank_of_a_text_processor_is_named(char: str) -> None:
    found = timed(f"adoption{char}60% goal 80%".encode())
    assert [p.name for p in found] == ["unknown-character"]
    assert found[0].hint == "Write a plain blank."


@pytest.mark.parametrize(
    "text",
    [
        "bonus = " + "-" * MANY + "1",
        "bonus = " + "(" * MANY + "1" + ")" * MANY,
        "bonus = " + "(" * MANY,
        "bonus = " + "if a then " * MANY + "1",
        "bonus $5 when " + "not " * MANY + "late",
        "plan csm { " * MANY,
        "bonus = " + "min(" * MANY,
    ],
)
def test_nesting_has_a_limit(text: str) -> None:
    """A10."""
    assert [name for _, _, name in names(text.encode()[: 1024 * 1024])] == ["too-deep"]


@pytest.mark.parametrize("sign", [" + ", " * ", " and ", " or ", "\n + ", " - "])
def test_the_terms_of_a_statement_have_a_limit(sign: str) -> None:
    """A11."""
    text = "let a = " + sign.join(["x"] * 2_100)
    assert [name for _, _, name in names(text.encode())] == ["too-many-terms"]
    longer = ("let a = " + sign.join(["1"] * 18_000)).encode()
    assert [name for _, _, name in names(longer)] == ["too-many-terms"]


def test_statements_have_a_limit() -> None:
    """A plan of one line is no way round the limit of lines."""
    assert [name for _, _, name in names(b"x 5%;" * MANY)] == ["too-many-words"]


def test_errors_have_a_limit() -> None:
    """Of thousands of them the first are told, and that there are more; the others of the file are not in the way."""
    for line in ('p# = "a" + #%', "adoption 60%", "p# 5% steps 0% from 80%, 5% from 70%", "a# 60% cup 5%"):
        found = timed(_numbered(line, 3_000).encode())
        assert [one.name for one in found].count("too-many-mistakes") == 1
        assert found[0].message == "There are more than 1,000 mistakes in this plan. The rest of it was not checked."
        assert len(found) == MOST_ERRORS + 1
    assert len(timed(_numbered('p# = "a" + #%', MOST_ERRORS).encode())) == MOST_ERRORS


def test_warnings_have_none() -> None:
    """However many there are, none of them stands in the way of paying."""
    file = source_from_bytes(b"adoption 60%", "plan.comp")[0]
    warning = Problem("So it is.", Mark(file, Span(0, 8)), severity=Severity.WARNING)
    error = Problem("So it is not.", Mark(file, Span(0, 8)))
    assert not are_enough([warning] * 2 * MOST_ERRORS + [error] * MOST_ERRORS)
    assert are_enough([warning, *[error] * (MOST_ERRORS + 1)])


def test_two_thousand_terms_are_read() -> None:
    terms = " + ".join(["1"] * 1_900)
    assert timed(f"adoption 60% times ({terms})".encode()) == []


def test_a_text_that_is_never_closed_is_reported_at_its_quote() -> None:
    """A13."""
    assert names(b'adoption 60%\nplan csm "' + b"\\x" * 500_000) == [(2, 10, "open-text")]


@pytest.mark.parametrize("text", ['"(\\\\.|[^"])*"' * 28, "\\" * 56 + '"', "a" * 28 + '"'])
def test_texts_take_no_time(text: str) -> None:
    """A14."""
    assert timed(f"plan csm {text}".encode())


@pytest.mark.parametrize(
    "figure", ["9" * 5_000, "0." + "1" * 5_000, "$" + "9" * 5_000, "9" * 5_000 + "%", "1e99999999"]
)
def test_long_figures_are_refused_in_our_words(figure: str) -> None:
    """A16: nothing of the limits of the language we are written in."""
    found = timed(f"currency USD\nsales 60% cap {figure}".encode())
    assert len(found) == 1
    assert found[0].name in ("figure-too-long", "number-form")
    assert "4300" not in found[0].message


@pytest.mark.parametrize("name", ["notx", "iffy", "orbit", "android", "whenever", "caps", "perform", "ontime"])
def test_names_that_start_like_words_are_plain_names(name: str) -> None:
    """A22."""
    assert timed(f"{name} 60% goal 80%; bonus = target * {name}.attainment".encode()) == []


def test_a_letter_of_another_alphabet_is_named() -> None:
    """A19: the code point, and the plain name it looks like."""
    found = timed("\u0430doption 60%\nmultiply \u0430doption by 2".encode())
    assert [p.name for p in found] == ["unknown-character"]
    assert "U+0430 (cyrillic small letter a)" in found[0].message
    assert found[0].hint == "Write `adoption`."


def test_a_shader_is_recognised() -> None:
    """Both use the ending `.comp`."""
    assert names(b"#version 450\n") == [(1, 1, "shader-file")]


def test_texts_have_a_limit() -> None:
    assert names(b'plan csm "' + b"x" * 4_097 + b'"\nadoption 60%') == [(1, 10, "quoted-text-too-long")]


SALES = """currency USD
period quarter
records deals { payee, closed_on: date, amount: money }
metric sales = sum(deals.amount)
"""


@pytest.mark.parametrize("word", ["let", "metric"])
@pytest.mark.parametrize("end", ["c rate 5% on l0", "c = l0", "c $5 when l0 > $5", "c rate 5% on l0 goal $5"])
def test_what_stands_for_others_is_looked_through_once(word: str, end: str) -> None:
    """A37: each name is the next one twice, so that walking through all of them would take for ever."""
    chain = "".join(f"{word} l{i} = l{i + 1} + l{i + 1}\n" for i in range(60))
    assert timed(f"{SALES}{chain}{word} l60 = sales\n{end}\n".encode()) == []


def test_scopes_are_looked_through_once() -> None:
    """A37, of a team."""
    chain = "".join(f"metric l{i} = l{i + 1} + l{i + 1}\n" for i in range(60))
    assert timed(f"{SALES}{chain}metric l60 = sales\nc $5 when l0.team > $5\n".encode()) == []


@pytest.mark.parametrize("word", ["let", "metric"])
def test_definitions_behind_each_other_have_a_limit(word: str) -> None:
    """Nobody could follow the explanation, and no walk may be deeper than what runs it allows."""
    chain = "".join(f"{word} l{i} = l{i + 1} + $1\n" for i in range(3_000))
    found = timed(f"{SALES}{chain}{word} l3000 = sales\nc rate 5% on l0\nd = l0\n".encode())
    assert [one.name for one in found] == ["definitions-too-deep"]
    assert found[0].status == 3


def test_doubling_forty_times_takes_no_time() -> None:
    """A37."""
    lets = [f"let v{i} = v{i - 1} + v{i - 1}" for i in range(1, 41)]
    text = "\n".join(
        ["let v0 = 1", *lets, "adoption 60% times v40", 'test "x" { adoption = 100%; expect v40 1099511627776 }']
    )
    source, _ = source_from_bytes(text.encode(), "plan.comp")
    start = time.process_time()
    checking = pipeline.check(source)
    assert checking.plan is not None
    kernel = pipeline.lower(checking.plan)
    assert all(one.holds for one in pipeline.run_example(kernel, kernel.examples[0]))
    assert time.process_time() - start < SECOND


@pytest.mark.parametrize("text", ["</script>", "=cmd|' /C calc'!A0", "'; drop table x; --", "{{7*7}}", "%s%n", "\\x00"])
def test_texts_stay_texts(text: str) -> None:
    """A38."""
    found = timed(f'plan csm "{text}"\nadoption 60% capp 1'.encode())
    assert [p.name for p in found] == ["misspelt-word"]


@pytest.mark.parametrize(
    "line",
    [
        "adoption 60% capp 1",
        "bonus $5 when",
        "}",
        "{",
        "(",
        "“",
        "prämie 5%",
        "x = 5 %",
        "metric a =",
        "records r {",
        "test {",
        "5%",
        "a b c d",
        "| | |",
        ",,,",
        '"',
        "a >= >= b",
        "sales 5% when a < <",
    ],
)
def test_a_mistake_on_every_line_takes_no_time(line: str) -> None:
    """Errors are found in one go, and a file full of them is no harder to read."""
    assert timed("\n".join([line] * 500).encode())


@pytest.mark.parametrize(
    "piece", ["x ", "5 ", "= ", "( ) ", "{ } ", "; ", ", ", ". ", "60%", "tiers ", "to ", "a=b;", "'", "é"]
)
def test_a_long_line_takes_no_time(piece: str) -> None:
    timed((piece * (LONG // len(piece))).encode())


@pytest.mark.parametrize("piece", ["x 5%;", "x 5%\n", "a b c;", "tiers ", "'x' ", "| ", "x = y + ", "(1) * ", "é "])
def test_time_grows_with_the_length_and_not_faster(piece: str) -> None:
    """Ten times the text takes about ten times as long, never a hundred times."""
    short, long = (_time_of((piece * (size // len(piece))).encode()) for size in (LONG // 10, LONG))
    assert long < max(30 * short, SECOND)


def _filled(piece: str, head: str = "") -> str:
    return head + piece * ((MEGABYTE - len(head)) // len(piece))


def _numbered(text: str, count: int, between: str = "\n") -> str:
    return between.join(text.replace("#", str(i)) for i in range(count))


@pytest.mark.parametrize(
    "text",
    [
        *map(
            _filled,
            ("$", "|", '"', "x ", "5 ", "= ", ", ", "() ", "{}", "a: ", "when ", "cap ", "tiers ", ".5", ">", "@"),
        ),
        _filled("a.", "x = "),
        _filled(" times 2", "a 60%"),
        _filled(" cap 5% when b > 1", "a 60%"),
        _filled(", 5% from $1", "a tiers 5% from $1"),
        _filled("x", 'plan a "'),
        _filled("a 5, ", 'test "x" { expect '),
        _numbered("c# = nope#", 19_000),
        _numbered("c# = total", 9_000),
        _numbered("let v# = total", 9_000) + "\nbonus = v1",
        _numbered("let v# = v0 + #", 6_000),
        _numbered('use "x#.comp"', 5_000),
        _numbered("c# 60% goal 80% cap 150%", 19_000),
        _numbered("let v# = v + #", 19_000),
        _numbered('test "#" { a = 1%; expect a $5 }', 9_000),
        _numbered('metric m# = sum(d#.x where k == "v")', 2_400),
        _numbered("c# 5% on d#.x", 2_400),
        "currency EUR\n" + _numbered("c# $5 when x > 1", 2_400),
        _numbered('"a#" 5%', 9_000),
        _numbered("c# tiers 5% to $5, 8% to $9, 5%", 2_000),
        "multiply " + _numbered("a#", 100_000, ", ") + " by 2",
        "records r { " + _numbered("c#: money", 50_000, ", ") + " }",
        "table g by a, b {\n|"
        + _numbered(" from # ", 400, "|")
        + "\n"
        + _numbered("from # " + "| 1 " * 400, 400)
        + "}",
    ],
    ids=lambda text: f"{text[:12]}…",
)
def test_a_megabyte_takes_no_time(text: str) -> None:
    """Whatever a file of less than the limit holds, it is answered within a second."""
    assert timed(text[:MEGABYTE].encode())


def _time_of(data: bytes) -> float:
    start = time.process_time()
    problems_of(data)
    return time.process_time() - start
