"""Tables of other programs by the interface of Arrow -> tables as text: of pyarrow, polars, pandas, DuckDB and others.

Whatever gives its rows as a stream of Arrow is taken, by the name that the plan has for it. The rows stay where they
are until they are read, many at a time.
"""

import importlib.util
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from attrs import define, field

from compdsl.diagnostics.problem import Problem
from compdsl.records import problems_of_databases as problems
from compdsl.records.problems_of_tables import needs_extra
from compdsl.records.text_of_rows import NotRead, Table

BYTES_OF_ROW = 50
"""About how large a row is."""


@define(eq=False)
class ArrowTables:
    """Some tables by their names."""

    given: Mapping[str, object]
    rows: dict[str, int] = field(factory=dict)
    """How many rows each table had that was read."""

    @property
    def shown(self) -> str:
        """What they are together."""
        return "the tables"

    def names(self) -> Sequence[str]:
        """Their names."""
        return tuple(self.given)

    def table(self, name: str) -> Table | Problem | None:
        """A table by its name."""
        found = self.given.get(name)
        if found is None:
            return None
        if importlib.util.find_spec("pyarrow") is None:
            return needs_extra("arrow", "arrow")
        if not hasattr(found, "__arrow_c_stream__"):
            return problems.not_of_arrow(type(found).__name__)
        if type(found).__name__ == "RecordBatchReader":
            return problems.rows_only_once()
        return Table(name, name, partial(self._pieces, name, found))

    def size(self, names: Sequence[str]) -> int:
        """By the number of their rows, where they say it."""
        known = (self.given.get(name) for name in names)
        return BYTES_OF_ROW * sum(len(one) for one in known if hasattr(one, "__len__"))

    def files(self) -> Sequence[str]:
        """None: they are in memory, or wherever their program has them."""
        return ()

    def _pieces(self, name: str, table: object) -> Iterator[bytes]:
        import pyarrow

        from compdsl.records.text_of_arrow import text_pieces

        try:
            reader = pyarrow.RecordBatchReader.from_stream(table)
            rows = 0

            def counted() -> Iterator[pyarrow.RecordBatch]:
                nonlocal rows
                for batch in reader:
                    rows += batch.num_rows
                    yield batch

            yield from text_pieces(reader.schema.names, counted())
        except (pyarrow.ArrowException, OSError) as error:
            raise NotRead(problems.broken_stream(type(error).__name__)) from None
        if self.rows.setdefault(name, rows) != rows:
            raise NotRead(problems.rows_gone())
