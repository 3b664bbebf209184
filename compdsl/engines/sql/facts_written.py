"""The figures of rows as steps of a query: what the rows come to for each payee, each team, and all."""

from collections.abc import Callable, Mapping

from attrs import define, field

from compdsl.engines.facts import Facts
from compdsl.engines.groups import Groups
from compdsl.engines.sql.columns import Columns, columns_for
from compdsl.engines.sql.naming import Names, name_of, renamed
from compdsl.engines.sql.steps import Column, Step, tidy
from compdsl.engines.stages import Select
from compdsl.kernel.meaning import in_order
from compdsl.kernel.nodes import Aggregate, Given, Node, Round
from compdsl.values.period import Period


@define(eq=False)
class FactsWritten:
    """The steps from the rows to `facts`; `found` is what their columns are called, by how the query calls them."""

    facts: Facts
    period: Period
    names: Names
    written: Callable[[Node], str]
    """What was written of a form, in a line."""
    has_few_steps: bool = False
    """Whether columns of several measures and components stand in one step."""
    notes: dict[str, str] = field(factory=dict)
    """What is said of some columns beside that."""
    found: dict[str, str] = field(factory=dict)
    steps: list[Step] = field(factory=list)

    def write(self) -> None:
        """Add all steps."""
        for groups in self.facts.groups.values():
            self._name(groups)
        for name, one in self.facts.selects():
            if isinstance(one, Groups):
                self._groups(one)
            else:
                self._select(name, one, self._name_of_scope(name))

    def _name(self, groups: Groups) -> None:
        block = _block(groups)
        self.found[groups.name] = self.names.fresh(f"{block}_by_payee")
        for name, part in groups.parts.values():
            label = _label(*groups.asked_for[name], block, is_count=part.of_rows.startswith("count("))
            self.found[name] = self.names.fresh(label)
            for scope in ("team", "company"):
                self.found[f"{scope}_{name}"] = self.names.fresh(f"{scope}_{self.found[name]}")
        for mark in groups.marks(self.period):
            self.found[mark] = self.names.fresh(f"{block}_beyond")

    def _groups(self, groups: Groups) -> None:
        """What the rows of a block come to for each payee."""
        block, source = _block(groups), groups.stages.source
        if groups.joined is not None:
            joined, source = source, self.names.fresh(f"{block}_with_payee")
            self.found[joined] = source
            self._select(joined, groups.joined, f"The rows of {block}, each with its payee.")
        chosen = groups.chosen(self.period)
        columns = columns_for(groups.stages, [text for text, _ in chosen])
        columns.inline({})
        for name in columns.columns:
            node, part = groups.stages.made_for[name]
            stem = name_of(node, block, self.written(node)) if isinstance(node, Node) else f"{block}_in_period"
            self.found[f"{groups.name}.{name}"] = self.names.fresh(f"{stem}_{part}" if part else stem)
        named = {name: self.found[f"{groups.name}.{name}"] for name in columns.columns}
        source = self.put(columns, named, lambda _: f"{block}_looked_at", source)
        told = []
        for text, (_, name) in zip(columns.wanted, chosen, strict=True):
            comment = self.written(groups.asked_for[name][0]) if name in groups.asked_for else ""
            told.append(Column(tidy(renamed(text, named | self.found)), self.found.get(name, name), comment))
        comments = [f"What the rows of {block} come to for each payee."]
        self.steps.append(Step(self.found[groups.name], told, source, comments, behind=["GROUP BY owner"]))

    def put(self, columns: Columns, named: Mapping[str, str], owner: Callable[[str], str], source: str) -> str:
        """Add the steps of some columns; gives the relation that has them all."""
        everything = {**self.found, **named}
        for own, names in columns.few_steps() if self.has_few_steps else columns.steps(owner):
            told, last = [], ""
            for name in names:
                node, part = columns.stages.made_for[name]
                comment = self.written(node) if isinstance(node, Node) else ""
                if isinstance(node, Round) and part == "whole":
                    comment = f"Rounded: whole units, and one more away from zero by the rest ({node.mode.value})."
                expression = tidy(renamed(columns.columns[name], everything))
                said = [*([comment] if comment != last else []), *([self.notes[name]] if name in self.notes else [])]
                told.append(Column(expression, named[name], "\n".join(one for one in said if one)))
                last = comment
            self.steps.append(Step(self.names.fresh(own), told, source, keeps=True))
            source = self.steps[-1].name
        return source

    def _select(self, name: str, one: Select, comment: str) -> None:
        """A query without stages as a step."""
        told = [Column(renamed(text, self.found), renamed(alias, self.found)) for text, alias in one.columns]
        behind = [f"WHERE {renamed(one.where, self.found)}"] if one.where else []
        behind += [f"GROUP BY {one.by}"] if one.by else []
        source = renamed(one.source, self.found)
        self.steps.append(Step(self.found[name], told, source, [comment], behind=behind))

    def _name_of_scope(self, name: str) -> str:
        """What is said of the figures of a team, of all, or of all payees."""
        scope, _, rest = name.partition("_of_")
        if not rest:
            self.found[name] = self.names.fresh(name)
            return "What each payee is paid on."
        block = next(_block(one) for one in self.facts.groups.values() if rest.startswith(f"{one.name}_"))
        self.found[name] = self.names.fresh(f"{block}_by_team" if scope == "team" else f"{block}_of_all")
        return f"What the rows of {block} come to for {'each team' if scope == 'team' else 'all together'}."


def _label(node: Node, what: str, block: str, *, is_count: bool) -> str:
    """What a column of the groups is called by the figure it was first made for."""
    if isinstance(node, Given):
        return f"{node.metric}_{what}"
    assert isinstance(node, Aggregate)
    names = [one.origin.name for one in in_order([node.row] if node.row is not None else []) if one.origin.name]
    function = ["rows"] if is_count else [node.function]
    return "_".join([block, *names[:2], *function])


def _block(groups: Groups) -> str:
    return groups.relation.name.removesuffix("_read")
