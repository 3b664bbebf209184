"""A plan in a period as one query over typed tables, to be read and run by somebody else."""

from collections.abc import Iterable, Sequence

from attrs import define, field

from compdsl.engines.beyond import BeyondQuery
from compdsl.engines.figures import Figure
from compdsl.engines.one_period import OnePeriod
from compdsl.engines.sql.columns import columns_for
from compdsl.engines.sql.facts_written import FactsWritten
from compdsl.engines.sql.naming import Names, name_of, owners_of, renamed
from compdsl.engines.sql.steps import Column, Several, Step, query_text, tidy
from compdsl.engines.sql.tables import Tables
from compdsl.engines.sql.warehouses import Warehouse
from compdsl.engines.to_sql import SqlValue, quoted
from compdsl.kernel.nodes import Named, Node, inner_parts
from compdsl.kernel.plan import Plan
from compdsl.source.source import Span
from compdsl.values.currency import places_of
from compdsl.values.period import Period

LONGEST_COMMENT = 100
DECIMALS = 4
"""How many decimals a number that is no money and no count has at most, if nobody says otherwise."""


def plan_to_sql(plan: Plan, period: Period, warehouse: Warehouse, decimals: int = DECIMALS) -> str:
    """The query of a plan in a period; raises BeyondQuery or TooWide where there is none.

    `decimals` is how many decimals numbers of the tables have at most that are no money and no counts.
    """
    for block in plan.schema.blocks:
        if block.name == "pay_period" or block.name.endswith("_read"):
            raise BeyondQuery(f"records are called `{block.name}`, as a step of the query is")
    tables = Tables(warehouse, plan.schema, plan.calendar, period, decimals)
    query = OnePeriod(plan, period, tables.relations(), warehouse.dialect)
    return Written(plan, period, warehouse, tables, query).text()


