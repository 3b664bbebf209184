"""compdsl pay and explain on a folder of plans."""

import csv
import io
import json
from pathlib import Path

import pytest

from compdsl.cli.main import main

CSM = """\
plan csm "Customer Success" {
  for role "csm", "senior csm"
  currency USD; period quarter
  records deals { payee, day: date, amount: money }
  metric sales = sum(deals.amount)
  pay rate 10% on sales
}
"""
AE = CSM.replace('csm "Customer Success"', "ae").replace('"csm", "senior csm"', '"ae"').replace("USD", "EUR")
SPIFF = """\
for everybody beside other plans
currency USD; period quarter
records deals { payee, day: date, amount: money }
lunch $10 when count(deals) >= 1
"""
PAYEES = """\
payee,role,start,end
ada,csm,,
ben,ae,,
cleo,csm,,2026-01-31
cleo,ae,2026-02-01,
dan,intern,,
"""
DEALS = """\
payee,day,amount
ada,2026-01-10,100
ben,2026-02-10,200
cleo,2026-01-10,400
cleo,2026-02-10,800
dan,2026-01-10,1600
"""
LINES = """\
plan,payee,period,component,amount,currency
ae,ben,2026-Q1,pay,20.00,EUR
ae,cleo,2026-Q1,pay,80.00,EUR
csm,ada,2026-Q1,pay,10.00,USD
csm,cleo,2026-Q1,pay,40.00,USD
spiff,ada,2026-Q1,lunch,10.00,USD
spiff,ben,2026-Q1,lunch,10.00,USD
spiff,cleo,2026-Q1,lunch,10.00,USD
spiff,dan,2026-Q1,lunch,10.00,USD
"""

