from __future__ import annotations

from clippings.chain.extractive import choose, cite, text_of
from tests.chain.conftest import evidence_of


def test_at_most_three_sentences_are_quoted() -> None:
    found = [evidence_of(f"{word} happened on that day in the town.", 0.9, at) for at, word in enumerate("ABCDE", 1)]
    assert len(choose(found)) <= 3


def test_a_sentence_far_weaker_than_the_best_is_not_quoted() -> None:
    strong, weak = (
        evidence_of("The bridge cost 310 million crowns.", 0.9),
        evidence_of("It rained all day long.", 0.3, 2),
    )
    assert choose([strong, weak]) == [strong]


def test_the_same_words_are_quoted_once() -> None:
    one = evidence_of("The bridge cost 310 million crowns in all.", 0.9)
    again = evidence_of("In all the bridge cost 310 million crowns.", 0.88, 2)
    other = evidence_of("Engineers blamed soft ground for its delay.", 0.8, 3)
    assert choose([one, again, other]) == [one, other]


def test_sentences_of_one_article_are_read_in_its_own_order() -> None:
    later = evidence_of("Second came the delay.", 0.9)
    text = "First came the plan. Second came the delay."
    article = evidence_of(text).passage
    first = type(later)(article, 0, 20, 0.8, 0.8, 0.8)
    second = type(later)(article, 21, len(text), 0.9, 0.9, 0.9)
    assert [one.quote for one in choose([second, first])] == ["First came the plan.", "Second came the delay."]


def test_every_quote_is_followed_by_its_number() -> None:
    citations = cite([evidence_of("The bridge\n opened."), evidence_of("The ferry stopped.", article_id=2)])
    assert text_of(citations) == "The bridge opened. [1] The ferry stopped. [2]"


def test_no_evidence_gives_no_answer() -> None:
    assert choose([]) == []
