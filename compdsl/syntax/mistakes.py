"""From a token the grammar does not take to a message a plan author can act on.

Each rule below looks at one kind of mistake and gives its problem or nothing; the first that speaks is taken.
"""

from collections.abc import Callable

from lark import Token

from compdsl.diagnostics.did_you_mean import closest
from compdsl.diagnostics.problem import Problem
from compdsl.source.source import Source, Span
from compdsl.syntax import problems
from compdsl.syntax.parser import Mistake
from compdsl.syntax.table import KEYWORDS, SIGNS

LATER = {
    "accelerate": "a higher rate above a point",
    "phased": "a target spread over periods",
    "prorated": "a share of the period",
    "paid": "paid later or in instalments",
    "hold": "pay held back",
    "convert": "conversion to another currency",
    "draw": "an advance on pay",
    "recoverable": "an advance on pay",
    "clawback": "pay taken back",
    "for": "a clause for each row",
    "adjust": "a manual adjustment",
    "mtd": "month to date",
    "qtd": "quarter to date",
    "ytd": "year to date",
    "previous": "the figure of an earlier period",
}
AMBIGUOUS = {
    "cumulative": "`tiers` (each slice at its own rate) or `whole tiers` (the highest rate on everything)",
    "retroactive": "`whole tiers`: the rate of the tier reached, on everything",
    "incremental": "`tiers`: each slice at its own rate",
    "graduated": "`tiers`: each slice at its own rate",
    "kicker": "`times 1.5` for a factor, or a component of its own for an extra amount",
    "multiplier": "`times 1.5`, or `multiply a, b by 1.5 when …` for several components",
    "gate": "`only when …` for a condition, or `threshold 80%` for a level of the clause's own measure",
    "qualifier": "`only when …`",
    "quota": "`goal $100k`",
    "minimum": "`floor` for the least pay, `threshold` for the level below which nothing is paid",
    "maximum": "`cap` for the most pay, `up to` for the most that counts",
    "max": "`cap` for the most pay, `up to` for the most that counts",
    "min": "`floor` for the least pay, `threshold` for the level below which nothing is paid",
    "capped": "`cap 150%`",
    "if": "`when …` for a condition behind an amount, or `(if … then … else …)` in brackets",
    "unless": "`only when not …`",
    "per": "`$100 each` for an amount a unit",
}
EXAMPLES = {
    "cap": "cap 150%",
    "floor": "floor $500",
    "threshold": "threshold 80%",
    "goal": "goal 92%",
    "rate": "rate 8%",
    "times": "times 1.5",
    "on": "on retention",
    "above": "above 100%",
    "to": "up to 150%",
    "when": "when adoption >= 80%",
    "else": "else team",
    "tiers": "tiers 5% from $0, 8% from $50k",
    "steps": "steps 50% from 75%, 100% from 100%",
    "curve": "curve 75%: 50%, 100%: 100%",
    "at": "at $0 / $50k",
    "by": "by 1.5",
    "from": "from $50k",
    "over": "over $50k",
    "full": "each full 10",
    "target": "target payee.target_incentive",
    "currency": "currency USD",
    "period": "period quarter",
    "effective": "effective 2026-01-01 to 2026-12-31",
    "expect": "expect total $4_000",
    "where": 'where segment == "smb"',
    "let": "let half = rate / 2",
    "metric": "metric retention = sum(renewals.renewed) / sum(renewals.due)",
    "records": "records deals { payee, closed_on: date, amount: money }",
    "table": 'table quota by payee.role { "lead": $50k, "member": $30k }',
    "plan": 'plan csm "Customer Success Manager"',
    "multiply": "multiply adoption, retention by 1.5",
    "test": 'test "at goal" { adoption = 80%; expect adoption $3_000 }',
    "and": "adoption >= 80% and retention >= 90%",
    "or": "adoption >= 80% or retention >= 90%",
    "not": "not late",
    "whole": "whole tiers 5% from $0, 8% from $50k",
    "only": "only when adoption >= 80%",
    "up": "up to 150%",
    "round": "round to $1",
    "rising": "rising 2 per point",
    "total": "total cap 250%",
    "rounding": "rounding half even",
    "edition": "edition 2026",
    "year": "year starts february",
}
VALUES = frozenset({"NUMBER", "PERCENT", "MONEY", "NAME", "LPAR"})


def problem_of(source: Source, mistake: Mistake) -> Problem:
    """The problem of a mistake."""
    for rule in RULES:
        found = rule(source, mistake)
        if found is not None:
            return found
    return _generic(source, mistake)


