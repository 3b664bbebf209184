"""The line that would declare records a plan counts on and does not declare, for the hints of messages."""

from compdsl.checked.context import Context
from compdsl.checked.names import calls, comparisons, paths
from compdsl.checked.records import is_dated
from compdsl.syntax import tree

MOST_COLUMNS = 6
MOST_LOOKED_AT = 20
"""Behind so many problems the plan is not looked through again."""


def records_line(ctx: Context, block: str, columns: tuple[str, ...] = ()) -> str:
    """`records deals { payee, closed_on: date, amount: money }` with the columns the plan asks for."""
    kinds = _kinds(ctx, block) if len(ctx.found) < MOST_LOOKED_AT else {}
    names = [name for name in dict.fromkeys((*columns, *kinds)) if name != "payee"][:MOST_COLUMNS]
    typed = {
        name: kinds.get(name) or _kind_of_name(name) or ("money" if ctx.has_currency else "number") for name in names
    }
    dates = [name for name, kind in typed.items() if kind == "date"] or ["closed_on"]
    rest = [f"{name}: {kind}" for name, kind in typed.items() if kind != "date"]
    inside = ", ".join(["payee", *(f"{name}: date" for name in dates), *rest])
    return f"records {block} {{ {inside} }}"


def _kinds(ctx: Context, block: str) -> dict[str, str | None]:
    """The columns of a block the plan asks for, with their kinds where what they are compared with tells it."""
    declared = ctx.declared
    statements = tuple(
        one
        for kind in (declared.metrics, declared.lets, declared.components)
        for one in kind.values()
        if block in ctx.source.at(one.span)
    )
    found: dict[str, str | None] = {}
    for call in calls(statements):
        inside = list(paths(call.arguments))
        if not any(path.names[0] == block for path in inside):
            continue
        for path in sorted(inside, key=lambda one: one.span.start):
            if path.names[0] == block and len(path.names) == 2:
                found.setdefault(path.names[1], None)
        for comparison in comparisons(call.arguments):
            for one, other in ((comparison.left, comparison.right), (comparison.right, comparison.left)):
                if isinstance(one, tree.Path) and (kind := _kind(other)) is not None and _is_column(one, block):
                    found[one.names[-1]] = kind
    return found


def _is_column(path: tree.Path, block: str) -> bool:
    return len(path.names) == 1 or (len(path.names) == 2 and path.names[0] == block)


def _kind(value: tree.Expression) -> str | None:
    match value:
        case tree.Text():
            return "text"
        case tree.Date():
            return "date"
        case tree.Money():
            return "money"
        case tree.Number(form="percent"):
            return "percent"
        case tree.Number():
            return "number"
        case tree.Path(names=("true",)) | tree.Path(names=("false",)):
            return "bool"
        case _:
            return None


def _kind_of_name(name: str) -> str | None:
    return "date" if is_dated(name) else None
