"""A definition means the same wherever it stands: in the plan, in a file it uses, or further away."""

from hypothesis import given
from hypothesis import strategies as st

from compdsl import pipeline
from compdsl.diagnostics.to_text import draw_problems
from compdsl.kernel.plan import Plan
from compdsl.source.files import TextFiles
from compdsl.source.source import Source
from compdsl.syntax import tree
from compdsl.syntax.from_files import is_brought
from compdsl.syntax.from_source import read_plan
from tests.laws.paying import lowered, paid
from tests.strategies import Case, cases


@given(cases(), st.data())
def test_moving_definitions_to_files_is_writing(case: Case, draw: st.DataObject) -> None:
    """Each statement that a file can bring stands in the plan, in a file it uses, or in one that this uses."""
    texts: dict[str, list[str]] = {"plan.comp": [], "a.comp": ['use "shared/b.comp"'], "shared/b.comp": []}
    for statement in case.statements:
        where = draw.draw(st.sampled_from(sorted(texts))) if _can_move(statement) else "plan.comp"
        texts[where].append(statement)
    place = draw.draw(st.integers(0, len(texts["plan.comp"])))
    texts["plan.comp"].insert(place, 'use "a.comp"')
    texts["shared/b.comp"].append("let nothing_else = 1")
    plan, moved = lowered(case.text), _lowered({path: "\n".join(lines) for path, lines in texts.items()})
    assert moved.meaning == plan.meaning
    before, after = paid(plan, case), paid(moved, case)
    assert {key: lines and sorted(lines) for key, lines in after.items()} == {
        key: lines and sorted(lines) for key, lines in before.items()
    }


@given(st.sampled_from(("5%", "$7", "2.5", "0.1%", "$1_250.50")), st.sampled_from(("1", "3%", "$2")))
def test_a_parameter_that_is_set_is_the_figure_it_is_set_to(figure: str, default: str) -> None:
    """Whatever its own value is, or none: the hash is that of a plan in which the figure is written."""
    kinds = {"%": "percent", "$": "money"}
    kind = next((kind for sign, kind in kinds.items() if sign in figure), "number")
    same = any(sign in figure and sign in default for sign in "%$") or not set("%$") & set(figure + default)
    clause = "bonus = $100 * amount" if kind != "money" else "bonus = amount"
    plain = lowered(f"currency USD\nlet amount = {figure}\n{clause}")
    for shared in (f"parameter amount: {kind}", *([f"parameter amount = {default}"] if same else [])):
        files = {
            "plan.comp": f'use "shared.comp" with amount = {figure}\n{clause}',
            "shared.comp": f"currency USD\n{shared}",
        }
        assert _lowered(files).meaning == plain.meaning


def _can_move(statement: str) -> bool:
    plan, _ = read_plan(Source(statement, "one.comp"))
    return all(is_brought(one) and not isinstance(one, tree.Broken) for one in plan.statements)


def _lowered(texts: dict[str, str]) -> Plan:
    checking = pipeline.check(Source(texts["plan.comp"], "plan.comp"), TextFiles(texts, "plan.comp"))
    assert checking.plan is not None, draw_problems(checking.problems)
    return pipeline.lower(checking.plan)
