"""When news is told: at once, or in a digest of the day or the week, and never in quiet hours."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from clippings.chain.verification.refusals import WrongRequest
from clippings.vectorstore.catalogue.standing_questions import Rhythm

DIGEST_HOUR = 8
"""Of the follower's clock; a weekly one comes on Mondays."""


def timezone_of(name: str) -> tzinfo:
    """A timezone by its IANA name.

    Raises:
        WrongRequest: There is none.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise WrongRequest("standing_no_timezone", name=name[:60]) from None


def check_rhythm(rhythm: Rhythm) -> Rhythm:
    """The same rhythm, if it can be kept.

    Raises:
        WrongRequest: Its timezone does not exist, or its quiet hours have one end only, or no length.
    """
    timezone_of(rhythm.timezone)
    ends = (rhythm.quiet_from, rhythm.quiet_until)
    if (None in ends and ends != (None, None)) or (None not in ends and ends[0] == ends[1]):
        raise WrongRequest("standing_quiet_hours")
    return rhythm


def is_due(rhythm: Rhythm, found_at: datetime, now: datetime) -> bool:
    """Whether news that was found then is told now."""
    return now >= due_at(rhythm, found_at) and not _is_quiet(rhythm, _local(rhythm, now))


def due_at(rhythm: Rhythm, found_at: datetime) -> datetime:
    """The first moment at which news that was found then is told."""
    moment = _local(rhythm, found_at)
    if rhythm.every != "at_once":
        digest = moment.replace(hour=DIGEST_HOUR, minute=0, second=0, microsecond=0)
        if digest < moment:
            digest += timedelta(days=1)
        if rhythm.every == "weekly":
            digest += timedelta(days=-digest.weekday() % 7)
        moment = digest
    if _is_quiet(rhythm, moment) and rhythm.quiet_until is not None:
        end = moment.replace(hour=rhythm.quiet_until, minute=0, second=0, microsecond=0)
        moment = end if end > moment else end + timedelta(days=1)
    return moment


def _local(rhythm: Rhythm, moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo(rhythm.timezone))


def _is_quiet(rhythm: Rhythm, local: datetime) -> bool:
    start, end = rhythm.quiet_from, rhythm.quiet_until
    if start is None or end is None:
        return False
    return start <= local.hour < end if start < end else local.hour >= start or local.hour < end
