"""Where the chunks of each language lie in an embedder's space, on average: a small follower of the vector index.

A multilingual embedder puts texts of one language near each other, whatever they say, so that a question is nearer to
any chunk of its own language than to the right one of another. The difference of two languages' means is what has to
be added to a question's vector to take it there (docs/decisions/026).
"""

from __future__ import annotations

import json
import os
import threading
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from clippings.vectorstore.catalogue.catalogue import Catalogue
from clippings.vectorstore.vectors.bottom_k_sample import EvenSample

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from clippings.vectorstore.catalogue.follower import Watermark
    from clippings.vectorstore.vectors.index import VectorIndex

FEWEST = 10
"""Chunks of a language from which its mean tells of the language more than of what the chunks say."""


@dataclass(frozen=True, slots=True)
class LanguageMean:
    """What is kept of one language."""

    sample: EvenSample
    mean: NDArray[np.float64]  # (dimension,)
    variance: float
    """Of the cosines, less the mean's, of two chunks of the language."""


@dataclass(frozen=True, slots=True)
class LanguageMeans:
    """The languages of the vector index at one watermark."""

    archive_id: str
    change: int
    fingerprint: str
    languages: dict[str, LanguageMean]

    def known(self) -> dict[str, NDArray[np.float64]]:
        """The means of the languages that have enough chunks, those with most first."""
        enough = [item for item in self.languages.items() if len(item[1].sample.members) >= FEWEST]
        return {name: one.mean for name, one in sorted(enough, key=lambda item: -item[1].sample.size_of_all)}

    @property
    def spread(self) -> float:
        """By how much the cosines of two chunks of one language vary (standard deviation); 0 for none."""
        sizes = [len(one.sample.members) for one in self.languages.values()]
        variances = [one.variance for one in self.languages.values()]
        return float(np.sqrt(np.average(variances, weights=sizes))) if sum(sizes) else 0.0


class LanguageMeansFile:
    """The means, kept in a file; brought to where the vector index is whenever they are asked for.

    Only samples of the vectors are looked at, so it takes milliseconds however large the archive is. What is kept
    depends only on the chunks that are in the index, not on how they came there.

    Args:
        file: Where they are kept. It can be deleted at any time.
        catalogue: Tells which chunks are of which language.
        vectors: The index that is followed.
    """

    def __init__(self, file: Path, catalogue: Catalogue, vectors: VectorIndex) -> None:
        self._file = file
        self._catalogue = catalogue
        self._vectors = vectors
        self._kept: LanguageMeans | None = None
        self._one_at_a_time = threading.Lock()

    def now(self) -> LanguageMeans | None:
        """The means of what the vector index holds; None when it holds nothing.

        Raises:
            VectorsOwnedElsewhere: This process may not read the vectors.
        """
        recorded = self._vectors.recorded()
        if recorded is None:
            return None
        with self._one_at_a_time:
            kept = self._kept or _read(self._file)
            if kept is None or not _leads_to(kept, recorded):
                kept = LanguageMeans(recorded.archive_id, 0, recorded.fingerprint, {})
            if kept.change < recorded.change:
                kept = self._followed(kept, recorded.change)
                _write(self._file, kept)
            self._kept = kept
            return kept

    def _followed(self, kept: LanguageMeans, change: int) -> LanguageMeans:
        gone, come = self._changed(kept.change, change)
        samples = {name: one.sample.without(gone) for name, one in kept.languages.items()}
        for name, chunk_ids in come.items():
            samples[name] = samples.get(name, EvenSample()).taking_in(chunk_ids)
        if any(sample.is_thin for sample in samples.values()):
            return self._followed(replace(kept, change=0, languages={}), change)
        touched = {name for name, one in kept.languages.items() if one.sample.members & gone} | set(come)
        languages = {
            name: self._measured(sample) if name in touched else kept.languages[name]
            for name, sample in samples.items()
        }
        return replace(
            kept, change=change, languages={name: one for name, one in languages.items() if one.sample.members}
        )

    def _changed(self, after: int, until: int) -> tuple[set[int], dict[str, list[int]]]:
        """Chunks that the index may hold no longer, and those that it holds, by language."""
        gone: set[int] = set()
        come: dict[str, list[int]] = defaultdict(list)
        for chunk_id, language, is_current in self._catalogue.changed_chunks(after, until):
            if is_current:
                come[language].append(chunk_id)
            else:
                gone.add(chunk_id)
        return gone, come

    def _measured(self, sample: EvenSample) -> LanguageMean:
        """Chunks that changed again are not embedded yet, or no longer: they come with that change."""
        found = self._vectors.vectors_of(sorted(sample.members))
        if not found:
            return LanguageMean(EvenSample(ceiling=sample.ceiling), np.zeros(0), 0.0)
        vectors = np.array(list(found.values()), dtype=np.float64)
        mean = vectors.mean(axis=0)
        between = (vectors - mean) @ (vectors - mean).T
        pairs = between[~np.eye(len(vectors), dtype=bool)]
        return LanguageMean(
            EvenSample(frozenset(found), sample.ceiling), mean, float(pairs.var()) if len(pairs) else 0.0
        )


def _leads_to(kept: LanguageMeans, recorded: Watermark) -> bool:
    same = (kept.archive_id, kept.fingerprint) == (recorded.archive_id, recorded.fingerprint)
    return same and kept.change <= recorded.change


def _read(file: Path) -> LanguageMeans | None:
    """What the file has; None when there is none that can be read."""
    try:
        kept = json.loads(file.read_text("utf-8"))
        languages = {
            str(name): LanguageMean(
                EvenSample(frozenset(map(int, one["chunks"])), int(one["ceiling"])),
                np.array(one["mean"], dtype=np.float64),
                float(one["variance"]),
            )
            for name, one in kept["languages"].items()
        }
        return LanguageMeans(str(kept["archive_id"]), int(kept["change"]), str(kept["fingerprint"]), languages)
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _write(file: Path, means: LanguageMeans) -> None:
    """Replace the file in one step, so that a reader never sees half of it."""
    languages = {
        name: {
            "chunks": sorted(one.sample.members),
            "ceiling": one.sample.ceiling,
            "mean": _rounded(one.mean),
            "variance": one.variance,
        }
        for name, one in means.languages.items()
    }
    kept = {"archive_id": means.archive_id, "change": means.change, "fingerprint": means.fingerprint}
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_suffix(f".{os.getpid()}.new")
    new.write_text(json.dumps(kept | {"languages": languages}), "utf-8")
    new.replace(file)


def _rounded(values: Iterable[float]) -> list[float]:
    return [round(float(value), 6) for value in values]
