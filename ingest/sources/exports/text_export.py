"""Text exports of press databases: one file with many articles, told apart by the marks of the database."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from clippings.core.types import Reject
from clippings.ingest.canonical_url import address
from clippings.ingest.documents import RawDocument
from clippings.ingest.extraction.dates import parse as dates
from clippings.ingest.sources.files.record_ids import RecordAddresses

_LONGEST_DATE_LINE = 80


@dataclass(frozen=True, slots=True)
class ExportedArticle:
    """One article of an export."""

    fields: Mapping[str, Any]
    """As those of a record; without a text it could not be read."""
    id: str = ""
    """What the database knows it by."""
    excerpt: str = field(default="", repr=False)
    """How what could not be read begins."""


def documents_of(articles: Sequence[ExportedArticle], path: Path, database: str) -> Iterator[RawDocument | Reject]:
    """The articles of an export as documents; a part in which no article was found is a reject.

    Args:
        articles: In the order of the file.
        path: The file.
        database: Its name, for the reasons.
    """
    addresses = RecordAddresses(path)
    for number, article in enumerate(articles, start=1):
        location = f"{path}#{number}"
        if not str(article.fields.get("text", "")).strip():
            begins = f", which begins: {article.excerpt[:80]!r}" if article.excerpt else ""
            yield Reject(location, f"no text was found in this part of the {database} export{begins}")
            continue
        fields = {name: value for name, value in article.fields.items() if value}
        named = address(fields.get("url"))
        yield RawDocument(
            location,
            "record",
            fields=fields,
            fallback_url=named or addresses.of(article.id, fields),
            fallback_source=path.absolute().parent.name,
            identity=article.id if named else "",
            shape=f"{database} export",
        )


def paragraphs(lines: Sequence[str]) -> list[str]:
    """Paragraphs of lines that were broken at a width: blank lines part them."""
    found: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            found[-1].append(line.strip())
        elif found[-1]:
            found.append([])
    return [" ".join(paragraph) for paragraph in found if paragraph]


def date_in(line: str) -> str:
    """The day in a line that has little else ("March 15, 2023 Wednesday 9:15 AM GMT"); "" where there is none."""
    line = line.strip()
    if len(line) > _LONGEST_DATE_LINE:
        return ""
    written = dates.written_in(line)
    return written.pop() if len(written) == 1 else ""


def matching_lines(text: str, pattern: re.Pattern[str]) -> list[int]:
    """The numbers of the lines that a pattern matches in full."""
    return [number for number, line in enumerate(text.splitlines()) if pattern.fullmatch(line.strip())]
