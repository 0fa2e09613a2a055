"""What hostile bytes may do to each parser: give something or be refused with a reason. Anything else is a finding."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from clippings.chain.query.understanding import understand
from clippings.core.errors import SourceUnavailable, WrongUsage
from clippings.core.types import Question, Reject
from clippings.evaluation.interchange import formats, rows
from clippings.evaluation.suites import file as suite_file
from clippings.evaluation.suites.suite import Case
from clippings.evaluation.systems import reply
from clippings.evaluation.systems.answer import answer_of
from clippings.ingest.documents import Canceled, RawDocument, Unreadable, Validators
from clippings.ingest.extraction.dates import parse as dates
from clippings.ingest.extraction.extract import extract
from clippings.ingest.extraction.html.fragment import fragment_text
from clippings.ingest.extraction.scripts import article as script_article
from clippings.ingest.extraction.scripts import data as script_data
from clippings.ingest.http.fetch import Fetched
from clippings.ingest.sources.exports import databases, movable_type, news_xml
from clippings.ingest.sources.exports.text_export import documents_of as text_export_documents
from clippings.ingest.sources.files import files
from clippings.ingest.sources.files.record_documents import RecordDocuments
from clippings.ingest.sources.web import bookmarks, feeds, opml, page_links, sitemaps, url_list

_SOURCES = ["The Harbour Ledger", "Post", "조선일보"]
ENDINGS = (
    *(".html", ".txt", ".md", ".json", ".jsonl", ".csv", ".epub", ".pdf", ".warc", ".xml", ".gz", ".zst", ".xlsx"),
    *(".docx", ".mbox", ".eml", ".mhtml", ".zip", ".wacz", ".tar", ".tgz", ".wet", ".opml"),
)


def file_of(ending: str) -> Callable[[bytes], None]:
    """A target for files with this ending: read as an ingest reads them, to their last document."""

    def read(content: bytes) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"hostile.jsonl{ending}" if ending in {".gz", ".zst"} else Path(folder) / f"h{ending}"
            path.write_bytes(content)
            for item in files.documents(path):
                if isinstance(item, RawDocument):
                    _extracted(item)
                elif isinstance(item, Canceled):
                    assert item.url
                else:
                    assert isinstance(item, Reject)
                    assert item.reason

    return read


def page(content: bytes) -> None:
    """A page as it came from the web."""
    _extracted(RawDocument("https://p.example/1", "html", content, fallback_url="https://p.example/1"))


def scripts(content: bytes) -> None:
    """A script of a page, as code and as JSON."""
    text = content.decode("utf-8", "replace")
    for kind, name in (("", ""), ("application/json", "__NUXT_DATA__"), ("application/json", "__NEXT_DATA__")):
        found = script_article.article_in(script_data.values([script_data.Script(kind, name, text)]), ["Storm"])
        assert found is None or found.text.strip()


def fragment(content: bytes) -> None:
    """A piece of HTML, as feeds and records carry it."""
    fragment_text(content.decode("utf-8", "replace"))


def feed(content: bytes) -> None:
    for item in feeds.entries(content, "https://p.example/feed"):
        if isinstance(item, RawDocument):
            _extracted(item)


def sitemap(content: bytes) -> None:
    try:
        sitemaps.read(content)
    except sitemaps.NoSitemap:
        return


def text_export(content: bytes) -> None:
    """A text in which there is at least a mark of a press database."""
    text = content.decode("utf-8", "replace")
    for item in movable_type.documents(text, Path("/news/export.txt")):
        if isinstance(item, RawDocument):
            _extracted(item)
    for _, _, articles in databases.DATABASES:
        for item in text_export_documents(articles(text), Path("/news/export.txt"), "database"):
            if isinstance(item, RawDocument):
                _extracted(item)


def date(content: bytes) -> None:
    """A date as a source may write it."""
    text = content.decode("utf-8", "replace")
    for order in ("", "MDY"):
        moment = dates.parse(text, language="en", order=order)
        assert moment is not None or dates.why_unknown(text, "en", order)


def record(content: bytes) -> None:
    """One record of a tool, in whichever shape."""
    try:
        value = json.loads(content.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return
    made = RecordDocuments(Path("/news/a.json"), {}).document(value, "a.json")
    if isinstance(made, RawDocument):
        _extracted(made)


def front_matter(content: bytes) -> None:
    """Markdown below TOML or YAML."""
    _extracted(RawDocument("a.md", "markdown", content, fallback_url="file:///news/a.md"))


def news_item(content: bytes) -> None:
    for item in news_xml.documents(content, Path("/news/a.xml")):
        if isinstance(item, RawDocument):
            _extracted(item)


def addresses(content: bytes) -> None:
    list(url_list.links(content, "list.urls"))


def saved_links(content: bytes) -> None:
    """Bookmarks of a browser, or a page that is none."""
    bookmarks.looks_like_bookmarks(content)
    assert all(link.url.lower().startswith(("http://", "https://")) for link in bookmarks.links(content))


def opml_of_feeds(content: bytes) -> None:
    urls, rejects = opml.feeds(content, "feeds.opml")
    assert all(url.startswith(("http://", "https://")) for url in urls)
    assert all(reject.reason for reject in rejects)
    assert urls or rejects


def story_pages(content: bytes) -> None:
    """A page that may name the other pages of its story."""
    fetched = Fetched("https://p.example/1", content, "text/html", None, Validators("https://p.example/1"))
    page_links.next_page(fetched, "https://p.example/1")
    page_links.feed_of_listing(fetched)


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
    "scripts": scripts,
    "fragment": fragment,
    "feed": feed,
    "sitemap": sitemap,
    "addresses": addresses,
    "bookmarks": saved_links,
    "text_export": text_export,
    "date": date,
    "record": record,
    "front_matter": front_matter,
    "news_item": news_item,
    "opml": opml_of_feeds,
    "story_pages": story_pages,
    "suite": suite,
    "question": question,
    "reply": system_reply,
    **{f"facts{ending}": other_tools(ending) for ending in (".json", ".yaml", ".csv")},
    **{f"file{ending}": file_of(ending) for ending in ENDINGS},
}
