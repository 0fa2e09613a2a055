"""Near-identical texts are known by their signatures, and share a band by which they are found."""

from __future__ import annotations

import random
import zlib

from datasketch import MinHash

from clippings.ingest.deduplication.near_duplicates import (
    LEAST_SIMILARITY_ACROSS_SOURCES,
    LEAST_SIMILARITY_WITHIN_A_SOURCE,
    MOST_TELLINGS_BY_ONE_SOURCE,
    Telling,
    signature,
    similarity,
    story_of,
)

WORDS = [
    a + b
    for a in ("har", "fer", "sto", "bri", "par", "win", "tar", "coa")
    for b in ("bour", "ry", "rm", "dge", "ter", "gos")
]


def story(seed: int, sentences: int = 20) -> list[str]:
    chance = random.Random(seed)
    return [" ".join(chance.choices(WORDS, k=15)).capitalize() + "." for _ in range(sentences)]


def test_a_signature_has_the_values_that_datasketch_gives_its_shingles() -> None:
    words = " ".join(story(3)).lower().replace(".", "").split()
    expected = MinHash(num_perm=64, seed=1, hashfunc=zlib.crc32, scheme="affine32")
    expected.update_batch([" ".join(words[at : at + 4]).encode() for at in range(len(words) - 3)])
    assert signature(" ".join(words))[0] == expected.hashvalues.astype("<u4").tobytes()


def test_the_same_text_is_wholly_similar() -> None:
    text = " ".join(story(1))
    assert similarity(signature(text)[0], signature(text)[0]) == 1.0


def test_spacing_punctuation_and_capitals_do_not_count() -> None:
    sentences = story(1)
    one, other = " ".join(sentences), "\n\n".join(sentences).upper().replace(".", " !")
    assert signature(one) == signature(other)


def test_a_story_with_one_sentence_in_twenty_changed_is_a_near_duplicate_and_shares_a_band() -> None:
    for seed in range(20):
        sentences = story(seed)
        changed = [*sentences[:10], *story(1_000 + seed, 1), *sentences[11:]]
        (one, one_bands), (other, other_bands) = signature(" ".join(sentences)), signature(" ".join(changed))
        assert LEAST_SIMILARITY_WITHIN_A_SOURCE <= similarity(one, other) < 1.0
        assert set(one_bands) & set(other_bands)


def test_unrelated_stories_are_not_similar() -> None:
    signatures = [signature(" ".join(story(seed)))[0] for seed in range(30)]
    assert all(similarity(one, other) < 0.3 for at, one in enumerate(signatures) for other in signatures[:at])


def test_a_story_that_was_half_rewritten_is_not_a_near_duplicate() -> None:
    sentences = story(1)
    half = [*sentences[:10], *story(2, 10)]
    assert (
        similarity(signature(" ".join(sentences))[0], signature(" ".join(half))[0]) < LEAST_SIMILARITY_WITHIN_A_SOURCE
    )


def test_texts_too_short_to_compare_are_similar_to_nothing() -> None:
    short, bands = signature("The harbour was closed. " * 5)
    assert (short, bands) == (b"", ())
    assert similarity(short, short) == 0.0
    assert similarity(short, signature(" ".join(story(1)))[0]) == 0.0


def test_a_signature_is_the_same_in_every_process_and_version() -> None:
    import zlib

    kept, bands = signature(" ".join(story(7)))
    assert (len(kept), len(bands)) == (256, 21)
    assert zlib.crc32(kept) == 3_663_300_524


def test_korean_text_is_compared_too() -> None:
    text = "정부는 일본과의 연구 협력을 넓히기로 하고 수요일 오전에 새로운 계획과 예산을 함께 발표했다. " * 4
    assert similarity(signature(text)[0], signature(text + "끝.")[0]) >= LEAST_SIMILARITY_WITHIN_A_SOURCE


def told(number: int, text: str, source: str, story_id: int | None = None) -> Telling:
    return Telling(number, signature(text)[0], story_id, source)


def test_a_copy_that_lost_its_last_third_is_linked_across_sources_and_not_within_one() -> None:
    sentences = story(3)
    whole, short = " ".join(sentences), " ".join(sentences[:13])
    likeness = similarity(signature(whole)[0], signature(short)[0])
    assert LEAST_SIMILARITY_ACROSS_SOURCES < likeness < LEAST_SIMILARITY_WITHIN_A_SOURCE
    assert story_of(signature(short)[0], "Post", [told(7, whole, "Wire")]) == 7
    assert story_of(signature(short)[0], "Wire", [told(7, whole, "Wire")]) is None


def test_the_most_similar_telling_decides_and_its_story_is_the_one_it_follows() -> None:
    sentences = story(4)
    whole = " ".join(sentences)
    others = [told(1, " ".join(sentences[:14]), "Post"), told(5, whole, "Wire", story_id=2)]
    assert story_of(signature(whole)[0], "Ledger", others) == 2


def test_a_version_stays_with_its_story_while_anyone_tells_it_in_the_same_words() -> None:
    sentences = story(5)
    whole = " ".join(sentences)
    others = [told(5, whole, "Wire"), told(6, " ".join(sentences[1:]), "Post", story_id=1)]
    assert story_of(signature(whole)[0], "Ledger", others, known_story=1) == 1
    assert story_of(signature(whole)[0], "Ledger", others, known_story=9) == 5


def test_what_one_source_shows_everywhere_is_no_story() -> None:
    notice = " ".join(story(6))
    shown = [told(number, notice, "Ledger") for number in range(1, MOST_TELLINGS_BY_ONE_SOURCE + 1)]
    assert story_of(signature(notice)[0], "Ledger", shown[1:]) == 2
    assert story_of(signature(notice)[0], "Ledger", shown) is None
    assert story_of(signature(notice)[0], "Ledger", [*shown, told(9, notice, "Wire")]) == 9


def test_chinese_and_japanese_are_compared_by_their_characters() -> None:
    for text, changed in (
        (
            "南湾市政府周三宣布，从明年一月起，市内所有公共汽车将改用电动车辆，整个更换过程预计需要四年，费用由市里承担。",
            "南湾市政府周三说，从明年一月起，市内所有公共汽车将改用电动车辆，整个更换过程预计需要四年，费用由市里承担。",
        ),
        (
            "北港市は火曜日、老朽化した中央橋を来年四月から全面的に架け替えると発表した。工事には三年かかる見込みである。",
            "北港市は水曜日、老朽化した中央橋を来年四月から全面的に架け替えると発表した。工事には三年かかる見込みである。",
        ),
    ):
        (one, one_bands), (other, other_bands) = signature(text), signature(changed)
        assert similarity(one, other) >= LEAST_SIMILARITY_WITHIN_A_SOURCE
        assert set(one_bands) & set(other_bands)
