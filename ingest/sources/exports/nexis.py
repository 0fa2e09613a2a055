"""Text exports of LexisNexis (`1 of 250 DOCUMENTS`) and Nexis Uni (`End of Document`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from clippings.ingest.sources.exports.text_export import ExportedArticle, date_in, paragraphs

_NUMBERED = re.compile(
    r"(?:Document\s)?\d{1,6}\s(?:of|von|de|di|sur)\s\d{1,6}\s(?:DOCUMENTS?|DOKUMENTEN?|DOCUMENTOS?|DOCUMENTI)"
    r"|(?:Document|Dokument|Documento)\s\d{1,6}\s(?:of|von|de|di|sur)\s\d{1,6}",
    re.IGNORECASE,
)
_END = re.compile(r"End of Document", re.IGNORECASE)
_PAGE = re.compile(r"Page\s\d+\sof\s\d+", re.IGNORECASE)
_HEAD = (
    "BYLINE", "SECTION", "LENGTH", "DATELINE", "HEADLINE", "HIGHLIGHT", "SERIES", "COLUMN",
    "LÄNGE", "RUBRIK", "AUTOR", "LONGUEUR", "AUTEUR", "ENCART", "TITEL",
)  # fmt: skip
_FOOT = (
    "LOAD-DATE", "LANGUAGE", "GRAPHIC", "PUBLICATION-TYPE", "PUBLICATION TYPE", "JOURNAL-CODE", "JOURNAL CODE",
    "ACC-NO", "DOCUMENT-TYPE", "PUB-TYPE", "URL", "CORRECTION-DATE", "CLASSIFICATION", "SPRACHE", "PUBLICATION-CODE",
    "DATE-DE-CHARGEMENT", "LANGUE",
)  # fmt: skip
_INDEX = "SUBJECT|ORGANIZATION|COMPANY|TICKER|INDUSTRY|PERSON|CITY|STATE|COUNTRY|GEOGRAPHIC|NAME"
"""Terms of the index, each with how well it fits: `CITY: FERNDALE (79%)`. Without it, it may be the article's word."""
_LABEL = re.compile(
    rf"({'|'.join(map(re.escape, (*_HEAD, *_FOOT)))})\s?:\s{{0,9}}(.*)|({_INDEX})\s?:([^()]*\(\d\d?%\).*)",
    re.IGNORECASE,
)
_BODY = re.compile(r"BODY\s?:|(?i:Body)\s?:?$")
_COPYRIGHT = re.compile(r"(?:Copyright|©|\(c\)|All Rights Reserved).*", re.IGNORECASE)
_UPDATED = re.compile(r"UPDATE\s?:\s{0,9}\d{1,2}\.?\s\S+\s\d{4}.{0,40}")
_LENGTH = re.compile(r"(?:LENGTH|LÄNGE|LONGUEUR)\s?:\s{0,9}\d[\d,.]*\s+(?:words?|Wörter|mots)", re.IGNORECASE)
_LOADED = re.compile(r"LOAD-DATE\s?:.*", re.IGNORECASE)
_CENTRED = 8
"""Spaces before what stands in the middle of a line: the paper, the date, the edition."""


def is_export(text: str) -> bool:
    """Whether a text has the marks of such an export."""
    lines = [line.strip() for line in text.splitlines()]
    if any(_NUMBERED.fullmatch(line) for line in lines):
        return True
    has_length = any(_LENGTH.fullmatch(line) for line in lines)
    return has_length and any(_LOADED.fullmatch(line) or _END.fullmatch(line) for line in lines)


def articles(text: str) -> list[ExportedArticle]:
    """The articles of an export, in its order."""
    return [_article(part) for part in _parts(text) if any(line.strip() for line in part)]


