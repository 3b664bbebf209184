"""The meaning hash and the payouts stay when only the writing changes; a change of pay changes the hash."""

import re

from hypothesis import assume, given
from hypothesis import strategies as st

from compdsl import pipeline
from compdsl.source.source import Source
from tests.laws.paying import lowered, paid
from tests.strategies import Case, cases


@given(cases(), st.data())
def test_names_and_order_are_writing(case: Case, draw: st.DataObject) -> None:
    """Measures, lets and tables get other names, and all statements another order."""
    plan = lowered(case.text)
    text = "\n".join(draw.draw(st.permutations(case.statements)))
    for name in case.bound:
        text = re.sub(rf"\b{name}\b", f"renamed_{name}", text)
    other = lowered(text)
    assert other.meaning == plan.meaning
    before, after = paid(plan, case), paid(other, case)
    assert {key: lines and sorted(lines) for key, lines in after.items()} == {
        key: lines and sorted(lines) for key, lines in before.items()
    }


@given(cases(), st.data())
def test_layout_and_comments_are_writing(case: Case, draw: st.DataObject) -> None:
    """Blank lines, blanks, comments, semicolons and another spelling of a figure."""
    plan = lowered(case.text)
    ends = st.sampled_from(("\n", "\n\n", "  # as agreed\n", ";\n", " ; ", "\n    "))
    text = "".join(one + draw.draw(ends) for one in case.statements)
    text = text.replace("10k", "10_000").replace("1_000", "1,000").replace("5_000", "5000.00")
    other = lowered(text + "# the end")
    assert other.meaning == plan.meaning
    assert paid(other, case) == paid(plan, case)


@given(cases(), st.data())
def test_a_figure_that_changes_pay_changes_the_hash(case: Case, draw: st.DataObject) -> None:
    """One figure of the plan is another one; where anybody is paid otherwise, the hash is another one too."""
    places = list(re.finditer(r"(?<![\w.:-])[0-9][0-9_]*(\.[0-9]+)?(?=[%xkm]?(?![\w-]))", case.text))
    assume(places)
    place = draw.draw(st.sampled_from(places))
    figure = draw.draw(st.sampled_from(("0", "1", "2", "7", "40", "90", "101", "3.5")))
    changed = pipeline.check(Source(case.text[: place.start()] + figure + case.text[place.end() :], "plan.comp")).plan
    assume(changed is not None)
    assert changed is not None
    plan, other = lowered(case.text), pipeline.lower(changed)
    if paid(plan, case) != paid(other, case):
        assert plan.meaning != other.meaning
