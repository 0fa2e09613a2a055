"""What stands of an answer while it is written: its checked sentences, their citations, and what became of the rest."""

from __future__ import annotations

import re
from collections.abc import Sequence

from clippings.chain.generation.extractive import cite
from clippings.chain.messages import message
from clippings.chain.verification.verifier import CheckedSentence
from clippings.core.time_window import day
from clippings.core.types import Citation, Evidence

_ENDS = re.compile(r"(?P<end>[.!?。！？…]*[\"'”’»」)]*)$")


class CheckedText:
    """Grows by a sentence at a time; what was there stays as it was, so that it can be shown meanwhile.

    Args:
        given: The excerpts that numbers stand for.
        language: In which notes are told.
    """

    def __init__(self, given: Sequence[Evidence], language: str = "en") -> None:
        self._given = given
        self._language = language
        self._parts: list[str] = []
        self._said: set[str] = set()
        self._quoted: set[int] = set()
        self._dated: set[int] = set()
        self._cut = self._replaced = 0
        self._broken: str | None = None
        self._worded = 0
        self.cited: list[int] = []
        """Numbers of `given`, in the order in which they are first cited."""

    @property
    def stands(self) -> bool:
        """Whether a sentence in the model's own words stands: quotes alone are better chosen without it."""
        return self._worded > 0

    @property
    def sentences(self) -> int:
        return len(self._parts)

    @property
    def so_far(self) -> str:
        return " ".join(self._parts)

    @property
    def citations(self) -> list[Citation]:
        return cite([self._given[number - 1] for number in self.cited])

    @property
    def notes(self) -> tuple[str, ...]:
        told = []
        if self._replaced:
            told.append(self._counted("replaced", self._replaced))
        if self._cut:
            told.append(self._counted("cut", self._cut))
        if self._broken:
            told.append(message("breaks_off", self._language, reason=self._broken))
        return tuple(told)

    def _counted(self, what: str, count: int) -> str:
        return message(f"{'one' if count == 1 else 'several'}_{what}", self._language, count=count)

    def add(self, checked: CheckedSentence) -> bool:
        """Take a sentence in, or its excerpt in its place; returns whether the text grew."""
        if checked.fault is None:
            if checked.text in self._said:
                return False  # models that repeat themselves do so without end
            self._said.add(checked.text)
            text = self._with_dates(checked.text, checked.numbers)
            self._parts.append(f"{text} {self._marks(checked.numbers)}")
            self._worded += 1
            return True
        if checked.nearest is None:
            self._cut += 1
            return False
        self._replaced += 1
        if checked.nearest in self._quoted:
            return False
        self._quoted.add(checked.nearest)
        quote = " ".join(self._given[checked.nearest - 1].quote.split())
        self._parts.append(f"“{quote}” {self._marks((checked.nearest,))}")
        return True

    def broke_off(self, why: str) -> None:
        """No more will come, and not because the model was done.

        Args:
            why: A sentence for the reader.
        """
        self._broken = why

    def _marks(self, numbers: Sequence[int]) -> str:
        self.cited.extend(number for number in numbers if number not in self.cited)
        return "".join(f"[{self.cited.index(number) + 1}]" for number in numbers)

    def _with_dates(self, text: str, numbers: Sequence[int]) -> str:
        """The sentence with the day of each article that it is the first to cite, unless it gives that year itself."""
        days = []
        for number in numbers:
            article = self._given[number - 1].passage.article
            if article.id in self._dated or article.dated is None:
                continue
            self._dated.add(article.id)
            if str(article.dated.year) not in text and (told := day(article.dated)) not in days:
                days.append(told)
        if not days:
            return text
        end = _ENDS.search(text)
        at = end.start() if end else len(text)
        return f"{text[:at]} ({', '.join(days)}){text[at:]}"
