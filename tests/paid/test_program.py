"""Plans made ready to run: leaves, aggregates, sums over people, figures taken as given."""

from fractions import Fraction
from typing import Any

import pytest

from compdsl.kernel.nodes import Aggregate, Literal, Origin
from compdsl.paid import aggregates, program
from compdsl.paid.examples import run_example
from compdsl.paid.lines import Statement, pay
from compdsl.paid.missing import Missing
from compdsl.paid.program import build_program, leaf_of
from compdsl.paid.world import given_value
from compdsl.source.source import Span
from compdsl.values.calendar import CIVIL
from compdsl.values.types import NUMBER
from tests.trace.paying import FILES, HEAD, data_of, line_of, paid, plan_of, statement_of

MEASURES = "payee,period,metric,value,of,goal"
ROWS = """\
payee,closed_on,amount,kind,won
ada,2026-01-20,10,new,true
ada,2026-01-21,25,new,false
ada,2026-01-22,-5,old,true
ben,2026-01-22,100,old,true
"""


def exact(formula: str, head: str = HEAD, files: dict[str, str] | None = None, payee: str = "ada") -> Any:
    """The exact amount of a formula over three deals of ada, $10, $25 and -$5, and one of ben, $100."""
    return line_of(f"a = {formula}", files or {**FILES, "deals.csv": ROWS}, payee, head)[0].exact


def missing(formula: str, head: str = HEAD, rows: str = ROWS, payee: str = "ada") -> str:
    """What is said where a formula has no data."""
    found = paid(plan_of(f"{head}a = {formula}"), {**FILES, "deals.csv": rows}, payee)
    assert isinstance(found, list)
    return found[0].message


@pytest.mark.parametrize(
    "formula, expected",
    [
        ("sum(deals.amount)", 30),
        ("average(deals.amount)", 10),
        ("min(deals.amount)", -5),
        ("max(deals.amount)", 25),
        ("count(deals) * $1", 3),
        ("count(deals where won) * $1", 2),
        ("count(deals.won) * $1", 2),
        ("count(deals.amount > $9) * $1", 2),
        ("(if any(deals.won) then $1 else $2)", 1),
        ("(if all(deals.won) then $1 else $2)", 2),
        ("sum(deals.amount where kind == \"new\")", 35),
        ("sum(deals.amount where kind == \"none\")", 0),
        ("sum(deals.amount where amount > sales / 10)", 35),
        ("average(deals.amount where won)", Fraction(5, 2)),
        ("sum(deals.amount * 2 - $1)", 57),
        ("sum(deals.amount / 3)", 10),
        ("sum(max(deals.amount, $0))", 35),
        ("sum(if deals.won then deals.amount else $0)", 5),
        ("sum(deals.amount, team)", 130),
        ("sum(deals.amount, company)", 130),
        ("sum(deals.amount where kind == payee.kind, team)", 95),
    ],
)  # fmt: skip
def test_aggregates(formula: str, expected: Any) -> None:
    """Over the rows of the period that `where` keeps, of the payee, the team or the company."""
    roster = "payee,team,target,quota,kind\nada,north,5,1,old\nben,north,4,1,new\n"
    assert exact(formula, files={"payees.csv": roster, "deals.csv": ROWS}) == expected


def test_what_depends_on_the_payee_is_not_shared_by_the_team() -> None:
    """The same aggregate asks another question of each."""
    roster = "payee,team,target,quota,kind\nada,north,5,1,old\nben,north,4,1,new\n"
    files = {"payees.csv": roster, "deals.csv": ROWS}
    formula = "sum(deals.amount where kind == payee.kind, team)"
    assert (exact(formula, files=files), exact(formula, files=files, payee="ben")) == (95, 35)


@pytest.mark.parametrize("function", ["average", "min", "max"])
def test_of_no_rows_there_is_no_data(function: str) -> None:
    """A sum of none is nothing, and a count is zero."""
    rows = ROWS.splitlines()[0] + "\n"
    assert "there are no rows of `deals` to take it from" in missing(f"{function}(deals.amount)", rows=rows)
    files = {**FILES, "deals.csv": rows}
    assert exact("sum(deals.amount) + count(deals) * $1", files=files) == 0
    assert exact("(if any(deals.won) then $1 else $2)", files=files) == 2


def test_whether_all_of_none_is_no_data() -> None:
    """Neither yes nor no."""
    rows = ROWS.splitlines()[0] + "\n"
    assert "there are no rows of `deals`" in missing("(if all(deals.won) then $1 else $2)", rows=rows)


