"""What was read out of a question's own words, before anything is searched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from clippings.core.time_window import TimeWindow


@dataclass(frozen=True, slots=True)
class Understood:
    """A question's language, and what its words ask for: a time, sources, phrases.

    Limits that were given beside the question (`--since`, `--source`) always win over these.
    """

    language: str
    words: str
    """What is searched for: the question without the words that became limits; empty where nothing in it can be."""
    window: TimeWindow | None = None
    """When it happened, where the question says so plainly ("last week"); other articles are left out."""
    reported_until: datetime | None = None
    """The end of the window and some days more, in which it is still reported."""
    around: TimeWindow | None = None
    """The time that the question is about, plainly or not ("World Cup 2022"): a preference, never a limit."""
    newest_first: bool = False
    """Whether the newest articles are wished for ("latest news about")."""
    sources: tuple[str, ...] = ()
    """The archive's names of the sources that it asks for ("according to The Ledger")."""
    unknown_sources: tuple[str, ...] = ()
    """Papers and broadcasters that it asks for and the archive has nothing of."""
    phrases: tuple[str, ...] = ()
    """Words in quotation marks; they must occur in the article."""
    carried: tuple[str, ...] = ()
    """Words taken from earlier questions of the conversation, for one that leans on them."""
    not_days: tuple[str, ...] = ()
    """Dates as they were written that no calendar has ("February 30")."""
    unsure_days: tuple[str, ...] = ()
    """Dates in figures that may be one of two days (3/5/2023) and therefore limit nothing."""
    to_come: TimeWindow | None = None
    """A time that it asks of and that is still to come."""
    is_cut: bool = False
    """Whether the question was too long to be read whole."""

    @property
    def focus(self) -> datetime | None:
        """The middle of the time that the question is about, where it names one."""
        return self.around.middle if self.around else None
