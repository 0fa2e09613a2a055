"""Which version of an article its address shows: the latest, an earlier one again, or one that was retired."""

from __future__ import annotations

from clippings.ingest.counts import Outcome
from clippings.ingest.store import Writer
from clippings.vectorstore.catalogue_writer import KnownVersion, NewArticle


def add_version(writer: Writer, run_id: int, article: NewArticle, known: list[KnownVersion]) -> None:
    """Add new content at a known address: it replaces the current version unless it is the earlier one."""
    current = next((version for version in known if version.is_current), None)
    story_id = story(writer, article, current or known[-1])
    is_newer = current is None or _is_newer(article, current)
    if current and is_newer:
        writer.set_aside(current.id)
    writer.add_article(article, run_id, len(known) + 1, is_newer, story_id)


def known_content(writer: Writer, article: NewArticle, known: list[KnownVersion]) -> Outcome | None:
    """The outcome when the address already has, or had, this very content; None when the content is new."""
    same = next((version for version in known if version.content_hash == article.content_hash), None)
    if same is None:
        return None
    current = next((version for version in known if version.is_current), None)
    if current is None:  # it was retired, and is seen again
        _bring_back(writer, article, same)
        return "updated"
    if same.is_current or not (article.modified_at and current.modified_at):
        return "unchanged"
    if article.modified_at <= current.modified_at:
        return "unchanged"
    writer.set_aside(current.id)
    _bring_back(writer, article, same)
    return "updated"


def _bring_back(writer: Writer, article: NewArticle, version: KnownVersion) -> None:
    story_id = story(writer, article, version)
    writer.bring_back(version.id, article.modified_at, None if story_id == version.id else story_id)


def _is_newer(article: NewArticle, current: KnownVersion) -> bool:
    """Whether an article replaces the current version: it does unless both say when, and it is the earlier one."""
    mine = article.modified_at or article.published_at
    theirs = current.modified_at or current.published_at
    return mine is None or theirs is None or mine >= theirs


def story(writer: Writer, article: NewArticle, follows: KnownVersion | None = None) -> int | None:
    """The article that told this story first in nearly the same words, if another tells it now."""
    from clippings.ingest import near_duplicates

    told = [near_duplicates.Telling(*one) for one in writer.near_duplicate_candidates(article.bands, article.url)]
    known_story = (follows.story_id or follows.id) if follows else None
    return near_duplicates.story_of(article.minhash, article.source, told, known_story)
