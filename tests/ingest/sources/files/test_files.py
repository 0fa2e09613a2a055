"""Files and folders: all that can be read, in the order of their names; the rest are rejects with a reason."""

from __future__ import annotations

import errno
import gzip
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from clippings.core.errors import SourceUnavailable
from clippings.core.types import Reject
from clippings.ingest.documents import RawDocument
from clippings.ingest.sources.files.files import documents
from clippings.ingest.sources.options import ReadOptions, pattern


def write(folder: Path, name: str, content: str | bytes = "A headline\n\nSome text.") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def only_reject(path: Path) -> Reject:
    [found] = documents(path)
    assert isinstance(found, Reject)
    return found


def test_a_folder_is_read_in_the_order_of_the_names_with_the_folders_below_it(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/b/c.html", "c.jsonl", "a.txt"):
        write(tmp_path, name, '{"title": "t", "text": "x"}' if name.endswith("jsonl") else "text")
    found = [item.location.removeprefix(f"{tmp_path}/") for item in documents(tmp_path)]
    assert found == ["a/b/c.html", "a/z.md", "a.txt", "b.txt", "c.jsonl:1"]


def test_hidden_files_and_folders_are_passed_over(tmp_path: Path) -> None:
    for name in (".DS_Store", ".git/config.txt", "a/.hidden.txt", "seen.txt"):
        write(tmp_path, name)
    assert [item.location for item in documents(tmp_path)] == [str(tmp_path / "seen.txt")]


def test_a_folder_may_itself_lie_in_a_hidden_one(tmp_path: Path) -> None:
    write(tmp_path, ".archive/seen.txt")
    assert len(list(documents(tmp_path / ".archive"))) == 1


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.html", "html"), ("a.HTM", "html"), ("a.md", "markdown"), ("a.txt", "text"), ("a.html.gz", "html")],
)
def test_the_ending_tells_the_kind(name: str, kind: str, tmp_path: Path) -> None:
    content = b"some text"
    path = write(tmp_path, name, gzip.compress(content) if name.endswith(".gz") else content)
    [found] = documents(path)
    assert isinstance(found, RawDocument)
    assert (found.kind, found.content) == (kind, content)
    assert found.fallback_url == path.as_uri()
    assert found.fallback_source == tmp_path.name


def test_json_lines_are_read_from_gzip_too(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl.gz", gzip.compress(b'{"text": "1"}\n{"text": "2"}\n'))
    assert [item.location for item in documents(path)] == [f"{path}:1", f"{path}:2"]


def test_an_unknown_ending_is_a_reject_that_lists_the_known_ones(tmp_path: Path) -> None:
    reject = only_reject(write(tmp_path, "minutes.minutes"))
    assert ".minutes" in reject.reason
    assert ".html" in reject.reason
    assert "no ending" in only_reject(write(tmp_path, "README")).reason


@pytest.mark.parametrize(
    ("name", "way_out"),
    [("minutes.odt", ".docx or .txt"), ("votes.xls", ".xlsx or .csv"), ("news.parquet", ".jsonl"), ("a.rar", ".zip")],
)
def test_a_known_kind_that_is_not_read_is_a_reject_that_says_what_to_save_it_as(
    tmp_path: Path, name: str, way_out: str
) -> None:
    assert way_out in only_reject(write(tmp_path, name)).reason


def test_what_a_system_leaves_in_every_folder_is_passed_over(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", b"The port is closed.")
    write(tmp_path, "Thumbs.db", b"\x00")
    write(tmp_path, "desktop.ini", b"[x]")
    assert [item.location for item in documents(tmp_path)] == [str(tmp_path / "a.txt")]


def test_a_binary_file_named_like_text_is_a_reject(tmp_path: Path) -> None:
    assert "binary" in only_reject(write(tmp_path, "photo.txt", b"\x89PNG\x00\x01\x02" * 50)).reason
    [found] = documents(write(tmp_path, "utf16.txt", "A headline\n\nText.".encode("utf-16")))
    assert isinstance(found, RawDocument)


@pytest.mark.parametrize("name", ["a.txt.gz", "a.jsonl.gz"])
@pytest.mark.parametrize(
    "content",
    [
        b"this is no gzip",
        gzip.compress(b'{"text": "x"}' * 999, mtime=0)[:-20],
        gzip.compress(b"x" * 999, mtime=0)[:20] + b"?" * 30,
    ],
)
def test_a_broken_archive_is_a_reject_and_the_rest_go_on(name: str, content: bytes, tmp_path: Path) -> None:
    write(tmp_path, name, content)
    write(tmp_path, "b.txt")
    *broken, good = documents(tmp_path)
    assert broken
    assert all(isinstance(item, Reject) for item in broken)
    assert isinstance(good, RawDocument)


def test_an_empty_folder_and_a_missing_path_are_unavailable(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailable, match="holds no files"):
        list(documents(tmp_path))
    with pytest.raises(SourceUnavailable, match=r"no file or folder .*missing"):
        list(documents(tmp_path / "missing"))


def test_a_link_that_leads_nowhere_is_a_reject_and_the_rest_go_on(tmp_path: Path) -> None:
    (tmp_path / "b.txt").symlink_to(tmp_path / "gone")
    write(tmp_path, "a.txt")
    reject, article = documents(tmp_path)
    assert isinstance(reject, Reject)
    assert reject.location == str(tmp_path / "b.txt")
    assert article.location == str(tmp_path / "a.txt")


@pytest.mark.parametrize("given", ["", "**", "**/*.txt"])
def test_links_to_folders_are_followed_and_each_folder_is_read_once(tmp_path: Path, given: str) -> None:
    news = tmp_path / "news"
    write(news, "a/z.txt")
    write(tmp_path, "elsewhere/y.txt")
    (news / "a" / "again").symlink_to(news)
    (news / "a" / "b").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "elsewhere" / "back").symlink_to(news / "a")
    found = [item.location.removeprefix(f"{news}/") for item in documents(news / given)]
    assert found == ["a/b/y.txt", "a/z.txt"]


@pytest.fixture
def locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that may not be looked into, whoever runs this."""
    folder = write(tmp_path, "b/locked/1.txt").parent
    scandir = os.scandir

    def refuse(path: str | Path = ".") -> Iterator[os.DirEntry[str]]:
        if Path(path) == folder:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    monkeypatch.setattr(os, "access", lambda path, _mode: Path(path) != folder)
    return folder


@pytest.mark.parametrize("given", ["", "**/*.txt", "*/*/*.txt"])
def test_a_folder_that_cannot_be_looked_into_is_a_reject_and_the_rest_go_on(
    tmp_path: Path, locked: Path, given: str
) -> None:
    write(tmp_path, "a/b/1.txt")
    reject, article = documents(tmp_path / given)
    assert isinstance(reject, Reject)
    assert reject.location == str(locked)
    assert "it cannot be read" in reject.reason
    assert isinstance(article, RawDocument)
    assert only_reject(locked).location == str(locked)


def test_a_folder_that_the_admin_excludes_may_be_locked(tmp_path: Path, locked: Path) -> None:
    write(tmp_path, "a.txt")
    options = ReadOptions(exclude=(pattern(f"*/{locked.name}/*"),))
    assert len(list(documents(tmp_path, options))) == 1


def test_a_name_that_is_not_utf8_is_read_like_any_other(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text("A headline\n\nText.")
    [found] = documents(tmp_path)
    assert isinstance(found, RawDocument)
    assert found.fallback_url.endswith("caf%E9.txt")
