"""Which engine pays a plan: the evaluator, one payee at a time, or a database for many at once."""

import importlib.util
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from compdsl.records.text_of_rows import Tables

ENGINES = ("auto", "reference", "duckdb", "spark")

MANY_BYTES = 32 * 1024 * 1024
"""From how many bytes of records on a database is faster, with all that it takes to start it."""


def is_there(engine: str) -> bool:
    """Whether the library of an engine is installed."""
    return importlib.util.find_spec(engine) is not None


def is_large(place: "Path | Tables", names: Sequence[str]) -> bool:
    """Whether the files of a folder, or the tables of these names, are many bytes."""
    if not isinstance(place, Path):
        return place.size(names) >= MANY_BYTES
    try:
        return sum(entry.stat().st_size for entry in place.iterdir() if entry.is_file()) >= MANY_BYTES
    except OSError:
        return False
