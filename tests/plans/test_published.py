"""Every plan in `plans/` proves itself: it checks, its tests hold, and its data pays what `expected.csv` says."""

import json
from functools import cache
from pathlib import Path

import pytest

from compdsl import pipeline
from compdsl.kernel.plan import Plan
from compdsl.paid.lines import Statement
from compdsl.source.from_bytes import source_from_bytes
from compdsl.values.currency import places_of
from compdsl.values.figures import plain
from tests.plans.folders import PLANS, kept_beside, name_of, periods_to_pay

PUBLISHED = [plan for plan in PLANS if plan.parents[1].name == "published"]
WITH_FIGURES = [plan for plan in PLANS if kept_beside(plan, "expected.csv").exists()]
HEADER = "payee,period,component,amount,currency"

every_plan = pytest.mark.parametrize("file", PLANS, ids=name_of)
every_published = pytest.mark.parametrize("file", PUBLISHED, ids=name_of)
every_expected = pytest.mark.parametrize("file", WITH_FIGURES, ids=name_of)


@cache
def plan_of(file: Path) -> Plan:
    """A plan, checked without a problem."""
    source, found = source_from_bytes(file.read_bytes(), file.name)
    assert found == []
    checking = pipeline.check(source)
    assert [problem.message for problem in checking.problems] == []
    assert checking.plan is not None
    return pipeline.lower(checking.plan)


def paid(file: Path) -> str:
    """What the data beside a plan pays, a line for each period, payee and component."""
    plan = plan_of(file)
    reading = pipeline.read_data(file.parent / "data", plan)
    assert [problem.message for problem in reading.problems] == []
    assert reading.data is not None
    lines = [HEADER]
    for period in periods_to_pay(file, plan, reading.data):
        for statement in pipeline.pay(plan, reading.data, period):
            assert isinstance(statement, Statement), statement
            lines += lines_of(plan, statement)
    return "\n".join(lines) + "\n"


def lines_of(plan: Plan, statement: Statement) -> list[str]:
    """The lines of one payee as a file holds them."""
    head = f"{statement.payee.key},{statement.period.label}"
    places = places_of(plan.currency)
    return [f"{head},{line.component},{plain(line.amount, places)},{plan.currency or ''}" for line in statement.lines]


@every_plan
def test_every_plan_is_checked_without_a_problem(file: Path) -> None:
    """Nothing to say about it."""
    assert plan_of(file).lines


@every_plan
def test_every_test_in_a_plan_holds(file: Path) -> None:
    """What the plan's own tests expect comes out, exactly or at the places they name."""
    plan = plan_of(file)
    failed = [
        (example.title, one.expectation.path, one.expected, one.got)
        for example in plan.examples
        for one in pipeline.run_example(plan, example)
        if not one.holds
    ]
    assert failed == []


@every_expected
def test_the_data_of_a_plan_pays_what_is_expected(file: Path) -> None:
    """The whole file, byte for byte."""
    assert kept_beside(file, "expected.csv").read_bytes().decode() == paid(file)


@every_published
def test_every_published_case_is_tested_or_says_why_not(file: Path) -> None:
    """`published.json` names the tests of each case, or gives the reason why there is none."""
    published = json.loads((file.parent / "published.json").read_text())
    plans = [plan_of(plan) for plan in PUBLISHED if plan.parent == file.parent]
    titles = {example.title for plan in plans for example in plan.examples}
    assert published["id"] == file.parent.name
    for case in published["cases"]:
        assert titles.issuperset(case["tests"])
        assert bool(case["tests"]) != ("why" in case)
    assert any(case["tests"] for case in published["cases"])


@every_published
def test_a_figure_that_was_recomputed_is_explained(file: Path) -> None:
    """Where the author's own figure does not follow from the rules, the page of the plan names it."""
    page = (file.parent / "README.md").read_text().replace(",", "")
    for case in json.loads((file.parent / "published.json").read_text())["cases"]:
        if case.get("agrees", True):
            continue
        for name, printed in case["expected"].items():
            for figures in (printed, case["recomputed"][name]):
                for figure in figures if isinstance(figures, list) else [figures]:
                    assert str(figure) in page
