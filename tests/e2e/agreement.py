"""Whether the catalogue and both indexes of a home say the same, each read by itself."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from clippings.core.settings import Settings
from clippings.vectorstore.archive import Archive


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
