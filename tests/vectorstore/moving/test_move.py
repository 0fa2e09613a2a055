"""`clippings migrate` moves an embedded archive to real servers, whole or not at all, and embeds nothing again."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import chromadb
import numpy as np
import pytest
from sqlalchemy import Table, create_engine, text

from clippings.core.errors import ClippingsError, StorageError, VectorsOwnedElsewhere, WrongUsage
from clippings.core.settings import Settings
from clippings.core.types import Reject
from clippings.ingest.pipeline import ingest
from clippings.vectorstore.archive import Archive
from clippings.vectorstore.catalogue.catalogue import Catalogue
from clippings.vectorstore.catalogue.source_records import Fetch, recall_fetch, remember_fetch
from clippings.vectorstore.maintenance.repair import scrub
from clippings.vectorstore.moving import catalogue_rows, vector_rows
from clippings.vectorstore.moving.move import move
from tests.chroma import Chroma
from tests.conftest import QuietListener
from tests.e2e.made_up_news import articles
from tests.postgres import Postgres
from tests.vectorstore.articles import add, article
from tests.vectorstore.small_embedder import WordHashes

LONG = "https://a.example/" + "long/" * 900
QUESTION = "ferry council"


class EmbedsNothingError(Exception): ...


class NoEmbedder(WordHashes):
    """What has vectors needs no model to be moved."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        raise EmbedsNothingError


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with thirty articles, one in two versions, a story told twice, rejects, fetches and vectors."""
    folder = tmp_path_factory.mktemp("made")
    told = articles(range(30))
    again = [{**told[3], "text": f"{told[3]['text']} One more."}, {**told[5], "url": "https://b.example/5"}]
    for name, lines in (("news", told), ("again", [*again, {"title": "No text"}])):
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    with pytest.MonkeyPatch.context() as patched, Archive(Settings(home=folder / "home")) as archive:
        patched.setattr(Archive, "_embedder_of", lambda *_: WordHashes())
        for name in ("news", "again"):
            ingest(archive, [str(folder / f"{name}.jsonl")], QuietListener())
        with archive.catalogue.writing() as writer:
            run_id = writer.start_run([])
            writer.note_reject(Reject(LONG, "no text"), run_id)
            remember_fetch(writer, Fetch(LONG, "recipe", "", "", "", "", 1, datetime(2023, 3, 16, tzinfo=UTC)))
    return folder / "home"


@pytest.fixture
def embedded(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, whose model embeds nothing."""
    monkeypatch.setattr(Archive, "_embedder_of", lambda *_: NoEmbedder())
    monkeypatch.setattr("clippings.vectorstore.embedders.choose.fingerprint_without_loading", lambda _: "word-hashes")
    return shutil.copytree(made, tmp_path / "home")


@pytest.fixture
def served(embedded: Path, postgres: Postgres, chroma: Chroma) -> Iterator[Settings]:
    """The same home, with both servers set."""
    told = {"home": embedded, "database_url": postgres.new_database(), "chroma_url": chroma.url}
    yield Settings.model_validate(told)
    client = chromadb.HttpClient(host="127.0.0.1", port=chroma.port)
    for collection in client.list_collections():  # every test has a copy of the same archive
        client.delete_collection(collection.name)


