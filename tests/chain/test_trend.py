"""Articles that mention a topic are counted, all of them and no others, within the limits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from clippings.chain.trend import Trend, trend
from clippings.core.question_limits import question_of
from clippings.core.types import Question
from clippings.ingest.pipeline import ingest
from clippings.vectorstore.archive import Archive
from clippings.vectorstore.catalogue.history import MonthCount
from tests.conftest import QuietListener

_ARTICLES: list[dict[str, object]] = [
    {"title": "Ferries", "source": "Sound", "published_at": "2024-01-05", "text": "The Lindholm ferry was late again."},
    {"title": "Ferries", "source": "Post", "published_at": "2024-01-09", "text": "Ferries to Lindholm are to be cut."},
    {"title": "Lindholm", "source": "Post", "published_at": "2024-03-02", "text": "A ferry ran aground, divers said."},
    {"title": "Hills", "source": "Post", "published_at": "2024-03-03", "text": "A Lindholm hill was climbed by goats."},
    {"title": "Letters", "source": "Sound", "text": "Sir, the Lindholm ferry is not what it was in my youth."},
    {
        "title": "등대섬",
        "source": "한빛",
        "published_at": "2024-02-02",
        "text": "등대섬 여객선이 다시 다닌다.",
    },
]


@pytest.fixture
def filled(archive: Archive, write_jsonl: Callable[..., Path]) -> Archive:
    ingest(archive, [str(write_jsonl(*_ARTICLES))], QuietListener(), defer_vectors=True)
    return archive


def _of(archive: Archive, topic: str, **limits: str) -> Trend:
    sources = [limits["source"]] if "source" in limits else None
    return trend(archive, question_of(topic, limits.get("since"), limits.get("until"), sources, limits.get("as_of")))


def test_every_article_that_mentions_it_is_counted_by_month_and_source(filled: Archive) -> None:
    found = _of(filled, "Lindholm ferries")
    assert found.months == (
        MonthCount("Post", "2024-01", 1),
        MonthCount("Post", "2024-03", 1),
        MonthCount("Sound", None, 1),
        MonthCount("Sound", "2024-01", 1),
    )
    assert found.articles == 4
    assert found.first is not None
    assert found.latest is not None
    assert (found.first.text, found.latest.title) == ("The Lindholm ferry was late again.", "Lindholm")


def test_limits_hold(filled: Archive) -> None:
    assert _of(filled, "Lindholm ferry", source="Sound").articles == 2
    assert _of(filled, "Lindholm ferry", since="2024-01-09").articles == 2
    assert _of(filled, "Lindholm ferry", as_of="2024-01-31").articles == 2
    assert _of(filled, '"ferry was late"').articles == 1
    assert _of(filled, "여객선").months == (MonthCount("한빛", "2024-02", 1),)


def test_what_nobody_mentions_and_what_has_no_words(filled: Archive) -> None:
    nothing = _of(filled, "submarine")
    assert (nothing.articles, nothing.months, nothing.first, nothing.latest) == (0, (), None, None)
    without_words = trend(filled, Question("???", datetime.now(UTC)))
    assert without_words.articles == 0
    assert without_words.notes


def test_what_was_withdrawn_counts_no_more(filled: Archive, write_jsonl: Callable[..., Path]) -> None:
    article = {
        "url": "https://sound.example/1",
        "title": "Caught at the pier",
        "source": "Sound",
        "published_at": "2024-04-01",
    }
    ingest(
        filled,
        [str(write_jsonl({**article, "text": "An eel as long as a man was landed by two boys."}))],
        QuietListener(),
    )
    assert _of(filled, "eel boys").articles == 1
    later = {**article, "text": "A trout as long as a man was landed by two boys.", "modified_at": "2024-04-02"}
    ingest(filled, [str(write_jsonl(later, name="later.jsonl"))], QuietListener())
    assert _of(filled, "eel boys").articles == 0
    assert _of(filled, "trout boys").articles == 1