Text = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with three plans and their data."""
    (tmp_path / "plans").mkdir()
    (tmp_path / "data").mkdir()
    for name, text in {"csm": CSM, "ae": AE, "spiff": SPIFF}.items():
        (tmp_path / "plans" / f"{name}.comp").write_text(text)
    (tmp_path / "plans" / "shared.comp").write_text("let half = 50%\n")
    (tmp_path / "data" / "payees.csv").write_text(PAYEES)
    (tmp_path / "data" / "deals.csv").write_text(DEALS)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def pay(*args: str) -> int:
    """Pay the folder."""
    return main(["pay", "plans", "data", *args])


def test_each_payee_is_paid_by_their_plan(capsys: Text) -> None:
    """In the order of the files, with the name of the plan in front; who changes roles by each plan for its days."""
    assert pay("--format", "csv") == 0
    out, err = capsys.readouterr()
    assert out == LINES
    assert '1 payee with no plan but those beside others:\n  dan: role "intern" (payees.csv:6)\n' in err
    assert err.endswith("4 payees paid by 3 plans: 8 lines, €100.00 and $90.00 in all\n")


def test_a_folder_of_one_plan_pays_what_the_plan_pays(folder: Path, capsys: Text) -> None:
    """But for the column with its name."""
    for other in ("ae", "spiff", "shared"):
        (folder / "plans" / f"{other}.comp").unlink()
    assert pay("--format", "csv") == 0
    several = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert main(["pay", "plans/csm.comp", "data", "--format", "csv"]) == 0
    assert [row[1:] for row in several] == list(csv.reader(io.StringIO(capsys.readouterr().out)))


def test_several_plans_pay_what_each_pays_alone(capsys: Text) -> None:
    """Nothing of a plan depends on the others."""
    alone = []
    for name in ("ae", "csm", "spiff"):
        assert main(["pay", f"plans/{name}.comp", "data", "--format", "csv"]) == 0
        alone += [f"{name},{line}" for line in capsys.readouterr().out.splitlines()[1:]]
    assert LINES.splitlines()[1:] == alone


def test_who_has_no_plan_is_named(folder: Path, capsys: Text) -> None:
    """On the screen, in the JSON form and in the manifest."""
    (folder / "plans" / "spiff.comp").unlink()
    assert pay("--format", "json", "-o", "run") == 0
    out, err = capsys.readouterr()
    assert '1 payee without a plan:\n  dan: role "intern" (payees.csv:6)\n' in err
    none = [{"payee": "dan", "file": "payees.csv", "line": 6, "beside": False}]
    assert json.loads(out)["without_plan"] == none
    assert json.loads((folder / "run" / "manifest.json").read_text())["without_plan"] == none


def test_text_has_the_statements_by_plan(capsys: Text) -> None:
    """Under the title, the name and whom it is for."""
    assert pay() == 0
    out = capsys.readouterr().out
    assert '== Customer Success (csm), for role "csm" or "senior csm"\n\nada · 2026-Q1' in out
    assert out.endswith("4 payees paid by 3 plans: 8 lines, €100.00 and $90.00 in all\n")


def test_two_plans_for_a_payee_stop_the_run(folder: Path, capsys: Text) -> None:
    """Both are named with their places, and nothing is written."""
    (folder / "plans" / "spiff.comp").write_text(SPIFF.replace("for everybody beside other plans\n", ""))
    assert pay("-o", "run") == 1
    err = capsys.readouterr().err
    assert "error[two-plans-for-payee]: Two plans, `csm` and `spiff`, are for ada, cleo." in err
    assert "`spiff`, which has no `for`" in err
    assert not (folder / "run").exists()


def test_plans_of_other_days_do_not_meet(folder: Path, capsys: Text) -> None:
    """The plan of last year and that of this year are for the same people."""
    text = CSM.replace("plan csm", "plan csm_2025").replace("currency", "effective 2025-01-01 to 2025-12-31; currency")
    (folder / "plans" / "old.comp").write_text(text)
    assert pay("--period", "2026-Q1", "--format", "csv") == 0
    out, err = capsys.readouterr()
    assert out == LINES
    assert "csm_2025 is not paid: it is not in force in all of 2026-Q1.\n" in err


def test_a_plan_is_paid_for_its_own_periods_within_the_one_asked_for(folder: Path, capsys: Text) -> None:
    """Months within a quarter; a plan without one is named and not paid."""
    (folder / "plans" / "ae.comp").write_text(AE.replace("quarter", "month"))
    assert pay("--period", "2026-Q1", "--format", "csv") == 0
    assert "ae,cleo,2026-02,pay,80.00,EUR" in capsys.readouterr().out.splitlines()
    assert pay("--period", "2026-02", "--format", "csv") == 0
    out, err = capsys.readouterr()
    assert {line.split(",")[0] for line in out.splitlines()[1:]} == {"ae"}
    assert "csm is not paid: it pays by the quarter, and no quarter with rows lies in 2026-02.\n" in err
    assert pay("--period", "2027") == 1
    assert "error[nothing-to-pay-in-folder]" in capsys.readouterr().err


def test_names_are_unique(folder: Path, capsys: Text) -> None:
    """Also where disks know no capital letters."""
    (folder / "plans" / "other.comp").write_text(AE.replace("plan ae", "plan CSM"))
    assert pay() == 1
    assert "error[two-plans-of-one-name]: Two plans of the folder are called `CSM`." in capsys.readouterr().err


def test_one_bad_plan_stops_the_run(folder: Path, capsys: Text) -> None:
    """Every problem of every plan is told."""
    (folder / "plans" / "csm.comp").write_text(CSM.replace("sales\n}", "sale\n}"))
    (folder / "plans" / "ae.comp").write_text(AE.replace("rate 10%", "rat 10%"))
    assert pay("-o", "run") == 1
    err = capsys.readouterr().err
    assert "plans/csm.comp:6" in err
    assert "plans/ae.comp:6" in err
    assert not (folder / "run").exists()


def test_files_of_all_plans_are_written_or_none(folder: Path, capsys: Text) -> None:
    """A folder for each, and a manifest with the hash of each; an earlier run of the same plans is replaced."""
    from hashlib import sha256

    assert pay("-o", "run") == 0
    run = folder / "run"
    assert sorted(str(path.relative_to(run)) for path in run.rglob("*.*")) == sorted(
        ["manifest.json", *(f"{plan}/{name}" for plan in ("ae", "csm", "spiff") for name in ONE_RUN)]
    )
    whole = json.loads((run / "manifest.json").read_text())
    for one in whole["plans"]:
        assert sha256((run / one["manifest"]["file"]).read_bytes()).hexdigest() == one["manifest"]["sha256"]
    assert whole["totals"] == [{"currency": "EUR", "amount": "100.00"}, {"currency": "USD", "amount": "90.00"}]
    assert json.loads((run / "csm" / "manifest.json").read_text())["for"]["payees"] == 2
    assert pay("-o", "run") == 0
    assert "Replaced the run of ae, csm, spiff." in capsys.readouterr().err
    (folder / "plans" / "spiff.comp").unlink()
    assert pay("-o", "run") == 2
    assert "error[folder-taken]" in capsys.readouterr().err


ONE_RUN = ("lines.csv", "trace.jsonl", "manifest.json")


def test_each_plan_takes_what_it_was_paid_before(folder: Path, capsys: Text) -> None:
    """From the folder of its name in the run of a folder; a plan without one is new."""
    (folder / "plans" / "spiff.comp").rename(folder / "spiff.comp")
    assert pay("-o", "before") == 0
    (folder / "spiff.comp").rename(folder / "plans" / "spiff.comp")
    (folder / "data" / "deals.csv").write_text(DEALS + "ada,2026-03-31,50\n")
    capsys.readouterr()
    assert pay("--paid", "before", "--period", "2026-Q1", "--format", "csv") == 0
    out, err = capsys.readouterr()
    lines = out.splitlines()
    assert lines[:2] == ["plan,payee,period,component,amount,currency", "csm,ada,2026-Q1,pay for 2026-Q1,5.00,USD"]
    assert {line.split(",")[0] for line in lines[2:]} == {"spiff"}
    assert "spiff was not paid before.\n" in err
    assert pay("--paid", "before/csm/lines.csv") == 2
    assert "error[not-a-run-of-a-folder]" in capsys.readouterr().err


HEAD = """\
plan csm {
  currency USD; period quarter; effective 2026-01-01 to 2026-12-31
  records deals { payee, day: date, amount: money }
  sales rate 10% on sum(deals.amount)
"""


def differences(run: str, *paid: str, plan: str = "plans") -> set[str]:
    """What a run for the second quarter pays for the first, as `plan payee amount`; it is paid into a folder."""
    options = [option for one in paid for option in ("--paid", one)]
    assert main(["pay", plan, "data", "-o", run, "--period", "2026-Q2", *options]) == 0
    found = set()
    for lines in Path(run).rglob("lines.csv"):
        for row in csv.DictReader(io.StringIO(lines.read_text())):
            if " for " in row["component"]:
                found.add(f"{lines.parent.name} {row['payee']} {row['amount']}")
    return found


@pytest.fixture
def variants(folder: Path) -> Path:
    """A plan that paid two people in the first quarter."""
    for one in (folder / "plans").iterdir():
        one.unlink()
    (folder / "data" / "payees.csv").write_text("payee\nada\nben\n")
    (folder / "data" / "deals.csv").write_text("payee,day,amount\nada,2026-01-10,100\nben,2026-01-10,200\n")
    (folder / "plans" / "csm.comp").write_text(HEAD + "}")
    return folder


def test_a_variant_pays_what_its_plan_takes_back(variants: Path) -> None:
    """A side letter of later: the plan takes back what it paid, and the variant pays what it should have been."""
    assert pay("-o", "Q1", "--period", "2026-Q1") == 0
    (variants / "plans" / "csm.comp").write_text(
        HEAD + '  variant letter for payee "ada" { sales rate 12% on sum(deals.amount) }\n}'
    )
    assert differences("Q2", "Q1") == {"csm ada -10.00", "csm.letter ada 12.00"}
    assert differences("again", "Q1", "Q2") == set()


def test_what_a_variant_paid_that_is_gone_is_its_plans(variants: Path) -> None:
    """Nobody is paid twice where a variant is taken out again."""
    plan = variants / "plans" / "csm.comp"
    plan.write_text(HEAD + '  variant letter for payee "ada" { sales rate 12% on sum(deals.amount) }\n}')
    assert pay("-o", "Q1", "--period", "2026-Q1") == 0
    plan.write_text(HEAD + "}")
    assert differences("Q2", "Q1") == {"csm ada -2.00"}
    assert differences("one", "Q1", plan="plans/csm.comp") == {"one ada -2.00"}
    assert main(["pay", "plans/csm.comp", "data", "-o", "alone", "--period", "2026-Q1"]) == 0
    plan.write_text(HEAD + '  variant letter for payee "ada" { sales rate 12% on sum(deals.amount) }\n}')
    assert differences("later", "alone") == {"csm ada -10.00", "csm.letter ada 12.00"}


def test_who_had_no_line_in_a_closed_period(variants: Path) -> None:
    """A period that was paid is closed also where nobody was due anything then."""
    roster = variants / "data" / "payees.csv"
    roster.write_text("payee,start\nada,2026-04-01\nben,2026-04-01\n")
    assert pay("-o", "Q1", "--period", "2026-Q1") == 0
    roster.write_text("payee,start\nada,2026-01-01\nben,2026-04-01\n")
    assert differences("Q2", "Q1") == {"csm ada 10.00"}


def test_a_plan_that_is_gone_stops_the_run(variants: Path, capsys: Text) -> None:
    """What it paid would be left out of account."""
    assert pay("-o", "Q1", "--period", "2026-Q1") == 0
    (variants / "plans" / "csm.comp").write_text(HEAD.replace("plan csm", "plan success") + "}")
    assert pay("--paid", "Q1", "--period", "2026-Q2") == 2
    assert "error[paid-by-a-plan-that-is-gone]" in capsys.readouterr().err


def test_a_plan_beside_others_owes_nothing_for_what_they_paid(variants: Path) -> None:
    """It is new, and pays its own periods."""
    assert pay("-o", "Q1", "--period", "2026-Q1") == 0
    (variants / "plans" / "spiff.comp").write_text(SPIFF)
    assert differences("Q2", "Q1") == set()


def test_a_month_without_rows_behind_one_that_was_paid(variants: Path, capsys: Text) -> None:
    """It is named, and paid where the plan keeps account."""
    plan = variants / "plans" / "csm.comp"
    text = HEAD.replace("quarter", "month")
    plan.write_text(text + "}")
    assert pay("-o", "Q1", "--period", "2026-01") == 0
    (variants / "data" / "deals.csv").write_text(
        "payee,day,amount\nada,2026-01-10,100\nben,2026-01-10,200\nada,2026-03-10,100\n"
    )
    assert pay("--paid", "Q1") == 0
    assert "2026-02 holds no rows" in capsys.readouterr().err
    plan.write_text(text + "  total draw $7 recoverable\n}")
    assert pay("--paid", "Q1", "--format", "csv") == 0
    assert "csm,ada,2026-02,total draw,7.00,USD" in capsys.readouterr().out


def test_what_is_left_out_names_the_plan(folder: Path, capsys: Text) -> None:
    """One file for all plans, with the plan in front; the others are paid."""
    (folder / "data" / "deals.csv").write_text(DEALS.replace("ada,2026-01-10,100", "ada,2026-01-10,one hundred"))
    assert pay("-o", "run") == 1
    assert not (folder / "run").exists()
    assert pay("--quarantine", "left.csv", "-o", "run") == 1
    rows = list(csv.DictReader(io.StringIO((folder / "left.csv").read_text())))
    assert [(row["plan"], row["what"], row["payee"]) for row in rows] == [
        ("ae", "row", "ada"), ("csm", "row", "ada"), ("csm", "payee", "ada"),
        ("spiff", "row", "ada"), ("spiff", "payee", "ada"),
    ]  # fmt: skip
    assert "What is left out of all plans is in left.csv.\n" in capsys.readouterr().err


def test_explaining_tells_of_each_plan_that_pays(capsys: Text) -> None:
    """Somebody who changes roles has lines of both plans."""
    assert main(["explain", "plans", "data", "cleo"]) == 0
    out = capsys.readouterr().out
    assert [line for line in out.splitlines() if "· cleo ·" in line] == [
        "ae · cleo · 2026-Q1", "Customer Success · cleo · 2026-Q1", "spiff · cleo · 2026-Q1"
    ]  # fmt: skip
    assert main(["explain", "plans", "data", "cleo", "--line", "lunch", "--format", "json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["plans"]) == 1
    assert main(["explain", "plans", "data", "zoe"]) == 2
    assert "error[no-such-payee]" in capsys.readouterr().err
    assert main(["explain", "plans", "data", "ada", "--line", "launch"]) == 2
    assert "error[no-such-component]" in capsys.readouterr().err


def test_explaining_whom_no_plan_pays(folder: Path, capsys: Text) -> None:
    """It is said; and of several periods one has to be named."""
    (folder / "plans" / "spiff.comp").unlink()
    assert main(["explain", "plans", "data", "dan"]) == 1
    assert "None of these plans pays dan in this period." in capsys.readouterr().err
    (folder / "data" / "deals.csv").write_text(DEALS + "ada,2026-04-10,100\n")
    assert main(["explain", "plans", "data", "ada"]) == 2
    assert "csm pays ada in 2026-Q1, 2026-Q2. Name one with --period." in capsys.readouterr().err


SHARED = """\
currency USD; period quarter
records deals { payee, day: date, amount: money }
metric sales = sum(deals.amount)
metric led = sum(deals.amount where payee.role == "lead")
"""
LUNCH = 'use "measures.comp"\nparameter lunch_money: money\nlunch lunch_money when sales > $0\n'
USING = """\
plan {name} {{
  use "shared/lunch.comp" with lunch_money = {money}
  for role "{role}"
  pay rate 10% on sales
}}
"""


def shared_folder(folder: Path) -> None:
    """Two plans that use a file of a component, which uses a file of definitions."""
    (folder / "plans" / "shared").mkdir()
    (folder / "plans" / "shared" / "measures.comp").write_text(SHARED)
    (folder / "plans" / "shared" / "lunch.comp").write_text(LUNCH)
    for name in ("spiff", "shared"):
        (folder / "plans" / f"{name}.comp").unlink()
    for name, money in {"csm": "$5", "ae": "$7"}.items():
        (folder / "plans" / f"{name}.comp").write_text(USING.format(name=name, role=name, money=money))


def test_a_file_that_plans_use_is_paid_as_a_part_of_them(folder: Path, capsys: Text) -> None:
    """It has no name of its own; the hashes of all files that were read stand in the manifest of each plan."""
    from hashlib import sha256

    shared_folder(folder)
    assert pay("--format", "csv", "-o", "run") == 0
    out, err = capsys.readouterr()
    assert "csm,ada,2026-Q1,lunch,5.00,USD\n" in out
    assert "ae,cleo,2026-Q1,lunch,7.00,USD\n" in out
    assert {line.split(",")[0] for line in out.splitlines()[1:]} == {"ae", "csm"}
    assert "Paid as a part of the plans that use it: plans/shared/lunch.comp." in err
    used = json.loads((folder / "run" / "ae" / "manifest.json").read_text())["plan"]["used_files"]
    assert {one["path"]: one["sha256"] for one in used} == {
        path: sha256(Path(path).read_bytes()).hexdigest()
        for path in ("plans/shared/lunch.comp", "plans/shared/measures.comp")
    }
    assert pay("--quarantine", "plans/shared/lunch.comp") == 2
    assert "error[output-is-input]" in capsys.readouterr().err


def test_a_used_file_with_a_name_is_a_plan_too(folder: Path, capsys: Text) -> None:
    """What it lacks as a plan is said."""
    shared_folder(folder)
    (folder / "plans" / "shared" / "lunch.comp").write_text(f"plan lunch {{\n{LUNCH}}}\n")
    assert pay() == 1
    assert "error[own-parameter-without-value]" in capsys.readouterr().err


def test_a_folder_of_definitions_pays_nothing(folder: Path, capsys: Text) -> None:
    """Nor does one whose only component is in no plan."""
    shared_folder(folder)
    for name in ("csm", "ae"):
        (folder / "plans" / f"{name}.comp").unlink()
    (folder / "plans" / "shared" / "lunch.comp").unlink()
    assert pay() == 1
    assert "error[no-paying-plan]: The only file of this folder holds definitions" in capsys.readouterr().err


def test_a_mistake_in_a_shared_file_is_told_once(folder: Path, capsys: Text) -> None:
    """However many plans use it."""
    shared_folder(folder)
    (folder / "plans" / "shared" / "measures.comp").write_text(SHARED.replace("sum(deals.amount)", "sum(deals.amuont)"))
    assert pay() == 1
    assert capsys.readouterr().err.count("plans/shared/measures.comp:3") == 1


def test_a_role_that_changed_before_the_last_run_is_made_up_for(folder: Path, capsys: Text) -> None:
    """The plan that paid takes back, the plan that should have pays: each from what it paid itself."""
    (folder / "plans" / "spiff.comp").unlink()
    assert pay("-o", "before") == 0
    (folder / "data" / "payees.csv").write_text(PAYEES.replace("ada,csm", "ada,ae"))
    (folder / "data" / "deals.csv").write_text(DEALS + "ada,2026-04-10,1000\n")
    capsys.readouterr()
    assert pay("--paid", "before", "--period", "2026-Q2", "--format", "csv") == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if ",ada," in line] == [
        "ae,ada,2026-Q2,pay,100.00,EUR", "ae,ada,2026-Q2,pay for 2026-Q1,10.00,EUR",
        "csm,ada,2026-Q2,pay for 2026-Q1,-10.00,USD",
    ]  # fmt: skip


def test_months_between_are_paid_where_a_plan_keeps_an_account(folder: Path, capsys: Text) -> None:
    """Within the quarter that is asked for, also a month without rows; those paid before are not paid again."""
    text = CSM.replace("period quarter", "period month").replace("on sales", "on sales paid over 2 months")
    (folder / "plans" / "csm.comp").write_text(text)
    (folder / "data" / "deals.csv").write_text(DEALS + "ada,2026-03-10,100\n")
    for name in ("ae", "spiff"):
        (folder / "plans" / f"{name}.comp").unlink()
    assert pay("--period", "2026-Q1", "--format", "csv") == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if ",ada," in line]
    assert lines == [f"csm,ada,2026-0{month},pay,5.00,USD" for month in (1, 2, 3)]
    assert pay("--period", "2026-01", "-o", "before") == 0
    capsys.readouterr()
    assert pay("--period", "2026-Q1", "--paid", "before", "--format", "csv") == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if ",ada," in line]
    assert lines == [f"csm,ada,2026-0{month},pay,5.00,USD" for month in (2, 3)]


def test_what_is_told_of_a_run_is_short(folder: Path, capsys: Text) -> None:
    """A line for each plan, and what became of the rows once, of all plans together."""
    (folder / "plans" / "spiff.comp").unlink()
    assert pay("--period", "2026-Q1") == 0
    out, err = capsys.readouterr()
    assert (
        err
        == """\
ae: for 2 of 4 payees
  Paid for the days of some of their rows of the roster only:
    cleo: from 2026-02-01 (payees.csv:5)
csm: for 2 of 4 payees
  Paid for the days of some of their rows of the roster only:
    cleo: until 2026-01-31 (payees.csv:4)
payees.csv  5 rows read = 4 counted + 1 left out (payee in no plan)
deals.csv   5 rows read = 4 counted + 1 left out (payee in no plan)
1 payee without a plan:
  dan: role "intern" (payees.csv:6)
"""
    )
    assert out.endswith("""\
== Paid by several plans

cleo: €80.00 and $40.00 in all (€80.00 by ae, $40.00 by csm)

3 payees paid by 2 plans: 4 lines, €100.00 and $50.00 in all
""")


def test_the_periods_of_the_data_are_told_once(folder: Path, capsys: Text) -> None:
    """Those of plans that pay by the month and of those that pay by the quarter."""
    (folder / "data" / "deals.csv").write_text(DEALS + "ada,2026-04-10,100\n")
    (folder / "plans" / "ae.comp").write_text(AE.replace("quarter", "month"))
    assert pay() == 0
    err = capsys.readouterr().err
    assert "The data holds 3 periods to pay: 2026-01, 2026-02, 2026-04.\n" in err
    assert (
        err.count("The data holds 2 periods to pay: 2026-Q1, 2026-Q2.\nWith --period 2026-Q2 that one alone is paid.")
        == 1
    )


def test_nothing_left_out_of_any_plan_is_said_once(capsys: Text) -> None:
    assert pay("--quarantine", "left.csv", "-o", "run") == 0
    err = capsys.readouterr().err
    assert err.count("Nothing was left out; left.csv says so.\n") == 1


def test_a_variant_of_a_plan_beside_others_takes_its_place(variants: Path) -> None:
    """Under another name too: what the variant before paid is taken back, and paid by the new one."""
    plan, text = variants / "plans" / "csm.comp", HEAD.replace("{\n", "{ for everybody beside other plans\n", 1)
    plan.write_text(text + "}")
    assert pay("-o", "Q1", "--period", "2026-Q1") == 0
    letter = 'for payee "ada" { sales rate 12% on sum(deals.amount) }\n}'
    plan.write_text(f"{text}  variant letter {letter}")
    assert differences("Q2", "Q1") == {"csm ada -10.00", "csm.letter ada 12.00"}
    plan.write_text(f"{text}  variant side {letter}")
    assert differences("again", "Q1", "Q2") == {"csm ada -12.00", "csm.side ada 12.00"}


def test_a_new_variant_pays_who_was_held_back(variants: Path) -> None:
    """The period is closed for the people of the variant, as it is for those of its plan."""
    plan, roster = variants / "plans" / "csm.comp", variants / "data" / "payees.csv"
    text = HEAD.replace("{\n", '{ for role "csm"\n', 1)
    plan.write_text(text + "}")
    roster.write_text("payee,role\nada,cms\nben,csm\n")
    assert pay("-o", "Q1", "--period", "2026-Q1") == 0
    roster.write_text("payee,role\nada,csm\nben,csm\n")
    plan.write_text(text + '  variant letter for payee "ada" { sales rate 12% on sum(deals.amount) }\n}')
    assert differences("Q2", "Q1") == {"csm.letter ada 12.00"}


def test_a_plan_that_pays_by_other_periods_takes_the_place(variants: Path) -> None:
    """Three months that one plan paid are a quarter of the other; and the other way round."""
    plan, roster = variants / "plans" / "csm.comp", variants / "data" / "payees.csv"
    lead = variants / "plans" / "lead.comp"
    monthly = HEAD.replace("{\n", '{ for role "csm"\n', 1).replace("quarter", "month") + "}"
    quarterly = HEAD.replace("csm", "lead").replace("{\n", '{ for role "lead"\n', 1).replace("10%", "5%") + "}"
    roster.write_text("payee,role\nada,csm\nben,csm\n")
    plan.write_text(monthly)
    for month in ("01", "02", "03"):
        assert pay("-o", f"m{month}", "--period", f"2026-{month}") == 0
    lead.write_text(quarterly)
    roster.write_text("payee,role\nada,lead\nben,csm\n")
    months = ("m01", "m02", "m03")
    with (variants / "data" / "deals.csv").open("a") as file:
        file.write("ada,2026-04-10,50\nben,2026-04-10,50\n")
    assert differences("Q2", *months) >= {"lead ada 5.00"}
    assert main(["pay", "plans/csm.comp", "data", "--period", "2026-04", "--paid", "m01", "--format", "csv"]) == 0
    roster.write_text("payee,role\nada,csm\nben,csm\n")
    plan.write_text(monthly.replace("month", "quarter"))
    lead.write_text(quarterly.replace("quarter", "month"))
    assert pay("-o", "q1", "--period", "2026-Q1") == 0
    roster.write_text("payee,role\nada,lead\nben,csm\n")
    assert differences("later", "q1") >= {"csm ada -10.00", "lead ada 5.00"}


def test_who_was_held_back_and_made_up_for_is_not_paid_twice(variants: Path, capsys: Text) -> None:
    """What is paid to date has paid the month that was left out; naming it pays nothing more."""
    plan, data = variants / "plans" / "csm.comp", variants / "data" / "deals.csv"
    text = HEAD.replace("on sum(deals.amount)", "on sum(deals.amount) ytd") + "}"
    plan.write_text(text)
    rows = "payee,day,amount\nada,2026-01-10,100\nben,2026-01-10,200\nada,2026-04-10,50\n"
    data.write_text(rows.replace("2026-01-10,100", "2026-01-10,ten"))
    assert pay("-o", "Q1", "--period", "2026-Q1", "--quarantine", "left.csv") == 1
    data.write_text(rows)
    assert pay("-o", "Q2", "--period", "2026-Q2", "--paid", "Q1") == 0
    capsys.readouterr()
    assert pay("--period", "2026-Q1", "--paid", "Q1", "--paid", "Q2", "--format", "csv") == 0
    assert [line for line in capsys.readouterr().out.splitlines() if "ada" in line] == []
