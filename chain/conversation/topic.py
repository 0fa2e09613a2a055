"""What a question is about: its names, else its words; and whom "they", "he" and "she" in the next one mean."""

from __future__ import annotations

import re
from collections.abc import Sequence

from clippings.chain.conversation import korean_ellipsis
from clippings.chain.temporal.english.dates import DATE
from clippings.chain.text.attributed_quotes import without_attribution
from clippings.chain.text.names import CAPITAL
from clippings.core.languages import of_question
from clippings.core.types import Turn
from clippings.vectorstore.lexical.tokenizers import group_of, terms

_MOST_CHARACTERS = 200
_ENOUGH_NAMES = 2
"""Words of names that are a topic without the common nouns around them."""
_FEW_KOREAN_WORDS = 4
ASKS_WHY = re.compile(r"^\W*(?:and |but )?(?:why|how so|how come)\W*$|^\W*왜(?:요|죠|지|그래|그렇지)?\W*$", re.I)
POINTS_BACK = re.compile(
    r"\b(?:it|its|they|them|their|theirs|he|him|his|she|her|hers|this|that|these|those|there|then|former|latter|"
    r"(?:year|month|week|day) (?:before|after|earlier|later)|"
    r"the (?:first|second|third|other|same) \w+(?! (?:\w+ )?(?:of|on|in|to|at|for|from|that|which|who|ever)\b))\b",
    re.I,
)
_COUNTED = re.compile(r"\bhow many (?:[a-z]+ ){0,2}?([a-z]{3,}s)\b", re.I)
"""What a question counts is what "they" are in the next one."""
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DATE = re.compile(rf"\b(?=[\w ,]{{0,20}}\d){DATE}")
_OF_NOW = re.compile(r"\b(?:still|now|today|currently|yet|any ?more|since|nowadays|by now|these days)\b", re.I)
_PERSON = re.compile(r"\b(?:he|him|his|she|her|hers)\b", re.I)
_THEY = re.compile(r"\b(?:they|them)\b", re.I)
_THEIR = re.compile(r"\btheir\b", re.I)
_ASKS_WHO_DID = re.compile(
    r"^\W*(?:and |so |but )?who (?!is\b|are\b|was\b|were\b|did\b|does\b|do\b|has\b|have\b|had\b|will\b|would\b|can\b)(\w+)",  # noqa: E501
    re.I,
)
_ASKS_WHO = re.compile(r"\b(?:who|whom|whose|which \w+|any ?(?:one|body))\b", re.I)
_WORD = re.compile(r"\$?\d{1,3}(?:,\d{3})+|[\w’'&.$%-]*\w")
_NAME = re.compile(
    rf"{CAPITAL}[\w’'&-]*(?:\.(?={CAPITAL}))?"
    rf"(?:[ -](?:of the |of |de |van |von |and (?=the ))?(?:{CAPITAL}|\d)[\w’'&-]*)*"
)
_ASKING = frozenset(
    "who whom whose what which when where why how is was are were did do does has had have will would can could should "
    "the a an in on at by for from to of and or but many much long far old often".split()
)
SAYS_LITTLE = frozenset(
    "say said says think thinks thought do did does react reacted reaction respond responded response happen happened "
    "happens happening answer answered decide decided want wanted wants mean means change changed feel felt call called "  # noqa: E501
    "come came go went next else more later cost costs take takes took get gets got give gives gave make makes made end "  # noqa: E501
    "ended begin began start started reason reasons tell told explain explained explanation cite cited".split()
)
"""What anybody may do about anything: "What did France say?" has no topic of its own."""
KO_POINTS_BACK = re.compile(
    r"(?:^|\s)(?:그|그는|그가|그의|그것\S*|그녀\S*|그들\S*|거기\S*|그곳\S*|그때\S*|이것\S*|이들\S*|전년\S*|이듬해\S*)(?=\s|\?|$)"
)
_KO_PARTICLE = re.compile(
    r"(?:에서는|에서|에게|으로는|으로|부터|까지|에는|에도|이란|은|는|이|가|을|를|의|에|와|과|도|로)$"
)
_PAST = "".join(chr(0xAC00 + 28 * at + 20) for at in range(19 * 21))
"""Syllables that end in ㅆ: hardly a noun has one."""
_KO_PREDICATE = re.compile(
    rf"(?:나|나요|까|까요|는가|은가|인가|었나|였나|했나|다|요|지|죠|니|[{_PAST}](?:어|대|는데|던데|음)?|이야|해)$"
)


