"""A trace as JSON, by the schema in `compdsl/trace/schema.json`: the whole account of a line, for machines and replay.

Numbers are text (`"8012.3496"` or `"n/d"`). A step names the steps it used; what stands in the plan as it is, is
given as a value. A value that has no data is null, with the reason.
"""

import datetime
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from compdsl import __version__
from compdsl.kernel.nodes import (
    Aggregate,
    Compare,
    Extreme,
    Given,
    Literal,
    Logic,
    Named,
    PayeeField,
    PeriodFact,
    Piecewise,
    Product,
    Roster,
    Round,
    Sum,
    Table,
)
from compdsl.paid.missing import REASONS, Missing
from compdsl.rendered.figures import exact_text, plain
from compdsl.trace.account import Account, Step, account_for
from compdsl.trace.reading import calculation
from compdsl.trace.tiers import rows_reached

if TYPE_CHECKING:
    from compdsl.kernel.plan import Plan
    from compdsl.paid.lines import Line
    from compdsl.records.data import InputFile

VERSION = 1
MOST_ROWS = 1_000
"""Of a team or the company no more rows than this are listed; then their number and the result stand for them."""


def trace_to_json(line: "Line", plan: "Plan", files: "Sequence[InputFile]" = ()) -> dict[str, Any]:
    """The trace of one payout line."""
    from compdsl.kernel.currency import places_of

    account = account_for(line, plan)
    return {
        "version": VERSION,
        "compdsl": __version__,
        "plan": {"name": plan.name, "title": plan.title, "file": plan.source.path, "meaning": plan.meaning},
        "files": [{"path": one.path, "sha256": one.sha256, "rows": one.rows} for one in files],
        "payee": line.payee.key,
        "period": line.period.label,
        "component": line.component,
        "exact": exact_text(line.exact),
        "amount": plain(line.amount, places_of(plan.currency)),
        "currency": plan.currency,
        "result": account.result.id,
        "steps": steps_to_json(account),
    }


def steps_to_json(account: Account) -> list[dict[str, Any]]:
    """Every step that is not a literal."""
    return [_step(step) for step in account.steps if not step.is_literal]


def _step(step: Step) -> dict[str, Any]:
    found = {"id": step.id, **_static(step), "value": value_to_json(step.value)}
    found["uses"] = [_use(part) for part in step.parts]
    found["words"] = calculation(step)
    if isinstance(step.value, Missing):
        reason = step.value.reason
        found["missing"] = {"reason": reason, "words": REASONS[reason].format(step.value.detail)}
    return found | _facts(step)


def _static(step: Step) -> dict[str, Any]:
    """What is the same in every trace of a plan: the kind of a step and what was written."""
    notes, key = step.account.program.notes, ("json", id(step.node))
    if key not in notes:
        place = step.place
        notes[key] = {
            "kind": type(step.node).__name__.lower(),
            "form": step.form,
            "name": step.name or None,
            "written": {
                "line": place.line,
                "column": place.column,
                "end_line": place.end_line,
                "end_column": place.end_column,
                "text": step.written,
            },
            "type": step.node.type.kind.value,
        }
    found: dict[str, Any] = notes[key]
    return found


def _use(part: Step) -> dict[str, Any]:
    if isinstance(part.node, Literal):
        return {"value": value_to_json(part.value), "type": part.node.type.kind.value, "text": part.written}
    return {"step": part.id}


def value_to_json(value: Any) -> Any:
    """A value: numbers as text, conditions as they are, days in ISO form, no data as null."""
    if isinstance(value, Missing) or value is None:
        return None
    if isinstance(value, bool):
        return value
    if isinstance(value, int | Fraction):
        return exact_text(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value


def _facts(step: Step) -> dict[str, Any]:
    """What a kind of step says beyond its value."""
    node = step.node
    match node:
        case Sum() | Product():
            return {"signs": list(node.signs)}
        case Compare():
            return {"operator": node.operator}
        case Logic() | Extreme():
            return {"word": node.word}
        case Round():
            return {"mode": node.mode.value}
        case Named():
            return {"path": node.key, "taken": node.key in step.account.program.taken}
        case PayeeField() | PeriodFact():
            return {"field": node.name}
        case Piecewise():
            return {"word": node.word, "rows": _shape_rows(step)}
        case Table():
            return {"rows": [{"keys": [key.word for key in row.keys]} for row in node.rows]}
        case Aggregate():
            return _aggregate(step, node)
        case Given():
            return _given(step, node)
        case Roster():
            people = [{"payee": key, "value": value_to_json(value)} for key, value in step.members()]
            return {"scope": node.scope, "people": people}
        case _:
            return {}


def _shape_rows(step: Step) -> list[dict[str, Any]]:
    node = step.node
    assert isinstance(node, Piecewise)
    reached = rows_reached(step)
    return [
        {"written": row.written, "over": row.over, "rising": row.rising is not None, "reach": row.reach,
         "start": value_to_json(row.start), "value": value_to_json(row.value),
         "part": value_to_json(row.part), "missing": value_to_json(row.missing)}
        for row in reached
    ]  # fmt: skip


def _aggregate(step: Step, node: Aggregate) -> dict[str, Any]:
    rows = step.rows()
    assert rows is not None
    found: dict[str, Any] = {"function": node.function, "block": node.block, "scope": node.scope}
    found["counted"] = len(rows.counted)
    found["left_out"] = len(rows.filtered) + len(rows.outside)
    if node.scope != "own" and len(rows.counted) + found["left_out"] > MOST_ROWS:
        return found | {"rows": None, "left_out_rows": None}
    where = " ".join(step.account.plan.source.at(node.where.origin.span).split()) if node.where is not None else ""
    period = f"outside {step.account.situation.world.period}"
    found["rows"] = [_row(row) | {"value": value_to_json(value)} for row, value in rows.counted]
    found["left_out_rows"] = [
        *(_row(row) | {"reason": f"not {where}"} for row in rows.filtered),
        *(_row(row) | {"reason": period} for row in rows.outside),
    ]
    return found


def _row(row: Any) -> dict[str, Any]:
    return {"file": row.file, "line": row.line, "row": row.number}


def _given(step: Step, node: Given) -> dict[str, Any]:
    rows = [
        {"file": row.file, "line": row.line, "row": row.number, "payee": row.payee, "value": exact_text(row.value),
         "of": value_to_json(row.of), "goal": value_to_json(row.goal), "is_ratio": row.is_ratio}
        for row in step.given()
    ]  # fmt: skip
    return {"metric": node.metric, "scope": node.scope, "fact": node.fact, "rows": rows}
