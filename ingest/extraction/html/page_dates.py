"""When a page says that its article was published and modified. What it does not say is unknown.

In this order: JSON-LD, meta elements, marked `time` elements, the address, a date printed by the headline; at last meta
elements by rarer names. Neither a copyright year nor the date of a teaser in a sidebar becomes the article's.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta, timezone
from typing import Any
from urllib.parse import urlsplit

from clippings.core import languages
from clippings.ingest.extraction.dates import parse as dates
from clippings.ingest.extraction.html import date_labels
from clippings.ingest.extraction.html.boilerplate import same_headline
from clippings.ingest.extraction.html.dom_cleanup import text_of

PUBLISHED = (
    "article:published_time", "article:published", "datepublished", "og:article:published_time", "og:published_time",
    "og:datepublished", "og:pubdate", "pubdate", "pub_date", "parsely-pub-date",
    "published_at", "published", "publish-date", "publishdate", "publish_date", "published-date",
    "publication_date", "article.published", "article_date_original", "date.release", "sailthru.date", "dc.date.issued",
    "dcterms.issued", "dcterms.created", "dc.date", "dcterms.date", "datecreated", "citation_publication_date",
    "article.created", "sn-post-date", "pdate", "originalpublicationdate", "date",
)  # fmt: skip
MODIFIED = (
    "article:modified_time", "article:modified", "datemodified", "og:updated_time", "article.updated", "lastmod",
    "last-modified-date", "updated-date", "article_date_updated", "dcterms.modified", "datelastpubbed", "revision_date",
)  # fmt: skip
_OF_THE_PAGE = {"gentime", "meta", "timestamp"}
"""Names of when a page was made, which may be when it was fetched."""
_IN_ADDRESS = re.compile(
    r"/(?:\w*-)?((?:19|20)\d\d)([/\-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?=[/_.\-]|$|\d{2,})"
)
_LOOSE_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)/(\d{1,2})/(\d{1,2})(?=/)")
_OUTSIDE = {"aside", "footer", "nav", "form", "li", "figure", "blockquote"}
_PRESENTED = ("b", "strong", "font", "p", "span", "td", "div")
_OF_OTHERS = re.compile(
    r"(?:^|[\s_-])(?:comments?|replies|respond|disqus|discussion|twitter-tweet|instagram-media)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""Classes and ids of what readers wrote below an article, and of posts of social networks in it."""
_CLOCK = re.compile(
    r"(?P<half>오전|오후|上午|下午|午前|午後)?\s?\b(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?::\d\d)?\s?(?:(?P<m>[ap])\.?m\b)?",
    re.IGNORECASE,
)
_AFTERNOON = frozenset({"오후", "下午", "午後", "p"})
_OF_CAPTURE = timedelta(minutes=2)
_FARTHEST_ZONE = timedelta(hours=14)
_LONG_PARAGRAPH_CHARACTERS = 120
_LONGEST_DATELINE = 160
_MOST_BLOCKS = 40
_CLOSE_LEVELS = 2
_SAMPLED_PARAGRAPHS, _SAMPLED_CHARACTERS = 20, 4_000


def moments(
    tree: Any,
    metas: Mapping[str, Sequence[str]],
    linked: Mapping[str, Any],
    url: str,
    title: str,
    captured: datetime | None = None,
) -> dict[str, datetime | None]:
    """`published_at` and `modified_at` of a page, None where it does not say.

    Args:
        tree: Of the page.
        metas: Its meta elements, as `meta` gives them.
        linked: The JSON-LD node of its article.
        url: Its address, or "".
        title: Its headline, or "".
        captured: When a web archive took this copy of it: never a moment of the article's own.
    """
    language = (tree.get("lang") or "")[:5] or _language_of_text(tree)
    published = dates.parse(linked.get("datePublished") or linked.get("dateCreated"), language=language)
    modified = dates.parse(linked.get("dateModified"), language=language)
    published = published or _first(metas, PUBLISHED, language)
    modified = modified or _first(metas, MODIFIED, language)
    near = list(_near_headline(tree, title))
    published = published or _marked(tree, near, language)
    modified = modified or _marked(tree, near, language, of_update=True)
    published = published and _as_printed(published, near, language)
    published = published or of_address(url) or _printed(near, language) or _under_rare_names(metas, language)
    modified = modified or _printed(near, language, of_update=True)
    if captured:
        published, modified = (
            None if moment and abs(moment - captured) <= _OF_CAPTURE else moment for moment in (published, modified)
        )
    if published and modified and modified < published:
        modified = None
    return {"published_at": published, "modified_at": modified}


