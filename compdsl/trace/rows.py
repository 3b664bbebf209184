"""The rows of the data behind a figure, in words: which counted, with what, and which did not, and why."""

import datetime
from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from compdsl.kernel.nodes import (
    Aggregate,
    Column,
    Given,
    Node,
    Split,
    Table,
    holds_column,
    parts_of,
)
from compdsl.paid.missing import Missing
from compdsl.paid.world import given_value
from compdsl.records.data import Given as GivenRow
from compdsl.records.data import PaidAmount, Payee, Row
from compdsl.source.characters import visible
from compdsl.trace.account import Account, Step
from compdsl.trace.calculation import calculation, condition_words, table_words
from compdsl.trace.crediting import credit_words
from compdsl.trace.each_row import RowAccount
from compdsl.trace.equations import equation, is_remark
from compdsl.trace.figures import amount_of, figure, in_type, reason
from compdsl.trace.numbers import percent, plain_number
from compdsl.values.currency import places_of, smallest_unit
from compdsl.values.period import Period
from compdsl.values.scopes import SAID
from compdsl.values.types import NUMBER, Kind

if TYPE_CHECKING:
    from compdsl.paid.program import Situation
    from compdsl.trace.reading import Entry

LONGEST_LIST = 30
"""No more rows than this are listed for a person to read; the trace as JSON has all."""


MOST_TERMS = 6
"""A sum over more rows than this is not written out."""

# Records


def rows_in_words(step: Step) -> str:
    """How many rows counted and how many did not."""
    node = step.node
    assert isinstance(node, Aggregate)
    if step.is_missing:
        return reason(step)
    rows = step.rows()
    words = [f"{count_of(len(rows.counted), 'row')} of {node.block}{of_scope(node.scope)}{_team(step)}"]
    if rows.filtered:
        words.append(f"{len(rows.filtered)} left out by `where`")
    if rows.outside:
        words.append(f"{len(rows.outside)} outside {step.account.situation.world.period}")
    if rows.of_other_days:
        words.append(f"{len(rows.of_other_days)} not {_of_their_days(step.account.situation)}")
    return ", ".join(words)


def rows_as_source(step: Step) -> str:
    """The same for the middle of a sentence."""
    first, *left_out = rows_in_words(step).split(", ") if not step.is_missing else (reason(step),)
    return f"{first} ({', '.join(left_out)})" if left_out else first


def row_lines(step: Step) -> list[str]:
    """Every row with its figure, or with why it was left out."""
    rows = step.rows()
    lines = [
        f"{place(row)}  {counted_words(step, row, value)}{credit_words(step, row)}".rstrip()
        for row, value in _as_in_file(step)
    ]
    lines += [f"{place(row)}  left out: {why_filtered(step, row)}" for row in rows.filtered]
    lines += [f"{place(row)}  left out: {why_outside(step, row)}" for row in rows.outside]
    lines += [f"{place(row)}  left out: {why_of_other_days(step, row)}" for row in rows.of_other_days]
    return cut(lines)


def _as_in_file(step: Step) -> list[tuple[Row, Any]]:
    """The rows that counted as they stand in the file; those of a running total in the order it takes them in."""
    node, counted = step.node, step.rows().counted
    assert isinstance(node, Aggregate)
    return list(counted) if node.order else sorted(counted, key=lambda pair: (pair[0].file, pair[0].line))


def _team(step: Step) -> str:
    """The name of the team a figure is about."""
    team = step.account.situation.payee.team
    is_named = isinstance(step.node, Aggregate) and step.node.scope == "team" and team is not None
    return f" {visible(team)}" if is_named and team is not None else ""


def days_in_force(payee: Payee, period: Period) -> tuple[datetime.date, datetime.date]:
    """The first and the last day of a row of the roster within a period."""
    return max(period.start, payee.start or period.start), min(period.end, payee.end or period.end)


def days_in_words(payee: Payee, step: Step) -> str:
    """The days of a row of the roster within the period, and the team in it."""
    first, last = days_in_force(payee, step.account.situation.world.paid)
    team = f", team {visible(payee.team)}" if payee.team is not None else ""
    return f"{first} to {last}{team}:"


# Clauses for each row


def each_row_lines(step: Step, read: "Callable[[Account], list[Entry]]") -> list[str]:
    """Every row with the steps to what it pays, or with why it was left out; `read` reads the account of a row."""
    rows = step.rows()
    if any(isinstance(value, Missing) and value.node is step.node for _, value in rows.counted):
        return []
    told = [line for row, _ in rows.counted[:LONGEST_LIST] for line in _row_told(step, row, read)]
    more = len(rows.counted) - LONGEST_LIST
    told += [f"… and {count_of(more, 'more row')}"] if more > 0 else []
    lines = [f"{place(row)}  left out: {why_filtered(step, row)}" for row in rows.filtered]
    lines += [f"{place(row)}  left out: {why_outside(step, row)}" for row in rows.outside]
    lines += [f"{place(row)}  left out: {why_of_other_days(step, row)}" for row in rows.of_other_days]
    return [*told, *cut(lines)]


