"""What a file gives: its articles as they were printed, and what is left out, in the file's order."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from clippings.core.types import Reject
from clippings.ingest.documents import Canceled, RawDocument, Unreadable
from clippings.ingest.extraction.extract import ExtractedArticle, extract
from clippings.ingest.sources.files.files import documents

ONE = (
    "The lake steamer Corvina will not sail before the first of June, the shipping office of Lindau Bay "
    "said on Tuesday."
)
TWO = "A crack was found in its shaft, and a new one has to be cast in Trieste."
TITLE = "Lake steamer stays moored"
HTML = f"<p>{ONE}</p><p>{TWO}</p>"
URL = "https://lakeside.example/2022/corvina"
HOST = "lakeside.example"
PAPER = "Lakeside Herald"
FOLDER = "desk"
"""In which the file lies: the source of what names none."""
KOREAN = "호수 유람선 코르비나호는 6월 1일 이전에는 운항하지 않는다고 린다우만 해운국이 화요일 밝혔다."
KOREAN_TWO = "축에서 균열이 발견되어 새로 주조해야 한다."


@dataclass(frozen=True, slots=True)
class Article:
    """An article; what is None is not looked at, but for the day, which is unknown then."""

    title: str
    source: str | None
    day: str | None
    text: tuple[str, ...] = ()
    """What must stand in it."""
    url: str | None = None
    no: tuple[str, ...] = ()
    """What must not stand in it."""
    authors: tuple[str, ...] | None = None
    modified: str | None = None
    undated: str | None = None
    """Why it has no date."""


@dataclass(frozen=True, slots=True)
class Rejected:
    kind: str | None = None
    reason: str = ""
    """What stands in it."""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A notice that takes an article out."""


@dataclass(frozen=True, slots=True)
class Case:
    name: str
    content: str | bytes
    gives: Sequence[Article | Rejected | Withdrawn]


def lake_story(
    title: str = TITLE,
    source: str | None = PAPER,
    day: str | None = "2022-04-12",
    text: tuple[str, ...] = (ONE, TWO),
    url: str | None = URL,
    no: tuple[str, ...] = (),
    authors: tuple[str, ...] | None = None,
    modified: str | None = None,
    undated: str | None = None,
) -> Article:
    """The article of most cases, but for what a case has otherwise."""
    return Article(title, source, day, text, url, no, authors, modified, undated)


def lines_of_json(*records: object) -> str:
    return "\n".join(json.dumps(record, ensure_ascii=False) for record in records)


def check(case: Case, folder: Path) -> None:
    """Read the case's file and compare."""
    path = folder / FOLDER / case.name
    path.parent.mkdir(parents=True)
    path.write_bytes(case.content if isinstance(case.content, bytes) else case.content.encode())
    found = [_read(item) for item in documents(path) if isinstance(item, RawDocument | Reject | Canceled)]
    assert len(found) == len(case.gives), found
    for item, wanted in zip(found, case.gives, strict=True):
        if isinstance(wanted, Article):
            assert isinstance(item, ExtractedArticle), item
            _compare(item, wanted)
        elif isinstance(wanted, Rejected):
            assert isinstance(item, Reject), item
            assert wanted.kind in (None, item.kind), item
            assert wanted.reason in item.reason
        else:
            assert isinstance(item, Canceled), item


def _read(item: RawDocument | Reject | Canceled) -> ExtractedArticle | Reject | Canceled:
    try:
        return extract(item) if isinstance(item, RawDocument) else item
    except Unreadable as error:
        return Reject(item.location, str(error), kind=error.kind)


def _compare(article: ExtractedArticle, wanted: Article) -> None:
    assert article.title == wanted.title
    assert wanted.source in (None, article.source), article.source
    assert (article.published_at.date().isoformat() if article.published_at else None) == wanted.day, article.undated
    assert wanted.url in (None, article.url), article.url
    assert wanted.authors in (None, article.authors), article.authors
    assert wanted.undated in (None, article.undated), article.undated
    if wanted.modified:
        assert article.modified_at
        assert article.modified_at.date().isoformat() == wanted.modified
    for piece in wanted.text:
        assert piece in article.text
    for piece in wanted.no:
        assert piece not in article.text
