"""Which engine pays a plan: the evaluator, one payee at a time, or a database for many at once."""

import importlib.util
from pathlib import Path

ENGINES = ("auto", "reference", "duckdb", "spark")

MANY_BYTES = 32 * 1024 * 1024
"""From how many bytes of records on a database is faster, with all that it takes to start it."""


def is_there(engine: str) -> bool:
    """Whether the library of an engine is installed."""
    return importlib.util.find_spec(engine) is not None


def is_large(folder: Path) -> bool:
    """Whether the files of a folder are many bytes."""
    try:
        return sum(entry.stat().st_size for entry in folder.iterdir() if entry.is_file()) >= MANY_BYTES
    except OSError:
        return False
