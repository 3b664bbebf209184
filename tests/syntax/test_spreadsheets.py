"""Formulas of spreadsheets, in the form of the language."""

import pytest

from compdsl.syntax.spreadsheets import call_anew, choice_around, hint_of, written_anew


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("IF(y>3,100,200)", "if y>3 then 100 else 200"),
        ("if(a >= 80%, $1,500, $0)", "if a >= 80% then $1,500 else $0"),
        ("IF(max(a, b) > 1; 2; 3)", "if max(a, b) > 1 then 2 else 3"),
        ("IF(AND(a>3,b=2),$100,$200)", "if a>3 and b==2 then $100 else $200"),
        ("IF(a>3,$100,IF(a>2,$50,$0))", "if a>3 then $100 else if a>2 then $50 else $0"),
        ("IF(a>3,IF(b>1,$1,$2),$0)", "if a>3 then (if b>1 then $1 else $2) else $0"),
        ("OR(AND(a,b),c)", "(a and b) or c"),
        ("AND(OR(a,b),NOT(c))", "(a or b) and not c"),
        ("NOT(AND(a,b))", "not (a and b)"),
        ("IFERROR(y/z, 0)", "(y/z else 0)"),
        ("ROUND(y*$5, 2)", "round(y*$5, $0.01)"),
        ("ROUND(y, 0)", "round(y, 1)"),
        ("ABS(y-1)", "max(y-1, -(y-1))"),
        ("MAX(y, 3)", "max(y, 3)"),
        ('SUMIFS(deals.amount, deals.kind, "new")', 'sum(deals.amount where kind == "new")'),
        ('SUMIF(deals.kind, "<>new", deals.amount)', 'sum(deals.amount where kind != "new")'),
        ('COUNTIFS(deals.kind, "new", deals.amount, ">=5000")', 'count(deals where kind == "new" and amount >= 5000)'),
        ("IF(a, b)", None),
        ("VLOOKUP(a, b, 2)", None),
        ("IF(VLOOKUP(a, b, 2) > 1, 2, 3)", None),
        ("SUMIF(a, b)", None),
        ("IF(" + "a" * 400 + ", 1, 2)", None),
    ],
)
def test_a_formula_is_written_anew_where_every_part_is_known(written: str, meant: str | None) -> None:
    assert written_anew(written) == meant


def test_a_choice_inside_a_calculation_gets_brackets() -> None:
    text = "bonus = IF(a > 3, 2, 1) * $5"
    assert call_anew(text, 8) == "(if a > 3 then 2 else 1)"
    assert call_anew("bonus = IF(a > 3, $2, $1)", 8) == "if a > 3 then $2 else $1"


def test_a_function_that_cannot_be_written_anew_has_an_example() -> None:
    hint = hint_of("VLOOKUP", "x = VLOOKUP(a, b, 2)", 4)
    assert hint is not None
    assert hint.startswith("Write a table")
    assert hint_of("median_of", "x = median_of(a)", 4) is None


def test_the_choice_around_a_place_is_found() -> None:
    text = "currency USD\nbonus = if(y>3,100,200)"
    assert choice_around(text, text.index("3,100")) == (21, "if y>3 then 100 else 200")
    assert choice_around("bonus = max(3,100,200)", 12) is None
    assert choice_around("bonus = if(y>3, 1, 2) + 1,000", 24) is None


@pytest.mark.parametrize(
    "formula, written",
    [
        ("ROUND(sold * 5%, 2)", "round(sold * 5%, $0.01)"),
        ("ROUND(deals.amount, 0)", "round(deals.amount, $1)"),
        ("ROUND(target * kept, 2)", "round(target * kept, $0.01)"),
        ("ROUND(kept, 4)", "round(kept, 0.0001)"),
        ("ROUND(sold / target, 2)", "round(sold / target, 0.01)"),
    ],
)
def test_an_amount_is_rounded_to_an_amount(formula: str, written: str) -> None:
    """What is money, the text of the plan says."""
    plan = (
        "currency USD\nrecords deals { payee, amount: money, n: count }\nmetric sold = sum(deals.amount)\n"
        "metric kept = sum(deals.amount) / count(deals)\na = "
    )
    assert hint_of("ROUND", plan + formula, len(plan)) == f"Write `{written}`."