def _shown(mistake: Mistake) -> str:
    return str(mistake.token) if mistake.token is not None and mistake.token.type != "_SEP" else ""


def _span(mistake: Mistake) -> Span:
    """The token itself; for a statement that stops too early, the last token before its end."""
    if mistake.token is None or mistake.token.type == "_SEP":
        token = mistake.before
    else:
        token = mistake.token
    return Span(token.start_pos or 0, token.end_pos or 0) if token is not None else Span(0, 0)


def _later(source: Source, mistake: Mistake) -> Problem | None:
    word = _shown(mistake)
    return problems.word_of_later(source, _span(mistake), word, LATER[word]) if word in LATER else None


def _ambiguous(source: Source, mistake: Mistake) -> Problem | None:
    word = _shown(mistake)
    if word not in AMBIGUOUS or mistake.expected >= VALUES:
        return None
    return problems.word_with_two_meanings(source, _span(mistake), word, AMBIGUOUS[word])


def _of(source: Source, mistake: Mistake) -> Problem | None:
    is_of = _shown(mistake) == "of" and mistake.before is not None and mistake.before.type == "PERCENT"
    return problems.of_target(source, _span(mistake)) if is_of else None


def _tier_end(source: Source, mistake: Mistake) -> Problem | None:
    words = {str(token) for token in mistake.seen}
    if _shown(mistake) != "to" or not words & {"tiers", "steps", "at", "table"} or "TO" in mistake.expected:
        return None
    return problems.tier_with_end(source, _span(mistake), _shifted(source, mistake))


def _shifted(source: Source, mistake: Mistake) -> str | None:
    """The rows written with their ends, rewritten with their starts: `5% to $50k, 8%` is `5% from $0, 8% from $50k`."""
    shape = next((token for token in mistake.seen if token in ("tiers", "steps")), None)
    if shape is None or shape.start_pos is None:
        return None
    line = source.text[shape.start_pos : _line_end(source, shape.start_pos)].split("#")[0]
    rows = [row.split(" to ") for row in line[len(shape) :].split(",")]
    ends = [row[1].split()[0] for row in rows if len(row) == 2 and row[1].strip()]
    if len(ends) < len(rows) - 1 or not ends:
        return None
    sign = next((char for char in ends[0] if char in "$£€"), "")
    starts = [f"{sign}0" if not ends[0].endswith("%") else "0%", *ends]
    values = [row[0].split()[0] for row in rows if row[0].strip()]
    return f"{shape} " + ", ".join(f"{value} from {start}" for value, start in zip(values, starts, strict=False))


def _line_end(source: Source, offset: int) -> int:
    end = source.text.find("\n", offset)
    return len(source.text) if end < 0 else end


def _point(source: Source, mistake: Mistake) -> Problem | None:
    words = {str(token) for token in mistake.seen}
    wrong_row = "curve" in words and _shown(mistake) in ("from", "over", "at", "/")
    wrong_point = words & {"tiers", "steps"} and _shown(mistake) == ":"
    return problems.point_form(source, _span(mistake)) if wrong_row or wrong_point else None


def _equals(source: Source, mistake: Mistake) -> Problem | None:
    if _shown(mistake) == "=" and "COMPARE" in mistake.expected:
        return problems.equals_in_condition(source, _span(mistake))
    if _shown(mistake) in (">", "<") and mistake.before == "=":
        return problems.misspelt_word(source, _span(mistake), "=" + _shown(mistake), _shown(mistake) + "=")
    return None


def _closing(source: Source, mistake: Mistake) -> Problem | None:
    shown = _shown(mistake)
    if shown in (")", "}") and mistake.open_bracket is None:
        return problems.bracket_not_opened(source, _span(mistake), shown)
    return None


def _not_closed(source: Source, mistake: Mistake) -> Problem | None:
    opened = mistake.open_bracket
    ends = mistake.token is None or mistake.token.type in ("_SEP", "LBRACE") or str(mistake.token) in ("}", "{")
    if opened is None or not ends:
        return None
    if mistake.token is None and opened == "{":
        return problems.bracket_not_closed(source, _span_of(opened), _span_of(opened), "{")
    if not mistake.expected & {"RPAR", "RBRACE"}:
        return None
    if opened == "(" and "RPAR" not in mistake.expected:
        return None
    return problems.bracket_not_closed(
        source, _span(mistake), Span(opened.start_pos or 0, opened.end_pos or 0), str(opened)
    )


