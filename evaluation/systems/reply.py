"""What a system replies, checked: the JSON of `clippings ask`, of which only `id` and `answer` are required."""

from __future__ import annotations

import json
from typing import Annotated, Any, NoReturn

from pydantic import BaseModel, BeforeValidator, Field, StringConstraints, ValidationError, model_validator

MOST_BYTES = 4 * 1024 * 1024
"""Of one reply; a longer one is not read to its end."""

_MOST_CHARACTERS = 100_000
_MOST_CLIPPINGS = 200
_MOST_TOLD = 3

Text = Annotated[str, StringConstraints(max_length=_MOST_CHARACTERS), BeforeValidator(lambda given: given or "")]
"""Also `null`, which is nothing."""


class Unusable(ValueError):
    """What was received is no reply; the message completes the sentence "It replied with ..."."""


class ReplyArticle(BaseModel):
    """An article that a system names. Everything is optional; what is not given cannot be expected."""

    url: Text = ""
    title: Text = ""
    source: Text = ""
    published_at: Text = ""
    """ISO 8601, a date or a moment."""
    published_on: Text = ""
    """The day as the source prints it, where that is not the day of `published_at` in UTC."""


def _as_clipping(given: object) -> object:
    return {"url": given} if isinstance(given, str) else given


class ReplyClipping(ReplyArticle):
    """A citation, with the words that it quotes, or a retrieved passage, with its text. A string is an address."""

    number: int | None = None
    text: Text = ""
    score: float | None = None
    also_in: list[ReplyArticle] = Field(default_factory=list, max_length=_MOST_CLIPPINGS)

    @model_validator(mode="before")
    @classmethod
    def _quote_is_its_text(cls, given: object) -> object:
        if isinstance(given, dict) and "quote" in given:
            return {**given, "text": given["quote"]}
        return given


Clippings = Annotated[list[Annotated[ReplyClipping, BeforeValidator(_as_clipping)]], Field(max_length=_MOST_CLIPPINGS)]


class Usage(BaseModel):
    """What a reply cost."""

    input_tokens: int | None = Field(default=None, ge=0)
    output_tokens: int | None = Field(default=None, ge=0)
    cost_usd: float | None = Field(default=None, ge=0, allow_inf_nan=False)


class Reply(BaseModel):
    """The reply to one question. None: the system does not say."""

    id: str | int | None = None
    answer: Text = ""
    abstained: bool | None = None
    outcome: Text = ""
    """answered, partly, related or absent."""
    otherwise: Text | None = None
    """The word of the question that is wrong; empty where none is."""
    short_answer: Text = ""
    confidence: float | None = Field(default=None, ge=0, le=1)
    citations: Clippings | None = None
    passages: Clippings | None = None
    """What was retrieved, best first."""
    related: Clippings | None = None
    """Quotes on the topic of a question that is not answered."""
    language: Text = ""
    mode: Text = ""
    notes: list[Text] = Field(default_factory=list, max_length=_MOST_CLIPPINGS)
    usage: Usage | None = None
    timings_ms: dict[str, float] = Field(default_factory=dict, max_length=_MOST_CLIPPINGS)
    error: str | None = None
    """Why there is no answer."""


def read_json(raw: bytes) -> Any:
    """A JSON value.

    Raises:
        Unusable: It is none, or holds text that is no Unicode.
    """
    if len(raw) > MOST_BYTES:
        raise Unusable(f"more than {MOST_BYTES // 1024 // 1024} MB")
    try:
        value = json.loads(raw.decode("utf-8-sig"), parse_constant=_refuse_constant)
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeDecodeError:
        raise Unusable("bytes that are not UTF-8") from None
    except UnicodeEncodeError:
        raise Unusable("text that is not Unicode: it holds half a character") from None
    except (ValueError, RecursionError):
        raise Unusable(f"what is not JSON: {excerpt(raw)}") from None
    return value


def parse(value: Any) -> Reply:
    """A reply from a JSON value.

    Raises:
        Unusable: It is no object, has neither `answer` nor `abstained` nor `error`, or a field is malformed.
    """
    if not isinstance(value, dict):
        raise Unusable(f"JSON that is not an object: {excerpt(json.dumps(value).encode())}")
    if not {"answer", "abstained", "error"} & value.keys():
        raise Unusable("an object without `answer`: it has " + (", ".join(sorted(map(str, value))[:8]) or "no keys"))
    try:
        reply = Reply.model_validate(value)
    except ValidationError as error:
        problems = [f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors(include_url=False)]
        more = f" and {len(problems) - _MOST_TOLD} more" if len(problems) > _MOST_TOLD else ""
        raise Unusable(f"malformed fields: {'; '.join(problems[:_MOST_TOLD])}{more}") from None
    if reply.error is None and not reply.answer.strip() and not reply.abstained:
        raise Unusable("an empty answer; one that declines says `abstained: true`")
    return reply


def excerpt(raw: bytes, size: int = 80) -> str:
    """The beginning of what was received, printable."""
    text = raw[: 4 * size].decode("utf-8", "replace")
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    return repr(" ".join(plain.split())[:size])


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"JSON has no {name}")
