"""Answers that were given on the page: kept in their archive like the bot's, so that each has an address of its own."""

from __future__ import annotations

import logging

from clippings.core.errors import StorageError
from clippings.core.types import Answer, Question
from clippings.serve.errors import NotKept
from clippings.vectorstore.catalogue.catalogue import Catalogue
from clippings.vectorstore.catalogue.given_answers import GivenAnswer, given_answer
from clippings.vectorstore.catalogue.unwritten_answers import UnwrittenAnswers

log = logging.getLogger(__name__)

_NOBODY = _NOWHERE = 0
"""Discord numbers nobody and no channel so."""


class KeptAnswers(UnwrittenAnswers):
    """The answers of the page."""

    def give(self, catalogue: Catalogue, answer: Answer, question: Question) -> GivenAnswer:
        """Give an answer its id; it can be recalled from now on."""
        given = given_answer(
            answer,
            question,
            self.new_id(),
            guild_id=None,
            channel_id=_NOWHERE,
            message_id=None,
            user_id=_NOBODY,
        )
        self.announce(catalogue, given)
        return given

    def write(self, catalogue: Catalogue, given: GivenAnswer) -> None:
        """Write it down; blocks. Where that fails, the answer was shown and has no address."""
        try:
            super().write(catalogue, given)
        except StorageError as error:
            log.error("The answer %s is not kept. %s", given.id, error)

    def recall(self, catalogue: Catalogue, answer_id: str) -> GivenAnswer:
        """The answer of an id, given on the page or in a server of this archive; blocks.

        Raises:
            NotKept: There is none here, or it was given in somebody's direct messages.
        """
        found = self.find(catalogue, answer_id)
        if found is None or (found.guild_id is None and found.user_id != _NOBODY):
            raise NotKept("There is no answer of this address in this archive.", "Ask the question again.")
        return found
