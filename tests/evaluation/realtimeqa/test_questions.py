from __future__ import annotations

import json
from pathlib import Path

import pytest

from clippings.core.errors import WrongUsage
from clippings.evaluation.realtimeqa.questions import hits, holds_as_words, normalised, read


def _folder(tmp_path: Path, *lines: dict[str, object]) -> Path:
    (tmp_path / "questions.jsonl").write_text("\n".join(map(json.dumps, lines)), "utf-8")
    (tmp_path / "articles.jsonl.gz").write_bytes(b"")
    return tmp_path


def _line(number: int, **changes: object) -> dict[str, object]:
    line = {"id": f"q{number}", "question": "Who?", "asked_on": "2022-06-17", "choices": ["A", "B"], "answer": 1}
    return line | changes


def test_everything_but_letters_and_digits_becomes_single_spaces() -> None:
    assert normalised("  “The U.S.–Korea_deal”: $1,200!") == "the u s korea deal 1 200"
    assert normalised("누리호, 2022년") == "누리호 2022년"


def test_a_hit_counts_characters_not_passages() -> None:
    assert hits("olsen", ["x" * 790, "Mira Olsen said"]) == {1: False, 5: True, 10: True}
    assert hits("olsen", ["Mira Olsen said", "x" * 9000])[1]
    assert not any(hits("olsen", ["x" * 8000, "Mira Olsen said"]).values())


def test_a_gold_choice_may_span_two_passages_only_where_they_follow_each_other() -> None:
    assert hits("port sorrel", ["to Port", "Sorrel"])[1]
    assert not hits("port sorrel", ["to Port", "of", "Sorrel"])[1]


def test_a_gold_choice_without_letters_is_never_a_hit() -> None:
    assert not any(hits(normalised("$!"), ["anything at all"]).values())


def test_whole_words_are_stricter() -> None:
    assert hits("4", ["in 2014"])[1]
    assert not holds_as_words("4", "in 2014")
    assert holds_as_words("4", "all 4 of them")


def test_a_question_is_asked_at_the_end_of_its_day_and_does_not_hold_the_choices(tmp_path: Path) -> None:
    [case] = read(_folder(tmp_path, _line(1)))
    assert case.question.as_of is not None
    assert case.question.as_of.isoformat().startswith("2022-06-17T23:59:59")
    assert case.question.text == "Who?"
    assert (case.gold, case.year) == ("b", "2022")


def test_a_limit_takes_questions_from_the_whole_time(tmp_path: Path) -> None:
    cases = read(_folder(tmp_path, *[_line(number) for number in range(10)]), limit=3)
    assert [case.id for case in cases] == ["q0", "q3", "q6"]


@pytest.mark.parametrize("line", [_line(1, answer=2), _line(1, choices="AB"), {"id": "q1"}])
def test_a_file_of_another_kind_is_refused_by_name(tmp_path: Path, line: dict[str, object]) -> None:
    with pytest.raises(WrongUsage, match="does not hold RealTime QA"):
        read(_folder(tmp_path, line))


def test_a_folder_without_questions_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongUsage):
        read(tmp_path)
