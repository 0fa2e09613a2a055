"""`clippings extract` shows what would be taken, a line a file, and needs no archive."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine
from tests.cli.shapes import EXTRACTED, assert_shape
from tests.conftest import SAMPLE_ARCHIVE

_PAGE = SAMPLE_ARCHIVE / "harbour-ledger" / "finland-joins-nato.html"
_TEXT = SAMPLE_ARCHIVE / "meridian-wire" / "suez-canal-blocked.txt"


def test_a_line_a_file_in_their_order(clippings: CommandLine) -> None:
    extracted = clippings("extract", _TEXT, _PAGE)
    assert extracted.code == 0
    assert [line["file"] for line in extracted.lines] == [str(_TEXT), str(_PAGE)]
    for line in extracted.lines:
        assert_shape(line, EXTRACTED)
    assert "NATO" in extracted.lines[1]["title"]


def test_the_address_given_is_taken_where_the_file_names_none(clippings: CommandLine, tmp_path: Path) -> None:
    page = tmp_path / "note.txt"
    page.write_text("Ferry back\n\nThe ferry to Aldersea sails again.")
    (line,) = clippings("extract", page, "--url", "https://a.example/ferry").lines
    assert line["url"] == "https://a.example/ferry"


def test_a_file_that_cannot_be_read_is_an_error_in_its_place(clippings: CommandLine, tmp_path: Path) -> None:
    bare = tmp_path / "bare.html"
    bare.write_text("<html><body></body></html>")
    extracted = clippings("extract", bare, tmp_path / "nowhere.html", _TEXT)
    assert extracted.code == 1
    first, second, third = extracted.lines
    assert (first["file"], second["file"]) == (str(bare), str(tmp_path / "nowhere.html"))
    assert first["error"]
    assert second["error"]
    assert_shape(third, EXTRACTED)


def test_what_no_reader_was_made_for_is_an_error_in_its_place(
    clippings: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4")

    def fail(*_: object) -> None:
        raise NotImplementedError("such a filter")

    monkeypatch.setattr("pypdf.PdfReader", fail)
    extracted = clippings("extract", tmp_path / "a.pdf", _TEXT)
    assert extracted.code == 1
    assert "such a filter" in extracted.lines[0]["error"]
    assert_shape(extracted.lines[1], EXTRACTED)


def test_no_archive_is_made_by_it(clippings: CommandLine, tmp_path: Path) -> None:
    assert clippings("extract", _TEXT, home=tmp_path / "unmade").code == 0
    assert not (tmp_path / "unmade").exists()


def test_explain_tells_where_each_field_came_from(clippings: CommandLine) -> None:
    (line,) = clippings("extract", _PAGE, "--explain", "--json").lines
    came_from = line["came_from"]
    assert came_from["published_at"] == "JSON-LD datePublished"
    assert came_from["source"].startswith("JSON-LD")
    assert set(came_from) <= set(line)
    told = clippings("extract", _PAGE, "--explain")
    assert "published_at: " in told.stdout
    assert "[JSON-LD datePublished]" in told.stdout


def test_explain_says_why_an_article_has_no_date(clippings: CommandLine, tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("Ferry back\n\nThe ferry to Aldersea sails again.")
    (line,) = clippings("extract", note, "--explain", "--json").lines
    assert line["came_from"]["published_at"] == "unknown: none is named"
    assert line["came_from"]["source"] == "the name of its folder or server"


_STORY = "The ferry to Aldersea sails again after the storm, its captain told the council on Thursday evening."


@pytest.mark.parametrize(
    ("url", "head", "body", "places"),
    [
        (
            "https://n.news.naver.com/article/1/2",
            '<meta property="og:site_name" content="Naver"><meta property="og:article:author" content="Post">',
            f"<h1>Ferry back</h1><p>{_STORY}</p><p>{_STORY[::-1]}</p>",
            {"source": "meta og:article:author", "text": "the body"},
        ),
        (
            "https://post.example/live",
            '<script type="application/ld+json">{"@type": "LiveBlogPosting", "headline": "Ferry back",'
            f'"liveBlogUpdate": [{{"@type": "BlogPosting", "articleBody": "{_STORY}"}}]}}</script>',
            "<h1>Ferry back</h1>",
            {"text": "JSON-LD liveBlogUpdate"},
        ),
        (
            "https://post.example/app",
            "",
            '<h1>Ferry back</h1><div id="app"></div><script id="__NEXT_DATA__" type="application/json">'
            f'{{"props": {{"article": {{"headline": "Ferry back", "datePublished": "2023-03-16", "body": "{_STORY * 3}"'
            "}}}</script>",
            {"text": "the data of a script", "published_at": "the data of a script"},
        ),
        (
            "https://web.archive.org/web/20240501101112/https://post.example/ferry",
            '<meta property="og:site_name" content="Post &amp;amp; Son">',
            f"<h1>Ferry back</h1><p>{_STORY}</p><p>{_STORY[::-1]}</p>",
            {"url": "where it was found", "source": "meta og:site_name", "published_at": "unknown: none is named"},
        ),
    ],
)
def test_explain_tells_what_pages_carry_beside_their_markup(
    clippings: CommandLine, tmp_path: Path, url: str, head: str, body: str, places: dict[str, str]
) -> None:
    page = tmp_path / "page.html"
    page.write_text(f'<html lang="en"><head><title>Ferry back</title>{head}</head><body>{body}</body></html>')
    (line,) = clippings("extract", page, "--url", url, "--explain", "--json").lines
    assert places.items() <= line["came_from"].items()
