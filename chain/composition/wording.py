"""Who words an answer: the chat model where there is one and it can, else the archive in quotes; and its proof."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from clippings.chain.composition.arrangement import Composition, as_written, composition_of, likeliest_first
from clippings.chain.evidence.assessment import Assessment
from clippings.chain.generation import extractive
from clippings.chain.generation.citations import still_true, verified
from clippings.chain.generation.opening import lead
from clippings.chain.generation.writer import AnswerWriter, Shown
from clippings.chain.messages import message
from clippings.chain.query.query import Query
from clippings.chain.query.question_type import QuestionType
from clippings.chain.supersession.former import asks_for_old_value
from clippings.chain.supersession.superseded import without_changed_plans
from clippings.chain.text.attributed_quotes import text_of
from clippings.core.errors import ChatModelUnavailable
from clippings.core.types import Citation, Evidence, Question
from clippings.vectorstore.archive import Archive

EXTRACTIVE = "extractive"

_TELL_OF_PLANS = (QuestionType.YES_NO, QuestionType.TIMELINE, QuestionType.OVERVIEW, QuestionType.COMPARISON)
"""Types of questions to which a plan that was changed belongs, behind what it was changed to."""


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """An answer's text with numbers in brackets, what these stand for, and further quotes, numbered on."""

    text: str = ""
    citations: Sequence[Citation] = ()
    more: Sequence[Citation] = ()
    mode: str = EXTRACTIVE
    notes: tuple[str, ...] = ()


def compose_with_model(
    archive: Archive,
    writer: AnswerWriter,
    question: Question,
    assessment: Assessment,
    language: str,
    shown: Shown | None,
) -> AnswerDraft:
    """In the words of a chat model; without citations, and with a note, where it gave nothing that stands."""
    try:
        written = writer.write(question, still_true(archive, assessment.excerpts), shown)
    except ChatModelUnavailable as error:
        return AnswerDraft(notes=(message("quotes_only", language, reason=error.what),))
    return AnswerDraft(written.text, written.citations, mode=writer.mode, notes=tuple(written.notes))


def compose_quotes(query: Query, assessment: Assessment, language: str, most_words: int | None = None) -> AnswerDraft:
    """In the sentences of the archive alone.

    Args:
        query: What was searched.
        assessment: What the archive knows of it.
        language: In which sources and dates are told.
        most_words: Of quotes, where less is wanted than for the question's kind.
    """
    composition = _composition(query, assessment)
    length = composition.length
    if most_words is not None:
        length = replace(length, words=min(length.words, most_words))
    tells_of_plans = (assessment.is_read and query.type in _TELL_OF_PLANS) or asks_for_old_value(query.text)
    told = assessment.evidence if tells_of_plans else without_changed_plans(assessment.evidence)
    quoted = extractive.choose(told, _first(query, assessment), around=query.around, length=length)
    citations = extractive.cite(composition.arrange(query, quoted.shown))
    more = extractive.cite(quoted.more, len(citations) + 1)
    return AnswerDraft(text_of(citations, language), citations, more)


def _composition(query: Query, assessment: Assessment) -> Composition:
    opens = _first(query, assessment) is not None
    if assessment.is_read:
        composition = composition_of(query)
        return replace(composition, arrange=likeliest_first) if opens else composition
    return Composition(extractive.BY_WORDS, likeliest_first if opens else as_written)


def _first(query: Query, assessment: Assessment) -> Evidence | None:
    """A quote that the answer opens with, whatever its chance to answer; None for the likeliest."""
    if assessment.is_read:
        return assessment.change.later if assessment.change is not None else None
    return lead(query.text, assessment.evidence, assessment.short, assessment.change)


def verify(archive: Archive, draft: AnswerDraft, language: str) -> AnswerDraft:
    """The same answer; where the catalogue changed under it, what can still be quoted to the letter."""
    kept = verified(archive, draft.citations)
    more = verified(archive, draft.more)
    if len(kept) == len(draft.citations):
        return replace(draft, more=more)
    citations = extractive.cite(kept)
    return AnswerDraft(text_of(citations, language), citations, more, notes=draft.notes)
