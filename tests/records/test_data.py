"""Data is plain: rows, payees and figures with the place each came from."""

from compdsl.records.data import Data, Payee, Row


def test_data_may_be_a_roster_alone() -> None:
    """Blocks, measures and files are empty where a plan asks for none."""
    data = Data((Payee("E1", None, {}),))
    assert (data.blocks, data.measures, data.files) == ({}, (), ())


def test_a_row_is_itself_only() -> None:
    """Two rows that say the same are two rows."""
    first, second = (Row("a.csv", 2, 1, {"n": 1}) for _ in range(2))
    assert first != second
