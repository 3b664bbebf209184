"""Variants of a plan: everybody has one of them, and what each pays is what a plan of its own would pay."""

from collections.abc import Mapping
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from compdsl import pipeline
from compdsl.kernel.plan import Plan
from compdsl.paid.payroll import statements_of
from compdsl.paid.people import fits
from compdsl.source.source import Source
from compdsl.values.calendar import CIVIL
from tests.trace.paying import data_of

HEAD = """\
currency USD
period quarter
records deals { payee, day: date, amount: money }
metric sales = sum(deals.amount)
"""
SEGMENTS, ROLES = ("smb", "mid", "strategic", ""), ("csm", "lead", "")
TREE = """\
for role "csm", "lead"
pay rate 10% on sales
variant smb for segment "smb" {
  pay rate 20% on sales
  variant leads for role "lead" { pay rate 30% on sales }
}
variant strategic for segment "strategic", "mid" {
  variant mid for segment "mid" { pay rate 40% on sales }
  pay rate 50% on sales
  extra $1 when sales >= $5
}
"""
RATES = {"plan": 10, "plan.smb": 20, "plan.smb.leads": 30, "plan.strategic": 50, "plan.strategic.mid": 40}
PEOPLE = st.dictionaries(
    st.sampled_from("abcdefgh"),
    st.tuples(st.sampled_from(ROLES), st.sampled_from(SEGMENTS), st.sampled_from(SEGMENTS), st.integers(0, 9)),
    min_size=1,
)
"""The role of each, the segments until the end of January and after it, and the sales of each of the two times."""


def plans_of(text: str) -> list[Plan]:
    """The plan of a text and its variants."""
    found = pipeline.check(Source(HEAD + text, "plan.comp"))
    assert not found.problems, [one.message for one in found.problems]
    return [pipeline.lower(plan) for plan in found.plans]


def files_of(people: Mapping[str, tuple[str, str, str, int]]) -> dict[str, str]:
    """The roster, each person with two rows, and a deal of each before and after the change."""
    rows = [
        f"{key},{role},{first},,2026-01-31\n{key},{role},{then},2026-02-01,\n"
        for key, (role, first, then, _) in people.items()
    ]
    deals = [f"{key},2026-01-10,{sold}\n{key},2026-03-10,{sold}\n" for key, (*_, sold) in people.items()]
    return {
        "payees.csv": "payee,role,segment,start,end\n" + "".join(rows),
        "deals.csv": "payee,day,amount\n" + "".join(deals),
    }


def paid(plan: Plan, files: Mapping[str, str]) -> dict[str, Fraction]:
    """What each whom a plan pays is paid in the first quarter."""
    period = CIVIL.read("2026-Q1")
    assert period is not None
    return {one.payee.key: Fraction(one.total) for one in statements_of(plan, data_of(plan, files), [period])}


@given(PEOPLE)
def test_every_row_of_the_roster_has_one_of_them_or_none(people: Mapping[str, tuple[str, str, str, int]]) -> None:
    plans = plans_of(TREE)
    data = data_of(plans[0], files_of(people))
    for payee in data.payees:
        for row in payee.stints or (payee,):
            fitting = [plan.name for plan in plans if fits(row, plan.people)]
            assert len(fitting) == (row.fields["role"] is not None)


@given(PEOPLE)
def test_all_together_pay_each_deal_once_at_the_rate_of_its_day(
    people: Mapping[str, tuple[str, str, str, int]],
) -> None:
    """Who changes segments is paid by each variant for their days."""
    rates = {"": 10, "smb": 20, "strategic": 50, "mid": 40}
    expected: dict[str, Fraction] = {}
    for key, (role, first, then, sold) in people.items():
        if role:
            each = [30 if role == "lead" and segment == "smb" else rates[segment] for segment in (first, then)]
            bonus = [one for one in _parts(first, then) if one in ("strategic", "mid")]
            extras = len(bonus) * (_sold(first, then, sold) >= 5)
            expected[key] = Fraction(sum(each) * sold, 100) + extras
    found: dict[str, Fraction] = {}
    for plan in plans_of(TREE):
        for key, amount in paid(plan, files_of(people)).items():
            found[key] = found.get(key, Fraction(0)) + amount
    assert found == expected


def _parts(first: str, then: str) -> tuple[str, ...]:
    return (first,) if first == then else (first, then)


def _sold(first: str, then: str, sold: int) -> int:
    return 2 * sold if first == then else sold


@given(PEOPLE)
def test_a_variant_pays_what_a_plan_of_its_own_pays(people: Mapping[str, tuple[str, str, str, int]]) -> None:
    alone = plans_of(
        'for role "csm", "lead" and segment "strategic"\npay rate 50% on sales\nextra $1 when sales >= $5\n'
    )
    variant = next(plan for plan in plans_of(TREE) if plan.name == "plan.strategic")
    assert paid(variant, files_of(people)) == paid(alone[0], files_of(people))


def test_the_order_of_variants_decides_nothing() -> None:
    """Nor does it matter where in its braces a variant says something."""
    first, second = TREE.index("variant smb"), TREE.index("variant strategic")
    turned = TREE[:first] + TREE[second:] + TREE[first:second]
    meanings = {plan.name: plan.meaning for plan in plans_of(TREE)}
    assert {plan.name: plan.meaning for plan in plans_of(turned)} == meanings
    assert set(meanings) == set(RATES)
