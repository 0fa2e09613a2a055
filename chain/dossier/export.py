"""A dossier as a file: Markdown, a page, Word, a table, or references for BibTeX and RIS."""

from __future__ import annotations

import csv
import functools
import io
import re
from collections.abc import Callable, Sequence
from datetime import datetime

from clippings.chain.dossier import references, word
from clippings.chain.dossier.entries import Entry
from clippings.chain.messages import message
from clippings.core.page_templates import page_templates
from clippings.core.time_window import day_in
from clippings.core.visible_text import lines, one_line

_COLUMNS = ("quote", "note", "question", "title", "source", "published_on", "authors", "url", "link", "start", "end",
            "state", "kept_at", "id")  # fmt: skip

_FORMULA = re.compile(r"^[=+\-@\t\r＝＋－＠]")
"""What a spreadsheet takes for a formula."""

_ALWAYS = re.compile(r"[\\`*_\[\]<>|~&$]")
_LINE_START = re.compile(r"^([#+\-=])|^(\d{1,9})([.)])")
_ADDRESS = re.compile(r"://|(?i:www)\.|@")
"""What some readers of Markdown make links of."""


def exported(entries: Sequence[Entry], form: str, language: str, as_of: datetime) -> bytes:
    """A dossier as the content of a file.

    Args:
        entries: What it holds.
        form: One of `FORMS`.
        language: Of the words around the quotes.
        as_of: When it was looked up whether they stand.
    """
    language = language if language == "ko" else "en"
    return FORMS[form](entries, language, as_of)


def _markdown(entries: Sequence[Entry], language: str, as_of: datetime) -> bytes:
    written = [f"# {message('dossier_title', language)}", _about(entries, language, as_of)]
    for question, group in grouped(entries):
        written.append(f"## {escaped(question or message('dossier_others', language))}")
        for one in group:
            where = f"{escaped(one_line(one.quote.title))}"
            linked = f"[{where}](<{one.link}>)" if one.link else where
            written.append(f"> {escaped(one_line(one.quote.quote))}")
            written.append(f"{linked} · {escaped(_about_article(one, language))}")
            if told := one.told(language):
                written.append(f"**{escaped(told)}**")
            if one.kept.note:
                note = message("dossier_note", language, note=lines(one.kept.note))
                written.append("\n\n".join(escaped(line) for line in note.splitlines() if line))
    return ("\n\n".join(written) + "\n").encode("utf-8", "replace")


def escaped(text: str) -> str:
    """A line for Markdown, in which every character shows as itself."""
    text = _ALWAYS.sub(r"\\\g<0>", text)
    text = _LINE_START.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", text)
    return _ADDRESS.sub(lambda found: f"{found[0][:-1]}\\{found[0][-1]}", text)


def _html(entries: Sequence[Entry], language: str, as_of: datetime) -> bytes:
    page = (
        page_templates("clippings.chain.dossier")
        .get_template("page.html.jinja")
        .render(
            groups=grouped(entries),
            about=_about(entries, language, as_of),
            language=language,
            say=functools.partial(message, language=language),
            of_article=functools.partial(_about_article, language=language),
            line=one_line,
            lines=lines,
        )
    )
    return page.encode("utf-8", "replace")


def _docx(entries: Sequence[Entry], language: str, as_of: datetime) -> bytes:
    document = word.Document()
    document.add("Title", message("dossier_title", language))
    document.add("Normal", _about(entries, language, as_of))
    for question, group in grouped(entries):
        document.add("Heading1", question or message("dossier_others", language))
        for one in group:
            document.add("Quote", f"“{one.quote.quote}”")
            document.add("Normal", _about_article(one, language), before=(one.quote.title, one.link))
            if told := one.told(language):
                document.add("Strong", told)
            if one.kept.note:
                document.add("Normal", message("dossier_note", language, note=one.kept.note))
    return document.content()


def _csv(entries: Sequence[Entry], _language: str, _as_of: datetime) -> bytes:
    target = io.StringIO(newline="")
    table = csv.writer(target, quoting=csv.QUOTE_ALL)
    table.writerow(_COLUMNS)
    for one in entries:
        quote, kept = one.quote, one.kept
        on = f"{quote.published_at:%Y-%m-%d}" if quote.published_at else ""
        about = (quote.title, quote.source, on, "; ".join(one.authors), one.public, one.link, one.start, one.end)
        row = (quote.quote, kept.note, kept.question, *about, one.state, kept.kept_at.isoformat(), kept.id)
        table.writerow([_cell(value) for value in row])
    return target.getvalue().encode("utf-8-sig", "replace")


def _cell(value: object) -> str:
    """A cell that no spreadsheet calculates."""
    text = one_line(str(value))
    return f"'{text}" if _FORMULA.match(text) else text


def _bibtex(entries: Sequence[Entry], _language: str, _as_of: datetime) -> bytes:
    return references.bibtex(entries).encode("utf-8", "replace")


def _ris(entries: Sequence[Entry], _language: str, _as_of: datetime) -> bytes:
    return references.ris(entries).encode("utf-8", "replace")


FORMS: dict[str, Callable[[Sequence[Entry], str, datetime], bytes]] = {
    "md": _markdown,
    "html": _html,
    "docx": _docx,
    "csv": _csv,
    "bib": _bibtex,
    "ris": _ris,
}
"""By the ending of the file."""


def grouped(entries: Sequence[Entry]) -> list[tuple[str, list[Entry]]]:
    """The entries by the question that they were found with, in their order."""
    groups: dict[str, list[Entry]] = {}
    for one in entries:
        groups.setdefault(one_line(one.kept.question), []).append(one)
    return list(groups.items())


def _about(entries: Sequence[Entry], language: str, as_of: datetime) -> str:
    return message("dossier_about", language, count=len(entries), day=day_in(as_of, language))


def _about_article(one: Entry, language: str) -> str:
    authors = ", ".join(one_line(author) for author in one.authors)
    parts = (authors, one_line(one.quote.source), day_in(one.quote.published_at, language))
    return " · ".join(part for part in parts if part)
