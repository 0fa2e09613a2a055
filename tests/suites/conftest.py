"""Our own suites ask the sample archive."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def clippings_home(sample_home: Path) -> Path:
    return sample_home
