"""What an article says is shown as it stands, and never commands the terminal."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from clippings.cli.progress import TerminalProgress
from clippings.core.settings import Settings
from clippings.core.types import Reject
from clippings.ingest.pipeline import ingest
from clippings.vectorstore.archive import Archive
from tests.cli.conftest import CommandLine
from tests.conftest import QuietListener

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_HOSTILE = "[bold red]Aldersea[/bold red] \x1b[31mferry\x1b[2J\x07 \x9b1m :smile: \u202eback\u202c"
_SHOWN = "[bold red]Aldersea[/bold red] [31mferry[2J 1m :smile: back"


@pytest.fixture(scope="module")
def hostile_home(tmp_path_factory: pytest.TempPathFactory, models_folder: Path) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    home = folder / "home"
    home.mkdir()
    (home / "models").symlink_to(models_folder)
    article = {
        "url": "https://a.example/\x1b[31mferry",
        "title": f"Ferry {_HOSTILE}",
        "source": f"Gazette {_HOSTILE}",
        "text": f"The ferry to {_HOSTILE} sails again on Monday, the harbour master says.",
    }
    news = folder / "news\x1b[31m.jsonl"
    news.write_text(json.dumps(article) + '\n{"title": "No text"}\n')
    with Archive(Settings(home=home)) as archive:
        ingest(archive, [str(news)], QuietListener())
    return home


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask", "When does the ferry to Aldersea sail again?"],
        ["search", "ferry Aldersea"],
        ["status"],
        ["status", "--rejects"],
    ],
    ids=" ".join,
)
def test_control_characters_and_markup_in_news_do_not_reach_the_terminal(
    clippings: CommandLine, hostile_home: Path, arguments: list[str]
) -> None:
    shown = clippings(*arguments, home=hostile_home)
    assert shown.code == 0
    assert _SHOWN in shown.stdout
    assert not _CONTROL.search(shown.stdout.replace("\n", ""))


def test_a_chat_is_as_safe(clippings: CommandLine, hostile_home: Path) -> None:
    shown = clippings("ask", home=hostile_home, stdin="When does the ferry to Aldersea sail again?\n\n")
    assert _SHOWN in shown.stdout
    assert not _CONTROL.search(shown.stdout.replace("\n", ""))


def test_the_reject_of_a_file_with_a_hostile_name_is_as_safe(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    hostile = Reject("news\x1b[2J.jsonl:1", "not JSON: \x9b1m")
    for on_a_terminal in (False, True):
        monkeypatch.setattr(sys.stderr, "isatty", lambda on=on_a_terminal: on)
        with TerminalProgress() as progress:
            progress.rejected(hostile)
        shown = capsys.readouterr().err
        assert "news[2J.jsonl:1: not JSON: 1m" in shown
        assert "\x1b[2J" not in shown
        assert "\x9b" not in shown


def test_json_keeps_every_character_for_programs(clippings: CommandLine, hostile_home: Path) -> None:
    found = clippings("search", "ferry Aldersea", "--json", home=hostile_home)
    assert "\x1b" not in found.stdout
    assert "\x1b[31mferry" in found.json["passages"][0]["text"]
