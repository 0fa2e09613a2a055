"""A newspaper on loopback for every test of this folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.ingest.newspaper import Newspaper


@pytest.fixture
def paper() -> Iterator[Newspaper]:
    with Newspaper() as newspaper:
        yield newspaper
