"""Seconds and peak memory of `pay` in bulk, over ten times as many records each time.

    python -m benchmarks.growth [--most 10000000] [--memory-limit 3GB]

The plan is `plans/02_csm`; each person has six records. All rows are kept. The records of ten thousand are paid by the
evaluator too, which the others are beside.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.bulk import PLAN, THREADS, make_data

RECORDS = 6
LEAST = 10_000


def paid(folder: Path, out: Path, *more: str) -> tuple[float, int]:
    """The seconds a run takes, and the most memory it held, in bytes."""
    command = [sys.executable, "-m", "compdsl", "pay", str(PLAN), str(folder), "--period", "2026-Q1", "-o", str(out)]
    start = time.perf_counter()
    process = subprocess.Popen([*command, *more], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"the run of {folder} ended with {status}")
    return time.perf_counter() - start, used.ru_maxrss * 1024


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--most", type=int, default=10_000_000)
    parser.add_argument("--memory-limit", default="3GB")
    asked = parser.parse_args()
    bulk = ("--engine", "duckdb", "--threads", str(THREADS), "--memory-limit", asked.memory_limit)
    print(f"{THREADS} threads, --memory-limit {asked.memory_limit}")
    print(f"{'records':>12} {'engine':>10} {'seconds':>9} {'of the last':>12} {'peak memory':>12}")
    before, records = None, LEAST
    while records <= asked.most:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place, "data")
            folder.mkdir()
            make_data(folder, records // RECORDS)
            sides = {"reference": ("--engine", "reference"), "duckdb": bulk} if records == LEAST else {"duckdb": bulk}
            for name, more in sides.items():
                seconds, memory = paid(folder, Path(place, "run"), *more)
                times = f"{seconds / before:.1f}" if before is not None and name == "duckdb" else ""
                print(f"{records:12,} {name:>10} {seconds:9.2f} {times:>12} {memory / 2**20:9,.0f} MB", flush=True)
            before, records = seconds, records * 10


if __name__ == "__main__":
    main()
