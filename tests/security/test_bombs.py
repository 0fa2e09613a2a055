"""Small files that would unpack to large ones, and documents that name files of this machine."""

from __future__ import annotations

import gzip
import io
import resource
import zipfile
from pathlib import Path

import pytest
import zstandard

from clippings.core.errors import SourceUnavailable, UnsafeAddress
from clippings.core.types import Reject
from clippings.ingest.documents import Item, RawDocument, Unreadable
from clippings.ingest.extraction.extract import extract
from clippings.ingest.http.ssrf_guard import AddressRule
from clippings.ingest.sources.files import files
from clippings.ingest.sources.web import sitemaps

_LARGE = 120_000_000
_MOST_MEMORY_KB = 400_000


def epub(href: str = "a.xhtml", **parts: str | bytes) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr(
            "META-INF/container.xml", '<container><rootfiles><rootfile full-path="o.opf"/></rootfiles></container>'
        )
        book.writestr(
            "o.opf",
            '<package><manifest><item id="a" href="{}" media-type="application/xhtml+xml"/></manifest>'
            '<spine><itemref idref="a"/></spine></package>'.replace("{}", href),
        )
        for name, content in parts.items():
            book.writestr(f"{name}.xhtml", content)
    return raw.getvalue()


def read(path: Path, content: bytes) -> list[Item]:
    path.write_bytes(content)
    return list(files.documents(path))


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("bomb.html.gz", gzip.compress),
        ("bomb.html.zst", zstandard.ZstdCompressor().compress),
        ("bomb.jsonl.gz", gzip.compress),
        ("bomb.xml.gz", gzip.compress),
        ("bomb.csv.zst", zstandard.ZstdCompressor().compress),
    ],
)
def test_what_unpacks_to_hundreds_of_megabytes_is_rejected_in_little_memory(
    tmp_path: Path, name: str, pack: object
) -> None:
    packed = pack(bytes(_LARGE).replace(b"\0", b"x"))  # type: ignore[operator]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = read(tmp_path / name, packed)
    assert found
    assert all(isinstance(item, Reject) for item in found)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < _MOST_MEMORY_KB


def test_a_book_with_a_part_that_unpacks_too_large_is_rejected(tmp_path: Path) -> None:
    found = read(tmp_path / "bomb.epub", epub(a=b"<html><body>" + b"x" * 60_000_000))
    assert [type(item) for item in found] == [Reject]


@pytest.mark.parametrize(
    "href", ["../../../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "%2e%2e/%2e%2e/etc/passwd"]
)
def test_a_book_cannot_name_a_file_outside_itself(tmp_path: Path, href: str) -> None:
    for item in read(tmp_path / "outside.epub", epub(href=href, a="<html><body><p>Text.</p></body></html>")):
        assert isinstance(item, Reject)


@pytest.mark.parametrize("kind", ["epub", "xml", "sitemap"])
def test_an_external_entity_is_not_read(tmp_path: Path, kind: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the-secret-words")
    declared = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
    if kind == "epub":
        found = repr(read(tmp_path / "x.epub", epub(a=f"{declared}<html><body><p>Text &e; here.</p></body></html>")))
    elif kind == "xml":
        words = "Words. " * 90
        item = f"<item><title>A</title><link>https://p.example/1</link><description>{words}&e;</description></item>"
        found = repr(read(tmp_path / "x.xml", f"{declared}<rss version='2.0'><channel>{item}</channel></rss>".encode()))
    else:
        urls = "<url><loc>https://p.example/&e;</loc></url>"
        try:
            found = repr(sitemaps.read(f"{declared}<urlset>{urls}</urlset>".encode()))
        except sitemaps.NoSitemap as error:
            found = str(error)
    assert "the-secret-words" not in found


def test_entities_that_grow_to_billions_are_refused(tmp_path: Path) -> None:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    declared = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{levels}]>'
    item = "<item><title>&l9;</title><link>https://p.example/1</link><description>&l9;</description></item>"
    for item_found in read(
        tmp_path / "x.xml", f"{declared}<rss version='2.0'><channel>{item}</channel></rss>".encode()
    ):
        assert len(repr(item_found)) < 10_000
    found = read(tmp_path / "x.epub", epub(a=f"{declared}<html><body><p>&l9;</p></body></html>"))
    for part in found:
        if isinstance(part, RawDocument):
            with pytest.raises(Unreadable):
                extract(part)


@pytest.mark.parametrize(
    "host", ["0177.0.0.1", "0x7f.1", "127.0.0.1.", "[::127.0.0.1]", "[::ffff:7f00:1]", "017700000001"]
)
def test_other_ways_to_write_this_machine_are_refused(host: str) -> None:
    import httpx

    with pytest.raises((UnsafeAddress, SourceUnavailable, httpx.InvalidURL)):
        AddressRule().require(httpx.URL(f"http://{host}/"))
