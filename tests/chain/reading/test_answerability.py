"""Whether the archive answers is told by what was read, not by shared words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from clippings.chain.evidence import selection as evidence
from clippings.chain.evidence.confidence import THRESHOLD
from clippings.chain.reading.answerability import answerability
from clippings.chain.reading.reader import packaged_reader
from clippings.chain.retrieval.retriever import HybridRetriever
from clippings.core.types import Question
from clippings.vectorstore.archive import Archive


def _likely(archive: Archive, question: Question) -> float:
    passages = HybridRetriever(archive=archive).retrieve(question, 24).passages
    selected = evidence.select(archive, question, passages, packaged_reader())
    return answerability(question, selected.evidence, selected.read)


def test_an_answered_question_is_likelier_than_a_near_miss_in_the_same_words(
    news: Archive, ask_about: Callable[..., Question]
) -> None:
    answered = _likely(news, ask_about("How much did the Sorrel bridge cost?"))
    missed = _likely(news, ask_about("Who was the architect of the Sorrel bridge?"))
    assert answered > THRESHOLD
    assert missed < answered


@pytest.mark.parametrize("question", ["At what temperature does ethanol boil?", "who invented the telephone"])
def test_what_the_archive_is_not_about_is_not_answered(
    news: Archive, ask_about: Callable[..., Question], question: str
) -> None:
    assert _likely(news, ask_about(question)) < THRESHOLD


def test_without_evidence_nothing_is_answered(ask_about: Callable[..., Question]) -> None:
    assert answerability(ask_about("Why?"), [], {}) == 0.0


def test_a_name_that_stands_nowhere_makes_an_answer_less_likely(
    news: Archive, ask_about: Callable[..., Question]
) -> None:
    known, unknown = (
        _likely(news, ask_about(f"Why will the ferry to {name} stop?")) for name in ("Sorrel", "Quillmere")
    )
    assert unknown < known


def test_a_rerankers_scores_change_no_likelihood(news: Archive, ask_about: Callable[..., Question]) -> None:
    question = ask_about("How much did the Sorrel bridge cost?")
    passages = HybridRetriever(archive=news).retrieve(question, 24).passages
    reranked = [replace(one, score=-10.0 - one.rank) for one in passages]
    likely = []
    for given in (passages, reranked):
        selected = evidence.select(news, question, given, packaged_reader())
        likely.append(answerability(question, selected.evidence, selected.read))
    assert likely[1] == pytest.approx(likely[0], abs=0.05)
