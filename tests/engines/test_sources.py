"""JSON lines and Excel in bulk: the same rows, the same refusals; what is not surely good is left to its reader."""

import json
from pathlib import Path

import duckdb
import pytest

from compdsl.cli.main import main
from compdsl.engines.duckdb.sources import first_objects, json_relation
from compdsl.records.json_rows import texts_of_line
from tests.kinds_of_data import FILES, rows_of, written

CSM = Path(__file__).resolve().parents[2] / "plans" / "02_csm"
PLAN = str(CSM / "csm.comp")
TYPES = {
    "target_incentive": "DECIMAL(18, 2)", "month": "DATE", "active_seats": "INTEGER", "weekly_seats": "BIGINT",
    "licensed_seats": "SMALLINT", "closed_on": "DATE", "due": "DECIMAL(38, 10)", "renewed": "DECIMAL(12, 2)",
    "arr": "DECIMAL(10, 2)",
}  # fmt: skip
GOOD = {"payee": "ada", "closed_on": "2026-01-31", "arr": 100, "sourced_by": "CSM"}
LEFT = "one payee at a time"


@pytest.mark.parametrize("kind", [*FILES, ".sqlite"])
def test_the_same_rows_give_the_same_lines(tmp_path: Path, kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The query pays on every kind of data, and explains its lines without it."""
    data = written(rows_of(CSM / "data"), kind, tmp_path, TYPES)
    runs = {}
    for engine in ("reference", "duckdb"):
        out = tmp_path / engine
        assert main(["pay", PLAN, str(data), "--period", "2026-Q1", "--engine", engine, "-o", str(out)]) == 0
        runs[engine] = (out / "lines.csv").read_bytes(), json.loads((out / "manifest.json").read_text())["inputs"]
    assert runs["reference"] == runs["duckdb"]
    assert "Paid by duckdb" in capsys.readouterr().err
    explained = []
    for place in (data, tmp_path / "duckdb"):
        assert main(["explain", PLAN, str(place), "ada", "--period", "2026-Q1"]) == 0
        explained.append(capsys.readouterr().out)
    assert explained[0] == explained[1]


def line(**changed: object) -> str:
    return json.dumps(GOOD | changed)


ODD = {
    "an escape": r'{"payee": "\u0061da", "closed_on": "2026-01-31", "arr": 100, "sourced_by": "CSM"}',
    "a quote": line(sourced_by='C"S\\M/'),
    "a face": line(sourced_by="\U0001f600"),
    "half a character": line(sourced_by="\ud83d"),
    "an escape of nothing": line().replace("CSM", r"C\xM"),
    "an escape of noughts": line(sourced_by="\0"),
    "a backslash at the end": line().replace("CSM", "CSM\\"),
    "another order": '{"closed_on": "2026-01-31", "payee": "ada", "arr": 100, "sourced_by": "CSM"}',
    "one key more": line(more=1),
    "a text with a brace": line(sourced_by="C{S}M, \u00e9"),
    "an amount as text": line(arr="100"),
    "blanks": '  {"payee" :"ada"\t, "closed_on":"2026-01-31","arr":100,"sourced_by":"CSM"} ',
    "a carriage return": line() + "\r",
    "null": line(sourced_by=None),
    "an exponent": '{"payee": "ada", "closed_on": "2026-01-31", "arr": 1e2, "sourced_by": "CSM"}',
    "a nought before": '{"payee": "ada", "closed_on": "2026-01-31", "arr": 0100, "sourced_by": "CSM"}',
    "too many decimals": '{"payee": "ada", "closed_on": "2026-01-31", "arr": 1.005, "sourced_by": "CSM"}',
    "noughts behind": '{"payee": "ada", "closed_on": "2026-01-31", "arr": 100.00, "sourced_by": "CSM"}',
    "a key twice": '{"payee": "ada", "payee": "ben", "closed_on": "2026-01-31", "arr": 1, "sourced_by": "CSM"}',
    "a key too few": '{"payee": "ada", "closed_on": "2026-01-31", "arr": 100}',
    "a list": line(sourced_by=["CSM"]),
    "a condition": line(sourced_by=True),
    "not a number": '{"payee": "ada", "closed_on": "2026-01-31", "arr": NaN, "sourced_by": "CSM"}',
    "a blank line": "",
    "no object": "7",
    "two objects": line() + line(),
    "a tab in a text": line().replace("CSM", "C\tM"),
    "a unit separator": line() + "\x1f",
    "a quote that is open": '{"payee": "ada',
    "a zero byte": line(sourced_by="x\0").replace("\\u0000", "\0"),
}


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("at", ["first", "between"])
def test_an_odd_line_is_taken_or_refused_alike(
    tmp_path: Path, name: str, at: str, capsys: pytest.CaptureFixture[str]
) -> None:
    data = written(rows_of(CSM / "data"), ".jsonl", tmp_path, TYPES)
    lines = (data / "upsells.jsonl").read_text().splitlines()
    place = {"first": 0, "between": 2}[at]
    (data / "upsells.jsonl").write_bytes(
        "".join(f"{one}\n" for one in [*lines[:place], ODD[name], *lines[place:]]).encode()
    )
    found = []
    for engine in ("reference", "duckdb"):
        status = main(["pay", PLAN, str(data), "--period", "2026-Q1", "--engine", engine])
        out, err = capsys.readouterr()
        kept = [one for one in err.splitlines() if LEFT not in one and not one.startswith("Paid by")]
        found.append((status, out, kept))
    assert found[0] == found[1]


def test_a_line_of_the_form_of_the_first_is_taken_apart(tmp_path: Path) -> None:
    """Every cell is what the reader of files reads; of a line of another form there is none."""
    lines = [
        line(),
        line(arr="1,5"),
        ODD["blanks"],
        ODD["noughts behind"],
        ODD["null"],
        ODD["a condition"],
        ODD["an escape"],
        ODD["a quote"],
        ODD["a face"],
        line(arr=-7),
    ]
    path = tmp_path / "a'b[c].jsonl"
    path.write_text("".join(f"{one}\n" for one in [*lines, ODD["another order"], ODD["one key more"]]))
    names, rows = first_objects(path.read_bytes())
    assert names == tuple(GOOD)
    with duckdb.connect() as connection:
        found = connection.execute(f"SELECT * FROM {json_relation(path, names, ['t1', 't2', 't3', 't4'])}").fetchall()
    expected = [tuple(texts.values()) for one in lines if isinstance(texts := texts_of_line(one), dict)]
    assert found == [*expected, (None,) * 4, (None,) * 4]
    assert rows[0] == ["ada", "2026-01-31", "100", "CSM"]


@pytest.mark.parametrize(
    "piece", [b"", b"\n", b"7\n", b"{}\n", b'{"a\\u0022": 1}\n', b'{"a": 1, "a": 2}\n', b'\xff{"a": 1}\n']
)
def test_a_first_line_that_does_not_do(piece: bytes) -> None:
    names, _ = first_objects(piece)
    assert "payee" not in names
