"""Messages by key and language."""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path

from clippings.core.types import Answer

FOLDER = Path(__file__).parent
FALLBACK = "en"


def message(key: str, language: str, **values: object) -> str:
    """A message in a language; in English where there is no translation.

    Args:
        key: Of the message, as in `en.toml`.
        language: An ISO 639 code.
        values: What stands in place of its `{names}`.

    Raises:
        KeyError: There is no such message.
    """
    text = messages(language).get(key) or messages(FALLBACK)[key]
    return text.format(**values)


def told_otherwise(answer: Answer) -> str:
    """That the quotes of an answer contradict its question; empty where they do not."""
    return message("told_otherwise", answer.language, word=answer.otherwise) if answer.otherwise else ""


def told_missing(answer: Answer) -> str:
    """Which part of what was asked the archive does not say; empty where it says all, or nothing."""
    return message("partly", answer.language, missing=" ".join(answer.missing)) if answer.missing else ""


@functools.cache
def messages(language: str) -> dict[str, str]:
    """All messages of a language by key; none where there is no file for it."""
    file = FOLDER / f"{language}.toml"
    if not language.isalpha() or not file.is_file():
        return {}
    return {key: str(text) for key, text in tomllib.loads(file.read_text("utf-8")).items()}
