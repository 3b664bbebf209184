"""What became of the rows of several plans, and that what was read is counted or left out."""

from attrs import evolve

from compdsl.paid.rows import INACTIVE, OTHERS, OUTSIDE, REFUSED, UNUSED
from compdsl.paid.rows_of_plans import RowsOfPlans
from compdsl.records.data import Row
from compdsl.records.refused import FileCount, RefusedRow

FILE = FileCount("deals.csv", 8, 7, 1)


def told(*plans: dict[int, str | None], refused: tuple[int, ...] = (), file: FileCount = FILE) -> dict[str, int]:
    """Why rows were left out, by what each plan made of each line; what was read is counted or left out."""
    rows = RowsOfPlans()
    for plan in plans:
        for line, fate in plan.items():
            rows.note(Row(file.file, line, line, {}), fate)
        gone = [RefusedRow(file.file, line, line, (), (), (), "bad") for line in refused]
        rows.end_plan([file], gone)
    (found,) = rows.counts()
    assert (found.file, found.read) == (file.file, file.read)
    assert found.counted + sum(found.left_out.values()) == file.read
    return dict(found.left_out)


def test_a_row_that_one_plan_counted_is_counted() -> None:
    """Whatever the others say of it."""
    plans = {2: None, 3: OTHERS, 4: OTHERS}, {2: OTHERS, 3: None, 4: OTHERS}
    assert told(*plans, file=evolve(FILE, read=3)) == {"payee in no plan": 1}


def test_the_reason_of_their_own_plan_stays() -> None:
    """That the row is another plan's, or is not used by it, says nothing where a plan has another reason."""
    plans = {2: OTHERS, 3: OUTSIDE, 4: UNUSED}, {2: OUTSIDE, 3: OTHERS, 4: INACTIVE}
    assert told(*plans, file=evolve(FILE, read=3)) == {OUTSIDE: 2, INACTIVE: 1}


def test_rows_that_no_plan_looked_at_are_used_by_none() -> None:
    """And those that are refused are refused, also where another plan has a reason."""
    assert told({2: None}, {9: OTHERS}, refused=(9,)) == {"not used by the plans": 6, REFUSED: 1}
