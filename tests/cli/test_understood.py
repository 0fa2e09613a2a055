"""What a question's words ask for limits the search, is shown, and gives way to what is given beside them."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import CommandLine

_AS_OF = ("--as-of", "2023-03-16")
_LEDGER = "The Harbour Ledger (sample)"


def test_a_time_in_the_question_limits_the_search_and_is_told(clippings: CommandLine) -> None:
    found = clippings("search", "What happened to the bank last week?", *_AS_OF, "--json").json
    assert found["understood"]["since"] == "2023-03-06"
    assert found["understood"]["until"] == "2023-03-12"
    assert found["understood"]["words"] == "What happened to the bank?"
    assert found["passages"]
    assert all("2023-03-06" <= each["published_at"][:10] <= "2023-03-15" for each in found["passages"])
    told = clippings("search", "What happened to the bank last week?", *_AS_OF).stdout
    assert "Searched 6–12 March 2023, reported up to 15 March 2023." in told
    assert "검색 범위: 2023년 3월 6~12일" in clippings("ask", "지난주에 은행은 왜 망했나?", *_AS_OF).stdout


def test_a_source_in_the_question_limits_the_search(clippings: CommandLine) -> None:
    answer = clippings("ask", "According to The Ledger, how did Silicon Valley Bank fail?", "--json").json
    assert answer["understood"]["sources"] == [_LEDGER]
    assert {each["source"] for each in answer["citations"]} == {_LEDGER}
    assert (
        f"Searched {_LEDGER}." in clippings("ask", "According to The Ledger, how did Silicon Valley Bank fail?").stdout
    )


def test_quoted_words_must_occur(clippings: CommandLine) -> None:
    found = clippings("search", 'What did Rhee say of a "driver who stops the car"?', "--json").json
    assert found["understood"]["phrases"] == ["driver who stops the car"]
    assert {each["url"].rsplit("/", 1)[-1] for each in found["passages"]} == {"bank-of-korea-holds"}


@pytest.mark.parametrize(
    ("question", "note"),
    [
        ("Why did the bank fail in January 1999?", "Nothing from January 1999; searched everything."),
        ('Why did the bank "go to the dogs"?', "No article has the words “go to the dogs”"),
        ("1999년 1월에 한국은행은 왜 금리를 올렸나?", "다음 범위에는 기사가 없어 전체를 검색했습니다: 1999년 1월."),
    ],
)
def test_what_leaves_nothing_is_given_up_and_a_note_says_so(clippings: CommandLine, question: str, note: str) -> None:
    found = clippings("search", question, "--json").json
    assert found["passages"]
    assert any(note in each for each in found["notes"])


def test_quoted_words_are_kept_when_only_the_time_leaves_nothing(clippings: CommandLine) -> None:
    found = clippings("search", 'What was said of a "driver who stops the car" in January 1999?', "--json").json
    assert {each["url"].rsplit("/", 1)[-1] for each in found["passages"]} == {"bank-of-korea-holds"}
    assert any("Nothing from January 1999" in each for each in found["notes"])


def test_options_win_over_the_words(clippings: CommandLine) -> None:
    limits = ("--since", "2022-01-01", "--until", "2022-12-31")
    found = clippings("search", "What did the Fed do in March 2023?", *limits, "--json").json
    assert (found["understood"]["since"], found["understood"]["until"]) == (None, None)
    assert {each["published_at"][:4] for each in found["passages"]} == {"2022"}
    review = clippings(
        "search", "According to The Ledger, what failed?", "--source", "Meridian Wire (sample)", "--json"
    )
    assert {each["source"] for each in review.json["passages"]} == {"Meridian Wire (sample)"}


_WRONG_WINDOWS: list[tuple[dict[str, str], tuple[str, ...]]] = [
    ({"since": "2023-05-01", "until": "2023-04-01"}, ("1 May 2023", "1 April 2023")),
    ({"since": "20230-01-01"}, ("since: '20230-01-01'",)),
    ({"until": "20230-01-01"}, ("until: '20230-01-01'",)),
    ({"since": "2999-01-01"}, ("since: 1 January 2999 is still to come",)),
    ({"since": "2023-05-01", "as_of": "2023-04-01"}, ("1 May 2023", "1 April 2023")),
]


@pytest.mark.parametrize(("limits", "named"), _WRONG_WINDOWS, ids=str)
@pytest.mark.parametrize("command", ["ask", "search"])
def test_a_window_that_cannot_be_is_2_and_names_its_dates(
    clippings: CommandLine, command: str, limits: dict[str, str], named: tuple[str, ...]
) -> None:
    options = [part for name, day in limits.items() for part in (f"--{name.replace('_', '-')}", day)]
    done = clippings(command, "Why Japan?", *options)
    assert (done.code, done.stdout) == (2, "")
    assert all(each in done.stderr for each in named)
    assert "Traceback" not in done.stderr
    batch = clippings(command, "--batch", "-", stdin=json.dumps({"id": 1, "question": "Why Japan?", **limits}))
    assert batch.code == 0
    assert all(each in batch.json["error"] for each in named)


@pytest.mark.parametrize("question", ["🙂🙂", "?!", "What is it?", "그것은 왜?", '"" : + -'])
def test_a_question_without_words_finds_nothing_and_says_why(clippings: CommandLine, question: str) -> None:
    answer = clippings("ask", question, "--json")
    assert answer.code == 0
    assert (answer.json["abstained"], answer.json["nearest"]) == (True, [])
    found = clippings("search", "--batch", "-", stdin=json.dumps({"id": 1, "question": question})).json
    assert found["passages"] == []
    for notes in (answer.json["notes"], found["notes"]):
        assert any("no word" in note or "단어가 없습니다" in note for note in notes)


@pytest.mark.parametrize(
    "question",
    ["chip AND (export", "+Japan -Korea", 'title:"Japan', "source:* OR published_at:[* TO *]", '{"$where": {"x": 1}}',
     "Japan^1000~2 \\", "bank' OR 1=1 --", "chip " * 2_000],
    ids=lambda question: question[:20],
)  # fmt: skip
def test_the_syntax_of_engines_means_nothing_and_limits_hold(clippings: CommandLine, question: str) -> None:
    done = clippings("search", question, "--source", _LEDGER, "--until", "2022-12-31", "--json")
    assert done.code == 0
    assert all(each["source"] == _LEDGER and each["published_at"] < "2023" for each in done.json["passages"])
    answer = clippings("ask", question, "--json")
    assert answer.code == 0
    assert any("Only the first 2,000 characters" in note for note in answer.json["notes"]) == (len(question) > 2_000)
