"""Who words an answer: the chat model where there is one and it can, else the archive in quotes; and its proof."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from clippings.chain import extractive
from clippings.chain.citation_check import still_true, verified
from clippings.chain.composition.superseded import without_changed_plans
from clippings.chain.extractive import Length
from clippings.chain.known import Known
from clippings.chain.lead import lead
from clippings.chain.messages import message
from clippings.chain.reading.reader import FEW_WORDS
from clippings.chain.writer import Shown, Writer
from clippings.core.errors import ChatModelUnavailable
from clippings.core.types import Citation, Evidence, Question
from clippings.vectorstore.archive import Archive

EXTRACTIVE = "extractive"

_TELL_OF_PLANS = ("yesno", "timeline", "overview", "compare")
"""Kinds of questions to which a plan that was changed belongs, behind what it was changed to."""


@dataclass(frozen=True, slots=True)
class Worded:
    """An answer's text with numbers in brackets, what these stand for, and further quotes, numbered on."""

    text: str = ""
    citations: Sequence[Citation] = ()
    more: Sequence[Citation] = ()
    mode: str = EXTRACTIVE
    notes: tuple[str, ...] = ()


def by_model(
    archive: Archive, writer: Writer, question: Question, known: Known, language: str, shown: Shown | None
) -> Worded:
    """In the words of a chat model; without citations, and with a note, where it gave nothing that stands."""
    try:
        written = writer.write(question, still_true(archive, known.excerpts), shown)
    except ChatModelUnavailable as error:
        return Worded(notes=(message("quotes_only", language, reason=error.what),))
    return Worded(written.text, written.citations, mode=writer.mode, notes=tuple(written.notes))


def in_quotes(question: Question, known: Known, language: str, most_words: int | None = None) -> Worded:
    """In the sentences of the archive alone.

    Args:
        question: As it was searched.
        known: What the archive knows of it.
        language: In which sources and dates are told.
        most_words: Of quotes, where less is wanted than for the question's kind.
    """
    length = _length(known)
    if most_words is not None:
        length = replace(length, words=min(length.words, most_words))
    told = known.evidence if known.kind in _TELL_OF_PLANS else without_changed_plans(known.evidence)
    quoted = extractive.choose(told, _first(question, known), around=question.around, length=length)
    citations = extractive.cite(quoted.shown)
    more = extractive.cite(quoted.more, len(citations) + 1)
    return Worded(extractive.text_of(citations, language), citations, more)


def _length(known: Known) -> Length:
    return extractive.length_for(known.kinds) if known.kinds else extractive.BY_WORDS


def _first(question: Question, known: Known) -> Evidence | None:
    """The quote that the answer opens with, whatever its place in its article; None for reading order."""
    if not known.kind:
        return lead(question.text, known.evidence, known.short, known.change)
    if known.change is not None:
        return known.change.later
    return known.evidence[0] if known.kind in FEW_WORDS and known.evidence else None


def proved(archive: Archive, worded: Worded, language: str) -> Worded:
    """The same answer; where the catalogue changed under it, what can still be quoted to the letter."""
    kept = verified(archive, worded.citations)
    more = verified(archive, worded.more)
    if len(kept) == len(worded.citations):
        return replace(worded, more=more)
    citations = extractive.cite(kept)
    return Worded(extractive.text_of(citations, language), citations, more, notes=worded.notes)
