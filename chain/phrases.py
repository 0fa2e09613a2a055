"""The few sentences that an answer says in its own words, in the asker's language."""

from __future__ import annotations

_DOES_NOT_SAY = {
    "de": "Das Archiv sagt dazu nichts.",
    "en": "The archive does not say.",
    "es": "El archivo no lo dice.",
    "fr": "L'archive ne le dit pas.",
    "ja": "アーカイブには答えがありません。",
    "ko": "아카이브에는 이에 대한 답이 없습니다.",
    "zh": "档案中没有答案。",
}


def does_not_say(language: str) -> str:
    """That the archive holds no answer; in English where there is no translation."""
    return _DOES_NOT_SAY.get(language, _DOES_NOT_SAY["en"])
