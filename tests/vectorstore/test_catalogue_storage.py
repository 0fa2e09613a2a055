"""What goes wrong with a database file is told in words that say what to do, and takes nothing with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from clippings.core.errors import CatalogueDamaged, StorageError
from clippings.vectorstore.catalogue.catalogue import Catalogue
from tests.vectorstore.articles import add, article
from tests.vectorstore.processes import can_mount, make_read_only, small_disk


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 2 MB."""
    if not can_mount(tmp_path / "try"):
        pytest.skip("a small disk can only be mounted by root on Linux")
    with small_disk(tmp_path / "disk", "2m") as folder:
        yield folder


def test_a_file_that_is_no_catalogue_is_named_as_damaged_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.db"
    path.write_bytes(b"These are my notes, not a database. " * 200)
    with pytest.raises(CatalogueDamaged) as damaged:
        Catalogue(f"sqlite:///{path}")
    assert str(path) in damaged.value.what
    assert "backup" in damaged.value.way_out
    assert path.read_bytes().startswith(b"These are my notes")


def test_a_catalogue_with_its_middle_overwritten_is_named_as_damaged(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.db"
    catalogue = Catalogue(f"sqlite:///{path}")
    add(catalogue, *(article(f"https://a.example/{n}", f"Story {n}. " * 200) for n in range(50)))
    catalogue.close()
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    with pytest.raises(CatalogueDamaged, match="malformed"):
        Catalogue(f"sqlite:///{path}").counts()


def test_a_place_that_cannot_hold_a_folder_is_a_storage_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(StorageError) as refused:
        Catalogue(f"sqlite:///{tmp_path}/file/below/catalogue.db")
    assert "file/below/catalogue.db" in refused.value.what
    assert refused.value.way_out


@pytest.mark.parametrize("url", ["no such form", "nosuchdatabase://host/name", "sqlite+nosuchdriver:///x.db"])
def test_an_address_that_is_no_database_names_the_setting(url: str) -> None:
    with pytest.raises(StorageError, match="CLIPPINGS_DATABASE_URL"):
        Catalogue(url)


def test_a_full_disk_stops_the_writer_and_keeps_all_that_was_written(disk: Path) -> None:
    catalogue = Catalogue(f"sqlite:///{disk}/catalogue.db")
    written = 0

    def write_until_full() -> None:
        nonlocal written
        for number in range(1_000):
            add(catalogue, article(f"https://a.example/{number}", f"Story {number} goes on and on. " * 300))
            written += 1

    with pytest.raises(StorageError, match="full") as full:
        write_until_full()
    assert "Free some space" in full.value.way_out
    assert written > 10
    assert catalogue.counts() == (written, written)
    assert catalogue.check() == []
    catalogue.close()


def test_a_writer_goes_on_when_there_is_space_again(disk: Path) -> None:
    catalogue = Catalogue(f"sqlite:///{disk}/catalogue.db")
    ballast = disk / "ballast"
    with pytest.raises(OSError, match="No space"):
        ballast.write_bytes(b"x" * 3_000_000)
    with pytest.raises(StorageError):
        add(catalogue, *(article(f"https://a.example/{n}", f"Story {n}. " * 50) for n in range(100)))
    ballast.unlink()
    add(catalogue, *(article(f"https://a.example/{n}", f"Story {n}. " * 50) for n in range(100)))
    assert catalogue.counts() == (100, 100)
    catalogue.close()


def test_a_read_only_disk_is_a_storage_error(disk: Path) -> None:
    Catalogue(f"sqlite:///{disk}/catalogue.db").close()
    make_read_only(disk)
    with pytest.raises(StorageError, match=r"[Rr]ead-?only") as refused:
        add(Catalogue(f"sqlite:///{disk}/catalogue.db"), article("https://a.example/1", "News."))
    assert "make the folder writable" in refused.value.way_out


def test_a_disk_too_full_for_a_new_catalogue_is_a_storage_error(disk: Path) -> None:
    with pytest.raises(OSError, match="No space"):
        (disk / "ballast").write_bytes(b"x" * 3_000_000)
    with pytest.raises(StorageError):
        Catalogue(f"sqlite:///{disk}/new/catalogue.db")
