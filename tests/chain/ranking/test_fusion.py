from __future__ import annotations

from clippings.chain.ranking.fusion import scaled_bm25


def test_one_word_of_four_is_not_made_to_look_like_all_four() -> None:
    [(_, weak)] = scaled_bm25([(1, 4.0)], rarity=16.0)
    [(_, strong)] = scaled_bm25([(1, 24.0)], rarity=16.0)
    assert weak < 0.25 < 0.9 < strong
    assert scaled_bm25([(1, 4.0)], rarity=0.0) == [(1, 0.0)]
