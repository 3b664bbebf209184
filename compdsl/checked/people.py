"""Whom a plan pays: the columns of the roster behind `for`, and the texts they may hold."""

from collections.abc import Iterable

from compdsl.checked.context import Context
from compdsl.checked.names_of import ROSTER_COLUMNS
from compdsl.checked.plan import OfColumn, People
from compdsl.checked.problems_of_names import said_twice
from compdsl.checked.problems_of_people import column_of_texts, empty_text, everybody_alone, test_of_others
from compdsl.source.source import Span
from compdsl.syntax import tree
from compdsl.values.types import TEXT, Kind


def check_people(ctx: Context, people: tree.People) -> People:
    """Whom a plan pays; each column stands there once, each text too, and each column holds texts."""
    if not people.columns and not people.is_beside:
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
    return People(people.span, tuple(columns.values()), people.is_beside)


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
    """A test is about somebody the plan pays: where it says what a column holds, that is one of the texts."""
    columns = {one.column: one for one in people.columns}
    payees = (next((given for given in test.given if given.name == "payee"), None) for test in tests)
    for name, _, value in (pair for payee in payees if payee is not None for pair in payee.pairs):
        one = columns.get(name)
        if one is None or not isinstance(value, tree.Text):
            continue
        allowed = tuple(text.value for text in one.values)
        if value.value not in allowed:
            ctx.report(test_of_others(ctx.source, value.span, one.span, name, value.value, allowed))
