"""Tables, books, PDF, WARC and packed files: what is in them is read, and what is broken costs nothing else."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import brotli
import pypdf
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st
from pypdf.errors import DependencyError

from clippings.core.errors import SourceUnavailable
from clippings.core.types import Reject
from clippings.ingest.extract import extract
from clippings.ingest.pipeline import ingest
from clippings.ingest.raw_document import Item, RawDocument
from clippings.ingest.ready_article import Ready, Result, ready
from clippings.ingest.sources import warc as warc_source
from clippings.ingest.sources.compressed import lines
from clippings.ingest.sources.files import documents
from clippings.ingest.sources.options import ReadOptions, pattern
from clippings.vectorstore.archive import Archive
from tests.conftest import QuietListener
from tests.ingest.pages import PARAGRAPHS, page

KOREAN = "항구가 폭풍으로 목요일에 문을 닫았다고 항만 당국이 밝혔다. 배들은 저녁까지 항구에 머물렀다."
JAPANESE = "港は嵐のため木曜日に閉鎖されたと港湾当局が発表した。船は夕方まで港にとどまった。"


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def only(items: list[Item]) -> RawDocument:
    [found] = items
    assert isinstance(found, RawDocument)
    return found


def raw(items: Iterable[Item]) -> list[RawDocument]:
    return [item for item in items if isinstance(item, RawDocument)]


def reason(items: Sequence[Item | Result]) -> str:
    [found] = items
    assert isinstance(found, Reject)
    return found.reason


# Globs, include, exclude


def test_a_glob_names_files_in_any_folder(tmp_path: Path) -> None:
    for name in ("news/a.html", "news/b/c.html", "news/b/d.txt", "news/.hidden/e.html"):
        write(tmp_path / name, page())
    found = [item.location.removeprefix(f"{tmp_path}/") for item in documents(tmp_path / "news/**/*.html")]
    assert found == ["news/a.html", "news/b/c.html"]
    assert len(list(documents(tmp_path / "new[s]"))) == 3
    with pytest.raises(SourceUnavailable, match="No file matches"):
        list(documents(tmp_path / "*.pdf"))


def test_a_name_that_looks_like_a_glob_is_itself_first(tmp_path: Path) -> None:
    assert only(list(documents(write(tmp_path / "a[1].html", page())))).location.endswith("a[1].html")


def test_only_wanted_files_are_read(tmp_path: Path) -> None:
    for name in ("news/a.txt", "news/drafts/b.txt", "sport/c.txt"):
        write(tmp_path / name, "A headline\n\nText.")
    options = ReadOptions(include=(pattern("*/news/*"),), exclude=(pattern("*/drafts/*"),))
    assert only(list(documents(tmp_path, options))).location.endswith("news/a.txt")


# Packed

_ZSTD = zstandard.compress("".join(f'{{"text": "It rained {n * n} times."}}\n' for n in range(999)).encode())


@pytest.mark.parametrize("name", ["a.jsonl.zst", "a.txt.zst", "a.csv.gz"])
def test_packed_files_are_read_by_the_ending_below(tmp_path: Path, name: str) -> None:
    content = b'{"text": "It rained."}\n' if "json" in name else b"text\nIt rained.\n"
    pack = zstandard.compress if name.endswith("zst") else gzip.compress
    assert "It rained." in extract(only(list(documents(write(tmp_path / name, pack(content)))))).text


@pytest.mark.parametrize("content", [b"no zstandard", _ZSTD[:-10], _ZSTD + b"more", _ZSTD[:2]])
def test_a_broken_zstandard_file_is_a_reject(tmp_path: Path, content: bytes) -> None:
    *_, last = documents(write(tmp_path / "a.jsonl.zst", content))
    assert isinstance(last, Reject)


def test_a_zstandard_bomb_stays_small(tmp_path: Path) -> None:
    path = tmp_path / "a.html.zst"
    with path.open("wb") as file, zstandard.ZstdCompressor().stream_writer(file) as packed:
        for _ in range(60):
            packed.write(b" " * 1_000_000)
    assert "larger than 50 MB" in reason(list(documents(path)))


@given(st.lists(st.binary(max_size=30)), st.integers(1, 20))
def test_lines_come_whole_or_cut_and_never_longer_than_they_may_be(written: list[bytes], longest: int) -> None:
    content = b"\n".join(line.replace(b"\n", b"") for line in written)
    found = list(lines(io.BytesIO(content), longest))
    assert all(len(line) <= longest + 1 for line in found)
    assert (
        [line[:longest] for line in found]
        == [line[:longest] for line in content.splitlines(keepends=True) or [] if b"\r" not in content]
        or b"\r" in content
        or any(separator in content for separator in (b"\x0b", b"\x0c", b"\x1c", b"\x1d", b"\x1e"))
    )


# Tables


def test_a_table_is_read_under_the_usual_names_and_long_fields_stay_whole(tmp_path: Path) -> None:
    long = "It rained. " * 20_000
    path = write(tmp_path / "a.csv", f'URL,headline,Date,Body\nhttps://a.example/1,"Rain, again",2023-03-16,"{long}"\n')
    article = extract(only(list(documents(path))))
    assert (article.url, article.title, article.text) == ("https://a.example/1", "Rain, again", long.strip())
    assert article.published_at is not None


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "titel;text\nRegen;Es hat geregnet.\n".encode("utf-8-sig")),
        ("a.tsv", b"text\tother\nEs hat geregnet.\tx\n"),
        ("a.csv", b"text\tother\nEs hat geregnet.\tx\n"),
        ("a.csv", "text,other\nEs hat geregnet.,x\n".encode("utf-16")),
    ],
)
def test_separators_and_character_sets_are_found_out(tmp_path: Path, name: str, content: bytes) -> None:
    assert only(list(documents(write(tmp_path / name, content)))).fields["text"] == "Es hat geregnet."


def test_a_korean_table_in_the_old_character_set_is_read(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", f"title,text\n항구,{KOREAN}\n".encode("cp949"))
    assert only(list(documents(path))).fields["text"] == KOREAN


@pytest.mark.parametrize("encoding", ["cp949", "latin-1", "cp932", "iso2022_jp"])
def test_a_character_set_that_shows_late_is_found_out(tmp_path: Path, encoding: str) -> None:
    text = {"cp949": KOREAN, "latin-1": "Le président est rentré à l'Élysée."}.get(encoding, JAPANESE)
    rows = [f'T,"{"It rained all day. " * 60}"\n'.encode()] * 80 + [f"Late,{text}\n".encode(encoding)]
    *_, last = documents(write(tmp_path / "a.csv", b"title,text\n" + b"".join(rows)))
    assert isinstance(last, RawDocument)
    assert last.fields["text"] == text


def test_rows_in_several_character_sets_are_read_each_in_its_own(tmp_path: Path) -> None:
    french = "Le président est rentré à l'Élysée, où il a été reçu à midi."
    written = [(french, "latin-1"), (KOREAN, "cp949"), (KOREAN, "utf-8"), (french, "latin-1"), (KOREAN, "cp949")]
    content = b"title;text\n" + b"".join(f"T;{text}\n".encode(encoding) for text, encoding in written)
    found = raw(documents(write(tmp_path / "a.csv", content)))
    assert [item.fields["text"] for item in found] == [text for text, _ in written]


def test_a_short_row_is_read_as_its_neighbours_are(tmp_path: Path) -> None:
    *_, last = raw(documents(write(tmp_path / "a.csv", f"text\n{KOREAN}\n봄비\n".encode("cp949"))))
    assert last.fields["text"] == "봄비"


def test_a_row_with_bytes_that_are_no_characters_is_a_reject(tmp_path: Path) -> None:
    content = "title,text\nPort,Der Hafen öffnet früh.\nFähre,Die Fähre fährt ".encode() + b"\xff\nBus,Er kommt.\n"
    found = list(documents(write(tmp_path / "a.csv", content)))
    assert [type(item) for item in found] == [RawDocument, Reject, RawDocument]
    assert found[1].location.endswith("a.csv:3")
    assert "save it as UTF-8" in reason(found[1:2])


def test_columns_of_other_names_are_mapped(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "story_body,kicker\nIt rained.,Rain\n")
    assert "no column for the text" in reason(list(documents(path)))
    options = ReadOptions(names={"text": ("story_body",), "title": ("kicker",)})
    assert only(list(documents(path, options))).fields == {"text": "It rained.", "title": "Rain"}


def test_a_broken_row_costs_only_itself(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", b"text,title\nOne.,1\nTw\x00o.,2\nThree.,3,extra\n\nFour.,4\n")
    found = [item.fields["text"] if isinstance(item, RawDocument) else "reject" for item in documents(path)]
    assert found[0] == "One."
    assert found[-2:] == ["reject", "Four."]
    assert "no column" in reason(list(documents(write(tmp_path / "b.csv", ""))))


def test_a_row_whose_fields_are_not_the_columns_is_a_reject_that_says_how_to_write_it(tmp_path: Path) -> None:
    content = (
        "title,date,text\nOne,2023-03-03,It rained, says the mayor.\nTwo,2023-03-03,It snowed\nall day.\n"
        'Three,,"It rained, says the mayor."\n'
    )
    broken, two, rest, three = documents(write(tmp_path / "a.csv", content))
    assert "fields (4)" in reason([broken])
    assert "columns (3)" in reason([broken])
    assert "in quotes" in reason([broken])
    assert "fields (1)" in reason([rest])
    assert [item.fields["text"] for item in raw([two, three])] == ["It snowed", "It rained, says the mayor."]


@pytest.mark.parametrize("content", ["text,title\nOne.,1,,\n", "text,title,,\nOne.,1\n", "text,title,\nOne.,1,note\n"])
def test_empty_fields_at_the_end_of_a_row_do_no_harm(tmp_path: Path, content: str) -> None:
    found = only(list(documents(write(tmp_path / "a.csv", content)))).fields
    assert (found["text"], found["title"]) == ("One.", "1")


# EPUB


def book(**parts: str) -> bytes:
    manifest = "".join(f'<item id="{name}" href="{name}.xhtml" media-type="application/xhtml+xml"/>' for name in parts)
    spine = "".join(f'<itemref idref="{name}"/>' for name in parts)
    package = f"""<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>
        <dc:title>Weekly Ledger</dc:title><dc:date>2023-03-16</dc:date><dc:language>en</dc:language>
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


