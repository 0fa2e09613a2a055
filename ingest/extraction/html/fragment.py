"""HTML that is all article, as feeds, records and Markdown carry it, to plain text. Nothing that a reader sees is lost.

Blocks become paragraphs, `<br>` ends a line and two of them a paragraph, tables of data become rows of cells with bars
between. What no reader sees (scripts, styles, templates, hidden elements) is left out, and so is a pull quote or a
caption whose words stand in the text as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from clippings.ingest.extraction.encoding.character_references import unescaped
from clippings.ingest.extraction.html.line_breaks import joined_lines, runs_into
from clippings.ingest.extraction.html.markup import BLOCKS, is_unseen
from clippings.ingest.extraction.tables import is_data, rows
from clippings.ingest.sources.web.teasers import visible

_CONTAINERS = frozenset("article body center div html main section".split())
"""A blank line within their own text separates paragraphs, as in WordPress's classic editor."""
_REPEATING = frozenset("aside blockquote figcaption".split())
_PULL_QUOTE = re.compile(r"pull-?_?quote", re.IGNORECASE)
_SHORTEST_REPETITION_LETTERS = 20
_MOST_REPETITIONS = 200

_NAMES = (
    "a|abbr|acronym|address|article|aside|b|big|blockquote|body|br|center|cite|code|dd|del|details|div|dl|dt|em"
    "|figcaption|figure|font|footer|h[1-6]|head|header|hr|html|i|iframe|img|ins|kbd|li|main|mark|nav|ol|p|picture|pre|q"
    "|s|samp|script|section|small|span|strike|strong|style|sub|summary|sup|table|tbody|td|template|tfoot|th|thead|time"
    "|tr|tt|u|ul|var|video|wbr"
)
_MARKUP = re.compile(
    rf"</(?:{_NAMES})\s*>|<(?:{_NAMES})\s+[\w:-]+\s*=[^<>]*>|<(?:br|hr|p|div|li|table|tr|td|ul|ol|h[1-6]|wbr)\s*/?>"
    r"|<!--",
    re.IGNORECASE,
)
_BLOCK_MARKUP = re.compile(rf"<(?:{'|'.join(sorted(BLOCKS))}|br)(?=[\s/>])", re.IGNORECASE)
_ESCAPED_MARKUP = re.compile(r"&lt;/p&gt;|&lt;br\s?/?&gt;|&lt;/div&gt;", re.IGNORECASE)
_SHORTCODE = re.compile(r"\[/?(?:wp_)?(?:caption|gallery|embed|video|audio|playlist)(?:\s[^\[\]<>]{0,2000})?\]")
"""WordPress's own, which stand in its exports as they were written."""
_DOCUMENT = re.compile(r"<(?:html|head|body)(?=[\s>])", re.IGNORECASE)
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")

NOT_XML = re.compile(
    "[^\\t\\n\\r\\u0020-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]"
    r"|&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01]|6553[45])|x0*(?:[0-8bcef]|1[\da-f]|fff[ef]));?(?!\w)",
    re.IGNORECASE,
)
"""Characters that lxml reads from a broken page and refuses to write, as they are and by their numbers."""


def fragment_text(fragment: str) -> str:
    """The text of a piece of HTML: paragraphs with a blank line between, their lines on lines of their own.

    Text without markup keeps its lines; only its character references are resolved.
    """
    fragment = _SHORTCODE.sub("<!-- -->\n\n", fragment) if "[" in fragment else fragment
    if "<" not in fragment or not _MARKUP.search(fragment):
        if "&" not in fragment or not _ESCAPED_MARKUP.search(fragment):
            return unescaped(fragment).replace("\xa0", " ").strip()
        fragment = unescaped(fragment)
    tree = _tree(fragment)
    if tree is None:
        return visible(fragment)
    return "\n\n".join(_paragraphs(tree, keeps_lines=not _BLOCK_MARKUP.search(fragment)))


def _tree(fragment: str) -> Any:
    """The fragment's elements; None where they are nested more deeply than the parser goes."""
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    whole = fragment if _DOCUMENT.search(fragment) else f"<html><body><div>{fragment}"
    try:
        tree = lxml_html.document_fromstring(NOT_XML.sub("", whole).encode("utf-8"), parser=parser)
    except etree.ParserError:  # nothing in it
        return lxml_html.Element("div")
    return None if parser.error_log.filter_from_fatals() else tree


