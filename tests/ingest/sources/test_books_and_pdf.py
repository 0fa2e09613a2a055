"""Books and PDF: their text is read, and what is broken costs nothing else."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pypdf
import pytest
from pypdf.errors import DependencyError

from clippings.core.types import Reject
from clippings.ingest.documents import RawDocument
from clippings.ingest.extraction.extract import extract
from clippings.ingest.pipeline import ingest
from clippings.ingest.prepare import Ready, ready
from clippings.ingest.sources.files.files import documents
from clippings.vectorstore.archive import Archive
from tests.conftest import QuietListener
from tests.ingest.pages import PARAGRAPHS
from tests.ingest.sources.written_files import only, reason, write

# EPUB


def book(title: str = "Weekly Ledger", **parts: str) -> bytes:
    manifest = "".join(f'<item id="{name}" href="{name}.xhtml" media-type="application/xhtml+xml"/>' for name in parts)
    spine = "".join(f'<itemref idref="{name}"/>' for name in parts)
    package = f"""<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>
        <dc:title>{title}</dc:title><dc:date>2023-03-16</dc:date><dc:language>en</dc:language>
        <dc:creator>Ada Lind</dc:creator></metadata><manifest>{manifest}<item id="nav" href="nav.xhtml"
        media-type="application/xhtml+xml" properties="nav"/></manifest><spine><itemref idref="nav"/>{spine}</spine>
        </package>"""
    container = '<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("META-INF/container.xml", container)
        archive.writestr("OEBPS/book.opf", package)
        archive.writestr("OEBPS/nav.xhtml", "<html><body><p>Contents</p></body></html>")
        for name, body in parts.items():
            if body:
                archive.writestr(
                    f"OEBPS/{name}.xhtml", f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{body}</body></html>'
                )
    return packed.getvalue()


def test_each_part_of_a_book_is_an_article_of_its_own(tmp_path: Path) -> None:
    storm = "<h1>Storm closes harbour</h1>" + "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    path = write(tmp_path / "a.epub", book(cover="<img/>", one=storm, two="<h2>Bridge</h2><p>It opened.</p>", gone=""))
    one, two, gone = documents(path)
    assert isinstance(one, RawDocument)
    assert isinstance(two, RawDocument)
    article = extract(one)
    assert (article.title, article.source, article.authors) == ("Storm closes harbour", "Weekly Ledger", ("Ada Lind",))
    assert article.text == "\n\n".join(PARAGRAPHS)
    assert article.url.endswith("a.epub#OEBPS/one.xhtml")
    assert extract(two).text == "It opened."
    assert isinstance(gone, Reject)


def test_an_issue_that_calibre_made_is_the_papers_articles_without_its_lists_and_bars(tmp_path: Path) -> None:
    story = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    contents = f'<h2>Local</h2><ul><li><a href="one.xhtml">Storm</a><div>{PARAGRAPHS[0]}</div></li></ul>'
    article = (
        '<div class="calibre_navbar">| <a href="two.xhtml">Next</a> | <a href="local.xhtml">Section Menu</a> |</div>'
        f'<h1>Storm</h1>{story}<div class="calibre_navbar1"><p>This article was downloaded by <b>calibre</b> from '
        '<a href="https://ledger.example/storm">https://ledger.example/storm</a></p></div>'
    )
    issues = [
        book(f"Weekly Ledger [{day}]", local=contents, one=article) for day in ("Thu, 16 Mar 2023", "Thu, 23 Mar 2023")
    ]
    for number, issue in enumerate(issues):
        [only_one] = documents(write(tmp_path / f"{number}.epub", issue))
        assert isinstance(only_one, RawDocument)
        found = extract(only_one)
        assert (found.title, found.source, found.url) == ("Storm", "Weekly Ledger", "https://ledger.example/storm")
        assert found.text == "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize("content", [b"no zip", book(a="<p>x</p>")[:200], b""])
def test_a_broken_book_is_a_reject(tmp_path: Path, content: bytes) -> None:
    assert "not an EPUB" in reason(list(documents(write(tmp_path / "a.epub", content))))


def test_a_zip_bomb_in_a_book_is_a_reject(tmp_path: Path) -> None:
    assert "larger than 20 MB" in reason(list(documents(write(tmp_path / "a.epub", book(a=" " * 21_000_000)))))


# PDF


def pdf(*pages: list[str], title: str = "") -> bytes:
    """A small PDF of our own: each page a list of lines."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for page_lines in pages:
        drawn = " T* ".join(f"({line}) Tj" for line in page_lines)
        stream = f"BT /F1 12 Tf 14 TL 72 720 Td {drawn} ET".encode()
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    objects.append(f"<< /Title ({title}) /CreationDate (D:20240101000000Z) >>".encode())
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        len(objects),
        start,
    )
    return bytes(out)


def test_the_lines_of_a_pdf_become_paragraphs_and_its_making_is_not_its_publication(tmp_path: Path) -> None:
    first = ["The harbour of Lindholm was closed on Thurs-", "day after a storm tore two cranes from their", "rails."]
    second = ["Ferries stayed in port until the evening and", "four thousand passengers spent the night there."]
    path = write(tmp_path / "a.pdf", pdf([*first, *second], ["It reopened."], title="Storm closes harbour"))
    article = extract(only(list(documents(path))))
    assert article.title == "Storm closes harbour"
    assert article.published_at is None
    assert article.text.split("\n") == [
        "The harbour of Lindholm was closed on Thursday after a storm tore two cranes from their rails.",
        "Ferries stayed in port until the evening and four thousand passengers spent the night there.",
        "",
        "It reopened.",
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [(b"%PDF-1.4 broken", "not a PDF"), (b"", "not a PDF"), (pdf([]), "only pictures")],
)
def test_a_pdf_that_has_nothing_to_read_is_a_reject(tmp_path: Path, content: bytes, expected: str) -> None:
    found = ready(only(list(documents(write(tmp_path / "a.pdf", content)))), None)
    assert expected in reason([found])


def test_a_pdf_in_a_cipher_that_nothing_here_reads_is_a_reject_that_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    writer, file = pypdf.PdfWriter(), io.BytesIO()
    writer.append(io.BytesIO(pdf(["The harbour of Lindholm was closed on Thursday."])))
    writer.encrypt("", "owner", algorithm="RC4-128")
    writer.write(file)
    document = RawDocument("a.pdf", "pdf", file.getvalue(), fallback_url="file:///a.pdf")
    assert isinstance(ready(document, None), Ready)

    def refuse(*_: object) -> None:
        raise DependencyError("cryptography is required")

    monkeypatch.setattr(pypdf.PdfReader, "decrypt", refuse)
    assert "encrypted" in reason([ready(document, None)])


def test_a_pdf_is_parsed_once_and_not_again_while_it_stays_as_it_is(
    tmp_path: Path, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "a.pdf", pdf(["The harbour of Lindholm was closed on Thursday."], title="Storm"))
    assert ingest(archive, [str(path)], QuietListener(), defer_vectors=True).added == 1
    with monkeypatch.context() as other:
        other.delattr("pypdf.PdfReader")
        assert ingest(archive, [str(path)], QuietListener(), defer_vectors=True).unchanged == 1
    write(path, pdf(["The harbour of Lindholm was open again on Friday."], title="Storm"))
    assert ingest(archive, [str(path)], QuietListener(), defer_vectors=True).updated == 1
