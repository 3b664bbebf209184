"""Small plans paid on small files, for the tests of what is told of them."""

from collections.abc import Mapping

from compdsl import pipeline
from compdsl.diagnostics.problem import Problem
from compdsl.kernel.plan import Plan
from compdsl.paid.lines import Line, Statement, pay_payee
from compdsl.records.data import Data
from compdsl.records.from_texts import from_texts
from compdsl.source.source import Source
from compdsl.trace.account import Account, account_for
from compdsl.trace.reading import Entry, read_account

ROSTER = "payee,team,target,quota\nada,north,5000,100000\nben,north,4000,80000\nchloe,,6000,\n"
DEALS = """\
payee,closed_on,amount,kind,won
ada,2026-01-20,42000,new,true
ada,2026-02-25,31500,new,false
ada,2026-03-02,20000.50,old,true
ada,2026-04-02,9000,new,true
ben,2026-03-19,12345.67,new,true
"""
HEAD = """\
currency USD
period quarter
records deals { payee, closed_on: date, amount: money, kind: text, won: bool }
metric sales = sum(deals.amount) goal payee.quota
metric wins = count(deals where won)
"""
FILES = {"payees.csv": ROSTER, "deals.csv": DEALS}


def plan_of(text: str, path: str = "plan.comp") -> Plan:
    """A plan that checks."""
    checking = pipeline.check(Source(text, path))
    assert checking.plan is not None, [problem.message for problem in checking.problems]
    return pipeline.lower(checking.plan)


def data_of(plan: Plan, files: Mapping[str, str]) -> Data:
    """The data of some files, read without a problem."""
    texts = {name: text.encode() for name, text in files.items()}
    reading = from_texts(texts, plan.schema, plan.period, plan.calendar)
    assert reading.data is not None, reading.problems
    assert reading.is_clean, [problem.message for problem in reading.problems]
    return reading.data


def paid(
    plan: Plan, files: Mapping[str, str], payee: str = "ada", period: str = "2026-Q1"
) -> Statement | list[Problem]:
    """What somebody is paid in a period."""
    when = plan.calendar.read(period)
    assert when is not None
    found = pay_payee(plan, data_of(plan, files), when, payee)
    assert found is not None
    return found


def statement_of(
    plan: Plan, files: Mapping[str, str] = FILES, payee: str = "ada", period: str = "2026-Q1"
) -> Statement:
    """The statement of somebody whose data is complete."""
    found = paid(plan, files, payee, period)
    assert isinstance(found, Statement), [problem.message for problem in found]
    return found


def line_of(clauses: str, files: Mapping[str, str] = FILES, payee: str = "ada", head: str = HEAD) -> tuple[Line, Plan]:
    """The first line of a plan of some clauses, and the plan."""
    plan = plan_of(head + clauses)
    return statement_of(plan, files, payee).lines[0], plan


def account_of(clauses: str, files: Mapping[str, str] = FILES, payee: str = "ada", head: str = HEAD) -> Account:
    """The account of the first line of a plan of some clauses."""
    line, plan = line_of(clauses, files, payee, head)
    return account_for(line, plan)


def entries_of(clauses: str, files: Mapping[str, str] = FILES, payee: str = "ada", head: str = HEAD) -> list[Entry]:
    """What is told of the first line of a plan of some clauses."""
    return read_account(account_of(clauses, files, payee, head))


def told(clauses: str, label: str, files: Mapping[str, str] = FILES, payee: str = "ada", head: str = HEAD) -> str:
    """The value and the words of an entry of the first line, with what stands below it."""
    entry = next(one for one in entries_of(clauses, files, payee, head) if one.label == label)
    return "\n".join([f"{entry.value}  {entry.words}", *entry.below])
