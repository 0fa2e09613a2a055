"""The query of a request as a question with its limits. Every parameter is known, or refused by name."""

from __future__ import annotations

import difflib

from starlette.requests import Request

from clippings.chain.query.understanding import LONGEST_CHARACTERS
from clippings.chain.requests import MOST_PASSAGES, within_archive
from clippings.core.errors import WrongUsage
from clippings.core.question_limits import question_of
from clippings.core.types import Question
from clippings.serve.archives import ServedArchive

LIMITS = ("since", "until", "source", "author", "language", "as_of")
_SEVERAL = ("source", "author", "language")
_PASSAGES = 10


def checked(request: Request, *known: str) -> None:
    """Refuse a parameter that is not one of these, or that is given twice.

    Raises:
        WrongUsage: It names the parameter.
    """
    for name in request.query_params:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            what = f"Did you mean {near[0]}?" if near else f"There are {', '.join(known) or 'none'}."
            raise WrongUsage(f"There is no parameter {name!r}.", what)
        if name not in _SEVERAL and len(request.query_params.getlist(name)) > 1:
            raise WrongUsage(f"{name!r} is given twice.", "Give it once.")


async def asked(archive: ServedArchive, request: Request, key: str = "question") -> Question:
    """The question of a request; an empty limit is none.

    Args:
        archive: Whose sources it may name.
        request: With the parameters of `LIMITS`.
        key: Which parameter has its words.

    Raises:
        WrongUsage: There is no question, it is too long, or a limit is malformed.
    """
    text = words(request, key)
    if not text.strip():
        raise WrongUsage(f"There are no words in {key!r}.", f"Write: {request.url.path}?{key}=...")
    return await limits_of(archive, request, text)


async def limits_of(archive: ServedArchive, request: Request, text: str = "?") -> Question:
    """The limits of a request as a question; see `asked`.

    Raises:
        WrongUsage: A limit is malformed.
    """
    given = request.query_params
    sources, authors, languages = ([name for name in given.getlist(key) if name] for key in _SEVERAL)
    question = question_of(
        text, given.get("since"), given.get("until"), sources, given.get("as_of"), authors, languages
    )
    if sources or authors or languages:  # these have to be looked up; most questions go on at once
        question = await archive.read(within_archive, archive.worker.archive, question, "/api/status")
    return question


def words(request: Request, name: str) -> str:
    """A text; empty where it is not given.

    Raises:
        WrongUsage: It is too long.
    """
    text = request.query_params.get(name, "")
    if len(text) > LONGEST_CHARACTERS:
        raise WrongUsage(
            f"{name!r} has {len(text):,} characters, and {LONGEST_CHARACTERS:,} are the most.", "Ask it in a sentence."
        )
    return text


def number(request: Request, name: str, least: int, most: int | None) -> int | None:
    """A whole number; None where it is not given.

    Raises:
        WrongUsage: It is not one, or out of range.
    """
    given = request.query_params.get(name)
    if not given:
        return None
    digits = given.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 12) or int(given) < least:
        raise WrongUsage(f"{name!r} is {given!r}.", f"It is a whole number from {least:,} on.")
    if most is not None and int(given) > most:
        raise WrongUsage(f"{name!r} is {given!r}.", f"It is a whole number from {least:,} to {most:,}.")
    return int(given)


def passages(request: Request) -> int:
    """How many passages a search shows at most.

    Raises:
        WrongUsage: See `number`.
    """
    return number(request, "k", 1, MOST_PASSAGES) or _PASSAGES