def _parts(text: str) -> Iterator[list[str]]:
    """The lines of each document, between its number and the next one, or up to its end."""
    part: list[str] = []
    has_ended = True
    lines = text.splitlines()
    is_numbered = any(_NUMBERED.fullmatch(line.strip()) for line in lines)
    for line in lines:
        if _NUMBERED.fullmatch(line.strip()):
            if not has_ended or not is_numbered:
                yield part
            part, has_ended = [], False  # what stands before the first number is the cover of the export
        elif _END.fullmatch(line.strip()):
            yield part
            part, has_ended = [], True
        else:
            part.append(line)
    if any(_LABEL.fullmatch(line.strip()) for line in part):
        yield part


def _article(lines: list[str]) -> ExportedArticle:
    lines = [line for line in lines if not _PAGE.fullmatch(line.strip())]
    dated = next((number for number, line in enumerate(lines[:60]) if date_in(line) and not _is_label(line)), None)
    labelled = next((number for number, line in enumerate(lines) if _is_label(line)), len(lines))
    excerpt = " ".join(" ".join(lines).split())[:100]
    if dated is None or dated > labelled:
        dated = -1
    above = [line.strip() for line in lines[: max(dated, 0)] if line.strip() and not _COPYRIGHT.fullmatch(line.strip())]
    labels, body = _labels_and_body(lines[dated + 1 :])
    title = labels.get("headline", "") or labels.get("titel", "")
    if not title and len(above) > 1:
        title = above[0]
    if not title:
        title, body = _headline(body)
    else:
        body = [paragraph for paragraph in body if not _is_of_the_edition(paragraph)]
    text = "\n\n".join(
        paragraph
        for paragraph in map(str.strip, body)
        if paragraph and not _COPYRIGHT.fullmatch(paragraph) and not _UPDATED.fullmatch(paragraph)
    )
    fields = {
        "title": title,
        "source": above[-1] if above else "",
        "published_at": date_in(lines[dated]) if dated >= 0 else "",
        "authors": labels.get("byline", "") or labels.get("autor", "") or labels.get("auteur", ""),
        "url": labels.get("url", ""),
        "text": text,
    }
    return ExportedArticle(fields, labels.get("acc-no", ""), excerpt)


def _labels_and_body(lines: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """The labelled lines, and the other paragraphs; those in the middle of the line keep the spaces before them."""
    labels: dict[str, str] = {}
    body: list[str] = []
    for block in _blocks(lines):
        name = ""
        rest: list[str] = []
        for line in block:
            if body_begins := _BODY.match(line.strip()):
                name = ""
                if after := line.strip()[body_begins.end() :].strip():
                    rest.append(after)
            elif label := _LABEL.fullmatch(line.strip()):
                name, value = (label[1] or label[3]).casefold(), (label[2] or label[4] or "").strip()
                labels.setdefault(name, value)
            elif name:
                labels[name] = f"{labels[name]} {line.strip()}".strip()
            else:
                rest.append(line)
        if rest:
            indent = min(len(line) - len(line.lstrip()) for line in rest)
            body.append(" " * indent + " ".join(paragraphs(rest)))
    return labels, body


def _blocks(lines: Sequence[str]) -> Iterator[list[str]]:
    block: list[str] = []
    for line in [*lines, ""]:
        if line.strip():
            block.append(line.expandtabs())
        elif block:
            yield block
            block = []


def _headline(body: list[str]) -> tuple[str, list[str]]:
    """The first paragraph that is not about the edition, and those after it."""
    for at, paragraph in enumerate(body):
        if not _is_of_the_edition(paragraph) and not _COPYRIGHT.fullmatch(paragraph.strip()):
            return paragraph.strip(), body[at + 1 :]
    return "", body


def _is_of_the_edition(paragraph: str) -> bool:
    is_short = len(paragraph.strip()) < 60
    is_centred = len(paragraph) - len(paragraph.lstrip()) >= _CENTRED
    return is_short and (is_centred or "edition" in paragraph.casefold().split())


def _is_label(line: str) -> bool:
    return _LABEL.fullmatch(line.strip()) is not None
