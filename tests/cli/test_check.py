"""`clippings check`: the JSON, what a person sees, the page, and what is wrong with a draft."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import CommandLine

DRAFT = (
    "Argentina won the World Cup for the fourth time on 18 December 2022. The Dutch salvage firm Smit joined the Suez "
    "Canal Authority in the work. A glacier was named after Lionel \x1b[31mMessi."
)


def test_the_json_has_a_verdict_for_each_sentence(clippings: CommandLine) -> None:
    ended = clippings("check", "-", "--json", stdin=DRAFT)
    assert ended.code == 0
    found = ended.json
    assert [one["verdict"] for one in found["sentences"]] == ["otherwise", "supported", "absent"]
    assert found["counts"] == {"supported": 1, "otherwise": 1, "absent": 1}
    assert [(one["said"], one["archive"]) for one in found["sentences"][0]["differs"]] == [("fourth", "third")]
    assert found["sentences"][1]["citations"][0]["quote"].startswith("The Dutch salvage firm Smit")


def test_a_person_sees_signs_quotes_and_no_control_characters(clippings: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text(DRAFT, "utf-8")
    shown = clippings("check", tmp_path / "draft.txt", "--page", tmp_path / "out.html")
    assert shown.code == 0
    assert "≠ Argentina won" in shown.stdout
    assert "“fourth”: the archive has “third”" in shown.stdout
    assert "1 supported · 1 told otherwise · 1 not in the archive" in shown.stdout
    assert "\x1b" not in shown.stdout
    page = (tmp_path / "out.html").read_text("utf-8")
    assert "draft.txt" in page
    assert "\x1b" not in page


def test_limits_are_kept(clippings: CommandLine) -> None:
    ended = clippings("check", "-", "--json", "--until", "2020-01-01", stdin=DRAFT)
    assert {one["verdict"] for one in ended.json["sentences"]} == {"absent"}


def test_what_is_wrong_with_a_draft_is_told_in_a_line(clippings: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("word " * 50_000, "utf-8")
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    for arguments, code, words in (
        (["-"], 2, "no words"),
        ([tmp_path / "long.txt"], 2, "10,000 words"),
        ([tmp_path / "picture.txt"], 2, "cannot be read"),
        ([tmp_path / "none.txt"], 1, "none.txt cannot be read"),
        ([tmp_path], 1, "cannot be read"),
        (["-", "--page", tmp_path / "no" / "where.html"], 2, "cannot be written"),
        (["-", "--source", "Nobody"], 2, "no source"),
    ):
        ended = clippings("check", *arguments, stdin="" if words == "no words" else DRAFT)
        assert ended.code == code, (arguments, ended.stderr)
        assert words in ended.stderr
        assert ended.stdout == ""
