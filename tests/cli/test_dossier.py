"""`clippings dossier`: quotes are kept, noted, listed and exported from the shell."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine

QUESTION = "When will the Lindholm bridge reopen?"
ARTICLE = {
    "url": "https://gazette.example/bridge",
    "title": "Lindholm bridge to reopen in May",
    "source": "The Sound Gazette",
    "published_at": "2024-04-12",
    "text": "The Lindholm bridge will reopen to traffic on 4 May, the transport ministry said on Friday. Engineers "
    "replaced forty cracked cables. Ferries will stop on the same day.",
}


@pytest.fixture
def home(clippings: CommandLine, make_home: Callable[[str], Path], tmp_path: Path) -> Path:
    news, home = tmp_path / "news.jsonl", make_home("home")
    news.write_text(json.dumps(ARTICLE), "utf-8")
    assert clippings("ingest", news, "--defer-vectors", home=home).code == 0
    return home


def test_quotes_are_kept_noted_exported_and_removed(clippings: CommandLine, home: Path, tmp_path: Path) -> None:
    kept = clippings("dossier", "add", QUESTION, "--note", "ask the ministry", "--json", home=home).json["quotes"]
    assert kept
    for one in kept:
        assert ARTICLE["text"][one["start"] : one["end"]] == one["quote"]
        assert (one["question"], one["note"], one["state"]) == (QUESTION, "ask the ministry", "stands")
    again = clippings("dossier", "add", QUESTION, "--json", home=home).json["quotes"]
    assert [one["id"] for one in again] == [one["id"] for one in kept]
    at = ARTICLE["text"].index("Ferries")
    (words,) = clippings("dossier", "add-words", ARTICLE["url"], at, at + 7, "--json", home=home).json["quotes"]
    assert words["quote"] == "Ferries"
    assert clippings("dossier", "note", words["id"], "which?", "--json", home=home).json["note"] == "which?"
    listed = clippings("dossier", "list", home=home).stdout
    assert "Note: which?" in listed
    for form in ("md", "html", "docx", "csv", "bib", "ris"):
        file = tmp_path / f"dossier.{form}"
        found = clippings("dossier", "export", file, "--json", home=home).json
        assert found == {"file": str(file), "format": form, "quotes": len(kept) + 1}
        assert file.stat().st_size > 100
    assert clippings("dossier", "remove", words["id"], home=home).code == 0
    assert len(clippings("dossier", "list", "--json", home=home).json["quotes"]) == len(kept)


def test_what_cannot_be_kept_or_written_is_told(clippings: CommandLine, home: Path, tmp_path: Path) -> None:
    assert "Nothing is kept yet." in clippings("dossier", "list", home=home).stdout
    assert clippings("dossier", "add", "Who won the chess olympiad on the moon?", home=home).code == 2
    assert "has no quote 9" in clippings("dossier", "add", QUESTION, "--quote", "9", home=home).stderr
    assert "There are .md" in clippings("dossier", "export", tmp_path / "dossier.xls", home=home).stderr
    assert clippings("dossier", "export", tmp_path / "nowhere" / "dossier.md", home=home).code == 2
    assert clippings("dossier", "remove", "nothing", home=home).code == 2
    assert clippings("dossier", "note", "nothing", "x", home=home).code == 2
    assert clippings("dossier", "add-words", ARTICLE["url"], 0, 9_999, home=home).code == 2
    assert clippings("dossier", "add-words", "https://gazette.example/none", 0, 9, home=home).code == 1
