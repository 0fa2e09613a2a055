"""An empty catalogue; property tests without a time limit for one example."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from clippings.vectorstore.catalogue import Catalogue


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Where the `catalogue` of this test lies."""
    return tmp_path / "catalogue.db"


@pytest.fixture
def catalogue(database: Path) -> Iterator[Catalogue]:
    opened = Catalogue(f"sqlite:///{database}")
    yield opened
    opened.close()
