"""What time it is, for judging dates: the machine's clock, unless the archive knows better.

A clock may be set back: by a dead battery, a restored machine, a wrong time server. The moments at which an archive was
worked on have passed all the same, and dates up to the latest of them are not in the future.
"""

from __future__ import annotations

from datetime import UTC, datetime

_latest = datetime.min.replace(tzinfo=UTC)


def has_passed(moment: datetime) -> None:
    """Remember, in this process, that this moment has passed."""
    global _latest
    _latest = max(_latest, moment)


def now() -> datetime:
    """The machine's time, or the latest moment that is known to have passed, in UTC."""
    return max(datetime.now(UTC), _latest)
