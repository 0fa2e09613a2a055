"""What every test may use: an empty home with the embedding model in place, a quiet listener, our own and real news."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest
from filelock import FileLock

from clippings.core.settings import Settings
from clippings.core.types import Reject
from clippings.vectorstore.archive import Archive
from tests.chroma import Chroma, program, running_chroma
from tests.postgres import Postgres, programs, running_postgres

_ON_SLOW_MACHINES = hypothesis.settings(deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.register_profile("repeatable", _ON_SLOW_MACHINES, derandomize=True)
hypothesis.settings.register_profile("searching", _ON_SLOW_MACHINES, max_examples=1_000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))

PROJECT = Path(__file__).parent.parent
SAMPLE_ARCHIVE = PROJECT / "sample_archive"
REAL_DATA = PROJECT.parent / "shared" / "data"

for name in [name for name in os.environ if name.startswith("CLIPPINGS_")]:
    del os.environ[name]  # a developer's own settings must not reach the tests


class QuietListener:
    """Keeps what an ingest reports."""

    def __init__(self) -> None:
        self.stages: list[str] = []
        self.rejects: list[Reject] = []

    def stage(self, name: str, total: int | None) -> None:
        self.stages.append(name)

    def advance(self, count: int) -> None: ...

    def rejected(self, reject: Reject) -> None:
        self.rejects.append(reject)


@pytest.fixture
def listener() -> QuietListener:
    return QuietListener()


@pytest.fixture(scope="session")
def models_folder(pytestconfig: pytest.Config) -> Path:
    """The exported embedding model: made once (20 seconds), kept between runs, checked by its digest at each load."""
    from clippings.vectorstore.embedders.minilm import PackagedMiniLM

    folder = pytestconfig.cache.mkdir("clippings-models")
    with FileLock(folder / "tests.lock"):
        PackagedMiniLM(folder).for_many  # noqa: B018 - both engines' files
    return folder


@pytest.fixture
def make_home(tmp_path: Path, models_folder: Path) -> Callable[[str], Path]:
    """Make an empty home with the embedding model already in it."""

    def make(name: str = "home") -> Path:
        home = tmp_path / name
        home.mkdir()
        (home / "models").symlink_to(models_folder)
        return home

    return make


@pytest.fixture
def home(make_home: Callable[[str], Path]) -> Path:
    return make_home("home")


@pytest.fixture
def archive(home: Path) -> Iterator[Archive]:
    """An empty archive."""
    with Archive(Settings(home=home)) as opened:
        yield opened


@pytest.fixture
def write_jsonl(tmp_path: Path) -> Callable[..., Path]:
    """Write articles as JSON Lines: `write_jsonl({"title": ..., "text": ...}, ...)`; returns the path."""

    def write(*articles: dict[str, object], name: str = "news.jsonl") -> Path:
        path = tmp_path / name
        path.write_text("".join(json.dumps(article, ensure_ascii=False) + "\n" for article in articles), "utf-8")
        return path

    return write


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory, models_folder: Path) -> Path:
    """A home with the sample archive ingested. Shared: tests only read it, and must not hold it open for long."""
    from clippings.ingest.pipeline import ingest

    home = tmp_path_factory.mktemp("sample")
    (home / "models").symlink_to(models_folder)
    with Archive(Settings(home=home)) as opened:
        ingest(opened, [str(SAMPLE_ARCHIVE)], QuietListener())
    return home


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real news beside the project; skips the test where it is absent."""
    if not REAL_DATA.is_dir():
        pytest.skip(f"the real news is not there ({REAL_DATA})")
    return REAL_DATA


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL of this session; skips the test where it, or its driver, is not installed."""
    pytest.importorskip("psycopg", reason="the driver is not installed (pip install 'clippings[postgres]')")
    found = programs()
    if found is None:
        pytest.skip("PostgreSQL is not installed (no initdb; Debian's package is `postgresql`)")
    with running_postgres(found) as server:
        yield server


@pytest.fixture(scope="session")
def chroma() -> Iterator[Chroma]:
    """A Chroma server of this session; skips the test where its program is not installed."""
    found = program()
    if found is None:
        pytest.skip("there is no `chroma` to run (it comes with pip install chromadb)")
    with running_chroma(found) as server:
        yield server
