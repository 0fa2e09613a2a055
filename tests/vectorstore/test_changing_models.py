"""Another embedding model takes over without a pause: beside the vectors that answer, in a folder and on a server."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from clippings.core.errors import ClippingsError, EmbedderMismatch, VectorsOwnedElsewhere
from clippings.vectorstore.catalogue.catalogue import Catalogue
from clippings.vectorstore.embedders.embedder import Embedder
from clippings.vectorstore.vectors import chroma_server
from clippings.vectorstore.vectors.index import VectorIndex
from tests.chroma import Chroma
from tests.vectorstore.articles import add, article, current_chunk_ids
from tests.vectorstore.on_server import on_server
from tests.vectorstore.processes import KILLED, another_process, event, run_to_its_end
from tests.vectorstore.small_embedder import WordHashes

Open = Callable[..., VectorIndex]
STORIES = 40


class Wide(WordHashes):
    """With so many places that no two stories look alike."""

    def embed_query(self, text: str) -> list[float]:
        vector = np.full(512, 0.001)
        for word in text.lower().split():
            vector[zlib.crc32(word.encode()) % 512] += 1.0
        return (vector / np.linalg.norm(vector)).tolist()  # type: ignore[no-any-return]


class Reversed(Wide):
    """A model in whose vectors nothing is where another's are."""

    def embed_query(self, text: str) -> list[float]:
        return super().embed_query(text)[::-1]


def of_name(name: str) -> Embedder:
    return Reversed(name)


@pytest.fixture(params=["folder", "server"])
def open_index(
    request: pytest.FixtureRequest, tmp_path: Path, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Open]:
    """Open the index of this test; what others wrote on a server is seen at once."""
    monkeypatch.setattr(chroma_server, "KNOWN_FOR_S", 0.0)
    opened: list[VectorIndex] = []
    server: Chroma | None = request.getfixturevalue("chroma") if request.param == "server" else None

    def make(embedder: Embedder | None = None) -> VectorIndex:
        place = on_server(server.url, catalogue) if server else tmp_path / "vectors"
        opened.append(VectorIndex(place, catalogue, lambda: embedder or Wide(), of_name))
        opened[-1].batch_articles = 8
        return opened[-1]

    yield make
    for index in opened:
        index.close()


@pytest.fixture
def index(catalogue: Catalogue, open_index: Open) -> VectorIndex:
    """With the vectors of the configured model."""
    add(catalogue, *(article(f"https://a.example/{n}", f"Story {n}.") for n in range(STORIES)))
    made = open_index()
    made.follow()
    return made


def nearest(index: VectorIndex, catalogue: Catalogue, story: int) -> str:
    [(chunk_id, cosine)] = index.search(index.embed_query(f"A headline (16 March 2023)\nStory {story}."), 1)
    assert cosine > 0.999
    return catalogue.chunks([chunk_id])[chunk_id].article.url


def test_the_old_vectors_answer_until_the_new_ones_are_all_there(index: VectorIndex, catalogue: Catalogue) -> None:
    answered: list[str] = []

    def a_question_in_between(_: int) -> None:
        recorded = index.recorded()
        assert recorded is not None
        answered.append(recorded.fingerprint.split("/")[0])
        assert nearest(index, catalogue, 7) == "https://a.example/7"

    index.change_to("new")
    assert not index.answers_with("new")
    assert index.follow(a_question_in_between) == STORIES
    assert answered == ["word-hashes"] * 5
    assert index.answers_with("new")
    assert nearest(index, catalogue, 7) == "https://a.example/7"
    assert index.ids() == current_chunk_ids(catalogue)
    assert index.follow() == 0


def test_what_is_ingested_meanwhile_is_in_both(index: VectorIndex, catalogue: Catalogue) -> None:
    batches: list[int] = []

    def ingest_in_between(_: int) -> None:
        batches.append(1)
        if len(batches) == 2:
            add(catalogue, article("https://a.example/late", "Story 1000."), article("https://a.example/0", "Changed."))
        if len(batches) == 4:
            assert nearest(index, catalogue, 1000) == "https://a.example/late"

    index.change_to("new")
    index.follow(ingest_in_between)
    assert index.answers_with("new")
    assert nearest(index, catalogue, 1000) == "https://a.example/late"
    assert index.ids() == current_chunk_ids(catalogue)


def test_a_question_is_compared_with_the_vectors_of_the_model_that_embedded_it(
    index: VectorIndex, catalogue: Catalogue
) -> None:
    vector = index.embed_query("A headline (16 March 2023)\nStory 7.")
    index.change_to("new")
    index.follow()
    [(chunk_id, cosine)] = index.search(vector, 1)
    assert cosine > 0.999
    assert index.similarities(vector, [chunk_id])[chunk_id] == pytest.approx(cosine, abs=1e-5)


def test_the_old_ones_stay_until_they_are_dropped(index: VectorIndex, catalogue: Catalogue) -> None:
    index.change_to("new")
    index.follow()
    assert index.drop_others() == 1
    assert index.drop_others() == 0
    assert nearest(index, catalogue, 7) == "https://a.example/7"
    index.change_to("newer")
    index.follow()
    assert nearest(index, catalogue, 7) == "https://a.example/7"


