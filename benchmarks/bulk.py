"""A plan for many people: `pay` in bulk against the same plan as float SQL, and against reading the files alone.

    python -m benchmarks.bulk [--payees 1000000] [--rounds 3]

All sides read the same CSV files with the same number of threads, one after the other, as many times as is asked for;
the least time of each counts. Every side that pays writes its lines to a file.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from compdsl import pipeline
from compdsl.engines.duckdb.reading import BulkReading
from compdsl.engines.duckdb.session import open_session
from compdsl.source.source import Source

PLAN = Path(__file__).resolve().parents[1] / "plans" / "02_csm" / "csm.comp"
THREADS = 2

COLUMNS = {
    "payees": {"payee": "VARCHAR", "team": "VARCHAR", "target_incentive": "DOUBLE"},
    "usage": {
        "payee": "VARCHAR", "month": "DATE", "active_seats": "DOUBLE", "weekly_seats": "DOUBLE",
        "licensed_seats": "DOUBLE",
    },
    "renewals": {"payee": "VARCHAR", "closed_on": "DATE", "due": "DOUBLE", "renewed": "DOUBLE", "segment": "VARCHAR"},
    "upsells": {"payee": "VARCHAR", "closed_on": "DATE", "arr": "DOUBLE", "sourced_by": "VARCHAR"},
}  # fmt: skip

ROWS = {
    "payees": (1, "{key} payee, 't' || (i // 20) team, (1000 + (random() * 9000)::INT) || '.00' target_incentive"),
    "usage": (
        3,
        "{key} payee, DATE '2026-01-15' + (31 * (i // {count}))::INT AS month, (random() * 80)::INT active_seats, "
        "(random() * 60)::INT weekly_seats, 100 + (random() * 20)::INT licensed_seats",
    ),
    "renewals": (
        2,
        "{key} payee, DATE '2026-01-01' + (random() * 89)::INT AS closed_on, {money} due, {money} renewed, "
        "'mid' segment",
    ),
    "upsells": (
        1,
        "{key} payee, DATE '2026-01-01' + (random() * 89)::INT AS closed_on, {money} arr, "
        "CASE WHEN random() < 0.8 THEN 'CSM' ELSE 'AE' END sourced_by",
    ),
}
MONEY = "(1000 + random() * 99000)::INT || '.' || lpad((random() * 99)::INT::VARCHAR, 2, '0')"


def make_data(folder: Path, count: int) -> None:
    """The files of so many people."""
    with duckdb.connect() as connection:
        connection.execute("SELECT setseed(0.42)")
        for name, (times, columns) in ROWS.items():
            key = f"'p' || lpad((i % {count})::VARCHAR, 9, '0')"
            chosen = columns.format(key=key, count=count, money=MONEY)
            source = f"SELECT {chosen} FROM range({times * count}) r(i)"
            connection.execute(f"COPY ({source}) TO '{folder / name}.csv' (HEADER)")


def scan_of(folder: Path, name: str) -> str:
    columns = ", ".join(f"'{column}': '{kind}'" for column, kind in COLUMNS[name].items())
    return f"read_csv('{folder / name}.csv', auto_detect=false, header=true, columns={{{columns}}})"


def float_sql(folder: Path) -> str:
    """The plan as somebody would write it by hand, in floating point."""
    within = "BETWEEN DATE '2026-01-01' AND DATE '2026-03-31'"
    rows = {name: scan_of(folder, name) for name in COLUMNS}
    return f"""
WITH p AS (SELECT * FROM {rows["payees"]}),
u AS (SELECT payee, sum(active_seats) a, sum(weekly_seats) w, sum(licensed_seats) l
      FROM {rows["usage"]} WHERE month {within} GROUP BY payee),
r AS (SELECT payee, sum(renewed) n, sum(due) d FROM {rows["renewals"]} WHERE closed_on {within} GROUP BY payee),
x AS (SELECT payee, sum(arr) FILTER (WHERE sourced_by = 'CSM') e
      FROM {rows["upsells"]} WHERE closed_on {within} GROUP BY payee),
f AS (SELECT p.*, u.a / nullif(u.l, 0) adoption, u.w / nullif(u.l, 0) weekly, r.n / nullif(r.d, 0) retention,
             coalesce(x.e, 0) expansion, r.n, r.d
      FROM p LEFT JOIN u USING (payee) LEFT JOIN r USING (payee) LEFT JOIN x USING (payee)),
