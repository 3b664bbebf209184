"""Text to tree: the statements that could be read, and every mistake of form in one go."""

import re
from itertools import islice
from typing import TYPE_CHECKING

from compdsl.diagnostics.problem import MOST_ERRORS, Problem
from compdsl.source.source import Source, Span
from compdsl.syntax.actions import Actions
from compdsl.syntax.lalr import Token
from compdsl.syntax.lexer import Lexer
from compdsl.syntax.parser import Mistake, Parser
from compdsl.syntax.problems_of_words import no_plan, shader_file, too_deep, too_many_terms, too_many_words
from compdsl.syntax.slips import without_slips
from compdsl.syntax.table import KEYWORDS
from compdsl.syntax.tree import Broken, Plan

if TYPE_CHECKING:
    from compdsl.syntax.written import Recorder

DEEPEST = 64
MOST_OPERATORS = 2_000
MOST_WORDS = 40_000
"""How many words, figures and signs a plan may have; two thousand clauses have about half of them."""
MOST_LOOKED_AT = 200
"""How many mistakes are looked at for what was meant; the rest of them are only counted and placed."""

_SIZE = re.compile(r'"[^"\n]*"?|#[^\n]*|[-+*/]+|,|\b(?:if|not|and|or)\b|[(){};\n]')
_WORD = re.compile(r'"[^"\n]*"?|#[^\n]*|[0-9][\w.]*%?|\w+%?|[^\w\s]')
_SHADER = re.compile(r"\s*#version\b")
_DECLARING = frozenset({"metric", "let", "parameter", "table", "records", "currency", "period"})


def read_plan(source: Source, recorder: "Recorder | None" = None) -> tuple[Plan, list[Problem]]:
    """The tree of a plan, and the problems of its form. Statements with a problem stand in it as `Broken`.

    A recorder, where one is given, has seen all tokens and rules behind it.
    """
    too_large = check_size(source)
    if too_large:
        return Plan(Span(0, 0), ()), too_large
    actions = Actions(source)
    lexer = Lexer(source) if recorder is None else recorder
    action_of = actions.action_of if recorder is None else recorder.noting(actions.action_of)
    parser = Parser(lexer, action_of, _broken)
    plan = parser.parse()
    found = [*lexer.found, *actions.found]
    found += _problems(source, parser.mistakes, found)
    if not isinstance(plan, Plan):
        plan = Plan(Span(0, 0), ())
    plan, slipped = without_slips(source, plan)
    found += slipped
    if not plan.statements and not found:
        found = [shader_file(source) if _SHADER.match(source.text) else no_plan(source)]
    return Plan(plan.span, plan.statements, tuple(lexer.comments)), found


def count_words(source: Source) -> int:
    """How many words, figures and signs a plan has."""
    return sum(1 for _ in _WORD.finditer(source.text))


def check_size(source: Source) -> list[Problem]:
    """Refuse what is nested too deep or too long to be read, before it is read."""
    beyond = next(islice(_WORD.finditer(source.text), MOST_WORDS, None), None)
    end = beyond.start() if beyond is not None else len(source.text)
    depth = parens = operators = 0
    ifs = 0
    for match in _SIZE.finditer(source.text, 0, end):
        text = match[0]
        if text in ("(", "{"):
            depth += 1
            parens += text == "("
        elif text in (")", "}"):
            depth = max(0, depth - 1)
            parens = max(0, parens - (text == ")"))
        elif text == ",":
            operators += parens > 0
        elif text[0] in "-+*/":
            operators += len(text)
            ifs += len(text) - 1
        elif text in ("if", "not"):
            ifs += 1
            operators += 1
        elif text in ("and", "or"):
            operators += 1
        elif text in ("\n", ";"):
            following = source.text[match.end() : match.end() + 200].lstrip()
            if text == ";" or (parens == 0 and following[:1] not in ("+", "-", "*", "/", ")")):
                operators = ifs = parens = 0
        if depth > DEEPEST or ifs > DEEPEST:
            return [too_deep(source, Span(match.start(), match.end()), DEEPEST)]
        if operators > MOST_OPERATORS:
            return [too_many_terms(source, Span(match.start(), match.end()), MOST_OPERATORS)]
    if beyond is not None:
        return [too_many_words(source, Span(beyond.start(), beyond.end()), MOST_WORDS)]
    return []


def _broken(unit: str, span: Span, tokens: list[Token]) -> Broken:
    """What stands for a statement that could not be read, with the words and names it seems to declare."""
    if unit != "statement" or not tokens:
        return Broken(span, ())
    first = str(tokens[0])
    names = [str(token) for token in tokens[:2] if token.type == "NAME"]
    names += [str(token) for token in tokens[2:][-2:] if str(token) in KEYWORDS]
    return Broken(span, (first, *names) if first in _DECLARING else tuple(names))


def _problems(source: Source, found: list[Mistake], known: list[Problem]) -> list[Problem]:
    """One cause gives one message: a mistake in a stretch of text in which something was refused is left out."""
    if not found:
        return []
    from compdsl.syntax import mistakes

    starts = [p.main.span.start for p in known if p.main]
    new: list[Problem] = []
    for mistake in found:
        if len(new) > MOST_ERRORS:
            break
        token = mistake.token or mistake.before
        first = (mistake.first or token) if token is not None else None
        if token is not None and new and _is_in_call(source, new[-1], token):
            continue
        if first is None or token is None or not _any_between(starts, first.start_pos or 0, _line_end(source, token)):
            make = mistakes.problem_of if len(new) < MOST_LOOKED_AT else mistakes.plain_problem_of
            problem = make(source, mistake)
            if not new or _place(problem) != _place(new[-1]):
                new.append(problem)
    return new


def _place(problem: Problem) -> tuple[str, Span | None]:
    return problem.name, problem.main.span if problem.main is not None else None


def _is_in_call(source: Source, problem: Problem, token: Token) -> bool:
    """Whether a token stands in the brackets of a formula that was refused: the `;` in it separate nothing."""
    if problem.main is not None and source.at(problem.main.span) == ";" and problem.name == "one-sign-missing":
        return (token.start_pos or 0) <= _line_end_at(source, problem.main.span.end)
    if problem.name not in ("function-of-a-spreadsheet", "choice-form") or problem.main is None:
        return False
    from compdsl.syntax.spreadsheets import call_at

    call = call_at(source.text, problem.main.span.start)
    return call is not None and (token.start_pos or 0) < problem.main.span.start + len(call)


def _any_between(starts: list[int], first: int, last: int) -> bool:
    return any(first <= start <= last for start in starts)


def _line_end(source: Source, token: Token) -> int:
    return _line_end_at(source, token.start_pos or 0)


def _line_end_at(source: Source, place: int) -> int:
    end = source.text.find("\n", place)
    return len(source.text) if end < 0 else end
