"""What a search costs, counted rather than timed: statements, searches, readings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import Engine, event

from clippings.chain.ranking import chunk_reading
from clippings.chain.retrieval.retriever import HybridRetriever
from clippings.chain.retrieval.search import search_passages
from clippings.core.time_window import end_of, start_of
from clippings.core.types import Question
from clippings.vectorstore.archive import Archive

Ask = Callable[..., Question]
_MOST_STATEMENTS = 12


@pytest.fixture
def statements() -> Iterator[list[str]]:
    """The statements that are sent to any database from now on."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement != "BEGIN":
            sent.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield sent
    event.remove(Engine, "before_cursor_execute", note)


@pytest.mark.parametrize(
    "limits",
    [{}, {"as_of": end_of("2023-12-31")}, {"since": start_of("2023-01-01"), "sources": ("The Bay Post",)}],
)
def test_a_search_in_a_warm_process_takes_few_statements(
    news: Archive, ask_about: Ask, statements: list[str], limits: dict[str, object]
) -> None:
    retriever = HybridRetriever(archive=news)
    search_passages(retriever, ask_about("Why was the bridge delayed?"))
    del statements[:]
    assert search_passages(retriever, ask_about("When will the night ferry stop?", **limits)).passages
    assert 0 < len(statements) <= _MOST_STATEMENTS, statements


def test_a_phrase_that_no_article_has_does_not_search_the_indexes_twice(
    news: Archive, ask_about: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    searched: list[str] = []
    search = news.lexical.search

    def noted(question: str, *rest: Any) -> list[tuple[int, float]]:
        searched.append(question)
        return search(question, *rest)

    monkeypatch.setattr(news.lexical, "search", noted)
    retriever = HybridRetriever(archive=news)
    plain = search_passages(retriever, ask_about("When will the night ferry stop at the golden gate?"))
    once = len(searched)
    quoted = search_passages(retriever, ask_about("When will the night ferry stop at the “golden gate”?"))
    assert len(searched) == 2 * once
    assert any("golden gate" in note for note in quoted.notes)
    assert [(found.chunk.id, found.window) for found in quoted.passages] == [
        (found.chunk.id, found.window) for found in plain.passages
    ]


def test_a_chunk_is_read_once_and_its_windows_lie_where_its_sentences_do(news: Archive, ask_about: Ask) -> None:
    retriever = HybridRetriever(archive=news)
    question = ask_about("Why was the bridge delayed?")
    first = retriever.retrieve(question).passages
    read_before = chunk_reading._read.cache_info().misses
    again = retriever.retrieve(question).passages
    assert chunk_reading._read.cache_info().misses == read_before
    assert again == first
    for passage in first:
        assert passage.chunk.start <= passage.start < passage.end <= passage.chunk.end
        assert passage.text == passage.text.strip()
        assert passage.text[-1] in ".?!"
