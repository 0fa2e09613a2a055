"""Whom "he" or "she" means: the person looked for, or nobody that can be told."""

from __future__ import annotations

import functools
import re

from clippings.chain.speech.english import Attribution
from clippings.chain.speech.lexicon import any_of, words
from clippings.chain.speech.utterance import QUOTED, Unit
from clippings.chain.text.names import CAPITAL

_MOST_BETWEEN = 2
"""Sentences without any name, after which it can no longer be told."""
_TWO_CAPITALS = re.compile(rf"\b{CAPITAL}[\w’'-]+(?:\s{CAPITAL}\.?)?(?:\s{CAPITAL}[\w’'-]+)+")
_TITLED = re.compile(rf"\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Sir|Judge|Justice)\b\.?\s{CAPITAL}\w+")
_SINGLE = re.compile(rf"(?<![.!?“\"]\s)(?<!^)\b{CAPITAL}[a-z][\w’'-]+")
_FIRST_WORD = re.compile(rf"{CAPITAL}[\w-]+")
_ROLE = re.compile(
    rf"\b(?:an?|another|one|his|her|their|the|its|[a-z]+['’]s)\s(?:[\w-]+\s){{0,2}}?"
    rf"(?:{any_of('en', 'titles')}|man|woman|boy|girl|person|mother|father|wife|husband|son|daughter|brother|sister|"
    r"friend|official|source|colleague|member|reporter|journalist|victim|suspect|student|teacher|doctor|neighbou?r|aide|"
    r"successor|predecessor|counterpart|opponent|player|driver|father|resident|voter|worker|aide|teenager)\b",
)


class SpeakerFocus:
    """Follows the sentences of an article.

    Args:
        names: Patterns of the full and of the short name; see `Person.named_in`.
        language: "ko", else English.
        text: Of the article: who else has a family name in it.
    """

    def __init__(self, names: tuple[str, str], language: str, text: str) -> None:
        self._own = re.compile(rf"(?<![\w’'-])(?:{'|'.join(filter(None, names))})(?![\w’'-])(?:['’]s)?")
        self._language = language
        self._others = {match[0].split()[-1] for match in _TWO_CAPITALS.finditer(text) if not _is_no_person(match[0])}
        self._is_person = False
        self._since = 0
        self._paragraphs = 0

    @property
    def is_certain(self) -> bool:
        """Whether a pronoun in the next sentence can mean nobody else."""
        return self._is_person

    def means_the_person(self, text: str, unit: Unit) -> bool:
        """Whether the "he" of this sentence does: one that has the name too, quoted or not, speaks of two people."""
        has_name = self._own.search(text, unit.span.start, unit.span.end) is not None
        return self._is_person and not has_name and self.is_alone(unit.bare)

    def next_paragraph(self) -> None:
        """A paragraph ended."""
        self._paragraphs += 1
        if self._paragraphs > 1 or self._language == "ko":
            self._is_person = False

    def passes(self, paragraph: str) -> bool:
        """Whether a paragraph has nothing of this person; whom a pronoun after it means cannot be told then."""
        if self._is_person or self._own.search(paragraph):
            return False
        self._is_person = False
        return True

    def read_in_passing(self, line: str) -> None:
        """Take in a line that is no prose: a heading may name somebody else."""
        self._is_person = self._is_person and self.is_alone(line)

    def follow(self, unit: Unit, attribution: Attribution | None) -> None:
        """Take in a sentence."""
        if self._language == "ko":
            self._is_person = attribution is not None
            return
        has_own = bool(self._own.search(unit.bare))
        alone = self.is_alone(unit.bare)
        if has_own or attribution is not None:
            self._is_person, self._since, self._paragraphs = alone, 0, 0
        elif not alone:
            self._is_person = False
        else:
            self._since += 1
            self._is_person = self._is_person and self._since <= _MOST_BETWEEN

    def is_alone(self, bare: str) -> bool:
        """Whether a sentence names nobody else."""
        rest = self._own.sub(" ", bare)
        rest = rest.replace(QUOTED, "")
        if _TITLED.search(rest) or _ROLE.search(rest):
            return False
        if any(not _is_no_person(match[0]) for match in _TWO_CAPITALS.finditer(rest)):
            return False
        first = _FIRST_WORD.match(rest.lstrip())
        if first and first[0] in self._others:
            return False
        return all(_is_no_person(match[0]) for match in _SINGLE.finditer(rest))


@functools.cache
def _not_persons() -> frozenset[str]:
    return frozenset(words("en")["not_of_persons"])


@functools.lru_cache(20_000)
def _is_no_person(name: str) -> bool:
    """Whether any of its words is one that people's names do not have."""
    return any(re.sub(r"['’]s?$", "", word).lower() in _not_persons() for word in name.split())