# WARC


def warc(
    *pages: tuple[str, int, str, bytes], compressed: bool = False, kind: str = "response", coding: str = ""
) -> bytes:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=compressed)
    for url, status, content_type, body in pages:
        told = [("Content-Type", content_type), ("Content-Encoding", coding)]
        headers = StatusAndHeaders(f"{status} OK", [one for one in told if one[1]], protocol="HTTP/1.1")
        http = {"http_headers": headers} if kind == "response" else {"warc_content_type": content_type}
        writer.write_record(writer.create_warc_record(url, kind, payload=io.BytesIO(body), **http))
    return out.getvalue()


@pytest.mark.parametrize("compressed", [True, False])
def test_the_pages_of_a_warc_are_read_and_nothing_else_of_it(tmp_path: Path, compressed: bool) -> None:
    content = warc(
        (
            "https://ledger.example/1",
            200,
            "text/html; charset=euc-kr",
            page(headline="항구").encode("cp949", "replace"),
        ),
        ("https://ledger.example/logo.png", 200, "image/png", b"\x89PNG"),
        ("https://ledger.example/gone", 404, "text/html", b"Not here."),
        ("https://other.example/1", 200, "text/html", page().encode()),
        compressed=compressed,
    )
    path = write(tmp_path / ("a.warc.gz" if compressed else "a.warc"), content)
    first, other = documents(path)
    assert isinstance(first, RawDocument)
    assert (first.location, first.fallback_url, first.charset, first.fallback_source) == (
        f"{path}#1",
        "https://ledger.example/1",
        "euc-kr",
        "ledger.example",
    )
    assert isinstance(other, RawDocument)
    assert (other.location, other.fallback_url) == (f"{path}#4", "https://other.example/1")
    options = ReadOptions(exclude=(pattern("https://other.example/*"),))
    assert only(list(documents(path, options))) == first


