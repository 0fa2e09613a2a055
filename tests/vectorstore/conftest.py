"""An empty catalogue: in SQLite, and for what every catalogue promises, in PostgreSQL too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from clippings.vectorstore.catalogue.catalogue import Catalogue
from tests.postgres import Postgres


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Where the `catalogue` of this test lies."""
    return tmp_path / "catalogue.db"


@pytest.fixture
def catalogue(database: Path) -> Iterator[Catalogue]:
    opened = Catalogue(f"sqlite:///{database}")
    yield opened
    opened.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, database: Path) -> str:
    """The address of a database of each kind that a catalogue may lie in."""
    if request.param == "sqlite":
        return f"sqlite:///{database}"
    server: Postgres = request.getfixturevalue("postgres")
    return server.new_database()


@pytest.fixture
def any_catalogue(database_url: str) -> Iterator[Catalogue]:
    """An empty catalogue in each kind of database; a test module that is about all of them takes it as `catalogue`."""
    opened = Catalogue(database_url)
    yield opened
    opened.close()
