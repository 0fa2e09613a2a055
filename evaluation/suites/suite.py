"""What a suite holds: questions, each with what a careful editor expects of its answer. The file's shape is a contract.

cases:
  - id: fund-yen
    question: How much does Keidanren put into the Future Partnership Fund?
    expect: {contains: 100 million yen, cites: Peninsula Economic Review (sample)}
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)

from clippings.core.errors import WrongUsage
from clippings.core.time_window import end_of, start_of
from clippings.core.types import Question, Turn
from clippings.evaluation.outcomes import ExpectedOutcome

Criterion = Literal["accuracy", "sourcing", "opinion as fact", "editorialising", "context"]
CRITERIA: tuple[Criterion, ...] = ("accuracy", "sourcing", "opinion as fact", "editorialising", "context")
"""What newsrooms judge an assistant's answers by (BBC, "Representation of BBC News content in AI Assistants", 2025; the
EBU's study of the same year in 18 countries)."""

_MOST_WORDS = 10_000


def _as_list(value: object) -> object:
    return value if isinstance(value, list) else [value]


def _check_pattern(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"{pattern!r} is not a regular expression ({error})") from None
    return pattern


def _check_date(text: str) -> str:
    try:
        start_of(text)
    except WrongUsage:
        raise ValueError(f"{text!r} is not a date; write it as 2023-03-16") from None
    return text


def _check_id(text: str) -> str:
    if "::" in text or not text.isprintable():
        raise ValueError(f"{text!r} cannot be an id: it names a test, so it has no '::' and no line breaks")
    return text


def _check_language(code: str) -> str:
    if not re.fullmatch(r"[a-z]{2,3}", code):
        raise ValueError(f"{code!r} is not a language code; write two letters, as en or ko")
    return code


