from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from clippings.chain.archive_worker import ArchiveWorker, Stopping
from clippings.chain.pipeline import Asker
from clippings.core.types import Question
from clippings.ingest.pipeline import ingest
from clippings.vectorstore.archive import Archive
from clippings.vectorstore.vectors.collection_writer import CollectionWriter
from tests.conftest import QuietListener

ASKED = Question("How high is tower 7?", datetime(2024, 5, 1, tzinfo=UTC))


class _Once:
    """Notes whether two pieces of work ever ran at once."""

    def __init__(self) -> None:
        self.running = 0
        self.overlapped = False

    @contextmanager
    def work(self, seconds: float) -> Iterator[None]:
        self.running += 1
        self.overlapped = self.overlapped or self.running > 1
        time.sleep(seconds)
        yield
        self.running -= 1


@pytest.fixture
def towers(archive: Archive, write_jsonl: Callable[..., Path]) -> Archive:
    """An archive of 200 short articles whose vectors are yet to be made."""
    articles = [
        {
            "url": f"https://paper.example/{n}",
            "title": f"Tower {n} opens",
            "text": f"Tower {n} in Port {n % 13} is {n + 40} metres high, the builders said on day {n}.",
        }
        for n in range(200)
    ]
    ingest(archive, [str(write_jsonl(*articles))], QuietListener(), defer_vectors=True)
    return archive


def test_a_question_is_answered_while_vectors_are_being_made(towers: Archive) -> None:
    worker = ArchiveWorker(towers, Asker(towers))
    follower = threading.Thread(target=worker.follow)
    follower.start()
    while not (recorded := towers.vectors.recorded()) or not recorded.change:
        time.sleep(0.01)
    answer = worker.ask(ASKED)
    still_following = follower.is_alive()
    follower.join()
    assert any("47 metres" in citation.quote for citation in answer.citations)
    assert still_following, "the question waited for the whole follow"
    assert towers.differences() == []


def test_asking_and_following_never_touch_the_archive_at_once(towers: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    once, asker = _Once(), Asker(towers)
    answered: Callable[[Question], Any] = asker.ask
    apply = CollectionWriter.apply

    def ask(question: Question, _shown: object = None) -> Any:
        with once.work(0.01):
            return answered(question)

    def slow_apply(writer: CollectionWriter, *arguments: Any) -> None:
        batches: list[int] = []
        progress = writer._progress
        writer._progress = batches.append  # step aside after the overlap is looked for, not within it
        with once.work(0.01):
            apply(writer, *arguments)
        writer._progress = progress
        if progress:
            progress(sum(batches))

    monkeypatch.setattr(asker, "ask", ask)
    monkeypatch.setattr(CollectionWriter, "apply", slow_apply)
    worker = ArchiveWorker(towers, asker)
    threads = [threading.Thread(target=worker.follow)]
    threads += [threading.Thread(target=worker.ask, args=(ASKED,)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not once.overlapped
    assert towers.status().pending_chunks == 0


def test_a_long_follow_ends_soon_when_the_bot_closes_and_goes_on_later(towers: Archive) -> None:
    worker = ArchiveWorker(towers, Asker(towers))
    worker.stop()
    with pytest.raises(Stopping):
        worker.follow()
    assert towers.status().pending_chunks > 0
    ArchiveWorker(towers, Asker(towers)).follow()
    assert towers.differences() == []


def test_vectors_are_left_to_the_process_that_owns_them(towers: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(towers.vectors, "own", lambda: False)
    assert ArchiveWorker(towers, Asker(towers)).follow() == 0
    assert towers.lexical.count() == 200
