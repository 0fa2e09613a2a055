"""`clippings follow`: a question goes on being asked from the shell."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import CommandLine

QUESTION = "When will the Lindholm bridge reopen?"


def test_a_question_is_added_listed_checked_paused_and_ended(clippings: CommandLine, tmp_path: Path) -> None:
    home, news = tmp_path / "home", tmp_path / "news.jsonl"
    article = {
        "url": "https://gazette.example/bridge",
        "title": "Lindholm bridge to reopen in May",
        "source": "The Sound Gazette",
        "published_at": "2024-04-12",
        "text": "The Lindholm bridge will reopen to traffic on 4 May, the transport ministry said on Friday. Engineers "
        "replaced forty cracked cables. Ferries will stop on the same day.",
    }
    news.write_text(json.dumps(article), "utf-8")
    assert clippings("ingest", news, "--defer-vectors", home=home).code == 0
    added = clippings("follow", "add", QUESTION, "--quiet", "22-7", "--every", "daily", "--json", home=home).json
    assert {"id", "question", "state", "every", "quiet", "told"} <= set(added)
    assert (added["every"], added["quiet"]) == ("daily", "22-7")
    checked = clippings("follow", "check", "--json", home=home).json
    assert {"questions", "articles", "read", "news", "waiting"} == set(checked)
    assert (checked["questions"], checked["news"]) == (1, [])
    assert clippings("follow", "pause", added["id"], "--json", home=home).json["state"] == "paused"
    (listed,) = clippings("follow", "list", "--json", home=home).json["questions"]
    assert (listed["id"], listed["state"]) == (added["id"], "paused")
    assert "Lindholm" in clippings("follow", "list", home=home).stdout
    assert clippings("follow", "resume", added["id"], home=home).code == 0
    assert clippings("follow", "end", added["id"], home=home).code == 0
    assert clippings("follow", "list", "--json", home=home).json == {"questions": []}
    assert clippings("follow", "end", added["id"], home=home).code == 2


def test_what_cannot_be_followed_is_told(clippings: CommandLine) -> None:
    assert "Name who or what" in clippings("follow", "add", "What happened?").stderr
    assert clippings("follow", "add", QUESTION, "--every", "hourly").code == 2
    assert clippings("follow", "add", QUESTION, "--quiet", "late").code == 2
    assert "Nowhere" in clippings("follow", "add", QUESTION, "--timezone", "Nowhere").stderr
    assert clippings("follow", "pause", "nothing").code == 2