def test_a_row_without_an_answer_has_no_data() -> None:
    """In `where` and in the figure of the row."""
    assert "divides by zero" in missing("sum(deals.amount where amount / (deals.amount - $10) > 1)")
    assert "divides by zero" in missing("sum(round(deals.amount / (deals.amount - $10), 1) * $1)")


def test_somebody_without_a_team_has_no_figure_of_one() -> None:
    """Neither of rows nor of goals."""
    assert "the roster names no team" in missing("sales.team", payee="chloe")
    assert "the roster names no team" in missing("sales.team.goal", payee="chloe")


def test_the_goal_of_a_team_needs_the_goal_of_everybody() -> None:
    """Chloe of the company has none."""
    assert exact("sales.team.goal") == 180_000
    assert "the roster has no `quota`" in missing("sales.company.goal")


def test_fields_of_the_payee() -> None:
    """Key, team and days are fields too; an empty one has no data."""
    roster = "payee,team,start,end,x\nada,north,2026-01-31,,\n"
    files = {"payees.csv": roster}
    head = "currency USD\nperiod quarter\n"
    assert exact('(if payee.payee == "ada" and payee.team == "north" then $1 else $2)', head, files) == 1
    assert exact("(payee.start - 2026-01-01) * $1", head, files) == 30
    leaving = {"payees.csv": roster.replace("31,,", "31,2026-02-01,")}
    assert exact("(if payee.end > 2026-01-01 then $1 else $2)", head, leaving) == 1
    assert exact("(payee.x else $7)", head, files) == 7


@pytest.mark.parametrize(
    "period, month, quarter, year",
    [("2026-Q1", 3, 1, 2026), ("2026-Q4", 12, 4, 2026)],
)
def test_facts_of_the_period(period: str, month: int, quarter: int, year: int) -> None:
    """Of its last day."""
    plan = plan_of(
        "currency USD\nperiod quarter\na = period.month * $1 + period.quarter * $100 + period.year * $10_000"
    )
    line = statement_of(plan, {"payees.csv": "payee\nada\n"}, period=period).lines[0]
    assert line.amount == month + 100 * quarter + 10_000 * year


def test_a_figure_taken_as_given_takes_the_place_of_its_steps() -> None:
    """What it was made of is still there for others."""
    plan = plan_of(HEAD + "a rate 1% on sales")
    program = build_program([plan.lines[0].exact], {"sales": 500})
    line = statement_of(plan).lines[0]
    assert program.value_of(plan.lines[0].exact, program.run(line.situation)) == 5


def test_only_what_reads_data_is_a_leaf() -> None:
    """A literal is none."""
    program = build_program([])
    with pytest.raises(TypeError, match="Literal"):
        leaf_of(Literal(Origin(Span(0, 0), "literal"), NUMBER, 1), program)


def test_a_measure_that_a_test_does_not_give_has_no_data() -> None:
    """By the name it is given under."""
    plan = plan_of('currency USD\nperiod quarter\nm 10%\ntest "t" { payee { target: $10 }; m.goal = 5; expect m $1 }')
    (outcome,) = run_example(plan, plan.examples[0])
    assert isinstance(outcome.got, Missing)
    assert outcome.got.reason == "not given"
    assert outcome.holds is False


def test_the_order_of_forms_puts_parts_first() -> None:
    """And every form stands there once."""
    line, _ = line_of("a rate 5% on sales only when wins > 1")
    nodes = line.program.nodes
    assert len({id(node) for node in nodes}) == len(nodes)
    assert any(isinstance(node, Aggregate) for node in nodes)
    assert all(index in line.program.position.values() for index in range(len(nodes)))


def test_a_team_is_asked_once_for_everybody_of_it() -> None:
    """Rows and goals are the same for ada and ben, and are found again."""
    plan = plan_of(HEAD + "a 20% on sales.team\nb 20% on sales.company only when sales.team > $1\nc rate 1% on sales")
    roster = FILES["payees.csv"].replace("chloe,,6000,", "chloe,south,6000,7")
    period = CIVIL.read("2026-Q1")
    assert period is not None
    first, second, third = pay(plan, data_of(plan, {"payees.csv": roster, "deals.csv": ROWS}), period)
    assert isinstance(first, Statement)
    assert isinstance(second, Statement)
    assert isinstance(third, Statement)
    assert first.lines[0].exact / 1000 == second.lines[0].exact / 800 == Fraction(130, 180_000)
    assert third.lines[0].exact == 0


