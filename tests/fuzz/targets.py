"""What hostile bytes may do to each parser: give something or be refused with a reason. Anything else is a finding."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from clippings.chain.understand import understand
from clippings.core.errors import SourceUnavailable, WrongUsage
from clippings.core.types import Question, Reject
from clippings.evaluation import suite_file
from clippings.evaluation.interchange import formats, rows
from clippings.evaluation.suite import Case
from clippings.evaluation.systems import reply
from clippings.evaluation.systems.answer import answer_of
from clippings.ingest.extract import extract
from clippings.ingest.raw_document import RawDocument, Unreadable
from clippings.ingest.sources import feeds, files, sitemaps, url_list

_SOURCES = ["The Harbour Ledger", "Post", "조선일보"]
ENDINGS = (".html", ".txt", ".md", ".json", ".jsonl", ".csv", ".epub", ".pdf", ".warc", ".xml", ".gz", ".zst")


def file_of(ending: str) -> Callable[[bytes], None]:
    """A target for files with this ending: read as an ingest reads them, to their last document."""

    def read(content: bytes) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"hostile.jsonl{ending}" if ending in {".gz", ".zst"} else Path(folder) / f"h{ending}"
            path.write_bytes(content)
            for item in files.documents(path):
                if isinstance(item, RawDocument):
                    _extracted(item)
                else:
                    assert isinstance(item, Reject)
                    assert item.reason

    return read


def page(content: bytes) -> None:
    """A page as it came from the web."""
    _extracted(RawDocument("https://p.example/1", "html", content, fallback_url="https://p.example/1"))


def feed(content: bytes) -> None:
    for item in feeds.entries(content, "https://p.example/feed"):
        if isinstance(item, RawDocument):
            _extracted(item)


def sitemap(content: bytes) -> None:
    try:
        sitemaps.read(content)
    except sitemaps.NoSitemap:
        return


def addresses(content: bytes) -> None:
    list(url_list.links(content, "list.urls"))


def suite(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "hostile.qa.yaml"
        path.write_bytes(content)
        try:
            suite_file.load(path)
        except suite_file.SuiteError:
            return


def other_tools(ending: str) -> Callable[[bytes], None]:
    """A target for other evaluation tools' files with this ending: each row is a case or told."""

    def read(content: bytes) -> None:
        try:
            _, imported = formats.import_value(rows.parse(content, f"hostile{ending}"), "hostile")
        except WrongUsage:
            return
        assert all(Case.model_validate(case.fields) for case in imported.cases)
        assert all(rejected.reason for rejected in imported.rejected)

    return read


def system_reply(content: bytes) -> None:
    """What a system that is evaluated may print."""
    try:
        found = reply.parse(reply.read_json(content))
    except reply.Unusable:
        return
    asked = Question(text="When?", asked_at=datetime(2023, 3, 16, 12, tzinfo=UTC))
    answer_of(found, asked).answer.text.encode("utf-8")


def question(content: bytes) -> None:
    text = content.decode("utf-8", "replace")
    asked = Question(text=text, asked_at=datetime(2023, 3, 16, 12, tzinfo=UTC))
    found = understand(asked, lambda: _SOURCES)
    for window in (found.window, found.around):
        if window and window.since and window.until:
            assert window.since <= window.until


def _extracted(document: RawDocument) -> None:
    try:
        article = extract(document)
    except (Unreadable, SourceUnavailable):
        return
    assert article.text.strip()
    article.text.encode("utf-8")
    article.title.encode("utf-8")


TARGETS: dict[str, Callable[[bytes], None]] = {
    "page": page,
    "feed": feed,
    "sitemap": sitemap,
    "addresses": addresses,
    "suite": suite,
    "question": question,
    "reply": system_reply,
    **{f"facts{ending}": other_tools(ending) for ending in (".json", ".yaml", ".csv")},
    **{f"file{ending}": file_of(ending) for ending in ENDINGS},
}
