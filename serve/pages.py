"""The pages for people: questions and answers, search, timeline, an article with its quote marked, the archive."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import Response

from clippings.chain import requests
from clippings.chain.messages import told_missing, told_otherwise
from clippings.chain.messages.searched import searched
from clippings.chain.pipeline import Asker
from clippings.chain.timeline import timeline as timeline_of
from clippings.core.errors import WrongUsage
from clippings.core.types import Answer, Article
from clippings.core.visible_text import one_line, without_paths
from clippings.core.web_links import article_address
from clippings.serve import clippings_shown
from clippings.serve.archives import ServedArchive
from clippings.serve.openapi import document
from clippings.serve.parameters import LIMITS, asked, checked, number, passages
from clippings.serve.responses import answered, page
from clippings.serve.site import site_of
from clippings.serve.words import language_of


@answered
async def ask(request: Request) -> Response:
    """The first page, and the answer where a question is given."""
    site = site_of(request)
    if not request.query_params.get("question"):
        archive = site.archive_of(request)
        checked(request, "question", *LIMITS)
        return page(request, "ask", answer=None, sources=await _source_names(archive))
    archive = site.archive_to_ask(request)
    try:
        checked(request, "question", *LIMITS)
        question = await asked(archive, request)
    except WrongUsage as error:
        return page(request, "ask", 400, answer=None, sources=await _source_names(archive), wrong=_told(error))
    given, sources = await archive.ask(lambda asker: (requests.answer(asker, question), _names(asker)))
    kept = site.kept.give(archive.catalogue, given, question)
    writing = BackgroundTask(archive.read, site.kept.write, archive.catalogue, kept)
    shown = _answer(given, language_of(request))
    return page(request, "ask", background=writing, answer=shown, sources=sources, address=f"/a/{kept.id}")


@answered
async def kept_answer(request: Request) -> Response:
    """An answer by its id: as it was given, its quotes read from the archive again."""
    site = site_of(request)
    archive = site.archive_of(request)
    checked(request)
    given = await archive.read(site.kept.recall, archive.catalogue, request.path_params["id"])
    cited = await archive.read(clippings_shown.of_kept, archive.catalogue, given, True)
    further = await archive.read(clippings_shown.of_kept, archive.catalogue, given, False)
    shown = {
        "question": given.question.text,
        "text": given.turn.answer if given.abstained or given.mode != "extractive" else "",
        "short": given.short_answer,
        "language": given.language,
        "cited": cited,
        "more": further,
        "mode": given.mode,
        "asked_at": given.question.asked_at,
    }
    return page(request, "kept_answer", answer=shown)


@answered
async def search(request: Request) -> Response:
    """Passages, best first."""
    site = site_of(request)
    if not request.query_params.get("query"):
        return page(request, "search", found=None, sources=await _source_names(site.archive_of(request)))
    archive = site.archive_to_ask(request)
    try:
        checked(request, "query", "k", *LIMITS)
        k = passages(request)
        question = await asked(archive, request, "query")
    except WrongUsage as error:
        return page(request, "search", 400, found=None, sources=await _source_names(archive), wrong=_told(error))
    found, sources = await archive.ask(lambda one: (requests.search(one.retriever, question, k), _names(one)))
    shown = [
        {
            "rank": each.rank,
            "text": one_line(each.text),
            "at": clippings_shown.of_article(each.article),
            "address": article_address(each.article.id, each.start, each.end),
            "also_in": list(dict.fromkeys(one_line(other.source) for other in each.also_in)),
        }
        for each in found.passages
    ]
    return page(request, "search", found=shown, sources=sources, notes=_notes(found.notes))


@answered
async def timeline(request: Request) -> Response:
    """How a story went."""
    site = site_of(request)
    if not request.query_params.get("topic"):
        return page(request, "timeline", told=None, sources=await _source_names(site.archive_of(request)))
    archive = site.archive_to_ask(request)
    try:
        checked(request, "topic", *LIMITS)
        question = await asked(archive, request, "topic")
    except WrongUsage as error:
        return page(request, "timeline", 400, told=None, sources=await _source_names(archive), wrong=_told(error))
    told, sources = await archive.ask(lambda asker: (timeline_of(asker.retriever, question), _names(asker)))
    shown = [clippings_shown.of_citations([citation])[0] for citation in told.clippings]
    return page(request, "timeline", told=shown, sources=sources, notes=_notes(told.found.notes))


@answered
async def article(request: Request) -> Response:
    """An article, with the quote marked where offsets are given."""
    archive = site_of(request).archive_of(request)
    checked(request, "start", "end")
    start, end = number(request, "start", 0, None), number(request, "end", 0, None)
    found, stands = await archive.read(_article, archive, int(request.path_params["id"]))
    has_quote = start is not None and end is not None and start < end <= len(found.text)
    return page(
        request,
        "article",
        200 if stands is None else 410,
        article=clippings_shown.of_article(found),
        authors=", ".join(one_line(author) for author in found.authors),
        paragraphs=[] if stands else clippings_shown.paragraphs(found.text, start, end) if has_quote else _whole(found),
        quote=(start, end) if has_quote else None,
        length=len(found.text),
        stands=stands,
    )


@answered
async def contents(request: Request) -> Response:
    """What the archive holds: numbers, a picture, the sources."""
    archive = site_of(request).archive_of(request)
    checked(request)
    sources = sorted(await archive.read(archive.catalogue.sources), key=lambda one: (-one.articles, one.name))
    return page(
        request,
        "archive",
        listed=sources,
        articles=sum(one.articles for one in sources),
        undated=sum(one.undated for one in sources),
        oldest=min((one.oldest for one in sources if one.oldest), default=None),
        newest=max((one.newest for one in sources if one.newest), default=None),
        has_picture=request.app.state.pictures.can_draw,
    )


@answered
async def about_the_api(request: Request) -> Response:
    """The API for people: what OpenAPI's document says."""
    site_of(request).archive_of(request)
    checked(request)
    return page(request, "api", paths=document()["paths"])


