"""The faults that only servers have, made to happen to an archive on real ones: for `benchmarks/reliability.py`."""

from __future__ import annotations

import contextlib
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from clippings.core.settings import Settings
from clippings.vectorstore.archive import Archive
from tests.chroma import Chroma, program, running_chroma
from tests.e2e.processes import Finished, clippings, start, wait
from tests.postgres import Postgres, programs, running_postgres

_QUESTION = "What did the Aldersea ferry council reopen?"
_MIDDLE_OF_IT_S = 120


@dataclass(frozen=True, slots=True)
class Served:
    """An archive whose catalogue and vectors lie on servers of its own."""

    home: Path
    postgres: Postgres
    chroma: Chroma
    settings: dict[str, str]

    def run(self, *arguments: object) -> Finished:
        return clippings(self.home, *arguments, **self.settings)

    def begin(self, *arguments: object) -> subprocess.Popen[str]:
        return start(self.home, *arguments, **self.settings)

    def archive(self) -> Archive:
        told = {name.lower(): value for name, value in self.settings.items()}
        return Archive(Settings.model_validate({"home": self.home, **told}))

    def cut_a_transaction(self) -> bool:
        """End the session of whoever is in a transaction that has written something; False when nobody is."""
        name = self.settings["DATABASE_URL"].rsplit("/", 1)[1]
        writing = f"datname = '{name}' AND backend_xid IS NOT NULL"
        return bool(self.postgres.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {writing}"))


@contextlib.contextmanager
def served(home: Path) -> Iterator[Served | None]:
    """Servers for one archive, and an embedded one moved onto them; None where they are not installed."""
    postgres_programs, chroma_program = programs(), program()
    if postgres_programs is None or chroma_program is None:
        yield None
        return
    with running_postgres(postgres_programs) as postgres, running_chroma(chroma_program) as chroma:
        settings = {"DATABASE_URL": postgres.new_database(), "CHROMA_URL": chroma.url}
        archive = Served(home, postgres, chroma, settings)
        assert archive.run("migrate").code == 0
        yield archive


def chroma_killed(archive: Served, more: Path) -> tuple[Finished, float]:
    """The Chroma server is killed while it is written to, and started again

    Returns:
        What a question was told meanwhile, and how many seconds the way back took.
    """
    ingest = archive.begin("ingest", more)
    with archive.archive() as watching:
        before = watching.vectors.recorded()
        _until(lambda: watching.vectors.recorded() != before)
    archive.chroma.kill()
    try:
        assert wait(ingest).code == 1
        asked = archive.run("ask", _QUESTION, "--json")
        assert asked.json["citations"]
    finally:
        archive.chroma.start()
    return asked, _again(archive, more)


def postgres_cut(archive: Served, more: Path) -> tuple[Finished, float]:
    """PostgreSQL's connection is lost in the middle of a transaction"""
    ingest = archive.begin("ingest", more)
    _until(archive.cut_a_transaction, every_s=0.0)
    told = wait(ingest)
    assert told.code == 1, "it was not in a transaction"
    return told, _again(archive, more)


def postgres_killed(archive: Served, more: Path) -> tuple[Finished, float]:
    """PostgreSQL is killed during an ingest, and started again"""
    ingest = archive.begin("ingest", more)
    with archive.archive() as watching:
        articles, _ = watching.catalogue.counts()
        _until(lambda: watching.catalogue.counts()[0] > articles)
    archive.postgres.stop()
    try:
        told = wait(ingest)
        assert told.code == 1
    finally:
        archive.postgres.start()
    return told, _again(archive, more)


FAULTS = (chroma_killed, postgres_cut, postgres_killed)


def assert_whole(archive: Served, expected: int) -> None:
    """Every article is there once, and both indexes hold exactly the chunks of the catalogue."""
    with archive.archive() as opened:
        articles, chunks = opened.catalogue.counts()
        assert articles == expected
        assert opened.lexical.count() == len(opened.vectors.ids()) == chunks
        assert opened.differences() == []


def _again(archive: Served, more: Path) -> float:
    began = time.monotonic()
    done = archive.run("ingest", more)
    assert done.code == 0, done
    return time.monotonic() - began


def _until(happened: Callable[[], bool], every_s: float = 0.02) -> None:
    deadline = time.monotonic() + _MIDDLE_OF_IT_S
    while not happened() and time.monotonic() < deadline:
        time.sleep(every_s)
