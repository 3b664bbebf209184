"""Running the tests written in a plan: what each gives is a world of its own, what it expects is compared exactly."""

import datetime
from bisect import insort
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from attrs import define

from compdsl.kernel.nodes import Node
from compdsl.kernel.plan import Example, Expectation, Plan
from compdsl.paid.missing import Missing, TooLarge
from compdsl.paid.program import Program, Situation, build_program
from compdsl.paid.world import World, build_world
from compdsl.records.crediting import filled
from compdsl.records.data import Data, Payee, Row
from compdsl.records.roster import first_day, of_stints
from compdsl.values.calendar import CIVIL
from compdsl.values.period import Period
from compdsl.values.rounding import Mode, round_to
from compdsl.values.types import Kind, Type

TESTED = "payee"
"""The key of the payee a test is about."""


@define(eq=False)
class Outcome:
    """What became of one expectation; `got` is Missing where the figure has no data."""

    expectation: Expectation
    expected: Any
    got: Any
    holds: bool
    program: Program
    values: list[Any]
    situation: Situation


def run_example(plan: Plan, example: Example) -> list[Outcome]:
    """Every expectation of a test, met or not. TooLarge is raised where a figure goes beyond any pay."""
    taken = _values(example.taken)
    world, payee = _world(plan, example)
    roots = [node for one in example.expected for node in (one.fact, one.value)]
    program = build_program(roots, taken, plan.kept)
    situation = Situation(payee, world)
    values = program.run(situation)
    return [_outcome(one, program, values, situation) for one in example.expected]


def _outcome(one: Expectation, program: Program, values: list[Any], situation: Situation) -> Outcome:
    got, expected = program.value_of(one.fact, values), program.value_of(one.value, values)
    holds = got.__class__ is not Missing and expected.__class__ is not Missing and _at(got, one) == _at(expected, one)
    return Outcome(one, expected, got, holds, program, values, situation)


def _at(value: Any, one: Expectation) -> Any:
    """A figure at the places an expectation names; of a percentage they are those of the percent figure."""
    if one.places is None or isinstance(value, str | bool | datetime.date):
        return value
    is_percent = Kind.PERCENT in (one.fact.type.kind, one.value.type.kind)
    return round_to(value, Fraction(1, 10 ** (one.places + (2 if is_percent else 0))), Mode.HALF_AWAY)


def _values(nodes: Mapping[str, Node]) -> dict[str, Any]:
    """The values of expressions that ask for no data."""
    program = build_program(nodes.values())
    values = program.run(Situation(Payee(TESTED, None, {}), World(Data(()), _NO_SCHEMA, _YEAR)))
    return {name: program.value_of(node, values) for name, node in nodes.items()}


def _world(plan: Plan, example: Example) -> tuple[World, Payee]:
    roster = _roster([_payee(_values(fields)) for fields in example.payees] or [_payee({})])
    payee, period = next(iter(roster.values())), example.period or period_of_examples(plan)
    blocks: dict[str, list[Row]] = {}
    schemas = {block.name: block for block in plan.schema.blocks}
    for number, (name, nodes) in enumerate(example.rows, 1):
        rows = blocks.setdefault(name, [])
        if not nodes:
            continue
        values, schema = _values(nodes), schemas[name]
        if schema.payee_column is not None:
            values.setdefault(schema.payee_column, payee.key)
        if schema.credit is not None:
            values = filled(schema.credit, dict.fromkeys(schema.naming) | values)
        for key in (str(values[column]) for column in schema.naming if values.get(column)):
            roster.setdefault(key, Payee(key, payee.team, {}))
        if schema.date_column is not None:
            values.setdefault(schema.date_column, period.start)
        rows.append(_row(name, number, values, schema.columns))
    data = Data(tuple(roster.values()), {name: tuple(rows) for name, rows in blocks.items()})
    world = build_world(data, plan.schema, period, plan.calendar, plan.since, plan.until, plan.people)
    world.is_test, world.written = True, _written(example)
    world.rows = {name: rows for name, rows in world.rows.items() if name in blocks}
    return world, world.payee_of(payee.key) or payee


def _roster(rows: list[Payee]) -> dict[str, Payee]:
    """The people of a test by key; several rows of one of them hold for their own days each."""
    found: dict[str, list[Payee]] = {}
    for one in rows:
        insort(found.setdefault(one.key, []), one, key=first_day)
    return {key: of_stints(stints) for key, stints in found.items()}


def _written(example: Example) -> dict[str, Type]:
    """The kinds that figures are written in, where the plan does not know them: of measures, of fields of the payee."""
    fields = {f"payee.{name}": node.type for one in reversed(example.payees) for name, node in one.items()}
    return fields | {key: node.type for key, node in example.taken.items()}


def _payee(fields: dict[str, Any]) -> Payee:
    """A payee of a test: the first is the one it is about, the others are colleagues."""
    key, team = str(fields.pop("payee", TESTED)), fields.pop("team", None)
    start, end, manager = fields.pop("start", None), fields.pop("end", None), fields.get("manager")
    return Payee(key, team, fields, start=start, end=end, manager=manager if isinstance(manager, str) else None)


def _row(block: str, number: int, values: dict[str, Any], columns: Mapping[str, Any]) -> Row:
    """A row of a test; a column it does not give has no data."""
    nodes = dict.fromkeys(columns) | values
    return Row(f"test of {block}", number, number, nodes)


def period_of_examples(plan: Plan) -> Period:
    """The period tests are about: the first one the plan is in force."""
    first = plan.effective[0] if plan.effective is not None else datetime.date(2026, 1, 1)
    assert isinstance(first, datetime.date)
    return plan.calendar.period_of(first, plan.period or "year")


_NO_SCHEMA: Any = None
_YEAR = CIVIL.period_of(datetime.date(2026, 1, 1), "year")

__all__ = ["Outcome", "TooLarge", "run_example"]
