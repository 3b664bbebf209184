"""What is paid is what a second evaluator pays: every line, every total, and who has no data.

The second one stands in tests/reference, shares no code with the first and is written to be read.
"""

from collections import Counter
from collections.abc import Callable

from hypothesis import given, seed, settings
from hypothesis.strategies import SearchStrategy

from compdsl import pipeline
from compdsl.paid.lines import Statement
from tests.laws.paying import checked, is_too_large, lines_of, statements
from tests.reference.evaluator import Reference
from tests.reference.exact import NoData
from tests.strategies import CLASSES, DAY_CLASSES, Case, cases, given_cases

MOST_RUNS = 6
SIDES = ("below", "on", "above")
MET = (
    *(f"{word}: {side}" for word in ("tiers", "whole tiers", "steps", "curve", "threshold") for side in SIDES),
    *(f"{word}: {side}" for word in ("cap", "soft_cap", "floor", "up to", "above") for side in ("below", "above")),
    *("tie at half a unit", "negative line", "closed gate", "else", "no rows", "no row of a table"),
    *("total cap", "total soft cap", "total floor", "paid", "no data"),
    *CLASSES,
    *DAY_CLASSES,
)
"""What must have been met on the way, or the law has said less than it seems to."""


def compare(case: Case, seen: Counter[str]) -> None:
    """Pay a case twice."""
    plan = checked(case.text)
    reference = Reference(plan, case.data, case.period)
    found = statements(pipeline.lower(plan), case)
    assert list(found) == [one.key for one in reference.people()]
    for who in reference.people():
        if is_too_large(found[who.key]):
            continue
        try:
            expected = reference.lines(who)
        except NoData:
            assert lines_of(found[who.key]) is None, who.key
            seen["no data"] += 1
            continue
        assert lines_of(found[who.key]) == expected, who.key
        assert isinstance(found[who.key], Statement)
        assert found[who.key].total == sum(amount for _, amount in expected)
        seen["paid"] += 1
    seen.update(reference.seen)
    seen.update(case.classes)


def run_until_met(
    law: Callable[[Case], None], examples: SearchStrategy[Case], met: Callable[[], bool], most: int
) -> None:
    """Try a law on so many examples, and on as many others while something rare has not been met.

    Which plans are drawn depends on every line of the package; what is rare must not be missed for that.
    """
    for number in range(MOST_RUNS):
        inner = seed(number)(settings(max_examples=max(most, settings().max_examples))(given(examples)(law)))
        inner()
        if met():
            return


def test_plans_with_records() -> None:
    """On random plans and records; every class of numbers and every side of every bound is met at least once."""
    seen: Counter[str] = Counter()

    def both_pay_the_same(case: Case) -> None:
        compare(case, seen)

    run_until_met(both_pay_the_same, cases(), lambda: all(seen[one] for one in MET), 400)
    assert [one for one in MET if not seen[one]] == []


def test_plans_on_given_measures() -> None:
    """On random plans of the short register, with figures worked out elsewhere."""
    seen: Counter[str] = Counter()
    rare = ("tiers: on", "tiers: above", "threshold: below", "else", "paid", "no data")

    def both_pay_the_same(case: Case) -> None:
        compare(case, seen)

    run_until_met(both_pay_the_same, given_cases(), lambda: all(seen[one] for one in rare), 60)
    assert [one for one in rare if not seen[one]] == []
