"""Vectors on a Chroma server: many read while one writes, and a server that is away costs a note, not an answer."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from clippings.chain.pipeline import Asker
from clippings.core.errors import StorageError, VectorsOwnedElsewhere, VectorsUnavailable
from clippings.core.settings import Settings
from clippings.core.types import Question
from clippings.ingest.pipeline import ingest
from clippings.vectorstore.archive import Archive
from clippings.vectorstore.catalogue.catalogue import Catalogue
from clippings.vectorstore.embedders.embedder import Embedder
from clippings.vectorstore.maintenance.repair import scrub
from clippings.vectorstore.vectors import chroma_server
from clippings.vectorstore.vectors.index import VectorIndex
from tests.chroma import Chroma, gate
from tests.conftest import QuietListener
from tests.e2e.made_up_news import articles
from tests.postgres import Postgres
from tests.vectorstore.articles import add, article, current_chunk_ids
from tests.vectorstore.on_server import on_server
from tests.vectorstore.processes import KILLED, another_process, event, run_to_its_end
from tests.vectorstore.small_embedder import WordHashes

Open = Callable[..., VectorIndex]
ASKED = Question("What did the Aldersea ferry council reopen?", datetime(2026, 5, 1, tzinfo=UTC))


class Clock:
    """Time that passes when it is told to."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def open_index(chroma: Chroma, catalogue: Catalogue, clock: Clock) -> Iterator[Open]:
    opened: list[VectorIndex] = []

    def make(embedder: Embedder | None = None, url: str = chroma.url, token: str | None = None) -> VectorIndex:
        place = on_server(url, catalogue, token, clock)
        opened.append(VectorIndex(place, catalogue, lambda: embedder or WordHashes()))
        return opened[-1]

    yield make
    for index in opened:
        index.close()


def fill(catalogue: Catalogue, count: int) -> None:
    add(catalogue, *(article(f"https://a.example/{n}", f"Story {n}.\nMore of {n}.") for n in range(count)))


def test_two_archives_on_one_server_never_see_each_others_vectors(
    chroma: Chroma, catalogue: Catalogue, open_index: Open, tmp_path: Path
) -> None:
    fill(catalogue, 3)
    mine = open_index()
    mine.follow()
    other = Catalogue(f"sqlite:///{tmp_path / 'other.db'}")
    add(other, article("https://b.example/1", "Another archive."))
    theirs = VectorIndex(on_server(chroma.url, other), other, WordHashes)
    assert theirs.recorded() is None
    assert theirs.ids() == set()
    assert theirs.rebuild() == 1
    assert mine.ids() == current_chunk_ids(catalogue)
    theirs.close()
    other.close()


def follow_slowly(url: str, database: Path, has_begun: Any, go_on: Any) -> None:
    catalogue = Catalogue(f"sqlite:///{database}")
    index = VectorIndex(on_server(url, catalogue), catalogue, WordHashes)
    index.batch_articles = 4

    def wait(_: int) -> None:
        has_begun.set()
        go_on.wait(60)

    index.follow(wait)
    index.close()


def test_any_process_reads_while_one_writes_and_only_one_writes(
    chroma: Chroma, catalogue: Catalogue, database: Path, open_index: Open, clock: Clock
) -> None:
    fill(catalogue, 5)
    mine = open_index()
    mine.follow()
    fill_more = [article(f"https://a.example/more/{n}", f"Later {n}.") for n in range(40)]
    add(catalogue, *fill_more)
    has_begun, go_on = event(), event()
    with another_process(follow_slowly, chroma.url, database, has_begun, go_on) as process:
        assert has_begun.wait(60)
        [(nearest, score)] = mine.search(WordHashes().embed_query("A headline (16 March 2023) Story 3."), 1)
        assert "Story 3." in catalogue.chunks([nearest])[nearest].text
        assert score > 0.99
        with pytest.raises(VectorsOwnedElsewhere, match="Another process owns"):
            mine.follow()
        go_on.set()
        process.join(60)
    clock.now_s += chroma_server.KNOWN_FOR_S
    recorded = mine.recorded()
    assert recorded is not None
    assert recorded.change == catalogue.last_change()
    assert mine.follow() == 0
    assert mine.ids() == current_chunk_ids(catalogue)


