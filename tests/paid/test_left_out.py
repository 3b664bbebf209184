"""What a run leaves out, counted and added up."""

from collections.abc import Mapping
from fractions import Fraction

import pytest

from compdsl import pipeline
from compdsl.paid.left_out import AmountsLeftOut, amounts_left_out
from compdsl.paid.payroll import run_payroll
from compdsl.records.from_texts import from_texts
from compdsl.rendered.rows_to_text import left_out_to_text
from compdsl.rendered.to_json import left_out_to_json
from tests.trace.paying import plan_of

RECORDS = """\
currency USD
period quarter
records deals { payee, closed_on: date, amount: money, seats: count, weight: number, share: percent, euros: money EUR }
a rate 1% on sum(deals.amount) times payee.factor
"""
HEAD = "payee,closed_on,amount,seats,weight,share,euros\n"


def left_out(text: str, files: Mapping[str, str], held: Mapping[str, str] | None = None) -> AmountsLeftOut:
    """What a run over the first quarter leaves out."""
    plan = plan_of(text)
    texts = {name: content.encode() for name, content in files.items()}
    reading = from_texts(texts, plan.schema, plan.period, plan.calendar)
    assert reading.data is not None
    payroll = run_payroll(plan, reading.data, list(pipeline.periods_of(plan, reading.data))[:1], held)
    return amounts_left_out(plan, reading.data, payroll, reading.refused)


def test_columns_of_numbers_and_of_money_are_added_up() -> None:
    """Each in its own currency; percentages are not. Rows outside the period are left out for another reason."""
    files = {
        "payees.csv": "payee,factor\nada,1\nben,\n",
        "deals.csv": HEAD
        + "ada,2026-01-01,1,2,0.5,10%,1.20\n"
        + "ada,2026-01-02,x,3,0.25,10%,1.30\n"
        + "ben,2026-01-03,4.25,5,0.125,10%,1.40\n"
        + "ben,2026-05-03,100,100,100,10%,100\n",
    }
    found = left_out(RECORDS, files, {"ada": "line 3 of deals.csv is refused"})
    assert (found.refused, found.unpaid, found.payees) == (1, 4, ("ada", "ben"))
    assert [(one.column, one.refused.sum, one.unpaid.sum, one.unpaid.rows) for one in found.columns] == [
        ("amount", 0, Fraction(21, 4), 2),
        ("seats", 3, 7, 2),
        ("weight", Fraction(1, 4), Fraction(5, 8), 2),
        ("euros", Fraction(13, 10), Fraction(13, 5), 2),
    ]
    assert left_out_to_text(found) == (
        "  payees: ada, ben\n"
        "  deals.csv, amount: none of 1 refused row can be read; $5.25 in 2 rows of payees not paid\n"
        "  deals.csv, seats: 3 in 1 refused row; 7 in 2 rows of payees not paid\n"
        "  deals.csv, weight: 0.25 in 1 refused row; 0.625 in 2 rows of payees not paid\n"
        "  deals.csv, euros: €1.30 in 1 refused row; €2.60 in 2 rows of payees not paid\n"
    )
    assert [one["currency"] for one in left_out_to_json(found)["sums"]] == ["USD", None, None, "EUR"]


def test_rows_that_could_not_be_split_have_no_figures() -> None:
    """They are counted as rows that cannot be read."""
    files = {"payees.csv": "payee,factor\nada,1\n", "deals.csv": HEAD + "ada,2026-01-01,1,2\n"}
    found = left_out(RECORDS, files)
    assert found.payees == ()
    assert [(one.refused.rows, one.refused.read) for one in found.columns] == [(1, 0)] * 4


@pytest.mark.parametrize("suffix", ["csv", "jsonl"])
def test_measures_are_added_up_one_by_one(suffix: str) -> None:
    """Value and what it is of; percentages are not added up. Rows without a name of a measure come last."""
    rows = [
        ("ada", "2026-Q1", "m", "744", "1000"),
        ("ada", "2026-Q1", "n", "50%", ""),
        ("ben", "2026-Q1", "m", "x", "100"),
        ("ben", "2026-Q1", "n", "60%", "5"),
        ("zoe", "2026-Q1", "m", "6", "10"),
        ("ben", "2026-Q1", "", "7", ""),
    ]
    head = ("payee", "period", "metric", "value", "of")
    if suffix == "csv":
        text = "".join(",".join(row) + "\n" for row in [head, *rows])
    else:
        cells = [[f'"{name}": "{cell}"' for name, cell in zip(head, row, strict=True) if cell] for row in rows]
        text = "".join("{" + ", ".join(one) + "}\n" for one in cells)
    files = {"payees.csv": "payee,target\nada,\nben,1\n", f"measures.{suffix}": text}
    found = left_out("currency USD\nperiod quarter\nm 10% goal 50%\nn 20% goal 50%\n", files)
    assert found.payees == ("ada", "ben")
    sums = [(one.column, one.metric, one.refused.rows, one.refused.sum, one.unpaid.sum) for one in found.columns]
    assert sums == [
        ("target", None, 0, 0, 1),
        ("value", "m", 2, 6, 744),
        ("of", "m", 2, 110, 1000),
        ("of", "n", 1, 5, 0),
        ("value", None, 1, 7 if suffix == "csv" else 0, 0),
    ]
    assert f"  measures.{suffix}, m: 6 in 1 refused row, 1 more cannot be read; 744 in 1 row" in left_out_to_text(found)
    assert f"  measures.{suffix}, m (of): 110 in 2 refused rows; 1,000 in 1 row" in left_out_to_text(found)


def test_who_is_refused_by_the_roster_is_not_paid() -> None:
    """They are named after those of the roster; of many, the first ten are named on the screen."""
    roster = "".join(f"p{n},1,2026-02-01,2026-01-01\n" for n in range(12))
    files = {"payees.csv": f"payee,factor,start,end\nada,,,\n{roster}", "deals.csv": HEAD}
    plan = RECORDS.replace("payee.factor", "payee.factor / 1") + "records payees { payee, factor: number }\n"
    found = left_out(plan, {**files, "deals.csv": HEAD + "ada,2026-01-01,1,2,0.5,10%,1.20\n"})
    assert found.payees == ("ada", *(f"p{n}" for n in range(12)))
    first, second, *_ = left_out_to_text(found).splitlines()
    assert first == "  payees: ada, p0, p1, p2, p3, p4, p5, p6, p7, p8, and 3 more"
    assert second == "  payees.csv, factor: 12 in 12 refused rows"
    assert left_out_to_json(found)["payees"]["count"] == 13


def test_nothing_is_left_out_where_everybody_is_paid() -> None:
    """Rows outside the period, or that the plan does not take, are no matter of the quarantine."""
    files = {
        "payees.csv": "payee,factor\nada,1\n",
        "deals.csv": HEAD + "ada,2026-01-01,1,2,0.5,10%,1.20\nada,2026-05-01,1,2,0.5,10%,1.20\n",
    }
    found = left_out(RECORDS, files)
    assert found.is_nothing
    assert (found.unpaid, found.columns, left_out_to_text(found)) == (0, (), "")
