"""Whether what a person asks for exists."""

from compdsl.paid.asked import unknown_component, unknown_payee
from tests.trace.paying import FILES, HEAD, data_of, plan_of

PLAN = plan_of(HEAD + "adoption rate 1% on sales\ntotal cap $5")


def test_a_payee_of_the_roster() -> None:
    """As it is spelt there; what is near is named."""
    data = data_of(PLAN, FILES)
    assert unknown_payee(PLAN, data, "ada") is None
    near, far = unknown_payee(PLAN, data, "adda"), unknown_payee(PLAN, data, "nobody")
    assert near is not None
    assert far is not None
    assert (near.hint, near.status) == ("Write `ada`, if that is who you meant.", 2)
    assert far.hint == "Write a payee as the roster spells it."


def test_a_component_of_the_plan() -> None:
    """Limits of the total are lines too; no component is every component."""
    assert unknown_component(PLAN, None) is None
    assert unknown_component(PLAN, "adoption") is None
    assert unknown_component(PLAN, "total cap") is None
    near, far = unknown_component(PLAN, "adopton"), unknown_component(PLAN, "zzz")
    assert near is not None
    assert far is not None
    assert near.hint == "Write `adoption`."
    assert far.hint == "Write one of `adoption`, `total cap`, `total`."