def test_after_it_has_followed_the_next_process_may_write(catalogue: Catalogue, open_index: Open) -> None:
    fill(catalogue, 2)
    one, other = open_index(), open_index()
    one.follow()
    add(catalogue, article("https://a.example/later", "Later."))
    assert not one.owned
    assert other.follow() == 1


def test_a_writer_goes_on_from_what_another_did_a_moment_ago(catalogue: Catalogue, open_index: Open) -> None:
    fill(catalogue, 2)
    one, other = open_index(), open_index()
    assert other.recorded() is None
    assert one.follow() == 4
    assert other.follow() == 0  # though time has not passed since it looked
    assert one.ids() == current_chunk_ids(catalogue)


def follow_and_be_killed(url: str, database: Path) -> None:
    catalogue = Catalogue(f"sqlite:///{database}")
    index = VectorIndex(on_server(url, catalogue), catalogue, lambda: WordHashes(killed_at_text=90))
    index.batch_articles = 8
    index.follow()


def test_a_killed_writer_loses_nothing_and_the_next_goes_on(
    chroma: Chroma, catalogue: Catalogue, database: Path, open_index: Open
) -> None:
    fill(catalogue, 60)
    assert run_to_its_end(follow_and_be_killed, chroma.url, database) == KILLED
    index = open_index()
    assert 0 < index.follow() < 120
    assert index.ids() == current_chunk_ids(catalogue)


def test_a_server_killed_while_it_is_written_to_has_everything_after_the_same_command_again(
    chroma: Chroma, catalogue: Catalogue, open_index: Open, clock: Clock
) -> None:
    fill(catalogue, 120)
    index = open_index()
    index.batch_articles = 8
    batches: list[int] = []

    def kill_in_the_middle(count: int) -> None:
        batches.append(count)
        if len(batches) == 5:
            chroma.kill()

    try:
        with pytest.raises(VectorsUnavailable, match="vectors follow when it is back"):
            index.follow(kill_in_the_middle)
        assert not index.owned
    finally:
        chroma.start()
    clock.now_s += 60
    assert 0 < index.follow() < 240
    assert index.ids() == current_chunk_ids(catalogue)


def test_a_server_that_hangs_is_not_waited_for_by_every_question(
    chroma: Chroma, catalogue: Catalogue, open_index: Open, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chroma_server, "_ANSWER_S", 0.5)
    fill(catalogue, 2)
    index = open_index()
    index.follow()
    vector = WordHashes().embed_query("Story 1.")
    assert index.search(vector, 1)  # the collection is open
    chroma.hang()
    try:
        with pytest.raises(VectorsUnavailable, match="Timeout"):
            index.search(vector, 1)
        started = time.monotonic()
        for _ in range(20):
            with pytest.raises(VectorsUnavailable, match="a moment ago"):
                index.search(vector, 1)
        assert time.monotonic() - started < 0.4
    finally:
        chroma.go_on()
    clock.now_s += 60
    assert len(index.search(vector, 1)) == 1


def test_a_reader_of_vectors_that_were_made_anew_goes_over_to_them(
    catalogue: Catalogue, open_index: Open, clock: Clock
) -> None:
    fill(catalogue, 2)
    reader, writer = open_index(), open_index()
    writer.follow()
    vector = WordHashes().embed_query("Story 1.")
    assert len(reader.search(vector, 5)) == 4
    writer.rebuild()
    with pytest.raises(VectorsUnavailable, match="replaced meanwhile"):
        reader.search(vector, 5)
    assert len(reader.search(vector, 5)) == 4


def test_a_token_is_sent_and_a_wrong_one_is_named_without_being_told(
    chroma: Chroma, catalogue: Catalogue, open_index: Open
) -> None:
    fill(catalogue, 2)
    with gate(chroma.port, "right-one") as url:
        for wrong in (None, "hunter2"):
            with pytest.raises(VectorsUnavailable, match="does not let this process in") as refused:
                open_index(url=url, token=wrong).follow()
            assert "CLIPPINGS_CHROMA_TOKEN" in refused.value.way_out
            assert "hunter2" not in str(refused.value)
        index = open_index(url=url, token="right-one")
        assert index.follow() == 4
        assert len(index.search(WordHashes().embed_query("Story 1."), 9)) == 4


