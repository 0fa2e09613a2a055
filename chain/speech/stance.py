"""Whether words speak for a topic or against it: told only where they say so outright."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection
from typing import Literal

from clippings.chain.speech.lexicon import any_of
from clippings.vectorstore.lexical.tokenizers import KOREAN, terms

Stance = Literal["for", "against"]

_WORDS_BETWEEN = 6
_SPEAKER = r"(?:\b(?:I|we|he|she)(?:['’](?:m|re|s|ve|d|ll))?)(?:\s(?:\w+ly|am|are|is|was|will|would|have|has|had|do|does|also|still|always|been|be|remain|stand)){0,3}\s"
_SENTENCE = re.compile(r"(?<=[.!?다])\s+")


def stance(text: str, topic: Collection[str], group: str) -> Stance | None:
    """The stance of somebody's words; None where they take none outright, or both.

    It takes one who says so of himself ("I support", "he would oppose"), without a negation, with a word of the topic
    right behind the verb: what "Republicans oppose" is not told as the speaker's.

    Args:
        text: The quote.
        topic: The topic's words, as the index spells them.
        group: How words are made; see `vectorstore.lexical.tokenizers`.
    """
    found: set[Stance] = set()
    sides: tuple[Stance, Stance] = ("for", "against")
    for side in sides:
        for match in _pattern(side, group).finditer(text):
            if group == KOREAN:
                sentence = next(one for one in _SENTENCE.split(text) if match[0] in one)
                is_on_topic = bool(set(topic) & set(terms(sentence, group))) and not _negated(sentence, group)
            else:
                behind = " ".join(re.split(r"[.;!?]", text[match.end() :])[0].split()[:_WORDS_BETWEEN])
                is_on_topic = bool(set(topic) & set(terms(behind, group))) and not _negated(match[0], group)
            if is_on_topic:
                found.add(side)
    return found.pop() if len(found) == 1 else None


@functools.cache
def _pattern(side: str, group: str) -> re.Pattern[str]:
    if group == KOREAN:
        return re.compile(any_of("ko", side))
    return re.compile(rf"{_SPEAKER}{any_of('en', side)}\b", re.IGNORECASE)


def _negated(text: str, group: str) -> bool:
    language = "ko" if group == KOREAN else "en"
    edge = "" if group == KOREAN else r"\b"
    return re.search(rf"{edge}{any_of(language, 'negation')}", text, re.IGNORECASE) is not None
