"""What a question asks for beside its topic: a time, sources, phrases. Deterministic, offline, a millisecond."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from clippings.chain.query.normalization import plain
from clippings.chain.query.recency_intent import LATELY, topic_of
from clippings.chain.query.source_mentions import named_sources
from clippings.chain.temporal.english.dates import in_words
from clippings.chain.temporal.expressions import TimeRead, read_time
from clippings.chain.temporal.impossible_dates import ambiguous_dates, impossible_dates, with_particles
from clippings.chain.text.quotations import quoted_phrases, without_quoted
from clippings.core.languages import of_question
from clippings.core.time_window import TimeWindow
from clippings.core.types import Question
from clippings.core.understood import Understood
from clippings.vectorstore.lexical.tokenizers import group_of, terms

LONGEST_CHARACTERS = 2_000
"""Of a question: far more than the 64 words and 256 word pieces that the indexes look at."""

_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_OWN = re.compile(r"^['’]s\b")
_LEFT_OVER = re.compile(r"^[\s,;:]+|\s+(?=[?!.,;:])|(?<=\s)\s+")


def understand(
    question: Question,
    known_sources: Callable[[], Sequence[str]],
    newest: Callable[[datetime], datetime | None] = lambda until: until,
) -> Understood:
    """Read a question. What was given beside it, a window or sources, is not looked for in its words.

    Args:
        question: Relative dates in it count from its `as_of`, else from when it was asked.
        known_sources: Gives the names of the archive's sources; called only where the question may name one.
        newest: Gives the time of the archive's last article up to a moment; called only where the newest are wished
            for, or a month has no year.
    """
    text = plain(question.text[:LONGEST_CHARACTERS])
    topic = topic_of(text)
    text = topic or text
    language = of_question(text)
    unquoted = without_quoted(text)
    now = question.as_of or question.asked_at
    not_days = impossible_dates(unquoted, language)
    time = read_time(_blanked(unquoted, not_days), language, now, lambda: newest(now) or now)
    if not_days:  # what is left of "28 to 30 February" is no time that was asked for
        time = TimeRead(around=time.around)
    named = named_sources(unquoted, known_sources)
    words = _without(text, [*time.spans, *named.spans, *with_particles(unquoted, not_days)])
    if not has_words(words, language):
        beside = question.since or question.until or question.sources or question.authors or question.languages
        is_limited = time.limit is not None or named.names or beside
        words = text if is_limited and _LETTER_OR_DIGIT.search(text) else ""
    unsure = () if time.limit else tuple(ambiguous_dates(unquoted))
    if language != "ko":
        words = in_words(words, now.date())
    if question.since is not None or question.until is not None:
        time, unsure = TimeRead(to_come=time.to_come), ()
    last = newest(now) if topic and time.around is None else None
    return Understood(
        language=language,
        words=words,
        window=time.limit,
        reported_until=time.reported_until,
        around=TimeWindow(last - LATELY[0], last) if last else time.around,
        newest_first=topic is not None,
        sources=() if question.sources else named.names,
        unknown_sources=named.unknown,
        phrases=quoted_phrases(text),
        not_days=tuple(unquoted[start:end] for start, end in not_days),
        unsure_days=unsure,
        to_come=time.to_come,
        is_cut=len(question.text) > LONGEST_CHARACTERS,
    )


def has_words(text: str, language: str) -> bool:
    """Whether there is a word in a text that does not stand in every article."""
    return bool(_LETTER_OR_DIGIT.search(text)) and bool(terms(text, group_of(language)))


def limited(question: Question, understood: Understood) -> Question:
    """The question to search with: its own limits, and what was understood."""
    window = understood.window
    return replace(
        question,
        text=understood.words,
        since=window.since if window else question.since,
        until=understood.reported_until if window else question.until,
        sources=question.sources or understood.sources,
        phrases=understood.phrases,
        around=understood.around,
        newest_first=understood.newest_first,
    )


def _blanked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """As long as before."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + " " + _OWN.sub("", text[end:])
    return _LEFT_OVER.sub("", text).strip()
