"""The five criteria by which the EBU and the BBC audit answers about news, for answers in quotes: accuracy, sourcing,
opinion as fact, editorialising, context."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from clippings.chain.evidence.figure_changes import change
from clippings.chain.generation.extractive import choose, cite
from clippings.chain.generation.opening import lead
from clippings.chain.pipeline import Asker
from clippings.chain.text.attributed_quotes import text_of
from clippings.core.time_window import day
from clippings.core.types import Evidence
from clippings.vectorstore.archive import Archive
from tests.chain.conftest import evidence_of
from tests.chain.test_pipeline import Ask

_QUESTIONS = ["Why will the night ferry stop?", "How much did the bridge cost?", "What did frost do to the apples?"]


def _sentence(text: str, sentence: str, score: float = 0.8) -> Evidence:
    """One sentence of an article that reads `text`."""
    whole = evidence_of(text)
    at = text.index(sentence)
    return Evidence(whole.passage, at, at + len(sentence), score, 0.5, 0.5)


@pytest.mark.parametrize("question", _QUESTIONS)
def test_accuracy_sourcing_editorialising_nothing_but_named_and_dated_quotes(
    news: Archive, ask_about: Ask, question: str
) -> None:
    """Take the sources, the dates, the quotes and their numbers away, and nothing is left."""
    answer = Asker(news).ask(ask_about(question))
    assert answer.citations
    rest = answer.text
    for citation in answer.citations:
        article = citation.passage.article
        assert citation.quote == article.text[citation.start : citation.end]
        quoted = f"{' '.join(citation.quote.split())} [{citation.number}]"
        assert rest.count(quoted) == 1
        before = answer.text[: answer.text.index(quoted)]
        named = max((f"{one.passage.article.source}, " for one in answer.citations), key=before.rfind)
        assert named == f"{article.source}, ", "a quote stands under another source"
        rest = rest.replace(quoted, "").replace(f"{article.source}, {day(article.dated)}:", "")
    assert rest.strip() == ""


def test_opinion_as_fact_words_of_a_speaker_bring_the_speaker() -> None:
    text = (
        "“The end of the ferry is a disgrace for the whole bay.” Mira Olsen, the chair of the board, said so on Monday."
    )
    shown = choose([_sentence(text, "“The end of the ferry is a disgrace for the whole bay.”")]).shown
    assert [one.quote for one in shown] == [text]


def test_opinion_as_fact_words_of_nobody_are_not_shown() -> None:
    text = "The ferry sails at night. “The end of the ferry is a disgrace for the whole bay.” It rained on Monday."
    assert choose([_sentence(text, "“The end of the ferry is a disgrace for the whole bay.”")]).shown == []


def test_opinion_as_fact_a_forecast_keeps_who_made_it(news: Archive, ask_about: Ask) -> None:
    answer = Asker(news).ask(ask_about("What do apple growers expect of their harvest?"))
    assert "Apple growers in the Lund valley expect" in answer.text


def test_context_a_pronoun_brings_the_sentence_that_it_means() -> None:
    text = "The Sorrel bridge opened on Monday. It cost 310 million crowns in the end."
    shown = choose([_sentence(text, "It cost 310 million crowns in the end.")]).shown
    assert [one.quote for one in shown] == [text]


def test_context_the_newest_figure_leads_and_the_change_is_told() -> None:
    question = "How many people died when the Sorrel bridge collapsed?"
    early = evidence_of("The collapse of the Sorrel bridge: 12 people were killed, police said.", 0.9, 1)
    late = evidence_of("The collapse of the Sorrel bridge: 17 people were killed, police said.", 0.5, 2)
    article = late.passage.article
    later = replace(article, published_at=article.published_at and article.published_at + timedelta(days=2))
    late = replace(late, passage=replace(late.passage, chunk=replace(late.passage.chunk, article=later)))
    changed = change(question, [early, late])
    assert changed is not None
    first = lead(question, [early, late], None, changed)
    assert first is late
    text = text_of(cite(choose([early, late], first).shown))
    assert text.startswith("X, 18 March 2023:")
    assert "17 people were killed" in text.split("[1]")[0]
    assert changed.told("en") == (
        "First reported as “12 people were killed” (X, 16 March 2023), “17 people were killed” by 18 March 2023 (X)."
    )


def test_context_why_opens_with_the_reason() -> None:
    what = evidence_of("알더베이의 야간 여객선이 올해 5월 1일 운항을 멈춘다.", 0.6)
    text = f"{what.quote} 엔진이 규정에 맞지 않기 때문에 위원회가 멈추기로 했다."
    both = [_sentence(text, what.quote, 0.6), _sentence(text, text[len(what.quote) + 1 :], 0.4)]
    assert lead("야간 여객선은 왜 멈추나?", both, None, None) is both[1]
    assert lead("야간 여객선은 언제 멈추나?", both, None, None) is None
