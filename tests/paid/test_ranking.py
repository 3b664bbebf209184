"""A rank is one more than how many have a greater figure: of all, of the team, of those who have one."""

import json

import jsonschema
import pytest

from compdsl.diagnostics.problem import Problem
from compdsl.paid.lines import Statement
from compdsl.rendered.explain_markdown import explain_markdown
from compdsl.rendered.trace_to_json import trace_to_json
from compdsl.trace.replay import replay
from tests.clauses.telling import told
from tests.trace.paying import FILES, HEAD, data_of, line_of, paid, plan_of
from tests.trace.test_replay import SCHEMA


def rank_of(payee: str, figure: str) -> object:
    """A payee's rank, as a number of dollars."""
    found = paid(plan_of(HEAD + f"a = $1 * rank({figure})"), FILES, payee)
    return found.total if isinstance(found, Statement) else found


@pytest.mark.parametrize(
    ("figure", "ranks"),
    [("sales", [1, 2, 3]), ("-sales", [3, 2, 1]), ("wins", [1, 2, 3]), ("min(wins, 1)", [1, 1, 3])],
)
def test_the_greatest_is_first_and_equals_share_a_place(figure: str, ranks: list[int]) -> None:
    """The next one counts them all."""
    assert [rank_of(payee, figure) for payee in ("ada", "ben", "chloe")] == ranks


def test_whoever_has_no_data_takes_no_part() -> None:
    """They have no rank themselves; of the team nobody without one has."""
    assert [rank_of(payee, "payee.quota") for payee in ("ada", "ben")] == [1, 2]
    assert [rank_of(payee, "-payee.quota") for payee in ("ada", "ben")] == [2, 1]
    for found in (rank_of("chloe", "payee.quota"), rank_of("chloe", "sales, team")):
        assert isinstance(found, list)
        assert isinstance(found[0], Problem)
    assert [rank_of(payee, "-sales, team") for payee in ("ada", "ben")] == [2, 1]


def test_the_next_better_is_told_and_nobody_is_named() -> None:
    """Own figure, how many take part, what the next one has."""
    clause = "a $5 when rank(sales) <= 2"
    assert told("2026-Q1", clause, "rank(sales)", payee="ben") == (
        "2  $12,345.67 among 3 people of the company, the next better has $93,500.50"
    )
    assert told("2026-Q1", clause, "rank(sales)") == "1  $93,500.50 among 3 people of the company, nobody has more"
    statement = paid(plan_of(HEAD + clause), FILES, "ben")
    assert isinstance(statement, Statement)
    text = explain_markdown(plan_of(HEAD + clause), statement)
    assert not any(name in text for name in ("ada", "chloe"))


def test_the_trace_keeps_to_the_schema_and_replays() -> None:
    """It says how many are above."""
    line, plan = line_of("a = $1 * rank(sales, team)", FILES, "ben")
    trace = json.loads(json.dumps(trace_to_json(line, plan, data_of(plan, FILES).files)))
    jsonschema.validate(trace, SCHEMA)
    assert replay(trace) == line.amount == 2
