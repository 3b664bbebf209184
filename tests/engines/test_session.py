"""A database of one run: what is told of a long step."""

import pytest

from compdsl.engines.duckdb.session import Step, open_session


@pytest.mark.parametrize(
    ("step", "told"),
    [
        (Step("Reading usage.csv", 0, 10), "Reading usage.csv: 0%"),
        (
            Step("Reading usage.csv", 40, 8_000, 3_000_000),
            "Reading usage.csv: 40%, 1,200,000 of 3,000,000 rows, 13 s left",
        ),
        (Step("Paying 2026-Q1", 10, 60_000, 1_000, "payees"), "Paying 2026-Q1: 10%, 100 of 1,000 payees, 9 min left"),
    ],
)
def test_a_step_is_told(step: Step, told: str) -> None:
    assert step.told == told


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
