"""Articles of our own for the tests of the archive, and the shortest way to put them into a catalogue."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256

from clippings.core.sentences import lines
from clippings.vectorstore.catalogue.catalogue import Catalogue
from clippings.vectorstore.catalogue.new_article import NewArticle


def article(url: str, text: str, title: str = "A headline", **fields: object) -> NewArticle:
    """An article whose every line is a chunk."""
    given: dict[str, object] = {
        "url": url,
        "title": title,
        "source": "The Test Post",
        "published_at": datetime(2023, 3, 16, 9, tzinfo=UTC),
        "modified_at": None,
        "language": "en",
        "text": text,
        "authors": (),
        "content_hash": sha256(f"{url}{title}{text}".encode()).hexdigest(),
        "minhash": b"",
        "bands": (),
        "chunks": tuple(lines(text)),
        **fields,
    }
    return NewArticle(**given)  # type: ignore[arg-type]


def add(catalogue: Catalogue, *articles: NewArticle) -> list[int]:
    """Add these in one transaction, each as the current version at its address; returns their ids."""
    ids = []
    with catalogue.writing() as writer:
        versions = [writer.versions(one.url) for one in articles]  # read first, as ingest does
        run_id = writer.start_run(["a test"])
        for one, known in zip(articles, versions, strict=True):
            for version in known:
                if version.is_current:
                    writer.set_aside(version.id)
            ids.append(writer.add_article(one, run_id, len(known) + 1, is_current=True, story_id=None))
    return ids


def current_chunk_ids(catalogue: Catalogue) -> set[int]:
    """The ids of the chunks that every follower should hold."""
    changed = sorted({article_id for _, article_id in catalogue.changed_articles(0, 10**9)})
    return {chunk.id for chunk in catalogue.chunks_of(changed)[0]}
