"""Whether a claim means about what its proof means, by the archive's embedding model."""

from __future__ import annotations

import numpy as np

from clippings.core.languages import of_question
from clippings.vectorstore.embedders.embedder import Embedder

LEAST_COSINE = 0.42
LEAST_COSINE_ACROSS_LANGUAGES = 0.86
"""Of a claim to its proof; see docs/decisions/045 for how they were chosen."""


class SimilarMeaning:
    """Cosine of claim and proof, for languages that the embedder speaks; others it lets pass.

    Args:
        embedder: The archive's.
    """

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def reads(self, claim: str, proof: str) -> bool:
        mine, theirs = of_question(claim), of_question(proof)
        return self._embedder.speaks(mine) and self._embedder.speaks(theirs)

    def bears_out(self, claim: str, proof: str) -> bool:
        if not self.reads(claim, proof):
            return True
        mine, theirs = np.asarray(self._embedder.embed_documents([claim, proof]))
        across = of_question(claim) != of_question(proof)
        return float(mine @ theirs) >= (LEAST_COSINE_ACROSS_LANGUAGES if across else LEAST_COSINE)
