"""Which version of an article its address shows: the latest, an earlier one again, or one that was retired."""

from __future__ import annotations

import functools
import json
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import blake2b

from clippings.ingest.counts import Outcome
from clippings.ingest.deduplication.content_hash import content_hash
from clippings.ingest.deduplication.unchanged import DIGEST_BYTES
from clippings.ingest.documents import RawDocument
from clippings.ingest.store import StoreWriter
from clippings.vectorstore.catalogue.new_article import NewArticle
from clippings.vectorstore.catalogue.writer import KnownVersion, offset_minutes

_NEVER = datetime.min.replace(tzinfo=UTC)


def add_version(writer: StoreWriter, run_id: int, article: NewArticle, known: Sequence[KnownVersion]) -> Outcome:
    """Add new content at a known address: it replaces the current version unless it says that it is the earlier one."""
    current = next((version for version in known if version.is_current), None)
    story_id = story(writer, article, current or known[-1])
    is_older = current is not None and _is_older(article, current)
    if current and not is_older:
        writer.set_aside(current.id)
    writer.add_article(article, run_id, len(known) + 1, not is_older, story_id)
    return "older" if is_older else "updated"


def known_content(
    writer: StoreWriter,
    article: NewArticle,
    known: Sequence[KnownVersion],
    place: bytes,
    beside: Collection[str],
    is_capture: bool = False,
) -> Outcome | None:
    """The outcome when the address already has, or had, this very content; None when the content is new.

    Content that was replaced comes back when it says that it is the newer one. Where one of the two does not say when,
    it comes back when the place where it is read said something else before: a server went back to its earlier text.
    Of a folder that holds both, neither file ever says anything else, so that reading it again changes nothing. Lines
    of one file may trade their places: what is read beside the current version does not replace it.

    Args:
        writer: The transaction.
        article: What was read.
        known: All versions at its address.
        place: Where it was read; see `place_of`.
        beside: Addresses of which the current version was read together with it.
        is_capture: Whether it comes from a web archive, where the dates of the captures decide.
    """
    same = _same(writer, article, known)
    if same is None:
        return None
    current = next((version for version in known if version.is_current), None)
    if current:
        if same.is_current:
            note_capture(writer, article, same)
            if note_clock(writer, article, same):
                return "updated"
        if same.is_current or not _is_back(writer, article, current, place, beside, is_capture):
            return "unchanged"
        writer.set_aside(current.id)
    story_id = story(writer, article, same)
    writer.bring_back(same.id, article.modified_at, None if story_id == same.id else story_id)
    note_capture(writer, article, same)
    return "updated"


def note_capture(writer: StoreWriter, article: NewArticle, version: KnownVersion) -> None:
    """Remember that a server gave this version's content at a later time than is known."""
    if article.captured_at and article.captured_at > (version.captured_at or _NEVER):
        writer.seen_again(version.id, article.captured_at)


def learn_again(writer: StoreWriter, article: NewArticle) -> Outcome:
    """What a current version may learn from content that is the same: a later capture, the clock of its paper."""
    if not article.captured_at and not offset_minutes(article.published_at):
        return "unchanged"
    is_moved = False
    for version in writer.versions(article.url):
        if version.content_hash == article.content_hash:
            note_capture(writer, article, version)
            is_moved |= note_clock(writer, article, version)
    return "updated" if is_moved else "unchanged"


def note_clock(writer: StoreWriter, article: NewArticle, version: KnownVersion) -> bool:
    """Take over the clock of the paper where a version was kept in UTC; returns whether that is new."""
    minutes = offset_minutes(article.published_at)
    if not minutes or version.utc_offset_minutes:
        return False
    writer.set_offset(version.id, minutes)
    return True


def place_of(document: RawDocument, article: NewArticle, entry: str) -> bytes:
    """A digest of where an article is read: another page, file, source or way to it is another place.

    Args:
        document: As its source yielded it.
        article: What it says.
        entry: Of `sources.yaml`, if it has one.
    """
    told = [entry, article.source, document.kind, document.location, sorted(document.fields), article.url]
    return blake2b(json.dumps(["place", *told]).encode(), digest_size=DIGEST_BYTES).digest()


def latest(known: Sequence[KnownVersion]) -> KnownVersion:
    """The version that the others were replaced by, of those that an address had."""
    return functools.reduce(lambda one, later: one if _is_older(later, one) else later, known)


def _same(writer: StoreWriter, article: NewArticle, known: Sequence[KnownVersion]) -> KnownVersion | None:
    """The version that says the same. One of an archive that was made before authors counted gets its hash anew."""
    for version in known:
        if version.content_hash == article.content_hash:
            return version
    before = content_hash(article, with_authors=False) if known else ""
    for version in known:
        if version.content_hash == before and tuple(version.authors) == article.authors:
            writer.rehash(version.id, article.content_hash)
            return replace(version, content_hash=article.content_hash)
    return None


def _is_back(
    writer: StoreWriter,
    article: NewArticle,
    current: KnownVersion,
    place: bytes,
    beside: Collection[str],
    is_capture: bool,
) -> bool:
    if is_capture and article.captured_at and current.captured_at:
        return article.captured_at > current.captured_at
    if article.modified_at and current.modified_at:
        return article.modified_at > current.modified_at
    return article.url not in beside and writer.last_content(place) not in (None, article.content_hash)


def _is_older(article: NewArticle | KnownVersion, current: KnownVersion) -> bool:
    """By when their servers gave them, else by when both say that they were changed.

    A date of publication may itself be what was corrected.
    """
    if article.captured_at and current.captured_at and article.captured_at != current.captured_at:
        return article.captured_at < current.captured_at
    return bool(article.modified_at and current.modified_at and article.modified_at < current.modified_at)


def story(
    writer: StoreWriter, article: NewArticle, follows: KnownVersion | None = None, of_others: bool = False
) -> int | None:
    """The article that told this story first in nearly the same words, if another tells it now.

    Args:
        writer: The transaction.
        article: What tells it.
        follows: The version before it.
        of_others: Whether only other sources' articles count: what shares an address with another article of its own
            source, and is not the same, shares a template with it rather than a story.
    """
    from clippings.ingest.deduplication import near_duplicates

    told = [near_duplicates.Telling(*one) for one in writer.near_duplicate_candidates(article.bands, article.url)]
    told = [one for one in told if not (of_others and one.source == article.source)]
    known_story = (follows.story_id or follows.id) if follows else None
    return near_duplicates.story_of(article.minhash, article.source, told, known_story)
