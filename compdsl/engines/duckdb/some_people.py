"""Some people with all their rows, read as text and by the readers of `records/`: what the evaluator is asked about."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from compdsl.engines.beyond import ReadOneByOne
from compdsl.engines.duckdb.reading import BulkReading, DataFile
from compdsl.engines.to_sql import quoted
from compdsl.records.block import rows_of_block
from compdsl.records.data import Data, Given
from compdsl.records.measures import rows_of_measures
from compdsl.records.refused import Refusals
from compdsl.records.roster import rows_of_roster
from compdsl.records.text import TextFile, TextRow

AT_ONCE = 10_000


def some_people(reading: BulkReading, keys: Sequence[str]) -> Data:
    """The records of some people of the roster; their rows are good, as they were read before."""
    session = reading.session
    session.ask("CREATE OR REPLACE TEMP TABLE wanted (payee VARCHAR)")
    for first in range(0, len(keys), AT_ONCE):
        values = ", ".join(f"({quoted(key)})" for key in keys[first : first + AT_ONCE])
        session.ask(f"INSERT INTO wanted VALUES {values}")
    wanted = "SELECT payee FROM wanted"
    stems = [block.name for block in reading.schema.blocks if block.payee_column is not None]
    stems += ["measures"] if reading.schema.measures else []
    texts = {stem: reading.text_rows(stem, wanted) for stem in stems}
    return from_rows(reading, reading.text_rows("payees", wanted), texts)


def from_rows(reading: BulkReading, people: Iterable[TextRow], texts: Mapping[str, Iterable[TextRow]]) -> Data:
    """The records of some rows of text: those of the roster, and those of the blocks by name.

    Raises ReadOneByOne where one of them is refused: as rows of somebody who has several in the roster may be.
    """
    schema, refusals = reading.schema, Refusals()
    text = _text_of(reading.files["payees"], refusals)
    text.payee_columns = ("payee",)
    roster = rows_of_roster(text, people, schema)
    blocks = {}
    for block in schema.blocks:
        text = _text_of(reading.files[block.name], refusals)
        text.payee_columns = block.naming
        blocks[block.name] = rows_of_block(text, texts.get(block.name, ()), block, schema.currency, roster)
    given: tuple[Given, ...] = ()
    if schema.measures:
        text = _text_of(reading.files["measures"], refusals)
        text.payee_columns = ("payee",)
        kind, calendar = reading.period_kind, reading.calendar
        given, _ = rows_of_measures(text, texts["measures"], schema, roster, kind, calendar, Counter())
    if refusals.errors:
        raise ReadOneByOne("some rows are read one by one")
    return Data(tuple(roster.payees.values()), blocks, given)


def _text_of(file: DataFile, refusals: Refusals) -> TextFile:
    found = TextFile(file.name, file.shown, b"", refusals)
    found.has_columns(file.columns)
    return found
