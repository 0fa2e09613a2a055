"""Beginning to follow a question."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from clippings.chain.conversation.follow_up import resolved
from clippings.chain.standing.timing import check_rhythm
from clippings.chain.standing.watchlist import watched
from clippings.chain.verification.refusals import Refusal, WrongRequest
from clippings.core.languages import of_question
from clippings.core.types import Question
from clippings.vectorstore.archive import Archive
from clippings.vectorstore.catalogue.given_answers import KeptQuote
from clippings.vectorstore.catalogue.standing_questions import (
    Rhythm,
    StandingQuestion,
    Surface,
    all_standing,
    keep_standing,
)

LONGEST = 500
"""Characters of a question that is followed."""

_COMMON = 1.5
"""A word of less information than this (BM25's) stands in more than every fifth text: it tells no story from others."""


class TooMany(Refusal):
    """Somebody, or a server, follows as many questions as one may."""


def begin(
    archive: Archive,
    surface: Surface,
    question: Question,
    told: Sequence[KeptQuote],
    *,
    at: datetime,
    rhythm: Rhythm | None = None,
    guild_id: int | None = None,
    channel_id: int | None = None,
    user_id: int | None = None,
    most_per_user: int,
    most_per_guild: int | None = None,
) -> StandingQuestion:
    """Follow a question from now on.

    Args:
        archive: That answers it.
        surface: Who is told.
        question: As it was asked; what a conversation left out of it is filled in.
        told: The quotes that its follower has seen; none where the archive had no answer.
        at: Now.
        rhythm: How often it is told.
        guild_id, channel_id, user_id: Where and by whom, in Discord.
        most_per_user, most_per_guild: How many questions one person, and one server, may follow.

    Raises:
        WrongRequest: It names nothing that an article could be looked for by, is too long, or is followed already.
        TooMany: One more is too many.
    """
    text = " ".join(resolved(question).question.text.split())
    if not text:
        raise WrongRequest("question_empty")
    if len(text) > LONGEST:
        raise WrongRequest("question_long", count=len(text), most=LONGEST)
    archive.lexical.follow()
    looked_for = watched("", text, archive.lexical.rarity)
    if max(looked_for.weights.values(), default=0.0) < _COMMON:
        raise WrongRequest("standing_names_nothing")
    followed = all_standing(archive.catalogue, surface)
    own = [one for one in followed if one.user_id == user_id and one.guild_id == guild_id]
    if any(one.text.casefold() == text.casefold() and one.channel_id == channel_id for one in own):
        raise WrongRequest("standing_followed_already")
    if sum(one.user_id == user_id for one in followed) >= most_per_user:
        raise TooMany("standing_too_many", most=most_per_user)
    here = sum(one.guild_id == guild_id for one in followed if guild_id is not None)
    if most_per_guild is not None and here >= most_per_guild:
        raise TooMany("standing_too_many_here", most=most_per_guild)
    kept = StandingQuestion(
        id=secrets.token_urlsafe(9),
        surface=surface,
        text=text,
        language=of_question(text),
        created_at=at,
        seen_change=archive.catalogue.last_change(),
        told=tuple(told),
        sources=question.sources,
        authors=question.authors,
        languages=question.languages,
        rhythm=check_rhythm(rhythm or Rhythm()),
        guild_id=guild_id,
        channel_id=channel_id,
        user_id=user_id,
    )
    keep_standing(archive.catalogue, kept)
    return kept
