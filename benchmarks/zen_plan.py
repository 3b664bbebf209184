"""The plan `plans/02_csm` as a decision of zen-engine: the same lines, in its own expressions (floats)."""

import json
from typing import Any

from compdsl.records.data import Data

EXPRESSIONS = (
    ("adoption_measure", "sum(map(usage, #.active)) / sum(map(usage, #.licensed))"),
    ("weekly_measure", "sum(map(usage, #.weekly)) / sum(map(usage, #.licensed))"),
    ("retention_measure", "sum(map(renewals, #.renewed)) / sum(map(renewals, #.due))"),
    ("expansion_measure", "sum(map(filter(upsells, #.source == 'CSM'), #.arr))"),
    ("adoption_attainment", "$.adoption_measure / 0.8"),
    ("retention_attainment", "$.retention_measure / 0.92"),
    (
        "adoption_base",
        "$.adoption_attainment < 0.5 ? 0 : min([target * 0.6 * $.adoption_attainment, target * 0.9])",
    ),
    ("both", "$.adoption_attainment >= 1.1 and $.retention_attainment >= 1.05 ? 1.5 : 1"),
    ("adoption", "round($.adoption_base * $.both * 100) / 100"),
    ("retention", "round(target * 0.2 * $.retention_attainment * $.both * 100) / 100"),
    (
        "expansion",
        "round((min([$.expansion_measure, 50000]) * 0.05"
        " + max([min([$.expansion_measure, 100000]) - 50000, 0]) * 0.08"
        " + max([$.expansion_measure - 100000, 0]) * 0.12) * 100) / 100",
    ),
    ("make_it_stick", "$.adoption_measure >= 0.8 and $.weekly_measure >= 0.6 ? 1500 : 0"),
    ("total", "min([$.adoption + $.retention + $.expansion + $.make_it_stick, target * 2.5])"),
)


def decision() -> str:
    """The decision model as zen-engine reads it."""
    expressions = [{"id": str(i), "key": key, "value": value} for i, (key, value) in enumerate(EXPRESSIONS)]
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode", "position": {"x": 0, "y": 0}},
        {
            "id": "pay",
            "name": "pay",
            "type": "expressionNode",
            "position": {"x": 1, "y": 0},
            "content": {"expressions": expressions},
        },
        {"id": "out", "name": "out", "type": "outputNode", "position": {"x": 2, "y": 0}},
    ]
    edges = [
        {"id": "1", "sourceId": "in", "targetId": "pay", "type": "edge"},
        {"id": "2", "sourceId": "pay", "targetId": "out", "type": "edge"},
    ]
    return json.dumps({"contentType": "application/vnd.gorules.decision", "nodes": nodes, "edges": edges})


def contexts(data: Data) -> list[dict[str, Any]]:
    """One input a payee: target and rows, as floats."""
    found: dict[str, dict[str, Any]] = {
        payee.key: {
            "target": float(payee.fields["target_incentive"]),
            "usage": [],
            "renewals": [],
            "upsells": [],
        }  # type: ignore[arg-type]
        for payee in data.payees
    }
    for row in data.blocks["usage"]:
        v = row.values
        found[str(v["payee"])]["usage"].append(
            {"active": v["active_seats"], "weekly": v["weekly_seats"], "licensed": v["licensed_seats"]}
        )
    for row in data.blocks["renewals"]:
        v = row.values
        found[str(v["payee"])]["renewals"].append({"due": float(v["due"]), "renewed": float(v["renewed"])})  # type: ignore[arg-type]
    for row in data.blocks["upsells"]:
        v = row.values
        found[str(v["payee"])]["upsells"].append({"arr": float(v["arr"]), "source": v["sourced_by"]})  # type: ignore[arg-type]
    return list(found.values())
