"""What new articles say to followed questions: found once, whatever ends in between."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from clippings.chain.pipeline import Asker
from clippings.chain.standing import check as checking
from clippings.chain.standing.begin import TooMany, begin
from clippings.chain.standing.check import Checked, check
from clippings.chain.verification.refusals import WrongRequest
from clippings.core.settings import Settings
from clippings.core.types import Question
from clippings.ingest.pipeline import ingest
from clippings.vectorstore.archive import Archive
from clippings.vectorstore.catalogue import standing_questions as kept
from clippings.vectorstore.catalogue.given_answers import kept_quote
from clippings.vectorstore.catalogue.standing_questions import StandingQuestion
from tests.conftest import QuietListener

NOW = datetime(2024, 5, 1, tzinfo=UTC)
DIED = "How many people died in the Lindholm ferry accident?"


def article(number: int, day: str, title: str, text: str, **more: str) -> dict[str, Any]:
    return {
        "url": f"https://gazette.example/{number}",
        "title": title,
        "source": "The Sound Gazette",
        "published_at": day,
        "text": text,
        **more,
    }


SINKS = article(
    1,
    "2024-04-12",
    "Ferry Aurora sinks in accident off Lindholm",
    "The ferry Aurora sank off Lindholm in heavy weather on Thursday night. At least 12 people died in the accident "
    "and 30 are missing, the coast guard said. Rescuers searched the sound until dawn.",
)
RISES = article(
    2,
    "2024-04-14",
    "Lindholm ferry accident: death toll rises to 17",
    "The death toll of the ferry accident off Lindholm has risen to 17, the coast guard said on Sunday. Divers found "
    "five more bodies in the car deck. A minister promised an inquiry.",
)
ELSEWHERE = article(
    3,
    "2024-04-15",
    "Ferry accident in Port Sorrel leaves four dead",
    "Four people died in a ferry accident in Port Sorrel, the harbour board said on Monday. The ferry hit the quay in "
    "fog and lost its ramp. The port was closed until noon.",
)
LONG_AGO = article(
    4,
    "1998-02-01",
    "Lindholm ferry accident of 1998: 80 dead",
    "A total of 80 people died in the Lindholm ferry accident in the winter of 1998, the inquiry found. The ferry had "
    "sailed with an open bow door. Two officers were charged.",
)


@pytest.fixture
def archive(tmp_path: Path, models_folder: Path) -> Iterator[Archive]:
    (tmp_path / "models").symlink_to(models_folder)
    with Archive(Settings(home=tmp_path)) as opened:
        add(opened, SINKS)
        yield opened


def add(archive: Archive, *articles: dict[str, Any]) -> None:
    news = archive.settings.home / "news.jsonl"
    news.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in articles), "utf-8")
    ingest(archive, [str(news)], QuietListener(), defer_vectors=True)


def follow(archive: Archive, text: str = DIED) -> StandingQuestion:
    answer = Asker(archive).ask(Question(text, NOW))
    told = [kept_quote(citation, True) for citation in answer.citations]
    return begin(archive, "shell", Question(text, NOW), told, at=NOW, most_per_user=3)


def look(archive: Archive, asker: Asker | None = None) -> Checked:
    asker = asker or Asker(archive)
    archive.lexical.follow()
    return check(archive, "shell", lambda: NOW, lambda work: work(asker))


def test_a_number_that_changed_is_told_with_both_quotes(archive: Archive) -> None:
    follow(archive)
    add(archive, RISES)
    (news,) = look(archive).news
    assert (news.kind, news.was, news.by_now) == ("changed", "12", "17")
    assert news.before is not None
    assert "At least 12 people died" in news.before.quote
    assert "risen to 17" in news.after.quote
    assert look(archive).news == ()


def test_repeats_other_stories_and_old_news_are_not_told(archive: Archive) -> None:
    follow(archive)
    again = SINKS | {"url": "https://hourly.example/1", "source": "Hourly News", "published_at": "2024-04-13"}
    add(archive, again, ELSEWHERE, LONG_AGO)
    checked = look(archive)
    assert checked.news == ()
    assert checked.articles == 3


def test_an_archive_without_an_answer_tells_the_first_one(archive: Archive) -> None:
    follow(archive, "How many people died in the Fernwick mine accident?")
    add(
        archive,
        article(
            5,
            "2024-04-20",
            "Fernwick mine accident: 9 dead",
            "Nine people died in the Fernwick mine accident, rescuers said on Saturday. The roof came down "
            "at noon. The mine was closed.",
        ),
    )
    (news,) = look(archive).news
    assert (news.kind, news.before) == ("added", None)


def test_what_is_found_and_how_far_was_looked_are_kept_together(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = follow(archive)
    add(archive, RISES)

    def killed(*_arguments: Any) -> Any:
        raise KeyboardInterrupt

    with monkeypatch.context() as process:
        process.setattr(checking, "keep_found", killed)
        with pytest.raises(KeyboardInterrupt):
            look(archive)
    found = kept.standing(archive.catalogue, question.id)
    assert found is not None
    assert found.seen_change == question.seen_change
    assert len(look(archive).news) == 1
    assert len(kept.waiting_news(archive.catalogue, "shell")[question.id]) == 1


def test_two_processes_do_not_find_the_same_twice(archive: Archive) -> None:
    question = follow(archive)
    add(archive, RISES)
    (news,) = look(archive).news
    late = kept.keep_found(archive.catalogue, {question.id: (question.seen_change, 99)}, [news], NOW)
    assert late == []
    assert len(kept.news_of_question(archive.catalogue, question.id, 9)) == 1


def test_a_paused_question_is_told_when_it_is_resumed(archive: Archive) -> None:
    question = follow(archive)
    kept.change_standing(archive.catalogue, question.id, state="paused")
    add(archive, RISES)
    assert look(archive) == Checked()
    kept.change_standing(archive.catalogue, question.id, state="following")
    assert len(look(archive).news) == 1


def test_a_question_that_meets_everything_is_told_daily(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    question = follow(archive)
    monkeypatch.setattr(checking, "_MOST_AT_ONCE", 0)
    add(archive, RISES)
    look(archive)
    found = kept.standing(archive.catalogue, question.id)
    assert found is not None
    assert (found.rhythm.every, found.reason) == ("daily", "standing_too_much")


@pytest.mark.parametrize("text", ["What happened?", "Any news?", "무슨 일이 있었나?", "   ", "?!"])
def test_questions_without_a_topic_are_refused(archive: Archive, text: str) -> None:
    with pytest.raises(WrongRequest):
        begin(archive, "shell", Question(text, NOW), [], at=NOW, most_per_user=3)


def test_a_question_is_followed_once_and_not_too_many_are(archive: Archive) -> None:
    ask: Callable[[str], StandingQuestion] = lambda text: begin(  # noqa: E731
        archive, "shell", Question(text, NOW), [], at=NOW, most_per_user=2
    )
    ask(DIED)
    with pytest.raises(WrongRequest, match="already"):
        ask(DIED.upper())
    ask("Who runs the Sorrel bridge?")
    with pytest.raises(TooMany):
        ask("Who owns the Alder Bay ferry?")


def test_a_korean_question_is_followed_in_korean(archive: Archive) -> None:
    old = article(
        6,
        "2024-04-12",
        "린드홀름 여객선 사고로 12명 사망",
        "린드홀름 앞바다에서 여객선 오로라호 사고로 12명이 숨졌다고 해양경찰이 12일 밝혔다. 30명은 실종 상태다. "
        "구조대는 밤새 수색을 벌였다.",
    )
    add(archive, old)
    text = "린드홀름 여객선 사고로 몇 명이 숨졌나?"
    question = follow(archive, text)
    assert question.language == "ko"
    add(
        archive,
        article(
            7,
            "2024-04-14",
            "린드홀름 여객선 사고 사망자 17명으로 늘어",
            "린드홀름 여객선 사고 사망자가 17명으로 늘었다고 해양경찰이 14일 밝혔다. 잠수사들이 차량 갑판에서 시신 "
            "다섯 구를 더 찾았다. 장관은 조사를 약속했다.",
        ),
    )
    (news,) = look(archive).news
    assert "17명" in news.after.quote
