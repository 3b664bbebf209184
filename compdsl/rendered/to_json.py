"""A run as JSON for programs: its lines and totals, and the manifest that says what it was made of.

Numbers are text, so that no program reads them as binary fractions. One line of a run is one line of the file.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from compdsl import __version__
from compdsl.rendered.paid_before_to_json import adjustment_to_json, files_to_json
from compdsl.rendered.people_to_text import is_for_some
from compdsl.rendered.still_open_to_json import open_of_payees
from compdsl.source.characters import visible
from compdsl.values.currency import places_of
from compdsl.values.figures import exact_text, plain

if TYPE_CHECKING:
    from compdsl.checked.plan import People
    from compdsl.kernel.plan import Plan
    from compdsl.paid.left_out import AmountsLeftOut
    from compdsl.paid.of_roster import OfRoster
    from compdsl.paid.payroll import PaidRun
    from compdsl.paid.rows import RowCount
    from compdsl.records.data import InputFile, PaidBefore
    from compdsl.values.period import Period

VERSION = 1


def payroll_to_json(plan: "Plan", payroll: "PaidRun") -> Iterator[str]:
    """`{"version", "plan", "meaning", "periods", "lines": […], "totals": […]}`, a line of the run on each line.

    Where something is held, still due or owed of draws after a statement, `open` says it.
    """
    periods = [period.label for period in payroll.periods]
    head = {"version": VERSION, "plan": plan.name, "meaning": plan.meaning, "periods": periods}
    yield to_json(head)[:-1] + ', "lines": ['
    places, comma = places_of(plan.currency), "\n"
    for one in payroll.statements:
        for line in one.lines:
            entry: dict[str, Any] = {
                "payee": one.payee,
                "period": one.period.label,
                "component": line.component,
                "exact": exact_text(line.exact),
                "amount": plain(line.amount, places),
                "currency": plan.currency,
            }
            if line.adjusts is not None:
                entry["adjusts"] = adjustment_to_json(plan, line.adjusts)
            yield comma + to_json(entry)
            comma = ",\n"
    still_due = open_of_payees(plan, payroll)
    after = f', "open": {to_json(still_due)}' if still_due else ""
    yield f'\n], "totals": {to_json(totals(plan, payroll))}{after}}}\n'


def totals(plan: "Plan", payroll: "PaidRun") -> list[dict[str, Any]]:
    """What is paid in each currency; a plan has one."""
    return [{"currency": plan.currency, "amount": plain(payroll.total, places_of(plan.currency))}]


def manifest_to_json(
    plan: "Plan",
    files: "Sequence[InputFile]",
    payroll: "PaidRun",
    rows: "Sequence[RowCount]",
    left_out: "AmountsLeftOut",
    paid: "PaidBefore | None",
    period_rows: "Mapping[Period, int]",
    people: "OfRoster",
    still_open: "Sequence[Mapping[str, Any]]",
    outputs: Mapping[str, str],
) -> str:
    """What a run was made of and what it wrote, each file by its hash: the same manifest means the same lines."""
    counts = {one.file: one for one in rows}
    own, *used = plan.source.files
    whole = {
        "version": VERSION,
        "compdsl": __version__,
        "plan": {
            "path": visible(own.path),
            "name": plan.name,
            "sha256": own.sha256,
            "meaning": plan.meaning,
            "used_files": [{"path": visible(one.path), "sha256": one.sha256} for one in used],
        },
        "periods": [period.label for period in payroll.periods],
        "period_rows": {one.label: period_rows.get(one, 0) for one in payroll.periods},
        "inputs": [
            {
                "file": one.path,
                "sha256": one.sha256,
                "rows": one.rows,
                "counted": counts[one.path].counted,
                "left_out": dict(counts[one.path].left_out),
            }
            for one in files
        ],
        "paid_before": files_to_json(paid),
        **people_to_json(plan, people),
        "payees": payroll.paid_people,
        "unpaid": payroll.unpaid_people,
        "left_out": left_out_to_json(left_out),
        "lines": payroll.lines,
        "totals": totals(plan, payroll),
        "open": list(still_open),
        "outputs": [{"file": name, "sha256": digest} for name, digest in sorted(outputs.items())],
    }
    return json.dumps(whole, indent=2, ensure_ascii=True) + "\n"


def people_to_json(plan: "Plan", found: "OfRoster") -> dict[str, Any]:
    """Whom a plan with `for` is for, and how many of the roster are others'."""
    people = plan.people
    if people is None or not is_for_some(people):
        return {}
    variants = {"variants": [_columns_to_json(one) for one in people.others]} if people.others else {}
    counts = {"payees": found.theirs, "others": len(found.others), "in_part": [one.key for one in found.in_part]}
    return {"for": {"columns": _columns_to_json(people), **variants, **counts}}


def _columns_to_json(people: "People") -> list[dict[str, Any]]:
    return [{"column": one.name, "texts": list(one.texts)} for one in people.columns]


def left_out_to_json(found: "AmountsLeftOut") -> dict[str, Any]:
    """What the run leaves out: how many rows are refused or of payees not paid, who that is, what columns add up to."""
    return {
        "refused_rows": found.refused,
        "rows_of_unpaid": found.unpaid,
        "payees": {"count": len(found.payees), "names": list(found.payees)},
        "sums": [
            {
                "file": one.file,
                "column": one.column,
                "metric": one.metric,
                "currency": one.type.currency,
                "refused": {"rows": one.refused.rows, "read": one.refused.read, "sum": exact_text(one.refused.sum)},
                "unpaid": {"rows": one.unpaid.rows, "sum": exact_text(one.unpaid.sum)},
            }
            for one in found.columns
        ],
    }


def to_json(value: Any) -> str:
    """A value on one line."""
    return json.dumps(value, ensure_ascii=True)