def topic_of(text: str, base: str, last: Turn) -> list[str]:
    """What the question goes on about: the names of the one that it leans on; all of its words where it has fewer than
    two, or where nothing but "why" is asked. Who "he" or "she" is, is looked for in the last answer as well."""
    if of_question(base) == "ko":
        found = korean_topic(base)
        return unsaid(found if ASKS_WHY.search(text) or len(found) <= _FEW_KOREAN_WORDS else found[:3], text)
    named = names(base)
    needs_all = bool(ASKS_WHY.search(text)) or bool(re.search(r"\b(?:what|how) about\b|\byear\b", text, re.I))
    if needs_all or len(" ".join(named).split()) < _ENOUGH_NAMES:
        found = [word for word in informative(base) if needs_all or not (_is_empty(word) or (named and _is_past(word)))]
    else:
        found = [*_COUNTED.findall(base), *named]
    if _OF_NOW.search(text):
        found = [word for word in found if not YEAR.fullmatch(word)]
    if _PERSON.search(text) and (not named or _ASKS_WHO.search(last.question)):
        found = [*_names_in_answer(last.answer)[:2], *found]
    return unsaid(found, text)


def who_they_are(text: str, base: str, answer: str) -> str:
    """Who "they" are after "Who won ...?": the name that the answer puts before the same verb, "Argentina won"."""
    asked = _ASKS_WHO_DID.match(base)
    if asked is None or not (_THEY.search(text) or _THEIR.search(text)):
        return ""
    did = re.compile(rf"^[’']?\s{re.escape(asked[1])}\b")
    quotes = without_attribution(answer)
    return next((name[0] for name in _NAME.finditer(quotes) if did.match(quotes[name.end() :])), "")


def _names_in_answer(answer: str) -> list[str]:
    """The names in the quotes of an answer, in order; "Their", which opens a sentence, is none."""
    found = names(_DATE.sub(",", without_attribution(answer)))
    return [name for name in found if terms(name, group_of("en"))]


def _is_empty(word: str) -> bool:
    return (
        word.lower() in SAYS_LITTLE
        or bool(POINTS_BACK.fullmatch(word))
        or word.lower() in {"so", "even", "off", "down", "out", "up", "people"}
    )


def _is_past(word: str) -> bool:
    """Whether a word looks like a verb that tells what happened; with a name, the nouns around it are topic enough."""
    return word.islower() and word.endswith("ed") and not word.endswith("eed") and len(word) > len("red")


def informative(text: str) -> list[str]:
    return [word for word in _WORD.findall(text) if word.lower() not in _ASKING]


def unsaid(found: Sequence[str], text: str) -> list[str]:
    """Each once, without what the question says itself, within a length."""
    kept, length = list[str](), 0
    for word in dict.fromkeys(found):
        length += len(word) + 2
        if word.casefold() not in text.casefold() and length <= _MOST_CHARACTERS:
            kept.append(word)
    return kept


def names(text: str) -> list[str]:
    """Capitalised names; a word that opens a question ("Who", "The") is none."""
    found = []
    for match in _NAME.finditer(text):
        name = match[0]
        first, _, rest = name.partition(" ")
        if first.lower() in _ASKING or (match.start() == 0 and first.lower() in {"and", "so", "then", "also"}):
            name = rest
        if name and name.lower() not in _ASKING:
            found.append(re.sub(r"['’]s$", "", name))
    return found


def korean_topic(text: str) -> list[str]:
    """The words of a Korean question before its predicate, without particles and words that ask."""
    words = [word.strip("?!.,“”\"'") for word in text.split()]
    if words and _KO_PREDICATE.search(words[-1]):
        words = words[:-1]
    return [
        _KO_PARTICLE.sub("", word) if len(word) > 2 else word
        for word in words
        if word and not korean_ellipsis.ASKING.match(word) and not KO_POINTS_BACK.fullmatch(word)
    ]


def with_their_name(text: str, name: str) -> str:
    """A question with the name of those whom it calls "they", once each."""
    return _THEY.sub(name, _THEIR.sub(f"{name}’s", text, count=1), count=1)
