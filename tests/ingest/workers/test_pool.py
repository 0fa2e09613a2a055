"""Documents are read in processes beside this one: the same articles in the same order, whatever becomes of one."""

from __future__ import annotations

import logging
import os
import signal
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from clippings.core.settings import Settings
from clippings.core.types import Reject
from clippings.ingest import clock, pipeline
from clippings.ingest.documents import Item, RawDocument, Unchanged
from clippings.ingest.prepare import Ready, Result
from clippings.ingest.workers import pool as reading_ahead
from clippings.ingest.workers import process as reader_process
from clippings.ingest.workers.pool import Readers, read_ahead
from clippings.ingest.workers.process import ReaderEnded, ReaderProcess, packed
from clippings.vectorstore.archive import Archive
from tests.conftest import QuietListener

pytestmark = pytest.mark.filterwarnings("error::pytest.PytestUnhandledThreadExceptionWarning")

_AT_MOST_S = 60.0


def document(number: int, text: str = "The harbour of Lindholm was closed on day {}.", **fields: Any) -> RawDocument:
    told = {"url": f"https://ledger.example/{number}", "title": f"Harbour {number}", "published_at": "2023-03-16"}
    return RawDocument(f"news.jsonl:{number}", "record", fields={**told, "text": text.format(number), **fields})


def mixed(count: int) -> list[tuple[Item, str | None]]:
    """Records, pages, rejects and documents that nothing is left of."""
    page = (
        "<html><head><title>Ferry {0}</title></head><body><p>The ferry {0} was late again, its captain said.</p></body>"
    )
    made: list[Item] = []
    for number in range(count):
        kinds: list[Item] = [
            document(number),
            RawDocument(f"{number}.html", "html", page.format(number).encode(), fallback_url=f"file:///{number}.html"),
            document(number, text=" "),
            Reject(f"broken.jsonl:{number}", "it is no JSON"),
            Unchanged(f"https://ledger.example/feed-{number}"),
        ]
        made.append(kinds[number % len(kinds)])
    return [(one, "Ledger" if at % 2 else None) for at, one in enumerate(made)]


@pytest.fixture
def running() -> Iterator[Readers]:
    with Readers(expected=500, most_processes=2) as readers:
        readers.read([(document(0), None)], more=True).result()
        wait_for(lambda: readers.ahead == 3)
        yield readers


def wait_for(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + _AT_MOST_S
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.02)


def processes_of(readers: Readers) -> list[ReaderProcess]:
    return sorted(readers._processes, key=lambda one: one.number)


def told(results: list[Result]) -> list[str]:
    return [one.article.text if isinstance(one, Ready) else one.location for one in results]


def test_processes_read_what_would_have_been_read_here_in_the_same_order(running: Readers) -> None:
    task = mixed(100)
    here = Readers(most_processes=0).read(task).result()
    futures = [running.read(task[at : at + 10]) for at in range(0, 100, 10)]
    assert [one for future in futures for one in future.result()] == here
    assert {type(one) for one in here} == {Ready, Reject, Unchanged}


def test_few_documents_and_known_ones_start_no_process() -> None:
    with Readers(expected=10_000) as readers:
        readers.read([(Unchanged("https://ledger.example/1"), None)] * 100, more=True).result()
        assert readers.ahead == 0
        assert readers._pool is None
    with Readers(expected=3) as readers:
        readers.read([(document(1), None)], more=True).result()
        assert readers._pool is None
    with Readers(worth_starting_s=0.0) as readers:
        readers.read([(document(1), None)], more=False).result()
        assert readers._pool is None


def test_reading_that_takes_a_while_starts_processes() -> None:
    with Readers(most_processes=1, worth_starting_s=0.0) as readers:
        readers.read([(document(1), None)], more=True).result()
        wait_for(lambda: readers.ahead == 2)


def test_a_killed_process_loses_nothing(running: Readers) -> None:
    for process in processes_of(running):
        os.kill(process.number, signal.SIGKILL)
    tasks = [[(document(number), None)] for number in range(2)] + [[(document(number), None) for number in range(4)]]
    futures = [running.read(task) for task in tasks]
    here = Readers(most_processes=0)
    assert [told(future.result()) for future in futures] == [told(here.read(task).result()) for task in tasks]


def test_what_is_broken_off_while_tasks_wait_ends_at_once() -> None:
    started = time.monotonic()
    with Readers(expected=500, most_processes=4) as readers:
        readers.read([(document(0), None)], more=True).result()
        wait_for(lambda: readers.ahead > 1)
        futures = [readers.read(mixed(25)) for _ in range(400)]
    assert any(future.cancelled() for future in futures)
    assert time.monotonic() - started < _AT_MOST_S


def test_what_is_broken_off_while_processes_start_waits_for_none_of_them() -> None:
    with Readers(expected=500, most_processes=4) as readers:
        readers.read([(document(0), None)], more=True).result()
        started = time.monotonic()
    assert time.monotonic() - started < 5.0
    assert readers.ahead == 0


def test_a_slow_source_is_stored_as_it_comes(
    monkeypatch: pytest.MonkeyPatch, running: Readers, archive: Archive
) -> None:
    monkeypatch.setattr(reading_ahead, "_SLOW_SOURCE_S", 0.0)
    asked: list[int] = []

    def documents() -> Iterator[tuple[Item, str | None]]:
        for number in range(300):
            asked.append(number)
            yield document(number), None

    assert [len(asked) for _ in read_ahead(documents(), archive.catalogue, running)] == [100, 200, 300]