def test_tls_is_spoken_and_a_certificate_of_nobody_is_refused(
    chroma: Chroma, catalogue: Catalogue, open_index: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = tmp_path / "server.pem"
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        "2",
    ]
    command += ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    try:
        subprocess.run(
            [*command, "-keyout", str(certificate), "-out", str(certificate)], check=True, capture_output=True
        )
    except FileNotFoundError:
        pytest.skip("openssl is not installed")
    fill(catalogue, 2)
    with gate(chroma.port, "right-one", certificate) as url:
        with pytest.raises(VectorsUnavailable, match=r"(?i)certificate"):
            open_index(url=url, token="right-one").follow()
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert open_index(url=url, token="right-one").follow() == 4


def test_a_lock_that_was_lost_with_its_connection_moves_no_mark(chroma: Chroma, postgres: Postgres) -> None:
    url = postgres.new_database()
    catalogue = Catalogue(url)
    fill(catalogue, 40)
    index = VectorIndex(on_server(chroma.url, catalogue), catalogue, WordHashes)
    index.batch_articles = 8
    database = url.rsplit("/", 1)[1]
    cut: list[int] = []

    def cut_in_the_middle(count: int) -> None:
        cut.append(count)
        if len(cut) == 2:
            postgres.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'")

    with pytest.raises(StorageError):
        index.follow(cut_in_the_middle)
    recorded = VectorIndex(on_server(chroma.url, catalogue), catalogue, WordHashes).recorded()
    assert recorded is None or recorded.change < catalogue.last_change()
    index.follow()
    assert index.ids() == current_chunk_ids(catalogue)
    index.close()
    catalogue.close()


def test_a_long_follow_keeps_its_turn_when_a_question_follows_in_between(
    catalogue: Catalogue, open_index: Open
) -> None:
    fill(catalogue, 40)
    index, other = open_index(), open_index()
    index.batch_articles = 8
    index.follow(lambda _: None)
    add(catalogue, *(article(f"https://a.example/more/{n}", f"Later {n}.") for n in range(40)))
    refused: list[bool] = []

    def a_question_follows_too(_: int) -> None:
        if not refused:
            thread = threading.Thread(target=index.follow)
            thread.start()
            thread.join()
            refused.append(not other.own())

    index.follow(a_question_follows_too)
    assert refused == [True]
    assert other.own()


@pytest.fixture
def served(
    chroma: Chroma, make_home: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch, write_jsonl: Callable[..., Path]
) -> Iterator[Archive]:
    """An archive with its vectors on the server, and twelve articles."""
    monkeypatch.setattr(Archive, "_embedder_of", lambda *_: WordHashes())
    monkeypatch.setattr("clippings.vectorstore.embedders.choose.fingerprint_without_loading", lambda _: "word-hashes")
    with Archive(Settings.model_validate({"home": make_home("home"), "chroma_url": chroma.url})) as archive:
        ingest(archive, [str(write_jsonl(*articles(range(12))))], QuietListener())
        yield archive


def test_an_archive_on_a_server_is_ingested_told_and_scrubbed_like_one_in_a_folder(served: Archive) -> None:
    status = served.status()
    assert (status.pending_chunks, status.embedded_chunks) == (0, status.chunks)
    assert served.differences() == []
    assert not (served.settings.home / "vectors").exists()
    assert all(part.ok for part in scrub(served, False, QuietListener()))
    with served.vectors.collection() as collection:
        lost = collection.get(limit=2, include=[])["ids"]
        collection.delete(lost)
    [damaged] = [part for part in scrub(served, False, QuietListener()) if not part.ok]
    assert damaged.part == "vector index"
    [mended] = [part for part in scrub(served, True, QuietListener()) if part.repaired]
    assert mended.part == "vector index"
    assert all(part.ok for part in scrub(served, False, QuietListener()))


def test_while_the_server_is_away_answers_come_from_words_and_say_so(served: Archive, chroma: Chroma) -> None:
    asker = Asker(served)
    assert not any("words alone" in note for note in asker.ask(ASKED).notes)
    chroma.kill()
    try:
        answer = asker.ask(ASKED)
        assert answer.citations
        assert any("Found by words alone" in note and "cannot be used" in note for note in answer.notes)
        assert any("cannot be used" in difference for difference in served.differences())
    finally:
        chroma.start()
    time.sleep(2.1)
    assert not any("words alone" in note for note in asker.ask(ASKED).notes)
