"""Articles that a complete source no longer has: out of the indexes, kept in the catalogue, back when seen again."""

from __future__ import annotations

from clippings.ingest.deduplication.versions import latest
from clippings.ingest.screening import cancellations
from clippings.vectorstore.catalogue import source_records
from clippings.vectorstore.catalogue.writer import CatalogueWriter

_MOST = 0.5
"""The share of a source's articles above which it is likelier that the source broke than that they are gone."""


def what_is_gone(writer: CatalogueWriter, source: str, run_id: int, may_retire_most: bool) -> tuple[int, str]:
    """Set aside the current articles of a source that this run did not see.

    Returns:
        How many, and what the admin is to be told, if anything.
    """
    held, gone = source_records.current_holdings(writer, source, run_id)
    if len(gone) > held * _MOST and not may_retire_most:
        return 0, (
            f"{source} has {len(gone)} of its {held} articles no more; that is more than half, so they were kept. "
            "If it is right: clippings sources run --only NAME --retire"
        ).replace("NAME", f"'{source}'")
    for article_id in gone:
        writer.set_aside(article_id)
    source_records.forget_holdings(writer, source, run_id)
    return len(gone), ""


def bring_back(writer: CatalogueWriter, article_url: str) -> bool:
    """Make the latest version of a retired article current again; False when it is not retired."""
    versions = writer.versions(article_url)
    if not versions or any(version.is_current for version in versions):
        return False
    last = latest(versions)
    if cancellations.is_canceled(writer, article_url, last.modified_at):
        return False
    writer.bring_back(last.id, last.modified_at, last.story_id)
    return True
