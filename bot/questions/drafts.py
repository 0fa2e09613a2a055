"""From a draft in Discord to its card and its page: read, and checked a few sentences at a time."""

from __future__ import annotations

import asyncio
import io
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import discord

from clippings.bot.client import ClippingsBot
from clippings.bot.questions.turns import in_turns
from clippings.bot.rendering import sanitize
from clippings.bot.rendering.checked_card import checked_card
from clippings.chain.archive_worker import ArchiveWorker
from clippings.chain.checking.checker import CheckedDraftSentence, Checker
from clippings.chain.checking.draft import DraftSentence, batched, read_draft
from clippings.chain.checking.page import page_of
from clippings.chain.checking.report import CheckedDraft
from clippings.chain.messages import message
from clippings.chain.pipeline import Asker
from clippings.chain.verification.refusals import WrongRequest
from clippings.core.types import Question
from clippings.ingest.documents import Unreadable
from clippings.ingest.draft_file import KINDS
from clippings.ingest.draft_process import read_apart

log = logging.getLogger(__name__)

PAGE = "checked-draft.html"
"""As the page is called that is attached."""

MOST_BYTES = 8_000_000
"""Of an attached draft."""

_LONGEST_S = 14 * 60
_TELL_EVERY_S = 2.0
_MOST_NAME = 80
_SILENT = discord.AllowedMentions.none()


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wants checked, and what it is called; without a name where it was typed."""

    text: str
    name: str = ""


async def attached(bot: ClippingsBot, file: discord.Attachment) -> Draft:
    """The draft in an attached file, read in a process of its own.

    Raises:
        WrongRequest: It is too large, or cannot be read.
    """
    name = sanitize.one_line(file.filename)[:_MOST_NAME]
    if file.size > MOST_BYTES:
        raise WrongRequest("draft_file_large", name=name, most=MOST_BYTES // 1_000_000)
    content = await file.read()
    try:
        return Draft(await bot.in_thread(read_apart, content, file.filename), name)
    except Unreadable as reason:
        raise WrongRequest("draft_unreadable", name=name, reason=reason) from reason


def is_a_draft(file: discord.Attachment) -> bool:
    """Whether a file is of a kind that drafts come in, by its name."""
    return file.filename.lower().endswith(KINDS)


async def check(bot: ClippingsBot, interaction: discord.Interaction[ClippingsBot], draft: Draft) -> None:
    """Check a draft and show what came of it, to its sender alone.

    Args:
        bot: Whose archive of this server it is checked against.
        interaction: Deferred.
        draft: What is to be checked.

    Raises:
        ClippingsError: It cannot be checked; the message is for the sender.
    """
    now = bot.now()
    sentences = await bot.in_thread(read_draft, draft.text)
    parts = list(batched(sentences))
    told_at = time.monotonic()
    made: list[Checker] = []

    def part(some: Sequence[DraftSentence]) -> Callable[[ArchiveWorker], list[CheckedDraftSentence]]:
        def work(worker: ArchiveWorker) -> list[CheckedDraftSentence]:
            def with_its_asker(asker: Asker) -> list[CheckedDraftSentence]:
                if not made:
                    made.append(Checker(asker.retriever, Question("", now)))
                return [made[0].check(sentence) for sentence in some]

            return worker.run(with_its_asker)

        return work

    async def advanced(count: int) -> None:
        nonlocal told_at
        if time.monotonic() - told_at < _TELL_EVERY_S or count == len(parts):
            return
        told_at = time.monotonic()
        done = sum(len(some) for some in parts[:count])
        text = message("check_checking", sentences[0].language, done=f"{done:,}", total=f"{len(sentences):,}")
        try:
            await interaction.edit_original_response(content=text, allowed_mentions=_SILENT)
        except discord.HTTPException as error:  # the card itself will tell whether anything can be shown
            log.info("How a check goes could not be shown (%s)", error)

    try:
        async with asyncio.timeout(_LONGEST_S):
            found, took = await in_turns(
                bot,
                [part(some) for some in parts],
                guild_id=interaction.guild_id,
                user_id=interaction.user.id,
                advanced=advanced,
            )
    except TimeoutError:
        raise WrongRequest("check_took_too_long", minutes=f"{_LONGEST_S / 60:.0f}") from None
    checked = CheckedDraft(draft.text, tuple(one for some in found for one in some))
    took.tell(bot.metrics, "answered" if checked.counts["absent"] < len(sentences) else "abstained", {}, mode="check")
    page = await bot.in_thread(page_of, checked, draft.name, now)
    await interaction.edit_original_response(
        content=None,
        embed=checked_card(checked, draft.name, now),
        attachments=[discord.File(io.BytesIO(page.encode("utf-8", "replace")), PAGE)],
        allowed_mentions=_SILENT,
    )
