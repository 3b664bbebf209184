"""Builds the parser's table from the grammar with lark, and writes it to `table.py` so that starting up is quick.

python -m compdsl.syntax.build
"""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lark import Lark
from lark.parsers.lalr_analysis import Shift

ORDER = ("plan", "clauses", "expressions", "tests", "words")
HEAD = '''"""The parser's table, written from grammar/ by `python -m compdsl.syntax.build`; not edited by hand."""
# ruff: noqa
# fmt: off
'''


def grammar_folder() -> Path:
    """The grammar: beside the package in a checkout, inside it where it is installed."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "grammar"
    return inside if inside.is_dir() else package.parent / "grammar"


def grammar_text(folder: Path) -> str:
    """The whole grammar as one text."""
    return "\n".join((folder / f"{name}.lark").read_text(encoding="utf-8") for name in ORDER)


def build_table(grammar: str) -> str:
    """The text of `table.py` for a grammar."""
    lark = Lark(grammar, parser="lalr", lexer="basic", maybe_placeholders=False)
    built: Any = lark.parser.parser
    table = built._parse_table
    order = _states_in_order(table)
    rules = _rules_in_order(table, order)
    lines = [
        f"GRAMMAR_SHA256 = {hashlib.sha256(grammar.encode()).hexdigest()!r}",
        f"START = {order[table.start_states['start']]}",
        f"END = {order[table.end_states['start']]}",
        f"KEYWORDS = {_words(lark, is_word=True)!r}",
        f"SIGNS = {_words(lark, is_word=False) | _alternatives(lark)!r}",
        f"FIGURES = {_figures(lark)!r}",
        "RULES = (",
        *(f"    {_rule(rule)!r}," for rule in rules),
        ")",
        "STATES: tuple[dict[str, int], ...] = (",
        *(f"    {_row(table.states[state], order, rules)!r}," for state in order),
        ")",
    ]
    return HEAD + "\n".join(lines) + "\n"


def _states_in_order(table: Any) -> dict[Any, int]:
    """The states numbered in the order they are first reached, so that the same grammar gives the same text."""
    order = {table.start_states["start"]: 0}
    waiting = list(order)
    for state in waiting:
        for _, (action, arg) in sorted(table.states[state].items()):
            if action is Shift and arg not in order:
                order[arg] = len(order)
                waiting.append(arg)
    return order


def _rules_in_order(table: Any, order: dict[Any, int]) -> dict[Any, int]:
    reduced = {arg for state in order for action, arg in table.states[state].values() if action is not Shift}
    return {rule: number for number, rule in enumerate(sorted(reduced, key=str))}


def _rule(rule: Any) -> tuple[str, str, bool, tuple[bool, ...]]:
    """Origin, name of the action, whether a single child stands for the whole, and which symbols are kept."""
    kept = tuple(not (symbol.is_term and symbol.filter_out) for symbol in rule.expansion)
    origin = str(rule.origin.name)
    return origin, str(rule.alias or origin), bool(rule.options.expand1 and not rule.alias), kept


def _row(row: Any, order: dict[Any, int], rules: dict[Any, int]) -> dict[str, int]:
    """What each symbol leads to: zero and up is the next state, below zero the rule that ends here."""
    return {
        str(name): order[arg] if action is Shift else -1 - rules[arg] for name, (action, arg) in sorted(row.items())
    }


def _words(lark: Lark, *, is_word: bool) -> dict[str, str]:
    found = {t.pattern.value: t.name for t in lark.terminals if t.pattern.type == "str"}
    return {text: str(name) for text, name in sorted(found.items()) if text.isidentifier() is is_word}


def _alternatives(lark: Lark) -> dict[str, str]:
    """The signs that share a terminal, such as the comparisons."""
    signs = ("+", "-", "*", "/", ">=", "<=", "==", "!=", ">", "<")
    return {sign: str(name) for sign in signs for name, regexp in _regexps(lark) if regexp(sign)}


def _regexps(lark: Lark) -> Iterator[tuple[str, Any]]:
    for terminal in lark.terminals:
        if terminal.name in ("COMPARE", "SIGN", "STAR", "SLASH"):
            yield terminal.name, re.compile(terminal.pattern.to_regexp()).fullmatch


def _figures(lark: Lark) -> tuple[tuple[str, str], ...]:
    return tuple(
        (str(terminal.name), terminal.pattern.to_regexp())
        for terminal in lark.terminals
        if terminal.name in ("DATE", "MONEY", "PERCENT", "FACTOR", "NUMBER")
    )


if __name__ == "__main__":
    Path(__file__).with_name("table.py").write_text(build_table(grammar_text(grammar_folder())), encoding="utf-8")
