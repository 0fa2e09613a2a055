"""The buttons under a card."""

from __future__ import annotations

from typing import Any

import discord

from clippings.bot.rendering.labels import labels_for
from clippings.bot.views.asked_next import AskNextButton, NextSelect
from clippings.bot.views.feedback import BadButton, GoodButton
from clippings.bot.views.follow_up import FollowUpButton
from clippings.bot.views.keep import KeepButton, KeepThisButton
from clippings.bot.views.newer_older import NewerButton, OlderButton
from clippings.bot.views.passages import PageButton, PassagesButton
from clippings.bot.views.solved import SolvedButton
from clippings.bot.views.watch import EndButton, WatchButton
from clippings.core.types import Answer

BUTTONS: tuple[type[discord.ui.DynamicItem[Any]], ...] = (
    PassagesButton,
    PageButton,
    FollowUpButton,
    WatchButton,
    EndButton,
    KeepButton,
    KeepThisButton,
    NewerButton,
    OlderButton,
    GoodButton,
    BadButton,
    SolvedButton,
    AskNextButton,
    NextSelect,
)
"""All that can be pressed under an answer, for a bot that has just started."""


def answer_view(answer_id: str, answer: Answer, *, of_post: bool = False) -> discord.ui.View:
    """The buttons of one answer, in two rows on a phone; they never time out, for nothing of them is kept in memory.

    Args:
        answer_id: By which it is kept.
        answer: What it is.
        of_post: Whether it answers a post of a forum, which can be closed.
    """
    labels = labels_for(answer.language)
    view = discord.ui.View(timeout=None)
    if answer.citations:
        view.add_item(PassagesButton(answer_id, labels.show_passages))
    view.add_item(FollowUpButton(answer_id, labels.follow_up))
    view.add_item(WatchButton(answer_id, labels.watch))
    if answer.citations:
        view.add_item(KeepButton(answer_id, labels.keep))
        view.add_item(AskNextButton(answer_id, labels.ask_next))
    if any(citation.passage.article.published_at for citation in answer.citations):
        view.add_item(NewerButton(answer_id, labels.newer))
        view.add_item(OlderButton(answer_id, labels.older))
    below = 1 if answer.citations else 0
    if of_post:
        solved = SolvedButton(answer_id, labels.solved)
        solved.row = below
        view.add_item(solved)
    for verdict in (GoodButton(answer_id, None), BadButton(answer_id, None)):
        verdict.row = below
        view.add_item(verdict)
    return view
