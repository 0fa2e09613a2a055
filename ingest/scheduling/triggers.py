"""When a source is due: every so often, or at the times of a cron line. The times are APScheduler's to compute."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

_PART = re.compile(r"(\d+)\s*([smhdw])", re.IGNORECASE)
_SECONDS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800}
_FORM = "write `every: 1h` (s, m, h, d, w) or a cron line of five fields such as `0 6 * * mon-fri`"
_SHORTEST_S = 10


@dataclass(frozen=True, slots=True)
class Timetable:
    """Either `every`, or `cron` (minute, hour, day, month, weekday; in the machine's own timezone)."""

    every: timedelta | None = None
    cron: str = ""

    def next_after(self, last: datetime) -> datetime:
        """The moment at which a source is due that ran last at `last`."""
        if self.every is not None:
            return last + self.every
        from apscheduler.triggers.cron import CronTrigger

        due = CronTrigger.from_crontab(self.cron).get_next_fire_time(last, last)
        return due if isinstance(due, datetime) else datetime.max.replace(tzinfo=last.tzinfo)

    def __str__(self) -> str:
        return self.cron or f"every {self.every}"


def timetable(given: Any) -> Timetable | None:
    """What a person wrote: `{"every": "1h"}`, `{"cron": "0 6 * * *"}`, `"every 90m"` or a cron line.

    Raises:
        ValueError: It is none of these.
    """
    if given is None or isinstance(given, Timetable):
        return given
    if isinstance(given, dict) and len(given) == 1:
        [(name, value)] = given.items()
        if name == "every":
            return Timetable(every=_duration(str(value)))
        if name == "cron":
            return _cron(str(value))
    if isinstance(given, str):
        return Timetable(every=_duration(given[6:])) if given.startswith("every ") else _cron(given)
    raise ValueError(_FORM)


def _duration(written: str) -> timedelta:
    parts = _PART.findall(written)
    if not parts or _PART.sub("", written).strip():
        raise ValueError(f"{written!r} is not a length of time: {_FORM}")
    seconds = sum(int(count) * _SECONDS[unit.lower()] for count, unit in parts)
    if not _SHORTEST_S <= seconds <= 366 * 86_400:
        raise ValueError(f"{written!r} must lie between {_SHORTEST_S} s and a year")
    return timedelta(seconds=seconds)


def _cron(line: str) -> Timetable:
    from apscheduler.triggers.cron import CronTrigger

    fields = line.split()
    if len(fields) == 5 and re.search(r"\d", fields[4].partition("/")[0]):
        raise ValueError(f"{line!r}: write weekdays as names (mon, tue-fri); programs number them differently")
    try:
        CronTrigger.from_crontab(line)
    except (ValueError, TypeError):
        raise ValueError(f"{line!r} is no schedule: {_FORM}") from None
    return Timetable(cron=line)