@define(eq=False)
class Written:
    """The query while it is put into words."""

    plan: Plan
    period: Period
    warehouse: Warehouse
    tables: Tables
    query: OnePeriod
    steps: list[Step | Several] = field(factory=list)
    names: Names = field(factory=Names)
    called: dict[str, str] = field(factory=dict)
    """What the last steps are called, beside tables of the plan of the same name."""
    has_beyond: bool = False
    """Whether a figure may come out too large without stopping the query by itself."""
    has_many_steps: bool = False
    """Whether there are more steps than the database takes as it is set up."""
    notes: dict[str, str] = field(factory=dict)
    """What a figure is of the columns that hold it."""

    def text(self) -> str:
        """All of it."""
        schema = self.plan.schema
        self.names.taken |= {"payees", "measures", "owner", "place", "payee", "team", "component", "cents", "units"}
        self.names.taken |= {*schema.payee_fields, *(block.name for block in schema.blocks)}
        for step in self.tables.steps:
            self.names.taken |= {step.name, *(one.name for one in step.columns)}
        self.called = {name: self.names.fresh(name) for name in ("paid", "lines", "refused", "checked")}
        self.steps += self.tables.steps
        due = self._paid()
        self._lines(due)
        self._refused()
        spelt, most = self.warehouse.dialect.spelt, self.warehouse.most_steps
        self.has_many_steps = bool(most) and len(self.steps) > most
        query = query_text(self.steps, self.warehouse.cte, self._amounts(), spelt)
        return "\n".join([*self._header(), query, ""])

    def _header(self) -> Iterable[str]:
        plan, one = self.plan, self.warehouse
        title = f": {_in_one_line(plan.title)}" if plan.title else ""
        yield f"-- {plan.name}{title}, {self.period.label}, for {one.title}{'' if one.is_tested else ' (untested)'}."
        yield "-- A row for each payee and component, in the order of payees and of the plan."
        yield "--"
        yield "-- Every figure is a whole number over a whole number. A line is rounded once, as the plan says."
        yield from (f"-- {line}" for line in one.note)
        if self.has_many_steps:
            yield "-- It has more steps than Spark takes: SET spark.sql.analyzer.maxIterations = 1000 before it."
        yield "-- A row of a table that cannot be paid on stops the query: see `refused`, at the end."

    def _paid(self) -> list[str]:
        """The steps down to what each component pays; gives the columns of the last."""
        sums, facts = self.query.sums, self.query.facts
        lowering = self.query.lowering_at(self.query.world)
        texts = [self.query.units(lowering, line) for line in self.plan.lines]
        marks = [pair for pair in self.query.marks_of_people() if pair[1] != "is_several"]
        unsure = list(dict.fromkeys([*sums.unsure, *facts.unsure()]))
        rows = FactsWritten(facts, self.period, self.names, self._text, self.warehouse.most_steps > 0)
        rows.write()
        self.steps += rows.steps
        columns = columns_for(sums.stages, [*texts, *(text for text, _ in marks), *unsure])
        lasting, owners = self._values(), owners_of(self.plan)
        rows.notes = self.notes
        columns.inline(lasting)
        named = {}
        for name in columns.columns:
            node, part = sums.stages.made_for[name]
            assert isinstance(node, Node | None)
            stem = name_of(node, owners.get(id(node), "payout"), self._text(node)) if node is not None else "payout"
            named[name] = self.names.fresh(lasting.get(name) or (f"{stem}_{part}" if part else stem))
        known = len(rows.steps)
        owner_of = lambda name: owners.get(id(sums.stages.made_for[name][0]), "payout")  # noqa: E731
        source = rows.put(columns, named, owner_of, rows.found["facts"])
        self.steps += rows.steps[known:]
        return self._due(columns.wanted, [name for _, name in marks], {**rows.found, **named}, source)

    def _due(self, wanted: Sequence[str], marks: Sequence[str], named: dict[str, str], source: str) -> list[str]:
        """The step of what each component pays."""
        texts = [tidy(renamed(text, named).replace("is_several OR ", "")) for text in wanted]
        due = [self.names.fresh(f"{line.component}_due_{self._unit}") for line in self.plan.lines]
        told = [Column("payee", "payee")]
        for text, name, line in zip(texts, due, self.plan.lines, strict=False):
            told.append(Column(text, name, self._written(line.span)))
        rest = texts[len(due) :]
        told += [Column(text, name) for text, name in zip(rest, marks, strict=False)]
        if beyond := rest[len(marks) :]:
            self.has_beyond = True
            told.append(Column(" OR ".join(f"coalesce({one}, FALSE)" for one in beyond), "is_beyond"))
        comments = ["What each component pays, in the least unit of the currency."]
        self.steps.append(Step(self.called["paid"], told, source, comments))
        return due

    def _values(self) -> dict[str, str]:
        """The columns that hold a figure which the plan names, and what they are called."""
        found: dict[str, str] = {}
        lowering = self.query.lowering_at(self.query.world)
        for line in self.plan.lines:
            if not line.is_limit:
                found.setdefault(lowering.figure(line.paid).top, f"{line.component}_paid")
        waiting: list[Node] = [node for line in self.plan.lines[::-1] for node in (line.paid, line.exact)]
        owners, seen = owners_of(self.plan), set[int]()
        while waiting:
            node = waiting.pop()
            if id(node) in seen:
                continue
            seen.add(id(node))
            waiting += reversed(inner_parts(node))
            for lowering in self.query.lowerings.values() if isinstance(node, Named) else ():
                if (value := lowering.found.get(id(node))) is not None:
                    name = name_of(node, owners[id(node)], "")
                    for column, told in _named(value, name):
                        found.setdefault(column, told)
                    if isinstance(value, Figure) and found[value.top] == _named(value, name)[0][1]:
                        self.notes[value.top] = _note(value, name)
        return found

    def _text(self, node: Node) -> str:
        return self._written(node.origin.span)

    def _written(self, span: Span) -> str:
        """What stands in the plan, in one line."""
        text = _in_one_line(self.plan.source.text[span.start : span.end])
        return text if len(text) <= LONGEST_COMMENT else f"{text[:LONGEST_COMMENT]}…"

    # The end

    def _lines(self, due: Sequence[str]) -> None:
        """The step with a row for each payee and component."""
        numbered = list(enumerate(self.plan.lines, 1))
        components = " UNION ALL ".join(
            f"SELECT {at} AS place, {quoted(line.component)} AS component" for at, line in numbered
        )
        arms = " ".join(f"WHEN place = {at} THEN {name}" for (at, _), name in zip(numbered, due, strict=True))
        told = [Column(name, name) for name in ("payee", "place", "component")]
        told.append(Column(f"CASE {arms} END", self._unit))
        told += [Column("is_beyond", "is_beyond")] if self.has_beyond else []
        source = f"{self.called['paid']} CROSS JOIN ({components}) components"
        comments = ["A row for each payee of the plan and each component."]
        self.steps.append(Step(self.called["lines"], told, source, comments, behind=["WHERE is_active AND is_theirs"]))

    def _refused(self) -> None:
        """What stops the query, in words."""
        refused = self.tables.refused
        found = []
        for relation in dict.fromkeys(relation for _, relation, _ in refused):
            arms = [(condition, words) for words, source, condition in refused if source == relation]
            found.append(_refusal(relation, arms))
        self.steps.append(
            Several(self.called["refused"], found, ["What the tables hold that cannot be paid on, in words."])
        )
        passed = f"CASE WHEN count(*) = 0 THEN 0 ELSE {self.warehouse.fails.format('min(why)')} END"
        checked = self.called["checked"]
        comments, known = ["One refusal stops the query, with its words."], ["WHERE why IS NOT NULL"]
        self.steps.append(Step(checked, [Column(passed, "is_refused")], self.called["refused"], comments, behind=known))

    def _amounts(self) -> str:
        """The amounts as money; whoever lacks data stops the query, and so does a figure that is too large."""
        places, one, unit = places_of(self.plan.currency), self.warehouse, self._unit
        held = f"CAST({unit} AS {one.decimal.format(0).replace('38', '35')})"
        amount = f"{held} * 0.{'0' * (places - 1)}1" if places else held
        missing = one.fails.format("'data is missing that ' || component || ' needs, of ' || payee")
        too_large = one.fails.format("'a figure is too large, of ' || payee")
        beyond = [f"    WHEN is_beyond THEN {too_large}"] if self.has_beyond else []
        limits = [str(at) for at, line in enumerate(self.plan.lines, 1) if line.is_limit]
        unchanged = [f"  AND NOT (place IN ({', '.join(limits)}) AND coalesce({unit}, 1) = 0)"] if limits else []
        return "\n".join(
            [
                "SELECT",
                "  payee,",
                f"  {quoted(self.period.label)} AS period,",
                "  component,",
                "  CASE",
                *beyond,
                f"    WHEN {unit} IS NULL THEN {missing}",
                f"    ELSE {amount}",
                "  END AS amount,",
                f"  {quoted(self.plan.currency or '')} AS currency",
                f"FROM {self.called['lines']}",
                f"WHERE (SELECT is_refused FROM {self.called['checked']}) = 0",
                *unchanged,
                f"ORDER BY {one.in_bytes.format('payee')}, place",
            ]
        )

    @property
    def _unit(self) -> str:
        """What amounts are called in the least unit of their currency."""
        return "cents" if places_of(self.plan.currency) == 2 else "units"


def _refusal(relation: str, arms: Sequence[tuple[str, str]]) -> str:
    """The rows of a relation, each with what is wrong with it, if anything is."""
    told = "\n".join(f"      WHEN {condition}\n        THEN {quoted(words)}" for condition, words in arms)
    source = f"\n  FROM {relation}" if relation else ""
    return f"SELECT\n    CASE\n{told}\n    END AS why{source}"


def _named(value: SqlValue, name: str) -> list[tuple[str, str]]:
    if not isinstance(value, Figure):
        return [(value.text, name)]
    return (
        [(value.top, f"{name}_top"), (value.bottom, f"{name}_bottom")] if value.bottom != "1" else [(value.top, name)]
    )


def _note(value: Figure, name: str) -> str:
    """What a figure with a name is of the columns that hold it; nothing where it is the column."""
    if value.bottom == "1" and value.factor == 1:
        return ""
    over = f"{name}_top / {name}_bottom" if value.bottom != "1" else name
    factor = f"{value.factor} of " if value.factor != 1 else ""
    return f"the figure is {factor}{over}"


def _in_one_line(text: str) -> str:
    return " ".join(text.split())
