"""How a query is laid out: its steps, its long expressions, its brackets, its names."""

from compdsl.engines.sql.columns import columns_for
from compdsl.engines.sql.naming import Names, renamed
from compdsl.engines.sql.steps import WIDTH, Column, Step, laid_out, tidy
from compdsl.engines.stages import Stages


def test_brackets_that_say_nothing_are_left_out() -> None:
    assert tidy("((a * b))") == "a * b"
    assert tidy("abs((a - b))") == "abs(a - b)"
    assert tidy("x AND (c1)") == "x AND c1"
    assert tidy("CASE WHEN a THEN (b * 2) ELSE (c) END") == "CASE WHEN a THEN b * 2 ELSE c END"


def test_brackets_that_mean_something_stay() -> None:
    for text in ("(a + b) * c", "a IN ('x')", "NOT (a OR b)", "f(a)", "count(*) OVER ()", "(a AND b) OR c", "'((a))'"):
        assert tidy(text) == text


def test_a_long_case_has_an_arm_a_line() -> None:
    arm = "WHEN " + " AND ".join(f"column_{at} > {at}" for at in range(4)) + " THEN 'a, WHEN b'"
    lines = laid_out(f"CASE {arm} {arm} ELSE 0 END")
    assert lines == ["CASE", f"  {arm}", f"  {arm}", "  ELSE 0", "END"]


def test_a_long_condition_is_split_where_it_stands_in_no_bracket() -> None:
    part = f"(one AND {'x' * 60})"
    assert laid_out(f"{part} AND {part}") == [part, f"  AND {part}"]
    assert max(map(len, laid_out(f"{part} OR {part} AND {part}"))) < WIDTH


def test_a_step_says_what_it_is() -> None:
    step = Step("paid", [Column("a + 1", "b", "one more"), Column("c", "c")], "facts", ["What is paid."], keeps=True)
    assert step.text("AS", str) == (
        "paid AS (\n  -- What is paid.\n  SELECT\n    *,\n    -- one more\n    a + 1 AS b,\n    c\n  FROM facts\n)"
    )


def test_names_are_given_once_and_are_no_words_of_a_database() -> None:
    names = Names()
    assert [names.fresh(one) for one in ("adoption", "adoption", "Adoption >= 80%", "order", "4th")] == [
        "adoption", "adoption_2", "adoption_80", "order_2", "n_4th",
    ]  # fmt: skip


def test_what_stands_in_quotes_is_not_renamed() -> None:
    assert renamed("c1 = 'c1' AND \"c1\" > c11", {"c1": "a"}) == "a = 'c1' AND \"c1\" > c11"


def test_a_short_column_that_is_used_once_stands_where_it_is_used() -> None:
    stages = Stages("facts")
    once, twice = stages.column("a * 2"), stages.column("b * 3")
    last = stages.column(f"{once} + {twice} - {twice}")
    columns = columns_for(stages, [last, last])
    columns.inline({})
    assert columns.columns == {twice: "b * 3", last: f"(a * 2) + {twice} - {twice}"}
    assert columns.steps(lambda _: "all") == [("all", [twice]), ("all", [last])]
    assert columns.few_steps() == [("step", [twice]), ("step", [last])]
