"""What type of question is asked: for a fact, a reason, an account, a list, ..., found once for all that follows."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

from clippings.chain.reading.reader import Reader

_RULES = Path(__file__).parent / "question_types.toml"
_READ = "en"


class QuestionType(StrEnum):
    """The values are those of the data that the reader's head was trained on."""

    WHO = "who"
    WHEN = "when"
    WHERE = "where"
    NUMBER = "number"
    WHO_IS = "who_is"
    """The background of a person."""
    WHY = "why"
    HOW = "how"
    OVERVIEW = "overview"
    TIMELINE = "timeline"
    COMPARISON = "compare"
    LIST = "list"
    YES_NO = "yesno"
    LATEST = "latest"
    SAID = "said"
    """Who said what about whom."""


FACTS = (QuestionType.NUMBER, QuestionType.WHEN, QuestionType.WHERE, QuestionType.WHO)
"""Types that a few words answer."""

TypeChances = Mapping[QuestionType, float]
"""Of each type, the chance that a question is of it; empty where none can be told."""


def classify(text: str, language: str, reader: Reader | None = None) -> TypeChances:
    """How likely a question is of each type.

    English by the reader's head, a linear model on the state that the encoder gives a question (0.845 of 900 held-out
    questions, of fourteen types); Korean, and English without a reader, by the words of `question_types.toml`.

    Args:
        text: As it was asked, on its own: what normalisation takes away ("tell me about", "latest") tells the type.
        language: Of the text.
        reader: Where there is one.
    """
    if reader is not None and language == _READ:
        return {QuestionType(name): chance for name, chance in reader.kinds(text).items()}
    for kind, pattern in _rules().get(language, ()):
        if pattern.search(text):
            return {kind: 1.0}
    return {}


def likeliest(types: TypeChances) -> QuestionType | None:
    """The type that a question most likely is of."""
    return max(types, key=lambda one: types[one], default=None)


@functools.cache
def _rules() -> dict[str, tuple[tuple[QuestionType, re.Pattern[str]], ...]]:
    """Of each language, the types with the words that tell them, in order."""
    read = tomllib.loads(_RULES.read_text(encoding="utf-8"))
    return {
        language: tuple((QuestionType(one["type"]), re.compile(one["pattern"], re.IGNORECASE)) for one in rules)
        for language, rules in read.items()
    }