ADDRESS = "https://a.example/1"


@pytest.mark.parametrize("body", [brotli.compress(page().encode()), page().encode()])
def test_a_page_under_brotli_is_unpacked_also_where_it_was_already(tmp_path: Path, body: bytes) -> None:
    path = write(tmp_path / "a.warc", warc((ADDRESS, 200, "text/html", body), coding="br"))
    assert only(list(documents(path))).content == page().encode()


@pytest.mark.parametrize(
    ("coding", "body"),
    [("br", brotli.compress(page().encode())[:-20]), ("zstd", zstandard.compress(page().encode()))],
)
def test_a_page_that_cannot_be_unpacked_is_a_reject_that_names_how_it_is_packed(
    tmp_path: Path, coding: str, body: bytes
) -> None:
    path = write(tmp_path / "a.warc", warc((ADDRESS, 200, "text/html", body), coding=coding))
    assert f"Content-Encoding: {coding}" in reason(list(documents(path)))


def test_a_brotli_bomb_is_a_reject(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.warc", warc((ADDRESS, 200, "text/html", brotli.compress(b" " * 60_000_000)), coding="br")
    )
    assert "larger than 20 MB" in reason(list(documents(path)))


def test_resources_that_are_pages_or_text_are_read(tmp_path: Path) -> None:
    content = warc(
        (ADDRESS, 0, "text/html; charset=euc-kr", page().encode()),
        ("https://a.example/2", 0, "text/plain", b"It rained."),
        ("https://a.example/3", 0, "image/png", b"\x89PNG"),
        ("metadata://a.example/wget.log", 0, "text/plain", b"It was fetched."),
        kind="resource",
    )
    html, text = raw(documents(write(tmp_path / "a.warc", content)))
    assert (html.kind, html.fallback_url, html.charset) == ("html", ADDRESS, "euc-kr")
    assert (text.kind, text.content) == ("text", b"It rained.")


