"""`kill -9` at any moment loses nothing: the next ingest goes on."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.agreement import assert_everything_agrees, contents
from tests.e2e.made_up_news import articles
from tests.e2e.processes import clippings, start

_SIGKILL = 9


def _is_writing_the_catalogue(home: Path) -> bool:
    return (home / "catalogue.db-wal").is_file()


def _is_indexing_words(home: Path) -> bool:
    return (home / "lexical" / "segments").is_dir()


def _is_embedding(home: Path) -> bool:
    mark = home / "vectors" / "watermark.json"
    return mark.is_file() and json.loads(mark.read_text())["change"] > 0


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("news") / "news.jsonl"
    path.write_text("".join(json.dumps(article) + "\n" for article in articles(range(120))))
    return path


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory, news: Path, models_folder: Path) -> Path:
    home = tmp_path_factory.mktemp("undisturbed")
    (home / "models").symlink_to(models_folder)
    assert clippings(home, "ingest", news, "--defer-vectors").code == 0
    return home


@pytest.mark.parametrize("moment", [_is_writing_the_catalogue, _is_indexing_words, _is_embedding])
def test_a_killed_ingest_is_finished_by_the_next_without_loss_or_duplicates(
    moment: Callable[[Path], bool], home: Path, news: Path, undisturbed: Path
) -> None:
    _kill(start(home, "ingest", news), lambda: moment(home))
    again = clippings(home, "ingest", news, "--json")
    assert again.code == 0, again.stderr
    assert again.json["added"] + again.json["unchanged"] == 120
    assert contents(home) == contents(undisturbed)
    assert_everything_agrees(home)


def test_an_ask_after_a_killed_ingest_finds_what_was_written_before(home: Path, news: Path) -> None:
    _kill(start(home, "ingest", news), lambda: _is_indexing_words(home))
    found = clippings(home, "search", "Report 7", "--k", 200, "--json")
    assert found.code == 0, found.stderr
    assert "https://gazette.example/7" in [passage["url"] for passage in found.json["passages"]]


def _kill(process: subprocess.Popen[str], moment: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not moment() and time.monotonic() < deadline:
        time.sleep(0.005)
    process.kill()
    process.communicate()
    assert process.returncode == -_SIGKILL, "it ended before the moment came"
