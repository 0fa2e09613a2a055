"""The system that `--system` names."""

from __future__ import annotations

import shutil
from urllib.parse import urlsplit

from clippings.core.errors import WrongUsage
from clippings.evaluation.systems.system import DEFAULT_TIMEOUT_S, System

_FORMS = (
    "Write cmd:'PROGRAM ARGUMENTS' (it stays, a line of JSON in and out), once:'PROGRAM ARGUMENTS' (started for each "
    "question), http://HOST/PATH (JSON posted), or http://HOST/v1 (an OpenAI-compatible server): docs/evaluation.md"
)
_OPENAI_PATHS = ("/v1", "/chat/completions")


def choose(
    given: str, timeout_s: float = DEFAULT_TIMEOUT_S, model: str | None = None, key: str | None = None
) -> System:
    """The system, started where it is a program that stays.

    Args:
        given: `cmd:...`, `once:...`, `http://...`, `https://...`; `openai:` before an address says that it is an
            OpenAI-compatible server where its path does not end in /v1 or /chat/completions.
        timeout_s: How long it may take for one question.
        model: For OpenAI-compatible servers.
        key: For servers.

    Raises:
        WrongUsage: It is none of these, or cannot be started.
    """
    kind, _, rest = given.partition(":")
    if kind in {"cmd", "once"}:
        from clippings.evaluation.systems.command import LineSystem, OnceSystem, split

        words = split(rest)
        if kind == "cmd":
            system = LineSystem(words, timeout_s)
            system.start()
            return system
        if shutil.which(words[0]) is None:
            raise WrongUsage(f"The system cannot be started: there is no program {words[0]!r}.", _FORMS)
        return OnceSystem(words, timeout_s)
    is_chat = kind == "openai"
    url = rest if is_chat else given
    if not _is_web_address(url):
        raise WrongUsage(f"--system: {given[:80]!r} is no system.", _FORMS)
    if is_chat or urlsplit(url).path.rstrip("/").endswith(_OPENAI_PATHS):
        from clippings.evaluation.systems.chat_completions import ChatCompletionsSystem

        return ChatCompletionsSystem(url, timeout_s, model, key)
    from clippings.evaluation.systems.http import HttpSystem

    return HttpSystem(url, timeout_s, key)


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
