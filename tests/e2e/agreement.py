"""Whether the catalogue and both indexes of a home say the same, each read by itself."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clippings.core.settings import Settings
from clippings.vectorstore.archive import Archive

_WORDS = ("day", "people", "report", "bridge", "storm", "harbour")
"""Of `made_up_news`: some are in every chunk, some in a few, one in none."""


def rows(home: Path, query: str, *values: object) -> list[tuple[Any, ...]]:
    """Rows of the catalogue, read without any code of the project."""
    with closing(sqlite3.connect(f"file:{home / 'catalogue.db'}?mode=ro", uri=True)) as connection:
        return connection.execute(query, values).fetchall()


def contents(home: Path) -> list[tuple[Any, ...]]:
    """Everything that two catalogues of the same articles must have in common, whatever order they came in."""
    return rows(
        home,
        'SELECT url, version, is_current, title, text, content_hash, ordinal, start, "end" '
        "FROM articles LEFT JOIN chunks ON chunks.article_id = articles.id ORDER BY url, version, ordinal",
    )


def everything(home: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row that two homes of the same documents must have in common: of the catalogue and of both indexes.

    Numbers that depend on the order of things (ids, change numbers, moments) are left out; chunks are named by their
    address and place instead.
    """
    found = {"articles and chunks": contents(home)}
    found["what was read"] = rows(home, "SELECT digest, content_hash FROM read_documents ORDER BY digest")
    found["rejects"] = rows(home, "SELECT location, reason FROM rejects ORDER BY location")
    found["stories"] = rows(
        home,
        "SELECT articles.url, first.url, articles.minhash, language, authors, articles.published_at FROM articles "
        "LEFT JOIN (SELECT id, url FROM articles) AS first ON first.id = articles.story_id ORDER BY articles.url",
    )
    query = "SELECT chunks.id, url, ordinal FROM chunks JOIN articles ON articles.id = article_id WHERE is_current"
    names = {chunk_id: (url, ordinal) for chunk_id, url, ordinal in rows(home, query)}
    with Archive(Settings(home=home)) as archive:
        for word in _WORDS:
            hits = archive.lexical.search(word, len(names) + 1)
            found[f"lexical index: {word}"] = sorted(names[chunk_id] for chunk_id, _ in hits)
        assert archive.vectors.own()
        found["vector index"] = sorted(names[chunk_id] for chunk_id in archive.vectors.ids())
    return found


def vectors(home: Path) -> tuple[list[tuple[str, int]], NDArray[np.float32]]:
    """The vector index row by row: the address and place of each chunk in order, and (n_chunks, dimension)."""
    query = "SELECT chunks.id, url, ordinal FROM chunks JOIN articles ON articles.id = article_id"
    names = {chunk_id: (url, ordinal) for chunk_id, url, ordinal in rows(home, query)}
    with Archive(Settings(home=home)) as archive:
        kept = archive.vectors.vectors()
    order = sorted(kept, key=lambda chunk_id: names[chunk_id])
    return [names[chunk_id] for chunk_id in order], np.array([kept[chunk_id] for chunk_id in order])


def current_text(home: Path, url: str) -> str:
    ((text,),) = rows(home, "SELECT text FROM articles WHERE url = ? AND is_current", url)
    return str(text)


def assert_everything_agrees(home: Path) -> None:
    """Both indexes hold exactly the chunks of the current articles, and the archive finds no difference itself."""
    query = "SELECT chunks.id FROM chunks JOIN articles ON articles.id = article_id WHERE is_current"
    expected = {chunk_id for (chunk_id,) in rows(home, query)}
    assert expected
    with Archive(Settings(home=home)) as archive:
        assert archive.vectors.own()
        assert archive.vectors.ids() == expected
        assert archive.lexical.count() == len(expected)
        assert archive.status().pending_chunks == 0
        assert archive.differences() == []
