"""What cannot be read is rejected with a reason that `clippings status --rejects` keeps; the rest goes on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.processes import clippings

_GOOD = b'{"url": "https://a.example/1", "title": "Ferry back", "text": "The ferry to Aldersea sails again."}\n'
_Maker = Callable[[Path], Path]


def _no_such_path(folder: Path) -> Path:
    return folder / "nowhere"


def _empty_folder(folder: Path) -> Path:
    path = folder / "empty"
    path.mkdir()
    return path


def _broken_line(folder: Path) -> Path:
    path = folder / "broken.jsonl"
    path.write_bytes(b'{"title": "Half an arti\n')
    return path


def _binary_file(folder: Path) -> Path:
    path = folder / "picture.html"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 50)
    return path


def _page_without_a_body(folder: Path) -> Path:
    path = folder / "bare.html"
    path.write_text("<html><head><title>A headline alone</title></head><body></body></html>")
    return path


def _cut_off_gzip(folder: Path) -> Path:
    path = folder / "cut.jsonl.gz"
    path.write_bytes(b"\x1f\x8b\x08\x00\x00\x00\x00\x00")
    return path


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (_no_such_path, "no file or folder"),
        (_empty_folder, "holds no files"),
        (_broken_line, "not JSON"),
        (_binary_file, "binary"),
        (_page_without_a_body, "no article text"),
        (_cut_off_gzip, "cannot be read"),
    ],
    ids=lambda value: value.__name__.strip("_") if callable(value) else "",
)
def test_bad_input_alone_fails_with_its_reason_and_beside_good_input_is_only_a_reject(
    make: _Maker, reason: str, home: Path, tmp_path: Path
) -> None:
    bad = make(tmp_path)
    alone = clippings(home, "ingest", bad, "--json")
    assert alone.code == 1
    assert alone.json["rejected"] == 1
    assert reason in alone.stderr
    assert str(bad) in alone.stderr

    good = tmp_path / "good.jsonl"
    good.write_bytes(_GOOD)
    both = clippings(home, "ingest", bad, good, "--json")
    assert both.code == 0
    assert (both.json["rejected"], both.json["added"]) == (1, 1)

    (reject,) = clippings(home, "status", "--rejects", "--json").json["rejects"]
    assert reject["location"].startswith(str(bad))
    assert reason in reject["reason"]
