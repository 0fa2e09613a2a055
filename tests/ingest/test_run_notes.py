"""What a run did is told in sentences: joined, kept apart, undated, left out."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from clippings.ingest.counts import Counts, as_json
from clippings.ingest.pipeline import ingest
from clippings.ingest.run_notes import notes
from clippings.vectorstore.archive import Archive
from tests.conftest import QuietListener
from tests.ingest.sources.files.test_wordpress_export import _export, _fields, _post
from tests.ingest.sources.web.test_feeds import LONG


def test_a_run_tells_what_has_no_date_what_was_left_out_and_why(
    archive: Archive, tmp_path: Path, write_jsonl: Callable[..., Path]
) -> None:
    export, feed = tmp_path / "export.xml", tmp_path / "feed.xml"
    export.write_bytes(_export(_post(_fields("draft")), _post(_fields("inherit", "attachment")), _post(_fields())))
    feed.write_text(
        "<rss version='2.0'><channel><title>Wire</title><item><title>A</title><link>https://w.example/1</link>"
        "<description>Short.</description></item></channel></rss>"
    )
    records = write_jsonl(
        {"title": "One", "text": LONG, "url": "https://a.example/1"},
        {"title": "Two", "text": LONG, "url": "https://a.example/2", "source": "Ledger", "date": "2999-01-01"},
    )
    counts = ingest(archive, [str(export), str(feed), str(records)], QuietListener(), defer_vectors=True)
    assert counts.not_articles == {"draft": 1, "attachment": 1}
    assert (counts.cut, counts.undated, counts.unsourced) == (1, 2, 1)
    assert counts.undated_reasons == {"none is named": 1, "it lies in the future": 1}
    told = notes(asdict(counts))
    assert any("2 articles have no date (it lies in the future: 1, none is named: 1)" in note for note in told)
    assert "left out, because they are no articles: 1 attachment, 1 draft" in told
    assert counts.shapes == {"WordPress export": 1, "records of no known tool": 2}
    assert "shapes recognised: 2 records of no known tool, 1 WordPress export" in told
    [run] = archive.catalogue.runs(1)
    assert notes(run.counts) == told
    assert json.loads(json.dumps(as_json(counts)))["notes"] == told
    assert {one.name: one.undated for one in archive.catalogue.sources()}["Ledger"] == 1


def test_counts_of_several_runs_are_summed_by_kind_and_reason() -> None:
    total, one = Counts(), Counts()
    one.rejected_as("Ledger", "draft")
    one.described("Ledger", "none is named", False, False, "Ghost")
    for _ in range(2):
        total.include(one)
    assert (total.not_articles, total.undated_reasons) == ({"draft": 2}, {"none is named": 2})
    assert total.shapes == {"Ghost": 2}


def test_a_run_of_an_earlier_version_has_nothing_to_tell() -> None:
    assert notes({"seen": 3, "added": 3, "sources": {"Ledger": {"seen": 3}}}) == []
