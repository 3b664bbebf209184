"""`split by`: the payee's part of an amount that is the same for all."""

import pytest

from compdsl.diagnostics.problem import Problem
from tests.clauses.telling import told
from tests.trace.paying import FILES, HEAD, entries_of, paid, plan_of


def problem(clause: str, payee: str = "ada", files: dict[str, str] = FILES) -> Problem:
    """What stands in the way of paying somebody."""
    found = paid(plan_of(HEAD + clause), files, payee)
    assert isinstance(found, list)
    return found[0]


def test_the_part_is_told_with_the_weights() -> None:
    """Of the whole company, or of the team; whole cents, the rest by largest remainder."""
    assert told("2026-Q1", "pool $1_000 split by sales", "split") == (
        "$883.36  $1,000 × $93,500.50 / $105,846.17, split among 3 people, exactly $883.3621…: "
        "whole cents, the rest by largest remainder\n"
        "pool = $1,000  $1,000, rounded to $0.01"
    )
    assert told("2026-Q1", "pool $1_000 team split by wins", "split") == (
        "$666.67  $1,000 × 2 / 3, split among 2 people, exactly $666.6666…: "
        "whole cents, the rest by largest remainder\n"
        "pool = $1,000  $1,000, rounded to $0.01"
    )


@pytest.mark.parametrize(
    "clause, payee, why, hint",
    [
        ("pool $1_000 team split by wins", "chloe", "the roster names no team for this payee",
         "Fill in the column `team` of the roster."),
        ("pool $1_000 split by wins - 2", "ada", "the weight of ben is below zero",
         "Write a weight that is not below zero, such as `split by max(score, 0)`."),
        ("pool $1_000 split by wins - wins", "ada", "nobody it is split among has a weight",
         "Write a weight that is not below zero, such as `split by max(score, 0)`."),
        ("pool = payee.target * $1 split by wins", "ada",
         "the amount to split is not the same for everybody it is split among",
         "Write `team` before `split by` for an amount of each team, or an amount of the whole company."),
    ],
)  # fmt: skip
def test_what_cannot_be_split_has_no_data(clause: str, payee: str, why: str, hint: str) -> None:
    """And says what to write instead."""
    found = problem(clause, payee)
    whose = payee + " in 2026-Q1" if payee == "chloe" else "2026-Q1"
    assert found.message == f"`pool` of {whose} has no data: {why}."
    assert found.hint == hint


def test_a_weight_without_data_leaves_everybody_without_a_part() -> None:
    """Whose weight it is, is said; `else` answers it."""
    found = problem("pool $1_000 split by payee.quota")
    assert found.message == (
        "`pool` of 2026-Q1 has no data: of `chloe`, among whom it is split, the weight or the amount has no data: "
        "the roster has no `quota` for this payee."
    )
    assert found.hint == "Bring what is missing, or answer it, such as `split by (score else 0)`."
    assert told("2026-Q1", "pool $1_000 split by (payee.quota else $0)", "split").startswith("$555.56  ")


@pytest.mark.parametrize("code, unit", [("JPY", "JPY 1"), ("KWD", "KWD 0.001")])
def test_the_parts_of_a_currency_without_cents_are_not_called_so(code: str, unit: str) -> None:
    """Nor those of one with three places."""
    head = HEAD.replace("USD", code)
    files = {**FILES, "deals.csv": FILES["deals.csv"].replace("20000.50", "20000").replace("12345.67", "12345")}
    entries = entries_of(f"pool {code} 1_000 split by wins", files, head=head)
    words = next(one.words for one in entries if one.kind == "split")
    assert words.endswith(f": multiples of {unit}, the rest by largest remainder")
