"""What an ingest did, altogether and for each source."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from typing import Any, Literal

from clippings.ingest import run_notes

Outcome = Literal["added", "updated", "unchanged", "rejected", "older"]
"""`older` counts as unchanged: what the archive shows stays, and the earlier version is kept behind it."""
CUT = frozenset({"teaser", "cut text"})
"""Kinds of rejects that are the beginning of an article."""
MOST_ADDRESSES = 20
"""Of shared addresses that a run names; the rest is only counted."""


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
    older: int = 0
    """Of those unchanged, how many are earlier versions or captures than the one that stands."""
    parts: int = 0
    """Later pages of a story, each kept as an article of its own under the story's address."""
    apart: int = 0
    """Different articles that name an address that another one has, kept under an address of their own."""
    undated: int = 0
    """Articles without a date of publication; `undated_reasons` tells why."""
    dated_by_change: int = 0
    """Articles dated by when their feed says that they were changed last, because it says nothing else."""
    unsourced: int = 0
    """Articles that name no source, so that their folder's or server's name stands for it."""
    canceled: int = 0
    """Of those deleted, how many a publisher's notice canceled; each notice counts as updated."""
    cut: int = 0
    """Of those rejected, how many are only the beginning of their article."""
    undated_reasons: dict[str, int] = field(default_factory=dict)
    not_articles: dict[str, int] = field(default_factory=dict)
    """Of those rejected, how many are no articles at all, by what they are: "draft", "attachment"."""
    shapes: dict[str, int] = field(default_factory=dict)
    """Of the articles read, how many were written in the known shape of a tool or format, by its name."""

    def include(self, other: SourceCounts) -> None:
        """Add what was counted elsewhere."""
        for one in fields(SourceCounts):
            mine, theirs = getattr(self, one.name), getattr(other, one.name)
            setattr(self, one.name, _sum(mine, theirs) if isinstance(mine, dict) else mine + theirs)


@dataclass(slots=True)
class Counts(SourceCounts):
    """What one ingest did; `sources` has the same for each source, by its name."""

    seconds: float = 0.0
    sources: dict[str, SourceCounts] = field(default_factory=dict)
    """Under "" what was rejected before anything told where it came from."""
    shared_addresses: dict[str, int] = field(default_factory=dict)
    """Addresses that several different articles name, and how many besides the first; a run names the first few."""
    notes: list[str] = field(default_factory=list)
    """What the reading of the documents has to tell, such as the feed that was followed from a front page."""

    def note(self, source: str, outcome: Outcome, chunks: int = 0, duplicate: bool = False, documents: int = 1) -> None:
        """One more document of this source, or several that an unchanged feed gave before."""
        for counts in self._of(source):
            counts.seen += documents
            if outcome == "older":
                counts.older += documents
                counts.unchanged += documents
            else:
                setattr(counts, outcome, getattr(counts, outcome) + documents)
            counts.chunks += chunks
            counts.duplicates += duplicate

    def rejected_as(self, source: str, kind: str) -> None:
        """One that was counted as rejected is no article, or only the beginning of one."""
        for counts in self._of(source):
            if kind in CUT:
                counts.cut += 1
            else:
                counts.not_articles[kind] = counts.not_articles.get(kind, 0) + 1

    def described(
        self, source: str, undated: str, is_dated_by_change: bool, is_unsourced: bool, shape: str = ""
    ) -> None:
        """What an article leaves open: why it has no date, "" if it has one; whether that is the day of a change;
        whether it names no source. And in which tool's shape it was written."""
        if not (undated or is_dated_by_change or is_unsourced or shape):
            return
        for counts in self._of(source):
            if shape:
                counts.shapes[shape] = counts.shapes.get(shape, 0) + 1
            counts.unsourced += is_unsourced
            counts.dated_by_change += is_dated_by_change
            if undated:
                counts.undated += 1
                counts.undated_reasons[undated] = counts.undated_reasons.get(undated, 0) + 1

    def placed_beside(self, source: str, relation: Literal["part", "apart"], address: str) -> None:
        """One article more whose address is another one's."""
        for counts in self._of(source):
            counts.parts += relation == "part"
            counts.apart += relation == "apart"
        if relation == "apart" and (address in self.shared_addresses or len(self.shared_addresses) < MOST_ADDRESSES):
            self.shared_addresses[address] = self.shared_addresses.get(address, 0) + 1

    def _of(self, source: str) -> tuple[SourceCounts, SourceCounts]:
        return self, self.sources.setdefault(source, SourceCounts())

    def retired(self, source: str, articles: int) -> None:
        """The source no longer has so many articles."""
        if articles:
            for counts in self._of(source):
                counts.deleted += articles

    def canceled_by_notice(self, source: str, articles: int) -> None:
        """A publisher's notice took so many articles out."""
        self.retired(source, articles)
        for counts in self._of(source):
            counts.canceled += articles

    def back(self, source: str) -> None:
        """One that was counted as unchanged had been retired, and is back."""
        for counts in (self, self.sources[source]):
            counts.unchanged -= 1
            counts.updated += 1

    @property
    def changed(self) -> int:
        """How many documents changed what the catalogue knows; rejects are among them."""
        return self.added + self.updated + self.rejected


def _sum(one: dict[str, int], other: dict[str, int]) -> dict[str, int]:
    return {
        name: one.get(name, 0) + other.get(name, 0) for name in (*one, *(name for name in other if name not in one))
    }


def as_json(counts: Counts) -> dict[str, Any]:
    """The counts as `clippings ingest --json` prints them: `sources` is a list, in the order of the names."""
    told = asdict(counts)
    told["shared_addresses"] = [{"url": url, "articles": count + 1} for url, count in counts.shared_addresses.items()]
    told["notes"] = [*told["notes"], *run_notes.notes(asdict(counts))]
    told["sources"] = [{"name": name, **told["sources"][name]} for name in sorted(told["sources"])]
    return told
