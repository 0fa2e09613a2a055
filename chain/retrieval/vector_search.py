"""What lies nearest to a question by meaning, within its limits, among the chunks of each language that is searched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clippings.chain.crosslingual.language_shift import AcrossLanguages, across_languages, cosines_across
from clippings.chain.messages import message
from clippings.chain.retrieval.filters import lies_within
from clippings.core.languages import of_question
from clippings.core.types import Question
from clippings.vectorstore.archive import Archive
from clippings.vectorstore.vectors.index import QueryVector

_BY_MEANING = 20
"""How many chunks are looked at in each language. Twice as many find no more (docs/decisions/022)."""

_NEAREST_WITHIN_LIMITS = 200
"""With limits, this many of the nearest are asked for and those outside are left out: Chroma's own `where` costs 100 to
320 ms at 100,000 chunks (docs/decisions/024)."""

_NARROW = 1_000
"""A window of at most so many chunks is compared with the question in full."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """The chunks nearest to one question."""

    vector: QueryVector
    """The question's."""
    across: AcrossLanguages | None
    """The question among other languages, if there are any."""
    by_language: dict[str, dict[int, float]]
    """The cosines of the nearest chunks to the question's vector in each language; all under the question's own where
    languages are not told apart."""

    def cosines(self, archive: Archive, found: Sequence[int]) -> dict[int, float]:
        """The cosines of these chunks, and of those found by words.

        Raises:
            VectorsOwnedElsewhere, IndexDamaged, VectorsUnavailable: The vectors cannot be read.
        """
        if self.across is not None:
            return cosines_across(archive, self.across, self.by_language, found)
        (known,) = self.by_language.values()
        return known | archive.vectors.similarities(self.vector, [one for one in found if one not in known])


def nearest(archive: Archive, question: Question) -> tuple[Nearest | None, tuple[str, ...]]:
    """The chunks nearest to a question, and what the reader should know; None where there is nothing to compare.

    Raises:
        VectorsOwnedElsewhere, EmbedderMismatch, EmbedderUnavailable, IndexDamaged, VectorsUnavailable: The vectors
            cannot be searched.
    """
    recorded = archive.vectors.recorded()
    if recorded is None:
        return None, (message("nothing_embedded", of_question(question.text)),)
    behind = archive.catalogue.chunks_after(recorded.change)
    notes = (message("embedding_behind", of_question(question.text), behind=behind),)
    language = of_question(question.text)
    if not archive.embedder.speaks(language):
        return None, ()
    vector = archive.embed_question(question.text)
    across = across_languages(archive, vector, language)
    inside = _narrow_window(archive, question)
    if across is None:
        found = {language: _within_limits(archive, vector, question, inside)}
    else:
        apart = None if inside is None else across.apart(archive.catalogue.languages_of(inside))
        found = {
            name: _within_limits(archive, moved, question, None if apart is None else apart.get(name, []))
            for name, moved in across.searched().items()
        }
    return Nearest(vector, across, found), notes if behind else ()


def _narrow_window(archive: Archive, question: Question) -> list[int] | None:
    """The chunks within a start or named sources, authors or languages, where they are few enough to be compared with
    the question in full; else None."""
    if question.since is None and not (question.sources or question.authors or question.languages):
        return None
    window = question.searched_window
    inside = archive.catalogue.some_chunk_ids_within(
        window.since, window.until, question.sources, _NARROW + 1, question.authors, question.languages
    )
    return inside if len(inside) <= _NARROW else None


def _within_limits(
    archive: Archive, vector: QueryVector, question: Question, inside: list[int] | None
) -> dict[int, float]:
    """The nearest chunks within the limits: of all in a narrow window, else those among the archive's nearest."""
    vectors, catalogue = archive.vectors, archive.catalogue
    if inside is not None:
        near = sorted(vectors.similarities(vector, inside).items(), key=lambda pair: -pair[1])
    elif not any((question.since, question.newest_allowed, question.sources, question.authors, question.languages)):
        near = vectors.search(vector, _BY_MEANING)
    else:
        near = vectors.search(vector, _NEAREST_WITHIN_LIMITS)
        told = catalogue.published([chunk_id for chunk_id, _ in near])
        near = [pair for pair in near if pair[0] in told and lies_within(*told[pair[0]], question)]
    return dict(near[:_BY_MEANING])
