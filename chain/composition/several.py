"""An answer to a message that asks several things: which of them the archive does not say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from clippings.chain.generation import extractive
from clippings.chain.messages import told_missing
from clippings.chain.text.attributed_quotes import text_of
from clippings.core.types import Answer, Citation

MOST_WORDS = 150
"""Of quotes, for all parts together."""

_UNLIKELY = 0.15
"""A part is said to be missing where the archive is no likelier to answer it; below the threshold for declining a
question every third is answered after all."""


def join(whole: Answer, parts: Sequence[str], answers: Sequence[Answer]) -> Answer:
    """The answer to a whole message with what its parts add to it.

    A message is answered as one, since one article mostly tells all that it asks (of 60 such questions, the quotes for
    each part alone tell no more than those for the whole). Where nothing answers it as one, what answers a part is
    given.

    Args:
        whole: The answer to the message.
        parts: The questions as they stand in the message.
        answers: To each of them, in the same order.
    """
    answered = [one for one in answers if not one.abstained]
    if not answered:
        return whole
    missing = tuple(
        part for part, one in zip(parts, answers, strict=True) if one.abstained and one.confidence <= _UNLIKELY
    )
    if whole.abstained:
        citations = _cited(answered)
        whole = replace(
            answered[0],
            question=whole.question,
            text=text_of(citations, whole.language),
            citations=tuple(citations),
            confidence=min(one.confidence for one in answered),
            short_answer=None,
            more=(),
        )
    if not missing:
        return whole
    partly = replace(whole, missing=missing)
    return replace(partly, text=f"{partly.text} {told_missing(partly)}")


def _cited(answers: Sequence[Answer]) -> list[Citation]:
    """The quotes of the first part first; what was quoted for one is not quoted again for another."""
    shown: list[Citation] = []
    for answer in answers:
        shown += [one for one in answer.citations if not any(extractive.overlap(one, other) for other in shown)]
    return extractive.cite(shown)
