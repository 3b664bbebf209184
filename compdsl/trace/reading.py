"""Reading an account aloud: the steps that matter, in the order of calculation, each as a label, words and a value.

What a modifier says of itself stands in its file in `clauses/`; what every expression says stands here.
"""

from fractions import Fraction
from typing import Any

from attrs import define, field

from compdsl.checked.types import NUMBER, PERCENT
from compdsl.clauses import clause_of
from compdsl.kernel.nodes import (
    Aggregate,
    Choose,
    Compare,
    Extreme,
    Fallback,
    Given,
    Known,
    Logic,
    Named,
    Not,
    PayeeField,
    PeriodFact,
    Piecewise,
    Product,
    Roster,
    Round,
    Sum,
    Table,
)
from compdsl.paid.missing import REASONS, Missing
from compdsl.paid.world import given_value
from compdsl.records.data import Given as GivenRow
from compdsl.rendered.figures import exact_text, shown
from compdsl.trace.account import Account, Step
from compdsl.trace.tiers import RowReached, rows_reached

SIGNS = {"*": "×", "/": "/", "+": "+", "-": "−"}
OPERATORS = {">=": "≥", "<=": "≤", "==": "=", "!=": "≠", ">": ">", "<": "<"}
OPPOSITE = {">=": "<", "<=": ">", "==": "≠", "!=": "=", ">": "≤", "<": "≥"}


@define(eq=False)
class Entry:
    """One thing a reader is told. `below` are details: rows of the data, rows of a shape, people of a team."""

    label: str
    words: str
    value: str
    step: Step
    below: list[str] = field(factory=list)


def read_account(account: Account) -> list[Entry]:
    """The entries of an account, in the order of calculation."""
    used = _used(account)
    entries = [_entry(step) for step in account.steps if step.id in used]
    return [entry for entry in entries if entry is not None]


def _used(account: Account) -> set[int]:
    """The steps the figure really came from: what is not chosen is told by the step that did not choose it."""
    found: set[int] = set()
    waiting = [account.result]
    while waiting:
        step = waiting.pop()
        if step.id in found:
            continue
        found.add(step.id)
        parts = step.parts
        if is_other_line(step):
            continue
        if isinstance(step.node, Choose) and not parts[0].is_missing:
            parts = [parts[0], parts[1] if parts[0].value else parts[2]]
        elif isinstance(step.node, Fallback) and not parts[0].is_missing:
            parts = parts[:1]
        waiting.extend(parts)
    return found


def figure(step: Step) -> str:
    """The value of a step as people write it."""
    if isinstance(step.value, Missing):
        return "no data"
    return shown(step.value, step.node.type, short=True)


def amount_of(value: Any, like: Step) -> str:
    """A figure of the kind of a step."""
    return shown(value, like.node.type, short=True)


def reason(step: Step) -> str:
    """Why a step has no data."""
    assert isinstance(step.value, Missing)
    return REASONS[step.value.reason].format(step.value.detail)


# Which steps are told


def _entry(step: Step) -> Entry | None:
    node = step.node
    if step.is_literal:
        return None
    if isinstance(node, Named):
        return _named(step)
    if isinstance(node, Aggregate):
        return Entry(step.written, _rows_in_words(step), figure(step), step, _row_lines(step))
    if isinstance(node, Given):
        return None
    if isinstance(node, Roster):
        people = step.members()
        below = [f"{key}: {amount_of(value, step)}" for key, value in people]
        return Entry(
            "sum over the team" if node.scope == "team" else "sum over the company",
            f"{len(people)} people",
            figure(step),
            step,
            below,
        )
    if isinstance(node, PayeeField):
        return None if _is_renamed(step) else Entry(f"payee.{node.name}", "from the roster", figure(step), step)
    if isinstance(node, PeriodFact):
        return Entry(f"period.{node.name}", "of the period", figure(step), step)
    return _of_form(step)


def _is_renamed(step: Step) -> bool:
    """Whether the one thing made of a step is another name for it."""
    made = [other for other in step.account.steps[step.id :] if any(part is step for part in other.parts)]
    return bool(made) and all(isinstance(other.node, Named) for other in made)


