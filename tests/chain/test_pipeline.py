from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from clippings.chain.conversation.follow_up import FollowUp
from clippings.chain.generation.writer import Shown, Written
from clippings.chain.pipeline import EXTRACTIVE, Asker
from clippings.core.errors import ChatModelUnavailable
from clippings.core.time_window import end_of
from clippings.core.types import Citation, Evidence, Question
from clippings.ingest.pipeline import ingest
from clippings.vectorstore.archive import Archive
from clippings.vectorstore.lexical import tokenizers
from tests.conftest import QuietListener

Ask = Callable[..., Question]
MakeFile = Callable[..., Path]


def test_an_answer_quotes_the_archive_to_the_letter(news: Archive, ask_about: Ask) -> None:
    answer = Asker(news).ask(ask_about("Why will the night ferry stop in May?"))
    assert not answer.abstained
    assert any("engines no longer meet the rules" in citation.quote for citation in answer.citations)
    for citation in answer.citations:
        [article] = news.catalogue.articles([citation.passage.article.id])
        assert article.text[citation.start : citation.end] == citation.quote
        assert f"[{citation.number}]" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Who won the chess championship on Mars in 2031?",
        "What is the best recipe for sourdough bread?",
        "asdf qwer zxcv",
        "?",
    ],
)
def test_what_the_archive_does_not_hold_is_not_answered(news: Archive, ask_about: Ask, question: str) -> None:
    answer = Asker(news).ask(ask_about(question))
    assert answer.abstained
    assert answer.citations == ()
    assert answer.text == "The archive does not say."


@pytest.mark.parametrize(
    "text", ["hey, why will the night ferry stop in May plz", "**Why will the night ferry stop in May?** Thanks!"]
)
def test_chat_around_a_question_is_shown_and_changes_nothing(news: Archive, ask_about: Ask, text: str) -> None:
    plain, chatty = (Asker(news).ask(ask_about(each)) for each in ("Why will the night ferry stop in May?", text))
    assert chatty.question.text == text
    assert (chatty.text, chatty.abstained) == (plain.text, False)


@pytest.mark.parametrize("text", ["x", "@everyone"])
def test_what_is_no_question_is_told_what_one_is(news: Archive, ask_about: Ask, text: str) -> None:
    answer = Asker(news).ask(ask_about(text, since=end_of("2022-01-01")))
    assert answer.abstained
    assert any("name who or what it is about" in note for note in answer.notes)


def test_the_latest_of_a_topic_is_told_before_what_is_older(
    archive: Archive, ask_about: Ask, write_jsonl: MakeFile
) -> None:
    lines = [
        {
            "url": f"https://a.example/{month}",
            "title": "Sorrel bridge",
            "published_at": f"2022-{month:02}-10",
            "text": f"Engineers looked at the Sorrel bridge in month {month}. They found {month + 3} cracks in it.",
        }
        for month in (3, 11, 7)
    ]
    ingest(archive, [str(write_jsonl(*lines))], QuietListener())
    answer = Asker(archive).ask(ask_about("latest news about the Sorrel bridge"))
    assert answer.citations[0].passage.article.url == "https://a.example/11"


def test_a_paper_that_is_not_in_the_archive_is_named_in_a_note(news: Archive, ask_about: Ask) -> None:
    answer = Asker(news).ask(ask_about("According to Reuters, why will the night ferry stop in May?"))
    assert not answer.abstained
    assert "The archive has no source called Reuters; searched everything." in answer.notes


def test_an_abstention_is_in_the_askers_language_and_names_the_nearest(news: Archive, ask_about: Ask) -> None:
    answer = Asker(news).ask(ask_about("달에는 누가 처음 갔나?"))
    assert answer.text == "아카이브에는 이에 대한 답이 없습니다."
    assert any("이 언어를 알지 못해" in note for note in answer.notes)
    english = Asker(news).ask(ask_about("Who repairs old clocks near the bridge?"))
    assert english.abstained
    assert english.nearest


