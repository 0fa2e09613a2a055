from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import numpy as np
import pytest

from clippings.chain.models.linear_model import LinearModel
from clippings.chain.ranking.features import FEATURES, NEEDS_COSINE, ChunkCandidate, RankingFeatures, Scored
from clippings.chain.ranking.ranker import chance, choose, scores, worth_reading
from clippings.chain.ranking.windows import Window
from clippings.chain.temporal.focus import Focus
from clippings.core.sentences import Span
from clippings.core.types import Article, Chunk

_DAY = datetime(2023, 5, 10, tzinfo=UTC)
_FOCUS = Focus(_DAY, _DAY)


def _candidate(
    text: str,
    article_id: int = 1,
    *,
    title: str = "News",
    published: datetime = _DAY,
    story: int | None = None,
    closeness: float | None = None,
) -> ChunkCandidate:
    address = f"https://x.example/{article_id}"
    article = Article(article_id, address, title, "X", published, "en", text, story_id=story)
    return ChunkCandidate(Chunk(article_id, article, 0, 0, len(text)), bm25=5.0, closeness=closeness)


def _rarity(terms: Sequence[str], _group: str) -> dict[str, float]:
    return dict.fromkeys(terms, 3.0)


def _seen(question: str, *candidates: ChunkCandidate) -> RankingFeatures:
    return RankingFeatures(question, candidates, _FOCUS, _rarity)


def _first(question: str, *candidates: ChunkCandidate) -> str:
    windows, rows = _seen(question, *candidates).of_windows(candidates)
    best = choose(windows, scores(rows, has_cosine=False), 5)[0][0]
    return best.candidate.chunk.article.text[best.window.span.start : best.window.span.end]


def test_the_window_with_the_words_of_the_question_is_shown_not_the_start_of_its_chunk() -> None:
    filler = "The council met in the old hall and spoke of many other things for most of the day. " * 5
    answer = "The ferry to Port Sorrel will stop in May because its engines are old."
    assert answer in _first("When will the ferry to Port Sorrel stop?", _candidate(filler + answer))


def test_of_two_like_passages_the_one_near_the_time_asked_about_comes_first() -> None:
    text = "The ferry to Port Sorrel was late again, {}."
    old = _candidate(text.format("in the old days"), 1, published=datetime(2021, 5, 9, tzinfo=UTC))
    fresh = _candidate(text.format("on the new line"), 2, published=datetime(2023, 5, 9, tzinfo=UTC))
    assert "new line" in _first("Was the ferry to Port Sorrel late?", old, fresh)


def test_how_many_prefers_a_passage_with_a_number() -> None:
    vague = _candidate("Commuters use the ferry each week, more than ever.", 1)
    exact = _candidate("Commuters use the ferry each week, 1,200 of them.", 2)
    assert "1,200" in _first("How many commuters use the ferry each week?", vague, exact)


def test_a_question_without_words_has_features_all_the_same() -> None:
    candidate = _candidate("One sentence. Another one.")
    seen = _seen("???", candidate)
    windows, rows = seen.of_windows([candidate])
    assert rows.shape == (len(windows), len(FEATURES))
    assert np.isfinite(rows).all()
    assert np.isfinite(seen.at_a_glance()).all()


def test_nothing_found_gives_no_rows() -> None:
    windows, rows = _seen("Why?").of_windows([])
    assert (windows, rows.shape) == ([], (0, len(FEATURES)))
    assert choose(windows, scores(rows, has_cosine=True), 5) == []


_SAYS = "The ferry to Port Sorrel was late, said its captain."
_SAYS_LITTLE = "The ferry was painted in spring and went back to its line."


def _read(*candidates: ChunkCandidate, k: int = 10) -> list[int]:
    seen = _seen("Was the ferry to Port Sorrel late?", *candidates)
    return [one.chunk.id for one in worth_reading(seen, False, k)]


def test_of_many_chunks_those_are_read_that_say_most_at_a_glance_in_the_order_found() -> None:
    many = [_candidate(_SAYS if number % 3 == 0 else _SAYS_LITTLE, number) for number in range(60)]
    read = _read(*many)
    assert read == sorted(read)
    assert len(read) == 30
    assert set(read) >= set(range(0, 60, 3))


def test_few_chunks_are_all_read_and_more_are_read_for_a_longer_list() -> None:
    many = [_candidate(_SAYS_LITTLE, number) for number in range(60)]
    assert len(_read(*many[:30])) == 30
    assert len(_read(*many, k=45)) == 45


def test_a_story_told_by_forty_outlets_leaves_no_other_unread() -> None:
    copies = [_candidate(_SAYS, number, story=1) for number in range(1, 41)]
    others = [_candidate(_SAYS_LITTLE, number) for number in range(41, 61)]
    assert set(_read(*copies, *others)) >= set(range(41, 61))


def test_chunks_in_another_language_are_read_whatever_they_seem_to_say() -> None:
    own = [_candidate(_SAYS, number) for number in range(40)]
    other = _candidate("Der Dampfer kam zu spät.", 40, closeness=2.0)
    assert 40 in _read(*own, other)


def _scored(row: int, article: Article, start: int, end: int) -> Scored:
    return Scored(ChunkCandidate(Chunk(row, article, 0, 0, 900)), Window(0, 0, Span(start, end)), row)


def _article(number: int, story: int | None = None) -> Article:
    return Article(number, f"https://x.example/{number}", "T", "X", _DAY, "en", "x" * 900, story_id=story)


def test_no_sentence_is_shown_twice_and_no_story_is_told_twice() -> None:
    first, again, other = _article(1), _article(2, story=1), _article(3)
    windows = [
        _scored(0, first, 0, 300),
        _scored(1, first, 200, 500),
        _scored(2, again, 0, 300),
        _scored(3, other, 0, 9),
    ]
    chosen = choose(windows, np.array([4.0, 3.0, 2.0, 1.0]), 10)
    assert [one.row for one, _ in chosen] == [0, 3]


def test_a_further_window_of_an_article_must_be_clearly_better_than_that_of_another() -> None:
    first, other = _article(1), _article(2)
    windows = [_scored(0, first, 0, 300), _scored(1, first, 300, 600), _scored(2, other, 0, 300)]
    assert [one.row for one, _ in choose(windows, np.array([4.0, 3.0, 2.9]), 3)] == [0, 2, 1]
    assert [one.row for one, _ in choose(windows, np.array([4.0, 3.0, 2.0]), 3)] == [0, 1, 2]


def test_scores_never_rise_down_the_list() -> None:
    values = np.random.default_rng(3).normal(size=60)
    windows = [_scored(row, _article(row % 7), (row // 7) * 100, (row // 7) * 100 + 90) for row in range(60)]
    chosen = [score for _, score in choose(windows, values, 40)]
    assert chosen == sorted(chosen, reverse=True)
    assert len(chosen) == 40


@pytest.mark.parametrize("has_cosine", [True, False])
def test_a_chance_is_between_0_and_1_and_grows_with_the_score(has_cosine: bool) -> None:
    chances = [chance(score, has_cosine) for score in (-1e6, 0.0, 5.0, 10.0, 1e6)]
    assert chances == sorted(chances)
    assert 0.0 <= chances[0] < 0.01 < 0.99 < chances[-1] <= 1.0


def test_the_weights_know_every_feature_and_no_other() -> None:
    assert set(LinearModel.load("ranking_with_cosine").weights) == set(FEATURES)
    assert set(LinearModel.load("ranking_without_cosine").weights) == set(FEATURES) - set(NEEDS_COSINE)
