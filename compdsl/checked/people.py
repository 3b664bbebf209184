"""Whom a plan pays: the columns of the roster behind `for`, and the texts they may hold."""

from collections.abc import Iterable

from compdsl.checked.context import Context
from compdsl.checked.names_of import ROSTER_COLUMNS
from compdsl.checked.plan import OfColumn, People
from compdsl.checked.problems_of_names import said_twice
from compdsl.checked.problems_of_people import (
    column_of_texts,
    empty_text,
    everybody_alone,
    test_of_others,
    test_of_variant,
)
from compdsl.diagnostics.problem import Problem
from compdsl.source.source import Span
from compdsl.syntax import tree
from compdsl.values.types import TEXT, Kind


def check_people(ctx: Context, people: tree.People) -> People:
    """Whom a plan pays; each column stands there once, each text too, and each column holds texts."""
    if not people.columns and not people.is_beside and not people.others:
        ctx.report(everybody_alone(ctx.source, people.span))
    columns: dict[str, OfColumn] = {}
    first: dict[str, Span] = {}
    for one in people.columns:
        if one.column in first:
            ctx.report(said_twice(ctx.source, one.column_span, first[one.column], one.column))
            continue
        first[one.column] = one.column_span
        _use_column(ctx, one)
        columns[one.column] = OfColumn(one.column, _texts(ctx, one))
    others = tuple(check_people(ctx, one) for one in people.others)
    return People(people.span, tuple(columns.values()), people.is_beside, others)


def _use_column(ctx: Context, one: tree.OfColumn) -> None:
    """Ask for the column in the roster, as one of texts."""
    if one.column == "team":
        ctx.uses_team = True
    if one.column in ROSTER_COLUMNS:
        kind = ROSTER_COLUMNS[one.column]
    else:
        ctx.use_field(one.column, one.column_span)
        kind = ctx.settle_field(one.column, TEXT, one.column_span)[0]
    if kind.kind not in (Kind.TEXT, Kind.UNKNOWN):
        ctx.report(column_of_texts(ctx.source, one.column_span, one.column, kind.words()))


def _texts(ctx: Context, one: tree.OfColumn) -> dict[str, Span]:
    found: dict[str, Span] = {}
    for text in one.values:
        if not text.value:
            ctx.report(empty_text(ctx.source, text.span, one.column))
        elif text.value in found:
            ctx.report(said_twice(ctx.source, text.span, found[text.value], f'"{text.value}"'))
        else:
            found[text.value] = text.span
    return found


def check_tested(ctx: Context, people: tree.People, tests: Iterable[tree.Test]) -> None:
    """A test is about somebody the plan pays: one of their rows of the roster holds what the plan asks for."""
    for test in tests:
        rows = [given for given in test.given if given.name == "payee"]
        theirs = [row for row in rows if _key(row) == _key(rows[0])]
        wrong = [_of_others(ctx, people, row) or _of_variant(ctx, people, row) for row in theirs]
        if wrong and wrong[0] is not None and None not in wrong:
            ctx.report(wrong[0])


def _key(row: tree.Given) -> str:
    """Whose row of the roster it is, in a test; nobody's name is a name too."""
    return next((value.value for name, _, value in row.pairs if name == "payee" and isinstance(value, tree.Text)), "")


def _of_variant(ctx: Context, people: tree.People, row: tree.Given) -> Problem | None:
    """Where a row is of somebody whom a variant of the plan pays."""
    given = {name: value for name, _, value in row.pairs}
    for other in people.others:
        texts = [(given.get(one.column), {text.value for text in one.values}) for one in other.columns]
        if all(isinstance(value, tree.Text) and value.value in allowed for value, allowed in texts):
            return test_of_variant(ctx.source, row.span, other.span)
    return None


def _of_others(ctx: Context, people: tree.People, row: tree.Given) -> Problem | None:
    """Where a row says of a column that it holds another text than those the plan asks for."""
    columns = {one.column: one for one in people.columns}
    for name, _, value in row.pairs:
        one = columns.get(name)
        allowed = tuple(text.value for text in one.values) if one is not None else ()
        if one is not None and isinstance(value, tree.Text) and value.value not in allowed:
            return test_of_others(ctx.source, value.span, one.span, name, value.value, allowed)
    return None
