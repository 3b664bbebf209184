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

ROOT = Path(__file__).parents[2] / "plans"
FOLDERS = sorted(file.parent for file in ROOT.rglob("*.comp"))
PUBLISHED = [folder for folder in FOLDERS if folder.parent.name == "published"]
WITH_FIGURES = [folder for folder in FOLDERS if (folder / "expected.csv").exists()]
HEADER = "payee,period,component,amount,currency"

every_plan = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
every_published = pytest.mark.parametrize("folder", PUBLISHED, ids=lambda folder: folder.name)
every_expected = pytest.mark.parametrize("folder", WITH_FIGURES, ids=lambda folder: folder.name)


@cache
def plan_of(folder: Path) -> Plan:
    """The one plan of a folder, checked without a problem."""
    (file,) = folder.glob("*.comp")
    source, found = source_from_bytes(file.read_bytes(), file.name)
    assert found == []
    checking = pipeline.check(source)
    assert [problem.message for problem in checking.problems] == []
    assert checking.plan is not None
    return pipeline.lower(checking.plan)


def paid(folder: Path) -> str:
    """What the data of a folder pays, a line for each period, payee and component."""
    plan = plan_of(folder)
    reading = pipeline.read_data(folder / "data", plan)
    assert [problem.message for problem in reading.problems] == []
    assert reading.data is not None
    lines = [HEADER]
    for period in pipeline.periods_of(plan, reading.data):
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
def test_every_plan_is_checked_without_a_problem(folder: Path) -> None:
    """One plan a folder, and nothing to say about it."""
    assert plan_of(folder).lines


@every_plan
def test_every_test_in_a_plan_holds(folder: Path) -> None:
    """What the plan's own tests expect comes out, exactly or at the places they name."""
    plan = plan_of(folder)
    failed = [
        (example.title, one.expectation.path, one.expected, one.got)
        for example in plan.examples
        for one in pipeline.run_example(plan, example)
        if not one.holds
    ]
    assert failed == []


@every_expected
def test_the_data_of_a_plan_pays_what_is_expected(folder: Path) -> None:
    """The whole file, byte for byte."""
    assert (folder / "expected.csv").read_bytes().decode() == paid(folder)


@every_published
def test_every_published_case_is_tested_or_says_why_not(folder: Path) -> None:
    """`published.json` names the tests of each case, or gives the reason why there is none."""
    published = json.loads((folder / "published.json").read_text())
    titles = {example.title for example in plan_of(folder).examples}
    assert published["id"] == folder.name
    for case in published["cases"]:
        assert titles.issuperset(case["tests"])
        assert bool(case["tests"]) != ("why" in case)
    assert any(case["tests"] for case in published["cases"])


@every_published
def test_a_figure_that_was_recomputed_is_explained(folder: Path) -> None:
    """Where the author's own figure does not follow from the rules, the page of the plan names it."""
    page = (folder / "README.md").read_text().replace(",", "")
    for case in json.loads((folder / "published.json").read_text())["cases"]:
        if case.get("agrees", True):
            continue
        for name, printed in case["expected"].items():
            for figures in (printed, case["recomputed"][name]):
                for figure in figures if isinstance(figures, list) else [figures]:
                    assert str(figure) in page
