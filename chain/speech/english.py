"""Whose words an English sentence tells: a name or pronoun that is the subject of a verb of saying."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from clippings.chain.speech.lexicon import any_of, words
from clippings.chain.speech.utterance import QUOTED
from clippings.chain.text.names import CAPITAL

_LEAST_WORDS = 4
"""Of what is said: "Biden said so on Monday" tells nothing."""
_SAYS, _SAYS_THAT, _ACTS = any_of("en", "says"), any_of("en", "says_that"), any_of("en", "acts")
_VERB = rf"(?:(?P<says>{_SAYS})|(?P<acts>{_ACTS})|(?P<that>{_SAYS_THAT}))(?![\w’'])"
_ANY_VERB = rf"(?:{_SAYS}|{_SAYS_THAT}|{_ACTS})(?![\w’'])"
_BETWEEN = rf"(?:\s{any_of('en', 'between')})*"
_PART = rf"(?!(?:and|but|or|nor|so)\b)[^,;:!?—–{QUOTED}]{{2,90}}"
_ASIDE = rf"(?:,\s{_PART}(?:,\s{_PART}){{0,2}},|\s\([^()]{{1,60}}\)|\s—\s[^—]{{2,90}}\s—|\s–\s[^–]{{2,90}}\s–)?"
_AFTERWARDS = re.compile(
    rf"(?:[,.;:!?)—–{QUOTED}]|\s[—–-]\s|\s{any_of('en', 'after_speaker')}\b"
    r"|\s(?:mon|tues|wednes|thurs|fri|satur|sun)day|\s*$)",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"^(?:on|late|early|earlier|last|this|in)\b(?:\s(?:\w+day|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.?|"
    r"\d+|week|month|year|morning|evening|night|afternoon|late|early|last|this)){1,4}$",
    re.IGNORECASE,
)
_WORDS_BEHIND = rf"(?:[^\s,;:!?{QUOTED}]+\s){{0,7}}?"
_ROLE_BEHIND = (
    rf"(?:[Tt]he|its|his|her|their|{CAPITAL}\w+['’]s)\s(?:[\w’'-]+\s){{0,4}}?{any_of('en', 'titles')}"
    r"(?:\s[\w’'-]+){0,5},\s"
)
""""the board's chair, Mira Olsen"."""
_A_QUOTE = re.compile(rf"{QUOTED}{{12,}}")
_REPORTED = re.compile(
    rf"^(?:\s(?:on|in|at|during|via|to\s(?:reporters|lawmakers|journalists|the))\s?[^.,;{QUOTED}]{{1,50}}?|\s\w+day|\s(?:last|this)\s\w+|\s\w+ly)?,?\sthat\b|"
    rf"^[^.;]{{0,60}}?{QUOTED}{{25,}}|^\s?[,:]?\s?{QUOTED}|"
    r"^\s(?:he|she|they|there|it\s(?=(?:will|would|is|was|has|had|can|could|may|might)\b))(?:['’]\w+)?\s"
)
"""What was said comes next: "… that", or a quotation."""
_ENDS = re.compile(r"^\s*(?:[.;,]|$|\s(?:on|in|during|at|of)\b)")


class Attribution(NamedTuple):
    """That a sentence tells somebody's words."""

    is_direct: bool
    pronoun: str = ""


@functools.lru_cache(256)
def _patterns(names: str) -> tuple[re.Pattern[str], ...]:
    """Name right before the verb, as the subject of a longer sentence, behind the verb, and after "according to"."""
    return (
        re.compile(rf"(?<![\w’'-])(?P<name>{names})(?:,\s\d{{1,2}},)?(?P<aside>,\swho|{_ASIDE}|,){_BETWEEN}\s{_VERB}"),
        re.compile(
            rf"(?<![\w’'-])(?P<name>{names}){_ASIDE}\s(?!{_SAYS})[a-z][^,;:—{QUOTED}]{{3,120}}?"
            rf"(?:,\s(?P<says>{any_of('en', 'participles')})|"
            rf"\sand\s(?:then\s|also\s|later\s)?(?:{_SAYS}|{_ACTS}))(?![\w’'])"
        ),
        re.compile(
            rf"(?:^|[,?!:—–{QUOTED}]\s?){_VERB}\s(?P<titles>{_ROLE_BEHIND}|{_WORDS_BEHIND})(?P<name>{names})(?![\w’'-])",
        ),
        re.compile(rf"\b[Aa]ccording\sto\s(?P<titles>{_WORDS_BEHIND})(?P<name>{names})(?![\w’'-])"),
    )


