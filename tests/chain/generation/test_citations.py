from __future__ import annotations

from dataclasses import replace

import pytest

from clippings.chain.generation.citations import verified
from clippings.core.types import Article, Chunk, Citation, Passage
from clippings.vectorstore.archive import Archive
from tests.chain.conftest import BRIDGE


@pytest.fixture
def citation(news: Archive) -> Citation:
    found = news.catalogue.articles(list(range(1, 10)))
    article = next(article for article in found if article.text == BRIDGE)
    return Citation(1, Passage(Chunk(1, article, 0, 0, len(BRIDGE)), 1, 1.0), BRIDGE[:10], 0, 10)


def test_a_quote_to_the_letter_is_kept(news: Archive, citation: Citation) -> None:
    assert verified(news, [citation]) == [citation]


@pytest.mark.parametrize(
    "change",
    [
        {"quote": "The Sorrel"[:-1] + "L"},
        {"start": 1},
        {"end": 11},
        {"start": 5, "end": 5, "quote": ""},
        {"start": -10, "end": 0},
        {"end": 1_000_000},
    ],
)
def test_a_quote_that_differs_in_any_way_is_cut(news: Archive, citation: Citation, change: dict[str, object]) -> None:
    assert verified(news, [replace(citation, **change)]) == []  # type: ignore[arg-type]


def test_a_quote_from_a_version_that_was_replaced_is_cut(news: Archive, citation: Citation) -> None:
    with news.catalogue.writing() as writer:
        writer.set_aside(citation.passage.article.id)
    assert verified(news, [citation]) == []


def test_what_the_index_says_of_the_text_does_not_count(news: Archive, citation: Citation) -> None:
    forged: Article = replace(citation.passage.article, text="Nobody opened anything at all.")
    passage = Passage(Chunk(1, forged, 0, 0, 30), 1, 1.0)
    assert verified(news, [Citation(1, passage, "Nobody opened", 0, 13)]) == []
