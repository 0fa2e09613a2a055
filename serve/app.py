"""The application: which address leads where."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Collection
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from clippings.serve import api, pages, signing_in
from clippings.serve.archives import kept_up
from clippings.serve.guards import Guards
from clippings.serve.pictures import Pictures, archive_picture
from clippings.serve.responses import not_here, refused
from clippings.serve.site import Site

STATIC = Path(__file__).parent / "static"


async def healthz(_request: Request) -> Response:
    """Whether the process answers at all; it says nothing of any archive."""
    return JSONResponse({"state": "ready"})


_ROUTES = [
    Route("/", pages.ask),
    Route("/a/{id}", pages.kept_answer),
    Route("/search", pages.search),
    Route("/timeline", pages.timeline),
    Route("/article/{id:int}", pages.article),
    Route("/archive", pages.contents),
    Route("/archive.png", archive_picture),
    Route("/api", pages.about_the_api),
    Route("/sign-in", signing_in.sign_in, methods=["GET", "POST"]),
    Route("/sign-out", signing_in.sign_out, methods=["POST"]),
    Route("/language", signing_in.choose_language, methods=["POST"]),
    Route("/api/ask", api.ask),
    Route("/api/search", api.search),
    Route("/api/timeline", api.timeline),
    Route("/api/said", api.said),
    Route("/api/check", api.check, methods=["GET", "POST"]),
    Route("/api/article", api.article),
    Route("/api/status", api.status),
    Route("/openapi.json", api.openapi),
    Route("/healthz", healthz),
    Mount("/static", StaticFiles(directory=STATIC)),
]


def make_app(site: Site, hosts: Collection[str] | None, *, follows: bool = True) -> Starlette:
    """The application for these archives.

    Args:
        site: The archives and who may read them; opened before, and closed afterwards, by the caller.
        hosts: By which names it may be addressed; None for any.
        follows: Whether the indexes are warmed up and kept up with what is ingested.
    """

    @contextlib.asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        async with kept_up(site.archives) if follows else contextlib.nullcontext():
            yield

    app = Starlette(
        routes=_ROUTES,
        middleware=[Middleware(Guards, hosts=hosts, refused=refused)],
        exception_handlers={404: not_here, 405: not_here},
        lifespan=lifespan,
    )
    app.state.site = site
    app.state.pictures = Pictures()
    return app