_SPOKEN_ASIDE = re.compile(rf"(?<!who)\s(?:{_SAYS}|{_SAYS_THAT})(?!\w)")
""""Macron, Biden has told audiences, asked": it is Biden who tells it."""
_PRONOUN = re.compile(rf"(?<![\w’'-])(?P<name>[Hh]e|[Ss]he){_BETWEEN}\s{_VERB}")


def attributed(bare: str, full: str, short: str) -> Attribution | None:
    """Whether a sentence tells the words of a person, by name.

    Args:
        bare: Without what is quoted; see `utterance.Unit`.
        full: A pattern of the full name.
        short: One of the name that the article goes on with; "" where it may be another's.
    """
    names = f"{full}|{short}" if short else full
    before, at_length, behind, according = _patterns(names)
    full_name = re.compile(full)
    for match in before.finditer(bare):
        is_full = full_name.fullmatch(match["name"]) is not None
        if _SPOKEN_ASIDE.search(match["aside"]):
            continue
        if match["aside"] == "," and not _APPOSITION.search(bare[: match.start()]):
            continue
        if _opens_a_clause(bare[: match.start()], is_full) and _tells(bare, match, match.start()):
            return _of_one(bare, match)
    for match in at_length.finditer(bare):
        is_full = full_name.fullmatch(match["name"]) is not None
        if _opens_the_sentence(bare[: match.start()], is_full) and _is_long(bare, match):
            return _of_one(bare, match)
    for match in behind.finditer(bare):
        is_full = full_name.fullmatch(match["name"]) is not None
        if _AFTERWARDS.match(bare, match.end()) and _are_titles(match["titles"], is_full) and _is_long(bare, match):
            return _of_one(bare, match)
    for match in according.finditer(bare):
        is_full = full_name.fullmatch(match["name"]) is not None
        if _AFTERWARDS.match(bare, match.end()) and _are_titles(match["titles"], is_full) and _is_long(bare, match):
            return _of_one(bare, match)
    return None


def by_pronoun(bare: str) -> Attribution | None:
    """Whether a sentence tells the words of a "he" or a "she"."""
    for match in _PRONOUN.finditer(bare):
        if _opens_a_clause(bare[: match.start()], False) and _tells(bare, match, match.start()):
            found = _of_one(bare, match)
            return found and found._replace(pronoun=match["name"].lower())
    return None


def _of_one(bare: str, told: re.Match[str]) -> Attribution | None:
    """None where the sentence has a second speaker: whose words are whose would be for the reader to find out."""
    own = set(told["name"].split())
    for match in _OTHER.finditer(bare):
        if match.end() > told.start() and match.start() < told.end():
            continue
        if not own & set(re.findall(r"[\w’'-]+", match[0])) and not _is_relative(match):
            return None
    return Attribution(bool(_A_QUOTE.search(bare)))


_OTHER = re.compile(
    rf"(?:\b{CAPITAL}[\w’'-]+\s(?:{_SAYS}|{_SAYS_THAT})(?!\w)|"
    rf"[,{QUOTED}]\s(?:said|says|told|added|wrote)\s(?:{CAPITAL}[\w’'-]+))"
)


def _is_relative(match: re.Match[str]) -> bool:
    return match[0].split()[0].lower() in ("who", "he", "she", "it", "they", "i", "we", "which", "that", "and")


