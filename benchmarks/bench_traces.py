"""How the traces of a run grow with a team: bytes and seconds for twice as many people who share its figures."""

import time

import pytest

from benchmarks.customers import texts
from compdsl import pipeline
from compdsl.kernel.plan import Plan
from compdsl.paid.payroll import run_payroll, statements_of
from compdsl.records.data import Data
from compdsl.records.from_texts import from_texts
from compdsl.rendered.run_to_jsonl import RunTraces
from compdsl.rendered.to_json import to_json
from compdsl.rendered.trace_to_json import trace_to_json
from compdsl.source.source import Source
from compdsl.values.period import Period

SIZES = (350, 700, 1_400, 2_800)
RECORDS = """\
currency USD
period quarter
records upsells { payee, closed_on: date, arr: money, sourced_by: text }
metric sold = sum(upsells.arr where sourced_by == "CSM") goal payee.target_incentive
own_book  50% on sold cap 150%
team_book 50% on sold team
target payee.target_incentive
"""
MEASURES = "adoption 60% cap 150%; retention 40% team\n"


@pytest.mark.parametrize("name", ["records", "measures"])
def test_growth(name: str) -> None:
    """One team of everybody: pay and traces, each beside the half of the people; then one line by itself."""
    before = None
    print(f"\none team, {name}")
    for people in SIZES:
        plan, data, period = _run(name, people)
        start = time.process_time()
        payroll = run_payroll(plan, data, [period])
        paid = time.process_time()
        size = sum(map(len, _traces(plan, data, period)))
        traced = time.process_time()
        seconds = (paid - start, traced - paid)
        ratios = [now / then for now, then in zip((*seconds, size), before, strict=True)] if before else []
        before = (*seconds, size)
        words = ", ".join(f"{ratio:.2f}" for ratio in ratios)
        print(
            f"{people:>6,} people, {payroll.lines:>6,} lines: paid in {seconds[0]:.2f} s, "
            f"traces of {size / 1_000_000:.2f} MB in {seconds[1]:.2f} s"
            + (f"; times the half: {words}" if words else "")
        )
        assert not ratios or ratios[-1] < 2.1


def test_beside_lines_by_themselves() -> None:
    """What lines share is written once: bytes of a run beside those of the same lines, each self-contained."""
    plan, data, period = _run("records", 350)
    run = sum(map(len, _traces(plan, data, period)))
    alone = sum(
        len(to_json(trace_to_json(line, plan, data.files)))
        for statement in statements_of(plan, data, [period])
        for line in statement.lines
    )
    print(f"\na team of 350: run / lines by themselves, in bytes: 1 / {alone / run:.0f}")


def _run(name: str, people: int) -> tuple[Plan, Data, Period]:
    files = texts(people)
    roster = [line.split(",") for line in files["payees.csv"].decode().splitlines()]
    target = "target_incentive" if name == "records" else "target"
    lines = [f"payee,team,{target}", *(f"{payee},all,{amount}" for payee, _, amount in roster[1:])]
    files["payees.csv"] = ("\n".join(lines) + "\n").encode()
    if name == "measures":
        rows = [f"{payee},2026-Q1,retention,{700 + n % 200},1000,0.8\n" for n, (payee, *_) in enumerate(roster[1:])]
        rows += [f"{payee},2026-Q1,adoption,{n % 120 + 5},,100\n" for n, (payee, *_) in enumerate(roster[1:])]
        files["measures.csv"] = ("payee,period,metric,value,of,goal\n" + "".join(rows)).encode()
    checking = pipeline.check(Source(RECORDS if name == "records" else MEASURES, f"{name}.comp"))
    assert checking.plan is not None
    plan = pipeline.lower(checking.plan)
    reading = from_texts(files, plan.schema, plan.period, plan.calendar)
    assert reading.data is not None
    (period,) = pipeline.periods_of(plan, reading.data)
    return plan, reading.data, period


def _traces(plan: Plan, data: Data, period: Period) -> list[str]:
    traces = RunTraces(plan, data.files, [period])
    statements = statements_of(plan, data, [period])
    return [traces.head(), *(record for statement in statements for record in traces.of(statement))]
