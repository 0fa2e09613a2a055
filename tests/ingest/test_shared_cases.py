# ruff: noqa: E501 - a row an article
"""Every input of the shared folder `cases` that goes into an archive comes out as its README says is right."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import NamedTuple

import pytest

from clippings.core.types import Reject
from clippings.ingest.documents import Canceled, RawDocument, Unreadable
from clippings.ingest.extraction.extract import ExtractedArticle, extract
from clippings.ingest.run_notes import notes
from clippings.ingest.sources.files.files import documents
from clippings.vectorstore.archive import Archive
from tests.conftest import REAL_DATA
from tests.ingest.quick_archive import current_urls, run, spec

pytestmark = pytest.mark.real_data

_CASES = REAL_DATA / "cases"
_WED = "2023-03-15"
_LEDGER = "Harbor Ledger"
_PORT = "The port authority approved a 40 million dollar dredging plan on Wednesday"
_WORK = "Work on the Eastfield channel begins in June"


class Right(NamedTuple):
    """An article, as far as the README says what is right; "" is unknown, None is not looked at."""

    title: str | None = None
    day: str | None = None
    source: str | None = None
    url: str | None = None
    text: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    start: str = ""


class No(NamedTuple):
    """A reject with these words in its reason."""

    reason: str


_TOOL = Right("Port's dredging plan approved", _WED, None, None, (_PORT, _WORK, "Ships of up to 300 metres"))
_SITE = "https://harbor-ledger.example/dredging"

RIGHT: dict[str, list[Right | No]] = {
    "records/html_in_records.jsonl": [
        Right(text=("Ferndale.\n\nIt voted", "The schools are:\n\nOak Street School\n\nHill School\n\nTeachers")),
        Right(text=("Ferndale.\n\nThe vote\n\nIt voted five",)),
        Right(text=("Ferndale.\n\nIt voted", "I voted no.", "Teachers will move in 2025.")),
        Right(text=("The vote\n\nThe school board met on Monday & voted", "St’s Hill.")),
        Right(text=("AT&T said on Monday that it’s closing", "Ferndale County.")),
        Right("AT&T closes shops", text=("AT&T said",)),
        Right(text=("Smith | 4,312 votes\nJones | 3,998 votes", "Turnout was 61 percent.")),
        Right(text=("Monday.\n\nIt voted five to four.", "Small heading", "Q: Why close schools?\n\nA: We have", "End.")),
        Right(text=("Ferndale.\n\nIt voted",)),
        Right(start="FERNDALE — The school board met on Monday.\n\nIt voted five to four.\n\nTwo schools will close."),
    ],
    "records/br.jsonl": [
        Right(text=("Monday.\n\nIt voted five to four to close two schools.\nTeachers",)),
        Right(text=("Monday.\nIt voted",)),
        Right(text=("The board met.\n\nIt voted.",), no=("var a", "track", "{}")),
        Right(text=("می\u200cشود", "کشتی\u200cهایی")),
    ],
    "records/status.jsonl": [No("draft")],
    "records/newsplease.json": [
        Right("Council closes Hale Street bridge", "2023-03-16", "northport-courier.example", None, ("7 to 2", "mayor"))
    ],
    "records/wp_rest.json": [
        _TOOL._replace(title="Port’s dredging plan approved", url="https://harbor-ledger.example/2023/03/dredging/")
    ],
    "records/arc_xp.json": [_TOOL._replace(source=_LEDGER)],
    "records/jsonfeed.json": [_TOOL._replace(source=_LEDGER, url=_SITE)],
    "records/guardian.json": [_TOOL._replace(source="harbor-ledger.example", url=_SITE)],
    "records/miniflux.json": [_TOOL._replace(source=_LEDGER, url=_SITE)],
    "records/ninjs.json": [_TOOL._replace(source="harbor.example", url="urn:newsml:harbor.example:20230315:abc")],
    "records/trafilatura.json": [_TOOL._replace(source=_LEDGER, url=_SITE)],
    "records/us_dates.csv": [
        Right("A", "2023-03-05", _LEDGER, text=(_PORT,)),
        Right("B", "2023-12-25", _LEDGER),
        Right("C", "2023-03-05", _LEDGER),
    ],
    "records/nan.csv": [No("nan"), No("None"), Right("C", "", text=(_PORT,)), No("NULL"), No("#N/A")],
    "records/bigkinds_utf8.csv": [Right("항만 준설 계획 승인", _WED, "하버일보", "https://x.example/k1", ("4천만 달러",))],
    "feeds/br_list.xml": [
        Right("Port plan", _WED, _LEDGER, "https://h.example/1",
              ("In short:\n\n40 million dollars\n\nTwo years\n\nThe harbour authority", _PORT))
    ],
    "feeds/wxr/site.WordPress.2024-05-01.xml": [
        Right("Ferry service to Gull Island ends", _WED, _LEDGER, text=("after 61 years", "opens to cars on April 3."),
              no=("[caption",)),
        Right(None, "2011-07-04", _LEDGER,
              start="The Alder reservoir fell to 31 percent",
              text=("Officials expect rain", "old church tower", "to be finished in 2013, will carry")),
        No("draft"),
        No("attachment"),
    ],
    "feeds/rdf.xml": [Right("A", _WED, _LEDGER, "https://h.example/6", (_PORT,))],
    "feeds/cp949_declared_utf8.xml": [Right("항만 준설 계획 승인", _WED, "하버일보", text=("항만공사는 수요일 4천만 달러",))],
    "feeds/same_link.xml": [Right("Port plan", _WED), Right("Reservoir low", _WED)],
    "feeds/double_escaped.xml": [Right("AT&T’s plan", _WED, "Harbor & Ledger")],
    "feeds/sitemap_prefix.xml": [No("only names addresses")],
    "feeds/sitemap.txt": [No("only names addresses")],
    "pages/html_canon/a0.html": [Right("Port plan approved", "", _LEDGER, text=(_PORT,))],
    "pages/html_canon/a1.html": [Right("Reservoir at lowest level", "", _LEDGER)],
    "pages/html_canon/a2.html": [Right("Ferry makes last crossing", "", _LEDGER)],
    "pages/html_multi/port-plan.html": [Right("Port plan approved", _WED, _LEDGER, text=(_WORK,), no=("Next page",))],
    "pages/html_multi/port-plan_page2.html": [Right("Port plan approved", _WED, _LEDGER, text=("Tomas Reyne",))],
    "pages/wayback.html": [Right("Ferry makes last crossing", "", "h.example", "https://h.example/local/ferry")],
    "pages/updated_only.html": [Right("Port plan approved", "", text=(_WORK,))],
    "pages/naver.html": [
        Right("항만 준설 계획 승인", _WED, "하버일보", start="2년 공사…어민 우려\n항만공사는 15일", no=("@", "김기자"))
    ],
    "pages/persian.html": [Right("تصویب طرح بندر", _WED, "fa.example", text=("کشتی\u200cهایی", "می\u200cشود"))],
    "pages/section.html": [No("front or section page")],
    "pages/challenge.html": [No("check for robots")],
    "pages/paywall.html": [
        Right("Port plan approved", _WED, text=("its director said.",), no=("Subscribe", "subscriber", "free articles"))
    ],
    "pages/liveblog_ld_only.html": [
        Right("Town hall fire: live updates", _WED,
              text=("2023-03-15 10:15 UTC", "Smoke is seen over the town hall.", "stay closed until Friday"))
    ],
    "exports/nexis_3_docs.TXT": [
        Right("Port approves dredging plan", _WED, _LEDGER, start=_PORT, no=("Copyright",)),
        Right("Reservoir at lowest level since 1977", "2011-07-04", "Northport Courier"),
        Right("Ferry captain wins regatta", "1998-05-09", "The Gull Island Echo"),
    ],
    "exports/factiva.txt": [
        Right("Port approves dredging plan", _WED, _LEDGER, start=_PORT, no=("Document", "34 words")),
        Right("Reservoir at lowest level since 1977", "2011-07-04", "Northport Courier"),
    ],
    "exports/nitf.xml": [Right("Port plan approved", _WED, text=(_PORT,))],
    "exports/newsmlg2.xml": [Right("Port plan approved", _WED, "h.example", "urn:newsml:h.example:1", (_PORT,))],
    "exports/letters.mbox": [
        Right("Morning brief: port plan", _WED, _LEDGER, text=(_PORT,)),
        Right("Morning brief: reservoir", "2023-03-16", _LEDGER, text=("31 percent",)),
    ],
    "exports/bigkinds.xlsx": [No("not a spreadsheet that can be read")],  # of its parts only one is there, without content
    "crawls/wet_as.warc": [Right(None, "", "h.example", "https://h.example/port", (_PORT,))],
    "crawls/warc2/crawl-2024.warc": [Right(None, _WED, _LEDGER, text=("Two people",))],
    "crawls/warc2/crawl-2022-backfill.warc": [Right(None, _WED, _LEDGER, text=("Twelve people",))],
    "markdown/hugo_toml.md": [No("draft")],
    "markdown/draft.md": [No("draft")],
    "markdown/obsidian.md": [
        Right("Port plan approved", _WED, "h.example", "https://h.example/business/port", (_PORT, "See the harbor note."),
              no=("[[", "pic.png"))
    ],
}  # fmt: skip


def read(path: Path) -> list[ExtractedArticle | Reject | Canceled]:
    found: list[ExtractedArticle | Reject | Canceled] = []
    for item in documents(path):
        try:
            found.append(extract(item) if isinstance(item, RawDocument) else item)  # type: ignore[arg-type]
        except Unreadable as error:
            found.append(Reject(item.location, str(error)))
    return found


def test_no_input_is_without_a_right_value(real_data: Path) -> None:
    found = {path.relative_to(_CASES).as_posix() for path in (real_data / "cases").rglob("*") if path.is_file()}
    inputs = {name for name in found if not name.startswith("questions/") and name != "README.md"}
    assert inputs == RIGHT.keys()


@pytest.mark.parametrize("name", RIGHT)
def test_an_input_comes_out_as_it_was_printed(real_data: Path, name: str) -> None:
    found = read(real_data / "cases" / name)
    assert len(found) == len(RIGHT[name]), found
    for item, right in zip(found, RIGHT[name], strict=True):
        if isinstance(right, No):
            assert isinstance(item, Reject), item
            assert right.reason in item.reason
            continue
        assert isinstance(item, ExtractedArticle), item
        assert right.title in (None, item.title)
        assert right.source in (None, item.source)
        assert right.url in (None, item.url)
        day = item.published_at.date().isoformat() if item.published_at else ""
        assert right.day in (None, day)
        assert item.text.startswith(right.start)
        for piece in right.text:
            assert piece in item.text
        for piece in right.no:
            assert piece not in item.text


def test_a_change_is_no_publication_and_the_paper_s_own_offset_is_kept(real_data: Path) -> None:
    [changed] = read(real_data / "cases" / "pages" / "updated_only.html")
    assert isinstance(changed, ExtractedArticle)
    assert changed.modified_at is not None
    assert changed.modified_at.date().isoformat() == "2024-02-02"
    [post] = read(real_data / "cases" / "records" / "wp_rest.json")
    assert isinstance(post, ExtractedArticle)
    assert post.published_at is not None
    assert post.published_at.isoformat() == "2023-03-15T18:00:00+09:00"


def test_one_canonical_address_on_every_page_leaves_three_articles_and_a_word_to_the_admin(
    archive: Archive, real_data: Path
) -> None:
    counts, _ = run(archive, spec("pages", real_data / "cases" / "pages" / "html_canon"))
    assert (counts.added, counts.updated, len(current_urls(archive))) == (3, 0, 3)
    assert "3 articles name the same canonical address or link, https://h.example/news; kept apart" in notes(
        asdict(counts)
    )


def test_both_pages_of_a_story_and_both_entries_with_one_link_can_be_asked_for(
    archive: Archive, real_data: Path
) -> None:
    pages, _ = run(archive, spec("story", real_data / "cases" / "pages" / "html_multi"))
    assert (pages.added, pages.parts) == (2, 1)
    entries, _ = run(archive, spec("briefs", real_data / "cases" / "feeds" / "same_link.xml"))
    assert entries.added == 2


def test_the_later_capture_stands_in_whichever_order_the_crawls_come(archive: Archive, real_data: Path) -> None:
    crawls = real_data / "cases" / "crawls" / "warc2"
    run(archive, spec("now", crawls / "crawl-2024.warc"))
    counts, _ = run(archive, spec("then", crawls / "crawl-2022-backfill.warc"))
    assert (counts.added, counts.updated, counts.older) == (0, 0, 1)
    [changed] = {article_id for _, article_id in archive.catalogue.changed_articles(0, 100)}
    [article] = archive.catalogue.articles([changed], current_only=True)
    assert article.text.startswith("Two people were hurt")
