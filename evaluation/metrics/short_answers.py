"""Short gold answers against an answer in words: token F1 and containment."""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Sequence

from clippings.evaluation.text_match import holds

_ARTICLES = re.compile(r"\b(a|an|the)\b")
_PUNCTUATION = str.maketrans("", "", string.punctuation)


def token_f1(answer: str, gold: str) -> float:
    """Harmonic mean of the share of the answer's tokens in the gold answer and of the gold's in the answer, 0 to 1.

    Texts are normalised as in SQuAD (Rajpurkar et al. 2016): lower case, no punctuation, no English articles. A long
    answer that quotes whole sentences scores low by design; see `containment`.
    """
    mine, theirs = _tokens(answer), _tokens(gold)
    shared = (Counter(mine) & Counter(theirs)).total()
    return 2 * shared / (len(mine) + len(theirs)) if shared else 0.0


def containment(answer: str, every: Sequence[str], one_of: Sequence[str] = ()) -> float:
    """Share of the expected words that stand in the answer, 0 to 1; those of `one_of` count as one."""
    found = [holds(answer, part) for part in every]
    if one_of:
        found.append(any(holds(answer, part) for part in one_of))
    return sum(found) / len(found) if found else 0.0


def _tokens(text: str) -> list[str]:
    return _ARTICLES.sub(" ", text.lower().translate(_PUNCTUATION)).split()