t AS (SELECT team, sum(n) / nullif(sum(d), 0) team_retention FROM f GROUP BY team),
g AS (SELECT f.*, adoption / 0.8 att, coalesce(retention, team_retention) / 0.92 ret FROM f LEFT JOIN t USING (team)),
h AS (SELECT *, CASE WHEN att >= 1.1 AND ret >= 1.05 THEN 1.5 ELSE 1 END m FROM g),
l AS (SELECT payee, target_incentive,
             round(CASE WHEN att >= 0.5 THEN least(0.6 * target_incentive * att, 0.9 * target_incentive)
                   ELSE 0 END * m, 2) adoption,
             round(0.2 * target_incentive * ret * m, 2) retention,
             round(CASE WHEN expansion >= 100000 THEN 6500 + 0.12 * (expansion - 100000)
                        WHEN expansion >= 50000 THEN 2500 + 0.08 * (expansion - 50000)
                        ELSE 0.05 * expansion END, 2) expansion,
             CASE WHEN h.adoption >= 0.8 AND weekly >= 0.6 THEN 1500.0 ELSE 0.0 END make_it_stick FROM h),
z AS (SELECT *, adoption + retention + expansion + make_it_stick AS whole FROM l)
SELECT payee, unnest(['adoption', 'retention', 'expansion', 'make_it_stick', 'total cap']) component,
       unnest([adoption, retention, expansion, make_it_stick,
               least(whole, round(2.5 * target_incentive, 2)) - whole]) amount FROM z
"""


def in_float(folder: Path, out: Path) -> None:
    with duckdb.connect(config={"threads": THREADS}) as connection:
        connection.execute(f"COPY ({float_sql(folder)}) TO '{out / 'float.csv'}' (HEADER)")


def scan(folder: Path, _: Path) -> None:
    with duckdb.connect(config={"threads": THREADS}) as connection:
        for name, columns in COLUMNS.items():
            asked = ", ".join(f"max({column})" for column in columns)
            connection.execute(f"SELECT {asked} FROM {scan_of(folder, name)}").fetchall()


def strictly(folder: Path, _: Path) -> None:
    """Read the same columns as a run does, with every check of a cell, and whether all rows are surely good."""
    checking = pipeline.check(Source(PLAN.read_text(encoding="utf-8"), str(PLAN)))
    assert checking.plan is not None
    plan, session = pipeline.lower(checking.plan), open_session(threads=THREADS)
    reading = BulkReading(session, folder, plan.schema, plan.period, plan.calendar)
    for name, relation in reading.relations().blocks.items():
        columns = ", ".join(f"max({column})" for column in reading.cells[name].types)
        session.ask(f"SELECT count(*) FILTER (WHERE owner = '\t'), max(owner), {columns} FROM {relation.name}")
        reading.rows_in(name)
    session.close()


def pay(folder: Path, *more: str) -> None:
    command = [sys.executable, "-m", "compdsl", "pay", str(PLAN), str(folder), "--period", "2026-Q1"]
    found = subprocess.run(
        [*command, "--engine", "duckdb", "--threads", str(THREADS), *more], capture_output=True, check=False
    )
    if found.returncode or b"Paid by duckdb" not in found.stderr:
        raise SystemExit(found.stderr.decode())


def pay_lines(folder: Path, out: Path) -> None:
    with (out / "lines.csv").open("wb") as file:
        command = [sys.executable, "-m", "compdsl", "pay", str(PLAN), str(folder), "--period", "2026-Q1"]
        engine = ["--engine", "duckdb", "--threads", str(THREADS), "--format", "csv"]
        subprocess.run([*command, *engine], stdout=file, stderr=subprocess.DEVNULL, check=True)


SIDES: dict[str, Callable[[Path, Path], None]] = {
    "scan of the same columns": scan,
    "the same columns, read strictly": strictly,
    "float SQL": in_float,
    "compdsl, lines": pay_lines,
    "compdsl, lines and all rows kept": lambda folder, out: pay(folder, "-o", str(out / "run")),
}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--payees", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "data")
        folder.mkdir()
        make_data(folder, asked.payees)
        times: dict[str, list[float]] = {name: [] for name in SIDES}
        for _ in range(asked.rounds):
            for name, side in SIDES.items():
                start = time.perf_counter()
                side(folder, Path(place))
                times[name].append(time.perf_counter() - start)
    least = {name: min(found) for name, found in times.items()}
    print(f"{asked.payees:,} payees, {THREADS} threads, the least of {asked.rounds}")
    print(f"{'':34} {'seconds':>8} {'of float SQL':>13} {'of the scan':>12}")
    for name, seconds in least.items():
        of_float, of_scan = seconds / least["float SQL"], seconds / least["scan of the same columns"]
        print(f"{name:34} {seconds:8.2f} {of_float:13.2f} {of_scan:12.2f}")


if __name__ == "__main__":
    main()
