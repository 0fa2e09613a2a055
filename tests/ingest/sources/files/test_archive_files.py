"""Archives: what is in them is read as if it lay in a folder, in little memory, and bombs are refused."""

from __future__ import annotations

import gzip
import io
import resource
import tarfile
import zipfile
from pathlib import Path

import pytest

from clippings.core.types import Reject
from clippings.ingest.extraction.extract import extract
from clippings.ingest.location import container_of
from clippings.ingest.pipeline import ingest
from clippings.ingest.sources.files import files
from clippings.vectorstore.archive import Archive
from tests.conftest import QuietListener
from tests.ingest.sources.written_files import raw, reason, write

FERRY = "The ferry to Aldersea stays in port until May, the harbour master said on Thursday."
MEMBERS = {
    "ledger/2023-03-16-ferry.md": f"---\ntitle: Ferry\n---\n{FERRY}",
    "ledger/all.jsonl": f'{{"id": 1, "title": "One", "text": "{FERRY}"}}\n{{"broken\n',
    "ledger/.hidden.txt": "hidden",
    "__MACOSX/ledger/._all.jsonl": "resource fork",
}


def zipped(members: dict[str, str | bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return content.getvalue()


def tarred(members: dict[str, str | bytes], mode: str = "w:gz") -> bytes:
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode=mode) as archive:  # type: ignore[call-overload]
        for name, text in members.items():
            raw_text = text.encode() if isinstance(text, str) else text
            member = tarfile.TarInfo(name)
            member.size = len(raw_text)
            archive.addfile(member, io.BytesIO(raw_text))
    return content.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.zip", zipped(dict(MEMBERS))),
        ("a.tar.gz", tarred(dict(MEMBERS))),
        ("a.tgz", tarred(dict(MEMBERS))),
        ("a.tar", tarred(dict(MEMBERS), "w")),
    ],
)
def test_files_in_an_archive_are_read_as_in_a_folder(tmp_path: Path, name: str, content: bytes) -> None:
    path = write(tmp_path / name, content)
    items = list(files.documents(path))
    page, record = [extract(item) for item in raw(items)]
    assert (page.title, page.source, f"{page.published_at:%Y-%m-%d}") == ("Ferry", "ledger", "2023-03-16")
    assert page.url == f"{path.as_uri()}#ledger/2023-03-16-ferry.md"
    assert record.url == f"{path.as_uri()}#ledger/all.jsonl#1"
    [rejected] = [item for item in items if isinstance(item, Reject)]
    assert rejected.location == f"{path}#ledger/all.jsonl:2"
    assert container_of(rejected.location) == str(path)
    assert [extract(item).url for item in raw(files.documents(path))] == [page.url, record.url]


def test_an_archive_is_ingested_once(archive: Archive, tmp_path: Path) -> None:
    path = write(tmp_path / "a.zip", zipped(dict(MEMBERS)))
    first, again = (ingest(archive, [str(path)], QuietListener(), defer_vectors=True) for _ in range(2))
    assert (first.added, first.rejected) == (2, 1)
    assert (again.added, again.updated, again.unchanged) == (0, 0, 2)


@pytest.mark.parametrize(
    "name", ["../../escape.md", "/tmp/escape.md", "a/../../escape.md", "a\x00b.md", f"{'x' * 400}.md"]
)
def test_names_that_lead_elsewhere_stay_inside(tmp_path: Path, name: str) -> None:
    items = list(files.documents(write(tmp_path / "a.zip", zipped({name: f"# Ferry\n\n{FERRY}"}))))
    assert len(items) == 1
    assert not list(tmp_path.parent.glob("escape.md"))
    assert not Path("/tmp/escape.md").exists()


@pytest.mark.parametrize(("inner", "pack"), [("a.txt", zipped), ("a.jsonl", zipped), ("a.csv", tarred)])
def test_a_bomb_is_refused_in_little_memory(tmp_path: Path, inner: str, pack: object) -> None:
    bomb = pack({inner: b"x" * 200_000_000})  # type: ignore[operator]
    path = write(tmp_path / ("a.zip" if pack is zipped else "a.tar.gz"), bomb)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    rejects = list(files.documents(path))
    assert rejects
    assert all(isinstance(item, Reject) for item in rejects)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 250_000


def test_archives_within_archives_share_what_they_may_unpack_to_and_end(tmp_path: Path) -> None:
    bomb = zipped({f"{number}.txt": b"x" * 40_000_000 for number in range(3)})
    nested = zipped({f"{number}.zip": bomb for number in range(4)})
    items = list(files.documents(write(tmp_path / "a.zip", nested)))
    assert any(isinstance(item, Reject) and "refused" in item.reason for item in items)
    for _ in range(4):
        bomb = zipped({"inner.zip": bomb})
    assert "within one another" in reason(list(files.documents(write(tmp_path / "b.zip", bomb))))


@pytest.mark.parametrize("count", [2_000, pytest.param(50_000, marks=pytest.mark.long)])
def test_an_archive_of_many_files_is_read_in_little_memory(tmp_path: Path, count: int) -> None:
    path = tmp_path / "many.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for number in range(count):
            archive.writestr(f"{number % 100}/{number}.txt", f"Ferry {number}\n\n{FERRY}")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert sum(1 for _ in files.documents(path)) == count
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


def test_a_member_that_is_locked_is_a_reject_and_the_others_are_read(tmp_path: Path) -> None:
    content = bytearray(zipped({"a.md": f"# One\n\n{FERRY}", "b.md": f"# Two\n\n{FERRY}"}))
    central = content.index(b"PK\x01\x02")
    content[central + 8] |= 1
    content[content.index(b"PK\x03\x04") + 6] |= 1
    items = list(files.documents(write(tmp_path / "a.zip", bytes(content))))
    assert [extract(item).title for item in raw(items)] == ["Two"]
    assert "password" in next(item.reason for item in items if isinstance(item, Reject))


def test_a_web_archive_collection_gives_the_pages_of_its_crawl(tmp_path: Path) -> None:
    page = f"<html><body><article><h1>Ferry</h1><p>{FERRY}</p><p>{FERRY}</p></article></body></html>"
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}"
    warc = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2024-05-01T00:00:00Z\r\n"
        "WARC-Target-URI: https://ledger.example/ferry\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n{http}\r\n\r\n"
    )
    aside: dict[str, str | bytes] = {
        "pages/pages.jsonl": '{"format": "json-pages-1.0"}',
        "indexes/index.cdx.gz": b"",
        "datapackage.json": "{}",
    }
    content = zipped({"archive/data.warc.gz": gzip.compress(warc.encode()), **aside})
    [document] = raw(files.documents(write(tmp_path / "a.wacz", content)))
    assert document.fallback_url == "https://ledger.example/ferry"
