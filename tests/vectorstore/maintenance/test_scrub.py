"""Whatever happens to an index, a scrub notices it and a repair makes it agree with the catalogue again."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random

import pytest

from clippings.core.settings import Settings
from clippings.vectorstore.archive import Archive
from clippings.vectorstore.lexical.segment_checksums import damaged_files
from clippings.vectorstore.maintenance.repair import scrub
from tests.vectorstore.articles import add, article, current_chunk_ids
from tests.vectorstore.small_embedder import WordHashes

long = pytest.mark.long

_ARTICLES = 600
"""Two chunks each: more than the 1000 at which Chroma writes the files of its graph."""


class Quiet:
    def stage(self, name: str, total: int | None) -> None: ...

    def advance(self, count: int) -> None: ...


@contextmanager
def opened(home: Path) -> Iterator[Archive]:
    with pytest.MonkeyPatch.context() as patched, Archive(Settings(home=home)) as archive:
        patched.setattr(archive, "_embedder_of", lambda _model: WordHashes())
        yield archive


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("whole") / "home"
    with opened(home) as archive:
        news = (article(f"https://a.example/{n}", f"Harbour story {n}.\nMore of number {n}.") for n in range(_ARTICLES))
        add(archive.catalogue, *news)
        add(archive.catalogue, article("https://a.example/7", "The harbour story was corrected."))
        archive.lexical.follow()
        assert archive.vectors.own()
        archive.vectors.follow()
    return home


@pytest.fixture
def home(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "home"))


def damaged_parts(home: Path) -> set[str]:
    with opened(home) as archive:
        return {part.part for part in scrub(archive, False, Quiet()) if not part.ok}


def assert_repaired(home: Path, *parts: str) -> None:
    with opened(home) as archive:
        found = scrub(archive, True, Quiet())
        assert {part.part for part in found if part.repaired} == set(parts)
        assert all(part.ok for part in found), found
        expected = current_chunk_ids(archive.catalogue)
        assert set(archive.lexical.ids()) == expected
        assert archive.vectors.ids() == expected
        assert archive.lexical.search("harbour", 5)
        assert archive.search_vectors("harbour story", 5)
        assert archive.catalogue.counts() == (_ARTICLES, 2 * _ARTICLES - 1)


def flip(path: Path, places: int = 1, width: int = 1) -> None:
    content = bytearray(path.read_bytes())
    random = Random(path.name)
    for _ in range(places):
        at = random.randrange(max(1, len(content) - width))
        content[at : at + width] = bytes(byte ^ 0xFF for byte in content[at : at + width])
    path.write_bytes(content)


def overwrite(path: Path) -> None:
    flip(path, 3, 256)


def scatter(path: Path) -> None:
    flip(path, 200, 64)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def similarities(archive: Archive) -> list[float]:
    """Of the nearest chunks; many are as near as one another, so which they are says nothing."""
    return [round(score, 5) for _, score in archive.search_vectors("number 88 of the harbour", 20)]


DAMAGES: list[Callable[[Path], object]] = [flip, cut, empty, Path.unlink]


def test_a_whole_archive_is_found_whole(home: Path) -> None:
    assert_repaired(home)


@pytest.mark.parametrize("damage", DAMAGES)
def test_any_damage_to_a_file_of_the_index_of_words_is_noticed(
    whole: Path, tmp_path: Path, damage: Callable[[Path], object]
) -> None:
    for part in ("term", "idx", "pos", "store", "fast", "fieldnorm"):
        segments = Path(shutil.copytree(whole / "lexical" / "segments", tmp_path / part))
        assert damaged_files(segments) == []
        damaged = sorted(segments.glob(f"*.{part}"))
        for path in damaged:
            damage(path)
        assert damaged_files(segments) == [path.name for path in damaged]


@pytest.mark.parametrize("damage", [cut, pytest.param(empty, marks=long), pytest.param(Path.unlink, marks=long)])
def test_the_index_of_words_is_built_again_when_its_list_of_segments_is_lost(
    home: Path, damage: Callable[[Path], object]
) -> None:
    damage(home / "lexical" / "segments" / "meta.json")
    assert_repaired(home, "lexical index")


def test_the_index_of_words_is_built_again_when_bytes_in_it_are_flipped(home: Path) -> None:
    for path in (home / "lexical" / "segments").glob("*.idx"):
        flip(path)
    assert_repaired(home, "lexical index")


@pytest.mark.parametrize("index", ["lexical", "vectors"])
def test_an_index_whose_folder_is_deleted_is_built_again(home: Path, index: str) -> None:
    shutil.rmtree(home / index)
    assert_repaired(home, "lexical index" if index == "lexical" else "vector index")


@pytest.mark.parametrize("damage", [cut, pytest.param(empty, marks=long), pytest.param(scatter, marks=long)])
def test_a_damaged_database_of_vectors_is_noticed_and_built_again(home: Path, damage: Callable[[Path], object]) -> None:
    damage(home / "vectors" / "chroma" / "chroma.sqlite3")
    assert_repaired(home, "vector index")


@pytest.mark.parametrize(
    ("name", "damage"),
    [
        ("data_level0.bin", overwrite),
        ("header.bin", cut),
        *(
            pytest.param(name, damage, marks=long)
            for name in ("data_level0.bin", "header.bin", "length.bin", "link_lists.bin")
            for damage in (cut, empty, Path.unlink, overwrite)
        ),
    ],
)
def test_a_damaged_graph_of_vectors_is_noticed_or_searched_as_before(
    home: Path, name: str, damage: Callable[[Path], object]
) -> None:
    (path,) = (home / "vectors" / "chroma").glob(f"*/{name}")
    with opened(home) as archive:
        before = similarities(archive)
    if path.stat().st_size == 0:
        pytest.skip("the graph has one level: nothing to damage")
    damage(path)
    if not damaged_parts(home):
        with opened(home) as archive:
            assert similarities(archive) == before
    else:
        assert_repaired(home, "vector index")


def test_vectors_of_other_texts_are_noticed(home: Path) -> None:
    with opened(home) as archive:
        ids = sorted(archive.vectors.ids())
        kept = archive.vectors.vectors()
        turned = [kept[chunk_id].tolist() for chunk_id in reversed(ids)]
        with archive.vectors.collection() as collection:
            collection.upsert([str(i) for i in ids], turned, documents=[""] * len(ids))
    assert_repaired(home, "vector index")


@pytest.mark.parametrize("index", ["lexical", "vectors"])
@pytest.mark.parametrize("damage", [cut, pytest.param(empty, marks=long), pytest.param(Path.unlink, marks=long)])
def test_a_lost_watermark_costs_work_and_nothing_else(home: Path, index: str, damage: Callable[[Path], object]) -> None:
    damage(home / index / "watermark.json")
    with opened(home) as archive:
        archive.lexical.follow()
        assert archive.vectors.own()
        archive.vectors.follow()
    assert_repaired(home)


@pytest.mark.parametrize("index", ["lexical", "vectors"])
def test_a_watermark_that_promises_more_than_is_there_is_noticed(home: Path, index: str) -> None:
    with opened(home) as archive:
        add(archive.catalogue, *(article(f"https://b.example/{n}", f"The harbour again, {n}.") for n in range(3)))
        last = archive.catalogue.last_change()
        for name in ("lexical", "vectors"):
            mark = home / name / "watermark.json"
            if name == index:
                mark.write_text(json.dumps({**json.loads(mark.read_text()), "change": last}))
        if index == "vectors":
            archive.lexical.follow()
        else:
            assert archive.vectors.own()
            archive.vectors.follow()
    part = "lexical index" if index == "lexical" else "vector index"
    with opened(home) as archive:
        found = scrub(archive, True, Quiet())
    assert [one.part for one in found if one.repaired] == [part]
    assert all(one.ok for one in found)


def test_a_catalogue_that_contradicts_itself_is_not_built_from(home: Path) -> None:
    with closing(sqlite3.connect(home / "catalogue.db")) as connection:
        connection.execute('UPDATE chunks SET "end" = 100000 WHERE id = 5')
        connection.commit()
    shutil.rmtree(home / "lexical")
    with opened(home) as archive:
        (found,) = scrub(archive, True, Quiet())
    assert (found.part, found.ok, found.repaired) == ("catalogue", False, False)
    assert "outside" in found.damage[0].what
