"""A dossier belongs to one person, knows what still stands, and leaves as a file that holds nothing but words."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from markdown_it import MarkdownIt

from clippings.chain.dossier.entries import (
    LONGEST_NOTE,
    Entry,
    TooManyKept,
    as_json,
    entries,
    entry,
    keep,
    remove,
    write_note,
)
from clippings.chain.dossier.export import FORMS, exported
from clippings.chain.verification.refusals import WrongRequest
from clippings.core.settings import Settings
from clippings.ingest.draft_file import draft_text
from clippings.ingest.pipeline import ingest
from clippings.vectorstore.archive import Archive
from clippings.vectorstore.catalogue.given_answers import KeptQuote
from tests.conftest import QuietListener

NOW = datetime(2024, 5, 1, 9, tzinfo=UTC)
ANNA, BERT = 11, 12
BRIDGE = {
    "url": "https://gazette.example/2024/lindholm-bridge",
    "title": "Lindholm bridge to reopen in May",
    "source": "The Sound Gazette",
    "authors": ["Ines Okafor"],
    "published_at": "2024-04-12",
    "text": "The Lindholm bridge will reopen to traffic on 4 May, the transport ministry said. Forty cables are new.",
}
RUDE = {
    "url": "https://rude.example/zorblax",
    "title": "=HYPERLINK(evil) [Zorblax](https://evil.example) <b>off</b>}",
    "source": "@here **Daily** & Sons_100%",
    "authors": ["}\nER  - "],
    "published_at": "2024-03-03",
    "text": "-1+1 The Zorblax <script>festival</script> was **called off** at www.evil.example, $5 {lost} \\ so far.",
}
COUNCIL = {
    "title": "Minutes of the Fernwick council",
    "source": "Fernwick council",
    "published_at": "2024-01-09",
    "text": "The Fernwick council voted nine to four to rebuild the public library on Alder Street.",
}

Write = Callable[..., Path]


def quotes_of(archive: Archive, *titles: str) -> list[KeptQuote]:
    """The first sentence of each article."""
    articles = {article.title: article for article in archive.catalogue.all_articles()}
    found = []
    for at, title in enumerate(titles, start=1):
        one = articles[title]
        end = one.text.find(". ") + 1 or len(one.text)
        found.append(KeptQuote(at, one.id, 0, end, one.text[:end], one.url, one.title, one.source, one.dated, True))
    return found


@pytest.fixture
def filled(archive: Archive, write_jsonl: Write) -> Archive:
    ingest(archive, [str(write_jsonl(BRIDGE, RUDE, COUNCIL))], QuietListener(), defer_vectors=True)
    return archive


@pytest.fixture
def kept(filled: Archive) -> list[Entry]:
    titles = [article.title for article in filled.catalogue.all_articles()]
    bridge, *others = sorted(titles, key=lambda title: not title.startswith("Lindholm"))
    keep(
        filled,
        ANNA,
        quotes_of(filled, bridge),
        question="When will it reopen?",
        note="ask\nagain",
        at=NOW - timedelta(minutes=1),
    )
    keep(filled, ANNA, quotes_of(filled, *others), at=NOW)
    return entries(filled, ANNA)


def test_a_quote_is_kept_once_for_one_person(filled: Archive, kept: list[Entry]) -> None:
    assert len(kept) == 3
    assert entries(filled, BERT) == []
    assert keep(filled, ANNA, [kept[0].quote], note="another", at=NOW) == []
    assert entry(filled, ANNA, kept[0].kept.id).kept.note == "ask\nagain"
    for theirs in (
        lambda: write_note(filled, BERT, kept[0].kept.id, "mine"),
        lambda: remove(filled, BERT, kept[0].kept.id),
        lambda: entry(filled, BERT, kept[0].kept.id),
    ):
        with pytest.raises(WrongRequest):
            theirs()
    write_note(filled, ANNA, kept[0].kept.id, " called ")
    assert entry(filled, ANNA, kept[0].kept.id).kept.note == "called"
    remove(filled, ANNA, kept[0].kept.id)
    assert len(entries(filled, ANNA)) == 2


def test_what_no_database_holds_is_left_out_of_notes_and_questions(filled: Archive) -> None:
    (council,) = quotes_of(filled, "Minutes of the Fernwick council")
    (one,) = keep(filled, BERT, [council], question="Who\x00 voted\ud83d?", note="ask\x00 him\ud83d\n\nsoon", at=NOW)
    kept = entry(filled, BERT, one.id).kept
    assert (kept.question, kept.note) == ("Who voted?", "ask him\n\nsoon")


def test_what_is_kept_survives_a_restart(filled: Archive, kept: list[Entry]) -> None:
    home = filled.settings.home
    filled.close()
    with Archive(Settings(home=home)) as again:
        assert entries(again, ANNA) == kept


def test_a_person_keeps_no_more_than_is_allowed(make_home: Callable[[str], Path], write_jsonl: Write) -> None:
    with Archive(Settings(home=make_home("small"), kept_per_user=1)) as archive:
        ingest(archive, [str(write_jsonl(BRIDGE, COUNCIL))], QuietListener(), defer_vectors=True)
        both = quotes_of(archive, BRIDGE["title"], COUNCIL["title"])  # type: ignore[arg-type]
        with pytest.raises(TooManyKept, match="holds 1 quotes"):
            keep(archive, ANNA, both, at=NOW)
        assert entries(archive, ANNA) == []
        keep(archive, ANNA, both[:1], at=NOW)
        keep(archive, BERT, both[1:], at=NOW)
        with pytest.raises(WrongRequest, match="characters"):
            keep(archive, 13, both[:1], note="x" * (LONGEST_NOTE + 1), at=NOW)
        with pytest.raises(WrongRequest):
            keep(archive, ANNA, [], at=NOW)


def test_whether_a_quote_still_stands_is_told(filled: Archive, kept: list[Entry], write_jsonl: Write) -> None:
    assert [one.state for one in kept] == ["stands"] * 3
    moved = BRIDGE | {"text": f"Correction: the number of cables was wrong. {kept[0].quote.quote} Thirty are new."}
    ingest(filled, [str(write_jsonl(moved))], QuietListener(), defer_vectors=True)
    first = entries(filled, ANNA)[0]
    assert (first.state, first.start > 0) == ("stands", True)
    article = filled.catalogue.article_at(BRIDGE["url"])  # type: ignore[arg-type]
    assert article is not None
    assert article.text[first.start : first.end] == first.quote.quote
    ingest(filled, [str(write_jsonl(BRIDGE | {"text": "The Lindholm bridge stays shut, the ministry said in a new "
                                              "statement that takes the earlier one back."}))],
           QuietListener(), defer_vectors=True)  # fmt: skip
    changed = entries(filled, ANNA)[0]
    assert changed.state == "changed"
    assert "changed since" in changed.told("en")
    newest = filled.catalogue.article_at(BRIDGE["url"])  # type: ignore[arg-type]
    assert newest is not None
    with filled.catalogue.writing() as writer:
        writer.set_aside(newest.id)
    assert entries(filled, ANNA)[0].state == "gone"


def test_an_article_without_a_public_page_is_linked_to_the_archives_own(filled: Archive, kept: list[Entry]) -> None:
    council = next(one for one in kept if one.quote.source == "Fernwick council")
    assert council.link == ""
    linked = entry(filled, ANNA, council.kept.id, "https://news.example/")
    assert linked.link == f"https://news.example/article/{council.quote.article_id}?start=0&end={council.end}#quote"
    assert kept[0].link.startswith(f"{BRIDGE['url']}#:~:text=")


def test_json_has_the_words_and_their_place(kept: list[Entry]) -> None:
    found = as_json(kept[0])
    assert (found["published_at"], found["published_on"], found["state"]) == ("2024-04-12", "2024-04-12", "stands")
    assert len(found["quote"]) == found["end"] - found["start"]


def shown(form: str, kept: list[Entry], language: str = "en") -> str:
    return exported(kept, form, language, NOW).decode("utf-8-sig")


def test_markdown_shows_every_text_as_itself(kept: list[Entry]) -> None:
    rendered = MarkdownIt("commonmark", {"linkify": True}).render(shown("md", kept))
    page = html.fromstring(rendered)
    assert page.xpath("//h2/text()") == ["When will it reopen?", "Without a question"]
    assert {link.split("/")[2] for link in page.xpath("//a/@href")} == {"gazette.example", "rude.example"}
    assert not page.xpath("//blockquote//*[not(self::p)]")
    rude = next(one for one in kept if one.quote.source.startswith("@here"))
    assert " ".join(rude.quote.quote.split()) in page.text_content()
    assert rude.quote.title.split()[0] in page.text_content()
    assert "ask" in page.text_content()
    assert "again" in page.text_content()


def test_the_page_runs_nothing(kept: list[Entry]) -> None:
    page = html.fromstring(shown("html", kept, "ko"))
    assert page.get("lang") == "ko"
    assert not page.xpath("//script | //b | //img")
    assert len(page.xpath("//blockquote")) == 3
    assert page.xpath("//a/@href")[0] == kept[0].link


def test_a_table_holds_no_formula(kept: list[Entry]) -> None:
    rows = list(csv.DictReader(io.StringIO(shown("csv", kept))))
    assert len(rows) == 3
    for row in rows:
        assert not any(re.match(r"[=+\-@\t\r＝＋－＠]", cell) for cell in row.values())
    rude = next(row for row in rows if "Zorblax" in row["title"])
    assert rude["title"].startswith("'=HYPERLINK")
    assert rude["quote"].startswith("'-1+1")
    assert all(not row["url"] or row["url"].startswith("https://") for row in rows)


def test_bibtex_braces_balance_and_no_text_is_a_command(kept: list[Entry]) -> None:
    written = shown("bib", kept)
    bare = written.replace(r"\{", "").replace(r"\}", "")
    assert bare.count("{") == bare.count("}")
    assert written.count("@misc{") == 3
    commands = set(re.findall(r"\\[a-zA-Z]+", written))
    assert commands <= {r"\textbackslash", r"\textasciitilde", r"\textasciicircum"}
    assert "title = {{Lindholm bridge to reopen in May}}" in written
    assert "date = {2024-04-12}" in written
    assert "month = apr" in written
    assert "author = {{Ines Okafor}}" in written
    assert len(set(re.findall(r"@misc\{([^,]+),", written))) == 3


def test_ris_has_one_tag_a_line_and_ends_each_reference_once(kept: list[Entry]) -> None:
    written = exported(kept, "ris", "en", NOW).decode()
    lines = [line for line in written.split("\r\n") if line]
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines)
    assert lines.count("TY  - NEWS") == lines.count("ER  - ") == 3
    assert "DA  - 2024/04/12/" in lines
    assert "N1  - ask again" in lines


def test_word_reads_the_document_back(kept: list[Entry]) -> None:
    text = draft_text(exported(kept, "docx", "en", NOW), "dossier.docx")
    for one in kept:
        assert " ".join(one.quote.quote.split()) in " ".join(text.split())
    assert "Note: ask" in text


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_dossier_is_a_file_too(form: str) -> None:
    assert isinstance(exported([], form, "en", NOW), bytes)


@pytest.mark.parametrize("form", FORMS)
def test_characters_that_no_file_can_hold_break_none(form: str, kept: list[Entry], filled: Archive) -> None:
    one = kept[0]
    odd: dict[str, Any] = {"title": "a\x00b\x0b\ud800c\ufffe", "source": "\u202ex\x1b[0m"}
    quote = KeptQuote(1, one.quote.article_id, 0, 3, "a\x00\x08b\ud83dc", one.quote.url, **odd, published_at=None,
                      is_cited=True)  # fmt: skip
    entry_of = Entry(type(one.kept)("id", ANNA, quote, "\x00?", "\x01note\x02\ufffe", NOW), "gone", 0, 3, "")
    content = exported([entry_of], form, "ko", NOW)
    if form == "docx":
        assert "abc" in draft_text(content, "dossier.docx")
    else:
        assert not re.search(r"[\x00-\x08\x0b\x1b]", content.decode())
