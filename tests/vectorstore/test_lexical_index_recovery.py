"""The lexical index may be lost, damaged, outdated or killed: the catalogue makes it whole again."""

from __future__ import annotations

import os
import shutil
import signal
import time
from pathlib import Path

import pytest

from clippings.core.errors import IndexDamaged, StorageError
from clippings.core.types import Chunk
from clippings.vectorstore.catalogue.catalogue import Catalogue
from clippings.vectorstore.catalogue.follower import read_watermark, write_watermark
from clippings.vectorstore.lexical.index import LexicalIndex
from tests.vectorstore.articles import add, article, current_chunk_ids
from tests.vectorstore.processes import KILLED, another_process, can_mount, event, run_to_its_end, small_disk


@pytest.fixture
def folder(tmp_path: Path, catalogue: Catalogue) -> Path:
    """The folder of an index that holds three articles of the catalogue."""
    add(catalogue, *(article(f"https://a.example/{n}", f"Harbour story number{n}.\nMore of it.") for n in range(3)))
    LexicalIndex(tmp_path / "lexical", catalogue).follow()
    return tmp_path / "lexical"


def held_ids(index: LexicalIndex) -> list[int]:
    """Every chunk id that the index holds, repeated if it is held twice."""
    searcher = index._searcher()
    from tantivy import Query

    hits = searcher.search(Query.all_query(), 100_000).hits
    return sorted(
        int(chunk_id or 0) for chunk_id in searcher.fast_field_values("chunk_id", [place for _, place in hits])
    )


def test_an_index_in_step_has_nothing_left_to_take_in(folder: Path, catalogue: Catalogue) -> None:
    index = LexicalIndex(folder, catalogue)
    assert index.follow() == 0
    assert held_ids(index) == sorted(current_chunk_ids(catalogue))


def test_a_deleted_folder_is_built_again(folder: Path, catalogue: Catalogue) -> None:
    shutil.rmtree(folder)
    index = LexicalIndex(folder, catalogue)
    assert index.search("harbour", 5) == []
    assert index.follow() == 6
    assert len(index.search("harbour", 5)) == 3


def test_segments_deleted_under_an_open_index_are_built_again(folder: Path, catalogue: Catalogue) -> None:
    index = LexicalIndex(folder, catalogue)
    assert index.search("harbour", 5)
    shutil.rmtree(folder / "segments")
    assert index.follow() == 6
    assert len(index.search("harbour", 5)) == 3


def test_a_lost_watermark_leads_to_a_rebuild_and_to_no_duplicates(folder: Path, catalogue: Catalogue) -> None:
    (folder / "watermark.json").write_text("{half a water")
    index = LexicalIndex(folder, catalogue)
    assert index.follow() == 6
    assert held_ids(index) == sorted(current_chunk_ids(catalogue))


def test_the_folder_of_another_catalogue_is_rebuilt(folder: Path, tmp_path: Path) -> None:
    other = Catalogue(f"sqlite:///{tmp_path / 'other.db'}")
    add(other, *(article(f"https://b.example/{n}", f"A mountain story, number {n}.") for n in range(9)))
    index = LexicalIndex(folder, other)
    assert index.follow() == 9
    assert index.search("harbour", 5) == []
    assert index.search("mountain", 5)
    other.close()


def test_an_index_of_another_version_is_rebuilt(folder: Path, catalogue: Catalogue) -> None:
    kept = read_watermark(folder / "watermark.json")
    assert kept is not None
    write_watermark(folder / "watermark.json", type(kept)(kept.archive_id, kept.change, "tantivy-0.1-schema-0"))
    assert LexicalIndex(folder, catalogue).follow() == 6


def test_an_index_ahead_of_a_catalogue_that_was_put_back_from_a_backup_is_rebuilt(
    folder: Path, database: Path, catalogue: Catalogue, tmp_path: Path
) -> None:
    catalogue.close()
    backup = shutil.copy(database, tmp_path / "backup.db")
    add(catalogue, article("https://a.example/later", "A zeppelin landed."))
    LexicalIndex(folder, catalogue).follow()
    catalogue.close()
    shutil.copy(backup, database)
    restored = Catalogue(f"sqlite:///{database}")
    index = LexicalIndex(folder, restored)
    assert index.follow() == 6
    assert index.search("zeppelin", 5) == []
    assert index.watermark().change == restored.last_change()
    assert held_ids(index) == sorted(current_chunk_ids(restored))
    restored.close()


