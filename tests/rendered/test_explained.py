"""What is told of a line, whole: every file in `explained/` is a small plan with its data and its explanation.

Where `COMPDSL_RECORD=1` is set the explanations are written into the files instead of compared. Read every changed
line aloud before it is kept.
"""

import json
import os
import re
from pathlib import Path

import pytest

from compdsl.records.from_texts import from_texts
from compdsl.rendered.explain_json import explain_json
from compdsl.rendered.explain_markdown import explain_markdown
from compdsl.rendered.explain_text import explain_statement
from compdsl.values.calendar import CIVIL
from tests.trace.paying import plan_of, statement_of

HERE = Path(__file__).parent / "explained"
PLANS = Path(__file__).parents[2] / "plans"
CASES = sorted(HERE.glob("*.md"))
BLOCK = re.compile(r"^~~~ (\w+)(?: ([\w.-]+))?\n(.*?)^~~~$", re.MULTILINE | re.DOTALL)
IS_RECORDING = os.environ.get("COMPDSL_RECORD") == "1"


def drawn(text: str) -> str:
    """The case with what is told of it now."""
    blocks = [(match[1], match[2], match[3]) for match in BLOCK.finditer(text)]
    plan = plan_of(next(body for kind, _, body in blocks if kind == "comp"))
    files = {name: body for kind, name, body in blocks if kind == "csv"}
    statement = statement_of(plan, files)
    now = {
        "text": explain_statement(plan, statement, lambda text, _: text),
        "markdown": explain_markdown(plan, statement),
    }

    def block(match: re.Match[str]) -> str:
        return f"~~~ {match[1]}\n{now[match[1]]}~~~" if match[1] in now else match[0]

    return BLOCK.sub(block, text)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_is_told_of_a_small_plan(path: Path) -> None:
    """Text and Markdown, whole."""
    text = path.read_text(encoding="utf-8")
    now = drawn(text)
    if IS_RECORDING:
        path.write_text(now, encoding="utf-8")
    assert text == now or IS_RECORDING


@pytest.mark.parametrize(
    "folder, payee, form",
    [
        (folder, payee, form)
        for folder in ("01_one_line", "02_csm")
        for payee in ("ada", "ben", "chloe")
        for form in ("txt", "md")
    ]
    + [("01_one_line", "ada", "json")],
)
def test_what_is_told_of_a_shipped_plan(folder: str, payee: str, form: str) -> None:
    """Text, Markdown and JSON, whole."""
    (file,) = (PLANS / folder).glob("*.comp")
    plan = plan_of(file.read_text(encoding="utf-8"), file.name)
    files = {one.name: one.read_text(encoding="utf-8") for one in (PLANS / folder / "data").iterdir()}
    statement = statement_of(plan, files, payee)
    if form == "json":
        data = from_texts({name: text.encode() for name, text in files.items()}, plan.schema, plan.period, CIVIL).data
        assert data is not None
        now = explain_json(plan, statement, None, sorted(data.files, key=lambda one: one.path))
        assert json.loads(now)["payee"] == payee
    elif form == "md":
        now = explain_markdown(plan, statement)
    else:
        now = explain_statement(plan, statement, lambda text, _: text)
    kept = HERE / "shipped" / f"{folder}.{payee}.{form}"
    if IS_RECORDING:
        kept.write_text(now, encoding="utf-8")
    assert kept.read_text(encoding="utf-8") == now


def test_one_line_is_told_without_the_total() -> None:
    """The statement has it."""
    plan = plan_of("currency USD\na = $5\nb = $6\n")
    statement = statement_of(plan, {"payees.csv": "payee\nada\n"}, period="2026")
    assert explain_statement(plan, statement, lambda text, _: text, "a") == (
        "plan · ada · 2026\n\na  $5.00  plan.comp:2  a = $5\n  pays        $5  as written in the plan\n"
        "  rounded  $5.00  nothing to round\n"
    )
    assert explain_markdown(plan, statement, "b").startswith("# plan: ada, 2026\n\n## b: $6.00\n")
    assert [trace["component"] for trace in json.loads(explain_json(plan, statement, "b", ()))["lines"]] == ["b"]


def test_what_is_painted_does_not_change_the_columns() -> None:
    """Colours stand around the words."""
    plan = plan_of("currency USD\na = $5\n")
    statement = statement_of(plan, {"payees.csv": "payee\nada\n"}, period="2026")
    painted = explain_statement(plan, statement, lambda text, style: f"<{style}>{text}</>")
    assert "  pays        $5  <quiet>as written in the plan</>\n" in painted
    assert painted.startswith("<title>plan · ada · 2026</>\n")
