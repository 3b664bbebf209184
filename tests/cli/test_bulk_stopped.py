"""A run in bulk that is broken off or killed: the output of the run before stays whole, and nothing is left behind."""

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PEOPLE = 30_000
TIMES = 4
"""How many runs are stopped by each signal, each at another moment."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Data of many people, and a run that was paid on it."""
    place = tmp_path_factory.mktemp("stopped")
    data = place / "data"
    data.mkdir()
    for name, rows in {
        "payees": ("payee,team,target_incentive", "p{0},t{1},5000"),
        "usage": ("payee,month,active_seats,weekly_seats,licensed_seats", "p{0},2026-01-31,2{2},19{2},320"),
        "renewals": ("payee,closed_on,due,renewed,segment", "p{0},2026-02-15,1000,9{2},mid"),
        "upsells": ("payee,closed_on,arr,sourced_by", "p{0},2026-02-15,4{2}00,CSM"),
    }.items():
        text = "\n".join([rows[0], *(rows[1].format(at, at // 20, at % 9) for at in range(PEOPLE)), ""])
        (data / f"{name}.csv").write_text(text)
    started = time.monotonic()
    with start(place) as process:
        process.communicate()
    assert process.returncode == 0
    (place / "seconds").write_text(str(time.monotonic() - started))
    return place


def start(place: Path) -> subprocess.Popen[bytes]:
    """Begin a run; what is not kept lies in a folder of its own."""
    (place / "temporary").mkdir(exist_ok=True)
    plan = ROOT / "plans" / "02_csm" / "csm.comp"
    command = [sys.executable, "-m", "compdsl", "pay", str(plan), "data", "--period", "2026-Q1", "-o", "run"]
    environment = {**os.environ, "TMPDIR": str(place / "temporary")}
    return subprocess.Popen(
        [*command, "--engine", "duckdb"], cwd=place, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )


def assert_whole(run: Path) -> None:
    """Every file that the manifest names is there as it says."""
    manifest = json.loads((run / "manifest.json").read_text())
    for one in manifest["outputs"]:
        assert hashlib.sha256((run / one["file"]).read_bytes()).hexdigest() == one["sha256"]


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGKILL], ids=["broken off", "killed"])
@pytest.mark.parametrize("number", range(TIMES))
def test_a_stopped_run_leaves_the_one_before(folder: Path, sign: signal.Signals, number: int) -> None:
    process = start(folder)
    whole = float((folder / "seconds").read_text())
    time.sleep(random.Random(number).uniform(0.3, 1) * whole)
    process.send_signal(sign)
    with process:
        _, told = process.communicate()
    assert process.returncode in (0, 130, -sign), told
    assert_whole(folder / "run")
    if sign == signal.SIGINT:
        assert b"Traceback" not in told
        assert not list(folder.glob(".compdsl-*"))
        assert not list((folder / "temporary").iterdir())
    for left in folder.glob(".compdsl-*"):
        for one in left.iterdir():
            one.unlink()
        left.rmdir()
    subprocess.run(["rm", "-r", str(folder / "temporary")], check=True)