def _named(step: Step) -> Entry | None:
    node = step.node
    assert isinstance(node, Named)
    if node.key in step.account.program.taken:
        return Entry(node.key, "taken as given", figure(step), step)
    if step.form == "component":
        return None
    inner = step.parts[0]
    if step.form == "table":
        return Entry(step.name, _table_words(inner), figure(step), step)
    if isinstance(inner.node, Given):
        return Entry(_label(step, node), _given_words(inner, inner.node), figure(step), step, _given_lines(inner))
    words = "" if inner.is_literal else calculation(inner)
    return Entry(_label(step, node), words, figure(step), step)


def _label(step: Step, node: Named) -> str:
    if step.form == "target share":
        return f"target of {step.name}"
    if step.form in ("goal", "attainment"):
        return f"{step.form} of {node.key.rsplit('.', 1)[0]}"
    return node.key


def _of_form(step: Step) -> Entry | None:
    """The entry of a modifier or of a clause; expressions are told within the names they belong to."""
    form = step.form
    if form in CLAUSE_FORMS and not isinstance(step.node, Compare | Known) and is_outermost(step):
        clause = clause_of(CLAUSE_FORMS[form])
        below = _shape_lines(step)
        return Entry(form, clause.words(step), figure(step), step, below)
    if form in ("share", "own target", "rate", "each", "formula") and isinstance(step.node, Product):
        return Entry("pays", calculation(step), figure(step), step)
    if form == "when" and isinstance(step.node, Choose):
        return Entry("when", condition_words(step.parts[0]), figure(step), step)
    if form == "multiply" and is_outermost(step):
        return Entry("multiply", _multiply_words(step), figure(step), step)
    if is_other_line(step):
        return Entry(step.name, "has its own account", shown(step.value, step.node.type), step)
    if form == "limit" and isinstance(step.node, Round):
        return Entry("limit", calculation(step.parts[0]), figure(step), step)
    if form == "line" and isinstance(step.node, Round):
        return (
            Entry("rounded", _rounding_words(step), shown(step.value, step.node.type), step)
            if not step.is_missing
            else None
        )
    if form == "limit line":
        return Entry(step.name, calculation(step), shown(step.value, step.node.type), step)
    if form == "total":
        return Entry("sum of the lines", calculation(step), figure(step), step)
    return None


def is_other_line(step: Step) -> bool:
    """Whether a step is another payout line, which has an account of its own."""
    return step.form == "line" and isinstance(step.node, Round) and step is not step.account.result


CLAUSE_FORMS = {
    "tiers": "shape",
    "whole tiers": "shape",
    "steps": "shape",
    "curve": "shape",
    "threshold": "threshold",
    "only when": "only_when",
    "times": "times",
    "floor": "floor",
    "cap": "cap",
    "round to": "round_to",
    "above": "above",
    "up to": "up_to",
    "else": "otherwise",
    "full": "each",
}


def is_outermost(step: Step) -> bool:
    """Whether no other step of the same piece of text is made of this one."""
    span = step.node.origin.span
    for other in step.account.steps[step.id :]:
        if other.node.origin.span == span and other.form == step.form and any(p is step for p in other.parts):
            return False
    return True


# Calculations


def calculation(step: Step) -> str:
    """How a value came about, with the values of its parts in the place of their names."""
    node = step.node
    parts = step.parts
    if step.is_missing and not parts:
        return reason(step)
    match node:
        case Sum():
            terms = [f"{SIGNS[sign]} {operand(part)}" for sign, part in zip(node.signs, parts, strict=True)]
            return " ".join(terms).removeprefix("+ ")
        case Product():
            factors = [f"{SIGNS[sign]} {operand(part)}" for sign, part in zip(node.signs, parts, strict=True)]
            return " ".join(factors).removeprefix("× ")
        case Extreme():
            word = "the least of " if node.word == "least" else "the most of "
            return word + " and ".join(figure(part) for part in parts)
        case Choose():
            taken = parts[1] if parts[0].value is True else parts[2]
            return f"{calculation(taken)}, since {condition_words(parts[0])}"
        case Fallback():
            return f"{figure(parts[1])}, since there is no data" if parts[0].is_missing else calculation(parts[0])
        case Round():
            return f"{exactly(parts[0])} rounded to {figure(parts[1])}"
        case Piecewise():
            return f"{step.written}, at {figure(parts[0])}"
        case Table():
            return _table_words(step)
        case Compare() | Logic() | Not():
            return condition_words(step)
        case Aggregate() | Given():
            return step.written if isinstance(node, Aggregate) else "from the data"
        case Named():
            return f"{node.key}"
        case PayeeField():
            return f"payee.{node.name}"
        case _:
            return step.written


