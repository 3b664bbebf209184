"""A trace as JSON, by the schema in `compdsl/trace/schema.json`: the whole account of a line, for machines and replay.

Numbers are text (`"8012.3496"` or `"n/d"`). A step names the steps it used; what stands in the plan as it is, is
given as a value. A value that has no data is null, with the reason. A step has the same `id` in all lines of a
statement, and is the same object there: what is made here is to be read and written out, not to be changed.

A step is made of its form, which is the same for every payee, and of its facts. `run_to_jsonl.py` writes the two apart.
"""

import datetime
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from compdsl import __version__
from compdsl.kernel.nodes import (
    Aggregate,
    Compare,
    EachTeam,
    Earlier,
    Extreme,
    Given,
    Literal,
    Logic,
    Named,
    Node,
    PayeeField,
    PeriodFact,
    Piecewise,
    Product,
    Prorated,
    Rank,
    Roster,
    Round,
    Split,
    Sum,
    Table,
    ToDate,
)
from compdsl.paid.missing import Missing
from compdsl.rendered.paid_before_to_json import paid_to_json
from compdsl.trace.account import Account, Step, account_for, on_one_line, steps_below
from compdsl.trace.calculation import calculation
from compdsl.trace.crediting import credit_to_json
from compdsl.trace.each_row import is_of_rows
from compdsl.trace.figures import type_of
from compdsl.trace.modifiers import missing_to
from compdsl.trace.parameters import parameter_to_json
from compdsl.trace.reading import read_account
from compdsl.trace.rows import days_in_force, how_counted, how_each_row, why_filtered, why_of_other_days, why_outside
from compdsl.trace.tiers import rows_reached
from compdsl.values.currency import places_of
from compdsl.values.figures import exact_text, plain

if TYPE_CHECKING:
    from compdsl.kernel.plan import Plan
    from compdsl.paid.lines import Line
    from compdsl.paid.program import Program
    from compdsl.records.data import Given as GivenRow
    from compdsl.records.data import InputFile, Payee, Row
    from compdsl.values.period import Period

VERSION = 2


def trace_to_json(line: "Line", plan: "Plan", files: "Sequence[InputFile]" = ()) -> dict[str, Any]:
    """The trace of one payout line."""
    account = account_for(line, plan)
    return {
        **origin_to_json(plan, files),
        "payee": line.payee.key,
        "period": line.period.label,
        **line_to_json(line, plan),
        "currency": plan.currency,
        "result": account.result.id,
        "steps": steps_to_json(account),
    }


def origin_to_json(plan: "Plan", files: "Sequence[InputFile]") -> dict[str, Any]:
    """What a line was paid with: the program, the plan and its meaning, the files and their hashes."""
    return {
        "version": VERSION,
        "compdsl": __version__,
        "plan": plan_to_json(plan),
        "files": [{"path": one.path, "sha256": one.sha256, "rows": one.rows} for one in files],
    }


def plan_to_json(plan: "Plan") -> dict[str, Any]:
    """The plan and its meaning, its file and those it uses, each with the hash of the bytes that were read."""
    own, *used = plan.source.files
    return {
        "name": plan.name,
        "title": plan.title,
        "file": own.path,
        "sha256": own.sha256,
        "used_files": [{"file": one.path, "sha256": one.sha256} for one in used],
        "meaning": plan.meaning,
    }


def line_to_json(line: "Line", plan: "Plan") -> dict[str, Any]:
    """What a line comes to."""
    return {
        "component": line.component,
        "exact": exact_text(line.exact),
        "amount": plain(line.amount, places_of(plan.currency)),
        "difference": exact_text(line.amount - line.exact),
    }


def steps_to_json(account: Account) -> list[dict[str, Any]]:
    """Every step that is not a literal."""
    program = account.program
    run, written = program.notes.get("json", (None, {}))
    if run is not account.values:
        written = {}
        program.notes["json"] = (account.values, written)
    found = []
    for node in nodes_told(program, account.root):
        key = id(node)
        if key not in written:
            step = account.step_of(node)
            written[key] = {**form_to_json(step), **value_and_words(step), **facts_of(step)}
        found.append(written[key])
    return found


def nodes_told(program: "Program", root: Node) -> tuple[Node, ...]:
    """The forms below a figure that have a step; what stands in the plan as it is, has none."""
    key = ("told", id(root))
    if key not in program.notes:
        program.notes[key] = tuple(one for one in steps_below(program, root) if not isinstance(one, Literal))
    found: tuple[Node, ...] = program.notes[key]
    return found


def value_and_words(step: Step) -> dict[str, Any]:
    """What a step comes to, how, and why it does not where it has no data."""
    value = step.value
    found = {"value": value_to_json(value), "words": calculation(step)}
    if value.__class__ is Missing:
        found["missing"] = {"reason": value.reason, "words": value.words}
    return found


def facts_of(step: Step) -> dict[str, Any]:
    """What a kind of step says beyond its value: its rows, its people, its place in the roster."""
    if step.is_as_paid:
        return {"taken": True}
    facts = _FACTS.get(type(step.node))
    return facts(step) if facts is not None else {}


