"""A person's names: how an archive writes them, and whether those in an article are this person's and nobody else's."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from clippings.chain.speech.lexicon import any_of, words
from clippings.chain.speech.plain import same_length
from clippings.chain.text.names import CAPITAL
from clippings.core.types import Article

_AROUND = 30
_ENOUGH = 2
"""Articles with a full name: with fewer, it may be a slip."""
_SHARE = 0.9
"""Of the articles that write a first name before this family name, those in which it is this person's: from then on
the bare family name is taken for this person where an article has no first name."""
_PARTICLES = {
    "de",
    "da",
    "di",
    "du",
    "del",
    "della",
    "la",
    "le",
    "van",
    "von",
    "der",
    "den",
    "ter",
    "bin",
    "al",
    "el",
    "dos",
}
_SUFFIX = re.compile(r",?\s(?:Jr|Sr|II|III|IV)\.?$")
_HANGUL = re.compile(r"[가-힣]")
_MIDDLE = rf"(?:\s{CAPITAL}[\w.’'-]{{0,12}}){{0,2}}?\s"
"""Between the first name and the family name: a second one, an initial."""
_GIVEN = rf"(?P<given>{CAPITAL}[a-z’'-]*[a-z][\w’'-]*)"


@dataclass(frozen=True, slots=True)
class Person:
    """How a person is named."""

    name: str
    """In full, as the archive writes it."""
    language: str
    """"ko" for a name in Hangul, else "en": the rules by which speech is found."""
    full: re.Pattern[str]
    short: str
    """The part that articles go on with; the whole where the name has one part."""
    namesakes: frozenset[str] = frozenset()
    """Other first names that the archive writes before that part."""
    is_dominant: bool = False
    """Whether the bare part means this person where an article does not say whom."""

    def named_in(self, article: Article) -> tuple[str, str] | None:
        """What stands for this person in an article: patterns of the full name, and of the short one or "".

        None where the person is not in it, or may be another of the name.
        """
        text = same_length(f"{article.title}\n{article.text}")
        has_full = self.full.search(text) is not None
        if self.short == self.name:
            return (self.full.pattern, "") if has_full and not self._has_more_names(text) else None
        beside = _beside(self.short, is_first=self.name.startswith(f"{self.short} "))
        has_namesake = bool(self.namesakes) and not self.namesakes.isdisjoint(_given(beside, self.short, text))
        if has_full:
            is_shared = has_namesake or (not self.is_dominant and bool(self.namesakes) and _is_titled(self.short, text))
            return self.full.pattern, "" if is_shared else _pattern(self.short)
        if has_namesake or not self.is_dominant or not re.search(rf"\b{_pattern(self.short)}", text):
            return None
        return self.full.pattern, _pattern(self.short)

    def _has_more_names(self, text: str) -> bool:
        """Whether an article writes another name next to the only one: "Charles" is not Terri Charles."""
        return self.language != "ko" and any(
            _given(_beside(self.name, side), self.name, text) for side in (True, False)
        )


def without_titles(name: str) -> str:
    """A name as it was typed, without "President" before it or 대통령 behind it."""
    name = _SUFFIX.sub("", " ".join(name.split()))
    parts = name.split()
    if _HANGUL.search(name):
        while len(parts) > 1 and parts[-1] in words("ko")["titles"]:
            parts.pop()
    else:
        while len(parts) > 1 and _title().fullmatch(parts[0]):
            parts.pop(0)
    return " ".join(parts)


def searched_part(name: str) -> str:
    """The word of a name that all articles about the person have."""
    return name if _HANGUL.search(name) else name.split()[-1]


def resolve(typed: str, articles: Sequence[Article]) -> tuple[Person, list[str]] | None:
    """The person that a name means in these articles, and others whom it may mean too.

    A title is no part of a name ("President Olsen") but where nothing else stands before it in the articles ("Pope
    Francis"): then it tells whom they mean.

    Args:
        typed: As it was typed.
        articles: Those that have its last word.

    Returns:
        None where no article has the name.
    """
    texts = [same_length(f"{article.title}\n{article.text}") for article in articles]
    name = same_length(without_titles(typed))
    if _HANGUL.search(name):
        return _korean(name, texts)
    if " " not in name:
        found = _from_one_word(name, texts)
        title = same_length(" ".join(typed.split())).removesuffix(name).split()
        if found is None or " " in found[0].name or not title:
            return found
        name = f"{title[-1]} {name}"
    first, *_, last = name.split()
    middle = name.split()[1:-1]
    parts = [first, *middle, last]
    full = re.compile(rf"\b{_MIDDLE.join(_pattern(part) for part in parts)}(?![\w])", re.IGNORECASE)
    written = Counter(
        " ".join(match[0].split()) for text in texts for match in full.finditer(text) if match[0][0].isupper()
    )
    if not written:
        return None
    usual = min((one for one in written if one.lower() == name.lower()), key=lambda one: -written[one], default="")
    shown = usual or written.most_common(1)[0][0]
    parts = shown.split()
    full = re.compile(rf"\b{_MIDDLE.join(_pattern(part) for part in _with_middle(parts))}(?![\w])")
    return _known(shown, full, _short_of(parts, texts), texts), []


def _from_one_word(name: str, texts: Sequence[str]) -> tuple[Person, list[str]] | None:
    word = re.compile(rf"\b{_pattern(name)}(?![\w])", re.IGNORECASE)
    spelled = Counter(match[0] for text in texts for match in word.finditer(text) if match[0][0].isupper())
    if not spelled:
        return None
    shown = spelled.most_common(1)[0][0]
    fulls: Counter[str] = Counter()
    for text in texts:
        fulls.update({f"{given} {shown}" for given in _given(_beside(shown, is_first=False), shown, text)})
        fulls.update({f"{shown} {given}" for given in _given(_beside(shown, is_first=True), shown, text)})
    usual = [one for one, count in fulls.most_common(4) if count >= min(_ENOUGH, len(texts))]
    if not usual or fulls[usual[0]] * 10 < len(texts):
        alone = re.compile(rf"\b{_pattern(shown)}(?![\w])(?! {CAPITAL})")
        return Person(shown, "en", alone, shown, is_dominant=True), []
    parts = usual[0].split()
    full = re.compile(rf"\b{_MIDDLE.join(map(_pattern, parts))}(?![\w])")
    return _known(usual[0], full, _short_of(parts, texts), texts), usual[1:]


def _known(shown: str, full: re.Pattern[str], short: str, texts: Sequence[str]) -> Person:
    """With what the archive's articles tell of others of the name."""
    own = shown.split()
    beside = _beside(short, is_first=shown.startswith(f"{short} "))
    namesakes: Counter[str] = Counter()
    with_full, without = 0, 0
    for text in texts:
        others = {given for given in _given(beside, short, text) if not any(given[:2] == part[:2] for part in own)}
        namesakes.update(others)
        if full.search(text):
            with_full += 1
        elif others:
            without += 1
    is_dominant = with_full >= _ENOUGH and with_full >= _SHARE * (with_full + without)
    several = frozenset(given for given, count in namesakes.items() if count >= _ENOUGH)
    return Person(shown, "en", full, short, several, is_dominant)


def _is_titled(short: str, text: str) -> bool:
    """Whether an article writes "President Clinton": where the archive has several of the name, it may be either."""
    return re.search(rf"\b(?i:{any_of('en', 'honorifics')})\s{_pattern(short)}(?!\w)", text) is not None


def _given(beside: re.Pattern[str], short: str, text: str) -> set[str]:
    """The first names next to a family name; looked for only around it, which takes a tenth of the time."""
    found: set[str] = set()
    at = text.find(short)
    while at >= 0:
        around = text[max(0, at - _AROUND) : at + len(short) + _AROUND]
        found.update(match["given"] for match in beside.finditer(around) if not _is_no_given_name(match["given"]))
        at = text.find(short, at + len(short))
    return found


@functools.cache
def _beside(short: str, is_first: bool) -> re.Pattern[str]:
    """What stands on the other side of the part that articles go on with: a first name, "Joe" (or "Joseph R.")."""
    if is_first:
        return re.compile(rf"\b{_pattern(short)}\s{_GIVEN}")
    return re.compile(rf"\b{_GIVEN}(?:\s{CAPITAL}\.?)?\s{_pattern(short)}(?![\w])")


def _short_of(parts: list[str], texts: Iterable[str]) -> str:
    """Family name last, with its particle; first where articles go on with that ("Xi", of "Xi Jinping")."""
    if len(parts) == 1:
        return parts[0]
    at = len(parts) - 1
    while at > 1 and parts[at - 1].lower() in _PARTICLES:
        at -= 1
    last, first = " ".join(parts[at:]), parts[0]
    alone_last = re.compile(rf"(?<![A-Za-z] )\b{_pattern(last)}(?![\w])|\b[a-z]+ {_pattern(last)}(?![\w])")
    particles = "|".join(_PARTICLES)
    alone_first = re.compile(rf"\b{_pattern(first)}(?![\w])(?! (?:{CAPITAL}|(?:{particles})\b))")
    counts = [0, 0]
    for text in texts:
        counts[0] += len(alone_last.findall(text))
        counts[1] += len(alone_first.findall(text))
    return first if counts[1] > 2 * counts[0] else last


def _korean(name: str, texts: Sequence[str]) -> tuple[Person, list[str]] | None:
    if not any(name in text for text in texts):
        return None
    parts = name.split()
    full = re.compile(rf"(?<![가-힣]){re.escape(name)}")
    return Person(name, "ko", full, parts[-1], is_dominant=False), []


def _with_middle(parts: list[str]) -> list[str]:
    """Without an initial in the middle: articles write it or not."""
    return [part for at, part in enumerate(parts) if at in (0, len(parts) - 1) or len(part.strip(".")) > 1]


def _pattern(name: str) -> str:
    """A name with either apostrophe, its particle with a capital where a sentence begins with it."""
    first = f"[{name[0]}{name[0].upper()}]" if name[0].islower() else re.escape(name[0])
    return first + re.sub(r"['’]", "['’]", re.escape(name[1:])).replace(r"\ ", r"\s")


@functools.cache
def _title() -> re.Pattern[str]:
    return re.compile(any_of("en", "titles"), re.IGNORECASE)


@functools.cache
def _no_given_names() -> frozenset[str]:
    return frozenset(words("en")["not_of_persons"]) | frozenset(words("en")["connectives"])


def _is_no_given_name(word: str) -> bool:
    lowered = word.lower()
    return word.endswith(("’s", "'s")) or lowered in _no_given_names() or _title().fullmatch(word) is not None
