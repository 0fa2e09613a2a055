"""An answer in a chat model's words, streamed, every sentence cited and checked before it is shown.

To be read top to bottom: what is given -> what is written -> sentence by sentence, what stands.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from langchain_core.callbacks import UsageMetadataCallbackHandler
from langchain_core.output_parsers import StrOutputParser
from langchain_core.runnables import Runnable

from clippings.chain.conversation import rewriting as standalone
from clippings.chain.conversation.follow_up import FollowUp
from clippings.chain.evidence.disagreement import disagreement
from clippings.chain.generation import sentence_stream as written_sentences
from clippings.chain.generation.chat_model import chat_model
from clippings.chain.generation.draft import CheckedText
from clippings.chain.generation.prompts import IN_TEXT, NO_ANSWER, SENTENCES, STANDALONE, STRUCTURED, excerpts, fence
from clippings.chain.generation.stream_timeout import TooLate, until
from clippings.chain.generation.token_budget import TokenBudget
from clippings.chain.generation.writer import Shown, Written
from clippings.chain.messages import message
from clippings.chain.verification.verifier import Meaning, check
from clippings.core.errors import ChatModelUnavailable
from clippings.core.languages import of_question
from clippings.core.settings import Settings
from clippings.core.time_window import day
from clippings.core.types import Evidence, Question

log = logging.getLogger(__name__)

_MOST_SENTENCES = 5
_CHARACTERS_A_TOKEN = 3
"""For servers that do not count: English has about four, Korean about two."""


class ChatWriter:
    """Words answers with the configured chat model.

    Args:
        settings: `chat_model` must be set.
        meanings: Models that must agree, besides the words, that a sentence follows from what it cites.

    Raises:
        ChatModelUnavailable: It cannot be set up; the message says what is missing.
    """

    def __init__(self, settings: Settings, meanings: Sequence[Meaning] = ()) -> None:
        self._name = settings.chat_model or ""
        self._timeout_s = settings.chat_timeout_s
        self._meanings = tuple(meanings)
        self._budget = TokenBudget(settings.home, settings.chat_tokens_a_day)
        model = chat_model(settings)
        can = (getattr(model, "profile", None) or {}).get("structured_output", False)
        self._structured = can if settings.chat_structured_output is None else settings.chat_structured_output
        self._chain: Runnable[dict[str, Any], Any] = (
            STRUCTURED | model.with_structured_output(SENTENCES)
            if self._structured
            else IN_TEXT | model | StrOutputParser()
        )
        self._rewording: Runnable[dict[str, Any], str] = STANDALONE | model | StrOutputParser()

    @property
    def mode(self) -> str:
        return f"chat:{self._name}"

    def worded(self, question: Question, followed: FollowUp) -> FollowUp:
        """A follow-up question in the model's words, of which nothing but the wording is taken
        (`chain.conversation.rewriting`); as it is where the model fails, is late, or has used its day's tokens."""
        if self._budget.is_spent:
            return followed
        told = {"conversation": standalone.conversation(question), "question": repr(question.text), "fence": fence()}
        counted = [0]
        usage = UsageMetadataCallbackHandler()
        try:
            pieces = until(self._rewording.stream(told, {"callbacks": [usage]}), self._timeout_s)
            written = "".join(_measured(pieces, counted))
        except Exception as error:  # noqa: BLE001 - whatever the provider raises, the rules' own words are searched
            log.info("A follow-up question is searched as the rules word it (%s).", type(error).__name__)
            return followed
        finally:
            self._spend(usage, told, counted[0])
        return standalone.worded(question, followed, written)

    def write(self, question: Question, found: Sequence[Evidence], shown: Shown | None = None) -> Written:
        """An answer whose every sentence cites excerpts that bear it out; a sentence that does not is cut, or replaced
        by the excerpt that it was made of.

        Raises:
            ChatModelUnavailable: It failed, took too long, refused, has used its day's tokens, or no sentence of it
                stands.
        """
        language = of_question(question.text)
        if self._budget.is_spent:
            raise ChatModelUnavailable(message("chat_tokens_spent", language))
        given = list(found)
        text = CheckedText(given, language)
        try:
            for sentence in self._sentences(question, given, language):
                if NO_ANSWER in sentence and not text.stands:
                    raise ChatModelUnavailable(message("chat_no_answer", language))
                if text.add(check(sentence, given, self._meanings)) and shown is not None:
                    shown(text.so_far)
                if text.sentences >= _MOST_SENTENCES:
                    break
        except ChatModelUnavailable:
            raise
        except TooLate as error:
            why = message("chat_late", language, seconds=self._timeout_s)
            if not text.stands:
                raise ChatModelUnavailable(why) from error
            text.broke_off(why)
        except Exception as error:  # every provider has its own errors
            why = message("chat_failed", language, kind=type(error).__name__)
            if not text.stands:
                raise ChatModelUnavailable(why) from error
            text.broke_off(why)
        if not text.stands:
            raise ChatModelUnavailable(message("chat_unsupported", language))
        citations = text.citations
        differ = disagreement([given[number - 1] for number in text.cited], language)
        return Written(text.so_far, citations, (*text.notes, *([differ] if differ else [])))

    def _sentences(self, question: Question, given: Sequence[Evidence], language: str) -> Iterator[str]:
        """What the model writes, a whole sentence at a time, while it writes."""
        told = {
            "excerpts": excerpts(given),
            "question": repr(question.text),
            "language": language,
            "today": day(question.as_of or question.asked_at),
            "fence": fence(),
        }
        usage = UsageMetadataCallbackHandler()
        written = [0]
        try:
            pieces = until(self._chain.stream(told, {"callbacks": [usage]}), self._timeout_s)
            if self._structured:
                yield from written_sentences.of_json(_measured(pieces, written))
            else:
                yield from written_sentences.of_text(_measured(pieces, written), language)
        finally:
            self._spend(usage, told, written[0])

    def _spend(self, usage: UsageMetadataCallbackHandler, told: Mapping[str, object], written: int) -> None:
        """Count the day's tokens: as the provider counts, else by the characters read and written."""
        counted = sum(int(each["total_tokens"]) for each in usage.usage_metadata.values())
        self._budget.spend(counted or (sum(map(len, map(str, told.values()))) + written) // _CHARACTERS_A_TOKEN)


def _measured(pieces: Iterator[Any], written: list[int]) -> Iterator[Any]:
    """The same pieces; `written[0]` becomes how many characters they had."""
    for piece in pieces:
        written[0] = written[0] + len(piece) if isinstance(piece, str) else len(str(piece))
        yield piece