def value_to_json(value: Any) -> Any:
    """A value: numbers as text, conditions as they are, days in ISO form, no data as null."""
    kind = value.__class__
    if kind is int or kind is Fraction:
        return exact_text(value)
    if kind is bool or kind is str:
        return value
    if kind is Missing or value is None:
        return None
    if isinstance(value, datetime.date):
        return value.isoformat()
    raise TypeError(f"{kind.__name__} is not a value")


# What is the same in every trace of a plan


def form_to_json(step: Step) -> dict[str, Any]:
    """The kind of a step, what was written, the steps it uses, and what sets its form apart."""
    notes, key = step.account.program.notes, ("json", id(step.node))
    if key not in notes:
        node, place, account = step.node, step.place, step.account
        notes[key] = {
            "id": step.id,
            "kind": type(node).__name__.lower(),
            "form": step.form,
            "name": step.name or None,
            "written": {
                **_file_of(step),
                "line": place.line,
                "column": place.column,
                "end_line": place.end_line,
                "end_column": place.end_column,
                "text": step.written,
            },
            "type": type_of(node).kind.value,
            "uses": [_use(account, part) for part in account.parts_of(node)],
            **_form_of(node),
        }
        if type_of(node).currency not in (None, account.plan.currency):
            notes[key]["currency"] = type_of(node).currency
        if isinstance(node, Named):
            notes[key]["taken"] = node.key in account.program.taken
        if step.form == "parameter":
            notes[key]["parameter"] = parameter_to_json(step)
    found: dict[str, Any] = notes[key]
    return found


def _file_of(step: Step) -> dict[str, str]:
    """The file a step is written in, where it is not the plan's own."""
    source = step.account.plan.source
    path = source.path_of(step.node.origin.span)
    return {"file": path} if path != source.path else {}


def _use(account: Account, part: Node) -> dict[str, Any]:
    if isinstance(part, Literal):
        return {"value": value_to_json(part.value), "type": part.type.kind.value, "text": account.text_of(part)}
    return {"step": account.step_of(part).id}


def _form_of(node: Node) -> dict[str, Any]:
    match node:
        case Sum() | Product():
            return {"signs": list(node.signs)}
        case Compare():
            return {"operator": node.operator}
        case Logic() | Extreme() | Piecewise():
            return {"word": node.word}
        case Round():
            return {"mode": node.mode.value}
        case Named():
            return {"path": node.key}
        case PayeeField() | PeriodFact():
            return {"field": node.name}
        case Table():
            return {"rows": [{"keys": [key.word for key in row.keys]} for row in node.rows]}
        case Aggregate():
            order = {"order": list(node.order)} if node.order else {}
            return {"function": node.function, "block": node.block, "scope": node.scope, **order}
        case Given():
            return {"metric": node.metric, "scope": node.scope, "fact": node.fact}
        case Roster() | Rank():
            return {"scope": node.scope}
        case Split():
            assert isinstance(node.unit, Literal)
            return {"scope": node.scope, "unit": value_to_json(node.unit.value)}
        case Prorated():
            return {"method": node.method}
        case ToDate():
            return {"window": node.window}
        case Earlier():
            return {"window": node.window, "path": node.key}
        case _:
            return {}


# What a kind of step says beyond its value


def _condition(step: Step) -> dict[str, Any]:
    missing = missing_to(step)
    return {"short_of": value_to_json(missing)} if missing is not None else {}


def _shape(step: Step) -> dict[str, Any]:
    text_at = step.account.plan.source.at
    rows = [
        {"written": on_one_line(text_at(row.row.span)), "over": row.row.over, "rising": row.rising is not None,
         "reach": row.reach, "start": value_to_json(row.start), "value": value_to_json(row.value),
         "part": value_to_json(row.part), "gives": value_to_json(row.gives), "missing": value_to_json(row.missing)}
        for row in rows_reached(step)
    ]  # fmt: skip
    return {"rows": rows}


def _aggregate(step: Step) -> dict[str, Any]:
    rows = step.rows()
    return {
        "counted": len(rows.counted),
        "left_out": len(rows.filtered) + len(rows.outside) + len(rows.of_other_days),
        "rows": [counted_row(step, row, value) for row, value in rows.counted],
        "left_out_rows": [
            *(filtered_row(step, row) for row in rows.filtered),
            *({**row_place(row), "reason": why_outside(step, row)} for row in rows.outside),
            *(row_of_other_days(step, row) for row in rows.of_other_days),
        ],
    }


def counted_row(step: Step, row: "Row", value: Any) -> dict[str, Any]:
    """A row that counted, with what it gave and how, where that is more than a column."""
    found = {**row_place(row), "value": value_to_json(value)}
    how = how_each_row(step, row, read_account) if is_of_rows(step.node) else how_counted(step, row)
    if how:
        found["how"] = how
    if credit := list(credit_to_json(step, row)):
        found["credit"] = credit
    return found


