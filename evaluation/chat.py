"""The chat model of the settings, for judging and for proposing questions: the one place that asks for it."""

from __future__ import annotations

from langchain_core.language_models import BaseChatModel

from clippings.chain.generation.chat_model import chat_model
from clippings.core.errors import WrongUsage
from clippings.core.settings import Settings


def chat(settings: Settings) -> BaseChatModel:
    """The configured chat model.

    Raises:
        WrongUsage: None is configured.
        ChatModelUnavailable: It cannot be set up; the message says what is missing.
    """
    if not settings.chat_model:
        raise WrongUsage("No chat model is configured.", "Set CLIPPINGS_CHAT_MODEL, as openai:gpt-5-mini.")
    return chat_model(settings)
