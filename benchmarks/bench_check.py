"""What `compdsl check` costs cold beside importing the libraries it stands on, and how it grows with a plan."""

import statistics
import subprocess
import sys
import time
from pathlib import Path

from compdsl import pipeline
from compdsl.source.source import Source

PLAN = Path(__file__).resolve().parent.parent / "plans" / "02_csm" / "csm.comp"
RUNS = 15


def test_a_cold_check() -> None:
    """The two commands in turn; the ratio is that of their medians. Bytecode is cached, as it is where installed."""
    ours, libraries = [], []
    for _ in range(RUNS):
        ours.append(_seconds("-m", "compdsl", "check", str(PLAN)))
        libraries.append(_seconds("-c", "import click, lark, attrs"))
    print(f"\ncold check / import of click, lark, attrs: {statistics.median(ours) / statistics.median(libraries):.2f}")


def test_growth() -> None:
    """Seconds for plans of more and more clauses, and the ratio to the size before."""
    before = None
    for clauses in (500, 1_000, 2_000, 4_000):
        lines = [f"part_{index} 60% goal 80% threshold 50% cap 150%" for index in range(clauses)]
        start = time.process_time()
        checking = pipeline.check(Source("\n".join(lines) + "\n", "long.comp"))
        spent = time.process_time() - start
        assert checking.problems == []
        ratio = f", {spent / before:.2f} times the half" if before else ""
        print(f"{clauses:>6,} clauses: {spent:.2f} s{ratio}")
        before = spent


def _seconds(*arguments: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
    return time.perf_counter() - start
