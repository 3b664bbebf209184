"""What was paid before is read strictly: every amount once, of somebody, for a component, in the plan's currency."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from compdsl.cli.output import MANIFEST as WRITTEN_MANIFEST
from compdsl.cli.places import LINES as WRITTEN_LINES
from compdsl.diagnostics.problem import Problem, Severity
from compdsl.records.data import PaidBefore, Payee
from compdsl.records.from_folder import read_paid_text
from compdsl.records.paid_before import LINES, MANIFEST, PaidAsked, PaidText, adjusting, component_of, read_paid
from compdsl.records.refused import Refusals
from compdsl.records.roster import Roster
from compdsl.values.calendar import CIVIL
from compdsl.values.figures import read_exact

ROSTER = Roster({key: Payee(key, None, {}) for key in ("ada", "ben")})
HEADER = "payee,period,component,amount,currency\n"
ADA = HEADER + "ada,2026-Q1,sales,10.50,USD\n"
MEANING = "a" * 64


def run(lines: str, name: str = "plan", path: str = "run/lines.csv", **more: object) -> PaidText:
    """The files of a run."""
    outputs = [{"file": "lines.csv", "sha256": sha256(lines.encode()).hexdigest()}]
    manifest = {"plan": {"name": name, "meaning": MEANING}, "outputs": outputs, **more}
    return PaidText(path, lines.encode(), json.dumps(manifest).encode())


def file(lines: str, path: str = "paid.csv") -> PaidText:
    """A file of amounts."""
    return PaidText(path, lines.encode())


def read(
    *texts: PaidText, currency: str | None = "USD", kind: str | None = "quarter", asked: PaidAsked | None = None
) -> tuple[PaidBefore, Refusals]:
    found = Refusals()
    asked = asked or PaidAsked(texts, "plan", ("sales", "club"))
    return read_paid(asked, currency, ROSTER, kind, CIVIL, found), found


def problem(*texts: PaidText, **how: str | None) -> Problem:
    """The only problem of some files, which stops the run."""
    _, found = read(*texts, **how)  # type: ignore[arg-type]
    assert found.is_blocked
    assert found.errors == 1, [one.message for one in found.problems]
    return found.problems[0]


def test_a_run_says_what_it_paid_and_with_which_version() -> None:
    paid, found = read(run(ADA))
    assert not found.problems
    (one,) = paid.amounts
    assert (one.payee, str(one.period), one.component, str(one.closed), one.amount) == (
        "ada", "2026-Q1", "sales", "2026-Q1", read_exact("10.50"),
    )  # fmt: skip
    assert (one.file, one.line, one.meaning) == ("run/lines.csv", 2, MEANING)
    assert [(each.path, each.rows, each.meaning) for each in paid.files] == [("run/lines.csv", 1, MEANING)]


def test_a_file_of_amounts_says_nothing_of_a_version() -> None:
    paid, found = read(file(ADA))
    assert not found.problems
    assert [one.meaning for one in paid.amounts] == [None]
    assert [one.manifest for one in paid.files] == [None]


def test_an_adjustment_counts_for_the_period_it_names() -> None:
    """Also that of a limit of the total, which the plan may not have any more."""
    paid, found = read(file(HEADER + "ada,2026-Q2,sales for 2026-Q1,-3.00,USD\nada,2026-Q2,total cap,0.00,USD\n"))
    assert not found.problems
    assert [(one.component, str(one.period), str(one.closed)) for one in paid.amounts] == [
        ("sales", "2026-Q2", "2026-Q1"),
        ("total cap", "2026-Q2", "2026-Q2"),
    ]


def test_the_name_of_an_adjustment_is_read_as_it_is_written() -> None:
    period = CIVIL.read("2026-Q1")
    assert period is not None
    assert component_of(adjusting("total cap", period), CIVIL) == ("total cap", period)
    assert component_of("sales for you", CIVIL) == ("sales for you", None)


@pytest.mark.parametrize(
    ("row", "name", "column"),
    [
        ("eve,2026-Q1,sales,1.00,USD", "unknown-paid-payee", "payee"),
        ("ada,2026-01,sales,1.00,USD", "wrong-period-kind", "period"),
        ("ada,soon,sales,1.00,USD", "not-a-period", "period"),
        ("ada,2026-Q1,sails,1.00,USD", "unknown-paid-component", "component"),
        ("ada,2026-Q1,sales for 2026-01,1.00,USD", "wrong-period-kind", "component"),
        ("ada,2026-Q1,sales for 2026-Q2,1.00,USD", "adjusts-later-period", "component"),
        ("ada,2026-Q1,sales,1.005,USD", "too-many-decimals", "amount"),
        ('ada,2026-Q1,sales,"1,000.00",USD', "not-a-number", "amount"),
        ("ada,2026-Q1,sales,1.00,EUR", "paid-in-another-currency", "currency"),
        ("ada,2026-Q1,sales,1.00,", "empty-cell", "currency"),
        ("ada,2026-Q1,sales,1.00", "row-length", None),
    ],
)
def test_a_row_that_cannot_be_read_stops_the_run(row: str, name: str, column: str | None) -> None:
    """Quarantine or not: with its file, its line and its column."""
    found = problem(file(f"{HEADER}{row}\n"))
    assert found.cell is not None
    assert (found.name, found.cell.file, found.cell.line, found.cell.column) == (name, "paid.csv", 2, column)


def test_words_of_a_row() -> None:
    """What was found, why it cannot stand, what to write."""
    found = problem(file(HEADER + "Ada,2026-Q1,sales,1.00,USD\n"))
    assert found.hint == 'write "ada" as the roster does: they differ in capital letters'
    found = problem(file(HEADER + "ada,2026-Q1,sails,1.00,USD\n"))
    assert found.message == '"sails" is no component of the plan (sales, club)'
    assert found.hint == "write sales if it is meant, or keep the component in the plan as one that pays nothing"


def test_a_plan_without_a_currency_has_amounts_without_one() -> None:
    """And refuses one that has."""
    _, found = read(file(HEADER + "ada,2026-Q1,sales,1.00,\n"), currency=None)
    assert not found.problems
    assert problem(file(ADA), currency=None).name == "paid-in-another-currency"


def test_a_component_of_a_time_before_the_plan_is_not_asked_for() -> None:
    """An earlier version of the plan paid it; only where this one is in force it has to know it."""
    since = CIVIL.read("2026-Q2")
    assert since is not None
    text = file(HEADER + "ada,2026-Q1,spiff,1.00,USD\n")
    paid, found = read(text, asked=PaidAsked((text,), "plan", ("sales",), since.start, None))
    assert not found.problems
    assert [one.component for one in paid.amounts] == ["spiff"]


# Once


def test_an_amount_stands_once_in_all_files() -> None:
    found = problem(run(ADA, run=1), file(ADA + "ben,2026-Q1,sales,1.00,USD\n"))
    assert found.name == "paid-twice"
    assert found.message == '"ada" has `sales` for 2026-Q1 already on line 2 of run/lines.csv'
    assert found.cell is not None
    assert (found.cell.file, found.cell.line) == ("paid.csv", 2)


def test_adjustments_of_several_files_are_added_up() -> None:
    """A period that is corrected twice is adjusted twice; within one file such a line stands once."""
    more = HEADER + "ada,2026-Q2,sales for 2026-Q1,1.00,USD\n"
    paid, found = read(run(more, run=1), run(more, run=2))
    assert not found.problems
    assert len(paid.amounts) == 2
    assert problem(file(more + "ada,2026-Q2,sales for 2026-Q1,2.00,USD\n")).name == "paid-twice"


@pytest.mark.parametrize("other", [run(ADA, path="again/lines.csv"), file(ADA)], ids=["run", "file"])
def test_the_same_payments_are_refused_a_second_time(other: PaidText) -> None:
    """A run by its manifest, a file by its bytes, also where it is the file of a run."""
    found = problem(run(ADA), other)
    assert found.name == "same-run-twice"
    assert found.message == "it holds the same as run/lines.csv"


def test_lines_that_are_not_those_the_run_wrote_are_refused() -> None:
    text = run(ADA)
    assert isinstance(text.lines, bytes)
    found = problem(PaidText(text.path, text.lines.replace(b"10.50", b"11.50"), text.manifest))
    assert found.name == "lines-changed"


@pytest.mark.parametrize("manifest", [b"", b"{}", b"[]", b'{"plan": 1, "outputs": []}', b"[" * 100_000])
def test_a_manifest_that_is_none_is_said(manifest: bytes) -> None:
    assert problem(PaidText("run/lines.csv", ADA.encode(), manifest)).name == "run-not-ended"


def test_a_run_of_a_plan_with_another_name_is_worth_a_look() -> None:
    paid, found = read(run(ADA, name="old"))
    assert [(one.name, one.severity) for one in found.problems] == [("paid-by-another-plan", Severity.WARNING)]
    assert not found.is_blocked
    assert len(paid.amounts) == 1


# From files


def test_a_folder_of_a_run_or_a_file_is_read(tmp_path: Path) -> None:
    """Paths are shown as they were given."""
    (tmp_path / LINES).write_text(ADA)
    (tmp_path / MANIFEST).write_text("{}")
    folder = read_paid_text(str(tmp_path))
    assert (folder.path, folder.lines, folder.manifest) == (f"{tmp_path}/lines.csv", ADA.encode(), b"{}")
    alone = read_paid_text(str(tmp_path / LINES))
    assert (alone.lines, alone.manifest) == (ADA.encode(), None)


def test_a_link_to_a_run_is_followed(tmp_path: Path) -> None:
    """It was given by the person who pays, and not by whoever made the folder."""
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / LINES).write_text(ADA)
    (tmp_path / "last").symlink_to("run")
    assert read_paid_text(str(tmp_path / "last")).lines == ADA.encode()


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    found = read_paid_text(str(tmp_path / "none"))
    assert isinstance(found.lines, Problem)
    assert found.lines.name == "no-paid-file"
    assert problem(found).name == "no-paid-file"
    assert problem(read_paid_text(str(tmp_path))).name == "run-not-ended"


def test_the_files_are_those_that_a_run_writes() -> None:
    assert (LINES, MANIFEST) == (WRITTEN_LINES, WRITTEN_MANIFEST)


def test_a_folder_of_runs_names_them(tmp_path: Path) -> None:
    """Each is given by itself; a folder of something else is not one of them."""
    for name in ("q2", "q1", "notes"):
        (tmp_path / name).mkdir()
    for name in ("q1", "q2"):
        (tmp_path / name / "manifest.json").write_text("{}")
    found = problem(read_paid_text(str(tmp_path)))
    assert (found.name, found.message) == ("run-not-ended", "this is no run; it holds runs")
    assert found.hint == f"write --paid {tmp_path}/q1 --paid {tmp_path}/q2"
    assert found.cell is not None
    assert found.cell.file == str(tmp_path)
