"""Proposed questions are answered by their passage, spread over the archive, the same for a seed, and a valid suite."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clippings.chain.next_questions.templates import proposals
from clippings.core.settings import Settings
from clippings.core.types import Article
from clippings.evaluation.drafting.draft import draft
from clippings.evaluation.drafting.wording import wording
from clippings.evaluation.suites.file import load
from clippings.evaluation.suites.suite import Suite
from clippings.evaluation.suites.text import written
from clippings.vectorstore.archive import Archive
from tests.cli.conftest import CommandLine
from tests.evaluation.chat_server import ChatServer


@pytest.fixture(scope="module")
def articles(sample_home: Path) -> list[Article]:
    with Archive(Settings(home=sample_home)) as archive:
        return list(archive.catalogue.all_articles())


@pytest.mark.parametrize(
    ("sentence", "question", "answer"),
    [
        ("Nearly 4,000 barges used the lock in 2020.", "How many barges used the lock in 2020?", "4,000"),
        ("Mira Olsen, the head of the port, opened the new lock.", "Who opened the new lock?", "Mira Olsen"),
        ("Mira Olsen, the head of the port, opened the new lock.", "Who is Mira Olsen?", "the head of the port"),
        ("The tower is 47.5 metres tall and made of oak.", "How tall is the tower?", "47.5 metres"),
        ("The lock was opened on 3 May 2021 by the mayor.", "When was the lock opened?", "3 May 2021"),
        ("The lock had been closed on Friday, 3 May 2021.", "When had the lock been closed?", "3 May 2021"),
        (
            "Elbe Ferries took over the line on 3 May 2021.",
            "When was it that Elbe Ferries took over the line?",
            "3 May 2021",
        ),
    ],
)
def test_english_sentences_are_turned_without_grammar(sentence: str, question: str, answer: str) -> None:
    assert (question, answer) in {(one.question, one.answer) for one in proposals(sentence, "en", "Headline")}


@pytest.mark.parametrize(
    ("sentence", "question", "answer"),
    [
        (
            "김민수 항만공사 사장은 새 갑문을 열었다고 밝혔다.",
            "누가 새 갑문을 열었다고 밝혔나?",
            "김민수 항만공사 사장",
        ),
        ("새 탑의 높이는 약 47m다.", "「제목」 기사에서 새 탑의 높이는 얼마인가?", "47m"),
        ("갑문은 2021년 5월 3일 처음 열렸다.", "다음은 언제의 일인가? 갑문은 처음 열렸다.", "2021년 5월 3일"),
    ],
)
def test_korean_sentences_are_turned_too(sentence: str, question: str, answer: str) -> None:
    assert (question, answer) in {(one.question, one.answer) for one in proposals(sentence, "ko", "제목")}


@pytest.mark.parametrize(
    "sentence",
    [
        "He opened the new lock on 3 May 2021.",
        "Mira Olsen said that it was hers.",
        "Nearly 4,000 barges used it.",
        "The lock is old.",
    ],
)
def test_of_sentences_that_only_others_explain_nothing_is_made(sentence: str) -> None:
    assert not proposals(sentence, "en", "Headline")


@given(st.text(max_size=200), st.sampled_from(["en", "ko", "ja"]))
def test_an_answer_stands_in_its_sentence_and_not_in_its_question(sentence: str, language: str) -> None:
    for one in proposals(sentence, language, "Headline"):
        assert one.answer in " ".join(sentence.split())
        assert one.answer.casefold() not in one.question.casefold()


def test_a_draft_is_spread_over_sources_languages_and_kinds(articles: list[Article]) -> None:
    suite = draft(articles, 30, seed=1).suite
    of_url = {article.url: article for article in articles}
    drawn = [of_url[case.fields["expect"]["relevant"]] for case in suite.cases]
    assert len(drawn) == 30
    assert {article.source for article in drawn} == {article.source for article in articles}
    assert Counter(article.language for article in drawn)["ko"] >= 5
    assert min(Counter(case.fields["kind"] for case in suite.cases).values()) >= 3
    assert max(Counter(article.url for article in drawn).values()) <= 2
    for case, article in zip(suite.cases, drawn, strict=True):
        assert article.text.count(case.fields["expect"]["contains"]) == 1


def test_the_same_seed_gives_the_same_draft_and_another_gives_another(articles: list[Article]) -> None:
    assert written(draft(articles, 10, seed=1).suite) == written(draft(list(reversed(articles)), 10, seed=1).suite)
    assert written(draft(articles, 10, seed=1).suite) != written(draft(articles, 10, seed=2).suite)


def test_the_command_writes_a_suite_that_can_be_run(clippings: CommandLine, sample_home: Path, tmp_path: Path) -> None:
    done = clippings("eval", "draft", "--from", sample_home, "--n", "12", "--seed", "3")
    assert done.code == 0
    path = tmp_path / "draft.qa.yaml"
    path.write_text(done.stdout, "utf-8")
    suite: Suite = load(path).suite
    assert len(suite.cases) == 12
    assert "not read by anybody yet" in (suite.title or "")
    assert "# Proposed by `clippings eval draft`, seed 3." in done.stdout


def test_a_small_archive_gives_what_it_has_and_says_so(clippings: CommandLine, sample_home: Path) -> None:
    done = clippings("eval", "draft", "--from", sample_home, "--n", "5000", "--language", "ko")
    assert done.code == 0
    assert "of 5000 questions" in done.stderr


@pytest.fixture
def server() -> Iterator[ChatServer]:
    pytest.importorskip("langchain_openai")
    chat = ChatServer()
    yield chat
    chat.close()


def test_a_chat_model_words_questions_only_where_the_passage_has_the_answer(
    server: ChatServer, articles: list[Article]
) -> None:
    plain = draft(articles, 4, seed=1)
    first = plain.suite.cases[0].fields["expect"]["contains"]

    def reply(asked: str) -> str:
        passage = json.loads(asked)["passage"]
        return json.dumps({"question": "What is so?", "answer": first if first in passage else "made up"})

    server.reply = reply
    worded = draft(articles, 4, seed=1, wording=wording(server.settings()))
    assert worded.suite.cases[0].fields["question"] == "What is so?"
    assert worded.not_worded == 3
    assert [case.fields["question"] for case in worded.suite.cases[1:]] == [
        case.fields["question"] for case in plain.suite.cases[1:]
    ]


def test_without_a_chat_model_nothing_words() -> None:
    assert wording(Settings()) is None
