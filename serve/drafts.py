"""The draft in a request: in its query, or in its body as text or JSON."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Sequence

from starlette.requests import Request

from clippings.chain.checking import report
from clippings.chain.checking.checker import CheckedDraftSentence, Checker
from clippings.chain.checking.draft import DraftSentence, batched, read_draft
from clippings.chain.pipeline import Asker
from clippings.core.errors import WrongUsage
from clippings.core.types import Question
from clippings.serve.archives import ServedArchive

SENTENCES_OF_A_QUESTION = 25
"""So many of a draft count as one more question of its client."""

_MOST_BYTES = 1_000_000
"""A draft of the longest kind, four bytes a letter, with room for the escapes of JSON."""

_WAY_OUT = 'POST it as text/plain in UTF-8, or as application/json: {"text": "..."}'


async def draft_in(request: Request) -> str:
    """The draft of a request.

    Raises:
        WrongUsage: There is none, it is too large, or it is not text.
    """
    if request.method != "POST":
        return _checked(request.query_params.get("text", ""))
    if "text" in request.query_params:
        raise WrongUsage("The draft is given twice: in the query and in the body.", "Give it once.")
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > _MOST_BYTES:
            raise WrongUsage(f"The draft is larger than {_MOST_BYTES:,} bytes.", "Check it in parts.")
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in ("text/plain", "application/json"):
        raise WrongUsage(f"A draft of the type {kind[:100]!r} is not read here.", _WAY_OUT)
    try:
        text = bytes(body).decode("utf-8")
        given = json.loads(text) if kind == "application/json" else {"text": text}
    except (ValueError, RecursionError):
        raise WrongUsage("The draft cannot be read.", _WAY_OUT) from None
    if not isinstance(given, dict) or not isinstance(given.get("text"), str) or set(given) != {"text"}:
        raise WrongUsage("The JSON has no text, or has more than that.", _WAY_OUT)
    return _checked(given["text"])


async def checked_draft(
    archive: ServedArchive, take: Callable[[], None], text: str, limits: Question
) -> report.CheckedDraft:
    """A draft checked against an archive; questions come between each few of its sentences.

    Args:
        archive: Which it is checked against.
        take: Counts a question more, for each `SENTENCES_OF_A_QUESTION`.
        text: The draft.
        limits: Which articles count.

    Raises:
        ClippingsError: It is too long, or counts as too many questions.
    """
    draft = await archive.read(read_draft, text)
    for _ in range(len(draft) // SENTENCES_OF_A_QUESTION):
        take()
    checker = Checker(archive.worker.asker.retriever, limits)
    found: list[CheckedDraftSentence] = []
    for some in batched(draft):
        found += await archive.ask(functools.partial(_check, checker, some))
    return report.CheckedDraft(text, tuple(found))


def _check(checker: Checker, some: Sequence[DraftSentence], _asker: Asker) -> list[CheckedDraftSentence]:
    return [checker.check(one) for one in some]


def _checked(text: str) -> str:
    if not text.strip():
        raise WrongUsage("There is no draft.", _WAY_OUT)
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise WrongUsage("The draft is not text in Unicode: it holds half a character.", "Write it in UTF-8.")
    return text