def _language_of_text(tree: Any) -> str:
    """The language of a page that declares none, which tells in which order its figures stand."""
    sample = " ".join(text_of(element) for element in tree.xpath("//p")[:_SAMPLED_PARAGRAPHS])
    found = languages.of_text(sample or text_of(tree)[:_SAMPLED_CHARACTERS], "")
    return "" if found in {languages.UNKNOWN, "en"} else found


def unreadable(metas: Mapping[str, Sequence[str]], linked: Mapping[str, Any]) -> str:
    """What stands where machines are told the moment of publication, of a page of which none could be read; or ""."""
    told = [linked.get("datePublished"), *(content for name in PUBLISHED for content in metas.get(name, ()))]
    return next((value for value in told if isinstance(value, str) and value.strip()), "")


def meta(tree: Any) -> dict[str, list[str]]:
    """The contents of all meta elements by their names in small letters, but for when a server gave the page."""
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = (element.get("content") or "").strip()
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (element.get(attribute) or "").strip().lower()
            if content and name and (attribute, name) != ("http-equiv", "date"):
                found.setdefault(name, []).append(content)
    return found


def _first(metas: Mapping[str, Sequence[str]], names: Sequence[str], language: str) -> datetime | None:
    for name in names:
        for content in metas.get(name, ()):
            if moment := dates.parse(content, language=language):
                return moment
    return None


def _under_rare_names(metas: Mapping[str, Sequence[str]], language: str) -> datetime | None:
    """From meta elements by further names that htmldate knows for a publication.

    Its own search is not asked: it completes a month by the day on which it runs, and takes a change for a publication.
    """
    from htmldate.core import DATE_ATTRIBUTES

    return _first(metas, sorted(DATE_ATTRIBUTES - _OF_THE_PAGE), language)


def _near_headline(tree: Any, title: str) -> Iterator[Any]:
    """The short elements from the headline to the second long paragraph after it, then those right above it.

    Right above is what shares its parent or grandparent: a masthead higher up prints the day on which the page was
    fetched. Lists, asides and the like are left out.
    """
    headline = _headline(tree, title)
    if headline is None:
        return
    around_headline = set(headline.iterancestors())
    close = [around for around in list(headline.iterancestors())[:_CLOSE_LEVELS] if around.tag not in {"body", "html"}]
    before: list[Any] = []
    after: list[Any] = []
    seen_headline, paragraphs = False, 0
    for element in tree.iter(
        "h1", "h2", "p", "div", "span", "time", "em", "small", "b", "strong", "a", "td", "address", "font"
    ):
        if element is headline:
            seen_headline = True
            continue
        size = len(element.text_content())
        if seen_headline and element.tag == "p" and size >= _LONG_PARAGRAPH_CHARACTERS:
            paragraphs += 1
            if paragraphs == 2:
                break
        if (size == 0 and not element.get("datetime")) or size > 3 * _LONGEST_DATELINE:
            continue
        enclosing = itertools.chain((element,), element.iterancestors())
        if any(around not in around_headline and _is_outside(around) for around in enclosing):
            continue
        if seen_headline:
            after.append(element)
        elif any(around is element or around in element.iterancestors() for around in close):
            before.append(element)
        if len(after) >= _MOST_BLOCKS:
            break
    yield from after
    yield from reversed(before[-6:])


def _is_outside(element: Any) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return element.tag in _OUTSIDE or bool(_OF_OTHERS.search(names))


