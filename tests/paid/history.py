"""Small plans paid on small files after they were paid on others, for the tests of what is made up for."""

from collections.abc import Mapping, Sequence

from compdsl.kernel.plan import Plan
from compdsl.paid.payroll import Payroll, run_payroll
from compdsl.records.data import Data
from compdsl.records.from_texts import from_texts
from compdsl.records.paid_before import PaidAsked, PaidText
from compdsl.rendered.to_csv import payroll_to_csv
from compdsl.values.calendar import CIVIL
from compdsl.values.exact import Exact
from compdsl.values.period import Period
from tests.trace.paying import data_of

Files = Mapping[str, str]
HEAD = """\
currency USD
period quarter
records deals { payee, closed_on: date, amount: money }
metric sold = sum(deals.amount)
"""
ROSTER = "payee,start,end\nada,,\nben,,\n"


def deals(*rows: str, roster: str = ROSTER) -> Files:
    """The files of a run: deals such as `ada 2026-01-10 1000`."""
    return {
        "payees.csv": roster,
        "deals.csv": "payee,closed_on,amount\n" + "".join(f"{','.join(row.split())}\n" for row in rows),
    }


def when(label: str) -> Period:
    """The period of a label."""
    found = CIVIL.read(label)
    assert found is not None
    return found


def lines_of(plan: Plan, files: Files, periods: str) -> PaidText:
    """What is paid on some files in some periods, as a file of amounts."""
    payroll = run_payroll(plan, data_of(plan, files), [when(one) for one in periods.split()])
    return PaidText(f"{periods}.csv", "".join(payroll_to_csv(plan, payroll)).encode())


def data_after(plan: Plan, files: Files, paid: Sequence[PaidText]) -> Data:
    """The data of some files, after something was paid."""
    texts = {name: text.encode() for name, text in files.items()}
    names = tuple(line.component for line in plan.lines)
    asked = PaidAsked(tuple(paid), plan.name, names, plan.since, plan.until)
    reading = from_texts(texts, plan.schema, plan.period, plan.calendar, paid=asked)
    assert reading.data is not None, [one.message for one in reading.problems]
    return reading.data


def paid_after(plan: Plan, files: Files, periods: str, *paid: PaidText) -> Payroll:
    """What some periods pay after something was paid."""
    return run_payroll(plan, data_after(plan, files, paid), [when(one) for one in periods.split()])


def amounts(payroll: Payroll) -> dict[str, dict[str, Exact]]:
    """The lines of each payee, of all periods."""
    assert not payroll.problems, [one.message for one in payroll.problems]
    found: dict[str, dict[str, Exact]] = {}
    for one in payroll.statements:
        lines = found.setdefault(one.payee, {})
        for line in one.lines:
            assert line.component not in lines
            lines[line.component] = line.amount
    return found
