"""Attached files: kept under names that lead nowhere, by what is in them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clippings.bot.ingestion import attachments
from clippings.bot.ingestion.attachments import NotReadable, ending_of, keep, remove, safe_name


@given(entry=st.text(max_size=80), name=st.text(max_size=80))
def test_no_name_leaves_the_folder(tmp_path_factory: pytest.TempPathFactory, entry: str, name: str) -> None:
    home = tmp_path_factory.getbasetemp() / "any-home"
    kept = keep(home, entry, name, b"Some words.")
    inside = kept.resolve().relative_to((home / attachments.FOLDER).resolve())
    assert len(inside.parts) == 3
    assert not any(part.startswith(".") for part in inside.parts)


@pytest.mark.parametrize("name", ["../../etc/passwd", "..\\..\\x.txt", "/etc/passwd", "a/b.txt", ".env", "...", ""])
def test_a_path_in_a_name_is_only_a_name(name: str) -> None:
    assert "/" not in safe_name(name, without_ending=True)
    assert not safe_name(name).startswith(".")


@pytest.mark.parametrize(
    ("content", "name", "ending"),
    [
        (b"%PDF-1.7", "x.txt", ".pdf"),
        (b"<!DOCTYPE html><p>", "x.pdf", ".html"),
        (b'<?xml version="1.0"?><html>', "x", ".html"),
        (b'<?xml version="1.0"?><rss>', "x.html", ".xml"),
        (b'{"title": "a"}', "x", ".json"),
        (b'{"title": "a"}\n{"title": "b"}', "x.exe", ".jsonl"),
        (b"title,text\na,b", "x.csv", ".csv"),
        ("기사".encode(), "x.md", ".md"),
        (b"Headline\n\nText", "x.exe", ".txt"),
    ],
)
def test_the_kind_is_told_by_the_content(content: bytes, name: str, ending: str) -> None:
    assert ending_of(content, name) == ending


@pytest.mark.parametrize(
    "content", [b"\x7fELF\x00", b"MZ\x90\x00", b"PK\x03\x04", b"\x1f\x8b\x08", b"\xff\xfe\x00", b" "]
)
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(NotReadable):
        ending_of(content, "news.txt")


def test_a_file_that_is_too_large_is_refused_before_it_is_kept(tmp_path: Path) -> None:
    with pytest.raises(NotReadable, match="larger than"):
        keep(tmp_path, "a", "a.txt", b"x" * (attachments.MOST_BYTES + 1))
    assert list(tmp_path.iterdir()) == []


def test_only_attached_files_are_removed(tmp_path: Path) -> None:
    mine = tmp_path / "news.txt"
    mine.write_text("x")
    kept = keep(tmp_path, "a", "a.txt", b"words")
    for address in (str(mine), str(tmp_path / attachments.FOLDER / ".." / "news.txt"), "https://a.example/"):
        remove(tmp_path, address)
    assert mine.exists()
    remove(tmp_path, str(kept))
    assert not kept.exists()
