"""Newsletters, saved pages, Word documents and spreadsheets."""

from __future__ import annotations

import io
import resource
import textwrap
import zipfile
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clippings.core.types import Reject
from clippings.ingest.documents import Item
from clippings.ingest.extraction.extract import extract
from clippings.ingest.sources.exports import mailbox_file
from clippings.ingest.sources.files import files
from tests.ingest.sources.written_files import KOREAN, only, raw, reason, write

FERRY = "The ferry to Aldersea stays in port until May, the harbour master said on Thursday."
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TWO = "Its engine broke in the storm, and parts come from Norway."


def message(subject: str = "Ferry stays in port", text: str = f"{FERRY}\n\n{TWO}\n", html: str = "") -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "The Harbour Ledger <briefing@ledger.example>"
    mail["To"] = "reader@example.org"
    mail["Subject"] = subject
    mail["Date"] = "Thu, 16 Mar 2023 08:00:00 +0900"
    mail["Message-ID"] = f"<{abs(hash((subject, text)))}@ledger.example>"
    mail.set_content(text)
    if html:
        mail.add_alternative(html, subtype="html")
    return mail


def mbox(*messages: EmailMessage) -> bytes:
    return b"".join(
        b"From briefing@ledger.example Thu Mar 16 08:00:00 2023\n"
        + bytes(one).replace(b"\nFrom ", b"\n>From ")
        + b"\n\n"
        for one in messages
    )


def test_a_message_is_an_article_of_its_sender(tmp_path: Path) -> None:
    article = extract(only(list(files.documents(write(tmp_path / "a.eml", bytes(message("항구 폐쇄", KOREAN)))))))
    assert (article.title, article.source, article.text) == ("항구 폐쇄", "The Harbour Ledger", KOREAN)
    assert article.published_at is not None
    assert article.published_at.isoformat() == "2023-03-16T08:00:00+09:00"


def test_of_two_forms_the_one_with_the_article_is_read(tmp_path: Path) -> None:
    html = f"<html><head><style>p {{}}</style></head><body><p>{FERRY}</p><p>{TWO}</p></body></html>"
    mail = message(text="Your mail program shows no HTML.\n", html=html)
    assert extract(only(list(files.documents(write(tmp_path / "a.eml", bytes(mail)))))).text == f"{FERRY}\n\n{TWO}"


def test_lines_that_were_broken_at_a_width_are_sentences_again_and_how_to_unsubscribe_is_none(tmp_path: Path) -> None:
    broken = "\n".join(textwrap.wrap(FERRY, 60))
    text = f"{broken}\n\n- one\n- two\n\nUnsubscribe: x\n"
    article = extract(only(list(files.documents(write(tmp_path / "a.eml", bytes(message(text=text)))))))
    assert article.text == f"{FERRY}\n\n- one\n- two"


def test_a_mailbox_gives_each_message_and_words_at_the_beginning_of_lines_stay(tmp_path: Path) -> None:
    first = message(text=f"{FERRY}\n\nFrom Aldersea, buses go at 9:15 in the morning of each day.\n")
    items = list(files.documents(write(tmp_path / "a.mbox", mbox(first, message("Bridge", TWO)))))
    articles = [extract(item) for item in raw(items)]
    assert [article.title for article in articles] == ["Ferry stays in port", "Bridge"]
    assert "From Aldersea, buses go" in articles[0].text
    assert len({article.url for article in articles}) == 2


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r"), min_size=1, max_size=80), max_size=6))
def test_a_mailbox_never_loses_or_makes_up_messages(texts: list[str]) -> None:
    content = mbox(*(message(f"n{number}", text) for number, text in enumerate(texts)))
    items = list(mailbox_file.messages(io.BytesIO(content), Path("/news/a.mbox")))
    assert len(items) == max(1, len(texts))


@pytest.mark.parametrize("megabytes", [60, pytest.param(300, marks=pytest.mark.long)])
def test_a_large_mailbox_is_read_in_little_memory(tmp_path: Path, megabytes: int) -> None:
    mail = message()
    mail.add_attachment(b"x" * 700_000, maintype="image", subtype="png", filename="a.png")
    one = mbox(mail)
    path = tmp_path / "a.mbox"
    count = megabytes * 1_000_000 // len(one)
    with path.open("wb") as file:
        for _ in range(count):
            file.write(one)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert sum(1 for _ in files.documents(path)) == count
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


