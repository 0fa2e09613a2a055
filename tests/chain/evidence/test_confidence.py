from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from clippings.chain.evidence.confidence import confidence, features
from clippings.core.types import Question
from tests.chain.conftest import evidence_of

QUESTION = Question("How much did the Sorrel bridge cost?", datetime(2023, 3, 20, tzinfo=UTC))
TEXT = "The Sorrel bridge cost 310 million crowns."


def test_no_evidence_means_no_confidence() -> None:
    assert confidence(QUESTION, [], None) == 0.0


def test_a_better_sentence_means_more_confidence() -> None:
    weak, strong = evidence_of(TEXT, 0.1), evidence_of(TEXT, 0.8)
    assert confidence(QUESTION, [weak], None) < confidence(QUESTION, [strong], None)


def test_evidence_without_the_names_of_the_question_is_trusted_less() -> None:
    [seen, unseen] = [
        features(QUESTION, [evidence_of(text, 0.5)], None) for text in (TEXT, "It cost 310 million crowns.")
    ]
    assert seen["names_unknown"] == 0.0
    assert unseen["names_unknown"] == 1.0
    elsewhere = evidence_of("The old tower cost 310 million crowns.", 0.5)
    assert confidence(QUESTION, [elsewhere], None) < confidence(QUESTION, [evidence_of(TEXT, 0.5)], None)


def test_evidence_without_the_kind_that_is_asked_for_is_told() -> None:
    asked = Question("소렐 다리는 얼마가 들었나?", datetime(2023, 3, 20, tzinfo=UTC))
    assert features(asked, [evidence_of("소렐 다리는 3억 원이 들었다.")], None)["kind_is_there"] == 1.0
    assert features(asked, [evidence_of("소렐 다리는 비쌌다.")], None)["kind_is_there"] == 0.0


def test_the_age_of_evidence_counts_from_the_time_of_the_question() -> None:
    later = replace(QUESTION, asked_at=datetime(2026, 3, 20, tzinfo=UTC))
    assert features(later, [evidence_of(TEXT)], None)["days"] > features(QUESTION, [evidence_of(TEXT)], None)["days"]


def test_without_a_model_for_the_language_words_decide() -> None:
    covered = replace(evidence_of("소렐 다리는 3억 원이 들었다."), similarity=None, coverage=0.9)
    uncovered = replace(covered, coverage=0.1, score=0.1)
    question = Question("소렐 다리는 얼마가 들었나?", datetime(2023, 3, 20, tzinfo=UTC))
    assert confidence(question, [uncovered], None) < confidence(question, [covered], None)
