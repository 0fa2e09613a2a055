"""A disk that is full or read-only: a message that says what to do, and nothing lost."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.agreement import assert_everything_agrees, rows
from tests.e2e.made_up_news import articles
from tests.e2e.processes import clippings


@pytest.fixture
def disk(tmp_path: Path, models_folder: Path) -> Iterator[Path]:
    """A small disk of its own as the home, with the embedding model elsewhere."""
    home = tmp_path / "disk"
    home.mkdir()
    if shutil.which("mount") is None or not _mount("-t", "tmpfs", "-o", "size=2g", "tmpfs", str(home)):
        pytest.skip("a disk cannot be mounted here (it takes root on Linux)")
    try:
        (home / "models").symlink_to(models_folder)
        yield home
    finally:
        subprocess.run(["umount", "--lazy", str(home)], check=True)


def _mount(*arguments: str) -> bool:
    return subprocess.run(["mount", *arguments], capture_output=True, check=False).returncode == 0


# Full while the catalogue is written; while vectors are written, early and late.
@pytest.mark.parametrize("size", ["300k", "500k", "800k"])
def test_an_ingest_on_a_full_disk_says_so_and_the_same_command_finishes_when_there_is_space(
    disk: Path, size: str, write_jsonl: Callable[..., Path]
) -> None:
    news = write_jsonl(*articles(range(60)))
    assert _mount("-o", f"remount,size={size}", str(disk))
    full = clippings(disk, "ingest", news, "--json")
    assert (full.code, full.stdout) == (1, ""), full
    assert "Free some space" in full.stderr

    assert _mount("-o", "remount,size=2g", str(disk))
    again = clippings(disk, "ingest", news, "--json")
    assert again.code == 0, again.stderr
    assert rows(disk, "SELECT count(*), count(DISTINCT url) FROM articles") == [(60, 60)]
    assert_everything_agrees(disk)


def test_on_a_read_only_disk_every_command_says_so(disk: Path, write_jsonl: Callable[..., Path]) -> None:
    news = write_jsonl(*articles(range(3)))
    assert clippings(disk, "ingest", news).code == 0
    assert _mount("-o", "remount,ro", str(disk))
    for command in (["ingest", str(news)], ["ask", "What was sold?"], ["status"], ["reindex"]):
        refused = clippings(disk, *command)
        assert (refused.code, refused.stdout) == (1, ""), refused
        assert str(disk) in refused.stderr
        assert "writable" in refused.stderr
