"""Compare everything with the catalogue: every id, every file's or vector's own check, and a sample computed anew."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Literal

import numpy as np
from sqlalchemy import text

from clippings.core.errors import ClippingsError, EmbedderMismatch, VectorsOwnedElsewhere, VectorsUnavailable
from clippings.vectorstore.archive import Archive
from clippings.vectorstore.catalogue.catalogue import Catalogue
from clippings.vectorstore.lexical.segment_checksums import damaged_files
from clippings.vectorstore.vectors.crash_probe import look_over, probe
from clippings.vectorstore.vectors.index import VectorIndex, embedded_text

Part = Literal["catalogue", "lexical index", "vector index"]

SAMPLE = 64
_LEAST_COSINE = 0.98
"""Of a vector to the same text embedded again: neighbours in a batch move it a little (docs/decisions/004)."""

_ORPHANS = {
    "chunks whose place lies outside their article's text": (
        "SELECT count(*) FROM chunks JOIN articles ON articles.id = chunks.article_id "
        'WHERE chunks.start < 0 OR chunks."end" <= chunks.start OR chunks."end" > length(articles.text)'
    ),
    "addresses with two current versions": (
        "SELECT count(*) FROM (SELECT url FROM articles WHERE is_current GROUP BY url HAVING count(*) > 1) AS twice"
    ),
    "articles that no change tells of": (
        "SELECT count(*) FROM articles "
        "WHERE is_current AND NOT EXISTS (SELECT 1 FROM changes WHERE article_id = articles.id)"
    ),
}


@dataclass(frozen=True, slots=True)
class Damage:
    """What disagrees, and in which part."""

    part: Part
    what: str


def scrub_catalogue(catalogue: Catalogue) -> list[Damage]:
    """What the catalogue says against itself. Nothing else can repair it: it is the only truth.

    Raises:
        CatalogueDamaged: It cannot be read.
    """
    found = [Damage("catalogue", problem) for problem in catalogue.check()]
    with catalogue.reading() as connection:
        if connection.dialect.name == "sqlite":
            for row in connection.execute(text("PRAGMA foreign_key_check")).fetchmany(3):
                found.append(Damage("catalogue", f"a row of {row[0]} belongs to a row of {row[2]} that is not there"))
        for what, query in _ORPHANS.items():
            if count := connection.execute(text(query)).scalar():
                found.append(Damage("catalogue", f"{count} {what}"))
    return found


def scrub_lexical(archive: Archive) -> list[Damage]:
    """What is wrong with the index of words: files against their checksums, ids against the catalogue's."""
    lexical, expected = archive.lexical, _current(archive.catalogue)
    if expected and not lexical.segments.is_dir():
        return [Damage("lexical index", "not there")]
    try:
        if expected and (bad := damaged_files(lexical.segments)):
            return [Damage("lexical index", f"damaged or gone: {', '.join(bad[:3])}")]
        held = lexical.ids()
        behind = archive.catalogue.last_change() - lexical.watermark().change
    except ClippingsError as error:
        return [Damage("lexical index", error.what)]
    return _against(expected, held, behind, "lexical index")


def scrub_vectors(archive: Archive, random: Random, sample: int = SAMPLE) -> list[Damage]:
    """What is wrong with the vectors, which this process must own: ids, lengths, and a sample embedded and found again.

    Args:
        archive: Its vectors are owned.
        random: Draws the sample.
        sample: How many chunks are embedded again.

    Raises:
        EmbedderMismatch: They were made by another model, so nothing can be compared.
        VectorsOwnedElsewhere: Another process owns them.
    """
    index, catalogue = archive.vectors, archive.catalogue
    expected = _current(catalogue)
    recorded = index.recorded()
    if recorded is None:
        return [Damage("vector index", "not there, or its watermark is not")] if expected else []
    try:
        index.watermark()
        if found := _looked_over(index, recorded.collection):
            return [Damage("vector index", found)]
        held = sorted(index.ids())
        if differs := _against(expected, held, catalogue.last_change() - recorded.change, "vector index"):
            return differs
        return _wrong_vectors(archive, random.sample(held, min(sample, len(held))))
    except (EmbedderMismatch, VectorsOwnedElsewhere, VectorsUnavailable):
        raise
    except ClippingsError as error:
        return [Damage("vector index", error.what)]


def _looked_over(index: VectorIndex, collection: str) -> str:
    if index.is_shared:
        with index.collection() as served:
            return look_over(served)
    index.close()  # the look from outside needs the folder for itself
    return probe(index.folder / "chroma", collection)


def _wrong_vectors(archive: Archive, sampled: list[int]) -> list[Damage]:
    chunks = archive.chunks(sampled)
    texts = [embedded_text(chunks[chunk_id]) for chunk_id in sampled]
    if not texts:
        return []
    again = np.asarray(archive.embedder.embed_archive(texts), np.float32)
    kept = archive.vectors.vectors_of(sampled)
    wrong = sum(float(kept[i] @ vector) < _LEAST_COSINE for i, vector in zip(sampled, again, strict=True))
    return [Damage("vector index", f"{wrong} of {len(sampled)} vectors are not those of their texts")] if wrong else []


def _current(catalogue: Catalogue) -> set[int]:
    return set(catalogue.some_chunk_ids_within(None, None, (), 1 << 31))


def _against(expected: set[int], held: list[int], behind: int, part: Part) -> list[Damage]:
    if behind > 0:
        return []  # it follows: what is missing is still to be taken in
    if len(held) != len(set(held)):
        return [Damage(part, f"{len(held) - len(set(held))} chunks are in it twice")]
    missing, extra = len(expected.difference(held)), len(set(held) - expected)
    return [Damage(part, f"{missing} chunks are missing, {extra} do not belong")] if missing or extra else []