def operand(step: Step) -> str:
    """A part of a calculation: its value, or its own calculation in brackets where it has no name."""
    nested = isinstance(step.node, Sum | Product) and step.form == "expression" and len(step.parts) > 1
    return f"({calculation(step)})" if nested else figure(step)


def exactly(step: Step) -> str:
    """A value with all its digits, as a fraction where they do not end."""
    if step.is_missing or not isinstance(step.value, int | Fraction) or isinstance(step.value, bool):
        return figure(step)
    text = figure(step)
    return f"{text} (exactly {exact_text(step.value)})" if "…" in text else text


def condition_words(step: Step) -> str:
    """A condition with both compared values: what holds, or what does not."""
    node, parts = step.node, step.parts
    if step.is_missing:
        return f"{step.written} cannot be answered"
    match node:
        case Compare():
            left, right = (described(part) for part in parts)
            sign = OPERATORS[node.operator] if step.value else OPPOSITE[node.operator]
            return f"{left} {sign} {right}"
        case Logic():
            joined = " and " if bool(step.value) == (node.word == "and") else None
            if joined is None:
                deciding = [part for part in parts if part.value is step.value]
                return " and ".join(condition_words(part) for part in deciding)
            return " and ".join(condition_words(part) for part in parts)
        case Not():
            return condition_words(parts[0])
        case Named():
            return f"{node.key} is {'true' if step.value else 'not true'}" + (
                f" ({condition_words(parts[0])})" if parts else ""
            )
        case Known():
            return "there is data" if step.value else "there is no data"
        case _:
            return f"{step.written} is {'true' if step.value else 'not true'}"


def described(step: Step) -> str:
    """A compared value, with its name where it has one."""
    if step.is_literal:
        return figure(step)
    if isinstance(step.node, Named):
        return f"{step.node.key} {figure(step)}"
    if step.form == "else" and step.name:
        return f"{step.name} {figure(step)}"
    return f"{step.written} {figure(step)}" if len(step.written) < 40 else figure(step)


# Rows


def _rows_in_words(step: Step) -> str:
    if step.is_missing:
        return reason(step)
    rows = step.rows()
    assert rows is not None
    node = step.node
    assert isinstance(node, Aggregate)
    words = [f"{_count(len(rows.counted), 'row')} of {node.block}{_of_scope(node.scope)}"]
    if rows.filtered:
        words.append(f"{len(rows.filtered)} left out by `where`")
    if rows.outside:
        words.append(f"{len(rows.outside)} outside {step.account.situation.world.period}")
    return ", ".join(words)


LONGEST_LIST = 30


def _row_lines(step: Step) -> list[str]:
    rows = step.rows()
    if rows is None:
        return []
    node = step.node
    assert isinstance(node, Aggregate)
    lines = [
        f"{row.file}:{row.line}  {amount_of(value, step) if node.row is not None else ''}".rstrip()
        for row, value in rows.counted
    ]
    where = f"left out: not {_where_text(step)}"
    lines += [f"{row.file}:{row.line}  {where}" for row in rows.filtered]
    period = step.account.situation.world.period
    lines += [f"{row.file}:{row.line}  left out: outside {period}" for row in rows.outside]
    if len(lines) > LONGEST_LIST:
        lines = [*lines[:LONGEST_LIST], f"… and {len(lines) - LONGEST_LIST} more rows"]
    return lines


def _where_text(step: Step) -> str:
    node = step.node
    assert isinstance(node, Aggregate)
    if node.where is None:
        return ""
    return " ".join(step.account.plan.source.at(node.where.origin.span).split())


def _given_words(step: Step, node: Given) -> str:
    """How a figure came about from the rows of the measures."""
    rows = step.given()
    if step.is_missing:
        return reason(step)
    if node.fact == "attainment" and any(row.goal is not None for row in rows):
        value, goal = (given_value(node, rows, node.metric, fact) for fact in ("value", "goal"))
        return f"{_like(value, rows)} / {_like(goal, rows)}"
    if node.fact != "goal" and any(row.of is not None for row in rows):
        top, bottom = sum(row.value for row in rows), sum(row.of or 0 for row in rows)
        return f"{_plain_number(top)} / {_plain_number(bottom)}"
    return "from the data" if len(rows) == 1 else f"of {_count(len(rows), 'row')}"


