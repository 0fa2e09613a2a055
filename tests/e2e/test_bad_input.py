"""What cannot be read is rejected with a reason that `clippings status --rejects` keeps; the rest goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.processes import clippings

_REASONS = {
    "nowhere": "no file or folder",
    "empty": "holds no files",
    "broken.jsonl:1": "not JSON",
    "picture.html": "binary",
    "bare.html": "no article text",
    "cut.jsonl.gz": "cannot be read",
}


@pytest.fixture
def bad_inputs(tmp_path: Path) -> list[Path]:
    """One of each kind, in the order of `_REASONS`."""
    folder = tmp_path / "bad"
    folder.mkdir()
    (folder / "empty").mkdir()
    (folder / "broken.jsonl").write_bytes(b'{"title": "Half an arti\n')
    (folder / "picture.html").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 50)
    (folder / "bare.html").write_text("<html><head><title>A headline alone</title></head><body></body></html>")
    (folder / "cut.jsonl.gz").write_bytes(b"\x1f\x8b\x08\x00\x00\x00\x00\x00")
    return [folder / name.partition(":")[0] for name in _REASONS]


def test_bad_input_alone_fails_and_each_part_is_named_with_its_reason(home: Path, bad_inputs: list[Path]) -> None:
    failed = clippings(home, "ingest", *bad_inputs, "--json")
    assert failed.code == 1
    assert (failed.json["seen"], failed.json["rejected"]) == (len(_REASONS), len(_REASONS))
    told = failed.stderr.splitlines()
    listed = {
        Path(reject["location"]).name: reject["reason"]
        for reject in clippings(home, "status", "--rejects", "--json").json["rejects"]
    }
    for name, reason in _REASONS.items():
        assert any(f"{name}:" in line and reason in line for line in told), name
        assert reason in listed[name]


def test_beside_good_input_bad_input_is_only_a_reject(home: Path, bad_inputs: list[Path], tmp_path: Path) -> None:
    good = tmp_path / "good.jsonl"
    good.write_text('{"title": "Ferry back", "text": "The ferry to Aldersea sails again."}\n')
    done = clippings(home, "ingest", *bad_inputs, good, "--defer-vectors", "--json")
    assert done.code == 0
    assert (done.json["rejected"], done.json["added"]) == (len(_REASONS), 1)
