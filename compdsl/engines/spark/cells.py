"""The text of a cell -> its value in Spark, and whether that is surely the value of the cell.

As in `engines/duckdb/cells.py`, by the same forms: a number or a day is surely good where it is written back as it
stands, or is of the one form that numbers have.
"""

from compdsl.engines.duckdb.cells import HIDDEN, CellColumn, number_form
from compdsl.records.cells import LONGEST_TEXT
from compdsl.values.types import NUMERIC, Kind


def cell_column(kind: Kind, text: str, name: str, places: int) -> CellColumn:
    """How the cells of a kind are read; a number becomes a whole one with so many decimals."""
    if kind is Kind.PERCENT:
        return CellColumn(_percent(text, places, _is(text, f"-?[01](\\.[0-9]{{1,{places}}})?")), name, _is_there(name))
    if kind in NUMERIC:
        decimals = 0 if kind is Kind.COUNT else places
        return CellColumn(_whole(text, decimals, _is(text, number_form(decimals, decimals))), name, _is_there(name))
    if kind is Kind.DATE:
        within = f"{name} >= DATE '1000-01-01' AND {name} < DATE '9999-01-01'"
        return CellColumn(f"try_cast({text} AS DATE)", name, f"{within} AND CAST({name} AS STRING) = {text}")
    if kind is Kind.BOOL:
        value = f"CASE WHEN {text} IN ('true', 'yes') THEN TRUE WHEN {text} IN ('false', 'no') THEN FALSE END"
        return CellColumn(value, name, _is_there(name))
    return CellColumn(text, name, _is_good_text(name))


def _is_there(name: str) -> str:
    return f"{name} IS NOT NULL"


def _is(text: str, form: str) -> str:
    """Whether a text is wholly of a form."""
    return f"{text} RLIKE '\\A(?:{form})\\z'"


def _is_good_text(text: str) -> str:
    """Whether a text is not too long and not blank, and holds nothing hidden."""
    fair = f"NOT {text} RLIKE '{HIDDEN}' AND {text} RLIKE '[\\pL\\pN]'"
    return f"(length({text}) <= {LONGEST_TEXT} AND ({_is(text, '[ -~]*[!-~][ -~]*')} OR ({fair})))"


def _whole(text: str, decimals: int, is_good: str) -> str:
    """A number of a form as a whole one, with all its decimals."""
    exact = f"try_cast({text} AS DECIMAL(18, {decimals}))"
    units = f"CAST(CAST({exact} AS DECIMAL(38, {decimals})) * {10**decimals} AS BIGINT)"
    return f"CASE WHEN {is_good} THEN {units} END"


def _percent(text: str, places: int, is_bare: str) -> str:
    """A figure with the sign of percent, or one without it that `is_bare`."""
    plain = f"left({text}, length({text}) - 1)"
    signed = _whole(plain, places - 2, _is(plain, number_form(places - 2, places)))
    return f"CASE WHEN endswith({text}, '%') THEN {signed} ELSE {_whole(text, places, is_bare)} END"
