"""What the admin should know of a run besides its counts, in sentences: joined, kept apart, undated, left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

UNKNOWN_SHAPE = "records of no known tool"
"""Told only beside shapes that were recognised."""

_MOST_ADDRESSES = 3
_MOST_SOURCES = 5


def notes(counts: Mapping[str, Any]) -> list[str]:
    """The notes of a run, the gravest first; empty when there is nothing to tell.

    Args:
        counts: As `dataclasses.asdict` gives `ingest.counts.Counts`, also those that the catalogue keeps of a run. An
            earlier version's lack some of the names.
    """
    return [*_identity(counts), *_dates(counts), *_left_out(counts), *_shapes(counts)]


def _identity(counts: Mapping[str, Any]) -> Iterator[str]:
    shared: Mapping[str, int] = counts.get("shared_addresses") or {}
    named = sorted(shared.items(), key=lambda pair: -pair[1])[:_MOST_ADDRESSES]
    for url, others in named:
        yield f"{others + 1:,} articles name the same canonical address or link, {url}; kept apart"
    if rest := counts.get("apart", 0) - sum(others for _, others in named):
        yield f"{_many(rest, 'more article names', 'more articles name')} an address that another one has; kept apart"
    if parts := counts.get("parts", 0):
        what = _many(parts, "later page of a story is", "later pages of stories are")
        yield f"{what} joined to the first, each under an address of its own"
    if canceled := counts.get("canceled", 0):
        yield f"{_many(canceled, 'article was', 'articles were')} canceled by the publisher, and left the answers"
    if updated := counts.get("updated", 0) - counts.get("canceled", 0):
        yield f"{_many(updated, 'article was', 'articles were')} replaced by a later version; the earlier one is kept"
    if older := counts.get("older", 0):
        what = _many(older, "document is", "documents are")
        yield f"{what} older than what the archive has of it; the later one stands"


def _dates(counts: Mapping[str, Any]) -> Iterator[str]:
    if undated := counts.get("undated", 0):
        why = ", ".join(f"{why}: {count:,}" for why, count in sorted((counts.get("undated_reasons") or {}).items()))
        yield f"{_many(undated, 'article has', 'articles have')} no date ({why}){_by_source(counts, 'undated')}"
    if changed := counts.get("dated_by_change", 0):
        told = "by the last change, because the feed names no publication"
        yield f"{_many(changed, 'article is', 'articles are')} dated {told}{_by_source(counts, 'dated_by_change')}"
    if unsourced := counts.get("unsourced", 0):
        told = "the folder's or server's name stands for it"
        yield f"{_many(unsourced, 'article names', 'articles name')} no source; {told}{_by_source(counts, 'unsourced')}"


def _left_out(counts: Mapping[str, Any]) -> Iterator[str]:
    if kinds := counts.get("not_articles") or {}:
        yield f"left out, because they are no articles: {_listed(kinds)}"
    if cut := counts.get("cut", 0):
        yield f"{_many(cut, 'text was', 'texts were')} left out, because only the beginning is there"


def _shapes(counts: Mapping[str, Any]) -> Iterator[str]:
    shapes = counts.get("shapes") or {}
    if shapes.keys() - {UNKNOWN_SHAPE}:  # where nothing was recognised, there is nothing to tell
        yield f"shapes recognised: {_listed(shapes)}"


def _by_source(counts: Mapping[str, Any], name: str) -> str:
    """Which sources have them; nothing where there is only one."""
    sources: Mapping[str, Mapping[str, Any]] = counts.get("sources") or {}
    having = {source: one[name] for source, one in sources.items() if one.get(name)}
    return f": {_listed(having)}" if len(sources) > 1 and having else ""


def _listed(counted: Mapping[str, int]) -> str:
    ordered = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    shown = [f"{count:,} {name}" for name, count in ordered[:_MOST_SOURCES]]
    rest = sum(count for _, count in ordered[_MOST_SOURCES:])
    return ", ".join([*shown, *([f"{rest:,} of others"] if rest else [])])


def _many(count: int, singular: str, plural: str) -> str:
    return f"{count:,} {singular if count == 1 else plural}"
