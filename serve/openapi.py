"""The API in OpenAPI's words (https://spec.openapis.org/oas/v3.1.0)."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

from clippings.chain.checking.draft import MOST_CHARACTERS
from clippings.chain.query.understanding import LONGEST_CHARACTERS
from clippings.chain.requests import LONGEST_STRETCH, MOST_PASSAGES

_TEXT: Mapping[str, Any] = {"type": "string"}
_WHOLE: Mapping[str, Any] = {"type": "integer", "minimum": 0}
_TEXT_OR_NULL: Mapping[str, Any] = {"type": ["string", "null"]}

_LIMITS = (
    ("since", "Only articles published on or after this date (2023-03-16).", _TEXT),
    ("until", "Only articles published on or before this date.", _TEXT),
    ("source", "Only articles of this source; may be given several times.", {"type": "array", "items": _TEXT}),
    ("author", "Only articles by this author; may be given several times.", {"type": "array", "items": _TEXT}),
    (
        "language",
        "Only articles in this language (ko, Korean); may be given several times.",
        {"type": "array", "items": _TEXT},
    ),
    ("as_of", "As if today were this date: nothing later is seen.", _TEXT),
)
_QUESTION = {"type": "string", "minLength": 1, "maxLength": LONGEST_CHARACTERS}


@functools.cache
def document() -> dict[str, Any]:
    """The OpenAPI document; the same for every archive."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Clippings",
            "version": version("clippings"),
            "description": "Ask a news archive a question; get an answer with the clippings that prove it. "
            "Offsets count characters (Unicode code points) of the article's text, so that "
            "`quote == text[start:end]`. The token decides which archive is asked.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "security": [{"token": []}, {}],
        "paths": {
            "/api/ask": _get(
                "ask",
                "Answer a question with quotes from the archive; the JSON of `clippings ask --json`.",
                "Answer",
                ("question", "What is asked, in any language.", _QUESTION),
                *_LIMITS,
            ),
            "/api/search": _get(
                "search",
                "Find the passages that bear on a question; the JSON of `clippings search --json`.",
                "Found",
                ("query", "Words or a question.", _QUESTION),
                ("k", "How many passages at most.", {"type": "integer", "minimum": 1, "maximum": MOST_PASSAGES}),
                *_LIMITS,
            ),
            "/api/timeline": _get(
                "timeline",
                "The dated clippings of a topic, oldest first.",
                "Timeline",
                ("topic", "What the story is about: a few words.", _QUESTION),
                *_LIMITS,
            ),
            "/api/said": _get(
                "said",
                "What somebody said, oldest first; the JSON of `clippings said --json`.",
                "Said",
                ("person", "Whose words: a name.", _QUESTION),
                ("topic", "Only words on this.", {"type": "string", "maxLength": LONGEST_CHARACTERS}),
                *_LIMITS,
            ),
            "/api/check": _posted_too(
                _get(
                    "check",
                    "Check a draft: each sentence supported, told otherwise or absent; the JSON of `clippings check`.",
                    "CheckedDraft",
                    ("text", "The draft; a longer one is posted.", {"type": "string", "minLength": 1}),
                    *_LIMITS,
                )
            ),
            "/api/article": _get(
                "article",
                "An article's text between two offsets, to check a quote by.",
                "Article",
                ("url", "Of the article, as an answer or a search gives it.", _TEXT),
                ("start", "The first character, from 0.", _WHOLE),
                ("end", f"Behind the last character; at most {LONGEST_STRETCH} at once.", _WHOLE),
            ),
            "/api/status": _get("status", "What the archive holds, and of which sources.", "Status"),
        },
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": _schemas(),
        },
    }


def _get(name: str, summary: str, schema: str, *parameters: tuple[str, str, Mapping[str, Any]]) -> dict[str, Any]:
    """A path that is read; the first parameter of a path that has any is required."""
    refusals = {"400": "Wrong usage", "401": "No archive is open to this token", "403": "Another site's request"}
    refusals |= {"404": "Not in this archive", "429": "Asked too often", "503": "Too many wait, or the archive is busy"}
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "parameters": [
                {"name": key, "in": "query", "required": at == 0, "description": meaning, "schema": dict(shape)}
                for at, (key, meaning, shape) in enumerate(parameters)
            ],
            "responses": {
                "200": {"description": "Found", **_json(schema)},
                **{status: {"description": meaning, **_json("Error")} for status, meaning in refusals.items()},
            },
        }
    }


