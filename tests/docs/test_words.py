"""The list of words that cannot be names is that of the language."""

import re
from pathlib import Path

from compdsl import pipeline
from compdsl.checked.names import RESERVED
from compdsl.source.source import Source
from compdsl.syntax.lexer import SECOND_WORDS
from compdsl.syntax.table import KEYWORDS
from compdsl.syntax.wording import FREE

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "language" / "names-and-facts.md"


def listed() -> list[str]:
    """The words of the page."""
    section = PAGE.read_text(encoding="utf-8").partition("## Words that cannot be names")[2].partition("\n## ")[0]
    return re.findall(r"`(\w+)`", section.partition("`team_bonus`.")[2])


def test_the_page_lists_the_words_of_the_language() -> None:
    assert listed() == sorted(set(KEYWORDS) - FREE - SECOND_WORDS)


def test_none_of_them_names_a_let() -> None:
    taken = [word for word in (*listed(), *RESERVED) if pipeline.check(Source(f"let {word} = 5%\na 1%", "x")).plan]
    assert taken == []


def test_a_word_of_few_places_is_a_name_elsewhere() -> None:
    for word in sorted(FREE | SECOND_WORDS):
        assert pipeline.check(Source(f"let {word} = 5%\na 1%", "x")).plan is not None, word
