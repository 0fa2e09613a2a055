"""The answers that the bot gave: kept in their archives, and found again by id, by card or by thread."""

from __future__ import annotations

from clippings.chain.verification.refusals import WrongRequest
from clippings.vectorstore.catalogue.catalogue import Catalogue
from clippings.vectorstore.catalogue.given_answers import GivenAnswer, answer_of_message, last_answer_in
from clippings.vectorstore.catalogue.unwritten_answers import UnwrittenAnswers


class NotYours(WrongRequest):
    """A button was pressed where its answer does not belong."""


class AnswerBook(UnwrittenAnswers):
    """The answers of the bot."""

    def recall(self, catalogue: Catalogue, answer_id: str, guild_id: int | None, user_id: int) -> GivenAnswer:
        """The answer of a button, for the one who pressed it; blocks.

        Raises:
            NotYours: It is not kept, or belongs to another server or another person's messages.
        """
        found = self.find(catalogue, answer_id)
        if found is None or not belongs(found, guild_id, user_id):
            raise NotYours("answer_not_kept")
        return found

    def before(
        self, catalogue: Catalogue, message_id: int | None, channel_id: int, guild_id: int | None, user_id: int
    ) -> GivenAnswer | None:
        """The answer that a message follows up, if any; blocks.

        Args:
            catalogue: Of the server's archive.
            message_id: Of the card that it replies to.
            channel_id: Of the thread, or the direct messages, in which it goes on; 0 anywhere else.
            guild_id: Of the message.
            user_id: Of its author.
        """
        found = answer_of_message(catalogue, message_id) if message_id else None
        if found is None and channel_id:
            found = last_answer_in(catalogue, channel_id) or answer_of_message(catalogue, channel_id)
        return found if found is not None and belongs(found, guild_id, user_id) else None


def belongs(given: GivenAnswer, guild_id: int | None, user_id: int) -> bool:
    """Whether an answer may be shown there: in its own server, or to its own asker in direct messages."""
    if given.guild_id is None:
        return guild_id is None and given.user_id == user_id
    return given.guild_id == guild_id
