"""A question's vector as it would lie among the chunks of each language, so that those of others can be found.

Added to the vector is what the mean of the other language's chunks has more than that of its own: a multilingual
embedder keeps languages apart by about the same shift, whatever a text says (docs/decisions/026).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from clippings.vectorstore.archive import Archive
from clippings.vectorstore.vectors.index import QueryVector

_OTHER_LANGUAGES = 2
"""So many other languages, those with most chunks, are searched: each takes Chroma 3 to 5 ms."""


@dataclass(frozen=True, slots=True)
class AcrossLanguages:
    """A question among the chunks of several languages."""

    own: str
    vectors: Mapping[str, QueryVector]
    """By language, of those with a known mean; the question's own is as it was."""
    usual: Mapping[str, float]
    """The cosine that a chunk of this language has on average."""
    spread: float
    """By how much the cosines of chunks vary."""

    def closeness(self, language: str, cosine: float | None) -> float | None:
        """By how many spreads a chunk of another language is nearer than its language is on average; None for the
        question's own language, and for one whose mean is not known."""
        if cosine is None or language == self.own or language not in self.usual:
            return None
        return (cosine - self.usual[language]) / self.spread

    def searched(self) -> dict[str, QueryVector]:
        """The vectors to search with: the question's own, and those of the largest other languages."""
        others = [language for language in self.vectors if language != self.own][:_OTHER_LANGUAGES]
        return {language: self.vectors[language] for language in (self.own, *others)}

    def apart(self, language_of: Mapping[int, str]) -> dict[str, list[int]]:
        """Chunks by the language whose vector they are compared with: their own, or the question's where the mean of
        theirs is not known.

        Args:
            language_of: From chunks to their languages.
        """
        found: dict[str, list[int]] = {}
        for chunk_id, language in language_of.items():
            found.setdefault(language if language in self.vectors else self.own, []).append(chunk_id)
        return found


def across_languages(archive: Archive, vector: QueryVector, language: str) -> AcrossLanguages | None:
    """The question among the languages of an archive.

    Args:
        archive: With the vectors to search.
        vector: The question's, of unit length.
        language: The question's.

    Returns:
        None where there is nothing to take apart: the embedder knows one language, or the archive has one, or too
        little of the question's own.

    Raises:
        VectorsOwnedElsewhere: This process may not read the vectors.
    """
    if not archive.embedder.is_multilingual:
        return None
    means = archive.language_means.now()
    known = means.known() if means else {}
    if means is None or language not in known or len(known) < 2 or not means.spread:
        return None
    question, own = np.asarray(vector, dtype=np.float64), known[language]
    vectors, usual = {}, {}
    for name, mean in known.items():
        moved = question - own + mean
        moved /= np.linalg.norm(moved)
        vectors[name] = vector if name == language else QueryVector(moved.tolist(), vector.collection)
        usual[name] = float(moved @ mean)
    return AcrossLanguages(language, vectors, usual, means.spread)


def cosines_across(
    archive: Archive, across: AcrossLanguages, near: Mapping[str, Mapping[int, float]], found: Sequence[int]
) -> dict[int, float]:
    """The cosines of the nearest chunks of each language, and of those found by words, to the question's vector there.

    Args:
        archive: With the vectors to search.
        across: The question.
        near: By language, the cosines of the chunks nearest to its vector.
        found: The chunks found by words.
    """
    ids = dict.fromkeys([*found, *(chunk_id for pairs in near.values() for chunk_id in pairs)])
    cosines: dict[int, float] = {}
    for language, chunk_ids in across.apart(archive.catalogue.languages_of(list(ids))).items():
        known = near.get(language, {})
        cosines |= {chunk_id: known[chunk_id] for chunk_id in chunk_ids if chunk_id in known}
        left = set(found).intersection(chunk_ids).difference(known)
        cosines |= archive.vectors.similarities(across.vectors[language], sorted(left))
    return cosines