def _posted_too(path: dict[str, Any]) -> dict[str, Any]:
    """The same path for a text that is too long for a query: its first parameter in the body."""
    read = path["get"]
    first, *others = read["parameters"]
    body = {
        "required": True,
        "content": {
            "text/plain": {"schema": {**first["schema"], "maxLength": MOST_CHARACTERS}},
            "application/json": {
                "schema": {**_object(**{first["name"]: first["schema"]}), "additionalProperties": False}
            },
        },
    }
    operation = f"{read['operationId']}Posted"
    return {**path, "post": {**read, "operationId": operation, "parameters": others, "requestBody": body}}


def _json(schema: str) -> dict[str, Any]:
    return {"content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}}


def _object(**properties: Any) -> dict[str, Any]:
    """An object that has all of these; there may be more."""
    return {"type": "object", "required": list(properties), "properties": properties}


def _list(schema: str) -> dict[str, Any]:
    return {"type": "array", "items": {"$ref": f"#/components/schemas/{schema}"}}


def _quote_or_null() -> dict[str, Any]:
    return {"anyOf": [{"$ref": "#/components/schemas/Quote"}, {"type": "null"}]}


def _schemas() -> dict[str, Any]:
    source = {
        "url": _TEXT,
        "title": _TEXT,
        "source": _TEXT,
        "published_at": _TEXT_OR_NULL,
        "published_on": _TEXT_OR_NULL,
    }
    place = {"start": _WHOLE, "end": _WHOLE}
    lines = {"type": "array", "items": _TEXT}
    timings = {"type": "object", "additionalProperties": {"type": "number"}}
    listed = _object(name=_TEXT, articles=_WHOLE, oldest=_TEXT_OR_NULL, newest=_TEXT_OR_NULL, undated=_WHOLE)
    return {
        "Error": _object(error=_TEXT, way_out=_TEXT),
        "Clipping": _object(**source),
        "Citation": _object(number=_WHOLE, **source, quote=_TEXT, **place, also_in=_list("Clipping")),
        "Passage": _object(
            rank=_WHOLE, score={"type": "number"}, **source, text=_TEXT, **place, also_in=_list("Clipping")
        ),
        "Answer": _object(
            question=_TEXT,
            answer=_TEXT,
            short_answer=_TEXT_OR_NULL,
            as_of=_TEXT,
            abstained={"type": "boolean"},
            outcome={"enum": ["answered", "partly", "related", "none"]},
            mode=_TEXT,
            confidence={"type": "number", "minimum": 0, "maximum": 1},
            citations=_list("Citation"),
            more=_list("Citation"),
            related=_list("Citation"),
            otherwise=_TEXT,
            missing=lines,
            nearest=_list("Clipping"),
            understood={"type": ["object", "null"]},
            notes=lines,
            timings_ms=timings,
        ),
        "Found": _object(passages=_list("Passage"), understood={"type": "object"}, notes=lines, timings_ms=timings),
        "Timeline": _object(topic=_TEXT, clippings=_list("Citation"), understood={"type": "object"}, notes=lines),
        "Quote": _object(
            speaker=_TEXT,
            text=_TEXT,
            **source,
            **place,
            is_direct={"type": "boolean"},
            occasion=_TEXT,
            stance={"enum": ["for", "against", None]},
            also_in=_list("Clipping"),
        ),
        "Said": _object(
            person=_TEXT,
            speaker=_TEXT,
            topic=_TEXT,
            quotes=_list("Quote"),
            then=_quote_or_null(),
            now=_quote_or_null(),
            understood={"type": "object"},
            notes=lines,
        ),
        "CheckedDraft": _object(
            sentences={"type": "array", "items": _checked_sentence(place)},
            counts=_object(supported=_WHOLE, otherwise=_WHOLE, absent=_WHOLE),
            language=_TEXT,
        ),
        "Article": _object(**source, language=_TEXT, authors=lines, version=_WHOLE, length=_WHOLE, **place, text=_TEXT),
        "Status": _object(
            articles=_WHOLE,
            chunks=_WHOLE,
            embedded_chunks=_WHOLE,
            pending_chunks=_WHOLE,
            sources={"type": "array", "items": listed},
            embedding_model=_TEXT,
        ),
    }


def _checked_sentence(place: Mapping[str, Any]) -> dict[str, Any]:
    mark = _object(
        kind={"enum": ["number", "name", "day"]},
        text=_TEXT,
        **place,
        state={"enum": ["confirmed", "differs", "unconfirmed"]},
    )
    return _object(
        text=_TEXT,
        **place,
        verdict={"enum": ["supported", "otherwise", "absent"]},
        citations=_list("Citation"),
        differs={"type": "array", "items": _object(kind=_TEXT, said=_TEXT, archive=_TEXT)},
        reason=_TEXT,
        near=_list("Citation"),
        marks={"type": "array", "items": mark},
    )
