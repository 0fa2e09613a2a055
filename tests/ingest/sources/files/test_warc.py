"""WARC files: their pages are read however they are packed, and what is broken costs nothing else."""

from __future__ import annotations

import io
from pathlib import Path

import brotli
import pytest
import zstandard

from clippings.core.types import Reject
from clippings.ingest.documents import RawDocument
from clippings.ingest.sources.files import warc as warc_source
from clippings.ingest.sources.files.files import documents
from clippings.ingest.sources.options import ReadOptions, pattern
from tests.ingest.pages import page
from tests.ingest.sources.written_files import only, raw, reason, write


def warc(
    *pages: tuple[str, int, str, bytes], compressed: bool = False, kind: str = "response", coding: str = ""
) -> bytes:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=compressed)
    for url, status, content_type, body in pages:
        told = [("Content-Type", content_type), ("Content-Encoding", coding)]
        headers = StatusAndHeaders(f"{status} OK", [one for one in told if one[1]], protocol="HTTP/1.1")
        http = {"http_headers": headers} if kind == "response" else {"warc_content_type": content_type}
        writer.write_record(writer.create_warc_record(url, kind, payload=io.BytesIO(body), **http))
    return out.getvalue()


@pytest.mark.parametrize("compressed", [True, False])
def test_the_pages_of_a_warc_are_read_and_nothing_else_of_it(tmp_path: Path, compressed: bool) -> None:
    content = warc(
        (
            "https://ledger.example/1",
            200,
            "text/html; charset=euc-kr",
            page(headline="항구").encode("cp949", "replace"),
        ),
        ("https://ledger.example/logo.png", 200, "image/png", b"\x89PNG"),
        ("https://ledger.example/gone", 404, "text/html", b"Not here."),
        ("https://other.example/1", 200, "text/html", page().encode()),
        compressed=compressed,
    )
    path = write(tmp_path / ("a.warc.gz" if compressed else "a.warc"), content)
    first, other = documents(path)
    assert isinstance(first, RawDocument)
    assert (first.location, first.fallback_url, first.charset, first.fallback_source) == (
        f"{path}#1",
        "https://ledger.example/1",
        "euc-kr",
        "ledger.example",
    )
    assert isinstance(other, RawDocument)
    assert (other.location, other.fallback_url) == (f"{path}#4", "https://other.example/1")
    options = ReadOptions(exclude=(pattern("https://other.example/*"),))
    assert only(list(documents(path, options))) == first


ADDRESS = "https://a.example/1"


@pytest.mark.parametrize("body", [brotli.compress(page().encode()), page().encode()])
def test_a_page_under_brotli_is_unpacked_also_where_it_was_already(tmp_path: Path, body: bytes) -> None:
    path = write(tmp_path / "a.warc", warc((ADDRESS, 200, "text/html", body), coding="br"))
    assert only(list(documents(path))).content == page().encode()


@pytest.mark.parametrize(
    ("coding", "body"),
    [("br", brotli.compress(page().encode())[:-20]), ("zstd", zstandard.compress(page().encode()))],
)
def test_a_page_that_cannot_be_unpacked_is_a_reject_that_names_how_it_is_packed(
    tmp_path: Path, coding: str, body: bytes
) -> None:
    path = write(tmp_path / "a.warc", warc((ADDRESS, 200, "text/html", body), coding=coding))
    assert f"Content-Encoding: {coding}" in reason(list(documents(path)))


def test_a_brotli_bomb_is_a_reject(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.warc", warc((ADDRESS, 200, "text/html", brotli.compress(b" " * 60_000_000)), coding="br")
    )
    assert "larger than 20 MB" in reason(list(documents(path)))


def test_resources_that_are_pages_or_text_are_read(tmp_path: Path) -> None:
    content = warc(
        (ADDRESS, 0, "text/html; charset=euc-kr", page().encode()),
        ("https://a.example/2", 0, "text/plain", b"It rained."),
        ("https://a.example/3", 0, "image/png", b"\x89PNG"),
        ("metadata://a.example/wget.log", 0, "text/plain", b"It was fetched."),
        kind="resource",
    )
    html, text = raw(documents(write(tmp_path / "a.warc", content)))
    assert (html.kind, html.fallback_url, html.charset) == ("html", ADDRESS, "euc-kr")
    assert (text.kind, text.content) == ("text", b"It rained.")


def test_a_response_without_a_type_is_read_where_it_begins_like_a_page(tmp_path: Path) -> None:
    content = warc((ADDRESS, 200, "", page().encode()), ("https://a.example/2", 200, "", b"\x89PNG"))
    html, picture = documents(write(tmp_path / "a.warc", content))
    assert isinstance(html, RawDocument)
    assert "names no Content-Type" in reason([picture])


def test_a_warc_in_zstandard_is_read(tmp_path: Path) -> None:
    content = warc(("https://a.example/1", 200, "text/html", page().encode()))
    path = write(tmp_path / "a.warc.zst", zstandard.ZstdCompressor().compress(content))
    assert [item.location for item in documents(path)] == [f"{path}#1"]
    broken = write(tmp_path / "b.warc.zst", path.read_bytes()[:-20])
    assert "b.warc.zst" in next(item for item in documents(broken) if isinstance(item, Reject)).location
    assert isinstance(next(warc_source.documents(broken, ReadOptions())), Reject)


@pytest.mark.parametrize("content", [b"no warc at all", b"WARC/1.0\r\nbroken"])
def test_a_broken_warc_is_a_reject(tmp_path: Path, content: bytes) -> None:
    assert "breaks off" in reason(list(documents(write(tmp_path / "a.warc", content))))


def test_a_warc_that_breaks_off_gives_the_pages_before(tmp_path: Path) -> None:
    whole = warc(*((f"https://a.example/{n}", 200, "text/html", page().encode()) for n in range(3)), compressed=True)
    path = write(tmp_path / "a.warc.gz", whole[:-300])
    first, second, third = documents(path)
    assert [isinstance(item, RawDocument) for item in (first, second, third)] == [True, True, False]
    assert third.location == f"{path}#3"
    assert "https://a.example/2" in reason([third])