def _paragraphs(tree: Any, keeps_lines: bool = False) -> list[str]:
    """The paragraphs of a tree, without those that repeat others."""
    text = _Text()
    walk = etree.iterwalk(tree, events=("start", "end"))
    repeating: list[Any] = []
    blocks: list[Any] = []
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start" and is_unseen(element):
            walk.skip_subtree()
        elif event == "start" and tag == "table" and is_data(element):
            walk.skip_subtree()
            text.end_paragraph()
            for row in rows(element):
                text.add(row)
                text.end_line(is_firm=True)
            text.end_paragraph()
        elif event == "start":
            if tag in BLOCKS:
                text.end_paragraph()
                blocks.append(element)
            if tag in _REPEATING or _PULL_QUOTE.search(element.get("class") or ""):
                repeating.append(element)
                text.end_paragraph()
                text.repeats = True
            if tag == "br":
                text.end_line()
            elif tag == "q":
                text.add('"')
            _add(text, element.text, blocks, keeps_lines)
        else:
            if blocks and blocks[-1] is element:
                text.end_paragraph()
                blocks.pop()
            if repeating and repeating[-1] is element:
                text.end_paragraph()
                repeating.pop()
                text.repeats = bool(repeating)
            if tag == "q" and not is_unseen(element):
                text.add('"')
            if tag in {"b", "strong"} and runs_into(element):
                text.end_line()
        if event == "end" and element is not tree:
            _add(text, element.tail, blocks, keeps_lines)
    text.end_paragraph()
    return list(_without_repetitions(text.paragraphs))


def _add(text: _Text, own: str | None, blocks: list[Any], keeps_lines: bool) -> None:
    if not own:
        return
    tag = blocks[-1].tag if blocks else "div"
    if tag == "pre":
        for number, line in enumerate(own.split("\n")):
            if number:
                text.end_line()
            text.add(line)
    elif tag in _CONTAINERS and "\n" in own:
        for number, paragraph in enumerate(_BLANK_LINE.split(own)):
            if number:
                text.end_paragraph()
            for at, line in enumerate(paragraph.split("\n") if keeps_lines else [paragraph]):
                if at:
                    text.end_line(is_firm=True)
                text.add(line)
    else:
        text.add(own)


class _Text:
    """Paragraphs under construction."""

    def __init__(self) -> None:
        self.paragraphs: list[tuple[str, bool]] = []
        """With whether each stands in an element that often repeats the text."""
        self.repeats = False
        self._lines: list[tuple[str, bool]] = []
        self._line: list[str] = []

    def add(self, text: str) -> None:
        self._line.append(text)

    def end_line(self, is_firm: bool = False) -> None:
        """End a line; the paragraph too where the line is empty, as after the second of two `<br>`.

        Args:
            is_firm: The next line is never taken for the rest of this one's sentence.
        """
        line = " ".join("".join(self._line).split())
        self._line.clear()
        if line:
            self._lines.append((line, is_firm))
        elif self._lines:
            self.end_paragraph()

    def end_paragraph(self) -> None:
        line = " ".join("".join(self._line).split())
        self._line.clear()
        if line:
            self._lines.append((line, True))
        if self._lines:
            self.paragraphs.append((unescaped(joined_lines(self._lines)), self.repeats))
            self._lines = []


def _without_repetitions(paragraphs: list[tuple[str, bool]]) -> Iterator[str]:
    """Without quotes and captions that stand in the text as well, or were there before."""
    if not any(repeats for _, repeats in paragraphs):
        yield from (paragraph for paragraph, _ in paragraphs)
        return
    text = "\n".join(_letters(paragraph) for paragraph, repeats in paragraphs if not repeats)
    kept: list[str] = []
    asked = 0
    for paragraph, repeats in paragraphs:
        letters = _letters(paragraph) if repeats and asked < _MOST_REPETITIONS else ""
        if len(letters) >= _SHORTEST_REPETITION_LETTERS:
            asked += 1
            if letters in text or any(letters in other for other in kept):
                continue
            kept.append(letters)
        yield paragraph


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
