"""The records of a run read back: the trace of each line, and what several of them share."""

import json
from typing import Any

import pytest

from compdsl.trace.from_run import RunError, SharedStep, statements_in, traces_in
from compdsl.trace.replay import ReplayError, replay, replay_run
from compdsl.values.figures import read_exact
from tests.rendered.test_run_to_jsonl import TEAM, files_of, text_of

Record = dict[str, Any]


def records() -> list[Record]:
    """The records of a run of two teams."""
    return [json.loads(line) for line in text_of(TEAM, files_of(6, teams=2, months="14")).splitlines()]


def test_every_line_has_its_trace_and_its_value() -> None:
    """By itself, or with what lines share worked out once."""
    traces = list(traces_in(records()))
    found = list(replay_run(records()))
    assert len(traces) == len(found) == 6 * 2 * 3
    for trace, (line, value) in zip(traces, found, strict=True):
        assert (trace["payee"], trace["period"], trace["component"]) == (
            line["payee"],
            line["period"],
            line["component"],
        )
        assert read_exact(line["amount"]) == value == replay(trace)


def test_what_is_shared_is_one_object() -> None:
    """In every statement that uses it; it is worked out once, and a change of it is found."""
    statements = [statement for _, statement in statements_in(records())]
    shared = [[one for one in statement.steps.values() if isinstance(one, SharedStep)] for statement in statements]
    assert all(len(one) == 4 for one in shared)
    assert shared[0][0] is shared[2][0]
    assert shared[0][0] is not shared[1][0]


@pytest.mark.parametrize("kind", ["shared", "statement", "outside"])
def test_a_run_that_was_changed_does_not_replay(kind: str) -> None:
    """But rows outside the period decide nothing."""
    changed = records()
    for one in changed:
        if one["record"] == kind == "shared" and one.get("rows"):
            one["rows"][0]["value"] = "1"
        elif one["record"] == kind == "statement":
            one["steps"][-1]["value"] = "1"
        elif one["record"] == kind == "outside":
            one["rows"][0]["line"] = 1
    if kind == "outside":
        assert list(replay_run(changed))
    else:
        with pytest.raises(ReplayError):
            list(replay_run(changed))


def test_what_is_no_run_is_refused() -> None:
    """Another file, another version, a record of a later one."""
    first, *others = records()
    with pytest.raises(RunError, match="the first record is not that of a run"):
        list(traces_in(others))
    with pytest.raises(RunError, match="the traces are of version 3, not of version 2"):
        list(traces_in([{**first, "version": 3}, *others]))
    with pytest.raises(RunError, match="no record of a run is a wish"):
        list(traces_in([first, {"record": "wish"}]))
    assert list(traces_in([first])) == []
    assert list(traces_in([])) == []
