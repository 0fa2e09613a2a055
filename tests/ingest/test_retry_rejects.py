"""Rejects are read again from where they were met; what can be ingested now leaves the list, the rest stays."""

from __future__ import annotations

import gzip
import http.server
import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ClassVar

import pytest

from clippings.core.settings import Settings
from clippings.core.types import Reject
from clippings.ingest.documents import RawDocument
from clippings.ingest.pipeline import ingest
from clippings.ingest.retry_rejects import read_again, retry_rejects
from clippings.vectorstore.archive import Archive
from tests.conftest import QuietListener
from tests.ingest.quick_archive import run, spec

GOOD = json.dumps({"text": "The quay reopened.", "url": "https://a.example/quay", "source": "Ledger"})
ENTRY = "<item><title>Quay {n}</title><link>{link}</link><description>{text}</description></item>"


def take_in(archive: Archive, *inputs: object, source: str | None = None) -> None:
    ingest(archive, [str(one) for one in inputs], QuietListener(), source, defer_vectors=True)


def again(archive: Archive) -> tuple[int, int]:
    """How many documents were taken in now, and how many are rejected still."""
    counts = retry_rejects(archive, QuietListener(), defer_vectors=True)
    return counts.added + counts.updated + counts.unchanged, counts.rejected


def rejected(archive: Archive) -> dict[str, str]:
    return {reject.location: reject.reason for reject in archive.catalogue.rejects()}


def test_only_the_rejected_line_of_a_file_is_read_again(archive: Archive, tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_text(f"{GOOD}\nbroken\nbroken too\n")
    take_in(archive, path)
    path.write_text(f'{{"text": "Changed since.", "url": "https://a.example/1"}}\n{GOOD}\nbroken too\n')
    assert again(archive) == (1, 1)
    assert set(rejected(archive)) == {f"{path}:3"}
    assert archive.status().articles == 1


def test_an_item_of_a_json_list_is_read_again(archive: Archive, tmp_path: Path) -> None:
    path = tmp_path / "news.json"
    path.write_text(f'[{GOOD}, {{"title": "No text"}}]')
    take_in(archive, path)
    path.write_text(f'[{GOOD}, {{"title": "Text", "text": "It has one now."}}]')
    assert again(archive) == (1, 0)
    assert rejected(archive) == {}


def test_what_is_no_longer_there_stays_with_the_reason_of_today(archive: Archive, tmp_path: Path) -> None:
    gone, shorter = tmp_path / "gone.jsonl", tmp_path / "shorter.jsonl"
    for path in (gone, shorter):
        path.write_text(f"{GOOD}\nbroken\n")
    take_in(archive, gone, shorter)
    gone.unlink()
    shorter.write_text(f"{GOOD}\n")
    assert again(archive) == (0, 2)
    reasons = rejected(archive)
    assert "There is no file" in reasons[f"{gone}:2"]
    assert "not there any more" in reasons[f"{shorter}:2"]


def test_a_path_that_was_missing_is_taken_in_whole_and_forgotten(archive: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "later"
    take_in(archive, folder)
    folder.mkdir()
    (folder / "a.jsonl").write_text(f"{GOOD}\nbroken\n")
    assert again(archive) == (1, 1)
    assert set(rejected(archive)) == {f"{folder}/a.jsonl:2"}


def test_a_file_that_was_damaged_is_forgotten_when_its_lines_can_be_read(archive: Archive, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(GOOD.encode())[:20])
    take_in(archive, path)
    assert set(rejected(archive)) == {str(path)}
    path.write_bytes(gzip.compress(GOOD.encode()))
    assert again(archive) == (1, 0)
    assert rejected(archive) == {}


def test_an_ingest_of_what_was_missing_forgets_it_too(archive: Archive, tmp_path: Path) -> None:
    take_in(archive, tmp_path / "later")
    (tmp_path / "later").mkdir()
    (tmp_path / "later" / "a.jsonl").write_text(GOOD)
    take_in(archive, tmp_path / "later")
    assert rejected(archive) == {}


def test_the_name_of_the_source_and_the_folder_of_the_run_are_kept_through_every_retry(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.jsonl").write_text("broken\n")
    monkeypatch.chdir(tmp_path)
    take_in(archive, "a.jsonl", source="The Ledger")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert again(archive) == (0, 1)
    assert again(archive) == (0, 1)
    (tmp_path / "a.jsonl").write_text(GOOD)
    assert again(archive) == (1, 0)
    assert rejected(archive) == {}
    assert archive.catalogue.source_names() == ["The Ledger"]


def test_a_name_that_ends_like_a_line_is_looked_for_first(archive: Archive, tmp_path: Path) -> None:
    path = tmp_path / "news.txt:12"
    path.write_text("x")
    take_in(archive, path)
    assert again(archive) == (0, 1)
    assert "not a kind of file" in rejected(archive)[str(path)]


def test_without_rejects_nothing_is_done(archive: Archive) -> None:
    assert again(archive) == (0, 0)
    assert archive.runs(10) == []


def test_a_page_whose_address_ends_like_an_entry_is_the_page() -> None:
    def read(container: str) -> Iterator[RawDocument | Reject]:
        yield RawDocument(container, "html")

    [document] = read_again("https://a.example/page", {"https://a.example/page#3"}, read)
    assert (type(document), document.location) == (RawDocument, "https://a.example/page#3")


class _Site(http.server.BaseHTTPRequestHandler):
    pages: ClassVar[dict[str, str]] = {}

    def do_GET(self) -> None:
        page = self.pages.get(self.path)
        self.send_response(404 if page is None else 200)
        self.end_headers()
        self.wfile.write((page or "").encode())

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def site() -> Iterator[tuple[str, dict[str, str]]]:
    """The address of a server, and its pages by their paths."""
    _Site.pages = {}
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", _Site.pages
    server.shutdown()
    server.server_close()
    thread.join()


def test_addresses_are_fetched_again_and_a_teaser_by_its_page(
    make_home: Callable[[str], Path], site: tuple[str, dict[str, str]]
) -> None:
    address, pages = site
    body = "<p>The quay at Lindholm reopened on Thursday after three years of work on its walls.</p>" * 4
    pages["/feed"] = f"<rss><channel>{ENTRY.format(n=1, link=f'{address}/quay', text='A teaser.')}</channel></rss>"
    with Archive(Settings(home=make_home("web"), allow_local_addresses=True)) as archive:
        take_in(archive, f"{address}/feed", f"{address}/late", f"{address}/gone")
        assert set(rejected(archive)) == {f"{address}/{name}" for name in ("quay", "late", "gone")}
        pages["/quay"] = f"<html><body><article><h1>Quay</h1>{body}</article></body></html>"
        text = "The ferry sails again from Monday. " * 20
        pages["/late"] = f"<rss><channel>{ENTRY.format(n=2, link='https://a.example/ferry', text=text)}</channel></rss>"
        assert again(archive) == (2, 1)
        assert set(rejected(archive)) == {f"{address}/gone"}


def test_what_an_entry_of_sources_yaml_could_not_read_is_left_to_its_next_run(archive: Archive, tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_text('{"story": "", "id": "1"}\n')
    source = spec("Ledger", path, fields={"text": "story"})
    assert run(archive, source)[0].rejected == 1
    assert retry_rejects(archive, QuietListener(), defer_vectors=True).seen == 0
    path.write_text('{"story": "The ferry sails again on Friday.", "id": "1"}\n')
    assert run(archive, source)[0].added == 1
    assert archive.catalogue.rejects() == []
