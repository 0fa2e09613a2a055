"""One ingest: nothing twice, nothing lost, and everything that was not taken in is listed with its reason."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest

from clippings.core.errors import StorageError
from clippings.core.types import Article, Reject
from clippings.ingest.deduplication.content_hash import content_hash
from clippings.ingest.documents import RawDocument
from clippings.ingest.extraction.extract import extract
from clippings.ingest.pipeline import Counts, ingest
from clippings.ingest.sources.files import files
from clippings.vectorstore.archive import Archive
from clippings.vectorstore.maintenance.scrub import scrub_catalogue
from tests.conftest import QuietListener
from tests.ingest.deduplication.test_near_duplicates import story

Write = Callable[..., Path]
URL = "https://ledger.example/harbour"


def news(text: str = "The harbour of Lindholm was closed on Thursday.", **fields: object) -> dict[str, object]:
    return {
        "url": URL,
        "title": "Harbour closed",
        "source": "Ledger",
        "published_at": "2023-03-16",
        "text": text,
        **fields,
    }


def take_in(archive: Archive, *paths: Path | str, source: str | None = None) -> Counts:
    return ingest(archive, [str(path) for path in paths], QuietListener(), source, defer_vectors=True)


def outcome(counts: Counts) -> tuple[int, int, int, int]:
    return counts.added, counts.updated, counts.unchanged, counts.rejected


def every_version(archive: Archive) -> list[Article]:
    with archive.catalogue.writing() as writer:
        ids = [version.id for version in writer.versions(URL)]
    return sorted(archive.catalogue.articles(ids), key=lambda article: article.version)


def current(archive: Archive) -> list[str]:
    ids = [article_id for _, article_id in archive.catalogue.changed_articles(0, 10_000)]
    return [article.text for article in archive.catalogue.articles(sorted(set(ids)), current_only=True)]


def test_an_ingest_ends_with_both_indexes_in_step(
    archive: Archive, write_jsonl: Write, listener: QuietListener
) -> None:
    counts = ingest(archive, [str(write_jsonl(news()))], listener)
    assert (counts.seen, counts.added, counts.chunks) == (1, 1, 1)
    assert listener.stages == ["reading", "indexing", "embedding"]
    assert archive.differences() == []
    status = archive.status()
    assert (status.articles, status.chunks, status.embedded_chunks, status.pending_chunks) == (1, 1, 1, 0)
    assert archive.search_lexical("harbour", 1, None, None, ()) != []
    assert archive.search_vectors("Why was the harbour closed?", 1) != []


def test_the_same_again_changes_nothing(archive: Archive, write_jsonl: Write) -> None:
    path = write_jsonl(news(), news("The bridge opened.", url="https://ledger.example/bridge"))
    assert outcome(take_in(archive, path)) == (2, 0, 0, 0)
    change = archive.catalogue.last_change()
    again = take_in(archive, path)
    assert outcome(again) == (0, 0, 2, 0)
    assert again.chunks == 0
    assert archive.catalogue.last_change() == change


def test_an_article_that_is_given_twice_in_one_ingest_is_taken_once(archive: Archive, write_jsonl: Write) -> None:
    path = write_jsonl(news(), news(), news(url=f"{URL}?utm_source=feed"))
    assert outcome(take_in(archive, path, path)) == (1, 0, 5, 0)


def test_new_content_at_a_known_address_is_a_new_version_and_the_old_one_is_kept(
    archive: Archive, write_jsonl: Write
) -> None:
    take_in(archive, write_jsonl(news("Nine ships wait.")))
    assert outcome(take_in(archive, write_jsonl(news("Twelve boats wait.")))) == (0, 1, 0, 0)
    assert [(kept.version, kept.text) for kept in every_version(archive)] == [
        (1, "Nine ships wait."),
        (2, "Twelve boats wait."),
    ]
    assert current(archive) == ["Twelve boats wait."]
    assert archive.search_lexical("nine ships", 5, None, None, ()) == []
    assert archive.catalogue.counts() == (1, 1)


@pytest.mark.parametrize("field", ["title", "published_at", "source", "authors"])
def test_a_change_of_anything_that_a_reader_sees_is_a_new_version(
    field: str, archive: Archive, write_jsonl: Write
) -> None:
    take_in(archive, write_jsonl(news()))
    assert outcome(take_in(archive, write_jsonl(news(**{field: "2023-03-18"})))) == (0, 1, 0, 0)


def test_an_older_version_that_arrives_later_does_not_replace_the_newer(archive: Archive, write_jsonl: Write) -> None:
    take_in(archive, write_jsonl(news("Twelve boats wait.", modified_at="2023-03-17T10:00:00Z")))
    older = write_jsonl(news("Nine ships wait.", modified_at="2023-03-16T10:00:00Z"))
    assert outcome(take_in(archive, older)) == (0, 0, 1, 0)
    assert current(archive) == ["Twelve boats wait."]
    assert len(every_version(archive)) == 2
    assert archive.search_lexical("nine ships", 5, None, None, ()) == []
    assert scrub_catalogue(archive.catalogue) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"published_at": "2023-03-16"}, {"published_at": "2023-03-15"}),
        ({"modified_at": "2023-03-17T10:00:00Z"}, {}),
        ({}, {"modified_at": "2023-03-15T10:00:00Z"}),
    ],
)
def test_a_correction_replaces_what_it_corrects_also_when_its_date_is_an_earlier_one(
    archive: Archive, write_jsonl: Write, before: dict[str, str], after: dict[str, str]
) -> None:
    take_in(archive, write_jsonl(news("Nine ships wait.", **before)))
    path = write_jsonl(news("Twelve boats wait.", **after))
    assert outcome(take_in(archive, path)) == (0, 1, 0, 0)
    assert current(archive) == ["Twelve boats wait."]
    assert outcome(take_in(archive, path)) == (0, 0, 1, 0)


def test_a_file_that_goes_back_to_its_earlier_text_is_followed(archive: Archive, write_jsonl: Write) -> None:
    for text in ("First.", "Second.", "First.", "Second."):
        path = write_jsonl(news(text))
        take_in(archive, path)
        assert current(archive) == [text]
        assert outcome(take_in(archive, path)) == (0, 0, 1, 0)
    assert len(every_version(archive)) == 2


def test_a_folder_with_both_versions_of_an_article_changes_nothing_the_second_time(
    archive: Archive, tmp_path: Path
) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    for name, text in (("1", "First."), ("2", "Second.")):
        (folder / f"{name}.json").write_text(json.dumps(news(text)))
    assert outcome(take_in(archive, folder)) == (1, 1, 0, 0)
    for _ in range(2):
        assert outcome(take_in(archive, folder)) == (0, 0, 2, 0)
        assert current(archive) == ["Second."]
    assert outcome(take_in(archive, folder / "1.json")) == (0, 0, 1, 0)
    (folder / "1.json").write_text(json.dumps(news("Third.")))
    assert outcome(take_in(archive, folder)) == (0, 1, 1, 0)
    assert outcome(take_in(archive, folder)) == (0, 0, 2, 0)
    assert current(archive) == ["Third."]


def test_lines_that_moved_down_bring_no_earlier_version_back(archive: Archive, write_jsonl: Write) -> None:
    lines = [news("First."), news("Second.")]
    take_in(archive, write_jsonl(*lines))
    take_in(archive, write_jsonl(news("A bridge.", url="https://ledger.example/bridge"), *lines))
    assert sorted(current(archive)) == ["A bridge.", "Second."]


def test_an_article_from_before_authors_counted_is_the_same_while_its_authors_are(
    archive: Archive, write_jsonl: Write
) -> None:
    path = write_jsonl(news(authors=["A. Writer"]))
    take_in(archive, path)
    [kept] = every_version(archive)
    [item] = files.documents(path)
    before = content_hash(extract(cast("RawDocument", item)), with_authors=False)
    with archive.catalogue.writing() as writer:
        writer.rehash(kept.id, before)
    assert outcome(take_in(archive, path)) == (0, 0, 1, 0)
    assert [article.content_hash for article in every_version(archive)] == [kept.content_hash]
    with archive.catalogue.writing() as writer:
        writer.rehash(kept.id, before)
    assert outcome(take_in(archive, write_jsonl(news(authors=["B. Writer"])))) == (0, 1, 0, 0)


def test_content_that_comes_back_later_is_current_again_without_a_third_version(
    archive: Archive, write_jsonl: Write
) -> None:
    for text, day in (("First.", 16), ("Second.", 17), ("First.", 18)):
        take_in(archive, write_jsonl(news(text, modified_at=f"2023-03-{day}T10:00:00Z")))
    assert current(archive) == ["First."]
    assert len(every_version(archive)) == 2
    assert archive.catalogue.counts() == (1, 1)
    assert archive.lexical.count() == 1


def test_a_near_duplicate_at_another_address_is_kept_linked_and_counted(archive: Archive, write_jsonl: Write) -> None:
    sentences = story(1)
    agency, paper = " ".join(sentences), " ".join([*sentences[:10], *sentences[11:]])
    counts = take_in(archive, write_jsonl(news(agency), news(paper, url="https://other.example/1", source="Other")))
    assert (counts.added, counts.duplicates) == (2, 1)
    [first] = every_version(archive)
    tellings = archive.catalogue.stories([first.id])[first.id]
    assert {article.url for article in tellings} == {URL, "https://other.example/1"}
    assert take_in(archive, write_jsonl(news(" ".join(story(2)), url="https://third.example/1"))).duplicates == 0


def test_a_new_version_of_the_same_article_is_not_its_own_duplicate(archive: Archive, write_jsonl: Write) -> None:
    sentences = story(1)
    take_in(archive, write_jsonl(news(" ".join(sentences))))
    counts = take_in(archive, write_jsonl(news(" ".join(sentences[:-1]))))
    assert (counts.updated, counts.duplicates) == (1, 0)
    assert [kept.story_id for kept in every_version(archive)] == [None, None]


def test_a_reject_is_listed_once_and_forgotten_when_it_is_ingested_after_all(
    archive: Archive, write_jsonl: Write
) -> None:
    broken = write_jsonl(news(text=""))
    assert outcome(take_in(archive, broken, broken)) == (0, 0, 0, 2)
    assert outcome(take_in(archive, broken)) == (0, 0, 0, 1)
    [reject] = archive.catalogue.rejects()
    assert reject.location == f"{broken}:1"
    assert "no text" in reject.reason
    assert outcome(take_in(archive, write_jsonl(news()))) == (1, 0, 0, 0)
    assert archive.catalogue.rejects() == []


def test_a_missing_path_is_a_reject_and_the_rest_go_on(
    archive: Archive, write_jsonl: Write, listener: QuietListener, tmp_path: Path
) -> None:
    missing, local = str(tmp_path / "missing"), "http://127.0.0.1:9/page"
    counts = ingest(archive, [missing, local, str(write_jsonl(news()))], listener, defer_vectors=True)
    assert outcome(counts) == (1, 0, 0, 2)
    assert [reject.location for reject in listener.rejects] == [missing, local]
    assert {reject.location for reject in archive.catalogue.rejects()} == {missing, local}


def test_everything_seen_is_added_updated_unchanged_or_rejected(archive: Archive, write_jsonl: Write) -> None:
    take_in(archive, write_jsonl(news()))
    counts = take_in(archive, write_jsonl(news(), news("B", url="https://b.example/1"), news(""), news("Changed.")))
    assert counts.seen == counts.added + counts.updated + counts.unchanged + counts.rejected == 4
    assert outcome(counts) == (1, 1, 1, 1)


def test_the_name_that_the_admin_gives_is_the_source_of_all(archive: Archive, write_jsonl: Write) -> None:
    take_in(
        archive, write_jsonl(news(), news("B.", url="https://b.example/1", source="Other")), source="Clippings of 2023"
    )
    assert archive.catalogue.source_names() == ["Clippings of 2023"]


def test_hostile_documents_are_taken_in_or_rejected_and_never_end_the_run(archive: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "hostile"
    folder.mkdir()
    (folder / "a.jsonl").write_bytes(
        b'{"title": "\\ud800", "text": "Half a character \\udfff."}\n'
        b'{"title": "NUL \\u0000", "text": "With a NUL \\u0000 inside.", "url": "https://nul.example/\\u0000"}\n'
        b'{"text": "Old.", "published_at": "0001-01-01T00:00:00Z", "url": "https://old.example/1"}\n'
        b'{"text": "Source as an object.", "source": {"name": "Ledger"}, "authors": [{"name": "Ada"}, 3], "url": 7}\n'
        + b"[" * 100_000
        + b'\n{"text": {"nested": 1}}\n{"text": "Last.", "title": ["a", "list"], "url": "https://last.example/1"}\n'
    )
    (folder / os.fsdecode(b"b\xe9.txt")).write_text("A name that is not UTF-8\n\nIts text.")
    (folder / os.fsdecode(b"c\xe9.docx")).write_text("Not readable")
    (folder / "d.html").write_text("<html>" + "<div>" * 5_000 + "<p>Deep.</p>")
    (folder / "e.md").write_text("---\ndate: 2023-02-31\n---\n\nText.")
    counts = take_in(archive, folder)
    assert counts.seen == 11
    assert counts.added >= 6
    assert counts.added + counts.rejected == 11
    assert archive.lexical.count() == archive.catalogue.counts()[1] > 0
    archive.follow_vectors()
    assert archive.differences() == []


class StopsAfter(QuietListener):
    """Ends the run after so many batches, as an exception in a progress bar would."""

    def __init__(self, batches: int) -> None:
        super().__init__()
        self.left = batches

    def advance(self, count: int) -> None:
        self.left -= 1
        if not self.left:
            raise KeyboardInterrupt


def test_an_interruption_between_batches_loses_nothing(archive: Archive, write_jsonl: Write) -> None:
    path = write_jsonl(*(news(f"Ship {n} arrived.", url=f"https://a.example/{n}") for n in range(350)))
    with pytest.raises(KeyboardInterrupt):
        ingest(archive, [str(path)], StopsAfter(2), defer_vectors=True)
    assert archive.catalogue.counts() == (200, 200)
    assert outcome(take_in(archive, path)) == (150, 0, 200, 0)
    assert archive.catalogue.counts() == (350, 350)
    assert archive.lexical.count() == 350


def test_a_listener_hears_of_each_reject_once(archive: Archive, write_jsonl: Write, listener: QuietListener) -> None:
    ingest(archive, [str(write_jsonl(news(), news(""), {"text": 1}))], listener, defer_vectors=True)
    assert [isinstance(reject, Reject) for reject in listener.rejects] == [True, True]
    assert listener.stages == ["reading", "indexing"]


def test_a_home_that_cannot_be_used_is_a_storage_error(tmp_path: Path) -> None:
    from clippings.core.settings import Settings

    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError):
        Archive(Settings(home=tmp_path / "file" / "home"))


def test_the_same_moment_in_another_timezone_is_no_change(
    archive: Archive, write_jsonl: Callable[..., Path], listener: QuietListener
) -> None:
    article = {"url": "https://a.example/1", "title": "Tram opens", "text": "The tram to the quay opened on Friday."}
    ingest(archive, [str(write_jsonl({**article, "date": "2023-03-18T07:00:00+09:00"}))], listener)
    counts = ingest(archive, [str(write_jsonl({**article, "date": "2023-03-17T22:00:00Z"}))], listener)
    assert (counts.unchanged, counts.updated) == (1, 0)


def test_files_of_one_name_in_two_folders_are_told_apart(
    archive: Archive, tmp_path: Path, listener: QuietListener, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "news.json").write_text("broken")
        monkeypatch.chdir(tmp_path / name)
        ingest(archive, ["news.json"], listener, defer_vectors=True)
    rejected = {reject.location for reject in archive.catalogue.rejects()}
    assert rejected == {str(tmp_path / name / "news.json") for name in ("one", "two")}