def test_a_sum_over_people_that_grows_beyond_any_pay_is_refused() -> None:
    """Goals that are divisions by figures without a common divisor; the limit is that of any other sum."""
    head = HEAD.replace("goal payee.quota", "goal $1 / payee.quota")
    roster = "".join(f"p{n},north,1,{10**15 + 2 * n + 1}\n" for n in range(120))
    files = {**FILES, "payees.csv": f"payee,team,target,quota\n{roster}", "deals.csv": ROWS.splitlines()[0] + "\n"}
    for scope in ("team", "company"):
        found = paid(plan_of(f"{head}a = sales.{scope}.goal"), files, "p1")
        assert isinstance(found, list)
        assert [one.name for one in found] == ["figure-too-large"]
    few = {**files, "payees.csv": "\n".join(files["payees.csv"].splitlines()[:60]) + "\n"}
    assert isinstance(paid(plan_of(f"{head}a = sales.team.goal"), few, "p1"), Statement)


CALLS = """
currency USD
period quarter
records deals { payee, closed_on: date, amount: money, kind: text }
metric sales = sum(deals.amount) goal payee.quota
a 10% on sales.team
b rate 1% on sum(deals.amount where kind == payee.kind, team)
c rate 1% on sum(deals.amount where amount > sales.team / 1_000, company)
"""


def test_a_figure_of_a_team_is_worked_out_once_for_everybody_it_is_the_same_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Rows are looked at once a team, or once for each answer of the payee that they are asked with."""
    looked_at: list[int] = []

    def over(node: Any, rows: Any, *rest: Any) -> Any:
        looked_at.append(len(rows))
        return in_rows(node, rows, *rest)

    in_rows = aggregates.over_rows
    monkeypatch.setattr(aggregates, "over_rows", over)
    plan = plan_of(CALLS)
    roster = "".join(f"p{n},north,1,7,{'x' if n % 2 else 'y'}\n" for n in range(40))
    deals = "".join(f"p{n},2026-01-20,{n},x\n" for n in range(40))
    files = {
        "payees.csv": f"payee,team,target,quota,kind\n{roster}",
        "deals.csv": f"payee,closed_on,amount,kind\n{deals}",
    }
    period = CIVIL.read("2026-Q1")
    assert period is not None
    assert len(list(pay(plan, data_of(plan, files), period))) == 40
    assert looked_at == [40] * 4


def test_rows_of_a_measure_that_the_data_gives_are_added_up_once_a_team(monkeypatch: pytest.MonkeyPatch) -> None:
    """Value, goal and attainment, of a team of any size."""
    asked: list[int] = []

    def given(node: Any, rows: Any, *rest: Any) -> Any:
        asked.append(len(rows))
        return given_value(node, rows, *rest)

    monkeypatch.setattr(program, "given_value", given)
    roster = "".join(f"p{n},north,1000\n" for n in range(40))
    rows = "".join(f"p{n},2026-Q1,m,9,10,1\n" for n in range(40))
    files = {"payees.csv": f"payee,team,target\n{roster}", "measures.csv": f"{MEASURES}\n{rows}"}
    plan = plan_of("currency USD\nperiod quarter\nm 10% team")
    period = CIVIL.read("2026-Q1")
    assert period is not None
    assert len(list(pay(plan, data_of(plan, files), period))) == 40
    assert set(asked) == {40}
    assert len(asked) <= 3


def test_given_measures_of_everybody() -> None:
    """Read from the rows of the period."""
    files = {
        "payees.csv": "payee,team,target\nada,n,1000\nben,n,1000\n",
        "measures.csv": f"{MEASURES}\nada,2026-Q1,m,9,10,1\nben,2026-Q1,m,5,10,1\n",
    }
    assert statement_of(plan_of("currency USD\nperiod quarter\nm 10% team"), files).lines[0].exact == 70


def test_a_block_that_a_test_does_not_give_has_no_data() -> None:
    """An empty block is given by its name alone."""
    plan = plan_of(HEAD + 'a rate 1% on sales\ntest "t" { expect a $0 }\ntest "u" { deals { }; expect a $0 }')
    (without,), (empty,) = (run_example(plan, example) for example in plan.examples)
    assert isinstance(without.got, Missing)
    assert (without.got.reason, without.got.detail) == ("not given", "deals")
    assert empty.holds
