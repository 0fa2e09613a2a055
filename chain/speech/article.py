"""What a person says in one article."""

from __future__ import annotations

import re

from clippings.chain.speech import english, korean
from clippings.chain.speech.english import Attribution
from clippings.chain.speech.focus import SpeakerFocus
from clippings.chain.speech.person import Person
from clippings.chain.speech.plain import same_length
from clippings.chain.speech.utterance import QUOTED, Unit, Utterance, units
from clippings.core.sentences import Span, lines
from clippings.core.types import Article

_MOST_WORDS = 110
_SHORTEST = 25
_ENDS = re.compile(r"""[.!?…][\])"'”’」』]*$""")
_LETTER = re.compile(r"[^\W\d_]")


def utterances(article: Article, person: Person) -> list[Utterance]:
    """The stretches of an article that tell what this person says, in its order.

    Only those whose speaker the rules can tell: by name as the subject of a verb of saying, by a "he" or "she" that can
    mean nobody else, or as a quotation that goes on behind such a sentence in its paragraph.
    """
    names = person.named_in(article)
    if names is None or person.language != ("ko" if article.language == "ko" else "en"):
        return []
    found: list[Utterance] = []
    focus = SpeakerFocus(names, person.language, article.text)
    introduced = korean.introduced_in(article.text, names[0]) if person.language == "ko" else frozenset()
    text = same_length(article.text)
    for paragraph in lines(text):
        if not _is_prose(text, paragraph):
            focus.read_in_passing(text[paragraph.start : paragraph.end])
            continue
        focus.next_paragraph()
        last: Utterance | None = None
        if not introduced and focus.passes(text[paragraph.start : paragraph.end]):
            continue
        for unit in units(text, article.language, paragraph):
            attribution = _attribution(text, unit, person.language, names, introduced, focus)
            if attribution is not None:
                last = Utterance(unit.span.start, unit.span.end, attribution.is_direct, attribution.pronoun)
                found.append(last)
            elif last is not None and _goes_on(unit) and _fits(text, last.start, unit.span.end):
                found[-1] = last = Utterance(last.start, unit.span.end, True, last.pronoun)
            else:
                last = None
            focus.follow(unit, attribution)
    return [one for one in found if _fits(text, one.start, one.end)]


def _is_prose(text: str, line: Span) -> bool:
    """A headline or a list of links tells nobody's words."""
    return line.end - line.start > _SHORTEST and _ENDS.search(text, max(line.start, line.end - 5), line.end) is not None


def _attribution(
    text: str, unit: Unit, language: str, names: tuple[str, str], introduced: frozenset[str], focus: SpeakerFocus
) -> Attribution | None:
    if language == "ko":
        told = korean.attributed(unit.bare, *names, introduced)
        return told or (korean.by_pronoun(unit.bare) if focus.is_certain else None)
    told = english.attributed(unit.bare, *names)
    return told or (english.by_pronoun(unit.bare) if focus.means_the_person(text, unit) else None)


def _goes_on(unit: Unit) -> bool:
    """Whether all of it is quoted."""
    return QUOTED in unit.bare and not _LETTER.search(unit.bare)


def _fits(text: str, start: int, end: int) -> bool:
    return len(text[start:end].split()) <= _MOST_WORDS
