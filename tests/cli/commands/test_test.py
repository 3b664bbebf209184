"""compdsl test."""

from pathlib import Path

import pytest

from compdsl.cli.main import main

PLAN = """\
plan csm {
  currency USD
  target payee.pay
  adoption 60% cap 150%
  bonus $500 when adoption >= 80%

  test "at goal" {
    payee { pay: $5_000 }
    adoption = 100%
    expect adoption $3_000, bonus $500, total $3_500
  }

  test "a slip in the test" {
    payee { pay: $5_000 }
    adoption = 70%
    expect adoption $2_000, bonus $0
  }
}
"""


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plan with a test that passes and one that fails, in the folder to be in."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "csm.comp"
    path.write_text(PLAN)
    return path


def test_a_failure_shows_place_figures_and_account(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The account stops at the figure that was expected to be another."""
    assert main(["test", "csm.comp"]) == 1
    out, err = capsys.readouterr()
    figures, _, account = out.partition("How adoption comes about\n")
    expected = """\
csm.comp:16:12: error[failed-test]: The test "a slip in the test" expects another `adoption`.
16 |     expect adoption $2_000, bonus $0
   |            ^^^^^^^^^^^^^^^
  expected    $2,000.00
  got         $2,100.00
  difference   +$100.00

"""
    assert expected == figures
    assert "adoption" in account
    assert "70%" in account
    assert "$2,100.00" in account
    assert err == "2 tests in 1 plan: 1 passed, 1 failed\n"


def test_tests_that_pass_are_counted(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Over all plans of a folder; a plan without tests is said."""
    plan.write_text(PLAN.replace("$2_000", "$2_100"))
    Path("line.comp").write_text("adoption 60%\n")
    assert main(["test", "."]) == 0
    assert capsys.readouterr() == ("", "./line.comp has no tests\n2 tests in 2 plans: 2 passed\n")


def test_a_plan_without_tests_is_not_a_failure(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """There is nothing to count."""
    plan.write_text("adoption 60%\n")
    assert main(["test", "csm.comp"]) == 0
    assert capsys.readouterr() == ("", "csm.comp has no tests\nno tests\n")


def test_a_plan_with_problems_is_not_tested(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The problems are drawn, and the tests of the other plans are run."""
    plan.write_text(PLAN.replace("$2_000", "$2_100"))
    Path("bad.comp").write_text("adoption 60% cap\n")
    assert main(["test", "bad.comp", "csm.comp"]) == 1
    out, err = capsys.readouterr()
    assert out.startswith("bad.comp:1:14: error[value-missing]")
    assert err == "2 tests in 1 plan: 2 passed; 1 plan with problems, not tested\n"


def test_figures_without_data_and_rounded_ones_are_told(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is missing is named; how far a figure is compared is said."""
    plan.write_text(
        "plan csm {\n  currency USD\n  period quarter\n  records deals { payee, closed_on: date, amount: money }\n"
        "  metric size = average(deals.amount)\n  metric won = sum(deals.amount)\n  won rate 1/3\n"
        '  test "nothing" {\n    deals { amount: $100 }\n    expect won $33.33, size $99.9 to 1 place\n  }\n'
        '  test "no rows" {\n    won = $3\n    expect size $1\n  }\n}\n'
    )
    assert main(["test", "csm.comp"]) == 1
    out = capsys.readouterr().out
    assert "  expected     $99.90\n  got         $100.00\n  difference   +$0.10\n  compared to 1 place\n" in out
    assert "  expected      $1.00\n  got         no data\n  since the test does not give `deals`\n" in out


def test_twenty_failures_are_told_and_all_are_counted(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In a plan that has changed much."""
    tests = "".join(f'test "{number}" {{ adoption = 50%; expect adoption.attainment 60% }}\n' for number in range(25))
    plan.write_text(f"plan csm {{\nadoption 60%\n{tests}}}\n")
    assert main(["test", "csm.comp"]) == 1
    out, err = capsys.readouterr()
    assert out.count("error[failed-test]") == 20
    assert err == "25 tests in 1 plan: 0 passed, 25 failed (20 shown)\n"


def test_a_figure_that_grows_beyond_any_pay_is_a_problem(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And not a defect."""
    lets = "".join(f"  let x{n} = x{n - 1} * x{n - 1}\n" for n in range(1, 14))
    plan.write_text(
        f"plan csm {{\n  currency USD\n  let x0 = 999_999_999\n{lets}  c = $1 * x13\n"
        '  test "huge" { expect c $1 }\n}\n'
    )
    assert main(["test", "csm.comp"]) == 3
    assert 'A figure of the test "huge" in' in capsys.readouterr().out


def test_nothing_to_test_is_a_call_that_cannot_be_understood(capsys: pytest.CaptureFixture[str]) -> None:
    """As for every command that takes plans."""
    assert main(["test"]) == 2
    assert "Missing argument 'PLAN...'" in capsys.readouterr().err
