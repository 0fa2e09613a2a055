"""What the archive knows of a question: the sentences that bear on it, and what can be read off them at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clippings.chain.evidence import figure_changes as changes
from clippings.chain.evidence import foreign_language as other_languages
from clippings.chain.evidence import korean_short_answer
from clippings.chain.evidence import selection as evidence
from clippings.chain.evidence.confidence import confidence
from clippings.chain.evidence.figure_changes import FigureChange
from clippings.chain.evidence.namesakes import without_namesakes
from clippings.chain.query.query import Query
from clippings.chain.query.question_type import FACTS, QuestionType
from clippings.chain.query.recency_intent import newest_first
from clippings.chain.reading.answerability import answerability
from clippings.chain.reading.reader import Reader
from clippings.chain.reading.short_answer import ShortAnswer, mark_short_answer
from clippings.chain.supersession.corrections import without_corrected
from clippings.chain.supersession.order import in_order_of_time
from clippings.chain.supersession.superseded import is_superseded
from clippings.core.types import Citation, Evidence, Passage
from clippings.vectorstore.archive import Archive

_LIKELY_ENOUGH = 0.9
"""An answer in the question's own language that is so likely is given, however near an article in another language is:
it may well tell the same."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """The evidence, best first; and of it the few words that answer, what changed, and how likely it answers."""

    evidence: Sequence[Evidence]
    short: ShortAnswer | None
    """None also where the question asks for more than one thing. It says which quote comes first."""
    change: FigureChange | None
    likely: float
    """0 to 1."""
    in_another_language: bool = False
    """The evidence is of an article in another language than the question's."""
    is_sure: bool = False
    """The short answer may be shown as the answer."""
    is_read: bool = False
    """The reader read it: the chances of the evidence are its, and not those of shared words."""
    beside: Sequence[Evidence] = ()
    """What stands before and after the best evidence."""

    @property
    def excerpts(self) -> list[Evidence]:
        """What a chat model words its answer from: the best evidence, then what stands beside it."""
        return [*self.evidence[: evidence.EXCERPTS], *self.beside]

    def short_answer_in(self, citations: Sequence[Citation]) -> str | None:
        """The short answer, where it is sure and one of these quotes holds it at its place."""
        if self.short is None or not self.is_sure:
            return None
        article = self.short.evidence.passage.article.id
        holds = any(
            one.passage.article.id == article and one.start <= self.short.start and self.short.end <= one.end
            for one in citations
        )
        return self.short.text if holds else None

    def change_told_in(self, citations: Sequence[Citation]) -> FigureChange | None:
        """The change, where one of the two articles is cited."""
        if self.change is None:
            return None
        cited = {one.passage.article.id for one in citations}
        return (
            self.change
            if {one.passage.article.id for one in (self.change.earlier, self.change.later)} & cited
            else None
        )


def assess(archive: Archive, query: Query, passages: Sequence[Passage], reader: Reader | None = None) -> Assessment:
    """What the passages say to a question.

    Args:
        archive: That the passages are of.
        query: What they were searched for.
        passages: Best first.
        reader: Reads question and passages together.
    """
    own, elsewhere = other_languages.apart(archive, query.text, passages)
    told = in_its_language(archive, query, own, reader)
    if elsewhere is None or told.likely >= _LIKELY_ENOUGH:
        return told
    others = other_languages.read(archive, elsewhere)
    if others is None:
        return told
    here, there = other_languages.likelihoods(told.likely, others)
    if there <= here:
        return told
    return Assessment(others.evidence, None, None, there, True)


def in_its_language(
    archive: Archive, query: Query, passages: Sequence[Passage], reader: Reader | None = None
) -> Assessment:
    """What passages in the question's language say."""
    question = query.question
    selected = evidence.select(archive, question, passages, reader)
    of_the_place = without_namesakes(question.text, selected.evidence)
    is_of_a_namesake = selected.evidence[:1] != of_the_place[:1]
    true = without_corrected(of_the_place, passages)
    found = in_order_of_time(question, true)
    current = [one for one in found if not is_superseded(question, one, found)]
    if selected.read:
        likely = answerability(question, true, selected.read)
        located = mark_short_answer(question.text, current, selected.read, query.chance_of(*FACTS), likely)
        is_sure = located is not None
    else:
        located = korean_short_answer.locate(question.text, current)
        likely = confidence(question, true, located)
        is_sure = located is not None and korean_short_answer.is_sure(question.text, located, found)
    short = None if query.asks_for_several else located
    asks_for_number = query.type == QuestionType.NUMBER
    return Assessment(
        newest_first(found) if question.newest_first else found,
        short,
        changes.change(question.text, found) if asks_for_number else None,
        0.0 if is_of_a_namesake else likely,
        is_read=bool(selected.read),
        beside=selected.beside,
        is_sure=is_sure and short is not None and short.evidence in current,
    )
