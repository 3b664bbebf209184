"""A folder of data files -> the records of a run. The only module here that touches files."""

from pathlib import Path

from compdsl.records.refused import Reading
from compdsl.records.schema import Schema


def read_folder(folder: Path, schema: Schema, period_kind: str | None = None, fiscal_start: int = 1) -> Reading:
    """Read what a plan asks for from the files of a folder."""
    raise NotImplementedError
