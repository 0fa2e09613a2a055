"""An answer in a chat model's words, every sentence cited and checked, as an LCEL chain."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from langchain_core.output_parsers import StrOutputParser

from clippings.chain.chat_model import chat_model
from clippings.chain.extractive import cite
from clippings.chain.prompts import ANSWER, NO_ANSWER, excerpts
from clippings.chain.sentence_check import is_borne_out, numbers_cited, without_numbers
from clippings.core.errors import ChatModelUnavailable
from clippings.core.languages import of_question
from clippings.core.sentences import sentences
from clippings.core.settings import Settings
from clippings.core.time_window import day
from clippings.core.types import Citation, Evidence, Question

_EXCERPTS = 8


class ChatWriter:
    """Words answers with the configured chat model.

    Args:
        settings: `chat_model` must be set.

    Raises:
        ChatModelUnavailable: It cannot be set up; the message says what is missing.
    """

    def __init__(self, settings: Settings) -> None:
        self._name = settings.chat_model or ""
        self._chain = ANSWER | chat_model(settings) | StrOutputParser()

    @property
    def mode(self) -> str:
        return f"chat:{self._name}"

    def write(self, question: Question, found: Sequence[Evidence]) -> tuple[str, list[Citation]]:
        """An answer whose every sentence cites excerpts that bear it out; sentences that do not are cut.

        Raises:
            ChatModelUnavailable: It failed, took too long, refused, or no sentence of it stands.
        """
        given = list(found[:_EXCERPTS])
        language = of_question(question.text)
        try:
            written = self._chain.invoke(
                {
                    "excerpts": excerpts(given),
                    "question": repr(question.text),
                    "language": language,
                    "today": day(question.as_of or question.asked_at),
                }
            )
        except Exception as error:  # every provider has its own errors
            raise ChatModelUnavailable(f"the chat model failed ({type(error).__name__}).") from error
        if NO_ANSWER in written:
            raise ChatModelUnavailable("the chat model found no answer in the excerpts.")
        kept = [
            sentence
            for sentence in (written[span.start : span.end] for span in _with_trailing_numbers(written, language))
            if is_borne_out(sentence, given)
        ]
        if not kept:
            raise ChatModelUnavailable("what the chat model wrote is not borne out by the excerpts.")
        return _renumbered(kept, given)


def _with_trailing_numbers(written: str, language: str) -> list[Any]:
    """Sentences, where numbers that a splitter left to the next sentence belong to the one before."""
    spans: list[Any] = []
    for span in sentences(written, language):
        if spans and not without_numbers(written[span.start : span.end]):
            spans[-1] = type(span)(spans[-1].start, span.end)
        else:
            spans.append(span)
    return spans


def _renumbered(kept: Sequence[str], given: Sequence[Evidence]) -> tuple[str, list[Citation]]:
    """The answer with its citations numbered from 1 in the order in which they are first cited."""
    order = list(dict.fromkeys(number for sentence in kept for number in numbers_cited(sentence)))
    new = {old: at for at, old in enumerate(order, start=1)}
    text = " ".join(
        without_numbers(sentence) + " " + "".join(f"[{new[number]}]" for number in numbers_cited(sentence))
        for sentence in kept
    )
    return text, cite([given[old - 1] for old in order])
