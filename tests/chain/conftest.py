"""An archive of a few articles of our own, and passages made by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from clippings.core.settings import Settings
from clippings.core.types import Article, Chunk, Evidence, Passage, Question
from clippings.ingest.pipeline import ingest
from clippings.vectorstore.archive import Archive
from tests.chain.scripted_model import ScriptedModel
from tests.conftest import QuietListener

FERRY = (
    "The night ferry between Alder Bay and Port Sorrel will stop on 1 May because its engines no longer meet the rules "
    "on exhaust, the harbour board said. Some 1,200 commuters use it each week. A bus over the new bridge will take "
    "its place, and fares stay at 4 crowns.\n\nThe board's chair, Mira Olsen, called the end of the ferry a loss."
)
BRIDGE = (
    "The Sorrel bridge opened to traffic on Monday after six years of work. It cost 310 million crowns, 40 million "
    "more than planned. Engineers blamed the soft ground under the eastern pillar for the delay."
)
HARVEST = (
    "Apple growers in the Lund valley expect their smallest harvest in a decade. Frost in April killed two blossoms in "
    "three. Prices have already risen by a fifth."
)


@pytest.fixture
def news(archive: Archive, write_jsonl: Callable[..., Path]) -> Archive:
    """Three stories, one of them told again in nearly the same words by another outlet."""
    articles = [
        ("https://a.example/ferry", "Night ferry to end in May", "The Bay Post", "2023-03-10", FERRY),
        ("https://b.example/ferry", "Ferry to stop", "Sorrel Times", "2023-03-11", f"{FERRY} She will step down."),
        ("https://a.example/bridge", "Sorrel bridge opens", "The Bay Post", "2023-02-06", BRIDGE),
        ("https://c.example/apples", "Frost hits apples", "Valley Farmer", "2022-08-01", HARVEST),
    ]
    keys = ("url", "title", "source", "published_at", "text")
    path = write_jsonl(*[dict(zip(keys, article, strict=True)) for article in articles])
    ingest(archive, [str(path)], QuietListener())
    return archive


@pytest.fixture
def model() -> Iterator[ScriptedModel]:
    """A chat model on loopback whose replies the test decides."""
    scripted = ScriptedModel()
    yield scripted
    scripted.close()


@pytest.fixture
def ask_about() -> Callable[..., Question]:
    """`ask_about("Why?", until=...)`: a question asked now."""

    def make(text: str, **limits: object) -> Question:
        return Question(text, datetime.now(UTC), **limits)  # type: ignore[arg-type]

    return make


def evidence_of(text: str, score: float = 0.5, article_id: int = 1, title: str = "A headline") -> Evidence:
    """The first sentence of an article made by hand, as evidence."""
    published = datetime(2023, 3, 16, tzinfo=UTC)
    article = Article(article_id, f"https://x.example/{article_id}", title, "X", published, "en", text)
    passage = Passage(Chunk(article_id, article, 0, 0, len(text)), 1, 1.0)
    return Evidence(passage, 0, len(text), score, score, score)


@pytest.fixture
def settings(home: Path) -> Settings:
    return Settings(home=home)
