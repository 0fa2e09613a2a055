"""Nothing by another author, or in another language, is ever found."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from clippings.chain.conversation.follow_up import resolved
from clippings.chain.messages.searched import searched
from clippings.chain.requests import within_archive
from clippings.chain.retrieval.retriever import HybridRetriever
from clippings.chain.trend import trend
from clippings.core.errors import WrongUsage
from clippings.core.settings import Settings
from clippings.core.types import Question, Turn
from clippings.ingest.pipeline import ingest
from clippings.vectorstore.archive import Archive
from tests.conftest import QuietListener

_NEWS: tuple[tuple[str, list[str], str], ...] = (
    ("Storm closes the Varn harbour", ["Ines Åkerlund"], "A storm closed the Varn harbour on Monday, the port said."),
    ("Varn harbour is dredged", ["INES ÅKERLUND", "Tom 100%_Pike"], "The Varn harbour will be dredged in June."),
    ("Varn harbour loses its crane", ["Ines Åkerlund-Berg"], "The Varn harbour sold its old crane for scrap metal."),
    ("바른 항구 폐쇄", ["김하늘"], "바른 항구(Varn harbour)가 폭풍으로 월요일에 폐쇄됐다고 항만청이 밝혔다."),
    ("Nobody signed this", [], "The Varn harbour opened a fish market on Tuesday, the town said."),
)


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory, models_folder: Path) -> Iterator[Archive]:
    home = tmp_path_factory.mktemp("harbour")
    (home / "models").symlink_to(models_folder)
    file = home / "news.jsonl"
    rows = [
        {"title": title, "authors": authors, "text": text, "source": "Varn Post", "published_at": "2024-05-01"}
        for title, authors, text in _NEWS
    ]
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    with Archive(Settings(home=home)) as opened:
        counts = ingest(opened, [str(file)], QuietListener())
        assert counts.added == len(_NEWS)
        yield opened


def _asked(
    text: str = "What did the Varn harbour do?", authors: tuple[str, ...] = (), languages: tuple[str, ...] = ()
) -> Question:
    return Question(text, datetime(2024, 6, 1, tzinfo=UTC), authors=authors, languages=languages)


@pytest.mark.parametrize(
    ("limits", "titles"),
    [
        ({"authors": ("ines  åkerlund",)}, {"Storm closes the Varn harbour", "Varn harbour is dredged"}),
        ({"authors": ("Tom 100%_Pike",)}, {"Varn harbour is dredged"}),
        ({"authors": ("김하늘",)}, {"바른 항구 폐쇄"}),
        ({"languages": ("Korean",)}, {"바른 항구 폐쇄"}),
        ({"languages": ("ko",), "authors": ("Ines Åkerlund",)}, set()),
    ],
)
def test_only_what_is_within_them_is_found(harbour: Archive, limits: dict[str, Any], titles: set[str]) -> None:
    asked = within_archive(harbour, _asked(**limits))
    found = HybridRetriever(archive=harbour).retrieve(asked).passages
    assert {one.article.title for one in found} == titles


def test_the_two_limits_hold_where_the_vectors_are_searched_among_the_nearest(
    harbour: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clippings.chain.retrieval.vector_search._NARROW", 0)
    found = HybridRetriever(archive=harbour).retrieve(_asked(languages=("ko",))).passages
    assert [one.article.title for one in found] == ["바른 항구 폐쇄"]


def test_mentions_are_counted_within_them(harbour: Archive) -> None:
    asked = within_archive(harbour, _asked("Varn harbour", authors=("Ines Åkerlund",)))
    assert trend(harbour, asked).articles == 2
    assert trend(harbour, _asked("Varn harbour", languages=("en",))).articles == 4


def test_an_author_and_a_language_that_are_not_there_are_named_with_the_nearest(harbour: Archive) -> None:
    with pytest.raises(WrongUsage, match="no author 'Ines Akerlund'") as author:
        within_archive(harbour, _asked(authors=("Ines Akerlund",)))
    assert "kerlund" in (author.value.way_out or "")
    with pytest.raises(WrongUsage, match="'Klingon'") as language:
        within_archive(harbour, _asked(languages=("Klingon",)))
    assert "ko (Korean)" in (language.value.way_out or "")


def test_a_follow_up_keeps_to_them() -> None:
    turn = Turn("Who closed the Varn harbour?", "A storm.", authors=("Ines Åkerlund",), languages=("en",))
    followed = resolved(replace(_asked("And when did it reopen?"), history=(turn,))).question
    assert (followed.authors, followed.languages) == (("Ines Åkerlund",), ("en",))


def test_they_are_said_with_what_was_searched() -> None:
    asked = _asked(authors=("Ines Åkerlund",), languages=("ko",))
    assert searched(asked, None, "en") == ["by Ines Åkerlund", "in Korean"]
    assert searched(asked, None, "ko") == ["Ines Åkerlund 기자", "한국어 기사"]
