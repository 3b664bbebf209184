"""A database of one run: what is told of a long step."""

import io

import pytest

from compdsl.cli.steps import Steps, step_told
from compdsl.cli.terminal import Watching
from compdsl.engines.duckdb.session import Step, open_session


@pytest.mark.parametrize(
    ("step", "milliseconds", "told"),
    [
        (Step("Reading usage.csv", 0), 10, "Reading usage.csv: 0%"),
        (
            Step("Reading usage.csv", 40, 3_000_000),
            8_000,
            "Reading usage.csv: 40%, 1,200,000 of 3,000,000 rows, 13 s left",
        ),
        (Step("Paying 2026-Q1", 10, 1_000, "payees"), 60_000, "Paying 2026-Q1: 10%, 100 of 1,000 payees, 9 min left"),
    ],
)
def test_a_step_is_told(step: Step, milliseconds: int, told: str) -> None:
    assert step_told(step, milliseconds) == told


def test_the_line_of_a_step_goes_away() -> None:
    stream = io.StringIO()
    steps = Steps(Watching(stream))
    steps.tell(Step("Paying", 0))
    steps.tell(None)
    assert stream.getvalue() == "\rPaying: 0%\r          \r"


def test_a_long_statement_says_how_far_it_is() -> None:
    session, told = open_session(threads=1), list[Step | None]()
    session.on_progress = told.append
    with session.step("Counting"):
        session.ask("SELECT sum(hash(i)) FROM range(60_000_000) r(i)")
    session.close()
    assert told[-1] is None
    percents = [one.percent for one in told if one is not None]
    assert percents == sorted(percents)
    assert {one.label for one in told if one is not None} == {"Counting"}
