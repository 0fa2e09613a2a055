"""Answers that were given and may still be being written down: a busy ingest may take its time."""

from __future__ import annotations

import secrets

from clippings.vectorstore.catalogue.catalogue import Catalogue
from clippings.vectorstore.catalogue.given_answers import GivenAnswer, keep_answer, recall_answer


class UnwrittenAnswers:
    """Keeps answers in their archives, and knows those of this process that are not written yet."""

    def __init__(self) -> None:
        self._unwritten: dict[tuple[Catalogue, str], GivenAnswer] = {}

    @staticmethod
    def new_id() -> str:
        """Not to be guessed, so that nothing of one reader leads to an answer of another."""
        return secrets.token_urlsafe(9)

    def announce(self, catalogue: Catalogue, given: GivenAnswer) -> None:
        """Make an answer known before it is written down; it can be recalled from now on."""
        self._unwritten[catalogue, given.id] = given

    def write(self, catalogue: Catalogue, given: GivenAnswer) -> None:
        """Write it down; blocks.

        Raises:
            StorageError: The catalogue cannot be written.
        """
        try:
            keep_answer(catalogue, given)
        finally:
            self._unwritten.pop((catalogue, given.id), None)

    def find(self, catalogue: Catalogue, answer_id: str) -> GivenAnswer | None:
        """The answer of an id, whoever asked; blocks."""
        return self._unwritten.get((catalogue, answer_id)) or recall_answer(catalogue, answer_id)