def _opens_a_clause(before: str, is_full: bool) -> bool:
    """Whether a name with nothing but its titles before it stands where a clause may begin.

    Args:
        before: All of the sentence before the name.
        is_full: Else the name is a family name, before which another first name would make it somebody else's.
    """
    if is_full and _APPOSITION.search(before):
        return True
    has_title = False
    while True:
        if not before.strip() or _DAY.match(before.strip()):
            return True
        if not before[-1].isspace():
            return before[-1] in f"—–-({QUOTED}…"
        before = before.rstrip()
        word = before.split()[-1]
        rest = before[: len(before) - len(word)]
        lowered = word.lower()
        if word[-1] in f",;:—–-{QUOTED})…”":
            return True
        if _TITLE.fullmatch(word):
            has_title = True
        elif lowered in ("the", "then", "former", "our"):
            return _ends_a_clause(rest)
        elif lowered in _CONNECTIVES:
            previous = rest.split()[-1] if rest.split() else ""
            return lowered != "and" or not previous[:1].isupper()
        elif has_title and _MODIFIER.fullmatch(word):
            return _ends_a_clause(_WORDS_OF_A_ROLE.sub("", before))
        elif not (word[0].isupper() and (is_full or has_title)) or lowered in _NOT_BEFORE:
            return False
        before = rest


def _opens_the_sentence(before: str, is_full: bool) -> bool:
    """Whether nothing but titles, a day or a place stands before a name."""
    return not re.search(rf"[;:—{QUOTED}]|\b(?:said|says|told)\b", before) and _opens_a_clause(before, is_full)


_TITLE = re.compile(any_of("en", "titles"), re.IGNORECASE)
_CONNECTIVES = frozenset(words("en")["connectives"])
_NOT_BEFORE = frozenset("for of with from to by about against on in at under near like than or if that".split())
_MODIFIER = re.compile(r"(?!\w+(?:ed|ing)$)[a-z-]{5,}")
_WORDS_OF_A_ROLE = re.compile(r"(?:(?<![\w’'-])(?!\w+(?:ed|ing)\s?)[a-z-]{5,}\s?){1,3}$")
"""Nouns before a role: "basketball star James", "harbour board chair Olsen"."""
_APPOSITION = re.compile(
    rf"(?:^|[{QUOTED},;:]\s?|\b(?:and|but)\s)(?:[Tt]he|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|{CAPITAL}\w+['’]s)(?:\s[\w’'-]+){{0,6}}?\s"
    rf"{any_of('en', 'titles')}(?:\s[\w’'-]+){{0,5}},\s$"
)


def _ends_a_clause(rest: str) -> bool:
    rest = rest.rstrip()
    return (
        not rest or rest[-1] in f",;:—–-{QUOTED}" or rest.split()[-1].lower() in _CONNECTIVES or bool(_DAY.match(rest))
    )


def _are_titles(between: str, is_full: bool) -> bool:
    """Whether what stands between a verb and a name belongs to the name."""
    if between.endswith(", "):
        return True
    parts = between.split()
    while len(parts) > 1 and _TITLE.fullmatch(parts[-1]) and _MODIFIER.fullmatch(parts[0]):
        parts.pop(0)
    if not is_full and parts and not _TITLE.fullmatch(parts[-1]):
        return False
    return all(
        _TITLE.fullmatch(part) or part[0].isupper() or part.lower() in ("the", "of", "and", "its", "an", "a")
        for part in parts
    )


def _tells(bare: str, match: re.Match[str], start: int) -> bool:
    """Whether the verb tells speech here: "added a third goal" does not."""
    if not _is_long(bare, match):
        return False
    if match["says"] or match["acts"] or (match["that"].startswith("call") and QUOTED in bare[match.end() :]):
        return True
    before, after = bare[:start].rstrip(), bare[match.end() :]
    if _REPORTED.match(after) or before.endswith((QUOTED, f"{QUOTED},")):
        return True
    return bool(_ENDS.match(after)) and before.endswith(",") and len(before.split()) >= _LEAST_WORDS


def _is_long(bare: str, match: re.Match[str]) -> bool:
    rest = bare[: match.start()] + " " + bare[match.end() :]
    quoted = sum(len(one[0]) for one in _A_QUOTE.finditer(rest)) / 5
    return len(rest.replace(QUOTED, " ").split()) + quoted >= _LEAST_WORDS
