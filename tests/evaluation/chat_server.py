"""An OpenAI-compatible server on loopback whose replies a test decides from the last message that it was sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from clippings.core.settings import Settings
from tests.chain.scripted_model import USAGE, ScriptedModel

Reply = Callable[[str], str]
"""From the last message to what is said."""

PROMPT_TOKENS, COMPLETION_TOKENS = USAGE["prompt_tokens"], USAGE["completion_tokens"]


class ChatServer:
    """Answers every request with what `reply` makes of its last message."""

    def __init__(self) -> None:
        self.reply: Reply = lambda _asked: "NO ANSWER"
        self._model = ScriptedModel(lambda asked: self.reply(str(asked.body["messages"][-1]["content"])))

    @property
    def requests(self) -> list[dict[str, Any]]:
        """What was asked, oldest first."""
        return [asked.body for asked in self._model.requests]

    def settings(self, **given: Any) -> Settings:
        """Settings that name this server."""
        return Settings(chat_model="openai:m", chat_base_url=self._model.url, chat_api_key="a-secret-key", **given)

    def close(self) -> None:
        self._model.close()
