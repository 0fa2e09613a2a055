"""A check against the three stories of the folder above."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from clippings.chain.checking.checker import CheckedDraftSentence
from clippings.chain.checking.report import CheckedDraft, checked
from clippings.chain.retrieval.retriever import HybridRetriever
from clippings.core.settings import Settings
from clippings.core.types import Question
from clippings.ingest.pipeline import ingest
from clippings.vectorstore.archive import Archive
from tests.chain.conftest import BRIDGE, FERRY, HARVEST
from tests.conftest import QuietListener

Check = Callable[..., CheckedDraftSentence]
CheckDraft = Callable[..., CheckedDraft]


@pytest.fixture(scope="session")
def stories(tmp_path_factory: pytest.TempPathFactory, models_folder: Path) -> Iterator[Archive]:
    """An open archive of them, which tests only read."""
    home = tmp_path_factory.mktemp("checking")
    (home / "models").symlink_to(models_folder)
    file = home / "news.jsonl"
    keys = ("url", "title", "source", "published_at", "text")
    told = [
        ("https://a.example/ferry", "Night ferry to end in May", "The Bay Post", "2023-03-10", FERRY),
        ("https://a.example/bridge", "Sorrel bridge opens", "The Bay Post", "2023-02-06", BRIDGE),
        ("https://c.example/apples", "Frost hits apples", "Valley Farmer", "2022-08-01", HARVEST),
    ]
    file.write_text("".join(json.dumps(dict(zip(keys, one, strict=True))) + "\n" for one in told), "utf-8")
    with Archive(Settings(home=home)) as opened:
        ingest(opened, [str(file)], QuietListener())
        yield opened


@pytest.fixture
def check_draft(stories: Archive) -> CheckDraft:
    """`check_draft("Two sentences. Here.", until=...)`"""

    def check(text: str, **limits: datetime) -> CheckedDraft:
        question = Question("", datetime(2023, 4, 1, tzinfo=UTC), **limits)  # type: ignore[arg-type]
        return checked(HybridRetriever(archive=stories), text, question)

    return check


@pytest.fixture
def check(check_draft: CheckDraft) -> Check:
    """The same for one sentence."""

    def check_one(text: str, **limits: datetime) -> CheckedDraftSentence:
        (one,) = check_draft(text, **limits).sentences
        return one

    return check_one
