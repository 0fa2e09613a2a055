"""The vector index follows the catalogue, in a folder for the one process that owns it and on a server alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from clippings.core.errors import EmbedderMismatch, VectorsOwnedElsewhere
from clippings.vectorstore.catalogue.catalogue import Catalogue
from clippings.vectorstore.embedders.embedder import Embedder
from clippings.vectorstore.vectors.index import VectorIndex, embedded_text
from tests.vectorstore.articles import add, article, current_chunk_ids
from tests.vectorstore.on_server import on_server
from tests.vectorstore.processes import another_process, event
from tests.vectorstore.small_embedder import WordHashes

Open = Callable[..., VectorIndex]


@pytest.fixture(params=["folder", "server"])
def open_index(request: pytest.FixtureRequest, tmp_path: Path, catalogue: Catalogue) -> Iterator[Open]:
    """Open the index of this test, with an embedder of its own if need be; all are closed at the end."""
    opened: list[VectorIndex] = []
    server = request.getfixturevalue("chroma") if request.param == "server" else None

    def make(embedder: Embedder | None = None, of: Catalogue = catalogue) -> VectorIndex:
        place = on_server(server.url, of) if server else tmp_path / "vectors"
        opened.append(VectorIndex(place, of, lambda: embedder or WordHashes()))
        return opened[-1]

    yield make
    for index in opened:
        index.close()


def test_it_takes_in_what_is_new_and_then_nothing(catalogue: Catalogue, open_index: Open) -> None:
    add(catalogue, *(article(f"https://a.example/{n}", f"Story {n}.\nMore.") for n in range(40)))
    index, told = open_index(), list[int]()
    assert index.follow(told.append) == 80
    assert index.ids() == current_chunk_ids(catalogue)
    assert index.follow() == 0
    add(catalogue, article("https://a.example/new", "One more."))
    assert index.follow() == 1
    assert index.ids() == current_chunk_ids(catalogue)


def test_progress_counts_each_chunk_once(catalogue: Catalogue, open_index: Open) -> None:
    add(catalogue, *(article(f"https://a.example/{n}", "One.\nTwo.\nThree.\n" * 2) for n in range(30)))
    told = list[int]()
    assert open_index().follow(told.append) == sum(told) == 180


def test_the_nearest_chunk_comes_first_with_its_cosine(catalogue: Catalogue, open_index: Open) -> None:
    add(
        catalogue,
        article("https://a.example/1", "harbour ferries storm", title="", published_at=None),
        article("https://a.example/2", "budget tariff parliament", title="", published_at=None),
    )
    index = open_index()
    index.follow()
    [(nearest, score), (_, other)] = index.search(WordHashes().embed_query("harbour ferries storm"), 2)
    assert catalogue.chunks([nearest])[nearest].article.url == "https://a.example/1"
    assert score == pytest.approx(1.0, abs=1e-5)
    assert score > other


def test_the_chunks_of_a_replaced_version_are_deleted(catalogue: Catalogue, open_index: Open) -> None:
    add(catalogue, article("https://a.example/1", "Nine ships.\nTheir crews.\nTheir cargo."))
    index = open_index()
    index.follow()
    old = index.ids()
    add(catalogue, article("https://a.example/1", "Twelve boats."))
    index.follow()
    assert index.ids() == current_chunk_ids(catalogue)
    assert not index.ids() & old


def test_an_empty_catalogue_makes_an_empty_index(open_index: Open) -> None:
    index = open_index()
    assert index.follow() == 0
    assert index.ids() == set()
    assert index.search(WordHashes().embed_query("harbour"), 5) == []


def test_vectors_of_another_model_are_refused_with_the_way_out(catalogue: Catalogue, open_index: Open) -> None:
    add(catalogue, article("https://a.example/1", "News."))
    first = open_index(WordHashes("model-a"))
    first.follow()
    first.close()
    second = open_index(WordHashes("model-b"))
    with pytest.raises(EmbedderMismatch) as refused:
        second.follow()
    assert "model-a" in refused.value.what
    assert "model-b" in refused.value.what
    assert "clippings reindex --vectors" in refused.value.way_out
    assert "CLIPPINGS_EMBEDDING_MODEL" in refused.value.way_out


def test_a_rebuild_changes_over_to_another_model(catalogue: Catalogue, open_index: Open) -> None:
    add(catalogue, article("https://a.example/1", "News.\nMore news."))
    first = open_index(WordHashes("model-a"))
    first.follow()
    first.close()
    second = open_index(WordHashes("model-b"))
    assert second.rebuild() == 2
    assert second.follow() == 0
    recorded = second.recorded()
    assert recorded is not None
    assert recorded.fingerprint.startswith("model-b")


def test_the_vectors_of_another_catalogue_are_thrown_away(
    catalogue: Catalogue, open_index: Open, tmp_path: Path
) -> None:
    add(catalogue, *(article(f"https://a.example/{n}", f"Story {n}.") for n in range(5)))
    first = open_index()
    first.follow()
    first.close()
    other = Catalogue(f"sqlite:///{tmp_path / 'other.db'}")
    add(other, article("https://b.example/1", "Another archive."))
    index = open_index(of=other)
    assert index.recorded() is None
    assert index.ids() == set()
    assert index.follow() == 1
    assert index.ids() == current_chunk_ids(other)
    other.close()


@pytest.mark.parametrize("open_index", ["folder"], indirect=True)
def test_closing_one_index_leaves_another_of_the_same_process_open(
    catalogue: Catalogue, open_index: Open, tmp_path: Path
) -> None:
    add(catalogue, article("https://a.example/1", "News."))
    one, other = open_index(), VectorIndex(tmp_path / "second", catalogue, WordHashes)
    one.follow()
    other.follow()
    one.close()
    add(catalogue, article("https://a.example/2", "More news."))
    assert other.follow() == 1
    assert other.ids() == current_chunk_ids(catalogue)
    other.close()


def test_what_is_embedded_stands_under_its_headline_and_date(catalogue: Catalogue) -> None:
    [dated, undated] = add(
        catalogue,
        article("https://a.example/1", "It reopened.", title="The harbour"),
        article("https://a.example/2", "It closed.", title="The bridge", published_at=None),
    )
    live, _ = catalogue.chunks_of([dated, undated])
    assert [embedded_text(chunk) for chunk in live] == [
        "The harbour (16 March 2023)\nIt reopened.",
        "The bridge\nIt closed.",
    ]


def own_and_wait(folder: Path, database: Path, has_it: Any, let_go: Any) -> None:
    catalogue = Catalogue(f"sqlite:///{database}")
    index = VectorIndex(folder, catalogue, WordHashes)
    index.follow()
    has_it.set()
    let_go.wait(60)
    index.close()


@pytest.mark.parametrize("open_index", ["folder"], indirect=True)
def test_a_second_process_is_told_who_owns_the_vectors_and_can_read_how_far_they_are(
    catalogue: Catalogue, database: Path, tmp_path: Path, open_index: Open
) -> None:
    add(catalogue, article("https://a.example/1", "News."))
    has_it, let_go = event(), event()
    mine = open_index()
    with another_process(own_and_wait, tmp_path / "vectors", database, has_it, let_go) as process:
        assert has_it.wait(60)
        for attempt in (mine.follow, mine.rebuild, mine.ids, lambda: mine.search([0.25] * 16, 1)):
            with pytest.raises(VectorsOwnedElsewhere):
                attempt()
        assert not mine.owned
        recorded = mine.recorded()
        assert recorded is not None
        assert recorded.change == catalogue.last_change()
        let_go.set()
        process.join(60)
    assert mine.ids() == current_chunk_ids(catalogue)
    assert mine.owned
