"""How an answer was made: the lines at the foot of a card."""

from __future__ import annotations

from clippings.bot.rendering import sanitize as safe_text
from clippings.bot.rendering.labels import Labels
from clippings.chain.messages.searched import searched
from clippings.core.types import Answer

_CHAT = "chat:"


def provenance(answer: Answer, labels: Labels) -> list[str]:
    """Plain lines: how it was worded, as of when and within what limits; then what else the reader should know."""
    question = answer.question
    made = [] if answer.abstained else [_made(answer.mode, labels)]
    made.append(labels.as_of.format(labels.date(question.as_of or question.asked_at)))
    notes = [safe_text.plain(safe_text.without_paths(note)) for note in answer.notes]
    if where := window(answer):
        made.append(labels.searched.format(where))
    return [" · ".join(made), *(note for note in notes if note)]


def window(answer: Answer) -> str:
    """What was searched: a stretch of time, some sources, some words; nothing where that was everything."""
    where = searched(answer.question, answer.understood, answer.language)
    return " · ".join(safe_text.plain(part) for part in where)


def _made(mode: str, labels: Labels) -> str:
    if mode.startswith(_CHAT):
        return labels.worded_by.format(safe_text.plain(mode.removeprefix(_CHAT)))
    return labels.quotes_only
