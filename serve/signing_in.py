"""The token of an archive in a browser: given once, kept as a cookie that is not the token."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from clippings.core.errors import WrongUsage
from clippings.serve.access import SESSION, session_of
from clippings.serve.responses import answered, page
from clippings.serve.site import client_of, site_of
from clippings.serve.words import CHOSEN, LANGUAGES

_LONGEST_FORM = 4_096
_MONTH_S = 30 * 24 * 3_600
_YEAR_S = 365 * 24 * 3_600


@answered
async def sign_in(request: Request) -> Response:
    """The form, and what it sends."""
    if request.method != "POST":
        return page(request, "sign_in", wrong=False, next="/")
    form = await _form(request)
    token, came_to = form.get("token", "").strip(), _own_path(form.get("next", ""))
    site = site_of(request)
    if site.doors.opened_by(token) is None:
        site.wrong_tokens.take(client_of(request))
        return page(request, "sign_in", 401, wrong=True, next=came_to)
    response = RedirectResponse(came_to, 303)
    response.set_cookie(
        SESSION,
        session_of(token),
        max_age=_MONTH_S,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return response


@answered
async def sign_out(_request: Request) -> Response:
    """Forget the token in this browser."""
    response = RedirectResponse("/", 303)
    response.delete_cookie(SESSION, httponly=True, samesite="lax")
    return response


@answered
async def choose_language(request: Request) -> Response:
    """Remember the reader's language, and go back."""
    form = await _form(request)
    language = form.get("language", "")
    if language not in LANGUAGES:
        raise WrongUsage(f"There is no language {language!r} here.", f"There are {', '.join(LANGUAGES)}.")
    response = RedirectResponse(_own_path(form.get("next", "")), 303)
    response.set_cookie(CHOSEN, language, max_age=_YEAR_S, httponly=True, samesite="lax")
    return response


async def _form(request: Request) -> dict[str, str]:
    """The fields of a small form."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > _LONGEST_FORM:
            raise WrongUsage("This form is too long.", "Send the token alone.")
    return {name: values[0] for name, values in parse_qs(body.decode("utf-8", "replace")).items()}


def _own_path(wanted: str) -> str:
    """A path of this server; its first page for anything that could lead elsewhere."""
    parts = urlsplit(wanted) if wanted.isascii() and wanted.isprintable() else None
    is_own = (
        parts is not None
        and not parts.scheme
        and not parts.netloc
        and wanted.startswith("/")
        and not wanted.startswith(("//", "/\\"))
        and "\\" not in wanted
    )
    return wanted if is_own else "/"
