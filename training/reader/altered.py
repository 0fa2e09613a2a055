"""Questions that ask for something else than what their passages tell: another name, number, year or month.

"When did Sweden join NATO?" reads much like "When did Finland join NATO?", and the passages that answer the one do not
answer the other. So that the reader looks at each word, some questions are learned a second time with one word
exchanged, and as answered by nothing.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable

import torch
from torch.nn import functional
from transformers import AutoModel, AutoTokenizer

from training.reader.model import FOLDER

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_][\w’'-]*[^\W\d_]")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NUMBER = re.compile(r"(?<![\d.,])\d{1,3}(?![\d.,]*\d)")
_MONTH = re.compile(rf"\b(?:{'|'.join(_MONTHS)})\b(?! (?:be|i|we|you|they|he|she|it)\b)", re.IGNORECASE)
_WITHIN_A_SENTENCE = r"(?<=[a-z,;] )"
_SHORTEST_NAME = 4
_LEAST_TEXTS, _NEAREST = 5, 30
_POSSESSIVE = re.compile(r"['’]s$")


def names_of(text: str) -> set[str]:
    """Words that a text writes with a capital within a sentence, and never without one."""
    found = {
        _POSSESSIVE.sub("", match.group())
        for match in re.finditer(rf"{_WITHIN_A_SENTENCE}[A-Z][\w’'-]*[^\W\d_]", text)
        if len(match.group()) >= _SHORTEST_NAME
    }
    lower = {match.group() for match in re.finditer(r"\b[a-z][\w’'-]*[^\W\d_]", text)}
    return {name for name in found if name.lower() not in lower}


class Alterations:
    """Exchanges words of questions.

    Args:
        texts: Whose names are exchanged for one another: those that are alike to the packaged MiniLM, so that a country
            mostly becomes a country and a surname a surname.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        counts = Counter(name for text in texts for name in names_of(text))
        self._names = sorted(name for name, count in counts.items() if count >= _LEAST_TEXTS)
        self._places = {name.casefold(): at for at, name in enumerate(self._names)}
        if not self._names:
            return
        tokenizer = AutoTokenizer.from_pretrained(FOLDER)
        table = AutoModel.from_pretrained(FOLDER).embeddings.word_embeddings.weight.detach()
        ids = tokenizer([name.lower() for name in self._names], add_special_tokens=False)["input_ids"]
        self._vectors = functional.normalize(torch.stack([table[own].mean(0) for own in ids]), dim=1)

    def alter(self, question: str, text: str, chosen: random.Random) -> str | None:
        """The question with one name, year, month or number exchanged for one that the text does not have.

        Args:
            question: As it was asked, in English.
            text: Headlines and passages that answer it.
            chosen: Decides what is exchanged.

        Returns:
            None where nothing in it can be exchanged.
        """
        names = {name.casefold() for name in names_of(text)} & self._places.keys()
        places: list[tuple[int, int, str]] = []
        for match in _WORD.finditer(question):
            word = _POSSESSIVE.sub("", match.group())
            if word.casefold() in names:
                places.append((match.start(), match.start() + len(word), "name"))
        for kind, pattern in (("year", _YEAR), ("month", _MONTH), ("number", _NUMBER)):
            places.extend((match.start(), match.end(), kind) for match in pattern.finditer(question))
        chosen.shuffle(places)
        for start, end, kind in places:
            word = question[start:end]
            folded = text.casefold()
            other = next((one for one in self._others(word, kind, chosen) if one.casefold() not in folded), None)
            if other is not None:
                return question[:start] + (other.lower() if word.islower() else other) + question[end:]
        return None

    def _others(self, word: str, kind: str, chosen: random.Random) -> list[str]:
        """What may stand in its place, in chance order."""
        if kind == "name":
            likeness = self._vectors @ self._vectors[self._places[word.casefold()]]
            nearest = likeness.topk(min(_NEAREST, len(self._names))).indices.tolist()
            names = [self._names[at] for at in nearest if not _is_form_of(self._names[at], word)]
            return chosen.sample(names, len(names))
        if kind == "month":
            return [month for month in chosen.sample(_MONTHS, len(_MONTHS)) if month.casefold() != word.casefold()]
        if kind == "year":
            return [str(int(word) + step) for step in chosen.sample((-3, -2, -1, 1, 2, 3), 6)]
        return [str(int(word) + step) for step in chosen.sample(range(2, 40), 5)]


def _is_form_of(name: str, word: str) -> bool:
    """Whether two names begin alike: Turkey, Turkish."""
    return name[:_SHORTEST_NAME].casefold() == word[:_SHORTEST_NAME].casefold()
