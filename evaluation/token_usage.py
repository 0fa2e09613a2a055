"""What an answer costs of a chat model, as the provider counts it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from clippings.core.settings import Settings


@contextlib.contextmanager
def counted(settings: Settings) -> Iterator[dict[str, int]]:
    """Count the tokens of every chat model that LangChain calls within.

    Returns:
        A dictionary that has `input` and `output` after the block; it stays empty without a chat model, or where its
        provider does not count.
    """
    tokens: dict[str, int] = {}
    if settings.chat_model is None:
        yield tokens
        return
    from langchain_core.callbacks import get_usage_metadata_callback

    with get_usage_metadata_callback() as used:
        yield tokens
    for usage in used.usage_metadata.values():
        for kind in ("input", "output"):
            tokens[kind] = tokens.get(kind, 0) + usage[f"{kind}_tokens"]  # type: ignore[literal-required]
