"""What the tests of sources share: specs in one line, and a run that answers in one."""

from __future__ import annotations

from typing import Any

from clippings.ingest.pipeline import Counts, ingest
from clippings.ingest.scheduling.config import SourceSpec
from clippings.ingest.sources.reader import Reading
from clippings.vectorstore.archive import Archive
from tests.conftest import QuietListener


def spec(name: str, *address: object, **more: Any) -> SourceSpec:
    return SourceSpec.model_validate({"name": name, "address": [str(one) for one in address], **more})


def run(archive: Archive, one: SourceSpec, retire: bool = False, **more: Any) -> tuple[Counts, list[str]]:
    """One run of a source: its counts and its notes."""
    reading = Reading(archive.settings, archive.catalogue, one.source or None, one, retire, **more)
    counts = ingest(archive, one.address, QuietListener(), one.source or None, True, reading)
    return counts, reading.notes


def outcome(counts: Counts) -> tuple[int, int, int, int, int]:
    return counts.added, counts.updated, counts.unchanged, counts.deleted, counts.rejected


def current_urls(archive: Archive) -> list[str]:
    ids = sorted({article_id for _, article_id in archive.catalogue.changed_articles(0, 10_000)})
    return sorted(article.url for article in archive.catalogue.articles(ids, current_only=True))
