from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from langchain_core.documents import Document

from clippings.chain.retrieval.retriever import HybridRetriever
from clippings.core.time_window import end_of, start_of
from clippings.core.types import Question
from clippings.vectorstore.archive import Archive

Ask = Callable[..., Question]


def test_the_passage_that_answers_comes_first(news: Archive, ask_about: Ask) -> None:
    passages = HybridRetriever(archive=news).retrieve(ask_about("Why was the bridge delayed?")).passages
    assert passages[0].article.url == "https://a.example/bridge"
    assert [passage.rank for passage in passages] == list(range(1, len(passages) + 1))


def test_a_question_in_other_words_finds_its_passage_by_meaning(news: Archive, ask_about: Ask) -> None:
    passages = HybridRetriever(archive=news).retrieve(ask_about("bad year for fruit farmers")).passages
    assert passages[0].article.url == "https://c.example/apples"


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        ({"since": start_of("2023-03-01")}, {"The Bay Post", "Sorrel Times"}),
        ({"until": end_of("2022-12-31")}, {"Valley Farmer"}),
        ({"as_of": end_of("2023-02-06")}, {"The Bay Post", "Valley Farmer"}),
        ({"sources": ("Valley Farmer",)}, {"Valley Farmer"}),
        ({"until": end_of("2023-03-31"), "as_of": end_of("2022-09-01")}, {"Valley Farmer"}),
    ],
)
def test_nothing_outside_the_limits_is_found(
    news: Archive, ask_about: Ask, limits: dict[str, object], expected: set[str]
) -> None:
    question = ask_about("ferry bridge apples", **limits)
    passages = HybridRetriever(archive=news).retrieve(question).passages
    assert passages
    shown = {passage.article.source for passage in passages} | {a.source for p in passages for a in p.also_in}
    assert shown <= expected
    newest = question.newest_allowed
    for passage in passages:
        published = passage.article.published_at
        assert published is not None
        assert newest is None or published <= newest
        assert question.since is None or published >= question.since


def test_a_story_told_twice_is_one_passage_that_names_the_other(news: Archive, ask_about: Ask) -> None:
    passages = HybridRetriever(archive=news).retrieve(ask_about("When will the night ferry stop?")).passages
    ferry = [passage for passage in passages if "ferry" in passage.article.url]
    assert len({passage.article.id for passage in ferry}) == 1
    named = {ferry[0].article.source} | {article.source for article in ferry[0].also_in}
    assert named == {"The Bay Post", "Sorrel Times"}


def test_another_telling_outside_the_limits_is_not_named(news: Archive, ask_about: Ask) -> None:
    question = ask_about("night ferry", as_of=end_of("2023-03-10"))
    passages = HybridRetriever(archive=news).retrieve(question).passages
    assert all(not passage.also_in for passage in passages)


def test_it_is_a_langchain_retriever(news: Archive) -> None:
    documents = HybridRetriever(archive=news, k=2, until=datetime(2022, 12, 31, tzinfo=UTC)).invoke("apples")
    assert isinstance(documents[0], Document)
    assert documents[0].metadata["url"] == "https://c.example/apples"
    assert documents[0].metadata["published_at"] == "2022-08-01"


def test_without_the_vectors_words_answer_and_a_note_says_so(news: Archive, ask_about: Ask) -> None:
    news.vectors.close()
    with Archive(news.settings) as owner:
        assert owner.vectors.own()
        retrieved = HybridRetriever(archive=news).retrieve(ask_about("Sorrel bridge"))
    assert retrieved.passages[0].article.url == "https://a.example/bridge"
    assert retrieved.notes == ("Found by words alone: another process is using the vector index.",)
