"""Two runs are paired by their questions, and chance is reckoned with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from clippings.core.errors import WrongUsage
from clippings.evaluation.compare import compare, markdown
from clippings.evaluation.previous_run import Past, read
from tests.evaluation.conftest import a_case, a_run


def _past(folder: Path, name: str, *passed: bool) -> Past:
    path = folder / name
    run = a_run(*(a_case(str(number), passed=one) for number, one in enumerate(passed)))
    path.write_text(json.dumps(run.as_json()), "utf-8")
    return read(path)


def test_what_got_better_and_worse_is_named(tmp_path: Path) -> None:
    compared = compare(
        _past(tmp_path, "a.json", True, False, True, False), _past(tmp_path, "b.json", True, True, False, False, True)
    )
    assert (compared.better, compared.worse) == (["1"], ["2"])
    assert (compared.unchanged_passed, compared.unchanged_failed) == (1, 1)
    assert (compared.only_before, compared.only_after) == ([], ["4"])
    assert compared.p_value == 1.0
    told = markdown(compared)
    assert told.startswith("**1 better, 1 worse**")
    assert "| pass_rate | 0.5 | 0.6 | better by 0.1 |" in told
    assert "Worse: `2`" in told


def test_six_changes_to_the_better_are_hardly_chance(tmp_path: Path) -> None:
    compared = compare(_past(tmp_path, "a.json", *[False] * 6), _past(tmp_path, "b.json", *[True] * 6))
    assert compared.p_value == pytest.approx(2 / 64)


def test_a_run_compared_with_itself_is_unchanged(tmp_path: Path) -> None:
    run = _past(tmp_path, "a.json", True, False)
    compared = compare(run, run)
    assert not compared.better + compared.worse + compared.made_differently
    assert compared.p_value == 1.0


@pytest.mark.parametrize("text", ["", "[]", '{"cases": 1}', '{"results": [{"id": "a"}]}'])
def test_what_is_not_a_run_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "no.json"
    path.write_text(text)
    with pytest.raises(WrongUsage, match=r"no\.json is not the JSON of a run"):
        read(path)


def test_a_question_that_was_changed_is_not_compared_with_itself(tmp_path: Path) -> None:
    before = _past(tmp_path, "a.json", True, False)
    after = _past(tmp_path, "b.json", False, False)
    after.results[0].expect = {"contains": ["another"]}
    compared = compare(before, after)
    assert compared.asked_differently == ["0"]
    assert (compared.better, compared.worse, compared.unchanged_failed) == ([], [], 1)
    assert "Asked differently, so not compared: `0`" in markdown(compared)


def test_figures_are_compared_question_by_question(tmp_path: Path) -> None:
    before, after = (_past(tmp_path, name, *[True] * 12) for name in ("a.json", "b.json"))
    for result in before.results:
        result.ranks = {"https://a.example/rocket": 4}
    compared = compare(before, after)
    assert compared.paired["mrr"].change == pytest.approx(0.75)
    assert compared.paired["mrr"].p_value < 0.01
    assert compared.paired["total_ms"].p_value == 1
    assert "| mrr | +0.75 | 0.75 to 0.75 |" in markdown(compared)


def test_what_a_run_was_made_with_is_compared_too(tmp_path: Path) -> None:
    before, after = (_past(tmp_path, name, True) for name in ("a.json", "b.json"))
    after.run.code, after.run.settings = "abc", {"chat_timeout_s": 9.0}
    assert compare(before, after).made_differently == ["code: none -> abc", "chat_timeout_s: default -> 9.0"]


def test_what_a_comparison_names_cannot_mention_anybody() -> None:
    before, after = (Past.model_validate({"results": [], "run": {"system": name}}) for name in ("a", "@team `x` <b>"))
    assert "Made differently: `system: a -> @team 'x' <b>`" in markdown(compare(before, after))
