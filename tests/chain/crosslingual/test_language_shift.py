"""Articles in another language have a fair place, and where there is none everything is as it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from clippings.chain.retrieval import vector_search as nearness
from clippings.chain.retrieval.retriever import HybridRetriever
from clippings.chain.retrieval.search import search_passages
from clippings.core.settings import Settings
from clippings.core.time_window import start_of
from clippings.core.types import Passage, Question
from clippings.ingest.pipeline import ingest
from clippings.vectorstore.archive import Archive
from clippings.vectorstore.embedders import choose
from tests.conftest import QuietListener
from tests.vectorstore.two_tongues import TOPICS, TwoTongues

Ask = Callable[..., Question]
Write = Callable[..., Path]

_ENGLISH_ALONE, _KOREAN_ALONE = "stadium", "hospital"


@pytest.fixture
def two_tongues(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Archive]:
    monkeypatch.setattr(choose, "choose", lambda *_: TwoTongues())
    with Archive(Settings(home=tmp_path / "home")) as archive:
        yield archive


def own_words(word: str) -> str:
    """So that no two articles tell the same story."""
    return " ".join(f"{word}{number}" for number in range(30))


def english(word: str) -> dict[str, str]:
    return {
        "url": f"https://post.example/{word}",
        "title": f"News of the {word}",
        "source": "The Post",
        "published_at": "2023-03-16",
        "language": "en",
        "text": f"The council of the town voted for a new {word} on Monday. The state pays. {own_words(word)}.",
    }


def korean(word: str) -> dict[str, str]:
    topic = TOPICS[word]
    return {
        "url": f"https://sinmun.example/{word}",
        "title": f"{topic} 소식",
        "source": "신문",
        "published_at": "2023-03-17",
        "language": "ko",
        "text": f"시의회는 월요일에 새 {topic} 건설을 의결했다. 비용은 정부가 낸다. {own_words(word)}.",
    }


def bilingual(write_jsonl: Write) -> Path:
    """Each topic in both languages, but for one in each."""
    return write_jsonl(
        *(english(word) for word in TOPICS if word != _KOREAN_ALONE),
        *(korean(word) for word in TOPICS if word != _ENGLISH_ALONE),
    )


def first_urls(archive: Archive, question: Question, k: int = 3) -> list[str]:
    passages = search_passages(HybridRetriever(archive=archive), question).passages
    return list(dict.fromkeys(passage.article.url for passage in passages))[:k]


def test_a_question_finds_the_article_that_is_in_the_other_language_alone(
    two_tongues: Archive, ask_about: Ask, write_jsonl: Write
) -> None:
    ingest(two_tongues, [str(bilingual(write_jsonl))], QuietListener())
    assert f"https://sinmun.example/{_KOREAN_ALONE}" in first_urls(two_tongues, ask_about("Who pays for the hospital?"))
    assert f"https://post.example/{_ENGLISH_ALONE}" in first_urls(two_tongues, ask_about("경기장 비용은 누가 내나?"))


def test_where_both_languages_tell_it_both_come_first(two_tongues: Archive, ask_about: Ask, write_jsonl: Write) -> None:
    ingest(two_tongues, [str(bilingual(write_jsonl))], QuietListener())
    for text in ("Who pays for the new bridge?", "새 다리 비용은 누가 내나?"):
        found = first_urls(two_tongues, ask_about(text), k=2)
        assert set(found) == {"https://post.example/bridge", "https://sinmun.example/bridge"}


@pytest.mark.parametrize("limits", [{"sources": ("The Post",)}, {"since": start_of("2023-03-17")}])
def test_limits_hold_in_every_language(
    two_tongues: Archive, ask_about: Ask, write_jsonl: Write, limits: dict[str, object]
) -> None:
    ingest(two_tongues, [str(bilingual(write_jsonl))], QuietListener())
    for text in ("Who pays for the new hospital?", "경기장 비용은 누가 내나?"):
        passages = search_passages(HybridRetriever(archive=two_tongues), ask_about(text, **limits)).passages
        assert passages
        assert {passage.article.source for passage in passages} == {"The Post" if "sources" in limits else "신문"}


def test_what_was_ingested_again_is_found_where_it_is_now(
    two_tongues: Archive, ask_about: Ask, write_jsonl: Write
) -> None:
    path = bilingual(write_jsonl)
    ingest(two_tongues, [str(path)], QuietListener())
    question = ask_about("Who pays for the hospital?")
    assert f"https://sinmun.example/{_KOREAN_ALONE}" in first_urls(two_tongues, question)
    moved = korean(_KOREAN_ALONE) | {"text": "국회는 화요일에 예산을 통과시켰다. 반대는 없었다."}
    new = korean(_KOREAN_ALONE) | {"url": "https://sinmun.example/new"}
    ingest(two_tongues, [str(write_jsonl(moved, new))], QuietListener())
    assert "https://sinmun.example/new" in first_urls(two_tongues, question)


def test_with_an_embedder_of_one_language_nothing_is_asked_of_others(
    archive: Archive, ask_about: Ask, write_jsonl: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest(archive, [str(bilingual(write_jsonl))], QuietListener())

    def refuse() -> None:
        raise AssertionError("the packaged model knows English alone")

    monkeypatch.setattr(archive.language_means, "now", refuse)
    for text in ("Who pays for the hospital?", "경기장 비용은 누가 내나?"):
        question = ask_about(text)
        found = HybridRetriever(archive=archive).retrieve(question)
        assert all(one.closeness is None for one in found.candidates)
        assert found.passages == as_before(archive, question, monkeypatch)
    assert not (archive.settings.home / "language_means.json").exists()


def test_an_archive_of_one_language_is_searched_as_before(
    two_tongues: Archive, ask_about: Ask, write_jsonl: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest(two_tongues, [str(write_jsonl(*map(english, TOPICS)))], QuietListener())
    for text in ("Who pays for the hospital?", "경기장 비용은 누가 내나?"):
        question = ask_about(text)
        found = HybridRetriever(archive=two_tongues).retrieve(question).passages
        assert found
        assert found == as_before(two_tongues, question, monkeypatch)


def as_before(archive: Archive, question: Question, monkeypatch: pytest.MonkeyPatch) -> list[Passage]:
    """What is found when languages are not told apart at all."""
    with monkeypatch.context() as without:
        without.setattr(nearness, "across_languages", lambda *_: None)
        return HybridRetriever(archive=archive).retrieve(question).passages
