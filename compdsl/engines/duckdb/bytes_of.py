"""The bytes of a data file, gone through once: their hash, and whether a database reads them as we do."""

import codecs
import hashlib
from pathlib import Path

from attrs import define, field

from compdsl.records.text import CELL_LIMIT, has_line_longer_than

PIECE = 8 * 1024 * 1024


@define
class Bytes:
    """What is known of the bytes of a file: its hash, its lines, and why its reader takes it, if it does."""

    sha256: str = ""
    lines: int = 0
    commas: int = 0
    has_quotes: bool = False
    ends_in_line: bool = False
    unlike: str = ""
    _returns: int = field(default=0, repr=False)


def read_through(path: Path) -> Bytes:
    """Go through a file. What only the reader of files can tell of or refuse is `unlike`."""
    found, digest, text = Bytes(), hashlib.sha256(), codecs.getincrementaldecoder("utf-8")()
    last = b"\n"
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            digest.update(piece)
            _look_at(found, piece, last, text)
            last = piece[-1:]
    found.sha256 = digest.hexdigest()
    found.ends_in_line = last != b"\n"
    if found._returns and found._returns != found.lines:
        found.unlike = found.unlike or "its lines do not all end alike"
    try:
        text.decode(b"", final=True)
    except UnicodeDecodeError:
        found.unlike = "it is not UTF-8"
    return found


def _look_at(found: Bytes, piece: bytes, last: bytes, text: codecs.IncrementalDecoder) -> None:
    found.lines += piece.count(b"\n")
    found.commas += piece.count(b",")
    found.has_quotes = found.has_quotes or b'"' in piece
    if b"\r" in piece:
        found._returns += piece.count(b"\r\n") + (last == b"\r" and piece.startswith(b"\n"))
        if piece.count(b"\r") != piece.count(b"\r\n") + piece.endswith(b"\r"):
            found.unlike = found.unlike or "it holds a carriage return by itself"
    if has_line_longer_than(piece, CELL_LIMIT):
        found.unlike = found.unlike or "it has very long lines"
    if b"\0" in piece:
        found.unlike = found.unlike or "it holds a zero byte"
    if not piece.isascii() or text.getstate()[0]:
        try:
            text.decode(piece)
        except UnicodeDecodeError:
            found.unlike = "it is not UTF-8"
            text.reset()
