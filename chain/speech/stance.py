"""Whether words speak for a topic or against it: told only where they say so outright."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Collection, Iterator
from typing import Literal

from clippings.chain.speech.lexicon import any_of
from clippings.chain.speech.utterance import QUOTED, without_quoted
from clippings.vectorstore.lexical.tokenizers import KOREAN, terms

Stance = Literal["for", "against"]

_WORDS_BETWEEN = 6
_HELPERS = (
    r"(?:\s(?:\w+ly|am|are|is|was|will|would|have|has|had|do|does|also|still|now|always|been|be|remain|stand)){0,3}\s"
)
_SHORT = "(?:['’](?:m|re|s|ve|d|ll))?"
_TURNS = re.compile(
    r"[.,;:!?]|\b(?:for|from|to|against|on|over|with|about|in|than|because|but|while|if|unless|who|that|which|as)\b"
)
"""Behind such a word it is another thing: who supports limits on imports does not support imports."""
_SENTENCE = re.compile(r"(?<=[.!?다])\s+")


def stance(text: str, topic: Collection[str], group: str) -> Stance | None:
    """The stance of somebody's words; None where they take none outright, or both.

    It takes one who says so of himself (quoted "I support", reported "he would oppose"), without a negation, with a
    word of the topic right behind the verb: what "Republicans oppose" is not told as the speaker's.

    Args:
        text: The quote.
        topic: The topic's words, as the index spells them.
        group: How words are made; see `vectorstore.lexical.tokenizers`.
    """
    found: set[Stance] = set()
    sides: tuple[Stance, Stance] = ("for", "against")
    for side in sides:
        for match in _found(side, text, group):
            if group == KOREAN:
                sentence = next(one for one in _SENTENCE.split(text) if match[0] in one)
                is_on_topic = bool(set(topic) & set(terms(sentence, group))) and not _negated(sentence, group)
            else:
                behind = " ".join(_TURNS.split(text[match.end() :])[0].split()[:_WORDS_BETWEEN])
                is_on_topic = bool(set(topic) & set(terms(behind, group))) and not _negated(match[0], group)
            if is_on_topic:
                found.add(side)
    return found.pop() if len(found) == 1 else None


def _found(side: str, text: str, group: str) -> Iterator[re.Match[str]]:
    """Where somebody takes a side: "I" and "we" inside a quotation, "he" and "she" outside."""
    if group == KOREAN:
        return re.finditer(any_of("ko", side), text)
    bare = without_quoted(text)
    within, outside = _patterns(side)
    own = (match for match in within.finditer(text) if bare[match.start()] == QUOTED)
    return itertools.chain(own, outside.finditer(bare))


@functools.cache
def _patterns(side: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    stand = rf"{_SHORT}{_HELPERS}{any_of('en', side)}\b"
    return re.compile(rf"\b(?:I|[Ww]e){stand}"), re.compile(rf"\b(?:[Hh]e|[Ss]he){stand}")


def _negated(text: str, group: str) -> bool:
    language = "ko" if group == KOREAN else "en"
    edge = "" if group == KOREAN else r"\b"
    return re.search(rf"{edge}{any_of(language, 'negation')}", text, re.IGNORECASE) is not None
