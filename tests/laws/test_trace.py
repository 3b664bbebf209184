"""A trace evaluated again from its leaves alone gives its line, and nothing is told that the trace does not hold."""

import json
import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import jsonschema
from hypothesis import assume, given
from hypothesis import strategies as st

from compdsl import pipeline
from compdsl.kernel.plan import Plan
from compdsl.paid.lines import Statement, pay
from compdsl.paid.payroll import statements_of as paid_statements
from compdsl.rendered.explain_markdown import explain_markdown
from compdsl.rendered.explain_text import explain_statement
from compdsl.rendered.run_to_jsonl import RunTraces
from compdsl.rendered.trace_to_json import trace_to_json
from compdsl.source.source import Source
from compdsl.trace.from_run import traces_in
from compdsl.trace.replay import read_value, replay, replay_run
from compdsl.values.figures import exact_text, read_exact
from compdsl.values.types import Kind
from tests.strategies import Case, cases, given_cases, with_data

SCHEMA = json.loads((Path(__file__).parents[2] / "compdsl" / "trace" / "schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)

Trace = dict[str, Any]


def plan_of(case: Case) -> Plan:
    """The plan of a case; that it checks is a law of its own."""
    checking = pipeline.check(Source(case.text, "case.comp"))
    assume(checking.plan is not None)
    assert checking.plan is not None
    return pipeline.lower(checking.plan)


def statements_of(case: Case, plan: Plan) -> list[Statement]:
    """The statements of those whose data is complete."""
    return [one for one in pay(plan, case.data, case.period) if isinstance(one, Statement)]


def traces_of(statement: Statement, plan: Plan) -> list[Trace]:
    """The traces of a statement as a reader of the files gets them."""
    whole = [trace_to_json(line, plan, ()) for line in statement.lines]
    found: list[Trace] = json.loads(json.dumps(whole))
    return found


@given(cases() | given_cases())
def test_a_trace_keeps_to_the_schema_and_replays_to_its_line(case: Case) -> None:
    """From the JSON alone: every step comes to the value it states, and the last to the amount."""
    plan = plan_of(case)
    for statement in statements_of(case, plan):
        for line, trace in zip(statement.lines, traces_of(statement, plan), strict=True):
            VALIDATOR.validate(trace)
            assert line.amount == replay(trace)
            assert line.amount == read_exact(trace["amount"])
            assert read_exact(trace["exact"]) + read_exact(trace["difference"]) == line.amount


@given(cases() | given_cases())
def test_the_records_of_a_run_give_the_trace_of_each_line(case: Case) -> None:
    """What lines share is written once, and read back it is as if each line stood by itself."""
    plan = plan_of(case)
    periods = sorted({case.period, *pipeline.periods_of(plan, case.data)})
    traces = RunTraces(plan, (), periods)
    records, alone, amounts = [traces.head()], [], []
    for statement in paid_statements(plan, case.data, periods):
        records += traces.of(statement)
        alone += traces_of(statement, plan)
        amounts += [line.amount for line in statement.lines]
    read = [json.loads(record) for record in records]
    for one in read:
        VALIDATOR.validate(one)
    assert list(traces_in(read)) == alone
    assert [value for _, value in replay_run(map(json.loads, records))] == amounts


# Leaves


def steps_of(trace: Trace) -> Iterator[Trace]:
    """Every step, those of the people of a team among them."""
    for step in trace["steps"]:
        yield step
        for person in step.get("people") or ():
            yield from steps_of(person)


@given(cases())
def test_every_leaf_is_a_row_of_the_data(case: Case) -> None:
    """A figure of the roster or of an aggregate names file and row, and its value is read back as what stands there."""
    plan = plan_of(case)
    fields = {(one.file, one.line): one for one in case.data.payees}
    rows = {name: {(row.file, row.line): row for row in found} for name, found in case.data.blocks.items()}
    for statement in statements_of(case, plan):
        for trace in traces_of(statement, plan):
            for step in steps_of(trace):
                if step["kind"] == "payeefield" and step["field"] not in ("payee", "team", "start", "end"):
                    payee = fields[step["file"], step["line"]]
                    assert payee.fields[step["field"]] == read_value(step["value"], step["type"])
                if step["kind"] == "aggregate":
                    block = rows[step["block"]]
                    assert all((row["file"], row["line"]) in block for row in step["rows"] + step["left_out_rows"])
                    assert step["counted"] == len(step["rows"])
                    assert step["left_out"] == len(step["left_out_rows"])


@given(given_cases())
def test_every_given_figure_is_a_row_of_the_measures(case: Case) -> None:
    """With the value, the denominator and the goal that stand there."""
    plan = plan_of(case)
    rows = {(one.file, one.line): one for one in case.data.measures}
    for statement in statements_of(case, plan):
        for trace in traces_of(statement, plan):
            for row in (row for step in steps_of(trace) if step["kind"] == "given" for row in step["rows"]):
                found = rows[row["file"], row["line"]]
                assert found.payee == row["payee"]
                assert found.value == read_exact(row["value"])
                assert (found.of, found.goal) == tuple(read_exact(n) if n else None for n in (row["of"], row["goal"]))


# Numbers

PLACES = re.compile(r"[\w.]+:\d+|\d{4}-\d\d-\d\d|\d{4}-(?:[QH]\d|W?\d\d)")
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?(?:/\d+)?")


def numbers_in(text: str) -> set[str]:
    """The numbers of a text without their signs and units; no places, days and periods."""
    return {match[0].replace(",", "") for match in NUMBER.finditer(PLACES.sub(" ", text))}


def written(value: Any) -> Iterator[str]:
    """The ways a number may be written: exactly, cut, as a percentage, of a slope for a hundredth."""
    for size in (abs(value), abs(value) * 100, abs(Fraction(value)) / 100):
        yield exact_text(size)
        if isinstance(size, int):
            yield f"{size}.{'0' * 2}"
            yield f"{size}.{'0' * 3}"
            continue
        for places in range(1, 45):
            digits = str(int(size * 10**places)).rjust(places + 1, "0")
            yield f"{digits[:-places]}.{digits[-places:]}"


def values_in(value: Any) -> Iterator[Any]:
    """Every number anywhere in a trace."""
    if isinstance(value, dict):
        for one in value.values():
            yield from values_in(one)
    elif isinstance(value, list):
        for one in value:
            yield from values_in(one)
    elif isinstance(value, str):
        try:
            yield read_exact(value)
        except ValueError:
            return
    elif isinstance(value, int) and not isinstance(value, bool):
        yield value


def differences_in(trace: Trace) -> Iterator[Any]:
    """What a step is above or below one of those it was made of: what a cap cut, what rounding added."""
    values = {step["id"]: step["value"] for step in trace["steps"]}
    numeric = {kind.value for kind in (Kind.MONEY, Kind.NUMBER, Kind.PERCENT, Kind.COUNT, Kind.FIGURE)}
    for step in trace["steps"]:
        if step["value"] is None or step["type"] not in numeric:
            continue
        parts = [values[use["step"]] if "step" in use else use["value"] for use in step["uses"]]
        for part in parts:
            if isinstance(part, str) and part[-1].isdigit() and "-" not in part[1:]:
                yield read_exact(step["value"]) - read_exact(part)


def sums_in(trace: Trace) -> Iterator[Any]:
    """The columns of the measures of several people, added up and weighted."""
    for step in (step for step in trace["steps"] if step["kind"] == "given"):
        for column in ("value", "of", "goal"):
            yield sum(read_exact(row[column]) for row in step["rows"] if row[column] is not None)
        top, bottom = (sum(read_exact(row[c]) for row in step["rows"] if row[c] is not None) for c in ("value", "of"))
        yield from (Fraction(top, bottom),) if bottom else ()
        weighted = sum(read_exact(row["goal"] or "0") * read_exact(row["of"] or "0") for row in step["rows"])
        yield from (Fraction(weighted, bottom),) if bottom else ()


def words_in(trace: Trace) -> Iterator[str]:
    """What the trace says of single rows of the data."""
    for step in steps_of(trace):
        for row in step.get("rows") or ():
            yield row.get("how", "")
        for row in step.get("left_out_rows") or ():
            yield row["reason"]


def plain(text: str) -> str:
    """Markdown without its escapes."""
    return re.sub(r"\\(.)", r"\1", text)


@given(cases() | given_cases())
def test_every_number_that_is_told_is_in_the_trace_or_in_the_plan(case: Case) -> None:
    """Text and Markdown add nothing of their own."""
    plan = plan_of(case)
    for statement in statements_of(case, plan):
        traces = traces_of(statement, plan)
        known = numbers_in(case.text) | {"100"}
        for trace in traces:
            numbers = {*values_in(trace), *differences_in(trace), *sums_in(trace), len(statement.lines)}
            known |= {form for number in numbers for form in written(number)}
            known |= {number for words in words_in(trace) for number in numbers_in(words)}
        known |= set(written(statement.total))
        for text in (
            explain_statement(plan, statement, lambda text, _: text),
            plain(explain_markdown(plan, statement)),
        ):
            strange = {number for number in numbers_in(text) if number not in known and number.strip("0.") != ""}
            about = {number for line in text.splitlines() if "about" in line for number in numbers_in(line)}
            assert strange <= about | {"10"}


# The flip test


@given(cases(own_only=True))
def test_a_row_that_did_not_count_changes_nothing(case: Case) -> None:
    """Without the rows that no trace of a statement counts, the statement is the same."""
    plan = plan_of(case)
    for statement in statements_of(case, plan):
        counted = {
            (step["block"], row["line"])
            for trace in traces_of(statement, plan)
            for step in steps_of(trace)
            if step["kind"] == "aggregate"
            for row in step["rows"]
        }
        kept = {
            name: tuple(row for row in rows if (name, row.line) in counted) for name, rows in case.data.blocks.items()
        }
        others = statements_of(with_data(case, blocks=kept), plan)
        again = next(one for one in others if one.payee.key == statement.payee.key)
        assert [line.exact for line in statement.lines] == [line.exact for line in again.lines]


SUM = """
currency USD
period quarter
records deals { payee, closed: date, amount: money, kind: text }
bonus rate 7% on sum(deals.amount where kind == "new")
"""
amounts = st.integers(-(10**9), 10**9).map(lambda cents: Fraction(cents, 100))


@given(st.lists(st.tuples(amounts, st.sampled_from(("new", "old")), st.sampled_from(("2026-02-01", "2026-05-01")))))
def test_every_row_that_counted_in_a_sum_changes_it(rows: list[tuple[Fraction, str, str]]) -> None:
    """Taking away one counted row takes its amount from the exact value; taking away another changes nothing."""
    from compdsl.records.from_texts import from_texts
    from compdsl.values.calendar import CIVIL
    from compdsl.values.figures import plain as with_places

    checking = pipeline.check(Source(SUM, "sum.comp"))
    assert checking.plan is not None
    plan = pipeline.lower(checking.plan)
    period = CIVIL.read("2026-Q1")
    assert period is not None

    def line_of(some: list[tuple[Fraction, str, str]]) -> Any:
        lines = [f"ada,{day},{with_places(amount, 2)},{kind}" for amount, kind, day in some]
        texts = {"payees.csv": "payee\nada\n", "deals.csv": "\n".join(["payee,closed,amount,kind", *lines]) + "\n"}
        reading = from_texts({name: text.encode() for name, text in texts.items()}, plan.schema, plan.period, CIVIL)
        assert reading.data is not None
        statement = next(iter(pay(plan, reading.data, period)))
        assert isinstance(statement, Statement)
        return statement.lines[0]

    line = line_of(rows)
    step = next(one for one in trace_to_json(line, plan)["steps"] if one["kind"] == "aggregate")
    counted = {row["row"]: read_exact(row["value"]) for row in step["rows"]}
    for number in range(1, len(rows) + 1):
        without = line_of([one for index, one in enumerate(rows, 1) if index != number])
        assert line.exact - without.exact == counted.get(number, 0) * Fraction(7, 100)
