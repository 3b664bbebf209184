"""What others did changes nothing of a plan that asks only for the payee's own figures."""

from hypothesis import given

from tests.laws.paying import lowered, paid
from tests.strategies import Case, cases, with_data


@given(cases(own_only=True))
def test_each_alone_is_paid_as_among_others(case: Case) -> None:
    """Everybody else is taken out of the roster and the records, for each payee in turn."""
    plan = lowered(case.text)
    together = paid(plan, case)
    for payee in case.data.payees:
        blocks = {
            name: tuple(row for row in rows if row.values.get("payee", payee.key) == payee.key)
            for name, rows in case.data.blocks.items()
        }
        alone = paid(plan, with_data(case, payees=(payee,), blocks=blocks))
        assert alone == {key: lines for key, lines in together.items() if key == payee.key}
