"""`그럼 2차는요?`, `왜?` after `누리호 1차 발사는 언제였어?`: the question before of another, or why."""

from __future__ import annotations

import re

ASKING = re.compile(
    r"^(?:누가|누구\S*|무엇\S*|무슨|어떤|어느|어디\S*|언제\S*|왜|어떻게|얼마\S*|몇|몇\S+|뭐\S*|뭘|그\s?다음\S*|그리고|그럼|그러면)$"
)
"""Words that ask, and those that a question opens with."""

_BEFORE_A_NOUN = {"무슨", "어떤", "어느", "몇"}
_COUNTER = r"(?:차|호|호기|번째|년|월|분기|회|세대|단계)"
_NATIVE = r"(?:첫|두|세|네|다섯|여섯)\s?번째"
_NUMBERED = re.compile(rf"(?P<number>\d+)\s?(?P<counter>{_COUNTER})|(?P<native>{_NATIVE})")
_OTHER = re.compile(
    rf"^\W*(?:(?:그럼|그러면|그리고|그런데|근데|또)\s+)*(?P<thing>\d+\s?{_COUNTER}|{_NATIVE})"
    r"(?:\s?(?:거|것|건))?(?:에는|에|는|은|요|은요|는요|때는?|도|이?었?나)?(?:요)?\W*$"
)
_BARE = re.compile(
    r"^\W*(?:(?:그럼|그러면|그리고|그런데|근데)\s+)?(?P<asks>왜|어떻게)"
    r"(?:요|죠|지|야|인데|인데요|그래|그랬어|그렇지)?\W*$"
)


def of_another(text: str, before: str) -> str | None:
    """The question before with another number before the same counter; None where a text names no such thing."""
    asked = _OTHER.match(text)
    if asked is None:
        return None
    wanted = _NUMBERED.fullmatch(asked["thing"])
    for spoken in _NUMBERED.finditer(before):
        if wanted and spoken["counter"] == wanted["counter"]:
            return before[: spoken.start()] + asked["thing"] + before[spoken.end() :]
    return None


def asked_anew(text: str, before: str) -> str | None:
    """The question before as it asks for what a bare "왜?" asks for; None for anything else.

    "어디서?" asks of the same thing, but often of what the archive tells in other words: its topic is carried instead.
    """
    bare = _BARE.match(text)
    words = before.split()
    if bare is None or len(words) < 2:
        return None
    at = next((at for at, word in enumerate(words) if ASKING.match(word)), None)
    if at is None or words[at] in _BEFORE_A_NOUN:
        return None
    is_last = at == len(words) - 1
    return None if is_last else " ".join([*words[:at], bare["asks"], *words[at + 1 :]])
