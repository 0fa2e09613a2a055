"""What a follow-up question leaves out, taken from the questions before it: topic, sources, time. By rules, offline.

"And who owns it?" is searched as "And who owns it? Ever Given, Suez Canal", and "And Sweden?" as the question before,
asked of Sweden (see `ellipsis`). A question that stands by itself is left alone: carrying a topic into it would hide
its answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from clippings.chain.ellipsis import of_another
from clippings.chain.english_dates import DATE
from clippings.chain.extractive import without_attribution
from clippings.chain.plain_question import plain
from clippings.core.languages import of_question
from clippings.core.types import Question, Turn
from clippings.vectorstore.tokenizers import group_of, terms

MOST_TURNS = 6
"""How far back a topic is looked for."""

_MOST_CHARACTERS = 200
_FEW_WORDS = 2
"""A question of so few informative words and no name of its own asks on."""

_OPENS = re.compile(r"^\W*(?:and|but|so|then|also|what about|how about|what else|why not)\b", re.I)
_POINTS_BACK = re.compile(
    r"\b(?:it|its|they|them|their|theirs|he|him|his|she|her|hers|this|that|these|those|there|then|former|latter|"
    r"(?:year|month|week|day) (?:before|after|earlier|later))\b",
    re.I,
)
_POINTS_WITHIN = re.compile(
    r"\bthat (?:is|was|were|are|has|had|have|will|would|can|the|a|an)\b|\b(?:the|a|an|one|those|these) \w+ that\b"
    r"|\bthis (?:week|month|year|time|morning|summer|winter|spring|autumn|fall)\b|\b(?:is|are|was|were) there\b"
    r"|\bthere (?:is|are|was|were)\b",
    re.I,
)
"""A "that" that opens a clause, "this week" and "there are" mean nothing that was said before."""

_OTHER_YEAR = re.compile(r"\b(?:the )?year (before|earlier|after|later)\b|(?:그 )?(전년|이듬해|전해)", re.I)
_COUNTED = re.compile(r"\bhow many (?:[a-z]+ ){0,2}?([a-z]{3,}s)\b", re.I)
"""What a question counts is what "they" are in the next one."""

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DATE = re.compile(rf"\b(?=[\w ,]{{0,20}}\d){DATE}")
_ASKS_WHY = re.compile(r"^\W*(?:and |but )?(?:why|how so|how come)\W*$|^\W*왜(?:요|죠|지|그래|그렇지)?\W*$", re.I)

_WORD = re.compile(r"[\w’'&.$%-]*\w")
_NAME = re.compile(
    r"[A-ZÀ-ÖØ-Þ][\w’'&-]*(?:\.(?=[A-Z]))?(?:[ -](?:of the |of |de |van |von |and (?=the ))?[A-ZÀ-ÖØ-Þ\d][\w’'&-]*)*"
)
_ASKING = frozenset(
    "who whom whose what which when where why how is was are were did do does has had have will would can could should "
    "the a an in on at by for from to of and or but many much long far old often".split()
)
_SAYS_LITTLE = frozenset(
    "say said says think thinks thought do did does react reacted reaction respond responded response happen happened "
    "happens happening answer answered decide decided want wanted wants mean means change changed feel felt call called "  # noqa: E501
    "come came go went next else more later cost costs".split()
)
"""What anybody may do about anything: "What did France say?" has no topic of its own."""

_KO_OPENS = re.compile(r"^\W*(?:그리고|그럼|그러면|그런데|그래서|그\s?다음|또|다음은)")
_KO_POINTS_BACK = re.compile(
    r"(?:^|\s)(?:그|그는|그가|그의|그것\S*|그녀\S*|그들\S*|거기\S*|그곳\S*|그때\S*|이것\S*|이들\S*|전년\S*|이듬해\S*)(?=\s|\?|$)"
)
_KO_PARTICLE = re.compile(
    r"(?:에서는|에서|에게|으로는|으로|부터|까지|에는|에도|이란|은|는|이|가|을|를|의|에|와|과|도|로)$"
)
_KO_ASKING = re.compile(
    r"^(?:누가|누구\S*|무엇\S*|무슨|어떤|어느|어디\S*|언제\S*|왜|어떻게|얼마\S*|몇|몇\S+|뭐\S*|그\s?다음\S*|그리고|그럼|그러면)$"
)
_KO_PREDICATE = re.compile(r"(?:나|나요|까|까요|는가|은가|인가|었나|였나|했나|다|요|지|죠|니)$")


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question as it is to be searched, and what was carried into it."""

    question: Question
    carried: tuple[str, ...] = ()
    """Words from earlier questions, in order; empty for a question that stands by itself."""