_WRITTEN = {"anyOf": [{"type": "string", "minLength": 1}, {"type": "number"}]}
_ONE_OR_SEVERAL = {"anyOf": [_WRITTEN, {"type": "array", "items": _WRITTEN, "minItems": 1}]}

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Several = Annotated[list[Words], BeforeValidator(_as_list), Field(min_length=1), WithJsonSchema(_ONE_OR_SEVERAL)]
Patterns = Annotated[
    list[Annotated[Words, AfterValidator(_check_pattern)]],
    BeforeValidator(_as_list),
    Field(min_length=1),
    WithJsonSchema(_ONE_OR_SEVERAL),
]
Date = Annotated[Words, AfterValidator(_check_date)]
Language = Annotated[Words, AfterValidator(_check_language)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class SimilarTo(_Strict):
    """A text that the answer should mean the same as."""

    text: Words
    threshold: float = Field(default=0.6, ge=-1, le=1)
    """The least cosine similarity of the two, by the archive's embedding model."""


class Fact(_Strict):
    """Something that a careful editor expects an answer to tell (a nugget, in TREC's word)."""

    fact: Words
    """In words, for who reads the report."""
    any_of: Patterns | None = None
    """Regular expressions, of which one is found in an answer that tells it, whatever its capitals. Without them, the
    fact is held against the answer by what judges statements (words, or CLIPPINGS_NLI_MODEL)."""
    vital: bool = True
    """Whether an answer without it is none; others count for recall alone."""


class Expectations(_Strict):
    """What is expected of one answer. Lists may also be one string; all of a list must hold, except in `..._any`."""

    contains: Several | None = None
    """Each stands in the answer, whatever its capitals and spaces."""
    contains_any: Several | None = None
    """One of them stands in the answer."""
    matches: Patterns | None = None
    """Each regular expression is found in the answer, whatever its capitals."""
    facts: Annotated[list[Fact], Field(min_length=1)] | None = None
    """What the answer tells: each vital fact must stand in it, and recall is measured over all."""
    shows_nothing_of: Patterns | None = None
    """None of these regular expressions is found in anything that is shown: answer, quotes, headlines and notes."""
    must_not_match: Patterns | None = None
    """None of these regular expressions is found in the answer."""
    cites: Several | None = None
    """Each is cited: an article's address or headline, or a source."""
    cites_any: Several | None = None
    """One of them is cited."""
    cites_after: Date | None = None
    """Everything cited was published on this day or later."""
    cites_newest: bool | None = None
    """The newest of the `relevant` articles that were retrieved is cited."""
    cites_before: Date | None = None
    """Everything cited was published on this day or earlier."""
    abstains: bool | None = None
    """Whether the archive does not say."""
    outcome: ExpectedOutcome | None = None
    """What becomes of the question: answered, partly (only part of it), related (no answer, but quotes on its topic) or
    absent."""
    corrects_premise: (
        StrictBool
        | Annotated[Patterns, WithJsonSchema({"anyOf": [{"type": "boolean"}, *_ONE_OR_SEVERAL["anyOf"]]})]
        | None
    ) = None
    """The answer says that the question takes something wrong for granted; as regular expressions, one of them (what is
    right instead) must be found in the answer or in its quotes."""
    declines_or_corrects: Patterns | None = None
    """The question takes something wrong for granted: the answer declines, says so, or tells one of these (what is
    right)."""
    language: Language | None = None
    """The answer is written in this language (ISO 639: en, ko)."""
    max_words: int | None = Field(default=None, ge=1, le=_MOST_WORDS)
    """The answer has no more words than this."""
    says_nothing_about: Several | None = None
    """None of these words stands in the answer."""
    similar_to: (
        Annotated[SimilarTo, BeforeValidator(lambda given: {"text": given} if isinstance(given, str) else given)] | None
    ) = None
    """The answer means about the same as this text."""
    relevant: Several | None = None
    """Addresses of articles that hold the answer: one is among the passages, and retrieval is measured by all."""

    @model_validator(mode="after")
    def _something_and_nothing_against_it(self) -> Expectations:
        given = self.model_dump(exclude_none=True)
        if not given:
            raise ValueError("nothing is expected; give at least one of " + ", ".join(type(self).model_fields))
        if self.abstains and (
            against := sorted(set(given) & {"contains", "contains_any", "facts", "cites", "cites_any"})
        ):
            raise ValueError(f"an answer that abstains has no words or citations of its own, so not also {against[0]}")
        if self.cites_newest is not None and not self.relevant:
            raise ValueError("cites_newest needs `relevant`: the articles of which the newest is to be cited")
        return self


class Asked(_Strict):
    """One turn of a conversation."""

    question: Words
    expect: Expectations


class Case(_Strict):
    """One question with its limits and expectations, or one conversation."""

    id: Annotated[Words, AfterValidator(_check_id)]
    question: Words | None = None
    turns: Annotated[list[Asked], Field(min_length=1)] | None = None
    """A conversation: each question is asked with those before it as its history."""
    since: Date | None = None
    """Only articles published on this day or later."""
    until: Date | None = None
    """Only articles published on this day or earlier."""
    source: Several | None = None
    """Only articles of these sources."""
    as_of: Date | None = None
    """As if today were this day: nothing later is seen."""
    expect: Expectations | None = None
    kind: Words | None = None
    """A label of your own (why, who, timeline); results are also counted by it."""
    criterion: Criterion | None = None
    """What it means when words are missing or said too much, where that is not plain accuracy."""
    known_gap: Words | None = None
    """Why it is known to fail today: counted openly, and told when it passes, so that the mark is removed."""

    @model_validator(mode="after")
    def _one_question_or_turns(self) -> Case:
        if self.turns is not None:
            if self.question is not None or self.expect is not None:
                raise ValueError(
                    "'turns' have their own 'question' and 'expect'; a case has either turns or a question"
                )
        elif self.question is None:
            raise ValueError("'question' is missing")
        elif self.expect is None:
            raise ValueError("'expect' is missing: say what is expected of the answer")
        return self

    @model_validator(mode="after")
    def _a_window_that_something_lies_in(self) -> Case:
        if self.since is not None:
            for name, limit in (("until", self.until), ("as_of", self.as_of)):
                if limit is not None and start_of(self.since) > end_of(limit):
                    raise ValueError(f"nothing lies between since {self.since} and {name} {limit}")
        return self

    @property
    def asked(self) -> list[Asked]:
        """The turns; a question alone is a conversation of one."""
        if self.turns is not None:
            return self.turns
        assert self.question is not None
        assert self.expect is not None
        return [Asked(question=self.question, expect=self.expect)]

    def question_of(self, turn: int, history: tuple[Turn, ...], now: datetime) -> Question:
        """The question of one turn within the case's limits.

        Args:
            turn: Counted from 0.
            history: The turns before it, as they were answered.
            now: When it is asked.
        """
        return Question(
            text=self.asked[turn].question,
            asked_at=now.astimezone(UTC),
            since=start_of(self.since) if self.since else None,
            until=end_of(self.until) if self.until else None,
            sources=tuple(self.source or ()),
            as_of=end_of(self.as_of) if self.as_of else None,
            history=history,
        )


class Suite(_Strict):
    """A file of cases."""

    title: Words | None = None
    cases: Annotated[list[Case], Field(min_length=1)]


def day_of(text: str) -> date:
    """The day of a date that was checked."""
    return start_of(text).date()


def json_schema() -> dict[str, Any]:
    """The shape of a suite for editors that complete and check it; shipped as `suite.schema.json`."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Suite.model_json_schema(mode="validation")}
