"""Where the rows of a run in bulk lie: CSV and Parquet as they are, JSON lines by their form, the rest as CSV text.

Tables and Excel files are written as text to the folder of the session, piece by piece, and are then files like any
other: the same cells are looked at in the same way. A line of JSON is taken apart by the query where it has the plain
form of the first one; of any other no cell is known, and the reader of files takes it or refuses it.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from attrs import frozen

from compdsl.diagnostics.problem import Problem
from compdsl.engines.beyond import ReadOneByOne
from compdsl.engines.to_sql import quoted
from compdsl.records.cells import NO_TEXT
from compdsl.records.from_folder import read_bytes
from compdsl.records.from_texts import SUFFIXES
from compdsl.records.json_rows import texts_of_line
from compdsl.records.tables import Converted, plain_path, text_of_table
from compdsl.records.text_of_rows import NotRead, Tables

AS_THEY_ARE = (".csv", ".jsonl", ".parquet")
JSON_LINES = ".jsonl"
_KEY = re.compile(r'[^"\\\x00-\x1f]+')
_BETWEEN = r"[ \t]*"
_HEX, _HIGH, _LOW = "[0-9A-Fa-f]", "[dD][89ABab]", "[dD][C-Fc-f]"
_CODE = f"u(?:[0-9A-CE-Fa-ce-f]{_HEX}{{3}}|[dD][0-7]{_HEX}{{2}}|{_HIGH}{_HEX}{{2}}\\\\u{_LOW}{_HEX}{{2}})"
"""A sign by its number, or one by the two halves that stand for it."""

_TEXT = rf'"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|{_CODE}))*"'
_VALUE = rf"({_TEXT}|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?|true|false|null)"
"""A plain value: a text, a number without exponent, a word."""


@frozen(eq=False)
class Source:
    """Where the rows of one name lie: the file that must not change meanwhile, and the text that the query reads.

    `name` is what it is called in traces, `shown` in messages. `sha256` is the hash of the file, where the text is
    another one.
    """

    path: Path
    text: Path
    name: str
    shown: str
    sha256: str | None = None


def source_in(place: Path | Tables, stem: str, folder: Path) -> Source:
    """The one file or table of a name; what is no file of text or Parquet is written to a folder as text."""
    if not isinstance(place, Path):
        return _from_table(place, stem, folder)
    there = [path for suffix in SUFFIXES if (path := place / f"{stem}{suffix}").exists()]
    path = there[0] if len(there) == 1 else place / stem
    if not path.is_file() or path.is_symlink() or path.suffix not in SUFFIXES:
        raise ReadOneByOne(f"`{stem}` is not one file")
    if path.suffix in AS_THEY_ARE:
        return Source(path, path, path.name, str(path))
    data = read_bytes(path)
    text = data if isinstance(data, Problem) else text_of_table(path, data)
    if not isinstance(text, Converted):
        raise ReadOneByOne(f"`{path.name}` is read as a whole")
    target = _target(folder, stem)
    target.write_bytes(text)
    return Source(path, target, path.name, str(path), text.sha256)


def _from_table(tables: Tables, name: str, folder: Path) -> Source:
    table = tables.table(name)
    if table is None or isinstance(table, Problem):
        raise ReadOneByOne(f"`{name}` is not one table")
    target = _target(folder, name)
    try:
        with target.open("wb") as file:
            for piece in table.pieces():
                file.write(piece)
    except NotRead:
        raise ReadOneByOne(f"the table `{name}` cannot be read") from None
    files = tables.files()
    return Source(Path(files[0]) if files else target, target, table.name, table.path, table.sha256)


def _target(folder: Path, name: str) -> Path:
    """Where a text is written to, among no other files."""
    (folder / "texts").mkdir(exist_ok=True)
    return folder / "texts" / f"{name}.csv"


def first_objects(piece: bytes) -> tuple[tuple[str, ...], list[list[str]]]:
    """The keys of the first line of a piece of JSON lines, none where they do not do, and its first rows as text."""
    lines = piece.decode("utf-8-sig", errors="ignore").splitlines(keepends=True)
    rows = [row for line in (lines if len(lines) == 1 else lines[:-1]) if isinstance(row := _row(line), dict)]
    names = tuple(rows[0]) if rows else ()
    if not all(_KEY.fullmatch(name) for name in names):
        return (), []
    return names, [[row[name] or "" for name in names] for row in rows if tuple(row) == names]


def _row(line: str) -> object:
    return None if line.isspace() else texts_of_line(line)


def json_relation(path: Path, keys: Sequence[str], names: Sequence[str]) -> str:
    """The rows of a file of JSON lines as columns of text; a line of another form than the first has no cell."""
    options = "auto_detect=false, header=false, strict_mode=true, null_padding=false, hive_partitioning=false"
    lines = f"read_csv({plain_path(path)}, {options}, delim='', quote='', escape='', columns={{line: 'VARCHAR'}})"
    pairs = f"{_BETWEEN},{_BETWEEN}".join(f'"{re.escape(key)}"{_BETWEEN}:{_BETWEEN}{_VALUE}' for key in keys)
    form = f"^{_BETWEEN}\\{{{_BETWEEN}{pairs}{_BETWEEN}\\}}{_BETWEEN}$"
    groups = f"[{', '.join(map(quoted, names))}]"
    cells = ", ".join(f"{_cell(f'found.{name}')} AS {name}" for name in names)
    return f"(SELECT {cells} FROM (SELECT regexp_extract(line, {quoted(form)}, {groups}) AS found FROM {lines}))"


def _cell(value: str) -> str:
    """A value of a line as the text of a cell, one of nothing being NULL.

    A sign of a text may be written by a backslash; where it is none that way, the cell is one that nobody takes.
    """
    inside = f"substring({value}, 2, length({value}) - 2)"
    signs = f"CASE WHEN json_valid({value}) THEN json_extract_string({value}, '$') ELSE {quoted(NO_TEXT)} END"
    text = f"CASE WHEN contains({value}, '\\') THEN {signs} ELSE {inside} END"
    return f"nullif(CASE WHEN starts_with({value}, '\"') THEN {text} ELSE nullif({value}, 'null') END, '')"