def _misspelt(source: Source, mistake: Mistake) -> Problem | None:
    if mistake.token is None or mistake.token.type not in ("NAME", "CODE"):
        return None
    word = str(mistake.token)
    meant = closest(word, [text for text, name in KEYWORDS.items() if name in mistake.expected])
    return problems.misspelt_word(source, _span(mistake), word, meant) if meant else None


def _alone(source: Source, mistake: Mistake) -> Problem | None:
    if len(mistake.seen) != 1 or mistake.seen[0].type != "NAME" or mistake.unit != "statement":
        return None
    ends = mistake.token is None or mistake.token.type in ("_SEP", "RBRACE")
    return problems.nothing_said(source, _span_of(mistake.seen[0]), str(mistake.seen[0])) if ends else None


def _missing(source: Source, mistake: Mistake) -> Problem | None:
    before = mistake.before
    needs = mistake.expected & {"NUMBER", "NAME", "CODE", "DATE", "STRING"}
    if before is None or str(before) not in EXAMPLES or not needs:
        return None
    is_end = mistake.token is None or mistake.token.type in ("_SEP", "RBRACE") or str(mistake.token) in KEYWORDS
    return problems.value_missing(source, _span_of(before), str(before), EXAMPLES[str(before)]) if is_end else None


def _comma(source: Source, mistake: Mistake) -> Problem | None:
    lists = {"COMMA", "RBRACE"} <= mistake.expected or ("COMMA" in mistake.expected and mistake.token is not None)
    if not lists or mistake.token is None or mistake.token.type not in ("NAME", "NUMBER", "PERCENT", "MONEY"):
        return None
    what = "column" if mistake.seen and mistake.seen[0] == "records" else "item"
    return problems.comma_missing(source, _span(mistake), what)


RULES: tuple[Callable[[Source, Mistake], Problem | None], ...] = (
    _later,
    _ambiguous,
    _of,
    _tier_end,
    _point,
    _equals,
    _not_closed,
    _closing,
    _alone,
    _misspelt,
    _missing,
    _comma,
)

GROUPS = (
    (VALUES, "a figure, a name or a bracket"),
    (frozenset({"COMPARE", "SIGN", "STAR", "SLASH"}), "an operator"),
)
NAMED = {
    "NAME": "a name",
    "CODE": "a currency code such as USD",
    "DATE": "a date such as 2026-03-31",
    "STRING": "a text between quotes",
    "_SEP": "the end of the line",
    "$END": "the end of the plan",
    "NUMBER": "a number",
}


def _generic(source: Source, mistake: Mistake) -> Problem:
    shown = _shown(mistake)
    what = f"`{shown}`" if shown else "The end of the line" if mistake.token is not None else "The end of the plan"
    after = str(mistake.before) if mistake.before is not None and mistake.before.type != "_SEP" else None
    expected = _expected_words(mistake.expected)
    return problems.unexpected(source, _span(mistake), what, after, expected, _hint(mistake))


def _expected_words(expected: frozenset[str]) -> str:
    words = []
    rest = set(expected)
    for group, text in GROUPS:
        if group <= rest:
            words.append(text)
            rest -= group | {
                "FACTOR",
                "PERCENT",
                "MONEY",
                "NUMBER",
                "STRING",
                "DATE",
                "TARGET",
                "PERIOD",
                "TOTAL",
                "ROUND",
            }
    signs = {name: sign for sign, name in SIGNS.items()}
    keywords = sorted(text for text, name in KEYWORDS.items() if name in rest)
    named = [NAMED[name] for name in sorted(rest & NAMED.keys())]
    other = [f"`{signs[name]}`" for name in sorted(rest) if name in signs]
    words += named + other
    if len(keywords) <= 5:
        words += [f"`{word}`" for word in keywords]
    elif not words or "TIERS" in rest:
        words.append("a modifier such as `cap`, `goal` or `when`")
    return _either(words[:5]) if words else "something else"


def _either(words: list[str]) -> str:
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " or " + words[-1]


def _hint(mistake: Mistake) -> str:
    if mistake.token is None or mistake.token.type == "_SEP":
        return "Finish the statement, or take it out."
    if mistake.token.type in ("MONEY", "NUMBER", "PERCENT", "FACTOR"):
        return "Say what the figure is for with a word before it, such as `cap`, `goal` or `rate`."
    return "Start a new line for a new statement, or take this out."


def _span_of(token: Token) -> Span:
    return Span(token.start_pos or 0, token.end_pos or 0)
