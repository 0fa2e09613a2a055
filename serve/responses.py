"""Pages and JSON, and what an error looks like in either."""

from __future__ import annotations

import functools
import logging
from collections.abc import Awaitable, Callable
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment
from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from clippings.core.errors import ClippingsError
from clippings.core.page_templates import page_templates
from clippings.core.time_window import day_in
from clippings.core.visible_text import one_line, without_paths
from clippings.serve.errors import NotKept, TooManyRequests, Unauthorised, status_of
from clippings.serve.words import LANGUAGES, language_of, words

log = logging.getLogger(__name__)

Endpoint = Callable[[Request], Awaitable[Response]]


@functools.cache
def _environment() -> Environment:
    environment = page_templates("clippings.serve", "templates")
    environment.filters["line"] = one_line
    environment.filters["day"] = day_in
    return environment


def page(
    request: Request, template: str, status: int = 200, background: BackgroundTask | None = None, **shown: Any
) -> Response:
    """A page in the reader's language."""
    language = language_of(request)
    html = _environment().get_template(f"{template}.html.jinja")
    site = request.app.state.site
    text = html.render(
        w=SimpleNamespace(**words(language)),
        language=language,
        languages=LANGUAGES,
        path=request.url.path,
        query=request.query_params,
        has_tokens=site.doors.has_tokens,
        **shown,
    )
    response = HTMLResponse(text, status, background=background)
    response.headers["vary"] = "Accept-Language, Cookie"
    return response


def refused(request: Request, error: ClippingsError) -> Response:
    """An error as its reader takes it: a page for a browser, JSON for a program."""
    status = status_of(error)
    told = {"error": without_paths(error.what), "way_out": without_paths(error.way_out)}
    if is_for_programs(request):
        response: Response = JSONResponse(told, status)
    elif isinstance(error, Unauthorised):
        response = page(request, "sign_in", status, wrong=False, next=_came_to(request))
    else:
        response = page(request, "error", status, told=told)
    if isinstance(error, Unauthorised):
        response.headers["www-authenticate"] = 'Bearer realm="clippings"'
    if isinstance(error, TooManyRequests):
        response.headers["retry-after"] = str(error.wait_s)
    return response


def answered(endpoint: Endpoint) -> Endpoint:
    """The same endpoint, its errors as responses."""

    @functools.wraps(endpoint)
    async def answer(request: Request) -> Response:
        try:
            return await endpoint(request)
        except ClippingsError as error:
            if status_of(error) >= 500:
                log.error("%s: %s", request.url.path, error)
            return refused(request, error)
        except Exception:  # a fault of ours: the log has it, the reader is told no more than that
            log.exception("%s could not be answered.", request.url.path)
            return refused(request, ClippingsError("This could not be answered.", "The server's log says why."))

    return answer


async def not_here(request: Request, _error: Exception) -> Response:
    """No such page, or another method than GET."""
    status = _error.status_code if isinstance(_error, HTTPException) else 404
    what = "There is no such page." if status == 404 else "This page is only read: GET."
    response = refused(request, NotKept(what, "GET /openapi.json lists what there is."))
    response.status_code = status
    return response


def is_for_programs(request: Request) -> bool:
    return request.url.path.startswith("/api/") or request.url.path in {"/openapi.json", "/mcp"}


def _came_to(request: Request) -> str:
    return f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path
