"""The catalogue is the only truth: all of a transaction or nothing, in order, with its times intact; in SQLite and in
PostgreSQL alike."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import StatementError

from clippings.core.types import Reject
from clippings.vectorstore.catalogue.catalogue import Catalogue
from tests.vectorstore.articles import add, article
from tests.vectorstore.processes import another_process, event


@pytest.fixture
def catalogue(any_catalogue: Catalogue) -> Catalogue:
    return any_catalogue


SEOUL = timezone(timedelta(hours=9))


def test_an_article_comes_back_as_it_was_added(catalogue: Catalogue) -> None:
    text = "The harbour reopened.\nFerries sailed again."
    new = article("https://a.example/1", text, authors=("Ada Lind", "Bo Kim"), language="en", source="Harbour Ledger")
    [article_id] = add(catalogue, new)
    [kept] = catalogue.articles([article_id])
    assert (kept.url, kept.title, kept.source, kept.text) == (new.url, new.title, "Harbour Ledger", text)
    assert (kept.authors, kept.version, kept.story_id) == (("Ada Lind", "Bo Kim"), 1, None)
    live, gone = catalogue.chunks_of([article_id])
    assert [chunk.text for chunk in live] == text.splitlines()
    assert gone == []


def test_an_error_inside_a_transaction_leaves_nothing(catalogue: Catalogue) -> None:
    def fail_after_adding() -> None:
        with catalogue.writing() as writer:
            run_id = writer.start_run([])
            writer.add_article(article("https://a.example/1", "Lost."), run_id, 1, is_current=True, story_id=None)
            writer.note_reject(Reject("a.txt", "broken"), run_id)
            raise RuntimeError("the machine stops here")

    with pytest.raises(RuntimeError, match="stops here"):
        fail_after_adding()
    assert catalogue.counts() == (0, 0)
    assert catalogue.last_change() == 0
    assert catalogue.rejects() == []
    assert catalogue.source_names() == []


def test_a_time_without_a_timezone_is_refused(catalogue: Catalogue) -> None:
    naive = datetime(2023, 3, 16)  # noqa: DTZ001 - the very thing that is refused
    with pytest.raises(StatementError, match="without a timezone"):
        add(catalogue, article("https://a.example/1", "When was this?", published_at=naive))
    assert catalogue.counts() == (0, 0)


def test_times_come_back_aware_and_in_utc(catalogue: Catalogue) -> None:
    published = datetime(2023, 3, 16, 1, 30, 15, 123456, SEOUL)
    [article_id] = add(catalogue, article("https://a.example/1", "News.", published_at=published, modified_at=None))
    [kept] = catalogue.articles([article_id])
    assert kept.published_at == published
    assert kept.published_at.tzinfo is UTC
    assert kept.modified_at is None
    [summary] = catalogue.sources()
    assert summary.oldest == summary.newest == published
    assert summary.oldest is not None
    assert summary.oldest.utcoffset() == published.utcoffset(), "its day is the paper's"


def test_the_ends_of_a_source_are_the_days_that_it_printed(catalogue: Catalogue) -> None:
    for number, printed in enumerate(("2023-03-16T07:00+09:00", "2023-03-15T23:30-05:00", "2023-03-15T12:00+00:00")):
        moment = datetime.fromisoformat(printed)
        add(catalogue, article(f"https://a.example/{number}", f"News {number}.", published_at=moment))
    [summary] = catalogue.sources()
    assert summary.oldest
    assert summary.newest
    assert (summary.articles, f"{summary.oldest:%d}", f"{summary.newest:%d}") == (3, "15", "16")


def test_the_clock_is_that_of_most_of_the_latest_articles_in_the_language(catalogue: Catalogue) -> None:
    printed = [
        ("en", "2023-03-14T07:00-04:00"),
        ("en", "2023-03-15T07:00-04:00"),
        ("en", "2023-03-16T00:00+00:00"),  # a day alone
        ("ko", "2023-03-16T07:00+09:00"),
        ("en", "2023-07-01T07:00+02:00"),  # later
    ]
    for number, (language, moment) in enumerate(printed):
        published = datetime.fromisoformat(moment)
        one = article(f"https://a.example/{number}", f"News {number}.", published_at=published, language=language)
        add(catalogue, one)
    at = datetime(2023, 3, 17, tzinfo=UTC)
    ahead = {language: catalogue.clock(at, language).utcoffset(at) for language in ("en", "ko", "fr")}
    assert ahead == {"en": timedelta(hours=-4), "ko": timedelta(hours=9), "fr": timedelta(hours=-4)}
    assert catalogue.clock(datetime(2020, 1, 1, tzinfo=UTC), "en") is UTC


def test_the_newest_article_up_to_a_moment_is_known(catalogue: Catalogue) -> None:
    days = [datetime(2023, 3, day, tzinfo=UTC) for day in (1, 16)]
    for number, published in enumerate(days):
        add(catalogue, article(f"https://a.example/{number}", f"News {number}.", published_at=published))
    assert catalogue.newest(datetime(2024, 1, 1, tzinfo=UTC)) == days[1]
    assert catalogue.newest(datetime(2023, 3, 15, tzinfo=UTC)) == days[0]
    assert catalogue.newest(datetime(2023, 1, 1, tzinfo=UTC)) is None


def test_change_numbers_grow_and_are_never_used_twice(catalogue: Catalogue) -> None:
    [first] = add(catalogue, article("https://a.example/1", "One."))
    [second] = add(catalogue, article("https://a.example/1", "One, corrected."))
    changes = catalogue.changed_articles(0, 100)
    numbers = [number for number, _ in changes]
    assert numbers == sorted(set(numbers))
    assert [article_id for _, article_id in changes] == [first, first, second]
    assert catalogue.last_change() == numbers[-1]
    assert catalogue.changed_articles(numbers[0], 1) == [changes[1]]


def test_a_version_that_was_set_aside_stays_in_the_catalogue_and_leaves_the_indexes(catalogue: Catalogue) -> None:
    [old, *_] = add(catalogue, article("https://a.example/1", "Nine were hurt."))
    old_chunks = {chunk.id for chunk in catalogue.chunks_of([old])[0]}
    [new] = add(catalogue, article("https://a.example/1", "Twelve were hurt."))
    assert {kept.text for kept in catalogue.articles([old, new])} == {"Nine were hurt.", "Twelve were hurt."}
    assert [kept.id for kept in catalogue.articles([old, new], current_only=True)] == [new]
    live, gone = catalogue.chunks_of([old, new])
    assert [chunk.article.id for chunk in live] == [new]
    assert set(gone) == old_chunks
    assert catalogue.chunks(sorted(old_chunks)) == {}
    assert catalogue.counts() == (1, 1)


def test_bringing_a_version_back_makes_it_the_current_one(catalogue: Catalogue) -> None:
    [old] = add(catalogue, article("https://a.example/1", "Nine were hurt."))
    [new] = add(catalogue, article("https://a.example/1", "Twelve were hurt."))
    before = catalogue.last_change()
    moment = datetime(2023, 4, 1, tzinfo=UTC)
    with catalogue.writing() as writer:
        writer.set_aside(new)
        writer.bring_back(old, moment, None)
    [current] = catalogue.articles([old, new], current_only=True)
    assert (current.id, current.modified_at) == (old, moment)
    assert [article_id for _, article_id in catalogue.changed_articles(before, 10)] == [new, old]


def test_questions_about_more_ids_than_a_statement_holds_are_answered_in_full(catalogue: Catalogue) -> None:
    ids = add(catalogue, *(article(f"https://a.example/{n}", f"Story {n}.") for n in range(2_000)))
    assert {kept.id for kept in catalogue.articles(ids)} == set(ids)
    live, _ = catalogue.chunks_of(ids)
    assert set(catalogue.chunks([chunk.id for chunk in live])) == {chunk.id for chunk in live}


def test_what_followers_have_yet_to_take_in_is_counted_in_current_chunks(catalogue: Catalogue) -> None:
    add(catalogue, article("https://a.example/1", "One.\nTwo."))
    seen = catalogue.last_change()
    add(catalogue, article("https://a.example/2", "Three.\nFour.\nFive."))
    assert catalogue.chunks_after(0) == 5
    assert catalogue.chunks_after(seen) == 3
    assert catalogue.chunks_after(catalogue.last_change()) == 0


def test_all_tellings_of_a_story_are_found_from_the_first(catalogue: Catalogue) -> None:
    [first] = add(catalogue, article("https://a.example/1", "The bridge opened."))
    with catalogue.writing() as writer:
        run_id = writer.start_run([])
        again = writer.add_article(article("https://b.example/1", "The bridge opened!"), run_id, 1, True, first)
    add(catalogue, article("https://c.example/1", "Something else."))
    assert {kept.id for kept in catalogue.stories([first])[first]} == {first, again}


def test_a_reject_is_kept_once_with_its_latest_reason_until_it_is_forgotten(catalogue: Catalogue) -> None:
    with catalogue.writing() as writer:
        run_id = writer.start_run([])
        writer.note_reject(Reject("a.txt", "no text", "Post"), run_id)
        writer.note_reject(Reject("a.txt", "not readable", "Post"), run_id)
        writer.note_reject(Reject("b.txt", "no text"), run_id)
    assert {(kept.location, kept.reason) for kept in catalogue.rejects()} == {
        ("a.txt", "not readable"),
        ("b.txt", "no text"),
    }
    with catalogue.writing() as writer:
        writer.forget_reject("a.txt")
    assert [kept.location for kept in catalogue.rejects()] == ["b.txt"]


def test_a_catalogue_keeps_its_id_and_differs_from_every_other(
    database_url: str, database: Path, catalogue: Catalogue
) -> None:
    again, other = Catalogue(database_url), Catalogue(f"sqlite:///{database.with_name('other.db')}")
    assert again.id == catalogue.id
    assert other.id != catalogue.id
    again.close()
    other.close()


def test_a_whole_catalogue_passes_its_own_check(catalogue: Catalogue) -> None:
    add(catalogue, article("https://a.example/1", "News."))
    assert catalogue.check() == []


def write_fifty(database_url: str, name: str) -> None:
    catalogue = Catalogue(database_url)
    for number in range(50):
        add(catalogue, article(f"https://{name}.example/{number}", f"Story {number} by {name}.\nIts second line."))
    catalogue.close()


def test_two_processes_that_write_take_turns_and_lose_nothing(database_url: str, catalogue: Catalogue) -> None:
    with (
        another_process(write_fifty, database_url, "a") as one,
        another_process(write_fifty, database_url, "b") as other,
    ):
        one.join(100)
        other.join(100)
        assert (one.exitcode, other.exitcode) == (0, 0)
    assert catalogue.counts() == (100, 200)
    changes = catalogue.changed_articles(0, 1_000)
    assert len({article_id for _, article_id in changes}) == 100
    live, _ = catalogue.chunks_of([article_id for _, article_id in changes])
    assert all(chunk.text in chunk.article.text for chunk in live)
    assert catalogue.check() == []


def hold_the_turn(database_url: str, has_it: Any, let_go: Any) -> None:
    catalogue = Catalogue(database_url)
    with catalogue.writing() as writer:
        run_id = writer.start_run([])
        writer.add_article(article("https://slow.example/1", "Slow."), run_id, 1, is_current=True, story_id=None)
        has_it.set()
        let_go.wait(60)


def test_a_reader_is_not_kept_waiting_by_a_writer_and_sees_none_of_its_unfinished_work(
    database_url: str, catalogue: Catalogue
) -> None:
    has_it, let_go = event(), event()
    with another_process(hold_the_turn, database_url, has_it, let_go) as process:
        assert has_it.wait(60)
        assert catalogue.counts() == (0, 0)
        assert catalogue.last_change() == 0
        let_go.set()
        process.join(60)
    assert catalogue.counts() == (1, 1)
