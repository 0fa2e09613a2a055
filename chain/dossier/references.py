"""A dossier as references: an entry for each article, with its quotes as the abstract and the notes beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from anyascii import anyascii

from clippings.chain.dossier.entries import Entry
from clippings.chain.temporal.english.dates import MONTH_ABBREVIATIONS
from clippings.core.visible_text import one_line

_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def bibtex(entries: Sequence[Entry]) -> str:
    """Entries of the type `misc`, which BibTeX and biblatex both take."""
    keys: set[str] = set()
    written = []
    for group in _by_article(entries):
        first = group[0]
        on = first.quote.published_at
        fields = {
            "title": f"{{{_tex(first.quote.title)}}}",
            "author": " and ".join(f"{{{_tex(author)}}}" for author in first.authors if one_line(author)),
            "howpublished": _tex(first.quote.source),
            "date": f"{on:%Y-%m-%d}" if on else "",
            "year": f"{on:%Y}" if on else "",
            "month": MONTH_ABBREVIATIONS[on.month - 1] if on else "",
            "url": first.link,
            "abstract": " ".join(f"“{_tex(one.quote.quote)}”" for one in group),
            "annote": " ".join(_tex(one.kept.note) for one in group if one.kept.note),
        }
        lines = [
            f"  {name} = {value if name == 'month' else f'{{{value}}}'}" for name, value in fields.items() if value
        ]
        written.append(f"@misc{{{_key(first, keys)},\n" + ",\n".join(lines) + "\n}\n")
    return "\n".join(written)


def ris(entries: Sequence[Entry]) -> str:
    """References of the type `NEWS`: a tag a line, as RIS has them; no text can begin a line of its own."""
    written: list[str] = []
    for group in _by_article(entries):
        first = group[0]
        on = first.quote.published_at
        tags = [
            ("TY", "NEWS"),
            ("TI", first.quote.title),
            *(("AU", author) for author in first.authors),
            ("T2", first.quote.source),
            ("PY", f"{on:%Y}" if on else ""),
            ("DA", f"{on:%Y/%m/%d}/" if on else ""),
            ("LA", first.language),
            ("UR", first.link),
            ("AB", " ".join(f"“{one.quote.quote}”" for one in group)),
            *(("N1", one.kept.note) for one in group),
        ]
        written += [f"{tag}  - {line}" for tag, value in tags if (line := one_line(value))]
        written += ["ER  - ", ""]
    return "".join(f"{line}\r\n" for line in written)


def _by_article(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    groups: dict[int, list[Entry]] = {}
    for one in entries:
        groups.setdefault(one.quote.article_id, []).append(one)
    yield from groups.values()


def _tex(text: str) -> str:
    return "".join(_TEX.get(character, character) for character in one_line(text))


def _key(one: Entry, keys: set[str]) -> str:
    """`gazette2024lindholm`: of source, year and headline, and none twice."""
    on = one.quote.published_at
    words = [re.sub(r"[^a-z0-9]", "", anyascii(text).lower()) for text in (one.quote.source, one.quote.title)]
    stem = f"{words[0][:20]}{on:%Y}{words[1][:20]}" if on else f"{words[0][:20]}{words[1][:20]}"
    stem = stem or "article"
    key, number = stem, 1
    while key in keys:
        number += 1
        key = f"{stem}-{number}"
    keys.add(key)
    return key