def test_a_response_without_a_type_is_read_where_it_begins_like_a_page(tmp_path: Path) -> None:
    content = warc((ADDRESS, 200, "", page().encode()), ("https://a.example/2", 200, "", b"\x89PNG"))
    html, picture = documents(write(tmp_path / "a.warc", content))
    assert isinstance(html, RawDocument)
    assert "names no Content-Type" in reason([picture])


def test_a_warc_in_zstandard_is_read(tmp_path: Path) -> None:
    content = warc(("https://a.example/1", 200, "text/html", page().encode()))
    path = write(tmp_path / "a.warc.zst", zstandard.ZstdCompressor().compress(content))
    assert [item.location for item in documents(path)] == [f"{path}#1"]
    broken = write(tmp_path / "b.warc.zst", path.read_bytes()[:-20])
    assert "b.warc.zst" in next(item for item in documents(broken) if isinstance(item, Reject)).location
    assert isinstance(next(warc_source.documents(broken, ReadOptions())), Reject)


@pytest.mark.parametrize("content", [b"no warc at all", b"WARC/1.0\r\nbroken"])
def test_a_broken_warc_is_a_reject(tmp_path: Path, content: bytes) -> None:
    assert "breaks off" in reason(list(documents(write(tmp_path / "a.warc", content))))


def test_a_warc_that_breaks_off_gives_the_pages_before(tmp_path: Path) -> None:
    whole = warc(*((f"https://a.example/{n}", 200, "text/html", page().encode()) for n in range(3)), compressed=True)
    path = write(tmp_path / "a.warc.gz", whole[:-300])
    first, second, third = documents(path)
    assert [isinstance(item, RawDocument) for item in (first, second, third)] == [True, True, False]
    assert third.location == f"{path}#3"
    assert "https://a.example/2" in reason([third])


def test_frames_of_zstandard_one_after_the_other_are_one_file(tmp_path: Path) -> None:
    assert len(list(documents(write(tmp_path / "a.jsonl.zst", _ZSTD * 3)))) == 3 * 999


# Lists of addresses, without anyone to fetch them


def test_a_list_or_a_sitemap_alone_is_a_reject_that_says_what_to_do(tmp_path: Path) -> None:
    assert "only names addresses" in reason(list(documents(write(tmp_path / "a.urls", "https://a.example/1"))))
    sitemap = "<urlset><url><loc>https://a.example/1</loc></url></urlset>"
    assert "only names addresses" in reason(list(documents(write(tmp_path / "a.xml", sitemap))))
