from __future__ import annotations

from clippings.chain.generation.extractive import BY_WORDS, choose, cite, in_reading_order
from clippings.chain.text.attributed_quotes import text_of
from tests.chain.conftest import evidence_of


def test_at_most_eighty_words_are_shown_and_the_rest_is_more() -> None:
    found = [
        evidence_of(f"{word} " + " ".join(f"{word.lower()}{at}" for at in range(24)) + ".", 0.9, number)
        for number, word in enumerate("ABCDEF", 1)
    ]
    quoted = choose(found)
    assert sum(len(one.quote.split()) for one in quoted.shown) <= BY_WORDS.words
    assert len(quoted.shown) == 3
    assert len(quoted.more) == 3


def test_at_most_five_quotes_are_shown_however_short() -> None:
    said = ["It opened.", "Ferries stopped.", "Olsen spoke.", "Rain fell.", "Frost came.", "Birds left."]
    quoted = choose([evidence_of(text, 0.9, number) for number, text in enumerate(said, 1)])
    assert [one.quote for one in quoted.shown] == said[:5]
    assert [one.quote for one in quoted.more] == said[5:]


def test_a_sentence_far_weaker_than_the_best_is_not_quoted() -> None:
    strong = evidence_of("The bridge cost 310 million crowns.", 0.9)
    weak = evidence_of("It rained all day long.", 0.1, 2)
    assert choose([strong, weak]).shown == [strong]


def test_the_same_words_are_quoted_once() -> None:
    one = evidence_of("The bridge cost 310 million crowns in all.", 0.9)
    again = evidence_of("In all the bridge cost 310 million crowns.", 0.88, 2)
    other = evidence_of("Engineers blamed soft ground for its delay.", 0.8, 3)
    assert choose([one, again, other]).shown == [one, other]


def test_sentences_of_one_article_are_read_in_its_own_order() -> None:
    text = "First came the plan. Second came the delay."
    article = evidence_of(text).passage
    make = type(evidence_of(text))
    first, second = make(article, 0, 20, 0.8, 0.8, 0.8), make(article, 21, len(text), 0.9, 0.9, 0.9)
    chosen = choose([second, first]).shown
    assert chosen == [second, first]
    assert [one.quote for one in in_reading_order(chosen)] == ["First came the plan.", "Second came the delay."]


def test_the_sentence_with_the_short_answer_leads() -> None:
    best, first = evidence_of("The bridge was dear.", 0.9), evidence_of("It took 310 million crowns to build.", 0.5, 2)
    assert choose([best, first], first).shown == [first, best]


def test_every_article_is_named_with_its_date_and_every_quote_numbered() -> None:
    citations = cite([evidence_of("The bridge\n opened."), evidence_of("The ferry stopped.", article_id=2)])
    assert text_of(citations) == "X, 16 March 2023: The bridge opened. [1] X, 16 March 2023: The ferry stopped. [2]"
    assert text_of(citations[:1], "ko").startswith("X, 2023년 3월 16일:")


def test_no_evidence_gives_no_answer() -> None:
    assert choose([]).shown == []
