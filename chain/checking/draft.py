"""A draft as the sentences that can be checked, within limits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from clippings.chain.conversation.small_talk import small_talk
from clippings.chain.verification.prompt_injection import directs_a_machine
from clippings.chain.verification.refusals import WrongRequest
from clippings.core.languages import of_question, of_text
from clippings.core.sentences import sentences
from clippings.vectorstore.lexical.tokenizers import PLAIN, group_of, terms

MOST_WORDS = 10_000
"""Of one draft: some 500 sentences, about a minute in an archive of 11,000 articles."""
MOST_CHARACTERS = 100_000
_LONGEST_SENTENCE = 600
_FEWEST_WORDS = 3
_AT_ONCE = 5
"""Half a second in an archive of 11,000 articles."""

_OPINION = re.compile(
    r"\b(?:I|we) (?:\w+ )?(?:think|believe|feel|hope|wish|guess|suppose|doubt|suspect)\b|"
    r"\bin (?:my|our) (?:view|opinion)\b|"
    r"\bto my mind\b|(?:라고|다고) (?:생각|믿)(?:한다|합니다|해요)|(?:내|제|우리) (?:생각|의견)",
    re.IGNORECASE,
)

_BY_SCRIPT = {"ko", "ja", "zh"}
"""Languages that a short sentence shows by its letters, so that one draft may hold several."""

NothingToCheck = Literal["", "question", "too_short", "too_long", "opinion", "greeting", "directions"]


@dataclass(frozen=True, slots=True)
class DraftSentence:
    """A sentence at `draft[start:end]`; `skipped` says why it states nothing that an archive could have."""

    text: str
    start: int
    end: int
    language: str
    skipped: NothingToCheck = ""


def read_draft(text: str) -> list[DraftSentence]:
    """The sentences of a draft, in order.

    Raises:
        WrongRequest: It is too long, or has no words.
    """
    words = len(text.split())
    if words > MOST_WORDS or len(text) > MOST_CHARACTERS:
        raise WrongRequest(
            "draft_too_long", words=words, characters=len(text), most=MOST_WORDS, most_characters=MOST_CHARACTERS
        )
    if not any(letter.isalnum() for letter in text):
        raise WrongRequest("draft_empty")
    return list(_sentences(text))


def batched(draft: Sequence[DraftSentence]) -> Iterator[Sequence[DraftSentence]]:
    """The sentences a few at a time: as many as are checked while somebody's question waits."""
    for start in range(0, len(draft), _AT_ONCE):
        yield draft[start : start + _AT_ONCE]


def _sentences(text: str) -> Iterator[DraftSentence]:
    language = _language(text)
    for span in sentences(text, language):
        sentence = text[span.start : span.end]
        own = language if {language, of_question(sentence)}.isdisjoint(_BY_SCRIPT) else of_question(sentence)
        yield DraftSentence(sentence, span.start, span.end, own, _skipped(sentence, own))


def _language(text: str) -> str:
    """Of the whole draft. A few English sentences with many names are taken for languages that are written alike."""
    found = of_text(text)
    return "en" if group_of(found) == PLAIN and text.isascii() else found


def _skipped(sentence: str, language: str) -> NothingToCheck:
    if sentence.rstrip("\"'”’»)]」』").endswith(("?", "？")):
        return "question"
    if len(sentence) > _LONGEST_SENTENCE:
        return "too_long"
    if directs_a_machine(sentence):
        return "directions"
    if small_talk(sentence):
        return "greeting"
    if _OPINION.search(sentence):
        return "opinion"
    return "too_short" if len(terms(sentence, group_of(language))) < _FEWEST_WORDS else ""
