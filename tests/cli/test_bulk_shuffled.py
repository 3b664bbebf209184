"""A hundred runs in bulk with the rows in other orders, other threads and other forms of files: one output."""

import hashlib
import os
import random
import shutil
from pathlib import Path

import duckdb
import pytest

from compdsl.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
RUNS = 100
PEOPLE = 200


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The records of some people, with amounts that floating point would add up in another way in another order."""
    folder, pick = tmp_path_factory.mktemp("shuffled") / "data", random.Random(1)
    folder.mkdir()
    files = {
        "payees": ["payee,team,target_incentive"],
        "usage": ["payee,month,active_seats,weekly_seats,licensed_seats"],
        "renewals": ["payee,closed_on,due,renewed,segment"],
        "upsells": ["payee,closed_on,arr,sourced_by"],
    }
    for at in range(PEOPLE):
        files["payees"].append(f"p{at},t{at % 17},{pick.randrange(1_000, 9_000)}.{pick.randrange(10, 99)}")
        for month in ("01-31", "02-28", "03-31"):
            files["usage"].append(f"p{at},2026-{month},{pick.randrange(300)},{pick.randrange(200)},300")
            money = f"{pick.randrange(90_000)}.{pick.randrange(10, 99)}"
            files["renewals"].append(f"p{at},2026-{month},9{money},{money},mid")
            files["upsells"].append(f"p{at},2026-{month},{money},{pick.choice(('CSM', 'AE'))}")
    for name, rows in files.items():
        (folder / f"{name}.csv").write_text("\n".join([*rows, ""]))
    return folder


def shuffled(data: Path, place: Path, pick: random.Random) -> None:
    """The same rows in another order, each file in one of the forms that are read; the roster keeps its order."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    for path in sorted(data.iterdir()):
        header, *rows = path.read_text().splitlines()
        if path.stem != "payees":
            pick.shuffle(rows)
        made = place / path.name
        made.write_text("\n".join([header, *rows, ""]))
        if pick.random() < 0.4:
            with duckdb.connect() as connection:
                size = pick.choice((50, 2_048, 100_000))
                connection.execute(
                    f"COPY (SELECT * FROM read_csv('{made}', all_varchar=true)) TO '{made.with_suffix('.parquet')}' "
                    f"(ROW_GROUP_SIZE {size})"
                )
            made.unlink()


@pytest.mark.parametrize("part", range(4))
def test_one_output(data: Path, tmp_path: Path, part: int) -> None:
    plan = str(ROOT / "plans" / "02_csm" / "csm.comp")
    pick, hashes = random.Random(part), set[str]()
    asked = ["pay", plan, str(tmp_path / "data"), "--period", "2026-Q1", "-o", str(tmp_path / "run")]
    shutil.copytree(data, tmp_path / "data")
    assert main([*asked, "--engine", "reference"]) == 0
    hashes.add(hashlib.sha256((tmp_path / "run" / "lines.csv").read_bytes()).hexdigest())
    for _ in range(RUNS // 4):
        shuffled(data, tmp_path / "data", pick)
        threads = pick.randrange(1, 2 * (os.cpu_count() or 1) + 1)
        assert main([*asked, "--engine", "duckdb", "--threads", str(threads)]) == 0
        hashes.add(hashlib.sha256((tmp_path / "run" / "lines.csv").read_bytes()).hexdigest())
    assert len(hashes) == 1
