"""On what occasion something was said, as the sentence itself tells it."""

from __future__ import annotations

import functools
import re

from clippings.chain.speech.lexicon import any_of
from clippings.chain.speech.utterance import QUOTED

_LONGEST = 120
_KOREAN = re.compile(
    r"(?:\d{1,2}일 |이날 |지난 )?(?:[가-힣A-Za-z0-9·]+(?<![은는이가을를])\s){0,4}?[가-힣A-Za-z·]*"
    rf"{any_of('ko', 'occasions')}(?:에서|에|를 통해|을 통해|에게|으로)(?=\s)"
)


@functools.cache
def _english() -> re.Pattern[str]:
    there = any_of("en", "occasions")
    return re.compile(
        rf"\b(?:in|at|during|on|via|through)\s(?:an?|the|his|her|their|its|this|\w+['’]s)?\s?(?:[^\s,.;:{QUOTED}]+\s){{0,4}}?"
        rf"{there}\b(?:\s(?:with|to|on|at|in|after|for|from|of|before)\s(?:(?!\b(?:that|which|who|he|she|they|it)\b)[^,.;:{QUOTED}]){{2,60}})?(?=$|[\s,.;:{QUOTED}])",
        re.IGNORECASE,
    )


def occasion(bare: str, language: str) -> str:
    """ "in an interview with the Gazette on Tuesday"; "" where the sentence tells none.

    Args:
        bare: The sentences without what is quoted; see `utterance.Unit`.
        language: "ko", else English.
    """
    match = (_KOREAN if language == "ko" else _english()).search(bare)
    return " ".join(match[0].split()) if match and len(match[0]) <= _LONGEST else ""
