"""What only the files that a plan uses name of its data, and not the plan itself."""

from compdsl.checked.names import paths
from compdsl.source.source import Source
from compdsl.syntax import tree


def only_shared(source: Source, plan: tree.Plan) -> frozenset[tuple[str, str]]:
    """Blocks of records and columns of the roster: `("records", block)`, `("field", column)`."""
    if not source.used:
        return frozenset()
    own: set[tuple[str, str]] = set()
    others: set[tuple[str, str]] = set()
    for statement in plan.statements:
        found = own if source.own(statement.span)[0] is source.files[0] else others
        found |= _named(statement)
    return frozenset(others - own)


def _named(statement: tree.Statement) -> set[tuple[str, str]]:
    found = {("field", path.names[1]) for path in paths(statement) if path.names[0] == "payee" and path.names[1:]}
    if isinstance(statement, tree.People):
        found |= {("field", one.column) for one in statement.columns}
    if isinstance(statement, tree.Records) and statement.name != "payees":
        found.add(("records", statement.name))
    if isinstance(statement, tree.Test):
        found |= {("records", given.name) for given in statement.given}
        found |= {("field", name) for given in statement.given if given.name == "payee" for name, *_ in given.pairs}
    return found