def test_one_message_that_is_too_large_is_a_reject_and_the_next_is_read(tmp_path: Path) -> None:
    mail = message()
    mail.add_attachment(b"x" * 20_000_000, maintype="image", subtype="png", filename="a.png")
    items = list(files.documents(write(tmp_path / "a.mbox", mbox(mail, message("Bridge", TWO)))))
    assert isinstance(items[0], Reject)
    assert "more than 25 MB" in items[0].reason
    assert extract(raw(items)[0]).title == "Bridge"


def test_a_saved_page_is_the_page_under_its_own_address(tmp_path: Path) -> None:
    article_html = f"<article><h1>Ferry stays in port</h1><p>{FERRY}</p><p>{TWO}</p></article>"
    page = f"<html><head><title>Ferry stays in port</title></head><body>{article_html}</body></html>"
    mail = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://ledger.example/ferry\r\nSubject: Ferry\r\n"
        "Date: Wed, 1 May 2024 10:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n"
        f"Content-Location: https://ledger.example/ferry\r\n\r\n{page}\r\n--b--\r\n"
    )
    article = extract(only(list(files.documents(write(tmp_path / "a.mhtml", mail)))))
    assert (article.url, article.title) == ("https://ledger.example/ferry", "Ferry stays in port")
    assert article.published_at is None
    assert FERRY in article.text


def docx(*paragraphs: str, table: str = "") -> bytes:
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    raw_file = io.BytesIO()
    with zipfile.ZipFile(raw_file, "w") as package:
        package.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{_WORD}"><w:body>{body}{table}</w:body></w:document>',
        )
    return raw_file.getvalue()


def test_a_word_document_is_headline_fields_and_paragraphs(tmp_path: Path) -> None:
    cells = "".join(f"<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>" for cell in ("Smith", "4,312 votes"))
    table = f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    content = docx("Ferry stays in port", "Date: 16 March 2023", FERRY, TWO, table=table)
    article = extract(only(list(files.documents(write(tmp_path / "a.docx", content)))))
    assert article.title == "Ferry stays in port"
    assert f"{article.published_at:%Y-%m-%d}" == "2023-03-16"
    assert article.text == f"{FERRY}\n\n{TWO}\n\nSmith | 4,312 votes"


def xlsx(*rows: list[object], sheets: int = 1) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for number in range(1, sheets):
        book.create_sheet(f"Notes {number}").append(["remark"])
    raw_file = io.BytesIO()
    book.save(raw_file)
    return raw_file.getvalue()


def test_a_spreadsheet_gives_an_article_a_row(tmp_path: Path) -> None:
    content = xlsx(
        ["일자", "언론사", "제목", "본문", "뉴스 식별자"],
        [20230316, "항구일보", "항구 폐쇄", KOREAN, "01100101.1"],
        [date(2023, 3, 17), "항구일보", "다음 날", KOREAN, "01100101.2"],
        [None, None, None, None, None],
        ["2023-03-18", "항구일보", "본문 없음", None, "01100101.3"],
        sheets=2,
    )
    items: list[Item] = list(files.documents(write(tmp_path / "a.xlsx", content)))
    articles = [extract(item) for item in raw(items)]
    assert [f"{article.published_at:%Y-%m-%d}" for article in articles] == ["2023-03-16", "2023-03-17"]
    assert {(article.source, article.text) for article in articles} == {("항구일보", KOREAN)}
    assert [item.location[-1] for item in items if isinstance(item, Reject)] == ["5"]


def test_a_spreadsheet_without_a_column_for_the_text_says_which_it_has(tmp_path: Path) -> None:
    said = reason(list(files.documents(write(tmp_path / "a.xlsx", xlsx(["kop", "verhaal"], ["a", "b"])))))
    assert "kop, verhaal" in said
    assert "fields: {text:" in said


@pytest.mark.parametrize(
    "name", ["a.xlsx", "a.docx", "a.zip", "a.tar.gz", "a.wacz", "a.mbox", "a.eml", "a.mhtml", "a.tgz"]
)
@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\x1f\x8b\x08", b"none of them", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_such_file_is_a_reject(tmp_path: Path, name: str, content: bytes) -> None:
    [found] = files.documents(write(tmp_path / name, content))
    assert isinstance(found, Reject)
