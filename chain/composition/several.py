"""One answer to a message that asks several things: what answers each, and which of them the archive does not say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clippings.chain import extractive
from clippings.core.types import Answer, Citation

MOST_WORDS = 150
"""Of quotes, for all parts together."""

_UNLIKELY = 0.3
"""A part is said to be missing where the archive is no likelier to answer it: of what is merely declined, every third
question is answered after all (`training.reader.weigh`)."""


@dataclass(frozen=True, slots=True)
class Together:
    """The quotes that answer the parts, numbered on, and the parts that nothing answers."""

    citations: list[Citation]
    missing: tuple[str, ...]


def join(parts: Sequence[str], answers: Sequence[Answer]) -> Together:
    """The answers to the parts of a message as one.

    Args:
        parts: The questions as they stand in the message.
        answers: To each of them, in the same order.

    Returns:
        The quotes of the first part first; what was quoted for one is not quoted again for another. Nothing is missing
        where nothing is answered.
    """
    shown: list[Citation] = []
    for answer in answers:
        shown += [one for one in answer.citations if not any(_overlap(one, other) for other in shown)]
    declined = [
        part for part, answer in zip(parts, answers, strict=True) if answer.abstained and answer.confidence <= _UNLIKELY
    ]
    return Together(extractive.cite(shown), tuple(declined) if shown else ())


def _overlap(one: Citation, other: Citation) -> bool:
    return one.passage.article.id == other.passage.article.id and one.start < other.end and other.start < one.end
