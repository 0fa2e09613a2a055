"""What a follow-up question leaves out, taken from the questions before it: topic, sources, time. By rules, offline.

"And who owns it?" is searched as "And who owns it (Ever Given Suez Canal)?", and "And Sweden?" as the question before,
asked of Sweden (see `ellipsis`). A question that stands by itself is left alone: carrying a topic into it would hide
its answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from clippings.chain.conversation import korean_ellipsis
from clippings.chain.conversation.corrections import meant, on_a_new_subject
from clippings.chain.conversation.ellipsis import asked_anew, of_another, of_another_in_order, of_the_other
from clippings.chain.conversation.leaning import asks_on
from clippings.chain.conversation.small_talk import small_talk
from clippings.chain.conversation.topic import YEAR, informative, names, topic_of, unsaid, who_they_are, with_their_name
from clippings.chain.query.normalization import plain
from clippings.core.languages import of_question
from clippings.core.types import Question, Turn

MOST_TURNS = 6
"""How far back a topic is looked for."""


_OTHER_YEAR = re.compile(r"\b(?:the )?year (before|earlier|after|later)\b|(?:그 )?(전년|이듬해|전해)", re.I)


_ASKING_FIRST = frozenset(
    "who whom whose what which when where why how is was are were am do does did has have had will would can could should "  # noqa: E501
    "tell show give explain".split()
)
_DEFINITE = re.compile(r"\bthe\b", re.I)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question as it is to be searched, and what was carried into it."""

    question: Question
    carried: tuple[str, ...] = ()
    """Words from earlier questions, in order; empty for a question that stands by itself."""


@dataclass(frozen=True, slots=True)
class _Said:
    """An earlier turn as it was understood."""

    whole: str
    """What it asked, with what it left out put back as far as that can be done."""
    base: str
    """The question whose topic it goes on about; the same where it stands by itself."""
    answer: str = ""
    """What was answered to that question."""


def resolved(question: Question) -> FollowUp:
    """The question with what its history lends it.

    Sources and the time window are carried only with a topic, and only where the question has none of its own; at most
    the last six turns are looked at, and of those none that asked nothing ("thanks!").

    Args:
        question: Its `history` is oldest first.
    """
    turns = [turn for turn in question.history if not small_talk(turn.question)][-MOST_TURNS:]
    history = [replace(turn, question=plain(turn.question)) for turn in turns]
    text = plain(question.text)
    if text and (new := on_a_new_subject(text)):
        return FollowUp(replace(question, text=new))
    said = _understood(history)
    if not text or not said:
        return FollowUp(question)
    corrected = meant(text)
    text = corrected or text
    if not corrected and not asks_on(text):
        return FollowUp(question)
    year = _other_year(text, history)
    whole, base = _filled_in(text, said, is_corrected=corrected is not None)
    if not whole and (people := who_they_are(text, said[-1].base, said[-1].answer)):
        text = with_their_name(text, people)
        carried_people = [people]
    else:
        carried_people = []
    if whole:
        carried = unsaid(informative(whole), question.text)
        searched = whole
        if base != whole:
            rest = topic_of(whole, base, history[-1])
            carried, searched = [*carried, *rest], _about(whole.strip(), rest)
    elif corrected and not asks_on(text):
        return FollowUp(replace(question, text=text))
    else:
        carried = [*carried_people, *topic_of(text, base, history[-1])]
        if year:
            text = _OTHER_YEAR.sub("", text)
            carried = [word for word in carried if not YEAR.fullmatch(word)] + [year]
        searched = _about(text.strip(), carried[len(carried_people) :])
    if not carried:
        return FollowUp(question)
    last = history[-1]
    keeps_time = not year and question.since is None and question.until is None and not _names_a_time(text)
    return FollowUp(
        replace(
            question,
            text=searched,
            since=last.since if keeps_time else question.since,
            until=last.until if keeps_time else question.until,
            sources=question.sources or last.sources,
            authors=question.authors or last.authors,
            languages=question.languages or last.languages,
        ),
        tuple(carried),
    )


def _about(text: str, topic: Sequence[str]) -> str:
    """A question with what it is about behind it, before the mark: the reader takes it for one question then."""
    return f"{text.rstrip('?？. ')} ({' '.join(topic)})?" if topic else text


def _understood(history: Sequence[Turn]) -> list[_Said]:
    """The turns before, each with what those before it lend it."""
    said = list[_Said]()
    for turn in history:
        text = on_a_new_subject(turn.question) or turn.question
        corrected = meant(text) if said and text == turn.question else None
        text = corrected or text
        if not said or (text != turn.question and not corrected) or (not corrected and not asks_on(text)):
            is_new = not said or text != turn.question
            said.append(_Said(text, text if is_new else _with_the_names(text, said[-1].base), turn.answer))
            continue
        whole, base = _filled_in(text, said, is_corrected=corrected is not None)
        if not whole and corrected and not asks_on(text):
            whole = base = text
        said.append(_Said(whole or text, base, turn.answer if base == whole else said[-1].answer))
    return said


def _with_the_names(text: str, base: str) -> str:
    """A question without names of its own with those of the topic before: "did the sirens go off?" changes none."""
    if names(text) or not _DEFINITE.search(text):
        return text
    return " ".join([text, ", ".join(names(base))]).strip()


def _filled_in(text: str, said: Sequence[_Said], *, is_corrected: bool) -> tuple[str | None, str]:
    """A follow-up as a whole question, where it only names what differs from one before; and whose topic it has.

    Args:
        text: Without the words that say it is a correction.
        said: The turns before, oldest first.
        is_corrected: Whether it puts the last one right; else it may name what differs only in so many words.
    """
    last = said[-1]
    earlier = list(dict.fromkeys(one for turn in reversed(said) for one in (turn.whole, turn.base)))
    named = f"and {text}" if is_corrected and of_question(text) != "ko" else text
    if other := of_the_other(text, last.whole, earlier):
        return other, last.base if last.whole != last.base else other
    for turn in reversed(said):
        for fill in (of_another_in_order, korean_ellipsis.of_another):
            if whole := fill(text, turn.whole):
                return whole, turn.base if turn.base != turn.whole else whole
    for before in dict.fromkeys((last.whole, last.base)):
        for fill in (of_another, asked_anew, korean_ellipsis.asked_anew):
            if whole := fill(named if fill is of_another else text, before):
                return whole, last.base if before != last.base else whole
    if is_corrected and not _is_a_question(text):
        return f"{last.whole.rstrip('?. ')}, {text}", last.base if last.whole != last.base else f"{last.whole} {text}"
    return None, last.base


def _is_a_question(text: str) -> bool:
    first = text.split(" ", 1)[0].lower()
    return first in _ASKING_FIRST or any(korean_ellipsis.ASKING.match(word.strip("?!.,")) for word in text.split())


def _names_a_time(text: str) -> bool:
    return bool(YEAR.search(text))


def _other_year(text: str, history: Sequence[Turn]) -> str:
    """The year before or after the one last spoken of: "And the year before?" """
    asked = _OTHER_YEAR.search(text)
    spoken = [year for turn in history for year in YEAR.findall(turn.question)]
    if not asked or not spoken:
        return ""
    is_later = (asked[1] or "").lower() in {"after", "later"} or asked[2] == "이듬해"
    return str(int(spoken[-1]) + (1 if is_later else -1))
