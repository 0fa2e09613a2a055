from __future__ import annotations

from datetime import UTC, datetime

import pytest

from clippings.chain.conversation.follow_up import MOST_TURNS, resolved
from clippings.core.types import Question, Turn

NOW = datetime(2023, 6, 1, tzinfo=UTC)
FIRST = Turn("How long did the Ever Given block the Suez Canal?", "For six days. [1]")


def ask(text: str, *history: Turn, **limits: object) -> Question:
    return Question(text, NOW, history=history, **limits)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "carried"),
    [
        ("And who owns it?", {"Ever Given", "Suez Canal"}),
        ("Who owns it?", {"Ever Given", "Suez Canal"}),
        ("Why?", {"block", "Ever", "Given", "Suez", "Canal"}),
        ("What did Egypt say?", {"Ever Given", "Suez Canal"}),
        ("And what about insurance?", {"block", "Ever", "Given", "Suez", "Canal"}),
    ],
)
def test_a_follow_up_carries_the_topic(text: str, carried: set[str]) -> None:
    found = resolved(ask(text, FIRST))
    assert set(found.carried) == carried
    assert all(word in found.question.text for word in carried)
    assert found.question.text.startswith(text.rstrip("?"))
    assert found.question.text.endswith("?")


@pytest.mark.parametrize(
    "text",
    [
        "Who won the ladies' singles at Wimbledon in 2022?",
        "How long should rye bread be baked?",
        "Which of the bridges that were built last year is the longest?",
        "Who won Wimbledon?",
        "서울의 올해 첫눈은 언제 내렸나?",
    ],
)
def test_a_question_that_stands_by_itself_is_left_alone(text: str) -> None:
    question = ask(text, FIRST)
    assert resolved(question).question == question
    assert resolved(question).carried == ()


@pytest.mark.parametrize(
    ("text", "before", "searched"),
    [
        ("and sweden?", "when did finland join nato", "when did sweden join nato?"),
        ("And Sweden?", "When did Finland join NATO?", "When did Sweden join NATO?"),
        ("And in France?", "Who is the prime minister of Italy?", "Who is the prime minister of France?"),
        ("and 2022?", "Who won Wimbledon in 2021?", "Who won Wimbledon in 2022?"),
        ("And the Costa Concordia?", "How long did the Ever Given last?", "How long did the Costa Concordia last?"),
    ],
)
def test_another_thing_takes_the_place_of_the_first(text: str, before: str, searched: str) -> None:
    found = resolved(ask(text, Turn(before, "")))
    assert found.question.text == searched
    assert found.carried


def test_what_follows_another_thing_is_about_that_thing() -> None:
    found = resolved(ask("why?", Turn("when did finland join nato", ""), Turn("and sweden?", "")))
    assert found.carried == ("sweden", "join", "nato")


@pytest.mark.parametrize("text", ["And the crew?", "and insurance?", "And her owner?", "And now?"])
def test_more_of_the_same_thing_is_asked_about_that_thing(text: str) -> None:
    assert "Ever Given" in " ".join(resolved(ask(text, FIRST)).carried)


@pytest.mark.parametrize(
    "answer",
    [
        "THE BAY POST, 14 April 2022: On April 4 Mira Olsen bought the ferry. [1] Sorrel Times, 5 May 2022: So said Lee. [2]",  # noqa: E501
        "베이 포스트, 2022년 4월 14일: Mira Olsen bought the ferry. [1]",
    ],
)
def test_a_person_is_looked_for_in_quotes_and_not_in_who_printed_them(answer: str) -> None:
    carried = resolved(ask("who did she fire", Turn("who bought the ferry", answer))).carried
    assert carried[0] == "Mira Olsen"
    assert not {"THE BAY POST", "April 2022", "April 4", "Sorrel Times"} & set(carried)


def test_without_history_nothing_is_carried() -> None:
    assert resolved(ask("Why?")).carried == ()


@pytest.mark.parametrize(
    ("text", "topic"), [("무게는 얼마인가?", "다누리"), ("왜?", "다누리"), ("그 다음은?", "다누리")]
)
def test_korean_follow_ups_carry_the_topic(text: str, topic: str) -> None:
    found = resolved(ask(text, Turn("다누리는 어떤 로켓에 실려 떠났나?", "팰컨 9이다. [1]")))
    assert topic in found.carried


def test_sources_and_time_are_carried_and_the_question_s_own_win() -> None:
    since, until = datetime(2021, 3, 1, tzinfo=UTC), datetime(2021, 4, 1, tzinfo=UTC)
    turn = Turn(FIRST.question, "", since, until, ("The Ledger",))
    found = resolved(ask("Who owns it?", turn)).question
    assert (found.since, found.until, found.sources) == (since, until, ("The Ledger",))
    own = resolved(ask("Who owns it?", turn, since=NOW, sources=("The Wire",))).question
    assert (own.since, own.until, own.sources) == (NOW, None, ("The Wire",))


