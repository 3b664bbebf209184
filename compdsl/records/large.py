"""A CSV file of any size -> rows of text, one after the other: what is refused is what `text.py` refuses."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from compdsl.records import problems
from compdsl.records.csv_rows import csv_rows
from compdsl.records.text import ROW_LIMIT, TextFile, TextRow, is_text

PIECE = 16 * 1024 * 1024
"""How many bytes are looked at at once; a piece ends where a line does."""


def open_large(path: Path, file: TextFile, needed: Sequence[str]) -> tuple[TextFile, Iterator[TextRow] | None]:
    """A file with its rows, None where it cannot be read; it is gone through once before."""
    has_quotes, lines, last, offset = False, 0, b"\n", 0
    with path.open("rb") as opened:
        for piece in pieces_of(opened):
            if not is_text(file, piece, lines, offset):
                return file, None
            has_quotes = has_quotes or b'"' in piece
            lines, last, offset = lines + piece.count(b"\n"), piece[-1:], offset + len(piece)
    if last != b"\n":
        file.warn(problems.no_final_newline, line=lines + 1)
    return file, csv_rows(file, _lines(path), needed, has_quotes=has_quotes)


def pieces_of(opened: BinaryIO) -> Iterator[bytes]:
    """The bytes of a file in pieces of whole lines; a line without end is cut."""
    while piece := opened.read(PIECE):
        if not piece.endswith(b"\n"):
            piece += opened.readline(2 * ROW_LIMIT)
        yield piece


def _lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8-sig", newline="\n") as opened:
        yield from opened
