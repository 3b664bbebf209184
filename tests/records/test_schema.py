"""A schema says what a plan reads."""

from compdsl.records.schema import Schema


def test_a_plan_may_read_nothing_but_the_roster() -> None:
    """Everything is empty where the plan does not ask for it."""
    schema = Schema()
    assert (
        schema.blocks,
        schema.payee_fields,
        schema.measures,
        schema.currency,
        schema.uses_team,
    ) == ((), {}, (), None, False)