def row_of_other_days(step: Step, row: "Row") -> dict[str, Any]:
    """A row of the period on a day of another plan, or of another team."""
    return {**row_place(row), "reason": why_of_other_days(step, row)}


def filtered_row(step: Step, row: "Row") -> dict[str, Any]:
    """A row that `where` left out, with both compared values."""
    return {**row_place(row), "reason": why_filtered(step, row)}


def row_place(row: "Row | GivenRow") -> dict[str, Any]:
    """The file, the line a row begins on, and its number."""
    return {"file": row.file, "line": row.line, "row": row.number}


def _given(step: Step) -> dict[str, Any]:
    return {"rows": [given_row(row) for row in step.given()]}


def given_row(row: "GivenRow") -> dict[str, Any]:
    """A row of a measure that the data gives."""
    return {
        **row_place(row),
        "payee": row.payee,
        "value": exact_text(row.value),
        "of": value_to_json(row.of),
        "goal": value_to_json(row.goal),
        "is_ratio": row.is_ratio,
    }


def _payee_field(step: Step) -> dict[str, Any]:
    payee = step.account.situation.payee
    return {"file": payee.file, "line": payee.line}


def _roster(step: Step) -> dict[str, Any]:
    return {"people": [person_to_json(payee, account, steps_to_json(account)) for payee, account in step.members()]}


def person_to_json(payee: "Payee", account: Account, steps: list[dict[str, Any]]) -> dict[str, Any]:
    """One of the people of a sum, with the steps to their figure."""
    value = value_to_json(account.result.value)
    found = {"payee": payee.key, "file": payee.file, "line": payee.line, "value": value}
    return {**found, **result_to_json(account, steps)}


def _to_date(step: Step) -> dict[str, Any]:
    account = step.to_date()
    return {**days_to_json(account.situation.world.period), **result_to_json(account, steps_to_json(account))}


def days_to_json(period: "Period") -> dict[str, Any]:
    """A stretch of time: what it is called, its first and its last day."""
    return {"period": str(period), "first": period.start.isoformat(), "last": period.end.isoformat()}


def result_to_json(account: Account, steps: list[dict[str, Any]]) -> dict[str, Any]:
    """Which of some steps is the figure they lead to."""
    return {"result": account.result.id, "steps": steps}


def _prorated(step: Step) -> dict[str, Any]:
    return {"stints": [stint_to_json(*one, steps_to_json(one[-1])) for one in step.stints()]}


def stint_to_json(payee: "Payee", share: Any, account: Account, steps: list[dict[str, Any]]) -> dict[str, Any]:
    """A row of the roster with its share of the period, and the steps to the figure while it holds."""
    place = {"file": payee.file, "line": payee.line, "share": value_to_json(share)}
    return {**place, **result_to_json(account, steps)}


def _each_team(step: Step) -> dict[str, Any]:
    if not step.is_of_teams:
        return {}
    return {"teams": [team_to_json(step, *one, steps_to_json(one[-1])) for one in step.teams()]}


def team_to_json(step: Step, payee: "Payee", account: Account, steps: list[dict[str, Any]]) -> dict[str, Any]:
    """Somebody in one of their teams: the days in force there, and the steps to the figure."""
    period = step.account.situation.world.paid
    days = [days_in_force(one, period) for one in payee.stints or (payee,)]
    told = [{"first": first.isoformat(), "last": last.isoformat()} for first, last in days]
    return {"team": payee.team, "days": told, **result_to_json(account, steps)}


def _split(step: Step) -> dict[str, Any]:
    if step.is_missing:
        return {}
    return {**amount_split(step), "shares": list(shares_to_json(step)), "payee": step.account.situation.payee.key}


def amount_split(step: Step) -> dict[str, Any]:
    """What is split among people."""
    return {"amount": value_to_json(step.pool().result.value)}


def shares_to_json(step: Step) -> Iterator[dict[str, Any]]:
    """Everybody an amount is split among, with their weight and their part."""
    for key, one in step.shares().items():
        yield {"payee": key, "weight": value_to_json(one.weight), "part": value_to_json(one.part)}


def _rank(step: Step) -> dict[str, Any]:
    """How many take part, and how many of them have a greater figure."""
    if step.is_missing:
        return {}
    ranking = step.ranking()
    return {"ranked": len(ranking.figures), "above": ranking.above(step.parts[0].value)}


def _earlier(step: Step) -> dict[str, Any]:
    found = []
    for period, value in step.earlier():
        one = {"period": str(period), "value": value_to_json(value)}
        if places := step.places_paid(period):
            one["paid"] = [paid_to_json(step.account.plan, amount) for amount in places]
        found.append(one)
    return {"periods": found}


_FACTS = {
    Compare: _condition,
    Piecewise: _shape,
    Aggregate: _aggregate,
    Given: _given,
    PayeeField: _payee_field,
    Roster: _roster,
    Rank: _rank,
    ToDate: _to_date,
    Prorated: _prorated,
    EachTeam: _each_team,
    Split: _split,
    Earlier: _earlier,
}
