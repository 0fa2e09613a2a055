"""How many documents there will be: exact for little, reckoned for much, unknown where only reading can tell."""

from __future__ import annotations

import gzip
from pathlib import Path
from random import Random

from clippings.ingest.estimate import expected_documents


def test_files_count_one_and_json_lines_as_many_as_there_are(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "a.html").write_text("<p>")
    (tmp_path / ".hidden.html").write_text("<p>")
    (tmp_path / "below" / "b.jsonl").write_text("{}\n{}\n{}")
    (tmp_path / "below" / "c.jsonl.gz").write_bytes(gzip.compress(b"{}\n" * 5))
    assert expected_documents([str(tmp_path), str(tmp_path / "a.html")]) == 1 + 3 + 5 + 1


def test_a_large_file_is_reckoned_from_its_beginning(tmp_path: Path) -> None:
    chance = Random(1)
    lines = b"".join(b'{"text": "%s"}\n' % chance.randbytes(100).hex().encode() for _ in range(20_000))
    for name, content in (("a.jsonl", lines), ("a.jsonl.gz", gzip.compress(lines))):
        (tmp_path / name).write_bytes(content)
        found = expected_documents([str(tmp_path / name)])
        assert found is not None
        assert 0.8 < found / 20_000 < 1.2


def test_nobody_knows_before_reading_an_address_or_what_is_not_there(tmp_path: Path) -> None:
    assert expected_documents(["https://a.example/feed.xml"]) is None
    assert expected_documents([str(tmp_path / "missing")]) is None


def test_a_damaged_file_does_not_stop_the_reckoning(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(b"{}\n" * 1_000)[:20])
    (tmp_path / "b.jsonl.gz").write_bytes(b"no gzip")
    assert expected_documents([str(tmp_path)]) == 2