def test_a_question_that_stands_by_itself_is_not_limited_by_the_thread() -> None:
    turn = Turn(FIRST.question, "", datetime(2021, 3, 1, tzinfo=UTC), None, ("The Ledger",))
    assert resolved(ask("Who won the ladies' singles at Wimbledon?", turn)).question.sources == ()


def test_the_topic_is_found_behind_other_follow_ups() -> None:
    found = resolved(ask("What did France say?", FIRST, Turn("Who owns it?", ""), Turn("Why?", "")))
    assert "Ever Given" in found.carried


def test_the_year_before_is_counted_from_the_year_last_spoken_of() -> None:
    found = resolved(ask("And the year before?", Turn("What was the birth rate in 2023?", "")))
    assert "2022" in found.carried
    assert "2023" not in found.question.text


def test_history_is_bounded() -> None:
    forgotten = Turn("What is the Ever Given?", "")
    since = [Turn("Why?", "")] * MOST_TURNS
    assert "Ever Given" not in resolved(ask("Who owns it?", forgotten, *since)).carried
    assert len(resolved(ask("Why?", Turn("word " * 2_000, ""))).question.text) < 300


def searched(text: str, *turns: Turn | str) -> str:
    history = [Turn(turn, "") if isinstance(turn, str) else turn for turn in turns]
    return resolved(ask(text, *history)).question.text


@pytest.mark.parametrize(
    ("text", "before", "whole"),
    [
        ("sorry, I meant the first", "When did the second ferry sail?", "When did the first ferry sail?"),
        ("no, the second one", "When did the first ferry sail?", "When did the second ferry sail?"),
        ("and the other one?", "When did the first ferry sail?", "When did the second ferry sail?"),
        ("no, I mean in Norway", "How many ferries sank in Denmark?", "How many ferries sank in Norway?"),
        ("why?", "When did Norway leave the pact?", "Why did Norway leave the pact?"),
        ("and where?", "When did Norway sign the pact?", "Where did Norway sign the pact?"),
        (
            "and Norway in May 2021?",
            "What did Denmark do with rates in June 2022?",
            "What did Norway do with rates in May 2021?",
        ),
        ("그럼 2차는요?", "나래호 1차 발사는 왜 미뤄졌나요?", "나래호 2차 발사는 왜 미뤄졌나요?"),
        ("아니 3차 말이야", "나래호 2차 발사는 언제였어?", "나래호 3차 발사는 언제였어?"),
        ("왜?", "중앙은행은 기준금리를 언제 올렸어?", "중앙은행은 기준금리를 왜 올렸어?"),
    ],
)
def test_what_differs_takes_its_place_in_the_question_before(text: str, before: str, whole: str) -> None:
    assert searched(text, before) == whole


def test_the_other_of_two_that_were_named_together() -> None:
    asked = searched("and the other one?", "What did Norway and Denmark agree on?", "What did Norway pay?")
    assert asked == "What did Denmark pay?"


def test_another_subject_of_a_follow_up_keeps_its_topic() -> None:
    asked = searched("and Norway?", "Why did the Sorrel Bridge close?", "How did Denmark react to it?")
    assert asked == "How did Norway react to it (Sorrel Bridge)?"


@pytest.mark.parametrize("said", ["thanks!", "ok cool", "고마워!", "you are a stupid bot"])
def test_what_asks_nothing_does_not_end_a_topic(said: str) -> None:
    assert resolved(ask("Who owns it?", FIRST, Turn(said, "Gladly."))).carried == ("Ever Given", "Suez Canal")


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("ok another topic. how heavy is it", "how heavy is it?"),
        ("Different question: who did it?", "who did it?"),
        ("다른 질문인데, 왜 그래?", "왜 그래?"),
    ],
)
def test_an_announced_change_of_subject_carries_nothing(text: str, whole: str) -> None:
    found = resolved(ask(text, FIRST))
    assert (found.question.text, found.carried) == (whole, ())


def test_they_are_whom_the_answer_names_before_the_same_verb() -> None:
    won = Turn("Who won the Sorrel Cup?", "The Bay Post, 3 May 2021: Ada Lund coached. Norway won the cup. [1]")
    assert searched("when had they won it before?", won) == "when had Norway won it before (Sorrel Cup)?"


def test_a_topic_with_one_name_takes_its_nouns_along() -> None:
    assert searched("are they still restricted?", "Which materials did Norway restrict in 2019?") == (
        "are they still restricted (materials Norway)?"
    )


def test_a_correction_that_is_a_whole_question_is_asked_as_it_is() -> None:
    assert searched("no, I meant who won Wimbledon?", FIRST.question) == "who won Wimbledon?"
