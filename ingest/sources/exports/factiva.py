"""Text exports of Factiva: each article ends with `Document` and its number; fields stand in lines or behind codes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from clippings.ingest.sources.exports.text_export import ExportedArticle, date_in, paragraphs

_END = re.compile(r"(?:Document|Dokument|Documento|Документ)\s([A-Za-z0-9]{4,12}0{2}\d{6,8}[a-z0-9]{4,16})")
_WORDS = re.compile(r"\d[\d,. ]*\s(?:words|Wörter|mots|palabras|parole|words?)", re.IGNORECASE)
_TIME = re.compile(r"\d{1,2}:\d\d(?:\s?[AP]M)?(?:\s[A-Z]{2,5})?")
_COPYRIGHT = re.compile(r"(?:\(c\)|©|Copyright).*", re.IGNORECASE)
_LANGUAGES = frozenset(
    "english french german spanish italian portuguese dutch russian chinese japanese korean arabic turkish polish"
    " swedish norwegian danish finnish czech hungarian romanian bulgarian indonesian malay thai vietnamese ukrainian"
    " greek catalan deutsch français español italiano português".split()
)
_FIELD = re.compile(
    r"(SE|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|LA|CY|LP|TD|CT|RF|CO|IN|NS|RE|IPD|IPC|PUB|AN|CLM|ART|VOL)(?:\s{1,9}(\S.*))?"
)
_BY = re.compile(r"by\s+(?=\S)", re.IGNORECASE)
_NAME = re.compile(r"(?:[^\W\d_][\w.'’-]*\s?){1,5}(?:(?:,|and|&)\s?(?:[^\W\d_][\w.'’-]*\s?){1,5}){0,3}")
_HEADLINE_WORD = re.compile(r"\S\s+[^\W\d_A-Z]")
"""A word in small letters that is not the first: a section's name has none."""
_SUMMARY = re.compile(r"search summary\b", re.IGNORECASE)


def is_export(text: str) -> bool:
    """Whether a text has the marks of such an export."""
    lines = [line.strip() for line in text.splitlines()]
    return any(_END.fullmatch(line) for line in lines) and any(
        _WORDS.fullmatch(line) or line.startswith(("HD ", "WC ", "HD\t")) for line in lines
    )


def articles(text: str) -> list[ExportedArticle]:
    """The articles of an export, in its order."""
    return [_coded(part, number) if _is_coded(part) else _plain(part, number) for part, number in _parts(text)]


def _parts(text: str) -> Iterator[tuple[list[str], str]]:
    part: list[str] = []
    for line in text.splitlines():
        if end := _END.fullmatch(line.strip()):
            yield part, end[1]
            part = []
        else:
            part.append(line)
    rest = [line for line in part if line.strip()]
    if rest and not _SUMMARY.match(rest[0].strip()) and any(_WORDS.fullmatch(line.strip()) for line in rest):
        yield part, ""


def _is_coded(lines: Sequence[str]) -> bool:
    codes = {field[1] for line in lines if (field := _FIELD.fullmatch(line.strip()))}
    return {"HD", "PD"} <= codes


def _coded(lines: Sequence[str], number: str) -> ExportedArticle:
    """An article of which each field begins with its code: `HD  Port approves dredging plan`."""
    values: dict[str, list[str]] = {}
    code = ""
    for line in lines:
        if field := _FIELD.fullmatch(line.strip()):
            code = field[1]
            values.setdefault(code, []).append(field[2] or "")
        elif code:
            values[code].append(line)

    def joined(name: str) -> str:
        return " ".join(" ".join(values.get(name, ())).split())

    body = [*paragraphs(values.get("LP", ())), *paragraphs(values.get("TD", ()))]
    fields = {
        "title": joined("HD"),
        "source": joined("SN"),
        "published_at": joined("PD"),
        "language": _language(joined("LA")),
        "authors": _BY.sub("", joined("BY"), count=1) if _BY.match(joined("BY")) else joined("BY"),
        "text": "\n\n".join(body),
    }
    return ExportedArticle(fields, number or joined("AN"), joined("HD"))


def _plain(lines: Sequence[str], number: str) -> ExportedArticle:
    """An article as it is displayed: section, headline, byline, words, date, time, paper, code, language, copyright."""
    lines = [line.strip() for line in lines]
    excerpt = " ".join(" ".join(lines).split())[:100]
    counted = next((at for at, line in enumerate(lines) if _WORDS.fullmatch(line)), None)
    if counted is None:
        return ExportedArticle({}, number, excerpt)
    title, byline = _headline_and_byline(lines[:counted])
    dated = next((at for at in range(counted + 1, min(counted + 4, len(lines))) if date_in(lines[at])), counted)
    at = dated + 1
    if at < len(lines) and _TIME.fullmatch(lines[at]):
        at += 1
    source = lines[at] if at < len(lines) else ""
    body_at, language = _end_of_head(lines, at + 1)
    fields = {
        "title": title,
        "source": source,
        "published_at": date_in(lines[dated]),
        "language": language,
        "authors": byline,
        "text": "\n\n".join(paragraphs(lines[body_at:])),
    }
    return ExportedArticle(fields, number, excerpt)


def _headline_and_byline(lines: Sequence[str]) -> tuple[str, str]:
    """What stands above the number of words: perhaps a section, the headline, perhaps who wrote it."""
    groups: list[list[str]] = [[]]
    for line in lines:
        if line:
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    ends_open = bool(groups[-1])  # the byline stands directly above the number of words
    groups = [group for group in groups if group]
    if not groups:
        return "", ""
    if len(groups) > 1 and ends_open:
        return groups[-2][-1], _without_by(" ".join(groups[-1]))
    last = groups[-1]
    if len(last) == 2 and _is_person(last[1]) and _HEADLINE_WORD.search(last[0]):
        return last[0], last[1]
    if len(last) > 1 and (_BY.match(last[-1]) or (len(last) > 2 and _NAME.fullmatch(last[-1]))):
        return last[-2], _without_by(last[-1])
    return last[-1], ""


def _is_person(line: str) -> bool:
    """Whether a line is two to four words with capitals, as a byline below a headline without a blank line."""
    words = line.split()
    return 2 <= len(words) <= 4 and _NAME.fullmatch(line) is not None and all(word[0].isupper() for word in words)


def _without_by(byline: str) -> str:
    return _BY.sub("", byline, count=1) if _BY.match(byline) else byline


def _end_of_head(lines: Sequence[str], at: int) -> tuple[int, str]:
    """Where the text begins: after the line of the copyright, or where the lines of the head end."""
    language = ""
    for here in range(at, min(at + 12, len(lines))):
        line = lines[here]
        if line.casefold() in _LANGUAGES:
            language = _language(line)
        if _COPYRIGHT.match(line):
            return here + 1, language
        if language and not line:
            return here, language
    blank = next((here for here in range(at, len(lines)) if not lines[here]), at)
    return blank, language


def _language(name: str) -> str:
    return {"english": "en", "french": "fr", "german": "de", "spanish": "es", "korean": "ko", "japanese": "ja"}.get(
        name.casefold(), ""
    )
