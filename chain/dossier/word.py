"""The few parts of a Word document that a dossier needs (ECMA-376): paragraphs in styles, and links."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

from clippings.core.visible_text import lines, one_line

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"

_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_WORD}.styles+xml"/></Types>'
)
_STYLES = {
    "Normal": ("", '<w:sz w:val="22"/>'),
    "Title": ("", '<w:b/><w:sz w:val="40"/>'),
    "Heading1": ('<w:spacing w:before="360" w:after="80"/><w:outlineLvl w:val="0"/>', '<w:b/><w:sz w:val="28"/>'),
    "Quote": ('<w:spacing w:before="200"/><w:ind w:left="400"/>', '<w:i/><w:sz w:val="24"/>'),
    "Strong": ("", '<w:b/><w:color w:val="8A4B00"/>'),
}
_LINK = '<w:rPr><w:color w:val="1A4F8B"/><w:u w:val="single"/></w:rPr>'


class Document:
    """A document that is written from its beginning to its end."""

    def __init__(self) -> None:
        self._body: list[str] = []
        self._links: list[str] = []

    def add(self, style: str, text: str, before: tuple[str, str] | None = None) -> None:
        """A paragraph for each line of a text.

        Args:
            style: One of `_STYLES`.
            text: What it says.
            before: Words that come first, and the address that they lead to; no link where that is empty.
        """
        first = f"{self._linked(*before)}{_run(' · ')}" if before else ""
        for line in lines(text).splitlines() or [""]:
            properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
            self._body.append(f"<w:p>{properties}{first}{_run(line)}</w:p>")
            first = ""

    def content(self) -> bytes:
        """The file."""
        document = f"{_HEAD}<w:document {_W} {_R}><w:body>{''.join(self._body)}<w:sectPr/></w:body></w:document>"
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml", _TYPES)
            archive.writestr("_rels/.rels", _relations([("rId1", "officeDocument", "word/document.xml", False)]))
            archive.writestr("word/document.xml", document.encode("utf-8", "replace"))
            archive.writestr("word/styles.xml", _styles())
            relations = [("rId0", "styles", "styles.xml", False)]
            relations += [(f"rId{at}", "hyperlink", link, True) for at, link in enumerate(self._links, start=1)]
            archive.writestr("word/_rels/document.xml.rels", _relations(relations))
        return target.getvalue()

    def _linked(self, words: str, address: str) -> str:
        if not address:
            return _run(one_line(words))
        self._links.append(address)
        return f'<w:hyperlink r:id="rId{len(self._links)}">{_run(one_line(words), _LINK)}</w:hyperlink>'


def _run(text: str, properties: str = "") -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _relations(found: list[tuple[str, str, str, bool]]) -> str:
    parts = [
        f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target={quoteattr(target)}'
        f"{' TargetMode=' + quoteattr('External') if external else ''}/>"
        for name, kind, target, external in found
    ]
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(parts)}</Relationships>'


def _styles() -> str:
    written = [
        f'<w:style w:type="paragraph" w:styleId="{name}"{" w:default=" + quoteattr("1") if name == "Normal" else ""}>'
        f'<w:name w:val="{name}"/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>'
        for name, (paragraph, run) in _STYLES.items()
    ]
    return f"{_HEAD}<w:styles {_W}>{''.join(written)}</w:styles>"
