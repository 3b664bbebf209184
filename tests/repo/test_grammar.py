"""Grammar, parser's table, tree and clause files agree with one another."""

import hashlib
import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from compdsl.clauses import clause_of
from compdsl.clauses.order import Stage
from compdsl.source.source import Source
from compdsl.syntax import lalr, parser, table
from compdsl.syntax.actions import Actions
from compdsl.syntax.build import build_table, grammar_folder, grammar_text
from compdsl.syntax.lexer import STARTERS, Lexer
from compdsl.syntax.wording import AMBIGUOUS

CLAUSES = Path(clause_of("cap").__file__ or "").parent


def test_the_table_is_that_of_the_grammar() -> None:
    """The parser's table was built from the grammar as it stands."""
    grammar = grammar_text(grammar_folder())
    assert hashlib.sha256(grammar.encode()).hexdigest() == table.GRAMMAR_SHA256
    assert build_table(grammar) == Path(table.__file__).read_text(encoding="utf-8")


def test_the_grammar_has_no_conflict(caplog) -> None:  # type: ignore[no-untyped-def]
    """lark finds no conflict it would have to resolve by itself."""
    import logging

    from lark import Lark, logger

    logger.setLevel(logging.DEBUG)
    Lark(grammar_text(grammar_folder()), parser="lalr", lexer="basic", debug=True, maybe_placeholders=False)
    logger.setLevel(logging.CRITICAL)
    assert "conflict" not in caplog.text


def test_larks_automaton_takes_the_same_plans() -> None:
    """Every shipped plan, token by token, is taken by lark's automaton too, and reduced by the same rules."""
    from lark import Token as LarkToken
    from lark.parsers import lalr_analysis
    from lark.parsers.lalr_parser_state import ParseConf, ParserState

    kinds = {lalr.Shift: lalr_analysis.Shift, lalr.Reduce: lalr_analysis.Reduce}
    rows = [parser.TABLE.states[number] for number in range(len(table.STATES))]
    states = [{name: (kinds[action], arg) for name, (action, arg) in row.items()} for row in rows]
    larks = lalr_analysis.IntParseTable(states, parser.TABLE.start_states, parser.TABLE.end_states)
    for path in sorted((grammar_folder().parent / "plans").rglob("*.comp")):
        seen: list[str] = []
        callbacks = {one: _noting(seen, "" if one.is_unchanged else one.action) for one in parser.PRODUCTIONS}
        theirs = ParserState(ParseConf(larks, callbacks, "start"), None)
        ours: list[str] = []
        own = {one: _noting(ours, one.action) for one in parser.PRODUCTIONS}
        state = lalr.ParserState(parser.TABLE, own, "start")
        lexer = Lexer(Source(path.read_text(encoding="utf-8"), path.name))
        lexer.takes = partial(_takes, state)
        for token in lexer.tokens(partial(_accepted, state)):
            state.feed_token(token)
            theirs.feed_token(LarkToken(token.type, str(token)))
        state.feed_token(lalr.Token("$END", ""), is_end=True)
        theirs.feed_token(LarkToken("$END", ""), is_end=True)
        assert ours == [action for action in seen if action]


def _takes(state: lalr.ParserState, name: str) -> bool:
    return parser.takes(state.state_stack, name)


def _accepted(state: lalr.ParserState) -> Mapping[str, object]:
    return parser.TABLE.states[state.state_stack[-1]]


def _noting(seen: list[str], action: str):  # type: ignore[no-untyped-def]
    return lambda parts: seen.append(action)


def test_every_rule_has_an_action() -> None:
    """Each alternative of the grammar has a method of its name; modifiers share one."""
    for origin, action, is_passed_on, _ in table.RULES:
        if origin == "modifier" or action.startswith("_") or (is_passed_on and action == origin):
            continue
        assert hasattr(Actions, action), action


def test_no_rule_is_empty() -> None:
    """The parser takes at least one part off its stack for every rule."""
    assert all(kept for _, _, _, kept in table.RULES)


def test_every_modifier_has_a_file_and_every_file_a_modifier() -> None:
    """A modifier of the grammar is one file in `clauses/`, with what a clause file says."""
    words = {action.rstrip("_") for origin, action, _, _ in table.RULES if origin == "modifier"}
    files = {Path(clause_of(word).__file__ or "").stem for word in words}
    assert files == {path.stem for path in CLAUSES.glob("*.py")} - {"__init__", "order"}
    for word in words:
        clause = clause_of(word)
        assert isinstance(clause.STAGE, Stage)
        assert {"component", "metric", "total"} >= clause.WHERE
        assert callable(clause.check)
        assert callable(clause.lower)


def test_starters_are_the_words_a_statement_starts_with() -> None:
    """The lexer's list of first words is that of the grammar."""
    takes = {text for text, name in table.KEYWORDS.items() if name in table.STATES[table.START]}
    assert takes | {"expect"} == STARTERS


def test_reserved_words_are_not_in_the_grammar() -> None:
    """A word refused for having two meanings is no keyword."""
    assert not set(AMBIGUOUS) & set(table.KEYWORDS) - {"if", "per"}


def test_every_rule_of_the_grammar_is_explained() -> None:
    """Above each rule that has a meaning of its own stands a comment."""
    for name in ("plan", "clauses", "tests"):
        text = (grammar_folder() / f"{name}.lark").read_text(encoding="utf-8")
        for match in re.finditer(r"^(?P<rule>[a-z]\w*):", text, re.MULTILINE):
            before = text[: match.start()].rstrip("\n").splitlines()
            block = [line for line in before[-12:] if line.strip()]
            assert any("//" in line for line in block), match["rule"]
