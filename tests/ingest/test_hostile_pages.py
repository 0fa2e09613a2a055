"""Pages that are made to hurt, or broken: read or refused with a reason, in seconds."""

from __future__ import annotations

import time

import pytest

from clippings.ingest.documents import Unreadable
from clippings.ingest.extraction.html.page import parts
from tests.ingest.pages import HEADLINE, PARAGRAPHS, page

ARTICLE = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
LONGEST_S = 20.0


@pytest.mark.parametrize(
    "hostile",
    [
        "<div>" * 200_000 + ARTICLE,
        "<table><tr><td>" * 30_000 + ARTICLE,
        "<p>" + "<b>" * 30_000 + "words",
        "<html><body>" + "<div>x</div>" * 420_000,  # five megabytes
        "<p><a href='/x'>Read more: about it</a></p>" * 10_000,
    ],
    ids=["nested", "nested tables", "nested bold", "5 MB of divisions", "links only"],
)
def test_a_page_without_an_article_however_large_is_refused_with_a_reason(hostile: str) -> None:
    started = time.monotonic()
    with pytest.raises(Unreadable, match="no article"):
        parts(f"<html><body>{hostile}</body></html>", "")
    assert time.monotonic() - started < LONGEST_S


@pytest.mark.parametrize(
    "hostile",
    [
        BOMB + page(body=ARTICLE + "<p>&b;&b;</p>"),
        page(
            head='<script type="application/ld+json">{"@type": "NewsArticle", "x": ['
            + "[1]," * 100_000
            + "1]}</script>"
        ),
        page(head='<script type="application/ld+json">' + '{"a":' * 5_000 + "</script>"),
        page(body=ARTICLE.replace(" tore", "\x00 tore")),
    ],
    ids=["entities", "large linked data", "deep linked data", "zero characters"],
)
def test_what_is_hidden_around_an_article_does_not_cost_it(hostile: str) -> None:
    started = time.monotonic()
    fields, text = parts(hostile, "")
    assert fields["title"] == HEADLINE
    assert PARAGRAPHS[1] in text
    assert time.monotonic() - started < LONGEST_S


def test_a_script_in_a_headline_is_no_part_of_it() -> None:
    scripted = page(headline=f"<script>track('x')</script>{HEADLINE}", head=" ")
    assert parts(scripted, "")[0]["title"] == HEADLINE
