"""What cannot be the short answer, however well its sentence fits: a year for a count, a title for a person."""

from __future__ import annotations

import re
from collections.abc import Callable

from clippings.chain.asked_kind import NAMED, Asked, Kind
from clippings.chain.short_candidates import Stretch

_UNITS: dict[str, re.Pattern[str]] = {
    "time": re.compile(r"(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|년|개월|일|시간|분|초)$"),
    "age": re.compile(r"(?:years?|세|살)$"),
    "length": re.compile(r"(?:miles?|kilomet(?:er|re)s?|met(?:er|re)s?|feet|foot|inch(?:es)?|m)$"),
    "weight": re.compile(r"(?:pounds|tons?|tonnes|kg|톤)$"),
    "other": re.compile(r"(?:mph|degrees|times|배|회|번)$"),
}
_DEMANDS: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = (
    (re.compile(r"\bhow long\b|얼마나 (?:오래|긴|길)|길이|몇 시간", re.I), frozenset({"time", "length"})),
    (re.compile(r"\bhow old\b|\bage\b|나이|몇 ?살|몇 ?세", re.I), frozenset({"age", "bare"})),
    (re.compile(r"\bhow (?:far|tall|deep|wide)\b|거리|높이|깊이", re.I), frozenset({"length"})),
    (re.compile(r"\bhow heavy\b|\bweigh|무게", re.I), frozenset({"weight"})),
    (
        re.compile(r"\b(?:rates?|range|ratio|share|inflation|turnout|unemployment)\b|율|률", re.I),
        frozenset({"share", "bare"}),
    ),
    (re.compile(r"\b(?:population|toll|magnitude|score)\b|인구|규모", re.I), frozenset({"bare"})),
)
"""What the words of a question say about the unit of its number; the first that applies counts."""

_HOW_MANY = re.compile(r"\bhow many (?:more |other |new |different )?(?P<noun>[a-z-]+)", re.I)
_CURRENCIES = frozenset({"dollars", "pounds", "euros", "won", "yen"})
_YEAR = re.compile(r"(?:19|20)\d\d")
_WORD = re.compile(r"[^\W_]+")

_TITLES = frozenset(
    "president prime minister rep representative sen senator gov governor king queen prince princess pope chancellor "
    "secretary chief executive judge justice mayor general gen colonel col captain capt speaker chairman chair "
    "director officer ceo professor prof sir lord lady dame vice former first deputy foreign defense defence state "
    "house senate attorney".split()
)
_ORIGINS = frozenset(
    "african american arab argentine argentinian asian australian austrian belgian black brazilian british canadian "
    "chilean chinese colombian croatian cuban czech danish dutch egyptian english european finnish french german "
    "greek hispanic hungarian indian indonesian iranian iraqi irish israeli italian japanese jewish kenyan korean "
    "latino mexican moroccan muslim nigerian norwegian pakistani palestinian polish portuguese republican republicans "
    "democrat democrats democratic romanian russian russians saudi scottish serbian spanish swedish swiss syrian "
    "taiwanese thai turkish ukrainian ukrainians vietnamese welsh western white northern southern eastern".split()
)
_TYPES_OF_ORIGINS = frozenset({"language", "nationality", "party", "group", "people"})
_OCCASIONS = frozenset(
    "award awards bowl canal championship championships conference contest cup day festival final finals games league "
    "match oscars grammys grammy emmys olympics open prize race series summit tournament trophy week".split()
)


def fitting(question: str, asked: Asked) -> Callable[[Stretch], bool]:
    """Tells of stretches of the right shape whether they can be what is asked for.

    Args:
        question: In English or Korean.
        asked: What it asks for.
    """
    if asked.kind == "number":
        demanded = next((units for pattern, units in _DEMANDS if pattern.search(question)), None)
        counted = _HOW_MANY.search(question)
        return lambda stretch: _is_such_a_number(stretch, demanded, counted["noun"].lower() if counted else "")
    if asked.kind in NAMED:
        type_words = {word.lower().rstrip("s") for word in _WORD.findall(asked.type_words)}
        return lambda stretch: stretch.shape != "name" or _is_such_a_name(stretch, asked.kind, type_words)
    return lambda _: True


def _is_such_a_number(stretch: Stretch, demanded: frozenset[str] | None, noun: str) -> bool:
    if _YEAR.fullmatch(stretch.text):
        return False
    units = _units(stretch)
    if demanded is not None:
        return bool(units & demanded)
    if not noun or units & {"bare", "share"}:
        return True
    return noun in _CURRENCIES if "money" in units else noun.rstrip("s") in stretch.text.lower()


def _units(stretch: Stretch) -> set[str]:
    if stretch.shape != "number":
        return {stretch.shape}
    return {name for name, pattern in _UNITS.items() if pattern.search(stretch.text)} or {"bare"}


def _is_such_a_name(stretch: Stretch, kind: Kind, type_words: set[str]) -> bool:
    own = [word.lower() for word in _WORD.findall(stretch.text)]
    if all(word in _TITLES or word in _ORIGINS for word in own):
        return bool(type_words & _TYPES_OF_ORIGINS)
    return kind == "name" or own[-1] not in _OCCASIONS or own[-1].rstrip("s") in type_words
