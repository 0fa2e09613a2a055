"""Windows of time that hold no article, and questions that a window alone answers: `What happened in March 2023?`"""

from __future__ import annotations

import re
from dataclasses import replace

from clippings.chain.retrieval.filters import is_within, lies_within
from clippings.core.types import Passage, Question
from clippings.vectorstore.catalogue.catalogue import Catalogue

_MOST = 900
"""Chunks that are looked at; more cannot all lie between a day here and the same day elsewhere."""

_AT, _KOREAN_AT = r"(?P<at> (?:in|at|around) [^,;?]{1,40})?", r"(?P<korean_at>[^,?]{1,40}에(?:서|서는|는)? )?"
_WHAT_HAPPENED = re.compile(
    r"(?:so |and |but )?what(?: else| all)? (?:has |had )?"
    rf"(?:happened|occurred|took place|was going on|went on|was in the news){_AT}[ ?]*"
    rf"|{_KOREAN_AT}(?:무슨|어떤) (?:일|일들|사건|뉴스)(?:이|가|들이|은)? ?"
    r"(?:있|일어나|일어났|생겼|벌어졌|발생)[가-힣]*[ ?]*",
    re.I,
)


def asks_what_happened(words: str, at_a_place: bool = True) -> bool:
    """Whether a question without its time asks for whatever there was.

    Args:
        words: Without the words that became limits.
        at_a_place: Whether it may name a place.
    """
    match = _WHAT_HAPPENED.fullmatch(words)
    return match is not None and (at_a_place or not (match["at"] or match["korean_at"]))


def is_empty(catalogue: Catalogue, question: Question) -> bool:
    """Whether no article lies within a question's time and sources, whatever it says."""
    asked = replace(question, phrases=())
    window = asked.searched_window
    ids = catalogue.some_chunk_ids_within(
        window.since, window.until, asked.sources, _MOST, asked.authors, asked.languages
    )
    return len(ids) < _MOST and not any(lies_within(*told, asked) for told in catalogue.published(ids).values())


def openings(catalogue: Catalogue, question: Question, language: str, k: int) -> list[Passage]:
    """The openings of the articles within a question's time and sources: those in its language first, the newest first.

    Returns:
        Nothing for a question without a window.
    """
    window = question.searched_window
    if question.since is None:
        return []
    ids = catalogue.some_chunk_ids_within(
        window.since, window.until, question.sources, _MOST, question.authors, question.languages
    )
    chunks = [one for one in catalogue.chunks(ids).values() if one.ordinal == 0 and is_within(one.article, question)]
    chunks.sort(key=lambda one: (one.article.language == language, str(one.article.dated)), reverse=True)
    return [Passage(chunk, rank, 0.0) for rank, chunk in enumerate(chunks[:k], start=1)]
