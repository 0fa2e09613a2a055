"""Several bots answer from one archive: a catalogue and vectors on servers, an index of words of its own for each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from clippings.chain.archive_worker import ArchiveWorker
from clippings.chain.pipeline import Asker
from clippings.core.settings import Settings
from clippings.core.types import Question
from clippings.ingest.pipeline import ingest
from clippings.vectorstore.archive import Archive
from tests.chroma import Chroma
from tests.conftest import QuietListener
from tests.e2e.made_up_news import articles
from tests.postgres import Postgres
from tests.vectorstore.processes import another_process, event
from tests.vectorstore.small_embedder import WordHashes

ROUNDS = 3


def be_a_bot(told: dict[str, Any], ingested: list[Any], followed: list[Any]) -> None:
    """Follow after each ingest, ask, and fail where an answer lacks a clipping or says that it lacks vectors."""
    with pytest.MonkeyPatch.context() as patched, Archive(Settings.model_validate(told)) as archive:
        patched.setattr(Archive, "_embedder_of", lambda *_: WordHashes())
        worker = ArchiveWorker(archive, Asker(archive))
        for number in range(ROUNDS):
            assert ingested[number].wait(60)
            while archive.pending_chunks():
                worker.follow()
            answer = worker.ask(Question(f"What is in report {number}?", datetime(2024, 5, 1, tzinfo=UTC)))
            assert answer.citations or answer.nearest
            assert not any("words alone" in note for note in answer.notes), answer.notes
            assert archive.lexical.count() == archive.catalogue.counts()[1]
            followed[number].set()


def test_two_bots_with_homes_of_their_own_answer_from_all_that_a_third_process_ingests(
    postgres: Postgres, chroma: Chroma, make_home: Callable[[str], Path], write_jsonl: Callable[..., Path]
) -> None:
    servers = {"database_url": postgres.new_database(), "chroma_url": chroma.url}
    ingested = [event() for _ in range(ROUNDS)]
    followed = [[event() for _ in range(ROUNDS)] for _ in range(2)]
    one, other = ({"home": str(make_home(name)), **servers} for name in ("one", "other"))
    with (
        another_process(be_a_bot, one, ingested, followed[0]) as first,
        another_process(be_a_bot, other, ingested, followed[1]) as second,
        Archive(Settings.model_validate({"home": make_home("third"), **servers})) as archive,
    ):
        for number in range(ROUNDS):
            news = write_jsonl(*articles(range(number * 30, (number + 1) * 30)), name=f"{number}.jsonl")
            assert ingest(archive, [str(news)], QuietListener(), defer_vectors=True).added == 30
            ingested[number].set()
            assert all(bot[number].wait(60) for bot in followed)
        first.join(60)
        second.join(60)
        assert (first.exitcode, second.exitcode) == (0, 0)
        assert archive.status().pending_chunks == 0
        assert len(archive.vectors.ids()) == archive.status().chunks == ROUNDS * 30
