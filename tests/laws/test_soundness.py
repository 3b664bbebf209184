"""A plan that checks can be lowered, paid and explained: what can still go wrong is a listed problem, not an error."""

from hypothesis import given, settings

from compdsl import pipeline
from compdsl.checked.plan import Plan as CheckedPlan
from compdsl.paid.lines import Statement
from compdsl.source.source import Source
from compdsl.trace.account import account_for
from compdsl.trace.reading import read_account
from tests.laws.paying import checked, statements
from tests.strategies import BLOCKS, ROSTER, Case, cases, given_cases, mutated_cases


def pays(plan: CheckedPlan, case: Case) -> None:
    """Lower, run the tests of the plan, pay, and read the account of every line."""
    kernel = pipeline.lower(plan)
    for example in kernel.examples:
        pipeline.run_example(kernel, example)
    for found in statements(kernel, case).values():
        if isinstance(found, Statement):
            for line in found.lines:
                assert read_account(account_for(line, kernel))
        else:
            assert found
            assert all(one.name in ("missing-data", "rows-at-one-place", "figure-too-large") for one in found)


@given(cases())
def test_plans_with_records_are_paid(case: Case) -> None:
    """Random plans, type by type."""
    pays(checked(case.text), case)


@given(given_cases())
def test_plans_on_given_measures_are_paid(case: Case) -> None:
    """Random plans of the short register."""
    pays(checked(case.text), case)


@settings(max_examples=3 * settings().max_examples)
@given(mutated_cases())
def test_a_plan_that_still_checks_is_paid(case: Case) -> None:
    """Plans whose pieces were exchanged: most do not check, and the rest are what nobody thought of."""
    plan = pipeline.check(Source(case.text, "plan.comp")).plan
    if plan is None or not plan.schema.blocks:
        return
    columns = {block.name: set(block.columns) for block in plan.schema.blocks}
    kinds = {block.name: [kind.kind.value for kind in block.columns.values()] for block in plan.schema.blocks}
    same = all(columns.get(name) == set(one) and kinds[name] == list(one.values()) for name, one in BLOCKS.items())
    fields = {name: kind.kind.value for name, kind in plan.schema.payee_fields.items()}
    if same and len(columns) == len(BLOCKS) and all(ROSTER.get(name) == kind for name, kind in fields.items()):
        pays(plan, case)