def test_a_change_that_is_given_up_leaves_what_answers(index: VectorIndex, catalogue: Catalogue) -> None:
    class GivesUpError(ClippingsError): ...

    def give_up(_: int) -> None:
        raise GivesUpError("It was given up.", "")

    index.change_to("new")
    with pytest.raises(GivesUpError):
        index.follow(give_up)
    assert index.drop_others() == 1
    assert index.follow() == 0
    assert not index.answers_with("new")
    assert nearest(index, catalogue, 7) == "https://a.example/7"


def test_another_wish_takes_the_place_of_one_that_is_half_done(index: VectorIndex, catalogue: Catalogue) -> None:
    def change_ones_mind(_: int) -> None:
        if index.place.wanted() == "new":
            index.change_to("other")

    index.change_to("new")
    index.follow(change_ones_mind)
    assert index.answers_with("other")
    assert index.ids() == current_chunk_ids(catalogue)
    assert index.drop_others() == 1


def test_a_rebuild_goes_back_to_the_configured_model(index: VectorIndex, catalogue: Catalogue) -> None:
    index.change_to("new")
    index.follow()
    assert index.rebuild() == STORIES
    recorded = index.recorded()
    assert recorded is not None
    assert (recorded.model, recorded.fingerprint) == (None, "word-hashes/1")
    assert nearest(index, catalogue, 7) == "https://a.example/7"


def test_a_change_works_also_after_the_setting_was_changed_first(
    index: VectorIndex, catalogue: Catalogue, open_index: Open
) -> None:
    index.close()
    changed = open_index(Reversed("new"))
    with pytest.raises(EmbedderMismatch):
        changed.follow()
    add(catalogue, article("https://a.example/late", "Story 1000."))
    changed.change_to("new")
    assert changed.follow() == STORIES + 1
    assert nearest(changed, catalogue, 1000) == "https://a.example/late"


def of_name_killed_half_way(name: str) -> Embedder:
    return Reversed(name, killed_at_text=STORIES // 2)


def change_and_be_killed(folder: Path, url: str | None, database: Path) -> None:
    catalogue = Catalogue(f"sqlite:///{database}")
    place = on_server(url, catalogue) if url else folder
    index = VectorIndex(place, catalogue, Wide, of_name_killed_half_way)
    index.batch_articles = 8
    index.change_to("new")
    index.follow()


def test_a_killed_change_goes_on_where_it_was(
    index: VectorIndex, catalogue: Catalogue, database: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = request.getfixturevalue("chroma").url if index.is_shared else None
    index.close()
    assert run_to_its_end(change_and_be_killed, tmp_path / "vectors", url, database) == KILLED
    assert not index.answers_with("new")
    assert nearest(index, catalogue, 7) == "https://a.example/7"
    assert 0 < index.follow() < STORIES
    assert index.answers_with("new")
    assert index.ids() == current_chunk_ids(catalogue)


def own_and_follow(folder: Path, database: Path, has_it: Any, is_wanted: Any, is_done: Any, let_go: Any) -> None:
    catalogue = Catalogue(f"sqlite:///{database}")
    index = VectorIndex(folder, catalogue, Wide, of_name)
    index.follow()
    has_it.set()
    is_wanted.wait(60)
    index.follow()
    is_done.set()
    let_go.wait(60)


@pytest.mark.parametrize("open_index", ["folder"], indirect=True)
def test_the_process_that_owns_the_folder_makes_what_another_asks_for(
    index: VectorIndex, database: Path, tmp_path: Path
) -> None:
    index.close()
    has_it, is_wanted, is_done, let_go = event(), event(), event(), event()
    with another_process(own_and_follow, tmp_path / "vectors", database, has_it, is_wanted, is_done, let_go) as process:
        assert has_it.wait(60)
        index.change_to("new")
        with pytest.raises(VectorsOwnedElsewhere):
            index.drop_others()
        is_wanted.set()
        assert is_done.wait(60)
        assert index.answers_with("new")
        let_go.set()
        process.join(60)
    assert index.follow() == 0


@pytest.mark.parametrize("open_index", ["folder"], indirect=True)
def test_a_power_cut_in_the_middle_of_the_swap_is_a_swap(index: VectorIndex, catalogue: Catalogue) -> None:
    index.change_to("new")
    filling = index.folder / "watermark-filling.json"
    index.follow()
    active = (index.folder / "watermark.json").read_bytes()
    filling.write_bytes(active)
    index.place.want("new")
    assert index.follow() == 0
    assert index.answers_with("new")
    assert nearest(index, catalogue, 7) == "https://a.example/7"
    assert index.drop_others() == 1


@pytest.mark.parametrize("open_index", ["server"], indirect=True)
def test_a_reader_on_a_server_goes_over_to_the_new_vectors_at_once(
    index: VectorIndex, catalogue: Catalogue, open_index: Open
) -> None:
    reader = open_index()
    assert nearest(reader, catalogue, 7) == "https://a.example/7"
    index.change_to("new")
    answered: list[str] = []
    index.follow(lambda _: answered.append(nearest(reader, catalogue, 7)))
    assert set(answered) == {"https://a.example/7"}
    assert reader.answers_with("new")
    assert nearest(reader, catalogue, 7) == "https://a.example/7"
    index.drop_others()
    assert nearest(reader, catalogue, 8) == "https://a.example/8"