@pytest.mark.parametrize("damage", ["zeroes", "noise", "cut short", "removed", "meta"])
def test_damaged_segments_are_named_with_the_way_out_and_a_rebuild_heals_them(
    damage: str, folder: Path, catalogue: Catalogue
) -> None:
    for path in (folder / "segments").iterdir():
        if path.name == "meta.json" and damage == "meta":
            path.write_text('{"segments": [')
        elif path.suffix in {".idx", ".term", ".fast", ".store", ".pos", ".fieldnorm"} and damage != "meta":
            size = path.stat().st_size
            if damage == "removed":
                path.unlink()
            elif damage == "cut short":
                path.write_bytes(path.read_bytes()[: size // 2])
            else:
                path.write_bytes((b"\x00" if damage == "zeroes" else b"\xa5") * size)
    index = LexicalIndex(folder, catalogue)
    with pytest.raises(IndexDamaged) as damaged:
        index.search("harbour", 5)
    assert str(folder) in damaged.value.what
    assert "clippings reindex --lexical" in damaged.value.way_out
    assert index.rebuild() == 6
    assert len(index.search("harbour", 5)) == 3
    assert held_ids(index) == sorted(current_chunk_ids(catalogue))


def test_following_into_a_damaged_index_is_named_too(folder: Path, catalogue: Catalogue) -> None:
    (folder / "segments" / "meta.json").write_text("not json")
    add(catalogue, article("https://a.example/new", "News."))
    with pytest.raises(IndexDamaged, match="reindex --lexical"):
        LexicalIndex(folder, catalogue).follow()


def test_a_rebuild_by_one_process_is_seen_by_another_that_has_the_index_open(
    folder: Path, catalogue: Catalogue
) -> None:
    reader, rebuilder = LexicalIndex(folder, catalogue), LexicalIndex(folder, catalogue)
    assert len(reader.search("harbour", 5)) == 3
    add(catalogue, article("https://a.example/new", "One more harbour story."))
    rebuilder.rebuild()
    assert len(reader.search("harbour", 5)) == 4
    add(catalogue, article("https://a.example/newer", "Yet another harbour story."))
    assert reader.follow() == 1
    assert len(rebuilder.search("harbour", 9)) == 5


class KilledInTheMiddle(LexicalIndex):
    """Follows in small steps, and is killed in one of them: before or after its commit."""

    batch_articles = 20
    steps = 3

    def apply(self, live: list[Chunk], gone: list[int], article_ids: list[int]) -> None:
        super().apply(live, gone, article_ids)
        self.steps -= 1

    def advance(self, watermark: object) -> None:
        if self.steps <= 0 and self.is_committed_first and self._writer is not None:
            self._writer.commit()
        if self.steps <= 0:
            os.kill(os.getpid(), signal.SIGKILL)
        super().advance(watermark)  # type: ignore[arg-type]

    is_committed_first = False


class KilledBeforeTheWatermark(KilledInTheMiddle):
    is_committed_first = True


def follow_and_be_killed(kind: type[KilledInTheMiddle], database: Path, folder: Path) -> None:
    kind(folder, Catalogue(f"sqlite:///{database}")).follow()


@pytest.mark.parametrize("kind", [KilledInTheMiddle, KilledBeforeTheWatermark])
def test_a_killed_follower_repeats_work_but_loses_nothing(
    kind: type[KilledInTheMiddle], tmp_path: Path, database: Path, catalogue: Catalogue
) -> None:
    add(catalogue, *(article(f"https://a.example/{n}", f"Story {n}.\nMore of it.") for n in range(200)))
    assert run_to_its_end(follow_and_be_killed, kind, database, tmp_path / "lexical") == KILLED
    index = LexicalIndex(tmp_path / "lexical", catalogue)
    assert index.watermark().change == 40
    assert index.follow() == 2 * (200 - 40)
    assert held_ids(index) == sorted(current_chunk_ids(catalogue))


def follow_for_ever(database: Path, folder: Path, has_begun: object) -> None:
    catalogue = Catalogue(f"sqlite:///{database}")
    index = LexicalIndex(folder, catalogue)
    index.batch_articles = 10
    index.follow(lambda _: has_begun.set())  # type: ignore[attr-defined]


@pytest.mark.parametrize("delay_s", [0.0, 0.1])
def test_a_follower_killed_at_any_moment_leaves_what_the_next_one_completes(
    delay_s: float, tmp_path: Path, database: Path, catalogue: Catalogue
) -> None:
    add(catalogue, *(article(f"https://a.example/{n}", f"Story {n}.\nMore of it.") for n in range(1_000)))
    has_begun = event()
    with another_process(follow_for_ever, database, tmp_path / "lexical", has_begun) as process:
        assert has_begun.wait(60)
        time.sleep(delay_s)
        process.kill()
        process.join()
    index = LexicalIndex(tmp_path / "lexical", catalogue)
    assert index.follow() > 0
    assert held_ids(index) == sorted(current_chunk_ids(catalogue))


def test_two_processes_that_follow_at_once_take_everything_in_once(
    tmp_path: Path, database: Path, catalogue: Catalogue
) -> None:
    add(catalogue, *(article(f"https://a.example/{n}", f"Story {n}.") for n in range(300)))
    folder = tmp_path / "lexical"
    with (
        another_process(follow_for_ever, database, folder, event()) as one,
        another_process(follow_for_ever, database, folder, event()) as other,
    ):
        one.join(60)
        other.join(60)
        assert (one.exitcode, other.exitcode) == (0, 0)
    assert held_ids(LexicalIndex(folder, catalogue)) == sorted(current_chunk_ids(catalogue))


def test_a_full_disk_is_a_storage_error_and_following_goes_on_when_there_is_space(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    if not can_mount(tmp_path / "try"):
        pytest.skip("a small disk can only be mounted by root on Linux")
    add(catalogue, *(article(f"https://a.example/{n}", f"Story {n} of word{n} and word{n * 7}.") for n in range(500)))
    with small_disk(tmp_path / "disk", "2m") as disk:
        with pytest.raises(OSError, match="No space"):
            (disk / "ballast").write_bytes(b"x" * 3_000_000)
        (disk / "ballast").write_bytes(b"x" * 2_050_000)
        with pytest.raises(StorageError) as full:
            LexicalIndex(disk / "lexical", catalogue).follow()
        assert "Free some space" in full.value.way_out
        (disk / "ballast").unlink()
        index = LexicalIndex(disk / "lexical", catalogue)
        assert index.follow() == 500
        assert held_ids(index) == sorted(current_chunk_ids(catalogue))