def _like(value: int | Fraction, rows: list[GivenRow]) -> str:
    """A figure of the measures: a percentage where they are ratios."""
    is_ratio = all(row.of is not None or row.is_ratio for row in rows)
    return shown(value, PERCENT if is_ratio else NUMBER, short=True)


def _given_lines(step: Step) -> list[str]:
    lines = []
    for row in step.given():
        of = f" of {_plain_number(row.of)}" if row.of is not None else ""
        goal = f", goal {_like(row.goal, [row])}" if row.goal is not None else ""
        value = shown(row.value, PERCENT if row.is_ratio else NUMBER, short=True)
        lines.append(f"{row.file}:{row.line}  {value}{of}{goal}")
    return (
        lines if len(lines) <= LONGEST_LIST else [*lines[:LONGEST_LIST], f"… and {len(lines) - LONGEST_LIST} more rows"]
    )


def _plain_number(value: int | Fraction) -> str:
    return shown(value, NUMBER, short=True)


def _of_scope(scope: str) -> str:
    return {"own": "", "team": " of the team", "company": " of the company"}[scope]


def _count(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


# Shapes, tables, limits


def _shape_lines(step: Step) -> list[str]:
    if not isinstance(step.node, Piecewise):
        return []
    x = step.parts[0]
    return [_row_reached(step, row, x) for row in rows_reached(step)]


def _row_reached(step: Step, row: RowReached, x: Step) -> str:
    has_start = any(word in row.written for word in ("from ", "over ", ":"))
    name = row.written if has_start else f"{row.written} from {amount_of(row.start, x)}"
    if row.reach == "not reached":
        return f"{name}: not reached, {amount_of(row.missing, x)} missing" if row.missing else f"{name}: not reached"
    if row.part is None:
        return f"{name}: {row.reach}"
    product = f"{amount_of(row.part, x)} × {_value(row.value, step)} = {amount_of(row.value * row.part, step)}"
    return f"{name}: {row.reach}, {product}"


def _value(value: Any, step: Step) -> str:
    node = step.node
    assert isinstance(node, Piecewise)
    return shown(value, node.rows[0].value.type, short=True)


def _table_words(step: Step) -> str:
    node = step.node
    assert isinstance(node, Table)
    keys = [f"{described(part)}" for part in step.parts[: len(node.keys)]]
    return ("no row for " if step.is_missing else "the row for ") + " and ".join(keys)


def _multiply_words(step: Step) -> str:
    if isinstance(step.node, Choose):
        condition, changed, _ = step.parts
        if condition.value is True:
            return f"{calculation(changed)}, since {condition_words(condition)}"
        return f"not multiplied, since {condition_words(condition)}"
    return calculation(step)


def _rounding_words(step: Step) -> str:
    value, unit = step.parts
    if step.is_missing or value.is_missing:
        return "nothing to round"
    node = step.node
    assert isinstance(node, Round)
    if value.value == step.value:
        return "nothing to round"
    difference = shown(step.value - value.value, node.type, short=True)
    plus = "+" if step.value > value.value else ""
    return f"exactly {exact_text(value.value)}; to {figure(unit)}, {node.mode.value}: {plus}{difference}"


def limit_words(step: Step, *, reached: str, verb: str) -> str:
    """Whether a cap or a floor changed the amount, by how much, and both compared values."""
    node = step.node
    if isinstance(node, Choose):
        condition, changed, _ = step.parts
        if condition.value is not True:
            return f"does not apply, since {condition_words(condition)}"
        return f"{limit_words(changed, reached=reached, verb=verb)} ({condition_words(condition)})"
    assert isinstance(node, Extreme)
    amount, limit = step.parts
    if step.is_missing:
        return "cannot be answered"
    how = f" ({calculation(limit)})" if isinstance(limit.node, Product) else ""
    if step.value == amount.value:
        sign = "≤" if node.word == "least" else "≥"
        return f"changes nothing: {figure(amount)} {sign} {figure(limit)}{how}"
    difference = amount_of(abs(amount.value - limit.value), step)
    return f"{verb} {difference}: {figure(amount)} becomes {figure(limit)}{how}"