def test_large_documents_are_few_in_a_batch(monkeypatch: pytest.MonkeyPatch, archive: Archive) -> None:
    """Batches are kept in memory while they are read: a hundred scans of 50 MB must not be."""
    monkeypatch.setattr(reading_ahead, "_BATCH_BYTES", 2_500)
    pages = [RawDocument(f"{number}.txt", "text", b"The ferry was late. " * 50) for number in range(7)]
    with Readers(most_processes=0) as readers:
        batches = list(read_ahead(((page, None) for page in pages), archive.catalogue, readers))
    assert [len(batch.results) for batch in batches] == [3, 3, 1]


def test_a_process_knows_that_a_moment_has_passed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine's clock was set back, and the archive knows: a date of that time is a date in every process."""
    later = datetime.now(UTC) + timedelta(days=400)
    monkeypatch.setattr(clock, "_latest", later)
    with Readers(expected=500, most_processes=1) as readers:
        dated = [(document(1, published_at=(later - timedelta(days=1)).isoformat()), None)]
        here = readers.read(dated, more=True).result()
        wait_for(lambda: readers.ahead > 0)
        there = readers.read(dated).result()
    assert here == there
    assert isinstance(there[0], Ready)
    assert there[0].article.published_at is not None


class Deadly(ReaderProcess):
    """Ends when it meets one document."""

    def read(self, packed_task: bytes) -> list[Result]:
        if b"deadly" in packed_task:
            self.end()
        return super().read(packed_task)


def test_a_document_that_ends_its_process_becomes_a_reject_and_the_others_are_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reader_process, "ReaderProcess", Deadly)
    with Readers(expected=500, most_processes=1) as readers:
        readers.read([(document(0), None)], more=True).result()
        wait_for(lambda: readers.ahead > 0)
        first, deadly, last = readers.read(
            [(document(1), None), (document(2, text="A deadly text."), "Ledger"), (document(3), None)]
        ).result()
    assert told([first, last]) == [f"The harbour of Lindholm was closed on day {number}." for number in (1, 3)]
    assert isinstance(deadly, Reject)
    assert (deadly.location, deadly.source) == ("news.jsonl:2", "Ledger")
    assert deadly.reason.startswith("it could not be read (the process that read it ended:")


def test_where_no_process_can_be_started_this_one_reads(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    with caplog.at_level(logging.WARNING), Readers(expected=500, most_processes=1) as readers:
        results = readers.read([(document(1), None)], more=True).result()
        wait_for(lambda: "could not be started" in caplog.text)
        results += readers.read([(document(2), None)]).result()
    assert [isinstance(one, Ready) for one in results] == [True, True]


def test_a_document_that_cannot_be_sent_is_read_here(running: Readers) -> None:
    nested: Any = []
    for _ in range(5_000):
        nested = [nested]
    odd = document(1, authors=nested)
    assert packed([(odd, None)]) is None
    (result,) = running.read([(odd, None)]).result()
    assert isinstance(result, Ready)


def test_what_goes_wrong_in_a_process_is_logged_here(running: Readers, caplog: pytest.LogCaptureFixture) -> None:
    neither_true_nor_false = np.array([1, 2])
    (result,) = running.read([(document(1, title=neither_true_nor_false), None)]).result()
    assert isinstance(result, Reject)
    assert "it could not be read (ValueError" in result.reason
    assert "unexpected error in news.jsonl:1" in caplog.text
    assert "Traceback" in caplog.text


def test_a_process_ends_with_its_input_and_has_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLIPPINGS_CHAT_API_KEY", "hidden")
    monkeypatch.setenv("DISCORD_TOKEN", "hidden")
    monkeypatch.setenv("HARMLESS", "shown")
    environment = reader_process.environment()
    assert "hidden" not in environment.values()
    assert environment["HARMLESS"] == "shown"
    process = ReaderProcess()
    process.wait_until_ready()
    os.kill(process.number, signal.SIGINT)  # of a Ctrl-C, which goes to all: who is served decides
    assert process.read(packed([(document(1), None)]) or b"")
    assert process.hang_up() == 0
    with pytest.raises(ReaderEnded):
        process.read(b"")


@pytest.mark.parametrize("stop_after", [None, 2])
def test_an_ingest_by_processes_is_one_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop_after: int | None
) -> None:
    """Also one that is broken off while batches are read ahead, and run again."""
    documents = [*mixed(700), *mixed(150)]
    found = {}
    for most in (0, 2):

        def readers(expected: int | None, most: int = most) -> Readers:
            return Readers(expected, most_processes=most)

        monkeypatch.setattr(pipeline, "Readers", readers)
        with Archive(Settings(home=tmp_path / str(most))) as archive:
            if stop_after and most:
                with pytest.raises(KeyboardInterrupt):
                    pipeline.ingest_documents(archive, iter(documents), Stopping(stop_after), [], None, True, 850)
            counts = pipeline.ingest_documents(archive, iter(documents), QuietListener(), [], None, True, 850)
            articles = archive.catalogue.articles(range(1, 1_000))
            found[most] = [(one.id, one.url, one.version, one.source, one.text) for one in articles]
            assert archive.lexical.count() == archive.status().chunks
            assert counts.seen == len(documents)
    assert sorted(found[0]) == sorted(found[2])
    assert len(found[0]) == 280


class Stopping(QuietListener):
    def __init__(self, after: int) -> None:
        super().__init__()
        self._after = after

    def advance(self, count: int) -> None:
        self._after -= 1
        if self._after == 0:
            raise KeyboardInterrupt
