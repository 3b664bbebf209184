"""Variants of a plan: which plans they make, and how many of them there may be."""

from compdsl import pipeline
from compdsl.checked.variants import MOST_STATEMENTS, MOST_VARIANTS
from compdsl.kernel.plan import Plan
from compdsl.pipeline import Checking
from compdsl.source.source import Source

PLAN = """\
plan csm "Customer Success" {
  currency USD
  target $1_000
  adoption 60% goal 80%
  retention 40% goal 92%
  multiply adoption, retention by 2 when retention >= 99%
  variant strategic "Strategic" for segment "strategic" {
    without adoption
    renewals $500 each
    variant ada "Letter" for payee "ada" { renewals $700 each }
  }
  variant smb for segment "smb" { target $2_000; retention 40% goal 80% }
}
"""


def checked(text: str) -> Checking:
    """The plan of a text."""
    return pipeline.check(Source(text, "plan.comp"))


def lowered(text: str) -> dict[str, Plan]:
    """The plan and its variants by name, ready to be paid."""
    found = checked(text)
    assert not found.problems, [one.message for one in found.problems]
    return {plan.name: plan for plan in map(pipeline.lower, found.plans)}


def test_each_variant_is_a_plan_called_by_its_path() -> None:
    assert list(lowered(PLAN)) == ["csm", "csm.strategic", "csm.strategic.ada", "csm.smb"]


def test_a_variant_is_called_by_the_titles_around_it() -> None:
    assert [one.title for one in lowered(PLAN).values()] == [
        "Customer Success",
        "Customer Success · Strategic",
        "Customer Success · Strategic · Letter",
        "Customer Success · smb",
    ]


def test_what_a_variant_takes_out_is_out_of_the_lists_of_multiply_too() -> None:
    plans = checked(PLAN).plans
    names = [[one.name for one in plan.components] for plan in plans]
    assert names == [
        ["adoption", "retention"], ["retention", "renewals"], ["retention", "renewals"], ["adoption", "retention"]
    ]  # fmt: skip
    assert [one.components for one in plans[1].multipliers] == [("retention",)]


def test_a_multiplier_of_nothing_is_gone() -> None:
    text = PLAN.replace("multiply adoption, retention", "multiply adoption")
    assert checked(text).plans[1].multipliers == ()


def test_a_factor_of_a_variant_stands_for_all_on_the_same_components() -> None:
    """However they name them; it is named by them."""
    outside = "multiply a, b by 2 when a >= 99%\nmultiply b, a by 3 when b >= 99%\n"
    text = f'a 60%\nb 40%\n{outside}variant x for role "x" {{ multiply a, b by 1.5 }}\n'
    plan, variant = checked(text).plans
    assert (len(plan.multipliers), len(variant.multipliers)) == (2, 1)
    assert variant.variant is not None
    assert variant.variant.replaced == ("multiply a, b",)


def test_what_a_variant_changes_is_named() -> None:
    found = [plan.variant for plan in checked(PLAN.replace("each\n", "each\n    total cap 200%\n", 1)).plans]
    assert found[0] is None
    assert [(one.replaced, one.added, one.removed) for one in found if one is not None] == [
        ((), ("renewals", "total cap"), ("adoption",)),
        (("renewals",), (), ()),
        (("target", "retention"), (), ()),
    ]


def test_a_variant_that_says_the_same_has_the_meaning_of_other_people_only() -> None:
    """The hash of a meaning tells whom a plan is for, and else only what it pays."""
    same = 'for role "a"\nadoption 60% goal 80%\nvariant x for role "a" { adoption 60% goal 80% }\n'
    plan, variant = lowered(same).values()
    alone = lowered('for role "a"\nadoption 60% goal 80%\n')["plan"]
    assert variant.meaning == alone.meaning != plan.meaning


def test_the_most_variants() -> None:
    def text(count: int) -> str:
        return "adoption 60%\n" + "".join(f'variant v{i} for role "r{i}" {{ adoption 50% }}\n' for i in range(count))

    assert len(checked(text(MOST_VARIANTS)).plans) == MOST_VARIANTS + 1
    assert [one.name for one in checked(text(MOST_VARIANTS + 1)).problems] == ["too-many-variants"]


def test_the_most_statements_of_all_variants() -> None:
    clauses = "".join(f"part{i} 1%\n" for i in range(MOST_STATEMENTS // 50))
    variants = "".join(f'variant v{i} for role "r{i}" {{ part0 2% }}\n' for i in range(60))
    assert [one.name for one in checked(clauses + variants).problems] == ["too-large-variants"]


def test_a_variant_of_a_used_file_stays_there() -> None:
    from compdsl.source.files import TextFiles

    used = 'adoption 60%\nvariant uk for country "UK" { adoption 50% }\n'
    text = 'use "used.comp"\nretention 40%\n'
    found = pipeline.check(Source(text, "plan.comp"), TextFiles({"used.comp": used, "plan.comp": text}, "plan.comp"))
    assert [one.name for one in found.problems] == ["left-behind"]
    assert found.variants == ()
