"""The vector index may be killed, damaged or run out of space: the catalogue makes it whole again."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from clippings.core.errors import IndexDamaged, StorageError
from clippings.vectorstore.catalogue.catalogue import Catalogue
from clippings.vectorstore.vectors.index import VectorIndex
from tests.vectorstore.articles import add, article, current_chunk_ids
from tests.vectorstore.processes import KILLED, another_process, can_mount, event, run_to_its_end, small_disk
from tests.vectorstore.small_embedder import WordHashes


@pytest.fixture
def index(tmp_path: Path, catalogue: Catalogue) -> Iterator[VectorIndex]:
    opened = VectorIndex(tmp_path / "vectors", catalogue, WordHashes)
    yield opened
    opened.close()


def fill(catalogue: Catalogue, count: int) -> None:
    add(catalogue, *(article(f"https://a.example/{n}", f"Story {n}.\nMore of {n}.") for n in range(count)))


def follow_and_be_killed(folder: Path, database: Path, killed_at_text: int) -> None:
    index = VectorIndex(folder, Catalogue(f"sqlite:///{database}"), lambda: WordHashes(killed_at_text=killed_at_text))
    index.batch_articles = 8
    index.follow()


@pytest.mark.parametrize("killed_at_text", [0, 150])
def test_a_killed_follower_repeats_work_but_loses_nothing(
    killed_at_text: int, catalogue: Catalogue, database: Path, index: VectorIndex
) -> None:
    fill(catalogue, 100)
    assert run_to_its_end(follow_and_be_killed, index.folder, database, killed_at_text) == KILLED
    assert 200 - killed_at_text <= index.follow() <= 200
    assert index.ids() == current_chunk_ids(catalogue)


def follow_to_the_end(folder: Path, database: Path, has_begun: Any) -> None:
    index = VectorIndex(folder, Catalogue(f"sqlite:///{database}"), WordHashes)
    index.batch_articles = 4
    index.follow(lambda _: has_begun.set())
    time.sleep(60)


@pytest.mark.parametrize("delay_s", [0.1])
def test_a_follower_killed_at_any_moment_leaves_what_the_next_one_completes(
    delay_s: float, catalogue: Catalogue, database: Path, index: VectorIndex
) -> None:
    fill(catalogue, 300)
    has_begun = event()
    with another_process(follow_to_the_end, index.folder, database, has_begun) as process:
        assert has_begun.wait(60)
        time.sleep(delay_s)
        process.kill()
        process.join()
    assert index.follow() > 0
    assert index.ids() == current_chunk_ids(catalogue)
    nearest = index.search(WordHashes().embed_query("Story 7."), 5)
    assert len(nearest) == 5


@pytest.mark.parametrize("damage", ["not a database", "cut short"])
def test_a_damaged_folder_is_named_with_the_way_out_and_a_rebuild_heals_it(
    damage: str, catalogue: Catalogue, index: VectorIndex
) -> None:
    fill(catalogue, 10)
    index.follow()
    index.close()
    database = index.folder / "chroma" / "chroma.sqlite3"
    whole = database.read_bytes()
    database.write_bytes(b"no database at all " * 500 if damage == "not a database" else whole[: len(whole) // 3])
    with pytest.raises(IndexDamaged) as damaged:
        index.ids()
    assert str(index.folder) in damaged.value.what
    assert "clippings reindex --vectors" in damaged.value.way_out
    assert index.rebuild() == 20
    assert index.ids() == current_chunk_ids(catalogue)


def test_a_deleted_folder_is_made_again(catalogue: Catalogue, index: VectorIndex) -> None:
    fill(catalogue, 5)
    index.follow()
    index.close()
    shutil.rmtree(index.folder / "chroma")
    assert index.recorded() is None
    assert index.follow() == 10
    assert index.ids() == current_chunk_ids(catalogue)


def test_vectors_ahead_of_a_catalogue_that_was_put_back_from_a_backup_are_made_again(
    catalogue: Catalogue, database: Path, index: VectorIndex
) -> None:
    fill(catalogue, 3)
    catalogue.close()
    backup = shutil.copy(database, database.with_suffix(".backup"))
    add(catalogue, article("https://a.example/later", "Later."))
    index.follow()
    index.close()
    catalogue.close()
    shutil.copy(backup, database)
    restored = Catalogue(f"sqlite:///{database}")
    again = VectorIndex(index.folder, restored, WordHashes)
    again.follow()
    assert again.ids() == current_chunk_ids(restored)
    again.close()
    restored.close()


def test_a_full_disk_is_a_storage_error_and_following_goes_on_when_there_is_space(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    if not can_mount(tmp_path / "try"):
        pytest.skip("a small disk can only be mounted by root on Linux")
    fill(catalogue, 100)
    with small_disk(tmp_path / "disk", "8m") as disk:
        index = VectorIndex(disk / "vectors", catalogue, WordHashes)
        with pytest.raises(OSError, match="No space"):
            (disk / "ballast").write_bytes(b"x" * 9_000_000)
        with pytest.raises(StorageError) as full:
            index.follow()
        assert "Free some space" in full.value.way_out
        (disk / "ballast").unlink()
        index.follow()
        assert index.ids() == current_chunk_ids(catalogue)
        index.close()
