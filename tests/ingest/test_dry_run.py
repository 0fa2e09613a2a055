"""A dry run counts and rejects as the ingest would, and writes nothing."""

from __future__ import annotations

import gc
import json
import sqlite3
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clippings.core.errors import WrongUsage
from clippings.core.settings import Settings
from clippings.ingest.counts import Counts
from clippings.ingest.dry_run import existing_catalogue, rehearse
from clippings.ingest.pipeline import ingest
from clippings.ingest.sources.reader import Reading
from clippings.vectorstore.archive import Archive
from clippings.vectorstore.catalogue.database import database_is_current
from tests.conftest import QuietListener
from tests.ingest.deduplication.test_near_duplicates import story

_TEXTS = [" ".join(story(1)), " ".join(story(1)[1:]), " ".join(story(2)), "Nine ships wait.", ""]
_records = st.fixed_dictionaries(
    {
        "url": st.sampled_from([f"https://a.example/{number}" for number in range(4)]),
        "title": st.just("Harbour"),
        "source": st.sampled_from(["Ledger", "Post"]),
        "text": st.sampled_from(_TEXTS),
        "modified_at": st.sampled_from(["", "2023-03-16T10:00:00Z", "2023-03-17T10:00:00Z"]),
    }
)


def dry_run(home: Path, path: Path, listener: QuietListener | None = None) -> Counts:
    with existing_catalogue(Settings(home=home)) as catalogue:
        documents = ((document, None) for document in Reading(Settings(), catalogue).documents([str(path)]))
        return rehearse(catalogue, documents, listener or QuietListener())


def without_time(counts: Counts) -> dict[str, Any]:
    return {**asdict(counts), "seconds": 0}


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches=st.lists(st.lists(_records, min_size=1, max_size=8), min_size=1, max_size=3))
def test_it_counts_what_an_ingest_then_counts(
    batches: list[list[dict[str, str]]], tmp_path_factory: Any, models_folder: Path
) -> None:
    folder = tmp_path_factory.mktemp("dry")
    for batch in batches:
        path = folder / "news.jsonl"
        path.write_text("".join(json.dumps(record) + "\n" for record in batch))
        heard = QuietListener()
        foretold = dry_run(folder / "home", path, heard)
        told = QuietListener()
        with Archive(Settings(home=folder / "home")) as archive:
            counts = ingest(archive, [str(path)], told, defer_vectors=True)
        assert without_time(foretold) == without_time(counts)
        assert heard.rejects == told.rejects


def test_an_archive_that_does_not_exist_is_not_made(tmp_path: Path, write_jsonl: Callable[..., Path]) -> None:
    counts = dry_run(tmp_path / "no" / "home", write_jsonl({"text": "Nine ships wait."}, {"text": ""}))
    assert (counts.added, counts.rejected) == (1, 1)
    assert not (tmp_path / "no").exists()


def test_no_file_of_an_archive_changes(home: Path, write_jsonl: Callable[..., Path], tmp_path: Path) -> None:
    with Archive(Settings(home=home)) as archive:
        ingest(archive, [str(write_jsonl({"text": "Nine ships wait.", "url": "https://a.example/1"}))], QuietListener())

    def everything() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}

    before = everything()
    news = write_jsonl(
        {"text": "Ten.", "url": "https://a.example/1"}, {"text": "New.", "url": "https://a.example/2"}, {}
    )
    counts = dry_run(home, news)
    assert (counts.added, counts.updated, counts.rejected) == (1, 1, 1)
    assert everything() == before


def test_a_look_at_the_version_leaves_no_file_open(tmp_path: Path) -> None:
    with Archive(Settings(home=tmp_path)):
        pass
    gc.disable()  # what is only forgotten stays open
    try:
        assert database_is_current(Settings(home=tmp_path).catalogue_url)
        assert not list(tmp_path.glob("catalogue.db-*"))
    finally:
        gc.enable()


def test_an_archive_of_an_earlier_version_is_left_as_it_is(tmp_path: Path) -> None:
    home = Settings(home=tmp_path)
    with Archive(home):
        pass
    with sqlite3.connect(tmp_path / "catalogue.db") as earlier:
        earlier.execute("UPDATE alembic_version SET version_num = '0003'")
    with pytest.raises(WrongUsage, match="earlier version"), existing_catalogue(home):
        pass
    with sqlite3.connect(tmp_path / "catalogue.db") as untouched:
        assert untouched.execute("SELECT version_num FROM alembic_version").fetchone() == ("0003",)