def test_the_nearest_clippings_are_different_articles(archive: Archive, ask_about: Ask, write_jsonl: MakeFile) -> None:
    parts = [f"Dredging at the old quay went on in week {week} without a pause. " * 8 for week in range(1, 7)]
    long = {"url": "https://a.example/long", "title": "The quay, a year of work", "text": "\n\n".join(parts)}
    short = {"url": "https://a.example/short", "title": "Quay prize", "text": "The old quay won a prize for its lamps."}
    ingest(archive, [str(write_jsonl(long, short))], QuietListener())
    answer = Asker(archive).ask(ask_about("At what temperature does ethanol boil at the old quay?"))
    assert answer.abstained
    addresses = [passage.article.url for passage in answer.nearest]
    assert sorted(addresses) == ["https://a.example/long", "https://a.example/short"]


def test_what_was_published_later_is_not_seen(news: Archive, ask_about: Ask) -> None:
    question = "Why will the night ferry stop in May?"
    assert not Asker(news).ask(ask_about(question, as_of=end_of("2023-03-10"))).abstained
    answer = Asker(news).ask(ask_about(question, as_of=end_of("2023-03-09")))
    assert all("ferry" not in citation.passage.article.url for citation in answer.citations)


def test_the_time_of_each_stage_is_told(news: Archive, ask_about: Ask) -> None:
    timings = Asker(news).ask(ask_about("How much did the bridge cost?")).timings_ms
    assert set(timings) == {"retrieve", "answer", "total"}
    assert timings["total"] == pytest.approx(timings["retrieve"] + timings["answer"], abs=0.2)


class _FailingWriter:
    mode = "chat:test"

    def worded(self, question: Question, followed: FollowUp) -> FollowUp:
        return followed

    def write(self, question: Question, found: Sequence[Evidence], shown: Shown | None = None) -> Written:
        raise ChatModelUnavailable("the chat model failed (TimeoutError).")


def test_when_the_chat_model_fails_the_answer_is_quotes_and_says_so(news: Archive, ask_about: Ask) -> None:
    answer = Asker(news, _FailingWriter()).ask(ask_about("How much did the bridge cost?"))
    assert answer.mode == EXTRACTIVE
    assert "310 million" in answer.text
    assert any("chat model failed" in note for note in answer.notes)


class _ForgingWriter:
    mode = "chat:test"

    def worded(self, question: Question, followed: FollowUp) -> FollowUp:
        return followed

    def write(self, question: Question, found: Sequence[Evidence], shown: Shown | None = None) -> Written:
        forged = Citation(1, found[0].passage, "The bridge was a gift.", 0, 22)
        true = Citation(2, found[0].passage, found[0].quote, found[0].start, found[0].end)
        return Written("The bridge was a gift [1][2].", [forged, true])


def test_a_forged_quote_never_reaches_the_reader(news: Archive, ask_about: Ask) -> None:
    answer = Asker(news, _ForgingWriter()).ask(ask_about("How much did the bridge cost?"))
    assert "gift" not in answer.text
    assert answer.mode == EXTRACTIVE
    assert [citation.number for citation in answer.citations] == [1]


def test_a_few_new_articles_are_embedded_before_a_question_and_many_are_named(
    news: Archive, ask_about: Ask, write_jsonl: Callable[..., Path]
) -> None:
    new = {"url": "https://a.example/new", "title": "Tram opens", "text": "The tram to the old quay opened on Friday."}
    ingest(news, [str(write_jsonl(new, name="new.jsonl"))], QuietListener(), defer_vectors=True)
    behind = Asker(news).ask(ask_about("When did the tram open?"))
    assert any("still to be embedded" in note for note in behind.notes)
    news.catch_up_if_quick()
    assert news.status().pending_chunks == 0
    assert Asker(news).ask(ask_about("When did the tram open?")).notes == ()


def test_korean_is_loaded_before_the_first_question_where_the_archive_has_it(
    news: Archive, write_jsonl: MakeFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    morphemes = tokenizers._morphemes

    def noted(text: str) -> list[tuple[str, int, int]]:
        read.append(text)
        return morphemes(text)

    monkeypatch.setattr(tokenizers, "_morphemes", noted)
    Asker(news).warm_up(in_every_language=True)
    assert not read
    korean = {"url": "https://k.example/1", "title": "다리 개통", "text": "시장은 서울에서 새 다리가 열렸다고 말했다."}
    ingest(news, [str(write_jsonl(korean))], QuietListener())
    Asker(news).warm_up()
    del read[:]
    Asker(news).warm_up(in_every_language=True)
    assert read
