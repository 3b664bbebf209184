"""Payout lines a second with their whole trace, beside the same lines in zen-engine with its trace on."""

import gc
import time
from collections.abc import Callable

import zen

from benchmarks.customers import data, plan
from benchmarks.zen_plan import contexts, decision
from compdsl.cli.main import MADE_BEFORE_COLLECTING
from compdsl.paid.lines import pay
from compdsl.trace.account import account_for
from compdsl.values.calendar import CIVIL

PAYEES = 2_000
ROUNDS = 5


def test_lines_with_their_trace(benchmark) -> None:  # type: ignore[no-untyped-def]
    """Both sides pay the same payees from the same records; the ratio is that of their best rounds."""
    lowered = plan()
    records, period = data(lowered, PAYEES), CIVIL.read("2026-Q1")
    engine = zen.ZenEngine().create_decision(decision())
    inputs = contexts(records)

    def ours() -> int:
        count = 0
        for statement in pay(lowered, records, period):  # type: ignore[arg-type]
            for line in statement.lines:  # type: ignore[union-attr]
                count += bool(account_for(line, lowered).steps)
        return count

    def theirs() -> int:
        return sum(len(engine.evaluate(one, {"trace": True})["result"]) and 4 for one in inputs)

    lines, best = _best(ours)
    other_lines, other = _best(theirs)
    rate, other_rate = lines / best, other_lines / other
    print(f"\ncompdsl    {rate:>10,.0f} lines a second, exact, with their trace")
    print(f"zen-engine {other_rate:>10,.0f} lines a second, floats, with its trace")
    print(f"ratio      {rate / other_rate:>10.2f}")
    benchmark.pedantic(ours, rounds=1, iterations=1)


def _best(work: Callable[[], int]) -> tuple[int, float]:
    """How many lines, and the least seconds; garbage is looked for as seldom as in the command, for both sides."""
    gc.set_threshold(MADE_BEFORE_COLLECTING)
    work()
    best, count = float("inf"), 0
    for _ in range(ROUNDS):
        gc.collect()
        start = time.process_time()
        count = work()
        best = min(best, time.process_time() - start)
    return count, best
