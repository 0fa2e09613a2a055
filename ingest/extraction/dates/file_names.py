"""The date in a file's name, as newsrooms and static sites name their articles: `2023-03-15-port-plan.md`."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from clippings.ingest.documents import Kind

_DAY = r"(?P<year>(?:1[6-9]|20)\d\d)(?P<sign>[-_.]?)(?P<month>\d\d)(?P=sign)(?P<day>\d\d)"
_FIRST = re.compile(rf"{_DAY}(?=[-_. ]+[^\W\d])")
_ANYWHERE = re.compile(rf"(?<!\d){_DAY}(?!\d)")
_IN_FOLDERS = re.compile(r"(?:^|/)(?P<year>(?:19|20)\d\d)/(?P<month>\d\d)/(?P<day>\d\d)/[^/]*$")


def date_in_name(file: Path, kind: Kind) -> str:
    """The day in the name of a file that is one article, or of its folders (`2023/03/15/`), in ISO 8601; "" for none.

    Pages are saved under the day on which they were saved, so of theirs only a day counts that stands before a name.
    """
    name = file.name
    days = [_FIRST.match(name)] if kind == "html" else list(_ANYWHERE.finditer(name))
    written = {day for match in days if match and (day := _day(match))}
    if not written and (first := _FIRST.match(name)) and first["sign"] == "-":
        return first.group().strip("-_. ")  # a day that never was: the article has no date, and the run says why
    if not written and (folders := _IN_FOLDERS.search(file.as_posix())):
        written = {day for day in (_day(folders),) if day}
    return written.pop() if len(written) == 1 else ""


def _day(match: re.Match[str]) -> str:
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"])).isoformat()
    except ValueError:
        return ""
