"""The JSON API: what the commands print, over HTTP."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from clippings.chain import requests, shapes
from clippings.chain.checking import report
from clippings.chain.checking.checker import CheckedSentence, Checker
from clippings.chain.checking.draft import DraftSentence, batched, read_draft
from clippings.chain.pipeline import Asker
from clippings.chain.said import said as said_by
from clippings.chain.timeline import timeline as timeline_of
from clippings.core.errors import WrongUsage
from clippings.serve.drafts import SENTENCES_OF_A_QUESTION, draft_in
from clippings.serve.openapi import document
from clippings.serve.parameters import LIMITS, asked, checked, limits_of, number, passages, words
from clippings.serve.responses import answered
from clippings.serve.site import site_of


@answered
async def ask(request: Request) -> Response:
    """What `clippings ask --json` prints."""
    archive = site_of(request).archive_to_ask(request)
    checked(request, "question", *LIMITS)
    question = await asked(archive, request)
    answer = await archive.ask(lambda asker: requests.answer(asker, question))
    return JSONResponse(shapes.answer(answer))


@answered
async def search(request: Request) -> Response:
    """What `clippings search --json` prints."""
    archive = site_of(request).archive_to_ask(request)
    checked(request, "query", "question", "k", *LIMITS)
    k = passages(request)
    key = "question" if "question" in request.query_params else "query"
    question = await asked(archive, request, key)
    found = await archive.ask(lambda asker: requests.search_as_json(asker.retriever, question, k))
    return JSONResponse(found)


@answered
async def timeline(request: Request) -> Response:
    """The dated clippings of a topic, oldest first."""
    archive = site_of(request).archive_to_ask(request)
    checked(request, "topic", *LIMITS)
    question = await asked(archive, request, "topic")
    told = await archive.ask(lambda asker: timeline_of(asker.retriever, question))
    return JSONResponse(requests.timeline_as_json(question.text, told))


@answered
async def said(request: Request) -> Response:
    """What `clippings said --json` prints."""
    archive = site_of(request).archive_to_ask(request)
    checked(request, "person", "topic", *LIMITS)
    person = await asked(archive, request, "person")
    topic = words(request, "topic")
    found = await archive.ask(lambda asker: said_by(asker.archive, person, topic))
    return JSONResponse(shapes.said(found))


@answered
async def check(request: Request) -> Response:
    """What `clippings check --json` prints: of `text` in the query, or of the body of a POST."""
    site = site_of(request)
    archive = site.archive_to_ask(request)
    checked(request, "text", *LIMITS)
    text = await draft_in(request)
    limits = await limits_of(archive, request)
    draft = await archive.read(read_draft, text)
    for _ in range(len(draft) // SENTENCES_OF_A_QUESTION):
        site.take(archive, request)
    checker = Checker(archive.worker.asker.retriever, limits)
    found: list[CheckedSentence] = []
    for some in batched(draft):  # so that a question waits for a few of them and not for all
        found += await archive.ask(functools.partial(_check, checker, some))
    return JSONResponse(report.as_json(report.CheckedDraft(text, tuple(found))))


def _check(checker: Checker, some: Sequence[DraftSentence], _asker: Asker) -> list[CheckedSentence]:
    return [checker.check(one) for one in some]


@answered
async def article(request: Request) -> Response:
    """An article's text by offsets, so that a quote can be checked."""
    archive = site_of(request).archive_of(request)
    checked(request, "url", "start", "end")
    start, end = number(request, "start", 0, None), number(request, "end", 0, None)
    url = request.query_params.get("url")
    if not url:
        raise WrongUsage("There is no 'url'.", "Take it from an answer or a search.")
    found = await archive.read(requests.article_at, archive.worker.archive, url)
    return JSONResponse(requests.article_as_json(found, start, end))


@answered
async def status(request: Request) -> Response:
    """What the archive holds, and of which sources."""
    archive = site_of(request).archive_of(request)
    checked(request)
    return JSONResponse(shapes.status(await archive.read(archive.worker.archive.status)))


@answered
async def openapi(_request: Request) -> Response:
    """The document that describes all of this; it says nothing of any archive, so it needs no token."""
    return JSONResponse(document())
