"""What an ingest did, for a person: one line, and a row for each source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from clippings.cli.safe_text import safe
from clippings.ingest import run_notes
from clippings.ingest.counts import Counts, SourceCounts

_MOST_ROWS = 30
_COLUMNS = ("seen", "added", "updated", "unchanged", "deleted", "rejected", "duplicates")
_SAID = {"deleted": "retired"}
"""What a person is told where JSON's word would mislead: nothing is deleted."""
NO_SOURCE = "(source not known)"


def show(counts: Counts, dry_run: bool) -> None:
    """The counts of a run; of a dry run, it is said first that nothing was written."""
    console = Console(highlight=False)
    if dry_run:
        console.print("Dry run: nothing was written. An ingest would find:")
    console.print(line(counts, dry_run), soft_wrap=True)
    if len(counts.sources) > 1:
        console.print(by_source(counts.sources))
    for note in (*counts.notes, *run_notes.notes(asdict(counts))):
        console.print(Text(f"- {safe(note)}"), soft_wrap=True)


def line(counts: Counts, dry_run: bool = False) -> str:
    """The counts in a sentence."""
    seconds = f"{counts.seconds} s"
    if not counts.seen:
        return f"Nothing to do ({seconds})."
    if not counts.changed and not counts.deleted:
        would = "would change" if dry_run else "changed"
        return f"Nothing {would}: all {counts.seen} articles were in the archive already ({seconds})."
    parts = [f"{count} {_SAID.get(name, name)}" for name in _COLUMNS[1:6] if (count := getattr(counts, name))]
    duplicates = f", {counts.duplicates} of them near-duplicates" if counts.duplicates else ""
    return f"{counts.seen} seen: {', '.join(parts)}{duplicates}; {counts.chunks} chunks, {seconds}."


def by_source(sources: Mapping[str, SourceCounts]) -> Table:
    """A row for each source, those with most to tell first; columns without any count are left out."""
    shown = [name for name in _COLUMNS if any(getattr(one, name) for one in sources.values())]
    table = Table("Source", *(_SAID.get(name, name).capitalize() for name in shown), box=None, pad_edge=False)
    for column in table.columns[1:]:
        column.justify = "right"
        column.no_wrap = True
    ordered = sorted(sources.items(), key=lambda one: (-_news(one[1]), -one[1].seen, one[0]))
    rows: list[tuple[str, Any]] = ordered[:_MOST_ROWS]
    if len(ordered) > _MOST_ROWS:
        rest = Counts()
        for _, one in ordered[_MOST_ROWS:]:
            rest.include(one)
        rows.append((f"{len(ordered) - _MOST_ROWS} more", rest))
    for name, one in rows:
        table.add_row(Text(safe(name) or NO_SOURCE), *(str(getattr(one, column) or "·") for column in shown))
    return table


def retried(counts: Counts, retried: int) -> str:
    """What came of rejects that were read again."""
    if not retried:
        return "There are no rejects to read again."
    taken = counts.added + counts.updated + counts.unchanged
    return f"Rejects read again: {retried}. Ingested now: {taken}. Rejected still: {counts.rejected}."


def _news(counts: SourceCounts) -> int:
    return counts.added + counts.updated + counts.deleted + counts.rejected
