"""How an answer was made: the lines at the foot of a card."""

from __future__ import annotations

from clippings.bot import safe_text
from clippings.bot.labels import Labels
from clippings.core.types import Answer, Question

_CHAT = "chat:"


def provenance(answer: Answer, labels: Labels) -> list[str]:
    """Plain lines: how it was worded, as of when and what was searched; then what else the reader should know."""
    question = answer.question
    made = [] if answer.abstained else [_made(answer.mode, labels)]
    made.append(labels.as_of.format(labels.date(question.as_of or question.asked_at)))
    notes = [safe_text.plain(safe_text.without_paths(note)) for note in answer.notes]
    made.append(labels.searched.format(window(question, labels)))
    return [" · ".join(made), *(note for note in notes if note)]


def window(question: Question, labels: Labels) -> str:
    """What was searched: a stretch of time, some sources, or everything."""
    since, until = labels.date(question.since), labels.date(question.until)
    if question.since and question.until:
        when = labels.between.format(since, until)
    elif question.since:
        when = labels.since.format(since)
    elif question.until:
        when = labels.until.format(until)
    else:
        when = ""
    sources = ", ".join(safe_text.plain(source) for source in question.sources)
    return " · ".join(part for part in (when, sources) if part) or labels.everything


def _made(mode: str, labels: Labels) -> str:
    if mode.startswith(_CHAT):
        return labels.worded_by.format(safe_text.plain(mode.removeprefix(_CHAT)))
    return labels.quotes_only
