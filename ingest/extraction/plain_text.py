"""Plain text files: a headline, perhaps lines such as `Date: 2023-03-17` under it, then the article."""

from __future__ import annotations

import re
from typing import Any

from clippings.ingest.extraction import field_lines
from clippings.ingest.extraction.dates import parse as dates
from clippings.ingest.record_fields import fields_of

_FIELD = re.compile(
    r"(title|headline|source|date|published|updated|modified|url|link|author|authors|by|language)\s*:\s*(\S.*)",
    re.IGNORECASE,
)


_PLACE_AND_DATE = re.compile(r"(?:[^\W\d_]++[ .,]{0,2}){1,4}[^.!?]{3,30}?(?:\([^)]{1,40}\)\s*)?(?:--|[-–—])\s")
"""A word is taken whole: one of 200 letters, tried as four words in every way, took five seconds."""
_ONLY_A_DATE = re.compile(
    r"[\W\d]*(?:(?:published|posted|at|on|am|pm|[a-z]+day|utc|gmt|입력|발행)[\W\d]*){0,5}", re.IGNORECASE
)
_LONGEST_DATE_LINE = 60
_PROSE = re.compile(r".{80,}[.!?…。？！][\"”’')\]]?")


def parts(document: str) -> tuple[dict[str, Any], str]:
    """The headline (the first line) and the named fields directly under it; and all that follows, unchanged.

    A date that is not named is taken from the first line after them, where that is a dateline.
    """
    lines = document.strip().splitlines()
    record: dict[str, Any] = {}
    at = 0
    if lines and not _FIELD.fullmatch(lines[0].strip()):
        record["title"] = lines[0].strip()
        at = 1
    while (here := _next_filled(lines, at)) < len(lines) and (found := _FIELD.fullmatch(lines[here].strip())):
        name = found.group(1).lower()
        record["author" if name == "by" else name] = found.group(2).strip()
        at = here + 1
    text = "\n".join(lines[at:]).strip()
    if not text and _PROSE.fullmatch(record.get("title", "")):  # one paragraph without a headline
        text = str(record.pop("title"))
    if not record.keys() - {"title"}:
        named, end = field_lines.block_at(lines, 0)
        if named:  # the headline is one of them
            record = {}
        else:
            named, end = field_lines.block_at(lines, _next_filled(lines, at))
        if named:
            record |= named
            text = "\n".join(lines[end:]).strip()
    fields = fields_of(record)
    if "published_at" not in fields and (day := _dateline(text)):
        fields["published_at"] = day
    return fields, text


def _next_filled(lines: list[str], at: int) -> int:
    """The number of the next line that is not empty; one empty line may stand between headline and fields."""
    return at + 1 if at < len(lines) and not lines[at].strip() else at


def _dateline(text: str) -> str:
    """The date of an article's first line, where it is the line, or follows a place ("SEOUL, March 16, 2023 - ...")."""
    first = text.partition("\n")[0].strip()
    opening = _PLACE_AND_DATE.match(first)
    line = opening.group() if opening else first if len(first) <= _LONGEST_DATE_LINE else ""
    written = sorted(dates.written_in(line))
    if len(written) != 1 or not (opening or _ONLY_A_DATE.fullmatch(line.replace(written[0], ""))):
        return ""
    return written[0]