def _answer(given: Answer, language: str) -> dict[str, Any]:
    where = searched(given.question, given.understood, language)
    related = given.related or ()
    nearest = list({each.article.id: each.article for each in given.nearest}.values())
    return {
        "question": given.question.text,
        "text": one_line(told_otherwise(given) if given.is_in_quotes else given.text),
        "short": given.short_answer,
        "language": given.language,
        "abstained": given.abstained,
        "cited": clippings_shown.of_citations(given.citations),
        "more": clippings_shown.of_citations(given.more),
        "related": clippings_shown.of_citations(related),
        "otherwise": given.otherwise,
        "missing": one_line(told_missing(given)),
        "nearest": [] if related else [clippings_shown.of_article(each) for each in nearest],
        "notes": _notes(given.notes),
        "mode": given.mode,
        "as_of": given.question.as_of or given.question.asked_at,
        "searched": ", ".join(one_line(part) for part in where),
    }


def _article(archive: ServedArchive, article_id: int) -> tuple[Article, str | None]:
    """An article, and the page of the version that stands where it is not that one: empty where none does.

    Raises:
        NoSuchArticle: This archive has none of this id.
    """
    found = archive.catalogue.articles([article_id])
    if not found:
        raise requests.NoSuchArticle("The archive has no such article.", "Search for it.")
    if archive.catalogue.articles([article_id], current_only=True):
        return found[0], None
    current = archive.catalogue.article_at(found[0].url)
    return found[0], article_address(current.id) if current else ""


def _whole(found: Article) -> list[list[clippings_shown.Piece]]:
    return clippings_shown.paragraphs(found.text, None, None)


def _names(asker: Asker) -> list[str]:
    """For the form; in the thread that answers, for each change of threads takes time while others calculate."""
    return asker.archive.catalogue.source_names()


async def _source_names(archive: ServedArchive) -> list[str]:
    return await archive.read(archive.catalogue.source_names)


def _notes(notes: Sequence[str]) -> list[str]:
    return [one_line(without_paths(note)) for note in notes]


def _told(error: WrongUsage) -> dict[str, str]:
    return {"error": one_line(error.what), "way_out": one_line(error.way_out)}
