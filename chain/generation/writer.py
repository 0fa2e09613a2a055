"""What the chain asks of whoever words its answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from clippings.chain.conversation.follow_up import FollowUp
from clippings.core.types import Citation, Evidence, Question

Shown = Callable[[str], None]
"""Is called with the checked text so far, each time that more of an answer stands; from the thread that answers."""


class Written(NamedTuple):
    """An answer in words: its text with numbers in brackets, what these stand for, and what the reader should know."""

    text: str
    citations: list[Citation]
    notes: tuple[str, ...] = ()


class AnswerWriter(Protocol):
    """A chat model that words the answer; see `chain.generation.chat_writer`."""

    @property
    def mode(self) -> str: ...

    def worded(self, question: Question, followed: FollowUp) -> FollowUp:
        """A follow-up question as a whole one, or as the rules have it where the model gives none that can be used."""

    def write(self, question: Question, found: Sequence[Evidence], shown: Shown | None = None) -> Written:
        """An answer with numbered citations of the evidence.

        Args:
            question: What is asked.
            found: The evidence, best first, as the catalogue has it.
            shown: Listens; hears only what is checked.

        Raises:
            ChatModelUnavailable: It gave none that can be used.
        """
