"""The bytes of data files, by name -> the records of a run. Nothing here touches a file."""

from collections.abc import Mapping

from compdsl.records.refused import Reading
from compdsl.records.schema import Schema


def from_texts(
    texts: Mapping[str, bytes], schema: Schema, period_kind: str | None = None, fiscal_start: int = 1, folder: str = ""
) -> Reading:
    """Read what a plan asks for from the bytes of its files, by file name; `folder` is shown before the names."""
    raise NotImplementedError
