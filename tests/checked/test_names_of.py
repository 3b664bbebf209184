"""What a path stands for."""

from compdsl import pipeline
from compdsl.source.source import Source


def test_a_clause_on_its_own_measure_in_a_wider_scope() -> None:
    """`on` with the clause's own name is the measure the data gives, not a measure made of itself."""
    assert pipeline.check(Source("csat 10% on csat.company goal 80%\n", "plan.comp")).problems == []


def test_names_that_differ_in_two_letters_are_both_meant() -> None:
    """A short measure that only a condition asks for is not taken for a slip of another name."""
    text = "currency USD\nleads $5 each\nbonus $100 when seats >= 5\n"
    assert pipeline.check(Source(text, "plan.comp")).problems == []


def test_a_measure_may_count_the_records_of_its_own_name() -> None:
    """`metric deals = count(deals)` is about the records, not about itself."""
    text = "period quarter\nrecords deals { payee, on: date }\nmetric deals = count(deals)\ndeals 100% goal 10\n"
    assert pipeline.check(Source(text, "plan.comp")).problems == []


def test_a_clause_has_one_scope() -> None:
    """A scope behind the clause and another behind the measure of `on` cannot both be meant."""
    text = "currency USD\nbonus 10% team on csat.company goal 80%\n"
    assert [one.name for one in pipeline.check(Source(text, "plan.comp")).problems] == ["two-scopes"]
