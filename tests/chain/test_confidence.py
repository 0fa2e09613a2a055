from __future__ import annotations

from dataclasses import replace

from clippings.chain.confidence import THRESHOLD, confidence
from tests.chain.conftest import evidence_of


def test_no_evidence_means_no_confidence() -> None:
    assert confidence([]) == 0.0


def test_more_similar_and_better_covered_means_more_confident() -> None:
    weak, strong = evidence_of("A sentence.", 0.2), evidence_of("A sentence.", 0.8)
    assert confidence([weak]) < THRESHOLD < confidence([strong])


def test_without_a_model_for_the_language_words_decide() -> None:
    covered = replace(evidence_of("문장이다."), similarity=None, coverage=0.9)
    uncovered = replace(covered, coverage=0.1)
    assert confidence([uncovered]) < THRESHOLD < confidence([covered])
