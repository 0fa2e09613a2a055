"""Nothing outside `--since`, `--until`, `--source` and `--as-of` is ever shown."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.conftest import CommandLine

_QUESTION = "Why does Korea need Japan for research?"
_LEDGER = "The Harbour Ledger (sample)"
_REVIEW = "Peninsula Economic Review (sample)"

_CASES: list[tuple[list[str], str, str, set[str] | None]] = [
    (["--since", "2023-03-16"], "2023-03-16", "9999", None),
    (["--until", "2020-12-31"], "0000", "2020-12-31", None),
    (["--since", "2023-03-15", "--until", "2023-03-18"], "2023-03-15", "2023-03-18", None),
    (["--as-of", "2022-12-31"], "0000", "2022-12-31", None),
    (["--as-of", "2022-12-31", "--until", "2023-12-31"], "0000", "2022-12-31", None),
    (["--source", _LEDGER], "0000", "9999", {_LEDGER}),
    (["--source", _LEDGER, "--source", _REVIEW, "--since", "2023-01-01"], "2023-01-01", "9999", {_LEDGER, _REVIEW}),
]
_IDS = [" ".join(case[0]) for case in _CASES]


def _is_inside(shown: dict[str, Any], since: str, until: str, sources: set[str] | None) -> bool:
    published = shown["published_at"]
    return since <= published[:10] <= until and (sources is None or shown["source"] in sources)


@pytest.mark.parametrize(("options", "since", "until", "sources"), _CASES, ids=_IDS)
def test_search_shows_nothing_outside_the_limits(
    clippings: CommandLine, options: list[str], since: str, until: str, sources: set[str] | None
) -> None:
    passages = clippings("search", _QUESTION, "--k", 200, "--json", *options).json["passages"]
    shown = [*passages, *(other for passage in passages for other in passage["also_in"])]
    assert shown
    assert all(_is_inside(each, since, until, sources) for each in shown)
    if sources:
        assert {each["source"] for each in shown} == sources


@pytest.mark.parametrize(("options", "since", "until", "sources"), _CASES[::3], ids=_IDS[::3])
def test_ask_shows_nothing_outside_the_limits(
    clippings: CommandLine, options: list[str], since: str, until: str, sources: set[str] | None
) -> None:
    answer = clippings("ask", _QUESTION, "--json", *options).json
    shown = [*answer["citations"], *answer["nearest"]]
    assert shown
    assert all(_is_inside(each, since, until, sources) for each in shown)


def test_without_limits_there_is_something_outside_each_of_them(clippings: CommandLine) -> None:
    passages = clippings("search", _QUESTION, "--k", 200, "--json").json["passages"]
    for _, since, until, sources in _CASES:
        assert not all(_is_inside(passage, since, until, sources) for passage in passages)


def test_a_moment_with_a_time_of_day_is_a_limit_to_the_second(clippings: CommandLine) -> None:
    (newest, *_) = sorted(
        (each["published_at"] for each in clippings("search", "Japan", "--k", 200, "--json").json["passages"]),
        key=lambda published: ("T" not in published, published),
    )
    assert "T" in newest
    shown = clippings("search", "Japan", "--k", 200, "--json", "--since", newest, "--until", newest).json["passages"]
    assert {each["published_at"] for each in shown} == {newest}
