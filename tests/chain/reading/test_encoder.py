"""Weights that are missing, damaged or of another version are told, and answers go on without them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from clippings.chain.pipeline import Asker
from clippings.chain.reading.encoder import MODEL_FOLDER, ReaderEncoder, check_files
from clippings.chain.reading.reader import Reader
from clippings.core.errors import ReaderUnavailable
from clippings.core.types import Question
from clippings.vectorstore.archive import Archive

MOST_MEGABYTES = 25


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MODEL_FOLDER, tmp_path / "model"))


def _without(folder: Path) -> None:
    (folder / "reader.onnx").unlink()


def _truncated(folder: Path) -> None:
    with (folder / "reader.onnx").open("r+b") as file:
        file.truncate(1_000_000)


def _altered(folder: Path) -> None:
    with (folder / "heads.npz").open("r+b") as file:
        file.seek(2_000)
        file.write(b"\x00\x01\x02")


def _of_another_version(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(manifest | {"version": 99}))


def _without_manifest(folder: Path) -> None:
    (folder / "manifest.json").write_text("{")


def _that_names_no_digests(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(manifest | {"sha256": []}))


BROKEN = [_that_names_no_digests, _without, _truncated, _altered, _of_another_version, _without_manifest]


@pytest.mark.parametrize("break_it", BROKEN)
def test_broken_weights_are_told_with_a_way_out(folder: Path, break_it: Callable[[Path], None]) -> None:
    break_it(folder)
    with pytest.raises(ReaderUnavailable) as told:
        ReaderEncoder(folder)
    assert str(folder) in told.value.what
    assert "make reader" in told.value.way_out


def test_without_weights_answers_are_given_by_words_and_say_so(
    news: Archive, ask_about: Callable[..., Question], folder: Path
) -> None:
    _truncated(folder)
    answer = Asker(news, load_reader=lambda: Reader(ReaderEncoder(folder))).ask(
        ask_about("Why will the night ferry stop in May?")
    )
    assert "engines no longer meet" in answer.text
    assert any("by words alone" in note for note in answer.notes)


def test_the_packaged_weights_are_whole_and_small() -> None:
    assert check_files()
    megabytes = sum(file.stat().st_size for file in MODEL_FOLDER.iterdir()) / 1_000_000
    assert megabytes <= MOST_MEGABYTES
