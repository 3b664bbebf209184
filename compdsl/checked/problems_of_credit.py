"""The problems of credit: shares that do not make up a row, columns that name nobody, amounts counted for each."""

from compdsl.diagnostics.problem import Mark, Problem, problem
from compdsl.records.crediting import Role, Uncredited
from compdsl.source.source import Source, Span
from compdsl.values.figures import shown
from compdsl.values.types import PERCENT


@problem
def credit_shares(source: Source, span: Span, block: str, found: str, hint: str) -> Problem:
    """The shares of a credit do not come to 100% of each row, and nobody takes the rest.

    Beside the whole row somebody can be credited with an `overlay`, which does not count in it.
    """
    return Problem(f"The shares of `{block}` {found}.", Mark(source, span), hint=hint)


@problem
def share_of_credit(source: Source, span: Span, role: str, text: str) -> Problem:
    """A share of a credit is no percentage above zero, and no column of the records that holds one."""
    return Problem(
        f"`{text}` is no share for `{role}`: a share is a percentage above zero.",
        Mark(source, span),
        hint=f"Write `{role} 30%`, a column of type `percent`, or `{role} rest`.",
    )


@problem
def names_nobody(source: Source, span: Span, name: str, column: Span, payee: str | None) -> Problem:
    """Rows are credited to a column that does not name people of the roster."""
    hint = f"Write `{payee}`, if that is who is meant." if payee else f"Write its type, `{name}: payee`."
    return Problem(
        f"`{name}` names nobody of the roster, so nothing can be credited to it.",
        Mark(source, span),
        others=(Mark(source, column, "the column"),),
        hint=hint,
    )


@problem
def payee_not_credited(source: Source, span: Span, block: str, column: Span) -> Problem:
    """Records with a column `payee` are credited to others only: whose rows they are would be said twice."""
    return Problem(
        f"`{block}` has a column `payee`, which says whose row it is, and this credits nothing to it.",
        Mark(source, span),
        others=(Mark(source, column, "the column"),),
        hint="Credit something to `payee` too, or call the column by its role, such as `rep: payee`.",
    )


@problem
def column_of_credit(source: Source, span: Span, block: str, name: str, credit: Span) -> Problem:
    """Credited records have a column with a name that the language uses for what is credited of a row."""
    return Problem(
        f"`{block}.{name}` is what is credited of a row, and this column has the same name.",
        Mark(source, span),
        others=(Mark(source, credit, "credited here"),),
        hint=f"Give the column another name, such as `{name}_limit`.",
    )


@problem
def not_credited(source: Source, span: Span, block: str, name: str, credit: str) -> Problem:
    """What is credited of a row is asked for, and the plan does not say who is credited with it."""
    return Problem(
        f"Nothing says who is credited with the rows of `{block}`, so there is no `{block}.{name}`.",
        Mark(source, span),
        hint=f"Write `{credit}`, or take `{name}` out: a row of one payee is theirs as a whole.",
    )


@problem
def whole_for_each(source: Source, span: Span, text: str, block: str, credited: str, full: str) -> Problem:
    """Rows that several people are credited with are added up without saying how much of each counts.

    The whole amount would count for everybody who is credited with a row. That can be meant, and is said then.
    """
    return Problem(
        f"`{text}` counts whole for each of the people a row of `{block}` is credited to.",
        Mark(source, span),
        hint=f"Write `{credited}` for what is credited, or `{full}` for the whole of it.",
    )


@problem
def row_not_credited(source: Source, span: Span, block: str, found: Uncredited, role: Role) -> Problem:
    """A row of a test is not credited as a whole: it names nobody, or its shares do not come to 100%."""
    hint = f'Write who is credited, such as `{role.column}: "ada"`, so that the shares come to 100%.'
    match found.reason:
        case "above":
            what, hint = f"The shares come to {shown(found.sum, PERCENT)}", "Write shares that come to 100%."
        case "below" | "nobody takes the rest":
            left = shown(1 - found.sum, PERCENT)
            what = f"{left} of this row of `{block}` would be credited to nobody"
        case "share of nobody":
            what = f"There is a share for `{role.column}`, and nobody is named there"
        case _:
            what, hint = f"There is no share for `{role.column}`", f"Write `{role.share_column}: 30%`."
    return Problem(f"{what}.", Mark(source, span), hint=hint)
