"""The folder of a run as DATA: the rows that its lines were made of, as it kept them."""

import json
import os
from collections.abc import Mapping
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import frozen

from compdsl.cli import problems
from compdsl.cli.files import shown_path, told_path
from compdsl.cli.output import MANIFEST
from compdsl.cli.places import MOST_OF_A_MANIFEST, STORED
from compdsl.cli.statuses import Exit, Refused, Status
from compdsl.engines.choosing import is_there

if TYPE_CHECKING:
    from compdsl.kernel.plan import Plan
    from compdsl.records.data import Data


@frozen(eq=False)
class StoredRun:
    """A run that kept its rows: its folder, and its manifest."""

    folder: Path
    manifest: Mapping[str, Any]

    @property
    def only_period(self) -> str | None:
        """The period that was paid, where it is only one."""
        periods = self.manifest["periods"]
        return str(periods[0]) if len(periods) == 1 else None


def stored_run(data: str) -> StoredRun | None:
    """The run in a folder, if there is one that kept its rows."""
    path = Path(data, MANIFEST)
    try:
        with path.open("rb") as file:
            found = json.loads(file.read(MOST_OF_A_MANIFEST))
        is_stored = any(str(one["file"]).startswith(STORED) for one in found["outputs"])
        return StoredRun(Path(data), found) if found["compdsl"] and is_stored and found["periods"] else None
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return None


def rows_of(run: StoredRun, plan: "Plan", payee: str) -> "Data":
    """The rows that somebody's figures were made of; Refused where they are not what the run wrote."""
    from compdsl.engines.duckdb.session import open_session
    from compdsl.engines.duckdb.store import Store, TooMany
    from compdsl.records.data import InputFile

    if not is_there("duckdb"):
        raise Exit(Status.USAGE, "The rows of a run are read with the extra `duckdb`: pip install 'compdsl[duckdb]'")
    if run.manifest["plan"]["meaning"] != plan.meaning:
        raise Refused(problems.paid_by_another_version(plan.source.path, shown_path(str(run.folder))))
    _check(run)
    files = [InputFile(str(one["file"]), str(one["sha256"]), int(one["rows"])) for one in run.manifest["inputs"]]
    session = open_session()
    try:
        return Store(session, run.folder, plan).data(payee, files)
    except TooMany as limit:
        message = f"A figure of {told_path(payee)} is made of {limit.rows:,} rows, too many to be told one by one."
        raise Exit(Status.CANNOT, message) from None
    finally:
        session.close()


def _check(run: StoredRun) -> None:
    """That the kept rows are as the run wrote them."""
    for one in run.manifest["outputs"]:
        name = str(one["file"])
        if not name.startswith(STORED):
            continue
        path = run.folder / os.path.basename(name)  # noqa: PTH119 - a name only, whatever it says
        try:
            with path.open("rb") as file:
                is_same = file_digest(file, "sha256").hexdigest() == one["sha256"]
        except OSError:
            is_same = False
        if not is_same:
            raise Refused(problems.rows_not_as_written(shown_path(str(path))))
