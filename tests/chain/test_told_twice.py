"""Links between tellings of one story stay right when a telling is updated, set aside or comes back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from clippings.chain.pipeline import Asker
from clippings.chain.retrieval.retriever import HybridRetriever
from clippings.core.types import Article, Question
from clippings.ingest.pipeline import Counts, ingest
from clippings.vectorstore.archive import Archive
from tests.conftest import QuietListener

Tell = Callable[..., Counts]

STORY = (
    "The Lindholm lighthouse will be sold after a hundred and twelve years in public hands, the harbour office said on "
    "Monday. Its lamp was put out last autumn, when the new beacon on the outer mole was lit. Bids are invited until "
    "the end of June. The tower is thirty-one metres high and needs a new roof, which surveyors expect to cost four "
    "hundred thousand crowns. Two hotels and a choir have asked for the plans."
)
REWRITTEN = (
    "A choir of forty voices rehearsed by the sea on Sunday and drew a crowd of several hundred walkers. The conductor "
    "hopes to make the concerts a habit every spring, with hot soup for the singers and blankets for all who listen. "
    "The town gave its blessing and lent chairs from the school, the church and the old sailors' home."
)
WIRE, LEDGER, POST = "https://wire.example/1", "https://ledger.example/1", "https://post.example/1"


@pytest.fixture
def tell(archive: Archive, write_jsonl: Callable[..., Path]) -> Tell:
    """Ingest one telling: `tell(WIRE, STORY)`."""

    def one(url: str, text: str, **fields: object) -> Counts:
        source = url.split("/")[2].split(".")[0]
        article = {"url": url, "title": "Lighthouse for sale", "source": source, "text": text, **fields}
        return ingest(archive, [str(write_jsonl(article))], QuietListener(), defer_vectors=True)

    return one


def linked(archive: Archive) -> set[frozenset[str]]:
    """The addresses of each story that more than one article tells now."""
    ids = sorted({article_id for _, article_id in archive.catalogue.changed_articles(0, 1_000)})
    stories: dict[int, set[str]] = {}
    for article in archive.catalogue.articles(ids, current_only=True):
        stories.setdefault(article.story, set()).add(article.url)
    return {frozenset(urls) for urls in stories.values() if len(urls) > 1}


def cited(archive: Archive) -> tuple[list[Article], set[str]]:
    """What an answer cites, and where it says that the story also stands."""
    question = Question("What will happen to the Lindholm lighthouse?", datetime.now(UTC))
    answer = Asker(archive).ask(question)
    places = {other.url for citation in answer.citations for other in citation.passage.also_in}
    return [citation.passage.article for citation in answer.citations], places


def test_an_answer_cites_the_story_once_and_says_where_else_it_stands(archive: Archive, tell: Tell) -> None:
    tell(WIRE, STORY)
    assert tell(LEDGER, f"LINDHOLM (Wire) - {STORY}").duplicates == 1
    articles, places = cited(archive)
    assert len({article.id for article in articles}) == 1
    assert {articles[0].url} | places == {WIRE, LEDGER}


def test_the_first_teller_stays_linked_when_it_corrects_a_word(archive: Archive, tell: Tell) -> None:
    tell(WIRE, STORY)
    tell(LEDGER, STORY)
    corrected = STORY.replace("thirty-one", "thirty-three")
    assert tell(WIRE, corrected).updated == 1
    assert linked(archive) == {frozenset({WIRE, LEDGER})}
    articles, places = cited(archive)
    assert {articles[0].url} | places == {WIRE, LEDGER}
    assert all(article.text == (corrected if article.url == WIRE else STORY) for article in articles)


def test_a_teller_that_tells_another_story_now_is_linked_no_longer(archive: Archive, tell: Tell) -> None:
    tell(WIRE, STORY)
    tell(LEDGER, STORY)
    tell(POST, STORY)
    tell(LEDGER, REWRITTEN)
    assert linked(archive) == {frozenset({WIRE, POST})}
    tell(WIRE, REWRITTEN.replace("Sunday", "Saturday"))
    assert linked(archive) == {frozenset({WIRE, LEDGER})}
    assert cited(archive)[1] == set()


def test_the_others_stay_linked_when_the_first_teller_is_set_aside(archive: Archive, tell: Tell) -> None:
    for url in (WIRE, LEDGER, POST):
        tell(url, STORY)
    with archive.catalogue.writing() as writer:
        writer.set_aside(writer.versions(WIRE)[0].id)
    assert linked(archive) == {frozenset({LEDGER, POST})}
    articles, places = cited(archive)
    assert {articles[0].url} | places == {LEDGER, POST}
    tell("https://late.example/1", STORY)
    assert linked(archive) == {frozenset({LEDGER, POST, "https://late.example/1"})}


def test_a_text_that_comes_back_is_linked_to_those_who_told_it_meanwhile(archive: Archive, tell: Tell) -> None:
    for text, day in ((STORY, 16), (REWRITTEN, 17)):
        tell(WIRE, text, modified_at=f"2023-03-{day}T10:00:00Z")
    assert tell(LEDGER, STORY).duplicates == 0
    assert tell(WIRE, STORY, modified_at="2023-03-18T10:00:00Z").updated == 1
    assert linked(archive) == {frozenset({WIRE, LEDGER})}
    stories = archive.catalogue.stories([article.story for article in cited(archive)[0]])
    assert all(len({one.id for one in told}) == len(told) == 2 for told in stories.values())


def test_a_story_met_twice_in_the_ranking_is_one_passage(archive: Archive, tell: Tell) -> None:
    tell(WIRE, STORY)
    tell(LEDGER, STORY)
    tell(WIRE, STORY.replace("Monday", "Tuesday"))
    found = HybridRetriever(archive=archive).retrieve(Question("Lindholm lighthouse roof", datetime.now(UTC)))
    assert len({passage.article.url for passage in found.passages}) == 1
