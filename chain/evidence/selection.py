"""The sentences of the retrieved passages that bear on a question, best first."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from clippings.chain.evidence.features import SentenceCandidate, sentences
from clippings.chain.evidence.relations import relate
from clippings.chain.models.linear_model import LinearModel
from clippings.chain.reading.neighbours import unread
from clippings.chain.reading.reader import ReadChunk, Reader
from clippings.core.languages import of_question
from clippings.core.sentences import Span
from clippings.core.types import Evidence, Passage, Question
from clippings.vectorstore.archive import Archive

_SENTENCES = 28
"""How many sentences are handed on at most."""

_EMBEDDED = 8
"""How many of them, the best by words, are compared with the question by meaning (docs/decisions/040)."""

_MEANING = 6.0
"""Of the cosine to the sentence, beyond what the best sentences have on average. On 270 questions of 2022, 0 to 12
compared: with 80 words it changes nothing (0.48), with 50 it helps a little (0.39 to 0.41); the sentence under its
headline never helps. It is kept for questions in other words than the article's."""

EXCERPTS = 8
"""How many of them a chat model is shown, best first."""

_WITH_NEIGHBOURS = 3
"""Of so many of the best it is also shown what stands before and after."""

_READ = 6
"""Chunks that are read first. On people's questions (docs/decisions/071) 6 to 20 tell as much."""

_ARTICLES = 2
"""Of so many of the best articles more is read: what is missing in an answer mostly stands in one that it cites."""

_LOOKED_AT = 3
"""A short question's language is easily mistaken: it is not read where none of the best passages is in the reader's."""

_LEAST_ASCII = 0.8
"""Share of a question's letters."""

READS = "en"
"""The language that the reader was trained on: of questions and of passages."""


@dataclass(frozen=True, slots=True)
class Selected:
    """Sentences best first, and what the reader made of their chunks, by chunk id; empty where it did not read."""

    evidence: list[Evidence]
    read: dict[int, ReadChunk]
    beside: tuple[Evidence, ...] = ()
    """What stands right before and after the best sentences, where it is not among the best itself."""


def select(archive: Archive, question: Question, passages: Sequence[Passage], reader: Reader | None = None) -> Selected:
    """Every whole sentence of the best passages, scored by how well it answers, best first.

    With a reader, and a question in its language, a sentence is scored by what the reader, retrieval, the words that
    it shares with the question and the other sentences say together; without, by words, place and kind (does it name a
    person where a person is asked for?), the best also by meaning.

    Args:
        archive: For its embedder, for how rare each word is, and for what stands next to the passages.
        question: As it was searched.
        passages: Best first, as retrieved.
        reader: Reads question and chunks together.

    Returns:
        At most 28 sentences; each stands in one passage only.
    """
    is_read = _is_readable(question.text) and any(one.article.language == READS for one in passages[:_LOOKED_AT])
    if reader is not None and is_read:
        return _read(archive, question, passages, reader)
    return Selected(_by_words(archive, question.text, passages), {})


def _is_readable(question: str) -> bool:
    """Whether a question is in the reader's language; what is not told from a short question's letters counts as it."""
    letters = [letter for letter in question if letter.isalpha()]
    is_latin = sum(letter.isascii() for letter in letters) >= _LEAST_ASCII * len(letters)
    return is_latin and of_question(question) == READS


def _read(archive: Archive, question: Question, passages: Sequence[Passage], reader: Reader) -> Selected:
    model = LinearModel.load("evidence")
    found, read = [], {}
    for one, row, chunk in observed(archive, question, passages, reader):
        read[chunk.chunk.id] = chunk
        found.append(Evidence(one.passage, one.span.start, one.span.end, model.probability(row), None, one.coverage))
    found.sort(key=lambda one: (-one.score, one.passage.rank, one.start))
    return Selected(found[:_SENTENCES], read, tuple(_beside(found, read)))


def _beside(found: Sequence[Evidence], read: Mapping[int, ReadChunk]) -> list[Evidence]:
    """The sentences next to the first few, without those that a chat model is shown anyway."""
    by_place = {(one.passage.article.id, one.start): one for one in found}
    shown = {(one.passage.article.id, one.start) for one in found[:EXCERPTS]}
    beside: dict[tuple[int, int], Evidence] = {}
    for one in found[:_WITH_NEIGHBOURS]:
        starts = [said.span.start for said in read[one.passage.chunk.id].sentences]
        at = starts.index(one.start)
        for start in (*starts[max(0, at - 1) : at], *starts[at + 1 : at + 2]):
            place = (one.passage.article.id, start)
            if place in by_place and place not in shown:
                beside.setdefault(place, by_place[place])
    return list(beside.values())