def _row_told(step: Step, row: Row, read: "Callable[[Account], list[Entry]]") -> list[str]:
    """One row: on one line where it is paid by a calculation alone, else with a line for each step."""
    account = RowAccount(step, row)
    entries = read(account)
    value, credit = figure(account.result), credit_words(step, row)
    if [entry.kind for entry in entries] == ["pays"]:
        words = entries[0].words
        if is_remark(words):
            return [f"{place(row)}  {value}, {words}{credit}"]
        return [f"{place(row)}  {equation(words, value)}{credit}"]
    lines = [f"{place(row)}  {value}{credit}"]
    for entry in entries:
        lines += [f"  {entry.label} {entry.value}: {entry.words}", *(f"    {line}" for line in entry.below)]
    return lines


def how_each_row(step: Step, row: Row, read: "Callable[[Account], list[Entry]]") -> str:
    """The steps of one row on one line."""
    first, *others = _row_told(step, row, read)
    return "; ".join([first.split("  ", 1)[1], *(line.strip() for line in others)])


def place(row: Row | GivenRow) -> str:
    """The file and the line of a row."""
    return f"{visible(row.file)}:{row.line}"


def counted_words(step: Step, row: Row, value: Any) -> str:
    """The figure of a row that counted, worked out where it is more than a column."""
    node = step.node
    assert isinstance(node, Aggregate)
    if node.row is None:
        return ""
    own = step.account.in_row(node.row, row)
    result = figure(own) if node.function in ("any", "all", "distinct") else amount_of(value, step)
    if isinstance(node.row, Column):
        return result
    how = calculation(own)
    return "; ".join([f"{how} = {result}", *_looked_up(step, node.row, row)])


def _looked_up(step: Step, root: Node, row: Row) -> list[str]:
    """The tables that a figure of a row is made with, and the row of each that was taken."""
    found: dict[int, str] = {}
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Table) and holds_column(node):
            found[id(node)] = f"{node.origin.name}: {table_words(step.account.in_row(node, row))}"
        elif holds_column(node):
            waiting.extend(reversed(parts_of(node)))
    return list(found.values())


def how_counted(step: Step, row: Row) -> str:
    """How the figure of a row came about, and by which rows of tables; nothing where it is a column."""
    node = step.node
    assert isinstance(node, Aggregate)
    if node.row is None or isinstance(node.row, Column):
        return ""
    return "; ".join([calculation(step.account.in_row(node.row, row)), *_looked_up(step, node.row, row)])


def why_filtered(step: Step, row: Row) -> str:
    """The condition that left a row out, with the values of the row."""
    node = step.node
    assert isinstance(node, Aggregate)
    assert node.where is not None
    words = condition_words(step.account.in_row(node.where, row))
    return "; ".join([words, *_looked_up(step, node.where, row)])


def why_outside(step: Step, row: Row) -> str:
    """The day of a row that lies outside the period."""
    node, world = step.node, step.account.situation.world
    assert isinstance(node, Aggregate)
    column = world.date_of(node.block)
    return f"{column} {row.values[column]} is outside {world.period}"


def why_of_other_days(step: Step, row: Row) -> str:
    """Why a row of the period does not count: on its day the payee has another plan, or is not among these people."""
    node, situation = step.node, step.account.situation
    assert isinstance(node, Aggregate)
    column = situation.world.date_of(node.block)
    which = "they are among these people" if situation.is_member else "this plan is for"
    if situation.is_in_one_of_teams:
        which = f"in team {visible(situation.payee.team)}" if situation.payee.team is not None else "without a team"
    return f"{column} {row.values[column]} is not on a day {which}"


def _of_their_days(situation: "Situation") -> str:
    if situation.is_in_one_of_teams:
        return f"of the days in team {visible(situation.payee.team or '')}".rstrip()
    return "of their days here" if situation.is_member else "of the days this plan is for"


# Measures that the data gives


def given_in_words(step: Step) -> str:
    """How a figure came about from the rows of the measures; nothing where it is the figure of one row."""
    node = step.node
    assert isinstance(node, Given)
    rows = step.given()
    if step.is_missing:
        return reason(step)
    if node.fact == "goal":
        return _goals_in_words(rows)
    if node.fact == "value" or all(row.goal is None for row in rows):
        return _values_in_words(rows)
    value, goal = (_like(given_value(node, rows, node.metric, fact), rows) for fact in ("value", "goal"))
    pairs = ((value, _values_in_words(rows)), (goal, _goals_in_words(rows)))
    how = " and ".join(f"{total} = {words}" for total, words in pairs if words not in ("", total))
    return f"{value} / {goal}, where {how}" if how else f"{value} / {goal}"


def given_as_source(step: Step) -> str:
    """Where the rows of a figure stand, as far as they can be told in a sentence."""
    rows = step.given()
    return place(rows[0]) if len(rows) == 1 else count_of(len(rows), "row")


