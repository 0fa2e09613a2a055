"""Answers that were given on the page: kept in their archive like the bot's, so that each has an address of its own."""

from __future__ import annotations

import logging
import secrets

from clippings.core.errors import StorageError
from clippings.core.types import Answer, Question
from clippings.serve.errors import NotKept
from clippings.vectorstore.catalogue import Catalogue
from clippings.vectorstore.given_answers import GivenAnswer, given_answer, keep_answer, recall_answer

log = logging.getLogger(__name__)

_NOBODY = _NOWHERE = 0
"""Discord numbers nobody and no channel so."""


class KeptAnswers:
    """Keeps answers, and knows those that are still being written down: a busy ingest may take its time."""

    def __init__(self) -> None:
        self._unwritten: dict[tuple[Catalogue, str], GivenAnswer] = {}

    def announce(self, catalogue: Catalogue, answer: Answer, question: Question) -> GivenAnswer:
        """Give an answer its id, which cannot be guessed; it can be recalled from now on."""
        given = given_answer(
            answer,
            question,
            secrets.token_urlsafe(9),
            guild_id=None,
            channel_id=_NOWHERE,
            message_id=None,
            user_id=_NOBODY,
        )
        self._unwritten[catalogue, given.id] = given
        return given

    def write(self, catalogue: Catalogue, given: GivenAnswer) -> None:
        """Write it down; blocks. Where that fails, the answer was shown and has no address."""
        try:
            keep_answer(catalogue, given)
        except StorageError as error:
            log.error("The answer %s is not kept. %s", given.id, error)
        finally:
            self._unwritten.pop((catalogue, given.id), None)

    def recall(self, catalogue: Catalogue, answer_id: str) -> GivenAnswer:
        """The answer of an id, given on the page or in a server of this archive; blocks.

        Raises:
            NotKept: There is none here, or it was given in somebody's direct messages.
        """
        found = self._unwritten.get((catalogue, answer_id)) or recall_answer(catalogue, answer_id)
        if found is None or (found.guild_id is None and found.user_id != _NOBODY):
            raise NotKept("There is no answer of this address in this archive.", "Ask the question again.")
        return found
