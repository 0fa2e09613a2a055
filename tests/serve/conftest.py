"""Two small archives, open for the session, and a browser's or a program's client before them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from starlette.testclient import TestClient

from clippings.chain.pipeline import Asker
from clippings.core.settings import MAIN_ARCHIVE, Settings
from clippings.ingest.pipeline import ingest
from clippings.serve.access import Doors
from clippings.serve.app import make_app
from clippings.serve.archives import ServedArchive
from clippings.serve.guards import LOOPBACK
from clippings.serve.rate_limit import RateLimit
from clippings.serve.site import Site
from clippings.vectorstore.archive import Archive
from tests.conftest import QuietListener

HERE = "http://127.0.0.1:8640"
BRIDGE = "When will the Lindholm bridge reopen to traffic?"
PIER = "How much paint did volunteers use for the pier of Marrow Bay?"
TOKENS = {MAIN_ARCHIVE: "main-token-0123456789", "council": "council-token-0123456789"}

GAZETTE: list[dict[str, Any]] = [
    {
        "url": "https://gazette.example/2024/lindholm-bridge",
        "title": "Lindholm bridge to reopen in May",
        "source": "The Sound Gazette",
        "authors": ["Signe Rask"],
        "published_at": "2024-04-12",
        "text": "Repairs took longer than planned.\n\nThe Lindholm bridge will reopen to traffic on 4 May after eleven "
        "months of repairs, the transport ministry said. Engineers replaced forty cracked cables on the northern span."
        "\n\nFerries that carried commuters across the sound meanwhile will stop on the same day.",
    },
    {
        "url": "https://hanbit.example/lighthouse",
        "title": "[단독] 등대섬 등대, 백 년 만에 다시 불 밝힌다",
        "source": "한빛신문",
        "published_at": "2024-02-02",
        "text": "등대섬 등대가 백 년 만에 다시 불을 밝힌다고 해양수산부가 2일 밝혔다. "
        "등대섬 등대는 1924년 태풍으로 무너졌고, 주민들이 모은 성금으로 다시 지었다.",
    },
    {
        "url": "javascript:alert(1)//zorblax",
        "title": "<script>alert('title')</script> Zorblax \u202efestival\u202c called off",
        "source": "<img src=x onerror=alert(1)> Daily",
        "authors": ["</p><script>alert('author')</script>"],
        "published_at": "2024-03-03",
        "text": "The Zorblax festival in Quimby was called off because &lt;/blockquote&gt;&lt;script&gt;"
        "alert('text')&lt;/script&gt; nobody had a stage, the mayor said & left.",
    },
    {
        "title": "Minutes of the Fernwick council",
        "source": "Fernwick council",
        "published_at": "2024-01-09",
        "text": "The Fernwick council voted nine to four to rebuild the public library on Alder Street."
        "\n\n“Our children waited years for it,” Mayor Ida Fenwright said.",
    },
]
COUNCIL: list[dict[str, Any]] = [
    {
        "url": "https://bay.example/pier",
        "title": "Pier of Marrow Bay painted",
        "source": "Bay Minutes",
        "published_at": "2024-03-10",
        "text": "The pier of Marrow Bay was painted blue by volunteers, who used ninety litres of paint.",
    },
]


class Town(NamedTuple):
    """The open archives by name."""

    askers: Mapping[str, Asker]

    @property
    def main(self) -> Archive:
        return self.askers[MAIN_ARCHIVE].archive

    @property
    def council(self) -> Archive:
        return self.askers["council"].archive


def filled(home: Path, articles: list[dict[str, Any]], models_folder: Path) -> Path:
    """A home with these articles in its archive."""
    home.mkdir()
    (home / "models").symlink_to(models_folder)
    news = home.parent.parent / "served.jsonl"  # the same for every home: it is the address of what has none
    news.write_text("".join(json.dumps(article, ensure_ascii=False) + "\n" for article in articles), "utf-8")
    with Archive(Settings(home=home)) as opened:
        ingest(opened, [str(news)], QuietListener())
    return home


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory, models_folder: Path) -> Iterator[Town]:
    """The Gazette's archive (main) and the council's; tests only read them, and keep answers."""
    folder = tmp_path_factory.mktemp("served")
    with ExitStack() as stack:
        homes = {
            MAIN_ARCHIVE: filled(folder / "main", GAZETTE, models_folder),
            "council": filled(folder / "council", COUNCIL, models_folder),
        }
        yield Town({name: Asker(stack.enter_context(Archive(Settings(home=home)))) for name, home in homes.items()})


Open = Callable[..., TestClient]


@pytest.fixture
def site_of_town(town: Town) -> Iterator[Callable[..., Site]]:
    """Make a site of the archives: `site_of_town(tokens={}, a_minute=1000)`."""
    made: list[ServedArchive] = []

    def make(tokens: Mapping[str, str] | None = None, a_minute: int = 1_000, places: int = 100) -> Site:
        archives = {name: ServedArchive(name, asker, places) for name, asker in town.askers.items()}
        made.extend(archives.values())
        return Site(archives, Doors(tokens or {}, opens_main=True), RateLimit(a_minute))

    yield make
    for one in made:
        one.close()


@pytest.fixture
def open_site(site_of_town: Callable[..., Site]) -> Iterator[Open]:
    """Make a client of a new site: `open_site(tokens=TOKENS)`."""
    with ExitStack() as stack:

        def client(hosts: set[str] | None = None, **options: Any) -> TestClient:
            app = make_app(site_of_town(**options), hosts or LOOPBACK, follows=False)
            return stack.enter_context(TestClient(app, base_url=HERE, follow_redirects=False))

        yield client


@pytest.fixture
def client(open_site: Open) -> TestClient:
    """A client on this machine; no archive has a token."""
    return open_site()


def bearer(name: str) -> dict[str, str]:
    """The headers of a program that has an archive's token."""
    return {"authorization": f"Bearer {TOKENS[name]}"}
