"""What people share under `for`: a budget is that of the plan's people, a rank is among the roster."""

from collections.abc import Mapping
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from compdsl.paid.payroll import statements_of
from compdsl.values.calendar import CIVIL
from tests.trace.paying import data_of, plan_of

HEAD = """\
currency USD
period quarter
records deals { payee, day: date, amount: money }
metric sales = sum(deals.amount)
"""
FOR = 'for role "csm"\n'
PEOPLE = st.dictionaries(
    st.sampled_from("abcdefgh"), st.tuples(st.sampled_from(("csm", "ae", "")), st.integers(0, 9)), min_size=1
)
"""The role and the sales of each."""


def paid(text: str, roster: str, deals: str) -> dict[str, Fraction]:
    """What each whom a plan pays is paid in the first quarter."""
    plan, period = plan_of(HEAD + text), CIVIL.read("2026-Q1")
    assert period is not None
    files = {"payees.csv": f"payee,role,start,end\n{roster}", "deals.csv": f"payee,day,amount\n{deals}"}
    return {one.payee.key: Fraction(one.total) for one in statements_of(plan, data_of(plan, files), [period])}


def files_of(people: Mapping[str, tuple[str, int]]) -> tuple[str, str]:
    """The rows of the roster, and a deal for each."""
    roster = "".join(f"{key},{role},,\n" for key, (role, _) in people.items())
    return roster, "".join(f"{key},2026-01-10,{sold}\n" for key, (_, sold) in people.items())


@given(PEOPLE, st.integers(1, 40))
def test_a_budget_is_as_if_nobody_else_were_in_the_roster(people: Mapping[str, tuple[str, int]], budget: int) -> None:
    """What others sell changes nothing of it."""
    clause = f"pay rate 100% on sales company budget ${budget}\n"
    theirs = {key: one for key, one in people.items() if one[0] == "csm"}
    assert paid(FOR + clause, *files_of(people)) == paid(clause, *files_of(theirs))


@given(PEOPLE)
def test_whom_it_is_for_changes_nobodys_rank(people: Mapping[str, tuple[str, int]]) -> None:
    """A plan with `for` ranks its people as one for everybody does."""
    clause = "pay = $1 * rank(sales)\n"
    everybody = paid(clause, *files_of(people))
    assert paid(FOR + clause, *files_of(people)) == {
        key: place for key, place in everybody.items() if people[key][0] == "csm"
    }


@given(PEOPLE, st.integers(0, 9), st.integers(0, 9))
def test_who_changes_roles_has_the_rank_of_the_days(
    people: Mapping[str, tuple[str, int]], before: int, after: int
) -> None:
    """One more than how many others have more than they have on the days of the plan."""
    roster, deals = files_of(people)
    roster += "z,csm,,2026-01-31\nz,ae,2026-02-01,\n"
    deals += f"z,2026-01-31,{before}\nz,2026-02-01,{after}\n"
    clause = "pay = $1 * rank(sales)\n"
    for role, own in (("csm", before), ("ae", after)):
        found = paid(FOR.replace("csm", role) + clause, roster, deals)
        assert found["z"] == 1 + sum(sold > own for _, sold in people.values())
