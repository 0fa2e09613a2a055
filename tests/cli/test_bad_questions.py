"""Whatever is typed at the question door gets an answer or a plain error: no stack trace, no limit forgotten."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cli.conftest import CommandLine

_SINCE, _UNTIL = "2023-03-01", "2023-03-31"

_ODD = [
    "Korea " * 1_700,  # 10,200 characters
    "a" * 10_000,
    "연구" * 5_000,
    "😀" * 10_000,
    "😀 🎉 👩‍👩‍👧",
    "the of and is it",
    "?!",
    "는 은 이 가",
    "+Korea -Japan",
    '"Korea',
    '"Korea" "',
    "title:Korea",
    "body_en:Korea^5",
    "Korea AND Japan OR NOT research",
    "AND",
    "Korea*",
    "*",
    "Kor?a~2",
    "(((Korea",
    "[2020 TO 2024]",
    "published_at:[2000-01-01T00:00:00Z TO *]",
    "source:* OR Korea",
    "\\",
    '{"$where": {"source": {"$ne": ""}}}',
    "$where $contains $or Korea",
    "'; DROP TABLE articles; --",
    "%s %d {0} {question}",
    "[bold]Korea[/bold] [/red]",
    "\u0000Korea\u0007\u001b[31m",
    "\u202eKorea\u200b",
    "What happened in the year 20230?",
    "What happened in March 20230?",
    "What happened on 20230-03-16?",
    "What happened between 10 May 2022 and 3 May 2021?",
    "What happened between 2023-03-20 and 2023-03-10?",
    "What happened on 31 February 2023?",
    "What happened 99999999999 years ago?",
    "What happened in the last 99999999999 months?",
]
_WITHOUT_A_WORD = ["😀 🎉 👩‍👩‍👧", "the of and is it", "?!", "*", "\\"]


@pytest.fixture(params=["search", "ask"])
def command(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def _ask_all(clippings: CommandLine, command: str, questions: list[str], **limits: object) -> list[dict[str, Any]]:
    lines = [json.dumps({"id": at, "question": text, **limits}) for at, text in enumerate(questions)]
    done = clippings(command, "--batch", "-", stdin="\n".join(lines))
    assert done.code == 0
    assert "Traceback" not in done.stderr
    assert [line["id"] for line in done.lines] == list(range(len(questions)))
    return done.lines


def _shown(line: dict[str, Any]) -> list[dict[str, Any]]:
    found = line["passages"] if "passages" in line else [*line["citations"], *line["nearest"]]
    return [*found, *(other for each in found for other in each.get("also_in", []))]


def test_an_odd_question_is_answered_within_the_limits_given_beside_it(clippings: CommandLine, command: str) -> None:
    lines = _ask_all(clippings, command, _ODD, since=_SINCE, until=_UNTIL)
    for question, line in zip(_ODD, lines, strict=True):
        assert "error" not in line, (question[:60], line)
        for each in _shown(line):
            assert _SINCE <= each["published_at"][:10] <= _UNTIL, (question[:60], each)
    assert sum(bool(_shown(line)) for line in lines) > len(_ODD) / 2  # else the limits prove nothing


def test_an_odd_question_without_limits_is_no_error_either(clippings: CommandLine, command: str) -> None:
    for question, line in zip(_ODD, _ask_all(clippings, command, _ODD), strict=True):
        assert "error" not in line, (question[:60], line)


def test_a_question_without_a_word_to_search_for_shows_nothing_and_says_why(
    clippings: CommandLine, command: str
) -> None:
    for question, line in zip(_WITHOUT_A_WORD, _ask_all(clippings, command, _WITHOUT_A_WORD), strict=True):
        assert _shown(line) == [], question
        assert any("no word in the question" in note for note in line["notes"]), (question, line["notes"])


@pytest.mark.parametrize("typed", ["+Korea -Japan", "Korea:Japan", "(Korea^9 Japan~2)*", "[Korea] {Japan} \\"])
def test_query_syntax_is_punctuation(clippings: CommandLine, typed: str) -> None:
    plain, odd = _ask_all(clippings, "search", ["Korea Japan", typed])
    assert plain["passages"]
    assert {(each["url"], each["start"]) for each in odd["passages"]} & {
        (each["url"], each["start"]) for each in plain["passages"][:3]
    }


@pytest.mark.parametrize(
    ("limits", "named"),
    [
        (["--since", "2023-03-31", "--until", "2023-03-01"], "31 March 2023"),
        (["--since", "20230-01-01"], "since: '20230-01-01' is not a date"),
        (["--until", "20230"], "until: '20230' is not a date"),
        (["--as-of", "20230-01-01"], "as-of: '20230-01-01' is not a date"),
        (["--since", "9999-12-31"], "still to come"),
        (["--since", "0000-01-01"], "since: '0000-01-01' is not a date"),
        (["--since", "9999-12-31T23:59:59-23:59"], "since: "),
        (["--source", "source:*"], "no source 'source:*'"),
        (["--source", ""], "no source ''"),
    ],
)
def test_a_limit_that_makes_no_sense_is_refused_and_named(
    clippings: CommandLine, command: str, limits: list[str], named: str
) -> None:
    done = clippings(command, "Why does Korea need Japan?", *limits)
    assert (done.code, done.stdout) == (2, "")
    assert named in done.stderr
    assert "Traceback" not in done.stderr


def test_a_line_of_a_batch_with_a_limit_that_makes_no_sense_gets_its_error(
    clippings: CommandLine, command: str
) -> None:
    wrong: dict[str, dict[str, object]] = {
        "ends before it starts": {"since": "2023-03-31", "until": "2023-03-01"},
        "is not a date": {"since": "20230-01-01"},
        "has no source": {"source": ["$ne"]},
    }
    for reason, limits in wrong.items():
        [line] = _ask_all(clippings, command, ["Why does Korea need Japan?"], **limits)
        assert set(line) == {"id", "error"}
        assert reason in line["error"]


@pytest.mark.parametrize("question", ["", "   ", "\n\t"])
def test_an_empty_question_is_wrong_usage(clippings: CommandLine, command: str, question: str) -> None:
    done = clippings(command, question)
    assert (done.code, done.stdout) == (2, "")
    assert "empty" in done.stderr


def test_an_odd_question_is_shown_at_a_terminal_as_text(clippings: CommandLine, command: str) -> None:
    for question in ("[bold]Korea[/bold] [/red]", "Korea (((", "Korea * + ? $where"):
        done = clippings(command, question)
        assert done.code == 0
        assert "Traceback" not in done.stderr
