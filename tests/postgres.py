"""A real PostgreSQL for the tests: made in a folder of its own, on loopback, gone with the session."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, delete, text

from clippings.vectorstore.catalogue import tables
from clippings.vectorstore.migrations import upgrade_to_head

_USER = "clippings"
_STARTS_WITHIN_S = 30
_NUMBERS = count(1)


def programs() -> Path | None:
    """The folder of PostgreSQL's own programs; Debian keeps them out of the path."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Postgres:
    """One server, and new databases in it."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs = programs
        self._folder = folder
        self._as: dict[str, Any] = _somebody_else(folder)
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self._run(
            "initdb", "-D", f"{folder}/data", "-U", _USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"
        )
        self.start()
        self._engine = create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT", pool_pre_ping=True)
        self._make_template()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = ["-p", str(self.port), "-h", "127.0.0.1", "-k", str(self._folder), "-c", "fsync=off"]
        self._process = subprocess.Popen(
            [str(self._programs / "postgres"), "-D", f"{self._folder}/data", *options],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **self._as,
        )
        deadline = time.monotonic() + _STARTS_WITHIN_S
        while self._run("pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port), check=False):
            if time.monotonic() > deadline or self._process.poll() is not None:
                raise RuntimeError("PostgreSQL did not start")
            time.sleep(0.05)

    def stop(self) -> None:
        """As a power cut would: connections are cut, nothing is written any more."""
        if self._process is not None:
            self._run("pg_ctl", "-D", f"{self._folder}/data", "-m", "immediate", "stop", check=False)
            self._process.wait(_STARTS_WITHIN_S)
            self._process = None

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://{_USER}@127.0.0.1:{self.port}/{database}"

    def new_database(self) -> str:
        """The address of an empty catalogue that nobody has opened yet."""
        name = f"test_{next(_NUMBERS)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE migrated STRATEGY file_copy")
        return self.url(name)

    def execute(self, statement: str) -> list[Any]:
        """Run a statement as the server's owner, outside any test's database."""
        with self._engine.connect() as connection:
            done = connection.execute(text(statement))
            return list(done) if done.returns_rows else []

    def _make_template(self) -> None:
        """Migrations take a third of a second; a copy of what they make takes a tenth of that."""
        self.execute("CREATE DATABASE migrated")
        engine = create_engine(self.url("migrated"))
        upgrade_to_head(engine)
        with engine.begin() as connection:
            connection.execute(delete(tables.archive))
        engine.dispose()

    def _run(self, program: str, *arguments: str, check: bool = True) -> int:
        command = [str(self._programs / program), *arguments]
        return subprocess.run(command, check=check, capture_output=True, **self._as).returncode

    def close(self) -> None:
        self._engine.dispose()
        self.stop()


def _somebody_else(folder: Path) -> dict[str, Any]:
    """PostgreSQL refuses to run as root; then it runs as the user that its package made, or as nobody."""
    if os.geteuid():
        return {}
    names = {entry.pw_name for entry in pwd.getpwall()}
    owner = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    os.chown(folder, owner.pw_uid, owner.pw_gid)
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}


@contextmanager
def running_postgres(found: Path) -> Iterator[Postgres]:
    with (
        tempfile.TemporaryDirectory(prefix="clippings-postgres-", ignore_cleanup_errors=True) as folder,
        closing(Postgres(found, Path(folder))) as server,
    ):
        yield server
