"""`soft cap`: told with what lies above it, and replayed from its trace."""

import json

import jsonschema
import pytest

from compdsl.rendered.trace_to_json import trace_to_json
from compdsl.trace.replay import replay
from tests.clauses.telling import told
from tests.trace.paying import FILES, data_of, line_of
from tests.trace.test_replay import SCHEMA


@pytest.mark.parametrize(
    ("clause", "words"),
    [
        ("soft cap 90% at 20%", "pays 20% of the $35.005 above $900 (90% × $1,000): $935.005 becomes $907.001"),
        ("soft cap 150% at 20%", "changes nothing: $935.005 ≤ $1,500 (150% × $1,000)"),
        ("soft cap $900 at 50% when wins > 1",
         "pays 50% of the $35.005 above $900: $935.005 becomes $917.5025, since wins 2 > 1"),
        ("soft cap $900 at 50% when wins > 2", "does not apply, since wins 2 ≤ 2"),
    ],
)  # fmt: skip
def test_what_lies_above_is_told(clause: str, words: str) -> None:
    """The share, the part above the limit, and how the limit was worked out."""
    assert told("2026-Q1", f"a 20% on sales {clause}", "soft cap").split("  ", 1)[1] == words


def test_the_trace_keeps_to_the_schema_and_replays() -> None:
    """It is made of forms that were there."""
    line, plan = line_of("a 20% on sales soft cap 90% at 20%", FILES)
    trace = json.loads(json.dumps(trace_to_json(line, plan, data_of(plan, FILES).files)))
    jsonschema.validate(trace, SCHEMA)
    assert replay(trace) == line.amount
