"""Names that two texts share in different scripts: "루나" and "Luna", "Зеленский" and "Zelensky", "ルナ" and "루나".

A small multilingual embedder knows few names across scripts, and no word of them is the same. So each name is written
in Latin letters (AnyAscii), without what one of the scripts cannot tell apart, and compared by its letters (rapidfuzz).
"""

from __future__ import annotations

import functools
import re
import unicodedata

from anyascii import anyascii
from rapidfuzz import fuzz, process

from clippings.core.types import Chunk
from clippings.vectorstore.lexical.tokenizers import KOREAN, terms

MOST_NAMES = 2
"""What a chunk shares beyond so many names says no more about it."""

_SAME_FROM = 85.0
"""Of 100 for the same letters in the same order: chosen on the development questions, docs/decisions/027."""
_SHORTEST = 4
"""Letters, once folded: shorter ones are alike by chance."""

_WORD = re.compile(r"\b[^\W\d_]{2,}\b")
_KATAKANA = re.compile(r"[ァ-ヺー]{2,}")
_HANGUL = re.compile(r"[가-힣]")

_AS_SPOKEN = (
    (re.compile(r"c(?=[eiy])"), "s"),
    (re.compile(r"c(?!h)"), "k"),
    (re.compile(r"g(?=[eiy])"), "j"),
    (re.compile(r"eu"), "u"),
    (re.compile(r"(?<=\w{4})e$"), ""),
)
"""What a Latin spelling leaves to the reader."""
_ONE_SOUND = (
    ("eu", ""), ("ph", "p"), ("f", "p"), ("v", "b"), ("th", "t"), ("ck", "k"), ("q", "k"), ("x", "ks"), ("l", "r"),
    ("z", "j"), ("ch", "c"), ("sh", "s"), ("y", "i"), ("w", "u"), ("oo", "u"), ("ee", "i"), ("ou", "u"), ("eo", "o"),
    ("ae", "e"), ("h", ""),
)  # fmt: skip
"""Letters that loanwords in Hangul or kana do not keep apart, in the order in which they are replaced; the vowel that
is only put between consonants goes."""
_TWICE = re.compile(r"(.)\1+")


_Name = tuple[str, str]
"""Its script and its letters. No class of its own: the collector leaves tuples of strings alone (decision 035)."""


def names_in_chunk(question: str, chunk: Chunk) -> int:
    """How many names of a question, `MOST_NAMES` at most, its article's headline or a chunk has in another script."""
    return min(MOST_NAMES, names_shared(question, f"{chunk.article.title}\n{chunk.text}"))


def names_shared(question: str, text: str) -> int:
    """How many names of a question stand in a text, written in another script than in the question."""
    others = _names(text)
    return sum(_is_among(name, others) for name in _names(question))


def _is_among(name: _Name, others: tuple[_Name, ...]) -> bool:
    script, letters = name
    elsewhere = [other for other_script, other in others if other_script != script]
    return process.extractOne(letters, elsewhere, scorer=fuzz.ratio, score_cutoff=_SAME_FROM) is not None


@functools.lru_cache(maxsize=8_192)
def _names(text: str) -> tuple[_Name, ...]:
    """The names of a text, each once: words with a capital, and where there are no capitals, katakana and Korean
    morphemes."""
    words = [word for word in _WORD.findall(text) if word[0].isupper()]
    words += _KATAKANA.findall(text)
    if _HANGUL.search(text):
        words += [word for word in terms(text, KOREAN) if _HANGUL.match(word)]
    folded = ((_script(word), _folded(word)) for word in words)
    return tuple({(script, letters) for script, letters in folded if len(letters) >= _SHORTEST})


def _script(word: str) -> str:
    return unicodedata.name(word[0], "").split(" ")[0]


def _folded(word: str) -> str:
    letters = anyascii(word).lower()
    if _script(word) == "LATIN":
        for pattern, spoken in _AS_SPOKEN:
            letters = pattern.sub(spoken, letters)
    for spelling, sound in _ONE_SOUND:
        letters = letters.replace(spelling, sound)
    return _TWICE.sub(r"\1", letters)
