"""The account of one row of a clause for each row: its own steps, and what lies outside it."""

from compdsl.kernel.nodes import Aggregate
from compdsl.trace.account import account_for
from compdsl.trace.each_row import RowAccount, is_of_rows, read_outside
from compdsl.trace.reading import read_account
from tests.trace.paying import plan_of, statement_of

PLAN = """
currency USD
period quarter
records deals { payee, closed_on: date, amount: money }
metric sales = sum(deals.amount)
bonus rate 10% on deals.amount cap payee.most only when sales >= $100 for each row of deals where amount > $0
"""
FILES = {
    "payees.csv": "payee,most\nada,50\n",
    "deals.csv": "payee,closed_on,amount\nada,2026-01-05,900\nada,2026-01-06,100\nada,2026-01-07,-5\n",
}


def test_a_row_is_told_by_its_own_steps_alone() -> None:
    """What has one value for all rows is told in the account of the line, before the rows."""
    plan = plan_of(PLAN)
    (line,) = statement_of(plan, FILES).lines
    account = account_for(line, plan)
    (step,) = (one for one in account.steps if is_of_rows(one.node))
    assert isinstance(step.node, Aggregate)
    first, second = (RowAccount(step, row) for row, _ in step.rows().counted)
    assert [entry.label for entry in read_account(first)] == ["pays", "cap", "only when"]
    assert [entry.value for entry in read_account(first)] == ["$90", "$50", "$50"]
    assert second.result.value == 10
    assert [one.written for one in read_outside(step)] == ["sales >= $100", "payee.most"]
    assert [entry.label for entry in read_account(account)] == [
        "sales", "payee.most", "each row of deals", "rounded"
    ]  # fmt: skip