def _values_in_words(rows: list[GivenRow]) -> str:
    if any(row.of is not None for row in rows):
        return f"{_sum_of(rows, 'value')} / {_sum_of(rows, 'of')}"
    return "" if len(rows) == 1 else _sum_of(rows, "value", in_brackets=False)


def _goals_in_words(rows: list[GivenRow]) -> str:
    if all(row.goal is None for row in rows):
        return "a percentage without a goal is held against the whole"
    if len(rows) == 1:
        return ""
    if all(row.of is None for row in rows):
        return _sum_of(rows, "goal", in_brackets=False)
    if len(rows) > MOST_TERMS:
        return f"the goals of {len(rows):,} rows, weighted by what each is of"
    weighted = " + ".join(f"{percent(row.goal or 0)} × {plain_number(row.of or 0)}" for row in rows)
    return f"({weighted}) / {_sum_of(rows, 'of')}"


def _sum_of(rows: list[GivenRow], column: str, *, in_brackets: bool = True) -> str:
    """The figures of a column added up; the sum alone where there are many."""
    figures = [getattr(row, column) or 0 for row in rows]
    kind = _like if column == "goal" or rows[0].is_ratio else lambda value, _: plain_number(value)
    if len(rows) > MOST_TERMS:
        return kind(sum(figures), rows)
    text = " + ".join(kind(figure, rows) for figure in figures)
    return f"({text})" if in_brackets and len(rows) > 1 else text


def given_lines(step: Step) -> list[str]:
    """The rows of the measures, with what of them matters here."""
    node = step.node
    assert isinstance(node, Given)
    return cut([f"{place(row)}  {given_words(node.fact, row)}" for row in step.given()])


def given_words(fact: str, row: GivenRow) -> str:
    """What of a row of the measures matters for a value, a goal or an attainment."""
    of = f" of {plain_number(row.of)}" if row.of is not None else ""
    value = f"{percent(row.value) if row.is_ratio else plain_number(row.value)}{of}"
    goal = f"goal {_like(row.goal, [row])}" if row.goal is not None else ""
    asked = {"value": [value], "goal": [goal or "no goal", value if of else ""], "attainment": [value, goal]}[fact]
    return ", ".join(one for one in asked if one)


def _like(value: int | Fraction, rows: list[GivenRow]) -> str:
    """A figure of the measures: a percentage where they are ratios."""
    is_ratio = all(row.of is not None or row.is_ratio for row in rows)
    return percent(value) if is_ratio else plain_number(value)


# Parts of an amount


def split_words(step: Step) -> str:
    """The amount, the payee's weight among all, and how the cents that are left were given."""
    if step.is_missing:
        return reason(step)
    shares, pool, node = step.shares(), step.pool().result, step.node
    assert isinstance(node, Split)
    own, total = shares[step.account.situation.payee.key], sum(one.weight for one in shares.values())
    is_share = node.weight.type.kind is Kind.PERCENT and total <= 1
    kind = node.weight.type if is_share or node.weight.type.kind is not Kind.PERCENT else NUMBER
    weights = f"{in_type(own.weight, kind)} / {in_type(total, kind)}"
    exact = Fraction(pool.value) * own.weight / total
    cut = f", exactly {amount_of(exact, step)}: {whole_units(step)}, the rest by largest remainder"
    left = "" if exact == step.value else cut
    return f"{figure(pool)} × {weights}, split among {count_of(len(shares), 'person', 'people')}{left}"


def whole_units(step: Step) -> str:
    """What an amount is split into: whole cents, or multiples of the smallest amount of the currency."""
    code = step.node.type.currency
    return "whole cents" if places_of(code) == 2 else f"multiples of {amount_of(smallest_unit(code), step)}"


# Earlier periods


def earlier_lines(step: Step) -> list[str]:
    """What a figure was in each of the earlier periods."""
    return cut([f"{period}  {amount_of(value, step)}{_paid(step, period, value)}" for period, value in step.earlier()])


def _paid(step: Step, period: Period, value: Any) -> str:
    """Where the amounts stand that were paid for a period before, and whether it is adjusted now."""
    amounts = step.places_paid(period)
    if not amounts:
        return ""
    places = ", ".join(place_paid(one) for one in amounts)
    was = sum(one.amount for one in amounts)
    return f"  paid: {places}" if was == value else f"  paid: {amount_of(was, step)} in {places}, and adjusted now"


def place_paid(one: PaidAmount) -> str:
    """The file and the line of an amount that was paid before."""
    return f"{visible(one.file)}:{one.line}"


# Counting


def count_of(count: int, one: str, several: str = "") -> str:
    """A number of things."""
    if count == 1:
        return f"1 {one}"
    return f"{count:,} {several or one + 's'}" if count else f"no {several or one + 's'}"


def of_scope(scope: str) -> str:
    """Whose a figure is, where it is not the payee's own."""
    return "" if scope == "own" else f" of the {SAID[scope]}"


def cut(lines: list[str]) -> list[str]:
    """As many lines as a person reads, and how many more there are."""
    more = len(lines) - LONGEST_LIST
    return [*lines[:LONGEST_LIST], f"… and {count_of(more, 'more row')}"] if more > 0 else lines
