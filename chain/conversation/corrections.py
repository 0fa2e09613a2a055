"""What a message puts right, or that it changes the subject: "no, I meant the second", "ok another topic. Who ...?"."""

from __future__ import annotations

import re

_REFUSES = (
    r"(?:(?:no|nope|nah|sorry|oops|actually|wait|hmm+|hang on|my bad)[,.!…]*\s+)*"
    r"(?:not (?:that|this)(?: one)?[,.;!]*\s+)?"
)
_MEANS = (
    r"(?:(?:but )?(?:i|we)(?:['’]m| am| was)? ?(?:mean|meant|asking about|asked about|talking about|asked for)"
    r"(?: to (?:ask|say))?|make that|rather)"
)
_CORRECTS = re.compile(rf"^\W*{_REFUSES}(?:{_MEANS}[:,]?\s+)?(?P<meant>\S.*)$", re.I | re.S)
_MARK = re.compile(
    rf"^\W*(?:(?:no|nope|nah)[,.!…]+\s|(?:oops|sorry|wait|actually|my bad)[,.!…]*\s|not (?:that|this)\b|.{{0,40}}\b{_MEANS}\b)",  # noqa: E501
    re.I,
)
_INSTEAD = re.compile(r",?\s+(?:instead|i mean|i meant)(?=\W*$)", re.I)

_KO_REFUSES = re.compile(
    r"^\W*(?:아니(?:요|야|오)?|아뇨)[,.!…]*\s+(?:(?:그게|그거|그건) ?(?:아니라|아니고|말고)[,.]?\s+)?(?P<meant>\S.*)$"
    r"|^\W*(?:그게|그거|그건) ?(?:아니라|아니고|말고)[,.]?\s+(?P<rather>\S.*)$"
)
_KO_MEANS = re.compile(
    r"\s*(?:을|를)?\s?(?:말이야|말이에요|말이예요|말입니다|말인데요?|말이지|얘기야|말한 ?거야|물어본 ?거야)(?=\W*$)"
)

_NEW_SUBJECT = re.compile(
    r"^\W*(?:(?:ok(?:ay)?|so|and|now|anyway|alright)[,.!…]*\s+)*(?:(?:on|for|about) )?"
    r"(?:(?:an)?other|(?:a |the )?(?:new|different|next)|change of|changing(?: the)?|let['’]?s change(?: the)?) "
    r"(?:topic|subject|question|thing|matter)\s*[,.:;!…–—-]+\s*(?=\S)"
    r"|^\W*(?:(?:ok(?:ay)?|so|and|now)[,.!…]*\s+)*(?:something else|unrelated(?:ly)?|off[- ]topic)\s*[,.:;!…–—-]+\s*(?=\S)"  # noqa: E501
    r"|^\W*(?:그런데 |근데 )?(?:다른 (?:질문|얘기|이야기|주제|건)\S*|주제를? ?바꿔(?:서)?|딴 ?얘기\S*)(?:[,.:;!…]+\s*|\s+)(?=\S)",  # noqa: E501
    re.I,
)


def meant(text: str) -> str | None:
    """What a correction means instead; None for a message that corrects nothing.

    Args:
        text: Without greetings and thanks around it.
    """
    if match := _KO_REFUSES.match(text):
        return _KO_MEANS.sub("", match["meant"] or match["rather"])
    if (without := _KO_MEANS.sub("", text)) != text:
        return without
    if (without := _INSTEAD.sub("", text)) != text:
        return without
    match = _CORRECTS.match(text) if _MARK.match(text) else None
    return match["meant"] if match else None


def on_a_new_subject(text: str) -> str | None:
    """The question behind "another topic:"; None where no change of subject is announced."""
    rest = _NEW_SUBJECT.sub("", text, count=1)
    return rest if rest != text else None
