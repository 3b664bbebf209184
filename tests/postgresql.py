"""A PostgreSQL server for tests: found on the machine, started in a folder of its own, and gone afterwards."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from attrs import frozen

from tests.kinds_of_data import Contents, Types

PASSWORD = "s3cr3t/@:word"
NOT_ROOT = ("postgres", "nobody")


@frozen
class Server:
    """A server: where its programs are, and the port it listens to on this machine."""

    programs: Path
    port: int

    def address(
        self, user: str = "postgres", password: str = PASSWORD, name: str = "postgres", options: str = ""
    ) -> str:
        """The address of a database of it."""
        return f"postgresql://{user}:{quote(password, safe='')}@127.0.0.1:{self.port}/{name}{options}"

    def run(self, *statements: str, name: str = "postgres") -> str:
        """What psql says to some statements."""
        call = [self.programs / "psql", "-v", "ON_ERROR_STOP=1", "-qAtX", self.address(name=name)]
        given = "\n".join(f"{one};" for one in statements)
        settings = {"PATH": os.environ["PATH"], "PGOPTIONS": "-c lock_timeout=10s -c client_min_messages=warning"}
        done = subprocess.run(call, input=given, capture_output=True, text=True, check=False, env=settings)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def write(self, tables: Contents, types: Types, schema: str) -> str:
        """Put rows into the tables of a new schema; gives the address with it on the search path."""
        statements = [
            f"DROP SCHEMA IF EXISTS {schema} CASCADE",
            f"CREATE SCHEMA {schema}",
            f"SET search_path = {schema}",
        ]
        for name, (header, *rows) in tables.items():
            columns = ", ".join(f'"{one}" {types.get(one, "TEXT")}' for one in header)
            statements.append(f'CREATE TABLE "{name}" ({columns})')
            values = ", ".join(f"({', '.join(map(_literal, row))})" for row in rows)
            statements += [f'INSERT INTO "{name}" VALUES {values}'] if rows else []
        self.run(*statements)
        return self.address(options=f"?options=-csearch_path%3D{schema}")


def _literal(cell: str) -> str:
    return "'" + cell.replace("'", "''") + "'" if cell else "NULL"


def found_programs() -> Path | None:
    """The folder of the newest server that is installed."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    found.sort(key=lambda path: int(path.parent.name) if path.parent.name.isdigit() else 0)
    on_path = shutil.which("initdb")
    return found[-1] if found else Path(on_path).resolve().parent if on_path is not None else None


@contextmanager
def started(programs: Path) -> Iterator[Server]:
    """A new server; as another user where this one is root, whom it does not serve."""
    folder = Path(tempfile.mkdtemp(prefix="compdsl-postgresql-"))
    user = next(one for one in NOT_ROOT if _is_user(one)) if os.geteuid() == 0 else None
    secret = folder / "password"
    secret.write_text(PASSWORD)
    if user is not None:
        for path in (folder, secret):
            shutil.chown(path, user)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data, log = str(folder / "data"), str(folder / "log")
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=20"
    try:
        made = ["initdb", "-D", data, "-U", "postgres", "-A", "scram-sha-256", "--pwfile", str(secret), "-N"]
        _run(programs, [*made, "-E", "UTF8", "--locale=C"], user)
        _run(programs, ["pg_ctl", "-D", data, "-l", log, "-o", options, "-w", "start"], user)
        yield Server(programs, port)
    finally:
        _run(programs, ["pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"], user)
        shutil.rmtree(folder, ignore_errors=True)


def _run(programs: Path, call: list[str], user: str | None) -> None:
    call[0] = str(programs / call[0])
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    if user is None:
        subprocess.run(call, check=True, cwd="/", **quiet)  # type: ignore[call-overload]
    else:
        group = pwd.getpwnam(user).pw_gid
        subprocess.run(call, check=True, cwd="/", user=user, group=group, extra_groups=[], **quiet)  # type: ignore[call-overload]


def _is_user(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True
