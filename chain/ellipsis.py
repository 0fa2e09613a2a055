"""`And Sweden?` after `When did Finland join NATO?`: the question before, asked of another thing."""

from __future__ import annotations

import re

_ANOTHER = re.compile(
    r"^\W*(?:(?:and|or|but)(?P<about> (?:what|how) about)?|(?P<only_about>(?:what|how) about)) "
    r"(?:(?P<relates>in|for|of|at|on|from|by) )?(?P<article>the )?(?P<thing>[\w’'&.-]+(?: [\w’'&.-]+){0,3}?)[\s?!.]*$",
    re.I,
)
_IS_NO_THING = re.compile(
    r"\b(?:who|whom|whose|what|which|when|where|why|how|is|are|was|were|do|does|did|has|have|had|will|would|can|could|"
    r"should|it|its|they|them|their|he|him|his|she|her|this|that|these|those|there|then|now|next|else|also|more|again|"
    r"later|before|after|today|yesterday|year|month|week|day|so|not|if|because)\b",
    re.I,
)
_NAME = r"[A-ZÀ-ÖØ-Þ\d][\w’'&-]*(?: (?:of (?:the )?)?[A-ZÀ-ÖØ-Þ\d][\w’'&-]*)*"
_RELATED = re.compile(
    rf"\b.*\b(?i:of|in|at|from|for|by) (?i:the )?(?P<thing>{_NAME}|[\w’'&-]+(?: [\w’'&-]+){{0,3}})[\s?!.]*$"
)
_SUBJECT = re.compile(
    rf"\b(?i:did|does|do|has|have|had|will|would|can|is|are|was|were) (?i:the )?(?P<thing>{_NAME}|[\w’'&-]+)"
)
_FIRST_NAME = re.compile(rf"(?<=\s)(?P<thing>{_NAME})")
_CAPITAL = re.compile(r"[A-ZÀ-ÖØ-Þ]")


def of_another(text: str, before: str) -> str | None:
    """The question before as it is asked of another thing; None where a text does not just name one.

    It takes the place of what the question before ends in with a preposition ("of Italy"), else of its subject, else of
    its first name. A common noun ("and the crew?") asks for more of the same thing; where nobody writes capitals, only
    one with an article is known for such a noun.

    Args:
        text: What is asked now.
        before: The last question that stood by itself.
    """
    another = _ANOTHER.match(text)
    if another is None or _IS_NO_THING.search(another["thing"]):
        return None
    is_number = another["thing"][0].isdigit()
    is_name = is_number or bool(_CAPITAL.search(another["thing"]))
    writes_capitals = bool(_CAPITAL.search(before[1:]))
    if not is_name and (writes_capitals or another["article"] or another["about"] or another["only_about"]):
        return None
    patterns = [_RELATED] if another["relates"] or is_number else [_RELATED, _SUBJECT, _FIRST_NAME]
    for place in filter(None, (pattern.search(before) for pattern in patterns)):
        start, end = place.span("thing")
        if before[start].isdigit() == is_number:
            return f"{before[:start]}{another['thing']}{before[end:]}"
    return None
