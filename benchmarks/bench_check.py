"""What `compdsl check` costs cold beside importing the libraries it stands on, and how it grows with a plan."""

import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

from compdsl import pipeline
from compdsl.source.source import Source

PLAN = Path(__file__).resolve().parent.parent / "plans" / "05_retention_focus" / "plan.comp"
"""About sixty lines."""

RUNS = 21
CHECK = ("-m", "compdsl", "check", str(PLAN))
LIBRARIES = ("-c", "import click, lark, attrs")


def test_a_cold_check() -> None:
    """The two commands in turn; the ratio is that of their medians. Bytecode is cached, as it is where installed."""
    ours, libraries = [], []
    _seconds(*CHECK), _seconds(*LIBRARIES)
    for _ in range(RUNS):
        ours.append(_seconds(*CHECK))
        libraries.append(_seconds(*LIBRARIES))
    ratio = statistics.median(ours) / statistics.median(libraries)
    print(f"\ncold check / import of click, lark, attrs: {ratio:.2f} (limit 1.5)")


def test_growth() -> None:
    """Seconds for plans of more and more clauses, and the ratio to the size before."""
    before = None
    pipeline.check(Source(PLAN.read_text(encoding="utf-8"), str(PLAN)))
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
    """The processor time of a command of its own; it may write bytecode."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True, env=environment)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
