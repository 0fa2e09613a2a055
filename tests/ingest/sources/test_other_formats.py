"""Globs, packed files and lists of addresses: what is in them is read, and what is broken costs nothing else."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from clippings.core.errors import SourceUnavailable
from clippings.core.types import Reject
from clippings.ingest.extraction.extract import extract
from clippings.ingest.sources.files.compressed import lines
from clippings.ingest.sources.files.files import documents
from clippings.ingest.sources.options import ReadOptions, pattern
from tests.ingest.pages import page
from tests.ingest.sources.written_files import only, reason, write

# Globs, include, exclude


def test_a_glob_names_files_in_any_folder(tmp_path: Path) -> None:
    for name in ("news/a.html", "news/b/c.html", "news/b/d.txt", "news/.hidden/e.html"):
        write(tmp_path / name, page())
    found = [item.location.removeprefix(f"{tmp_path}/") for item in documents(tmp_path / "news/**/*.html")]
    assert found == ["news/a.html", "news/b/c.html"]
    assert len(list(documents(tmp_path / "new[s]"))) == 3
    with pytest.raises(SourceUnavailable, match="No file matches"):
        list(documents(tmp_path / "*.pdf"))


def test_a_name_that_looks_like_a_glob_is_itself_first(tmp_path: Path) -> None:
    assert only(list(documents(write(tmp_path / "a[1].html", page())))).location.endswith("a[1].html")


def test_only_wanted_files_are_read(tmp_path: Path) -> None:
    for name in ("news/a.txt", "news/drafts/b.txt", "sport/c.txt"):
        write(tmp_path / name, "A headline\n\nText.")
    options = ReadOptions(include=(pattern("*/news/*"),), exclude=(pattern("*/drafts/*"),))
    assert only(list(documents(tmp_path, options))).location.endswith("news/a.txt")


# Packed

_ZSTD = zstandard.compress("".join(f'{{"text": "It rained {n * n} times."}}\n' for n in range(999)).encode())


@pytest.mark.parametrize("name", ["a.jsonl.zst", "a.txt.zst", "a.csv.gz"])
def test_packed_files_are_read_by_the_ending_below(tmp_path: Path, name: str) -> None:
    content = b'{"text": "It rained."}\n' if "json" in name else b"text\nIt rained.\n"
    pack = zstandard.compress if name.endswith("zst") else gzip.compress
    assert "It rained." in extract(only(list(documents(write(tmp_path / name, pack(content)))))).text


@pytest.mark.parametrize("content", [b"no zstandard", _ZSTD[:-10], _ZSTD + b"more", _ZSTD[:2]])
def test_a_broken_zstandard_file_is_a_reject(tmp_path: Path, content: bytes) -> None:
    *_, last = documents(write(tmp_path / "a.jsonl.zst", content))
    assert isinstance(last, Reject)


def test_a_zstandard_bomb_stays_small(tmp_path: Path) -> None:
    path = tmp_path / "a.html.zst"
    with path.open("wb") as file, zstandard.ZstdCompressor().stream_writer(file) as packed:
        for _ in range(60):
            packed.write(b" " * 1_000_000)
    assert "larger than 50 MB" in reason(list(documents(path)))


@given(st.lists(st.binary(max_size=30)), st.integers(1, 20))
def test_lines_come_whole_or_cut_and_never_longer_than_they_may_be(written: list[bytes], longest: int) -> None:
    content = b"\n".join(line.replace(b"\n", b"") for line in written)
    found = list(lines(io.BytesIO(content), longest))
    assert all(len(line) <= longest + 1 for line in found)
    assert (
        [line[:longest] for line in found]
        == [line[:longest] for line in content.splitlines(keepends=True) or [] if b"\r" not in content]
        or b"\r" in content
        or any(separator in content for separator in (b"\x0b", b"\x0c", b"\x1c", b"\x1d", b"\x1e"))
    )


def test_frames_of_zstandard_one_after_the_other_are_one_file(tmp_path: Path) -> None:
    assert len(list(documents(write(tmp_path / "a.jsonl.zst", _ZSTD * 3)))) == 3 * 999


# Lists of addresses, without anyone to fetch them


def test_a_list_or_a_sitemap_alone_is_a_reject_that_says_what_to_do(tmp_path: Path) -> None:
    assert "only names addresses" in reason(list(documents(write(tmp_path / "a.urls", "https://a.example/1"))))
    sitemap = "<urlset><url><loc>https://a.example/1</loc></url></urlset>"
    assert "only names addresses" in reason(list(documents(write(tmp_path / "a.xml", sitemap))))