def test_everything_is_there_afterwards_and_the_archive_goes_on(
    served: Settings, write_jsonl: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    with Archive(Settings(home=served.home)) as before:
        status, runs, rejects = before.status(), before.runs(9), before.catalogue.rejects()
        vectors, found = before.vectors.vectors(), before.search_lexical(QUESTION, 9, None, None, ())
    moved = move(served, QuietListener())
    assert (moved.articles, moved.chunks, moved.vectors) == (status.articles, status.chunks, status.embedded_chunks)
    assert moved.rows["articles"] == 32
    with Archive(served) as after:
        assert after.catalogue.is_shared
        assert after.vectors.is_shared
        assert after.status() == status
        assert [run.counts for run in after.runs(9)] == [run.counts for run in runs]
        assert [one.reason for one in after.catalogue.rejects()] == [one.reason for one in rejects]
        assert after.search_lexical(QUESTION, 9, None, None, ()) == found
        assert recall_fetch(after.catalogue, LONG, "recipe") is not None
        there = after.vectors.vectors()
        assert there.keys() == vectors.keys()
        assert all(np.allclose(there[chunk_id], vectors[chunk_id], atol=1e-6) for chunk_id in vectors)
    monkeypatch.setattr(Archive, "_embedder_of", lambda *_: WordHashes())
    with Archive(served) as after:
        counts = ingest(after, [str(write_jsonl(*articles(range(28, 34)), name="more.jsonl"))], QuietListener())
        assert (counts.added, counts.unchanged) == (4, 2)
        assert all(part.ok for part in scrub(after, False, QuietListener()))


def test_the_same_again_finds_that_all_is_the_same(served: Settings) -> None:
    assert move(served, QuietListener()) == move(served, QuietListener())


@pytest.mark.parametrize("which", ["database_url", "chroma_url"])
def test_one_of_the_two_can_be_moved_alone(served: Settings, which: str) -> None:
    settings = served.model_copy(update={which: None})
    moved = move(settings, QuietListener())
    assert (moved.rows == {}, moved.vectors is None) == (which == "database_url", which == "chroma_url")
    with Archive(settings) as archive:
        assert archive.status().pending_chunks == 0
        assert len(archive.vectors.ids()) == archive.status().chunks


def test_texts_that_a_server_refuses_are_made_storable(served: Settings) -> None:
    engine = create_engine(f"sqlite:///{served.home / 'catalogue.db'}")
    with engine.begin() as connection:  # as a version before this one may have kept them
        connection.execute(text("UPDATE articles SET title = 'A ' || char(0) || ' headline' WHERE id = 1"))
    engine.dispose()
    move(served, QuietListener())
    with Archive(served) as archive:
        [one] = archive.catalogue.articles([1])
        assert one.title == "A \N{REPLACEMENT CHARACTER} headline"


class Stops(QuietListener):
    """After the first rows, or the first vectors."""

    def __init__(self, at: str) -> None:
        super().__init__()
        self._at = at

    def advance(self, count: int) -> None:
        if self.stages[-1] == self._at:
            raise ClippingsError("It was stopped.", "")


@pytest.mark.parametrize("at", ["moving rows", "moving vectors"])
def test_a_move_that_is_broken_off_leaves_nothing_half_done(served: Settings, at: str) -> None:
    with pytest.raises(ClippingsError, match="stopped"):
        move(served, Stops(at))
    with Archive(served) as archive:
        assert archive.catalogue.counts()[0] in ((0,) if at == "moving rows" else (31,))
        assert archive.vectors.recorded() is None
    moved = move(served, QuietListener())
    assert moved.vectors == moved.chunks
    with Archive(served) as archive:
        assert archive.vectors.drop_others() == 0


def test_a_row_that_is_not_the_same_afterwards_keeps_nothing(served: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    digest = catalogue_rows._digest
    count = iter(range(99))

    def wrong(table: Table, *rest: object) -> tuple[int, int]:
        rows, total = digest(table, *rest)  # type: ignore[arg-type]
        return rows, total + next(count)

    monkeypatch.setattr(catalogue_rows, "_digest", wrong)
    with pytest.raises(StorageError, match="not the same as in the folder; nothing was kept"):
        move(served, QuietListener())
    with Archive(served) as archive:
        assert archive.catalogue.counts() == (0, 0)


def test_any_changed_value_of_any_table_is_seen(served: Settings) -> None:
    assert served.database_url is not None
    move(served, QuietListener())
    source, target = Catalogue(f"sqlite:///{served.home / 'catalogue.db'}"), Catalogue(served.database_url)
    changes = {
        "articles": "UPDATE articles SET text = text || ' ' WHERE id = 7",
        "chunks": 'UPDATE chunks SET "end" = "end" + 1 WHERE id = 7',
        "runs": "UPDATE runs SET started_at = started_at + interval '1 microsecond' WHERE id = 1",
        "near duplicate bands": "DELETE FROM near_duplicate_bands WHERE article_id = 7",
        "rejects": "UPDATE rejects SET reason = 'another' WHERE location LIKE 'https%'",
    }
    for name, change in changes.items():
        with source.reading() as here, target.reading() as there:
            assert catalogue_rows._first_difference(here, there) == ""
            there.execute(text(change))
            assert catalogue_rows._first_difference(here, there) == name
            there.rollback()
    source.close()
    target.close()


def test_a_vector_that_is_not_the_same_afterwards_does_not_answer(
    served: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vector_rows, "_MAY_BE_OFF", -1.0)
    with pytest.raises(StorageError, match="not the same as in the folder"):
        move(served, QuietListener())
    with Archive(served) as archive:
        assert archive.vectors.recorded() is None


def test_a_database_with_another_archive_is_left_alone(served: Settings) -> None:
    assert served.database_url is not None
    other = Catalogue(served.database_url)
    add(other, article("https://b.example/1", "Another archive."))
    with pytest.raises(WrongUsage, match="has an archive already"):
        move(served, QuietListener())
    assert other.counts() == (1, 1)
    other.close()


def test_what_is_missing_is_named(embedded: Path, tmp_path: Path) -> None:
    with pytest.raises(WrongUsage, match="Nothing says where"):
        move(Settings(home=embedded), QuietListener())
    nowhere = Settings.model_validate({"home": tmp_path / "nowhere", "chroma_url": "http://127.0.0.1:1"})
    with pytest.raises(WrongUsage, match="There is no archive"):
        move(nowhere, QuietListener())


@pytest.fixture
def used(embedded: Path) -> Iterator[None]:
    """Another process's hold on the folder, as its lock sees it."""
    with Archive(Settings(home=embedded)) as archive:
        assert archive.vectors.own()
        yield


@pytest.mark.usefixtures("used")
def test_vectors_in_use_are_not_read(served: Settings) -> None:
    with pytest.raises(VectorsOwnedElsewhere, match="Stop it"):
        move(served, QuietListener())
