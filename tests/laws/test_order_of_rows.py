"""The order of rows and of people changes nothing but the order of the statements."""

from hypothesis import given
from hypothesis import strategies as st

from tests.laws.paying import lowered, paid
from tests.strategies import Case, cases, given_cases, with_data


@given(st.one_of(cases(), given_cases()), st.data())
def test_any_order_pays_the_same(case: Case, draw: st.DataObject) -> None:
    """Rows, measures and roster are shuffled."""
    plan = lowered(case.text)
    shuffled = with_data(
        case,
        payees=tuple(draw.draw(st.permutations(case.data.payees))),
        blocks={name: tuple(draw.draw(st.permutations(rows))) for name, rows in case.data.blocks.items()},
        measures=tuple(draw.draw(st.permutations(case.data.measures))),
    )
    assert paid(plan, shuffled) == paid(plan, case)