def _headline(tree: Any, title: str) -> Any:
    """The element of the headline: a heading with the title in it, else the first `h1`; None when there is neither.

    Of a page without headings, what has the title in it and is set off by its looks.
    """
    headings = [element for element in tree.iter("h1", "h2", "h3", "h4") if element.text_content().strip()]
    headings.sort(key=lambda element: element.tag)
    if not headings:  # as pages were before style sheets
        headings = [element for element in tree.iter(*_PRESENTED) if 0 < len(element.text_content()) <= 2 * len(title)]
    same = (element for element in headings if title and same_headline(text_of(element), title))
    return next(same, next((element for element in headings if element.tag == "h1"), None))


def _marked(tree: Any, near: Sequence[Any], language: str, of_update: bool = False) -> datetime | None:
    """From an element with the microdata name, or a `time` element near the headline that is labelled accordingly."""
    for element in tree.xpath("//*[@itemprop=$name]", name="dateModified" if of_update else "datePublished")[:3]:
        for value in (element.get("datetime"), element.get("content"), text_of(element)):
            if moment := dates.parse(value, language=language):
                return moment
    for element in near:
        if element.tag == "time" and element.get("datetime") and date_labels.is_update(element) is of_update:
            moment = dates.parse(element.get("datetime"), language=language)
            if moment:
                return moment
    return None


def of_address(url: str) -> datetime | None:
    """The day that stands in an address (`/2023/03/15/`), if one does."""
    path = urlsplit(url).path if url.startswith("http") else ""
    match = _IN_ADDRESS.search(path)
    if match:
        return dates.parse(f"{match[1]}-{match[3]}-{match[4]}")
    loose = _LOOSE_IN_ADDRESS.search(path)
    return dates.parse(f"{loose[1]}-{int(loose[2]):02}-{int(loose[3]):02}") if loose else None


def _printed(near: Sequence[Any], language: str, of_update: bool = False) -> datetime | None:
    """From a short line by the headline with exactly one full date of the publication, or else of a change."""
    for element in near:
        text = text_of(element)
        if not text or len(text) > _LONGEST_DATELINE or (text.endswith((".", "?", "!")) and len(text) > 60):
            continue
        if date_labels.is_update(element):
            part = text if of_update else ""
        else:
            part = date_labels.updated_part(text) if of_update else date_labels.published_part(text)
        written = dates.written_in(part)
        if len(written) == 1 and (moment := dates.parse(written.pop(), language=language)):
            return moment
    return None


def _as_printed(moment: datetime, near: Sequence[Any], language: str) -> datetime:
    """The same moment in the paper's own zone, where the markup has it in UTC and the line by the headline does not.

    The zone is what lies between the printed time of day and the moment; where only a day is printed, the nearest whole
    hour in which the moment falls on it.
    """
    if moment.utcoffset() != timedelta(0):
        return moment
    for element in near:
        text = "" if date_labels.is_update(element) else date_labels.published_part(text_of(element))
        written = dates.written_in(text) if len(text) <= _LONGEST_DATELINE else set()
        if len(written) != 1:
            continue
        day = dates.parse(written.pop(), language=language)
        if day is None or abs((day.date() - moment.date()).days) > 1:
            continue
        offset = _offset(text, day, moment)
        if offset is None:
            continue
        return moment.astimezone(timezone(offset)) if offset else moment
    return moment


def _offset(text: str, day: datetime, moment: datetime) -> timedelta | None:
    clock = _CLOCK.search(text)
    if clock:
        half = (clock["half"] or clock["m"] or "").lower()
        hour = int(clock["hour"]) % 12 + 12 * (half in _AFTERNOON) if half else int(clock["hour"]) % 24
        apart = day.replace(hour=hour, minute=int(clock["minute"]) % 60) - moment.replace(second=0, microsecond=0)
        if apart % timedelta(minutes=15) == timedelta(0) and abs(apart) <= _FARTHEST_ZONE:
            return apart
    if day.date() == moment.date():
        return None if clock else timedelta(0)
    hours = -(moment.hour + 1) if day.date() < moment.date() else 24 - moment.hour
    return timedelta(hours=hours) if abs(hours) <= 12 else None
