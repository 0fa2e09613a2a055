"""What a search reads grows with what it finds, never with the archive."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from clippings.vectorstore.catalogue.catalogue import Catalogue
from tests.vectorstore.articles import add, article

_SINCE, _UNTIL = datetime(2023, 3, 1, tzinfo=UTC), datetime(2023, 3, 31, tzinfo=UTC)
_MANY = list(range(1, 60))

_READS: list[Callable[[Catalogue], object]] = [
    lambda catalogue: catalogue.chunks(_MANY),
    lambda catalogue: catalogue.stories(_MANY),
    lambda catalogue: catalogue.published(_MANY),
    lambda catalogue: catalogue.articles(_MANY, current_only=True),
    lambda catalogue: catalogue.chunks_of(_MANY),
    lambda catalogue: catalogue.some_chunk_ids_within(_SINCE, _UNTIL, (), 10),
    lambda catalogue: catalogue.some_chunk_ids_within(_SINCE, None, ("The Test Post",), 10),
    lambda catalogue: catalogue.some_chunk_ids_within(None, _UNTIL, ("The Test Post",), 10),
]


@pytest.mark.parametrize("read", _READS)
def test_no_statement_walks_all_current_articles(
    catalogue: Catalogue, database: Path, read: Callable[[Catalogue], object]
) -> None:
    ids = add(catalogue, *[article(f"https://a.example/{n}", f"Line {n}.") for n in _MANY])
    assert ids == _MANY
    plans: list[str] = []

    def explain(_connection: object, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
        if statement.startswith("SELECT"):
            with sqlite3.connect(database) as looking:
                plans.extend(row[3] for row in looking.execute(f"EXPLAIN QUERY PLAN {statement}", parameters))

    event.listen(Engine, "before_cursor_execute", explain)
    try:
        assert read(catalogue)
    finally:
        event.remove(Engine, "before_cursor_execute", explain)
    assert any("SEARCH" in plan for plan in plans)
    assert not [plan for plan in plans if "is_current" in plan or plan.startswith("SCAN articles")], plans


def test_what_is_behind_is_counted_anew_after_every_change(catalogue: Catalogue) -> None:
    [first] = add(catalogue, article("https://a.example/1", "One.\nTwo."))
    start = catalogue.last_change()
    assert (catalogue.chunks_after(0), catalogue.chunks_after(start)) == (2, 0)
    add(catalogue, article("https://a.example/2", "Three."))
    assert (catalogue.chunks_after(start), catalogue.chunks_after(0)) == (1, 3)
    with catalogue.writing() as writer:
        writer.set_aside(first)
    assert catalogue.chunks_after(0) == 1


def test_another_version_that_is_not_current_is_never_read_for_a_search(catalogue: Catalogue) -> None:
    add(catalogue, article("https://a.example/1", "Nine were hurt."))
    [new] = add(catalogue, article("https://a.example/1", "Twelve were hurt."))
    ids = catalogue.some_chunk_ids_within(_SINCE, _UNTIL, (), 10)
    assert {chunk.article.id for chunk in catalogue.chunks(ids).values()} == {new}
    assert catalogue.stories([1, 2]).keys() == {new}
