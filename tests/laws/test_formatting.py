"""Reading what the formatter wrote gives the same tree, formatting twice changes nothing, and no comment is lost."""

from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.lark import from_lark
from lark import Lark

from compdsl.diagnostics.problem import Problem
from compdsl.pipeline import check, lower
from compdsl.source.source import Source
from compdsl.syntax.build import grammar_folder, grammar_text
from compdsl.syntax.same_tree import same_tree
from compdsl.syntax.to_source import comments_of, format_plan
from compdsl.syntax.written import Recorder, Written, read_written
from tests.laws.plan_texts import plan_text

PLANS = sorted((Path(__file__).parents[2] / "plans").rglob("*.comp"))
WIDTHS = st.sampled_from((20, 40, 60, 80, 100, 140))
LAWS = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))


def read(text: str) -> tuple[Written | None, list[Problem]]:
    return read_written(Source(text, "plan.comp"))


def spellings(text: str) -> list[str]:
    """The tokens of a text as they are spelt, sorted, without what only separates."""
    lexer = Recorder(Source(text, "plan.comp"))
    list(lexer.tokens(dict))
    return sorted(seen.text for seen in lexer.seen if seen.text != ",")


def assert_laws(text: str, width: int) -> None:
    before, problems = read(text)
    assert before is not None, problems
    written = format_plan(before, width)
    again, _ = read(written)
    assert again is not None, written
    assert same_tree(before.plan, again.plan), written
    assert comments_of(before.plan) == comments_of(again.plan)
    assert spellings(text) == spellings(written)
    assert written == format_plan(again, width)
    assert written.endswith("\n")
    assert not written.endswith("\n\n")
    assert "\n\n\n" not in written
    assert all(line == line.rstrip() for line in written.split("\n"))


@LAWS
@given(st.randoms(use_true_random=False), WIDTHS)
def test_random_plans_with_comments_everywhere(random: Random, width: int) -> None:
    """Statements of every kind, with odd blanks and with comments wherever the language takes them."""
    text = plan_text(random)
    assume(read(text)[0] is not None)
    assert_laws(text, width)


@settings(LAWS, max_examples=30)
@given(st.data(), WIDTHS)
def test_random_texts_of_the_grammar(data: st.DataObject, width: int) -> None:
    """Whatever the rules of the grammar allow, likely or not."""
    text = data.draw(texts_of_the_grammar())
    assume(read(text)[0] is not None)
    assert_laws(text, width)


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_plans_of_the_repository(path: Path) -> None:
    """In narrow lines as well as in long ones; their meaning stays the same."""
    text = path.read_text(encoding="utf-8")
    for width in (40, 100):
        assert_laws(text, width)
    written, _ = read(text)
    assert written is not None
    before, after = check(Source(text, path.name)), check(Source(format_plan(written, 40), path.name))
    assert before.plan is not None
    assert after.plan is not None
    assert lower(before.plan).meaning == lower(after.plan).meaning


@cache
def texts_of_the_grammar() -> st.SearchStrategy[str]:
    """Texts that follow the rules of the grammar; blanks stand around every word."""
    lark = Lark(grammar_text(grammar_folder()), parser="lalr", lexer="basic", maybe_placeholders=False)
    explicit: dict[str, st.SearchStrategy[str]] = {
        terminal.name: st.just(f" {terminal.pattern.value} ")
        for terminal in lark.terminals
        if terminal.pattern.type == "str"
    }
    explicit |= {
        "_SEP": st.sampled_from((" ;\n", " ; ", " ;# why\n", " ;\n\n\n")),
        "NAME": st.sampled_from((" a ", " share ", " payee ", " x_1 ")),
        "NUMBER": st.sampled_from((" 1 ", " 50k ", " 1_000.50 ")),
        "PERCENT": st.sampled_from((" 5% ", " 12.50% ")),
        "FACTOR": st.just(" 1.5x "),
        "MONEY": st.sampled_from((" $1_500 ", " EUR 1.2m ")),
        "DATE": st.just(" 2026-03-31 "),
        "STRING": st.sampled_from((' "a # b" ', ' "" ')),
        "CODE": st.just(" USD "),
        "COMPARE": st.sampled_from((" >= ", " < ")),
        "SIGN": st.sampled_from((" + ", " - ")),
        "COMMENT": st.just("# c\n"),
    }
    return from_lark(lark, start="start", explicit=explicit)
