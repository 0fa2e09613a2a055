"""An answer comes from one language at a time: from the question's own unless another one's articles are nearer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clippings.chain.evidence import assessment as known
from clippings.chain.evidence import foreign_language as other_languages
from clippings.chain.evidence.foreign_language import Elsewhere, OtherLanguages, likelihoods
from clippings.chain.pipeline import Asker
from clippings.chain.retrieval.retriever import HybridRetriever
from clippings.chain.retrieval.search import search_passages
from clippings.core.types import Answer, Question
from clippings.ingest.pipeline import ingest
from clippings.vectorstore.archive import Archive
from tests.chain.crosslingual.test_language_shift import bilingual, english, two_tongues
from tests.conftest import QuietListener
from tests.vectorstore.two_tongues import TOPICS

__all__ = ["two_tongues"]

Ask = Callable[..., Question]
Write = Callable[..., Path]


@pytest.fixture
def news(two_tongues: Archive, write_jsonl: Write) -> Archive:
    """Twelve topics in English and Korean; the hospital in Korean alone, the stadium in English alone."""
    ingest(two_tongues, [str(bilingual(write_jsonl))], QuietListener())
    return two_tongues


def languages_cited(answer: Answer) -> set[str]:
    return {one.passage.article.language for one in answer.citations}


def test_what_the_other_language_alone_tells_is_answered_from_it_and_the_reader_is_told(
    news: Archive, ask_about: Ask
) -> None:
    answer = Asker(news).ask(ask_about("hospital"))
    assert [one.passage.article.url for one in answer.citations][:1] == ["https://sinmun.example/hospital"]
    assert languages_cited(answer) == {"ko"}
    assert answer.citations[0].quote in answer.citations[0].passage.article.text
    assert any("another language" in note for note in answer.notes)
    assert answer.short_answer is None  # the shape of a short answer is known by the question's own words


def test_its_own_language_answers_where_the_other_is_not_near(
    news: Archive, ask_about: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = other_languages.read

    def hardly_near(archive: Archive, elsewhere: Elsewhere) -> OtherLanguages:
        found = read(archive, elsewhere)
        assert found is not None
        return replace(found, chunk=0.6, sentence=0.4)

    monkeypatch.setattr(other_languages, "read", hardly_near)
    answer = Asker(news).ask(ask_about("What did the council of the town vote for, the new stadium?"))
    assert languages_cited(answer) == {"en"}
    assert not any("another language" in note for note in answer.notes)


def test_an_answer_of_its_own_language_that_is_sure_is_given_without_a_look_at_others(
    news: Archive, ask_about: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("it may well tell the same")

    monkeypatch.setattr(other_languages, "read", refuse)
    monkeypatch.setattr(known, "answerability", lambda *_: 0.95)
    answer = Asker(news).ask(ask_about("What did the council of the town vote for, the new stadium?"))
    assert (answer.confidence, languages_cited(answer)) == (0.95, {"en"})


def test_sentences_are_whole_and_the_nearest_comes_first(news: Archive, ask_about: Ask) -> None:
    passages = search_passages(HybridRetriever(archive=news), ask_about("Who pays for the hospital?"), 24).passages
    own, elsewhere = other_languages.apart(news, "Who pays for the hospital?", passages)
    assert elsewhere is not None
    others = other_languages.read(news, elsewhere)
    assert others is not None
    assert {one.article.language for one in own} == {"en"}
    assert others.evidence[0].passage.article.url == "https://sinmun.example/hospital"
    assert others.evidence[0].score == 1.0
    assert [one.score for one in others.evidence] == sorted((one.score for one in others.evidence), reverse=True)
    assert others.chunk > 1
    assert all(one.quote.endswith(".") for one in others.evidence)


def test_an_archive_of_one_language_has_no_other(two_tongues: Archive, ask_about: Ask, write_jsonl: Write) -> None:
    ingest(two_tongues, [str(write_jsonl(*map(english, TOPICS)))], QuietListener())
    passages = search_passages(
        HybridRetriever(archive=two_tongues), ask_about("Who pays for the hospital?"), 24
    ).passages
    assert other_languages.apart(two_tongues, "Who pays for the hospital?", passages) == (passages, None)


@given(st.floats(0, 1), st.floats(-5, 20), st.floats(-5, 20))
def test_both_languages_share_what_likelihood_there_is(likely: float, chunk: float, sentence: float) -> None:
    own, other = likelihoods(likely, OtherLanguages([], chunk, sentence))
    assert 0 <= own <= 1
    assert 0 <= other <= 1
    assert own + other <= 1


def test_the_nearer_the_other_language_the_likelier_it_answers_and_the_less_its_own() -> None:
    far, near = (likelihoods(0.6, OtherLanguages([], nearness, nearness)) for nearness in (0.5, 3.0))
    assert far[0] > far[1]
    assert near[1] > near[0]
    assert likelihoods(0.95, OtherLanguages([], 0.5, 0.5))[0] > likelihoods(0.3, OtherLanguages([], 0.5, 0.5))[0]


def test_a_language_that_a_short_question_does_not_tell_is_not_called_another(
    archive: Archive, ask_about: Ask, write_jsonl: Write
) -> None:
    french = {
        "url": "https://journal.example/1",
        "title": "Le bac de Port Sorrel s'arrête",
        "source": "Le Journal",
        "published_at": "2023-03-16",
        "language": "fr",
        "text": "Le bac de Port Sorrel va s'arrêter le 1er mai, a dit la régie du port jeudi soir après la réunion.",
    }
    ingest(archive, [str(write_jsonl(french))], QuietListener())
    answer = Asker(archive).ask(ask_about("Quand va s'arrêter le bac de Port Sorrel ?"), declines=False)
    assert [one.passage.article.language for one in answer.citations] == ["fr"]
    assert not any("another language" in note for note in answer.notes)
