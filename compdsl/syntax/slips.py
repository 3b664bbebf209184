"""Statements that follow the grammar and cannot be meant: a slip of the pen has made a component of something else.

    curency USD            a component that would pay a share of the measure USD
      treshold 50%         a line that goes on from the one above, as its indentation shows
    sales hole tiers 5%    a name where a modifier stands

They stand as `Broken` from here on, so that nothing follows from them.
"""

from functools import lru_cache
from itertools import pairwise

from compdsl.diagnostics.did_you_mean import MOST_LETTERS, closest, distance
from compdsl.diagnostics.problem import Problem
from compdsl.source.frozen import changed
from compdsl.source.source import Source
from compdsl.syntax.braces import indent, is_first
from compdsl.syntax.lexer import ONLY_STARTERS
from compdsl.syntax.problems_of_phrases import choice_of_factor
from compdsl.syntax.problems_of_words import (
    misspelt_word,
    name_form,
    slip_at_line_start,
    word_as_name,
    word_with_two_meanings,
)
from compdsl.syntax.table import KEYWORDS
from compdsl.syntax.tree import Broken, Component, Metric, Modifier, Number, Path, Plan, Statement
from compdsl.syntax.wording import AMBIGUOUS, FREE
from compdsl.values.period import WINDOWS
from compdsl.values.scopes import SCOPES

HEADER = ("currency", "period", "target", "edition", "rounding")
MODIFIERS = tuple(word for word in KEYWORDS if word.isalpha() and word not in ONLY_STARTERS | FREE)
BARE = frozenset({*SCOPES, *WINDOWS, "each", "prorated"})
"""Modifiers of one word."""
PAYING = ("rate", "each", "shape", "clawback")
"""Modifiers that say what a clause pays: no line begins with another one before them."""
TAKING_NUMBERS = ("trailing",)
"""Modifiers behind which a plain number stands."""
SURE = 6
"""Names that long and one letter from a word of the language are taken for it, however their line is laid out."""


def without_slips(source: Source, plan: Plan) -> tuple[Plan, list[Problem]]:
    """The plan with what cannot be meant as `Broken`, and the problems of it."""
    known = {s.name for s in plan.statements if not isinstance(s, Component) and hasattr(s, "name")}
    found: list[Problem] = []
    statements: list[Statement] = []
    before: Statement | None = None
    for statement in plan.statements:
        one = _slip(source, statement, before, known)
        if one is not None:
            found.append(one[0])
            statements.append(Broken(statement.span, one[1]))
        else:
            statements.append(statement)
            before = statement
    return changed(plan, statements=tuple(statements)), found


def _slip(
    source: Source, statement: Statement, before: Statement | None, known: set[str]
) -> tuple[Problem, tuple[str, ...]] | None:
    """The problem of a statement that cannot be meant, and the words it stands for."""
    if not isinstance(statement, Component | Metric):
        return None
    if statement.name in KEYWORDS and (problem := _separated(source, statement.name_span.start)) is not None:
        return problem, (statement.name,)
    if (problem := _word_before_rate(source, statement)) is not None:
        return problem, (statement.name,)
    if (problem := _other_factor(source, statement)) is not None:
        return problem, (statement.name,)
    for modifier in statement.modifiers:
        if (problem := _scope(source, modifier, known)) is not None:
            return problem, (statement.name,)
    if isinstance(statement, Metric):
        return None
    if statement.name not in known:
        if (meant := _header(statement)) is not None:
            problem = misspelt_word(source, statement.name_span, statement.name, meant)
            return problem, (meant, statement.name)
        if (problem := _goes_on(source, statement, before)) is not None:
            return problem, (statement.name,)
    problem = _amount(source, statement, known)
    return (problem, (statement.name,)) if problem is not None else None


def _separated(source: Source, start: int) -> Problem | None:
    """A modifier behind a `;`; what looks for it is only loaded where a name is a word of the language."""
    from compdsl.syntax.mistakes_of_phrases import separated

    return separated(source, start)


def _word_before_rate(source: Source, statement: Component | Metric) -> Problem | None:
    """`team rate 5% on sales` on a line of its own, which would go on with the clause above it."""
    for index, (word, other) in enumerate(pairwise(statement.modifiers)):
        start = word.span.start
        if word.word not in BARE or other.word not in PAYING or not is_first(source, start):
            continue
        is_one_line = "\n" not in source.text[start : other.span.start]
        is_deeper = indent(source, start) > indent(source, statement.span.start)
        if is_one_line and not is_deeper and _pays_already(statement, statement.modifiers[:index], other):
            return word_as_name(source, word.span, word.word, is_clause=True)
    return None


def _pays_already(statement: Component | Metric, before: tuple[Modifier, ...], other: Modifier) -> bool:
    """Whether what stands on the lines before pays by itself; a share of target may go on with its tiers."""
    if isinstance(statement, Metric) or any(one.word in PAYING for one in before):
        return True
    on = [one for one in statement.modifiers if one.word == "on"]
    return statement.form != "nothing" and (other.word != "shape" or statement.form == "formula" or len(on) > 1)