def observed(
    archive: Archive, question: Question, passages: Sequence[Passage], reader: Reader
) -> list[tuple[SentenceCandidate, dict[str, float], ReadChunk]]:
    """Each sentence that can be quoted of the passages and their neighbours, what is seen of it, and its chunk.

    Sentences in languages that the reader does not read are left out.
    """
    readable = [one for one in passages if one.article.language == READS]
    read: dict[int, ReadChunk] = {}
    chunks = list({one.chunk.id: one.chunk for one in readable}.values())[:_READ]
    read.update((one.chunk.id, one) for one in reader.read(question.text, chunks))
    more = unread(archive, readable, read, _best_articles(read.values()))
    chunks = list({one.chunk.id: one.chunk for one in more}.values())
    read.update((one.chunk.id, one) for one in reader.read(question.text, chunks))
    beside = [one for one in more if one not in readable]
    candidates = sentences(archive, question.text, [one for one in (*readable, *beside) if one.chunk.id in read])
    quotable = {(one.passage.chunk.id, one.span) for one in candidates}
    read = {key: _limited(one, quotable) for key, one in read.items()}
    log_odds = {(key, said.span): said.log_odds for key, one in read.items() for said in one.sentences}
    candidates = [one for one in candidates if (one.passage.chunk.id, one.span) in log_odds]
    of_sentences = [log_odds[one.passage.chunk.id, one.span] for one in candidates]
    found = []
    for one, of_sentence, relations in zip(
        candidates, of_sentences, relate(candidates, of_sentences, question), strict=True
    ):
        chunk = read[one.passage.chunk.id]
        seen = {"sentence_read": of_sentence, "chunk_read": chunk.log_odds}
        found.append((one, one.row | seen | relations, chunk))
    return found


def _limited(read: ReadChunk, quotable: Collection[tuple[int, Span]]) -> ReadChunk:
    """Without the sentences that are not quoted: these make no answer likelier."""
    return replace(read, sentences=tuple(one for one in read.sentences if (read.chunk.id, one.span) in quotable))


def _best_articles(read: Iterable[ReadChunk]) -> list[int]:
    """The ids of the articles with the likeliest sentences, best first."""
    best: dict[int, float] = {}
    for one in read:
        likeliest = max((said.log_odds for said in one.sentences), default=-math.inf)
        best[one.chunk.article.id] = max(likeliest, best.get(one.chunk.article.id, -math.inf))
    return sorted(best, key=lambda article: -best[article])[:_ARTICLES]


def _by_words(archive: Archive, question: str, passages: Sequence[Passage]) -> list[Evidence]:
    model = LinearModel.load("evidence_by_words")
    candidates = [(model.score(one.row), one) for one in sentences(archive, question, passages)]
    candidates.sort(key=lambda one: (-one[0], one[1].passage.rank, one[1].span.start))
    candidates = candidates[:_SENTENCES]
    similarities: list[float] = []
    if candidates and archive.embedder.speaks(of_question(question)):
        similarities = _similarities(archive, question, [one for _, one in candidates[:_EMBEDDED]])
    usual = sum(similarities) / len(similarities) if similarities else 0.0
    found = []
    for at, (value, one) in enumerate(candidates):
        similarity = similarities[at] if at < len(similarities) else None
        score = model.probability_of(value + (_MEANING * (similarity - usual) if similarity is not None else 0.0))
        found.append(Evidence(one.passage, one.span.start, one.span.end, score, similarity, one.coverage))
    return sorted(found, key=lambda one: (-one.score, one.passage.rank, one.start))


def _similarities(archive: Archive, question: str, candidates: Sequence[SentenceCandidate]) -> list[float]:
    """Cosines of the question to each sentence."""
    quotes = [one.passage.article.text[one.span.start : one.span.end] for one in candidates]
    vectors = np.asarray(archive.embedder.embed_documents(quotes))
    return [float(value) for value in vectors @ np.asarray(archive.vectors.meaning_of(question))]
