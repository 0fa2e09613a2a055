"""The chain: a question in, an answer with verified citations out."""

from __future__ import annotations

import functools
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from clippings.chain.composition import several
from clippings.chain.composition.premise import contradicted_by_its_answer, find_contradiction
from clippings.chain.composition.related import related
from clippings.chain.composition.wording import EXTRACTIVE, AnswerDraft, compose_quotes, compose_with_model, verify
from clippings.chain.conversation import follow_up
from clippings.chain.conversation.follow_up import FollowUp
from clippings.chain.conversation.small_talk import reply_to, small_talk
from clippings.chain.evidence import selection as evidence
from clippings.chain.evidence.assessment import Assessment, assess
from clippings.chain.evidence.confidence import THRESHOLD
from clippings.chain.generation import extractive
from clippings.chain.generation.writer import AnswerWriter, Shown
from clippings.chain.messages import message
from clippings.chain.query.multipart import parts_of
from clippings.chain.query.normalization import plain
from clippings.chain.query.query import Query
from clippings.chain.query.question_type import QuestionType, TypeChances, classify
from clippings.chain.ranking.reranker import Reranker
from clippings.chain.reading.judgement import Judgement, judge
from clippings.chain.reading.reader import Reader, packaged_reader
from clippings.chain.retrieval.retriever import HybridRetriever
from clippings.chain.retrieval.search import SearchResults, search_passages
from clippings.core.errors import ReaderUnavailable
from clippings.core.time_window import day_in
from clippings.core.types import Answer, Citation, Passage, Question
from clippings.vectorstore.archive import Archive

__all__ = ["EXTRACTIVE", "Asker"]

log = logging.getLogger(__name__)

_NEAREST = 3
_SURE = 0.7
"""That news is asked for: then the answer says of which day the newest is."""

_PASSAGES = 24
"""Windows that are read for evidence: the answer often stands in one that is not among the first ten."""

_EXAMPLES = {"en": "Who spoke in Seoul yesterday?", "ko": "어제 서울에서 누가 말했나?"}
"""Questions that need all that questions of their language do."""


