"""The page's own words, by language: one TOML file each, with the same keys."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from pathlib import Path

from starlette.requests import HTTPConnection

FOLDER = Path(__file__).parent
LANGUAGES = {"en": "English", "ko": "한국어"}
"""Codes, and what each language calls itself."""
CHOSEN = "clippings_language"
"""The cookie of a reader who chose one."""


@functools.cache
def words(language: str) -> Mapping[str, str]:
    """All words of a language by key."""
    return {key: str(text) for key, text in tomllib.loads((FOLDER / f"{language}.toml").read_text("utf-8")).items()}


def language_of(request: HTTPConnection) -> str:
    """The reader's language: chosen on the page, else the first of the browser's that there is."""
    chosen = request.cookies.get(CHOSEN, "")
    if chosen in LANGUAGES:
        return chosen
    preferred = request.headers.get("accept-language", "").lower().split(",")
    return next((code for part in preferred if (code := part.strip()[:2]) in LANGUAGES), "en")
