"""The means of languages are those of what the vector index holds, however it came there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from clippings.vectorstore.catalogue.catalogue import Catalogue
from clippings.vectorstore.vectors import bottom_k_sample as even_sample
from clippings.vectorstore.vectors.index import VectorIndex
from clippings.vectorstore.vectors.language_centroids import LanguageMeans, LanguageMeansFile
from tests.vectorstore.articles import add, article
from tests.vectorstore.small_embedder import WordHashes
from tests.vectorstore.two_tongues import TOPICS, TwoTongues

_ENGLISH = [f"The {word} is in the news." for word in TOPICS]
_KOREAN = [f"{word} 소식이다." for word in TOPICS.values()]

Open = Callable[[str], LanguageMeansFile]


@pytest.fixture
def index(tmp_path: Path, catalogue: Catalogue) -> Iterator[VectorIndex]:
    opened = VectorIndex(tmp_path / "vectors", catalogue, TwoTongues)
    yield opened
    opened.close()


@pytest.fixture
def open_file(tmp_path: Path, catalogue: Catalogue, index: VectorIndex) -> Open:
    return lambda name: LanguageMeansFile(tmp_path / name, catalogue, index)


@pytest.fixture
def bilingual(catalogue: Catalogue, index: VectorIndex) -> Catalogue:
    add(catalogue, article("https://a.example/en", "\n".join(_ENGLISH)))
    add(catalogue, article("https://a.example/ko", "\n".join(_KOREAN), "소식", language="ko"))
    index.follow()
    return catalogue


def assert_right(means: LanguageMeans | None, catalogue: Catalogue, index: VectorIndex) -> None:
    """Each language's mean is that of its sampled vectors, and they are vectors of that language."""
    assert means is not None
    vectors = index.vectors()
    language_of = catalogue.languages_of(sorted(vectors))
    assert set(means.languages) == set(language_of.values())
    for language, one in means.languages.items():
        assert {language_of[chunk_id] for chunk_id in one.sample.members} == {language}
        np.testing.assert_allclose(one.mean, np.mean([vectors[i] for i in one.sample.members], axis=0), atol=1e-5)


def same(one: LanguageMeans | None, other: LanguageMeans | None) -> bool:
    assert one is not None
    assert other is not None
    assert set(one.languages) == set(other.languages)
    for language, mean in one.languages.items():
        np.testing.assert_allclose(mean.mean, other.languages[language].mean, atol=1e-5)
    return all(
        mean.sample.members == other.languages[language].sample.members for language, mean in one.languages.items()
    )


def test_there_are_none_before_anything_is_embedded(open_file: Open) -> None:
    assert open_file("means.json").now() is None


def test_they_follow_what_is_added_changed_and_deleted(
    bilingual: Catalogue, index: VectorIndex, open_file: Open
) -> None:
    kept = open_file("means.json")
    first = kept.now()
    assert_right(first, bilingual, index)
    assert kept.now() is first  # nothing moved: nothing is read

    add(bilingual, article("https://a.example/en", "\n".join(_ENGLISH[:3])))  # a new version, shorter
    add(bilingual, article("https://a.example/ja", "港のニュース。", "ニュース", language="ja"))
    index.follow()
    assert_right(kept.now(), bilingual, index)
    assert same(kept.now(), open_file("another.json").now())

    add(bilingual, article("https://a.example/ko", "Now in English.", language="en"))
    index.follow()
    assert_right(kept.now(), bilingual, index)
    assert same(kept.now(), open_file("yet-another.json").now())


def test_what_is_in_the_catalogue_and_not_yet_embedded_is_left_out(
    bilingual: Catalogue, index: VectorIndex, open_file: Open
) -> None:
    add(bilingual, article("https://a.example/en", "Changed again, and not embedded yet."))
    means = open_file("means.json").now()
    assert means is not None
    assert set(means.languages) == {"ko"}
    index.follow()
    assert_right(open_file("means.json").now(), bilingual, index)


@pytest.mark.parametrize(
    "content", ["", "{}", '{"archive_id": 1, "change": 2, "fingerprint": "", "languages": {"en": 3}}']
)
def test_a_file_that_cannot_be_read_is_made_anew(
    bilingual: Catalogue, index: VectorIndex, open_file: Open, tmp_path: Path, content: str
) -> None:
    open_file("means.json").now()
    (tmp_path / "means.json").write_text(content)
    assert_right(open_file("means.json").now(), bilingual, index)


def test_another_model_has_other_means(
    bilingual: Catalogue, index: VectorIndex, open_file: Open, tmp_path: Path
) -> None:
    before = open_file("means.json").now()
    index.close()
    other = VectorIndex(tmp_path / "vectors", bilingual, WordHashes)
    other.rebuild()
    after = LanguageMeansFile(tmp_path / "means.json", bilingual, other).now()
    assert_right(after, bilingual, other)
    assert before is not None
    assert after is not None
    assert len(after.languages["en"].mean) != len(before.languages["en"].mean)
    other.close()


def test_a_large_archive_is_sampled_and_stays_right_while_it_changes(
    bilingual: Catalogue, index: VectorIndex, open_file: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(even_sample, "MOST", 6)
    kept = open_file("means.json")
    for turn in range(4):  # each turn takes away chunks that were sampled
        add(bilingual, article("https://a.example/en", "\n".join(_ENGLISH[turn:])))
        index.follow()
        means = kept.now()
        assert_right(means, bilingual, index)
        assert means is not None
        assert 3 <= len(means.languages["en"].sample.members) <= 6
