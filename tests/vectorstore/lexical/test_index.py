"""What the lexical index finds: words in their window of time and in their sources, and never query syntax."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clippings.vectorstore.catalogue.catalogue import Catalogue
from clippings.vectorstore.lexical.index import LexicalIndex
from tests.vectorstore.articles import add, article, current_chunk_ids

NOON = datetime(2023, 3, 16, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture
def index(tmp_path: Path, catalogue: Catalogue) -> LexicalIndex:
    return LexicalIndex(tmp_path / "lexical", catalogue)


def urls(index: LexicalIndex, catalogue: Catalogue, question: str, **filters: object) -> list[str]:
    """The addresses of what is found, best first."""
    found = index.search(question, 10, **filters)  # type: ignore[arg-type]
    chunks = catalogue.chunks([chunk_id for chunk_id, _ in found])
    return [chunks[chunk_id].article.url for chunk_id, _ in found]


def test_an_article_is_found_by_its_headline_and_by_its_body(catalogue: Catalogue, index: LexicalIndex) -> None:
    add(
        catalogue,
        article("https://a.example/body", "Fishermen blocked the harbour for a day.", title="Monday in brief"),
        article("https://a.example/title", "It lasted for a day.", title="Harbour blocked by fishermen"),
        article("https://a.example/other", "Rain is expected in the hills.", title="The weather"),
    )
    assert index.follow() == 3
    assert set(urls(index, catalogue, "Who blocked the harbour?")) == {
        "https://a.example/body",
        "https://a.example/title",
    }


def test_scores_fall_and_no_more_than_k_are_returned(catalogue: Catalogue, index: LexicalIndex) -> None:
    add(catalogue, *(article(f"https://a.example/{n}", "Harbour. " * (n + 1) + "Other words.") for n in range(8)))
    index.follow()
    found = index.search("harbour", 5)
    assert len(found) == 5
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)


def test_both_ends_of_a_window_belong_to_it(catalogue: Catalogue, index: LexicalIndex) -> None:
    add(catalogue, article("https://a.example/1", "The harbour reopened.", published_at=NOON))
    index.follow()
    assert index.search("harbour", 5, since=NOON, until=NOON)
    assert index.search("harbour", 5, since=NOON)
    assert index.search("harbour", 5, until=NOON)
    assert not index.search("harbour", 5, since=NOON + SECOND)
    assert not index.search("harbour", 5, until=NOON - SECOND)


def test_a_window_in_another_zone_is_the_same_window(catalogue: Catalogue, index: LexicalIndex) -> None:
    add(catalogue, article("https://a.example/1", "The harbour reopened.", published_at=NOON))
    index.follow()
    seoul = NOON.astimezone(timezone(timedelta(hours=9)))
    assert index.search("harbour", 5, since=seoul, until=seoul)
    assert not index.search("harbour", 5, until=seoul - SECOND)


def test_the_last_microsecond_of_a_day_belongs_to_a_window_that_ends_there(
    catalogue: Catalogue, index: LexicalIndex
) -> None:
    end = datetime(2023, 3, 16, 23, 59, 59, 999_999, UTC)
    add(catalogue, article("https://a.example/1", "The harbour reopened.", published_at=end))
    index.follow()
    assert index.search("harbour", 5, since=end, until=end)


def test_an_undated_article_is_outside_any_window(catalogue: Catalogue, index: LexicalIndex) -> None:
    add(catalogue, article("https://a.example/1", "The harbour reopened.", published_at=None))
    index.follow()
    assert index.search("harbour", 5)
    assert not index.search("harbour", 5, since=datetime(1, 1, 2, tzinfo=UTC))
    assert not index.search("harbour", 5, until=datetime(9999, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize("year", [1, 1650, 2400])
def test_a_date_beyond_what_the_engine_can_hold_does_not_keep_an_article_out(
    year: int, catalogue: Catalogue, index: LexicalIndex
) -> None:
    add(
        catalogue,
        article("https://a.example/old", "The harbour opened.", published_at=datetime(year, 1, 1, tzinfo=UTC)),
        article("https://a.example/now", "The harbour reopened.", published_at=NOON),
    )
    assert index.follow() == 2
    assert len(index.search("harbour", 5)) == 2
    assert urls(index, catalogue, "harbour", since=NOON, until=NOON) == ["https://a.example/now"]


def test_a_filter_changes_what_is_found_and_not_how_well(catalogue: Catalogue, index: LexicalIndex) -> None:
    add(catalogue, article("https://a.example/1", "The harbour reopened.", published_at=NOON))
    index.follow()
    assert index.search("harbour", 5, since=NOON, sources=["The Test Post"]) == index.search("harbour", 5)


def test_only_the_named_sources_are_searched(catalogue: Catalogue, index: LexicalIndex) -> None:
    add(
        catalogue,
        article("https://a.example/1", "The harbour reopened.", source="Harbour Ledger"),
        article("https://b.example/1", "The harbour reopened.", source="harbour ledger, evening edition"),
        article("https://c.example/1", "The harbour reopened.", source="Hill Times"),
    )
    index.follow()
    assert urls(index, catalogue, "harbour", sources=["Harbour Ledger"]) == ["https://a.example/1"]
    both = urls(index, catalogue, "harbour", sources=["Harbour Ledger", "Hill Times"])
    assert set(both) == {"https://a.example/1", "https://c.example/1"}
    assert urls(index, catalogue, "harbour", sources=["Nobody"]) == []


def test_each_article_is_found_in_its_own_language(catalogue: Catalogue, index: LexicalIndex) -> None:
    add(
        catalogue,
        article("https://a.example/en", "The ministers negotiated in Tokyo.", language="en"),
        article("https://a.example/ko", "정부는 일본과의 연구 협력을 강화하기로 했다.", language="ko"),
        article("https://a.example/ja", "日本銀行は利上げを決定した。", language="ja"),
        article("https://a.example/de", "Die Minister verhandelten über Zölle.", language="de"),
        article("https://a.example/pl", "Rząd ogłosił nowy plan.", language="pl"),
    )
    index.follow()
    for question, language in (
        ("negotiating ministers", "en"),
        ("한국 정부가 일본에서 무엇을 하나?", "ko"),
        ("日本銀行", "ja"),
        ("Verhandlungen über einen Zoll", "de"),
        ("plan rząd", "pl"),
    ):
        assert f"https://a.example/{language}" in urls(index, catalogue, question), question


@pytest.mark.parametrize(
    "question",
    [
        '"(((AND title:*',
        "harbour AND",
        "*",
        "harbour^",
        "-harbour +",
        "source:[a TO b]",
        "\\",
        "harbour~2 'or'",
        "{}\x00",
    ],
)
def test_query_syntax_is_just_words(question: str, catalogue: Catalogue, index: LexicalIndex) -> None:
    add(catalogue, article("https://a.example/1", "The harbour reopened.", title="News"))
    index.follow()
    assert bool(index.search(question, 5)) == ("harbour" in question)


def test_a_question_without_words_finds_nothing(catalogue: Catalogue, index: LexicalIndex) -> None:
    add(catalogue, article("https://a.example/1", "The harbour reopened."))
    index.follow()
    assert index.search("???", 5) == index.search("", 5) == index.search("of the and", 5) == []


def test_an_index_that_never_followed_finds_nothing(catalogue: Catalogue, index: LexicalIndex) -> None:
    add(catalogue, article("https://a.example/1", "The harbour reopened."))
    assert index.search("harbour", 5) == []
    assert index.count() == 0
    weights = index.rarity(["harbour", "bridge"], "en")
    assert weights["harbour"] == weights["bridge"] > 0


def test_the_words_of_a_replaced_version_are_no_longer_found(catalogue: Catalogue, index: LexicalIndex) -> None:
    add(catalogue, article("https://a.example/1", "Nine ships waited.\nTheir crews slept."))
    index.follow()
    add(catalogue, article("https://a.example/1", "Twelve boats waited."))
    index.follow()
    assert index.search("crews", 5) == index.search("nine ships", 5) == []
    assert urls(index, catalogue, "twelve boats") == ["https://a.example/1"]
    assert index.count() == 1


def test_a_rare_word_weighs_more_than_a_common_one(catalogue: Catalogue, index: LexicalIndex) -> None:
    add(catalogue, *(article(f"https://a.example/{n}", f"The harbour saw boat {n}.") for n in range(20)))
    add(catalogue, article("https://a.example/z", "The zeppelin flew over the harbour."))
    index.follow()
    weight = index.rarity(["harbour", "zeppelin", "unheard"], "en")
    assert 0 <= weight["harbour"] < weight["zeppelin"] < weight["unheard"]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LexicalIndex]:
    folder = tmp_path_factory.mktemp("filled")
    catalogue = Catalogue(f"sqlite:///{folder / 'catalogue.db'}")
    dated = [NOON + timedelta(hours=hours) for hours in range(-48, 49, 6)]
    add(catalogue, *(article(f"https://a.example/{when:%d%H}", "Harbour news.", published_at=when) for when in dated))
    index = LexicalIndex(folder / "lexical", catalogue)
    index.follow()
    yield index
    catalogue.close()


MOMENTS = st.none() | st.datetimes(datetime(2023, 3, 13), datetime(2023, 3, 20), timezones=st.just(UTC))  # noqa: DTZ001


@settings(max_examples=40)
@given(MOMENTS, MOMENTS)
def test_a_window_finds_exactly_what_was_published_in_it(
    filled: LexicalIndex, since: datetime | None, until: datetime | None
) -> None:
    catalogue = filled._catalogue
    chunks = catalogue.chunks(sorted(current_chunk_ids(catalogue)))
    found = {chunk_id for chunk_id, _ in filled.search("harbour", 100, since, until)}
    for chunk_id, chunk in chunks.items():
        when = chunk.article.published_at
        assert when is not None
        is_inside = (since is None or since.replace(microsecond=0) <= when) and (until is None or when <= until)
        assert (chunk_id in found) == is_inside


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60))
def test_any_question_is_answered_with_chunks_or_with_none(filled: LexicalIndex, question: str) -> None:
    assert all(score > 0 for _, score in filled.search(question, 3))