class Asker:
    """Answers questions from one archive.

    Args:
        archive: An open archive.
        writer: Words the answers; they are quotes alone without one.
        reranker: Orders the passages again, when there is one.
        load_reader: Loads what finds the sentences that answer, at the first question. They are chosen by words alone,
            and the answer says so, where it raises `ReaderUnavailable`.
    """

    def __init__(
        self,
        archive: Archive,
        writer: AnswerWriter | None = None,
        reranker: Reranker | None = None,
        load_reader: Callable[[], Reader] = packaged_reader,
    ) -> None:
        self.archive = archive
        self._load_reader = load_reader
        self.retriever = HybridRetriever(archive=archive, reranker=reranker)
        self._writer = writer

    def warm_up(self, *, in_every_language: bool = False) -> None:
        """Take in what is new, and load what the first question would otherwise wait for: model and indexes.

        Args:
            in_every_language: Also what only questions in some of the archive's languages need; Korean's morphemes take
                seconds to load.
        """
        self.archive.catch_up_if_quick()
        self.retriever.retrieve(Question("What happened?", datetime.now(UTC)), k=1)
        if in_every_language:
            languages = {"en", *self.archive.catalogue.languages()}
            for example in (text for language, text in _EXAMPLES.items() if language in languages):
                results = search_passages(self.retriever, Question(example, datetime.now(UTC)), _PASSAGES)
                assess(self.archive, results.query, results.passages, self._reader)

    def ask(self, question: Question, shown: Shown | None = None, *, declines: bool = True) -> Answer:
        """Answer one question, or each of those that one message asks.

        Everything quoted is `Article.text[start:end]` of an article in the catalogue, read again before it is shown.

        Args:
            question: What is asked, within which limits.
            shown: Listens while the answer is written.
            declines: Whether a question that is unlikely to be answered is declined; benchmarks look at what would have
                been shown.

        Raises:
            ClippingsError: The archive cannot be read.
        """
        if said := small_talk(question.text):
            return reply_to(said, question)
        started = time.perf_counter()
        followed = follow_up.resolved(question)
        if followed.carried and self._writer is not None:
            followed = self._writer.worded(question, followed)
        results = search_passages(self.retriever, followed.question, _PASSAGES, self._classify)
        found_at = time.perf_counter()
        answer = self._answer(question, followed, results, shown, declines=declines)
        parts = parts_of(question.text)
        if len(parts) > 1 and declines and self._writer is None:
            answer = several.join(answer, parts, self._answer_each(question, parts, results))
            if shown is not None and not answer.abstained:
                shown(answer.text)
        ended = time.perf_counter()
        timings_ms = {
            "retrieve": _ms(found_at - started),
            "answer": _ms(ended - found_at),
            "total": _ms(ended - started),
        }
        return replace(answer, timings_ms=timings_ms)

    def _answer_each(self, question: Question, parts: Sequence[str], results: SearchResults) -> list[Answer]:
        """The parts of a message as questions that follow one another, from what was found for all of it."""
        answers: list[Answer] = []
        history = question.history
        for part in parts:
            asked = replace(question, text=part, history=history)
            followed = follow_up.resolved(asked)
            text = followed.question.text
            query = results.query.asking(plain(text), self._classify(text, results.query.language))
            answers.append(
                self._answer(
                    asked, followed, replace(results, query=query), most_words=several.MOST_WORDS // len(parts)
                )
            )
            history = (*history, answers[-1].turn)
        return answers

    def _answer(
        self,
        question: Question,
        followed: FollowUp,
        results: SearchResults,
        shown: Shown | None = None,
        *,
        declines: bool = True,
        most_words: int | None = None,
    ) -> Answer:
        """The answer to one question from what was found for it; with at most so many words of quotes."""
        searched, language = results.question, results.understood.language
        assessment = assess(self.archive, results.query, results.passages, self._reader)
        draft = AnswerDraft()
        if assessment.evidence and (assessment.likely >= THRESHOLD or not declines):
            if self._writer is not None:
                draft = compose_with_model(self.archive, self._writer, followed.question, assessment, language, shown)
            if not draft.citations:
                draft = replace(compose_quotes(results.query, assessment, language, most_words), notes=draft.notes)
            draft = verify(self.archive, draft, language)
        abstained = not draft.citations
        nearby, otherwise = self._related(searched, assessment, language) if abstained else ((), "")
        if not abstained and assessment.is_read and self._reader is not None:
            otherwise = contradicted_by_its_answer(searched.text, draft.citations, self._reader)
        text = _declined(otherwise, language) if abstained else _told(draft.text, otherwise, language)
        if shown is not None and not abstained:
            shown(text)
        return Answer(
            question=replace(searched, text=question.text),
            text=text,
            citations=tuple(draft.citations),
            abstained=abstained,
            mode=draft.mode,
            confidence=round(assessment.likely, 4),
            language=language,
            understood=replace(results.understood, carried=followed.carried),
            notes=(*results.notes, *draft.notes, *self._notes(results.query, assessment, draft)),
            short_answer=None if otherwise else assessment.short_answer_in(draft.citations),
            more=() if abstained else tuple(draft.more),
            nearest=_one_an_article(results.passages)[:_NEAREST] if abstained else (),
            related=nearby,
            otherwise=otherwise,
        )

    def judge(self, answer: Answer) -> Judgement | None:
        """What the reader thinks of an answer in quotes of English articles; None where it cannot read."""
        if self._reader is None or not answer.citations:
            return None
        return judge(answer.question.text, answer.citations, self._reader)

    def _related(self, searched: Question, assessment: Assessment, language: str) -> tuple[tuple[Citation, ...], str]:
        """Quotes on the topic of a question that nothing answers; and the word of it that they contradict, if any."""
        contradiction = None
        if assessment.is_read and self._reader is not None:
            contradiction = find_contradiction(searched.text, assessment.evidence, self._reader)
        if contradiction is not None:
            near = extractive.choose([contradiction.evidence]).shown
        else:
            near = related(searched, assessment.evidence)
        quotes = extractive.cite(near)
        proven = tuple(verify(self.archive, AnswerDraft(citations=quotes), language).citations)
        return proven, contradiction.word if contradiction and proven else ""

    @property
    def reader(self) -> Reader | None:
        """What reads question and passages together; None where it cannot be loaded."""
        return self._reader

    def _classify(self, text: str, language: str) -> TypeChances:
        return classify(text, language, self._reader)

    @functools.cached_property
    def _reader(self) -> Reader | None:
        try:
            return self._load_reader()
        except ReaderUnavailable as error:
            log.error("Sentences are chosen by words alone. %s", error)
            return None

    def _notes(self, query: Query, assessment: Assessment, draft: AnswerDraft) -> list[str]:
        """What a reader should know beside the answer."""
        notes, language = [], query.language
        if query.chance_of(QuestionType.LATEST) >= _SURE and (newest := _newest(draft.citations)):
            notes.append(message("newest_is", language, day=day_in(newest, language)))
        if self._reader is None and draft.citations and language == evidence.READS:
            notes.append(message("reader_missing", language))
        if change := assessment.change_told_in(draft.citations):
            notes.append(change.told(language))
        if assessment.in_another_language and draft.citations:
            notes.append(message("in_another_language", language))
        if not draft.citations and not self.archive.embedder.speaks(language):
            notes.append(message("language_unknown", language))
        return notes


def _declined(otherwise: str, language: str) -> str:
    return message("told_otherwise", language, word=otherwise) if otherwise else message("does_not_say", language)


def _told(text: str, otherwise: str, language: str) -> str:
    """An answer; under the word of its question that it contradicts, where there is one."""
    return f"{message('told_otherwise', language, word=otherwise)}\n\n{text}" if otherwise else text


def _newest(citations: Sequence[Citation]) -> datetime | None:
    """When the last of the articles was published, on its own clock; None without a date."""
    return max((one.passage.article.dated for one in citations if one.passage.article.dated), default=None)


def _one_an_article(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The best passage of each article, best first."""
    best: dict[int, Passage] = {}
    for passage in passages:
        best.setdefault(passage.article.id, passage)
    return tuple(best.values())


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 1)
