"""The checks a reviewer relies on: lint, layout, types, the layout of the shipped plans."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
CHECKS = {
    "lint": ["-m", "ruff", "check", "--no-cache", "compdsl", "tests", "benchmarks"],
    "layout": ["-m", "ruff", "format", "--no-cache", "--check", "compdsl", "tests", "benchmarks"],
    "types": ["-m", "mypy", "--strict", "compdsl"],
    "plans": ["-m", "compdsl", "fmt", "--check", "plans"],
}


@pytest.mark.parametrize("check", CHECKS)
def test_check(check: str) -> None:
    """The check finds nothing."""
    run = subprocess.run([sys.executable, *CHECKS[check]], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
