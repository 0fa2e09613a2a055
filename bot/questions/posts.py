"""Posts of a forum as questions: what a post asks, where its answer is shown, and the tags that it is given."""

from __future__ import annotations

import logging
from collections.abc import Collection

import discord

from clippings.bot.questions import ask as asking
from clippings.bot.questions.surfaces import MessageSurface
from clippings.bot.rendering import sanitize as safe_text
from clippings.bot.rendering.discord_limits import fitted
from clippings.chain.verification.refusals import WrongRequest
from clippings.core.types import Answer

log = logging.getLogger(__name__)

ANSWERED = frozenset({"answered", "답변 완료", "답변완료", "답변됨"})
UNANSWERED = frozenset({"unanswered", "not answered", "미답변", "답변 없음"})
SOLVED = frozenset({"solved", "해결", "해결됨"})
"""What tags are called by those who make them; the bot makes none."""
_MOST_TAGS = 5
"""Of a post."""
_QUESTION_MARKS = ("?", "？")


def question_of_post(title: str, body: str) -> str:
    """What a post asks: its title where that is a question, or else all that fits of title and text.

    Args:
        title: Of the post.
        body: Its first message; empty where Discord leaves the words out.

    Raises:
        WrongRequest: There are no words in it.
    """
    title, body = safe_text.one_line(title), safe_text.one_line(body)
    if not any(letter.isalnum() for letter in title + body):
        raise WrongRequest("post_without_words")
    if not body or title.endswith(_QUESTION_MARKS):
        return title
    return fitted(f"{title.rstrip('.:!')}. {body}", asking.MOST_CHARACTERS)


class PostSurface(MessageSurface):
    """The answer to a post, in its thread.

    Args:
        thread: Of the post.
        starter: Its first message.
    """

    is_of_post = True

    def __init__(self, thread: discord.Thread, starter: discord.Message) -> None:
        super().__init__(thread, starter)
        self._thread = thread

    async def answered(self, answer: Answer) -> None:
        """Give the post the forum's tag for what became of it."""
        if not answer.is_small_talk:
            await add_tag(self._thread, UNANSWERED if answer.abstained else ANSWERED)


def tagged(thread: discord.Thread, names: Collection[str]) -> list[discord.ForumTag] | None:
    """The tags of a post with one of these names added; None where the forum has none, or the post cannot have more."""
    forum = thread.parent
    if not isinstance(forum, discord.ForumChannel):
        return None
    wanted = next((tag for tag in forum.available_tags if tag.name.strip().casefold() in names), None)
    if wanted is None or wanted in thread.applied_tags or len(thread.applied_tags) >= _MOST_TAGS:
        return None
    return [*thread.applied_tags, wanted]


async def add_tag(thread: discord.Thread, names: Collection[str]) -> None:
    """Add the tag of this name; a post that the bot may not change stays as it is."""
    tags = tagged(thread, names)
    if tags is None or not thread.permissions_for(thread.guild.me).manage_threads:
        return
    try:
        await thread.edit(applied_tags=tags)
    except discord.HTTPException as error:
        log.info("A post could not be tagged (%s)", error)


def post_of(channel: object, forums: Collection[int]) -> discord.Thread | None:
    """The post that a channel is, where its forum is one of these."""
    if isinstance(channel, discord.Thread) and channel.parent_id in forums:
        return channel if isinstance(channel.parent, discord.ForumChannel) else None
    return None