def resolved(question: Question) -> FollowUp:
    """The question with what its history lends it.

    Sources and the time window are carried only with a topic, and only where the question has none of its own; at most
    the last six turns are looked at.

    Args:
        question: Its `history` is oldest first.
    """
    history = [replace(turn, question=plain(turn.question)) for turn in question.history[-MOST_TURNS:]]
    text = plain(question.text)
    if not text or not _asks_on(text, history):
        return FollowUp(question)
    base = _leant_on(history)
    year = _other_year(text, history)
    if whole := of_another(text, base):
        carried = _unsaid(_informative(whole), text)
    else:
        carried = _topic(text, base, history[-1])
        if year:
            text = _OTHER_YEAR.sub("", text)
            carried = [word for word in carried if not _YEAR.fullmatch(word)] + [year]
    if not carried:
        return FollowUp(question)
    last = history[-1]
    keeps_time = not year and question.since is None and question.until is None and not _names_a_time(text)
    return FollowUp(
        replace(
            question,
            text=whole or f"{text.strip()} {', '.join(carried)}",
            since=last.since if keeps_time else question.since,
            until=last.until if keeps_time else question.until,
            sources=question.sources or last.sources,
        ),
        tuple(carried),
    )


def _asks_on(text: str, before: Sequence[Turn]) -> bool:
    """Whether a question leans on what was asked before."""
    if not before:
        return False
    language = of_question(text)
    own = terms(text, group_of(language))
    if language == "ko":
        return bool(
            _KO_OPENS.search(text)
            or _KO_POINTS_BACK.search(text)
            or _ASKS_WHY.search(text)
            or len(_korean_topic(text)) <= 1
        )
    if _OPENS.search(text) or _ASKS_WHY.search(text):
        return True
    names = _names(text)
    if _POINTS_BACK.search(_POINTS_WITHIN.sub(" ", text)) and not names:
        return True
    if not names:
        return len(own) <= _FEW_WORDS
    words = [word.lower() for word in _informative(text)]
    named = {part.lower() for name in names for part in name.split()}
    return all(word in _SAYS_LITTLE or word in named for word in words) and any(word in _SAYS_LITTLE for word in words)


def _leant_on(history: Sequence[Turn]) -> str:
    """The last question that stood by itself, asked of what the ones since then named instead."""
    at = next((at for at in range(len(history) - 1, 0, -1) if not _asks_on(history[at].question, history[:at])), 0)
    base = history[at].question
    for turn in history[at + 1 :]:
        base = of_another(turn.question, base) or base
    return base


def _topic(text: str, base: str, last: Turn) -> list[str]:
    """What the question goes on about: the names of the one that it leans on, or all of its words where it has none,
    or where nothing but "why" is asked."""
    if of_question(base) == "ko":
        found = _korean_topic(base)
        return _unsaid(found if _ASKS_WHY.search(text) or len(found) <= 3 else found[:3], text)
    names = _names(base)
    needs_all = bool(_ASKS_WHY.search(text)) or bool(re.search(r"\b(?:what|how) about\b|\byear\b", text, re.I))
    found = _informative(base) if needs_all or not names else [*_COUNTED.findall(base), *names]
    if re.search(r"\b(?:he|him|his|she|her|hers)\b", text, re.I) and not names:
        found = [*_names(_DATE.sub(",", without_attribution(last.answer)))[:2], *found]
    return _unsaid(found, text)


def _informative(text: str) -> list[str]:
    return [word for word in _WORD.findall(text) if word.lower() not in _ASKING]


def _unsaid(found: Sequence[str], text: str) -> list[str]:
    """Each once, without what the question says itself, within a length."""
    kept, length = list[str](), 0
    for word in dict.fromkeys(found):
        length += len(word) + 2
        if word.casefold() not in text.casefold() and length <= _MOST_CHARACTERS:
            kept.append(word)
    return kept


def _names(text: str) -> list[str]:
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


def _korean_topic(text: str) -> list[str]:
    """The words of a Korean question before its predicate, without particles and words that ask."""
    words = [word.strip("?!.,“”\"'") for word in text.split()]
    if words and _KO_PREDICATE.search(words[-1]):
        words = words[:-1]
    return [
        _KO_PARTICLE.sub("", word) if len(word) > 2 else word
        for word in words
        if word and not _KO_ASKING.match(word) and not _KO_POINTS_BACK.fullmatch(word)
    ]


def _names_a_time(text: str) -> bool:
    return bool(_YEAR.search(text))


def _other_year(text: str, history: Sequence[Turn]) -> str:
    """The year before or after the one last spoken of: "And the year before?" """
    asked = _OTHER_YEAR.search(text)
    spoken = [year for turn in history for year in _YEAR.findall(turn.question)]
    if not asked or not spoken:
        return ""
    is_later = (asked[1] or "").lower() in {"after", "later"} or asked[2] == "이듬해"
    return str(int(spoken[-1]) + (1 if is_later else -1))