def _header(component: Component) -> str | None:
    """A word of the header with a slip: `curency USD`, `Period quarter`, `totl cap 250%`."""
    if component.form == "amount" and not component.modifiers and isinstance(component.amount, Path):
        return _same_but_capitals(component.name, HEADER) or closest(component.name, HEADER)
    limits = {modifier.word for modifier in component.modifiers}
    if component.form == "nothing" and limits <= {"cap", "soft_cap", "floor"}:
        return _same_but_capitals(component.name, ("total",)) or closest(component.name, ("total",))
    return None


def _same_but_capitals(name: str, words: tuple[str, ...]) -> str | None:
    return name.lower() if name != name.lower() and name.lower() in words else None


def _goes_on(source: Source, component: Component, before: Statement | None) -> Problem | None:
    """A modifier with a slip, on a line of its own."""
    name, span = component.name, component.name_span
    is_factor = isinstance(component.amount, Number) and component.amount.form in ("factor", "number")
    if name in AMBIGUOUS and component.form == "amount" and is_factor and not component.modifiers:
        return word_with_two_meanings(source, span, name, AMBIGUOUS[name])
    is_deeper = (
        before is not None
        and isinstance(before, Component | Metric)
        and is_first(source, span.start)
        and indent(source, span.start) > indent(source, before.span.start)
    )
    if is_deeper and name in AMBIGUOUS:
        return word_with_two_meanings(source, span, name, AMBIGUOUS[name])
    if not is_deeper and len(name) < SURE:
        return None
    meant = _modifier_meant(name) if name not in KEYWORDS else None
    is_another = meant is not None and name in (f"{meant}s", f"{meant}d")
    is_near = meant is not None and len(name) >= SURE and distance(name, meant, 1) == 1 and not is_another
    is_sure = is_near and meant is not None and _fits(component, meant)
    if meant is None or not (is_deeper or is_sure) or component.form == "formula":
        return None
    return slip_at_line_start(source, span, name, meant)


@lru_cache(4096)
def _modifier_meant(name: str) -> str | None:
    return closest(name, _of_about(len(name)))


@lru_cache
def _of_about(length: int) -> tuple[str, ...]:
    return tuple(word for word in MODIFIERS if abs(len(word) - length) <= MOST_LETTERS)


def _fits(component: Component, meant: str) -> bool:
    """Whether what follows a name could follow the word it is taken for: `training tiers …` is a component."""
    if component.form != "amount":
        return False
    is_number = isinstance(component.amount, Number) and component.amount.form == "number"
    return is_number if meant in TAKING_NUMBERS else True


def _amount(source: Source, component: Component, known: set[str]) -> Problem | None:
    """A word where the amount stands: `sales cumulative tiers …`, `sales hole tiers …`."""
    amount = component.amount
    if component.form != "amount" or not isinstance(amount, Path) or len(amount.names) > 1 or not component.modifiers:
        return None
    (word,) = amount.names
    if word in known:
        return None
    if word in AMBIGUOUS:
        return word_with_two_meanings(source, amount.span, word, AMBIGUOUS[word])
    meant = _modifier_meant(word)
    if meant:
        return misspelt_word(source, amount.span, word, meant)
    rate = next((modifier for modifier in component.modifiers if modifier.word in ("rate", "each", "shape")), None)
    if rate is None or word in KEYWORDS:
        return None
    behind = source.at(component.span)[rate.span.start - component.span.start :].strip()
    is_on = any(modifier.word == "on" for modifier in component.modifiers)
    on = f" on {component.name}" if component.name in known and not is_on else ""
    return name_form(source, component.name_span.to(amount.span), f"{component.name}_{word} {behind}{on}")


def _other_factor(source: Source, statement: Component | Metric) -> Problem | None:
    """`times 1.1x when adoption > 80% else 1`."""
    for first, other in pairwise(statement.modifiers):
        if first.word != "times" or first.when is None or other.word != "else" or isinstance(other.value, str):
            continue
        factor = source.at(first.span)[len("times") : first.when.span.start - first.span.start].strip()
        factor = factor.removesuffix("when").strip()
        value = source.at(other.span).removeprefix("else").strip()
        instead = f"times (if {source.at(first.when.span)} then {factor} else {value})"
        return choice_of_factor(source, other.span, instead)
    return None


def _scope(source: Source, modifier: Modifier, known: set[str]) -> Problem | None:
    """`else tem`."""
    value = modifier.value
    if modifier.word != "else" or not isinstance(value, Path) or len(value.names) > 1 or value.names[0] in known:
        return None
    meant = closest(value.names[0], SCOPES)
    return misspelt_word(source, value.span, value.names[0], meant) if meant else None
