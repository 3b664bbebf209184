"""One line of pay beside rule engines and float code: the plan `plans/02_csm` for the same people, in one run.

    python -m pip install -e '.[duckdb,benchmark]'
    python -m benchmarks.rules [--payees 200000] [--asked 1000]

compdsl pays all people from the CSV files of their records, with every check; and once more it works out their lines
from the records as tables of a database. The others are given the measures of each person, added up beforehand, as
numbers in memory, and reckon in floating point: those that take one person after the other of so many as are asked
for, the others of all. The least of three rounds counts.
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import celpy
import numpy
import pandas
import rule_engine
import zen
from openfisca_core import entities, periods, simulation_builder, taxbenefitsystems, variables

from benchmarks.bulk import PLAN, THREADS, make_data, pay
from benchmarks.zen_plan import decision
from compdsl import pipeline
from compdsl.engines.duckdb.reading import BulkReading
from compdsl.engines.duckdb.run import BulkRun, open_run
from compdsl.engines.duckdb.session import open_session
from compdsl.source.source import Source
from compdsl.values.calendar import CIVIL

ROUNDS = 3
LINES = 4
"""How many lines somebody is paid; the limit of the total is not counted, and is asked of nobody but compdsl."""

# The plan in expressions of the measures: adoption, weekly use, retention and expansion, and the target.

ZEN = (
    "adoption / 0.8 < 0.5 ? 0 : round(min([target * 0.6 * adoption / 0.8, target * 0.9]) * both * 100) / 100",
    "round(target * 0.2 * retention / 0.92 * both * 100) / 100",
    "round((min([expansion, 50000]) * 0.05 + max([min([expansion, 100000]) - 50000, 0]) * 0.08"
    " + max([expansion - 100000, 0]) * 0.12) * 100) / 100",
    "adoption >= 0.8 and weekly >= 0.6 ? 1500 : 0",
)
CEL = (
    "adoption / 0.8 < 0.5 ? 0.0 : (adoption / 0.8 < 1.5 ? target * 0.6 * adoption / 0.8 : target * 0.9) * both",
    "target * 0.2 * retention / 0.92 * both",
    "(expansion < 50000.0 ? expansion * 0.05 : expansion < 100000.0 ? 2500.0 + (expansion - 50000.0) * 0.08 :"
    " 6500.0 + (expansion - 100000.0) * 0.12)",
    "adoption >= 0.8 && weekly >= 0.6 ? 1500.0 : 0.0",
)
RULES = (
    "adoption / 0.8 < 0.5 ? 0 : (adoption / 0.8 < 1.5 ? target * 0.6 * adoption / 0.8 : target * 0.9) * both",
    "target * 0.2 * retention / 0.92 * both",
    "expansion < 50000 ? expansion * 0.05 : (expansion < 100000 ? 2500 + (expansion - 50000) * 0.08 :"
    " 6500 + (expansion - 100000) * 0.12)",
    "adoption >= 0.8 and weekly >= 0.6 ? 1500 : 0",
)


def measures(folder: Path) -> pandas.DataFrame:
    """The measures of each person as numbers."""
    sums = {name: pandas.read_csv(folder / f"{name}.csv") for name in ("payees", "usage", "renewals", "upsells")}
    found = sums["payees"].set_index("payee")[["target_incentive"]].rename(columns={"target_incentive": "target"})
    usage = sums["usage"].groupby("payee")[["active_seats", "weekly_seats", "licensed_seats"]].sum()
    found["adoption"] = usage["active_seats"] / usage["licensed_seats"]
    found["weekly"] = usage["weekly_seats"] / usage["licensed_seats"]
    renewals = sums["renewals"].groupby("payee")[["renewed", "due"]].sum()
    found["retention"] = renewals["renewed"] / renewals["due"]
    upsells = sums["upsells"]
    found["expansion"] = upsells[upsells["sourced_by"] == "CSM"].groupby("payee")["arr"].sum()
    found = found.fillna(0.0).astype("float64")
    is_both = (found["adoption"] / 0.8 >= 1.1) & (found["retention"] / 0.92 >= 1.05)
    found["both"] = numpy.where(is_both, 1.5, 1.0)
    return found


def in_columns(columns: Any) -> list[Any]:
    """The lines of all, from columns of numpy or of pandas."""
    attained, expansion, target = columns["adoption"] / 0.8, columns["expansion"], columns["target"]
    adoption = numpy.where(attained < 0.5, 0, numpy.minimum(target * 0.6 * attained, target * 0.9) * columns["both"])
    retention = target * 0.2 * columns["retention"] / 0.92 * columns["both"]
    tiers = (
        numpy.minimum(expansion, 50_000) * 0.05
        + numpy.clip(expansion - 50_000, 0, 50_000) * 0.08
        + numpy.maximum(expansion - 100_000, 0) * 0.12
    )
    stick = numpy.where((columns["adoption"] >= 0.8) & (columns["weekly"] >= 0.6), 1_500.0, 0.0)
    return [numpy.round(adoption, 2), numpy.round(retention, 2), numpy.round(tiers, 2), stick]


def in_openfisca(found: pandas.DataFrame) -> Callable[[], object]:
    """The lines of all as variables of a system of OpenFisca."""
    person = entities.SingleEntity("person", "persons", "", "")
    system = taxbenefitsystems.TaxBenefitSystem([person])
    facts = {"value_type": float, "entity": person, "definition_period": periods.DateUnit.YEAR}
    for name in found.columns:
        system.add_variable(type(name, (variables.Variable,), dict(facts)))

    def formula(at: int) -> Callable[..., Any]:
        def of(people: Any, period: Any) -> Any:
            return in_columns({name: people(name, period) for name in found.columns})[at]

        return of

    for at in range(LINES):
        system.add_variable(type(f"line_{at}", (variables.Variable,), {**facts, "formula": formula(at)}))

    def work() -> None:
        simulation = simulation_builder.SimulationBuilder().build_default_simulation(system, len(found))
        for name in found.columns:
            simulation.set_input(name, "2026", found[name].to_numpy())
        for at in range(LINES):
            simulation.calculate(f"line_{at}", "2026")

    return work


def one_by_one(people: list[dict[str, float]]) -> Iterator[tuple[str, Callable[[], object]]]:
    """The engines that take one person after the other, each with its work."""
    compiled = [zen.compile_expression(one) for one in ZEN]
    yield "zen-engine, compiled expressions", lambda: [one.evaluate(each) for each in people for one in compiled]
    environment = celpy.Environment()
    programs = [environment.program(environment.compile(one)) for one in CEL]
    told = [{name: celpy.celtypes.DoubleType(value) for name, value in each.items()} for each in people]
    yield "cel-python", lambda: [one.evaluate(each) for each in told for one in programs]
    rules = [rule_engine.Rule(one) for one in RULES]
    yield "rule-engine", lambda: [one.evaluate(each) for each in people for one in rules]


def in_zen_with_trace(people: list[dict[str, float]]) -> Callable[[], object]:
    """The same plan as a decision of zen-engine, which adds up the rows of each person, with its trace."""
    model = zen.ZenEngine().create_decision(decision())
    asked = [
        {
            "target": each["target"],
            "usage": [{"active": each["adoption"] * 300, "weekly": each["weekly"] * 300, "licensed": 300}],
            "renewals": [{"renewed": each["retention"] * 1000, "due": 1000}],
            "upsells": [{"arr": each["expansion"], "source": "CSM"}],
        }
        for each in people
    ]
    return lambda: [model.evaluate(each, {"trace": True}) for each in asked]


def in_tables(folder: Path) -> Callable[[], object]:
    """The lines of all by compdsl, from records that are tables of a database."""
    checking = pipeline.check(Source(PLAN.read_text(encoding="utf-8"), str(PLAN)))
    assert checking.plan is not None
    plan, period = pipeline.lower(checking.plan), CIVIL.read("2026-Q1")
    assert period is not None
    session = open_session(threads=THREADS)
    run: BulkRun = open_run(plan, BulkReading(session, folder, plan.schema, plan.period, plan.calendar))
    for name, relation in run.all_relations.items():
        session.ask(f"CREATE TABLE held_{name} AS SELECT * FROM {relation.name}")
        session.ask(f"CREATE OR REPLACE VIEW {relation.name} AS SELECT * FROM held_{name}")
    _, statement = run._query(period)
    lines = ", ".join(f"sum(line_{at})" for at in range(1, len(plan.lines) + 1))
    return lambda: session.ask(f"SELECT {lines} FROM ({statement})")


def least(work: Callable[[], object]) -> float:
    """The least seconds of some rounds."""
    found = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return min(found)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--payees", type=int, default=200_000)
    parser.add_argument("--asked", type=int, default=1_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "data")
        folder.mkdir()
        make_data(folder, asked.payees)
        found = measures(folder)
        people = found.head(asked.asked).to_dict("records")
        all_lines, some_lines = LINES * len(found), LINES * len(people)
        ours = least(lambda: pay(folder, "-o", str(Path(place, "run")))) / all_lines
        held = least(in_tables(folder)) / all_lines
        sides = [(name, least(work) / some_lines) for name, work in one_by_one(people)]
        sides.append(("zen-engine, a decision with its trace", least(in_zen_with_trace(people)) / some_lines))
        sides.append(("openfisca-core", least(in_openfisca(found)) / all_lines))
        arrays = {name: found[name].to_numpy() for name in found.columns}
        sides.append(("numpy", least(lambda: in_columns(arrays)) / all_lines))
        sides.append(("pandas", least(lambda: in_columns(found)) / all_lines))
    print(f"{asked.payees:,} payees, {THREADS} threads; microseconds a line, and how many times compdsl's")
    print(f"{'':40} {'a line':>9} {'of files':>9} {'of tables':>9}")
    for name, seconds in [("compdsl, from files, all rows kept", ours), ("compdsl, lines from tables", held), *sides]:
        print(f"{name:40} {seconds * 1e6:9.3f} {seconds / ours:9.2f} {seconds / held:9.2f}")


if __name__ == "__main__":
    main()
