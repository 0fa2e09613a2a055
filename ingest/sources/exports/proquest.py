"""Text exports of ProQuest: articles between lines of underscores, their fields behind labels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from clippings.ingest.sources.exports.text_export import ExportedArticle, paragraphs

_RULE = re.compile(r"_{20,}")
_LABELS = (
    "Title", "Publication title", "Publication info", "Publication date", "Publication year", "Publication subject",
    "Author", "Abstract", "Full text", "Full Text", "Subject", "Location", "People", "Company",
    "Company / organization", "Business indexing term", "Identifier / keyword", "Pages", "First page", "Publisher",
    "Place of publication", "Country of publication", "ISSN", "e-ISSN", "Source type", "Language of publication",
    "Document type", "ProQuest document ID", "Document URL", "Copyright", "Last updated", "Database", "Links",
    "Classification", "Journal subject", "Publication frequency", "DOI", "Accession number", "Text word count",
    "Document feature",
)  # fmt: skip
"""Those that also begin paragraphs of articles ("Correction: ...") come after one of these, whose value they join."""
_LABEL = re.compile(
    rf"(?P<name>{'|'.join(map(re.escape, _LABELS))})\s?:(?:\s+(?P<value>.*))?|(?P<heading>ABSTRACT|FULL TEXT|DETAILS)"
)
"""A label before its value, or, as newer exports have it, a heading above it."""
_NUMBER = re.compile(r"(?:Document\s)?\d+\sof\s\d+|Report Information from ProQuest.*|Table of contents", re.IGNORECASE)
_NO_TEXT = re.compile(r"(?:not available|none available)\.?", re.IGNORECASE)


def is_export(text: str) -> bool:
    """Whether a text has the marks of such an export."""
    labels = {name for line in text.splitlines() if (name := _label(line)[0])}
    return "proquest document id" in labels or {"full text", "publication title", "publication date"} <= labels


def articles(text: str) -> list[ExportedArticle]:
    """The articles of an export, in its order."""
    return [_article(part) for part in _parts(text)]


def _parts(text: str) -> Iterator[list[str]]:
    """The lines of each article. Some exports draw a rule between its headings too: "FULL TEXT", "DETAILS"."""
    part: list[str] = []
    section: list[str] = []
    for line in [*text.splitlines(), "_" * 20]:
        if not _RULE.fullmatch(line.strip()):
            section.append(line)
            continue
        if part and not _begins_with_heading(section):
            if _is_labelled(part):
                yield part  # else a cover, a list of contents, contact details
            part = []
        part = [*part, *section]
        section = []
    if _is_labelled(part):
        yield part


def _is_labelled(part: Sequence[str]) -> bool:
    return any(_label(one)[0] not in {"", "database"} for one in part)


def _begins_with_heading(section: Sequence[str]) -> bool:
    first = next((line.strip() for line in section if line.strip()), "")
    return first in {"ABSTRACT", "FULL TEXT", "DETAILS"}


def _article(lines: Sequence[str]) -> ExportedArticle:
    values: dict[str, list[str]] = {}
    above: list[str] = []
    name = ""
    for line in lines:
        labelled, value = _label(line)
        if labelled:
            name = labelled
            values.setdefault(name, []).append(value)
        elif name:
            values[name].append(line)
        elif line.strip() and not _NUMBER.fullmatch(line.strip()):
            above.append(line.strip())

    def joined(label: str) -> str:
        return " ".join(" ".join(values.get(label, ())).split())

    text = "\n\n".join(paragraphs(values.get("full text", ())))
    fields = {
        "title": joined("title") or (above[0] if above else ""),
        "source": joined("publication title").partition(";")[0].strip(),
        "published_at": next((line.strip() for line in values.get("publication date", ()) if line.strip()), ""),
        "authors": [author.strip() for author in joined("author").split(";") if author.strip()],
        "url": joined("document url"),
        "text": "" if _NO_TEXT.fullmatch(text) else text,
    }
    return ExportedArticle(fields, joined("proquest document id"), joined("title") or " ".join(above)[:100])


def _label(line: str) -> tuple[str, str]:
    """The label that a line begins with, in small letters, and what stands behind it; "" where it has none."""
    label = _LABEL.fullmatch(line.strip())
    return ((label["name"] or label["heading"]).casefold(), label["value"] or "") if label else ("", "")
