"""What an ingest did, altogether and for each source."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from typing import Any, Literal

Outcome = Literal["added", "updated", "unchanged", "rejected"]


@dataclass(slots=True)
class SourceCounts:
    """Every document seen is added, updated, unchanged or rejected."""

    seen: int = 0
    added: int = 0
    updated: int = 0
    """New content at a known address; the earlier version stays in the catalogue."""
    unchanged: int = 0
    deleted: int = 0
    """Taken out of the indexes because the source no longer has them; files and addresses never claim that."""
    duplicates: int = 0
    """Of those added, how many tell a story that another address told in nearly the same words."""
    rejected: int = 0
    chunks: int = 0

    def include(self, other: SourceCounts) -> None:
        """Add what was counted elsewhere."""
        for one in fields(SourceCounts):
            setattr(self, one.name, getattr(self, one.name) + getattr(other, one.name))


@dataclass(slots=True)
class Counts(SourceCounts):
    """What one ingest did; `sources` has the same for each source, by its name."""

    seconds: float = 0.0
    sources: dict[str, SourceCounts] = field(default_factory=dict)
    """Under "" what was rejected before anything told where it came from."""

    def note(self, source: str, outcome: Outcome, chunks: int = 0, duplicate: bool = False, documents: int = 1) -> None:
        """One more document of this source, or several that an unchanged feed gave before."""
        for counts in (self, self.sources.setdefault(source, SourceCounts())):
            counts.seen += documents
            setattr(counts, outcome, getattr(counts, outcome) + documents)
            counts.chunks += chunks
            counts.duplicates += duplicate

    def retired(self, source: str, articles: int) -> None:
        """The source no longer has so many articles."""
        if articles:
            for counts in (self, self.sources.setdefault(source, SourceCounts())):
                counts.deleted += articles

    def back(self, source: str) -> None:
        """One that was counted as unchanged had been retired, and is back."""
        for counts in (self, self.sources[source]):
            counts.unchanged -= 1
            counts.updated += 1

    @property
    def changed(self) -> int:
        """How many documents changed what the catalogue knows; rejects are among them."""
        return self.added + self.updated + self.rejected


def as_json(counts: Counts) -> dict[str, Any]:
    """The counts as `clippings ingest --json` prints them: `sources` is a list, in the order of the names."""
    told = asdict(counts)
    told["sources"] = [{"name": name, **told["sources"][name]} for name in sorted(told["sources"])]
    return told
