"""`kill -9` at any moment loses nothing: the next ingest goes on."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import numpy as np
import pytest

from tests.e2e.agreement import assert_everything_agrees, contents, everything, vectors
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


@pytest.fixture(scope="module")
def much_news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """300 articles of one to three chunks, two of them in nearly the same words, and a line that is no article."""
    short = articles(range(300))
    longer = [
        {**one, "text": "\n".join(str(short[(at + step) % 300]["text"]) for step in range(1 + at % 3 * 2))}
        for at, one in enumerate(short)
    ]
    longer[299] = {**longer[50], "url": "https://courier.example/299"}
    path = tmp_path_factory.mktemp("much-news") / "news.jsonl"
    path.write_text("".join(f"{json.dumps(article)}\n" for article in longer) + "not JSON\n")
    return path


@pytest.fixture(scope="module")
def in_one_go(tmp_path_factory: pytest.TempPathFactory, much_news: Path, models_folder: Path) -> tuple[Path, float]:
    """The home of an uninterrupted ingest, and how many seconds it took."""
    home = tmp_path_factory.mktemp("in-one-go")
    (home / "models").symlink_to(models_folder)
    started = time.monotonic()
    assert clippings(home, "ingest", much_news).code == 0
    return home, time.monotonic() - started


def test_an_ingest_killed_five_times_over_ends_as_one_that_was_left_alone(
    home: Path, much_news: Path, in_one_go: tuple[Path, float]
) -> None:
    random, (_, seconds) = Random(5), in_one_go
    killed = sum(_killed_after(home, much_news, random.uniform(0.05, 0.35) * seconds) for _ in range(5))
    assert killed, "every run ended before its moment came"
    _assert_one_clean_run_makes_it_whole(home, much_news, in_one_go[0])


@pytest.mark.long
@pytest.mark.timeout(7200)
def test_an_ingest_killed_at_any_of_two_hundred_moments_ends_as_one_that_was_left_alone(
    make_home: Callable[[str], Path], much_news: Path, in_one_go: tuple[Path, float]
) -> None:
    random, (_, seconds) = Random(200), in_one_go
    killed = number = 0
    while killed < 200:
        assert number < 600, f"only {killed} runs were still under way when their moment came"
        home = make_home(f"home-{number}")
        began = time.monotonic()
        if _killed_after(home, much_news, random.uniform(0, seconds)):
            killed += 1
        else:  # the machine has become faster than it was in the run that was left alone
            seconds = min(seconds, time.monotonic() - began)
        _assert_one_clean_run_makes_it_whole(home, much_news, in_one_go[0])
        number += 1


def _killed_after(home: Path, news: Path, seconds: float) -> bool:
    """Start an ingest and kill it after so long; whether it was still running."""
    process = start(home, "ingest", news)
    time.sleep(seconds)
    process.kill()
    process.communicate()
    return process.returncode == -_SIGKILL


def _assert_one_clean_run_makes_it_whole(home: Path, news: Path, in_one_go: Path) -> None:
    again = clippings(home, "ingest", news, "--json")
    assert again.code == 0, again.stderr
    assert again.json["added"] + again.json["unchanged"] == 300
    assert everything(home) == everything(in_one_go)
    assert_everything_agrees(home)
    (names, mine), (expected_names, expected) = vectors(home), vectors(in_one_go)
    assert names == expected_names
    cosines = (mine * expected).sum(axis=1)  # few texts at a time go to another engine: docs/decisions/015
    assert cosines.min() > 0.96, names[int(np.argmin(cosines))]


def _kill(process: subprocess.Popen[str], moment: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not moment() and time.monotonic() < deadline:
        time.sleep(0.005)
    process.kill()
    process.communicate()
    assert process.returncode == -_SIGKILL, "it ended before the moment came"
