"""A publisher's notice takes its article out of the answers, in whichever order and file the two are met."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from clippings.ingest.pipeline import Counts, ingest
from clippings.ingest.run_notes import notes
from clippings.vectorstore.archive import Archive
from tests.conftest import QuietListener

ITEM = {
    "uri": "urn:newsml:wire.example:20230316:storm",
    "headline": "Storm closes harbour",
    "versioncreated": "2023-03-16T09:00:00Z",
    "pubstatus": "usable",
    "body_text": "The harbour was closed by a storm on Thursday, its master said. Two ferries stayed out.",
}
KILL = {**ITEM, "versioncreated": "2023-03-16T11:00:00Z", "pubstatus": "canceled", "body_text": "Do not use."}


def run(archive: Archive, folder: Path) -> Counts:
    return ingest(archive, [str(folder)], QuietListener(), defer_vectors=True)


def is_answered(archive: Archive) -> bool:
    return bool(archive.search_lexical("storm harbour", 3, None, None, ()))


@pytest.mark.parametrize("notice", ["a_kill.json", "z_kill.json"])
def test_an_item_and_the_notice_that_cancels_it(archive: Archive, tmp_path: Path, notice: str) -> None:
    (tmp_path / "item.json").write_text(json.dumps(ITEM))
    if notice > "item.json":
        assert run(archive, tmp_path).added == 1
        assert is_answered(archive)
    (tmp_path / notice).write_text(json.dumps(KILL))
    for _ in range(3):
        counts = run(archive, tmp_path)
        assert counts.seen == counts.added + counts.updated + counts.unchanged + counts.rejected
        assert not is_answered(archive)


def test_a_newer_version_of_a_canceled_item_is_good_again(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "1.json").write_text(json.dumps(ITEM))
    (tmp_path / "2.json").write_text(json.dumps(KILL))
    counts = run(archive, tmp_path)
    assert (counts.deleted, counts.canceled) == (1, 1)
    told = notes(asdict(counts))
    assert "1 article was canceled by the publisher, and left the answers" in told
    assert not any("replaced" in note for note in told)
    again = {**ITEM, "versioncreated": "2023-03-16T15:00:00Z", "body_text": f"{ITEM['body_text']} Nobody was hurt."}
    (tmp_path / "3.json").write_text(json.dumps(again))
    run(archive, tmp_path)
    assert is_answered(archive)


@pytest.mark.parametrize("notice_first", [False, True])
def test_a_notice_is_for_the_article_with_its_id_of_those_that_share_an_address(
    archive: Archive, tmp_path: Path, notice_first: bool
) -> None:
    shared = {"url": "https://wire.example/front", "date": "2023-03-16", "status": "usable"}
    storm = {**shared, "id": "1", "title": "Storm closes harbour", "text": ITEM["body_text"]}
    bridge = {
        **shared,
        "id": "2",
        "title": "Bridge opens",
        "text": "The Hale Street bridge opened at noon on Thursday.",
    }
    kill = {**bridge, "status": "canceled", "modified": "2023-03-16T11:00:00Z"}
    records = [kill, storm, bridge] if notice_first else [storm, bridge, kill]
    (tmp_path / "wire.jsonl").write_text("\n".join(map(json.dumps, records)))
    for _ in range(3):
        counts = run(archive, tmp_path)
        assert counts.seen == counts.added + counts.updated + counts.unchanged + counts.rejected
        assert is_answered(archive)
        assert not archive.search_lexical("Hale Street bridge", 3, None, None, ())


def test_a_notice_that_comes_first_counts_for_an_article_at_a_web_address_too(archive: Archive, tmp_path: Path) -> None:
    item = {**ITEM, "uri": "https://wire.example/storm"}
    (tmp_path / "1.json").write_text(json.dumps({**KILL, "uri": item["uri"]}))
    (tmp_path / "2.json").write_text(json.dumps(item))
    counts = run(archive, tmp_path)
    assert (counts.added, counts.not_articles) == (0, {"withdrawn article": 2})
    assert not is_answered(archive)
