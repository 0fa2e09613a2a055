"""`--batch`: a line in, a line out, in the same order; a line that is wrong is told in its place."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine
from tests.cli.shapes import ANSWER, FOUND, assert_shape

_SHAPES = {"ask": ANSWER, "search": FOUND}
_IDS = [7, "seven", None, 7.5, ["a"], {"b": 1}]
_WRONG = {
    "{": "not JSON",
    "[1, 2]": "not a JSON object",
    '{"id": 1}': "'question' is missing",
    '{"id": 2, "question": "  "}': "empty",
    '{"id": 3, "question": null}': "empty",
    '{"id": 4, "question": 5}': "'question' must be text",
    '{"id": 5, "question": "Why?", "since": "2023-02-30"}': "since: '2023-02-30' is not a date",
    '{"id": 6, "question": "Why?", "as_of": "yesterday"}': "as-of: 'yesterday' is not a date",
    '{"id": 7, "question": "Why?", "untill": "2023-01-01"}': "'untill'",
    '{"id": 8, "question": "Why?", "source": 3}': "'source'",
    '{"id": 9, "question": "\\ud800"}': "half a character",
    '{"id": 1, "question": "Why?", "history": "before"}': "'history' must be a list",
    '{"id": 2, "question": "Why?", "history": [{"question": "Who?"}]}': "list of {question, answer}",
    '{"id": 3, "question": "Why?", "history": [{"question": "Who?", "answer": "\\ud800"}]}': "half a character",
    '{"id": "\\ud800", "question": "Why?"}': "half a character",
    '{"id": NaN, "question": "Why?"}': "not JSON",
    "[" * 100_000: "not JSON",
}


@pytest.fixture(params=["ask", "search"])
def command(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_every_kind_of_id_comes_back_in_the_same_order(clippings: CommandLine, command: str) -> None:
    batch = "".join(json.dumps({"id": case_id, "question": "Why does Korea need Japan?"}) + "\n" for case_id in _IDS)
    done = clippings(command, "--batch", "-", stdin=batch)
    assert done.code == 0
    assert [line["id"] for line in done.lines] == _IDS
    for line in done.lines:
        assert_shape(line, _SHAPES[command])


def test_a_wrong_line_is_told_in_its_place_and_the_rest_go_on(
    clippings: CommandLine, command: str, tmp_path: Path
) -> None:
    good = '{"id": "good", "question": "Why does Korea need Japan?"}\n'
    file = tmp_path / "batch.jsonl"
    file.write_text(good + "".join(f"{line}\n" for line in _WRONG) + good)
    done = clippings(command, "--batch", file)
    assert done.code == 0
    before, *wrong, after = done.lines
    for line in (before, after):
        assert line["id"] == "good"
        assert_shape(line, _SHAPES[command])
    for told, (line, reason) in zip(wrong, _WRONG.items(), strict=True):
        assert set(told) == {"id", "error"}, line[:100]
        assert reason in told["error"]
        assert told["id"] == _id_of(line)


def _id_of(line: str) -> object:
    """The number that most of the wrong lines have as their id."""
    found = re.match(r'{"id": (\d)', line)
    return int(found[1]) if found else None


def test_a_line_that_is_not_utf8_is_told_in_its_place(clippings: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "batch.jsonl"
    file.write_bytes(b'{"id": 1, "question": "caf\xe9"}\n{"id": 2, "question": "Why does Korea need Japan?"}\n')
    done = clippings("search", "--batch", file)
    assert done.code == 0
    wrong, right = done.lines
    assert (wrong["id"], right["id"]) == (None, 2)
    assert "UTF-8" in wrong["error"]


def test_empty_lines_and_a_byte_order_mark_are_passed_over(clippings: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "batch.jsonl"
    file.write_bytes(b'\xef\xbb\xbf{"id": 1, "question": "Why?"}\r\n\r\n{"id": 2, "question": "Why?"}')
    assert [line["id"] for line in clippings("search", "--batch", file).lines] == [1, 2]


@pytest.mark.parametrize("what", ["missing", "folder"])
def test_a_batch_that_cannot_be_opened_is_wrong_usage(
    clippings: CommandLine, command: str, tmp_path: Path, what: str
) -> None:
    (tmp_path / "folder").mkdir()
    done = clippings(command, "--batch", tmp_path / what)
    assert (done.code, done.stdout) == (2, "")
    assert str(tmp_path / what) in done.stderr


def test_a_line_has_its_own_limits(clippings: CommandLine) -> None:
    limits: list[dict[str, object]] = [
        {"since": "2023-03-01"},
        {"until": "2019-12-31"},
        {"as_of": "2022-06-30"},
        {"source": "Peninsula Economic Review (sample)"},
        {"source": ["Orbit and Field (sample)", "Meridian Wire (sample)"]},
    ]
    batch = "".join(json.dumps({"question": "Japan Korea moon war", **limit}) + "\n" for limit in limits)
    since, until, as_of, source, sources = (
        line["passages"] for line in clippings("search", "--batch", "-", "--k", 100, stdin=batch).lines
    )
    assert since
    assert until
    assert as_of
    assert all(passage["published_at"] >= "2023-03-01" for passage in since)
    assert all(passage["published_at"][:10] <= "2019-12-31" for passage in until)
    assert all(passage["published_at"][:10] <= "2022-06-30" for passage in as_of)
    assert {passage["source"] for passage in source} == {"Peninsula Economic Review (sample)"}
    assert {passage["source"] for passage in sources} == {"Orbit and Field (sample)", "Meridian Wire (sample)"}
