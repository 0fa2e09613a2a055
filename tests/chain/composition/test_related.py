"""A question that nothing answers gets what there is on its topic, told apart from an answer; or nothing."""

from __future__ import annotations

from collections.abc import Callable

from clippings.chain.pipeline import Asker
from clippings.core.types import Question
from clippings.vectorstore.archive import Archive


def test_a_near_miss_is_declined_with_quotes_on_its_topic(news: Archive, ask_about: Callable[..., Question]) -> None:
    answer = Asker(news).ask(ask_about("Who was the architect of the Sorrel bridge?"))
    assert answer.abstained
    assert answer.outcome == "related"
    assert not answer.citations
    assert 1 <= len(answer.related) <= 2
    for citation in answer.related:
        assert citation.passage.article.title == "Sorrel bridge opens"
        assert citation.quote == citation.passage.article.text[citation.start : citation.end]


def test_a_name_that_the_archive_does_not_know_brings_nothing(
    news: Archive, ask_about: Callable[..., Question]
) -> None:
    answer = Asker(news).ask(ask_about("Who was the architect of the Kestrel bridge?"))
    assert answer.abstained
    assert (answer.outcome, answer.related) == ("none", ())


def test_an_answer_has_nothing_related(news: Archive, ask_about: Callable[..., Question]) -> None:
    answer = Asker(news).ask(ask_about("How much did the Sorrel bridge cost?"))
    assert (answer.outcome, answer.related) == ("answered", ())
