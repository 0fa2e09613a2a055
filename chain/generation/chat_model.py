"""The configured chat model, whoever provides it."""

from __future__ import annotations

from typing import Any, cast

from langchain_core.language_models import BaseChatModel

from clippings.core.errors import ChatModelUnavailable
from clippings.core.settings import Settings

_EXTRAS = {"openai": "openai", "anthropic": "anthropic", "ollama": "ollama"}


def chat_model(settings: Settings) -> BaseChatModel:
    """A LangChain chat model for `CLIPPINGS_CHAT_MODEL`.

    Args:
        settings: `chat_model` must be set.

    Raises:
        ChatModelUnavailable: It cannot be set up; the message says what is missing.
    """
    from langchain.chat_models import init_chat_model

    options: dict[str, Any] = {
        "timeout": settings.chat_timeout_s,
        "max_retries": 1,
        "max_tokens": settings.chat_max_tokens,
        "temperature": 0,
    }
    if settings.chat_base_url is not None:
        options["base_url"] = str(settings.chat_base_url)
    if settings.chat_api_key is not None:
        options["api_key"] = settings.chat_api_key.get_secret_value()
    if (settings.chat_model or "").startswith("ollama:"):
        # Ollama's client takes its options under other names.
        options["num_predict"] = options.pop("max_tokens")
        options["client_kwargs"] = {"timeout": options.pop("timeout")}
        options.pop("max_retries")
        options.pop("api_key", None)
    try:
        return cast(BaseChatModel, init_chat_model(settings.chat_model, **options))
    except ImportError as error:
        provider = (settings.chat_model or "").split(":")[0]
        extra = _EXTRAS.get(provider, provider)
        raise ChatModelUnavailable(
            f"The chat model {settings.chat_model} needs a package that is not installed ({error.name}).",
            f"Install it: pip install 'clippings[{extra}]'",
        ) from error
    except Exception as error:  # missing keys and malformed names, in each provider's own words
        raise ChatModelUnavailable(
            f"The chat model {settings.chat_model!r} cannot be set up ({type(error).__name__}).",
            "CLIPPINGS_CHAT_MODEL is provider:model, as openai:gpt-5-mini; the key goes to CLIPPINGS_CHAT_API_KEY.",
        ) from error
