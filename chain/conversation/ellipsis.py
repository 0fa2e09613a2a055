"""`And Sweden?`, `The second one?`, `Where?` after `When did Finland join NATO?`: the question before, asked of
another thing or for something else about it."""

from __future__ import annotations

import re
from collections.abc import Sequence

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
_TWO_THINGS = re.compile(r"(?P<one>[A-ZÀ-ÖØ-Þ][\w’'& .-]*?) (?:in|at|on|for|from|by) (?P<other>[A-ZÀ-ÖØ-Þ\d].*)$")
"""`the Fed in July`"""
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
    if two := _TWO_THINGS.match(another["thing"]):
        of_one = _with_another(two["one"], before, [_SUBJECT, _FIRST_NAME])
        if whole := of_one and _with_another(two["other"], of_one, [_RELATED]):
            return whole
    patterns = [_RELATED] if another["relates"] or is_number else [_RELATED, _SUBJECT, _FIRST_NAME]
    return _with_another(another["thing"], before, patterns)


def _with_another(thing: str, before: str, places: Sequence[re.Pattern[str]]) -> str | None:
    """A question with another thing at the first of its places that holds one of the same sort."""
    for place in filter(None, (pattern.search(before) for pattern in places)):
        start, end = place.span("thing")
        if before[start].isdigit() == thing[0].isdigit() and not _IS_NO_THING.search(place["thing"]):
            return f"{before[:start]}{thing}{before[end:]}"
    return None


_LEADS_IN = r"^\W*(?:(?:and|or|but|so|then|ok(?:ay)?|what about|how about)[,.]?\s+)*"
_NUMBERS = (
    ("first", "1st"), ("second", "2nd"), ("third", "3rd"), ("fourth", "4th"), ("fifth", "5th"), ("sixth", "6th"),
    ("seventh", "7th"), ("eighth", "8th"), ("ninth", "9th"), ("tenth", "10th"),
)  # fmt: skip
_ORDINAL = rf"\b(?:{'|'.join(word for pair in _NUMBERS for word in pair)}|last|final)\b"
_OTHER_ORDINAL = re.compile(
    rf"{_LEADS_IN}(?:for |in |on |at )?(?:the )?(?P<ordinal>{_ORDINAL}|other)(?: (?:ones?|time))?[\s?!.]*$", re.I
)
_ANY_ORDINAL = re.compile(_ORDINAL, re.I)
_OF_TWO = {"first": "second", "second": "first", "1st": "2nd", "2nd": "1st"}
_PAIR = re.compile(rf"(?P<one>{_NAME}) (?:and|or|vs?\.?|versus) (?P<other>{_NAME})")

_ASKS_FOR = (
    r"(?:who(?:m|se)?|where|when|why|how(?: (?:much|many|long|far|often|big|old|come))?|"
    r"(?:in |at |on |to |from |by |with |for |since |until )(?:whom|where|when|what|which \w+|how much))"
)
_BARE = re.compile(
    rf"^\W*(?:(?:and|but|so|ok(?:ay)?)[,.]?\s+)?(?P<asks>{_ASKS_FOR})(?: exactly| though| then)?[\s?!.]*$", re.I
)
_OPENING = re.compile(
    r"^\W*(?:(?:and|but|so)\s+)?(?:who|whom|when|where|why|what|which|how|in|on|at|by)\b(?:(?! (?:did|does|do|is|are|was|were|"  # noqa: E501
    r"has|have|had|will|would|can|could|should)\b)[^?])*? "
    r"(?=(?:did|does|do|is|are|was|were|has|have|had|will|would|can|could|should) (?!\w+ed\b|by\b))",
    re.I,
)
_HAS_NO_SUBJECT = re.compile(
    r"^\W*(?:and |but |so )?(?:who|what|which \w+) (?:is|are|was|were|has|have|had|will|would)\b", re.I
)


def of_another_in_order(text: str, before: str) -> str | None:
    """The question before as it is asked of the first, the second, the other one; None where that is not what is meant.

    Args:
        text: What is asked now.
        before: A question that speaks of one of several.
    """
    asked = _OTHER_ORDINAL.match(text)
    spoken = _ANY_ORDINAL.search(before) if asked else None
    if asked is None or spoken is None:
        return None
    is_other = asked["ordinal"].lower() == "other"
    ordinal = _OF_TWO.get(spoken[0].lower()) if is_other else asked["ordinal"].lower()
    return f"{before[: spoken.start()]}{ordinal}{before[spoken.end() :]}" if ordinal else None


def of_the_other(text: str, before: str, pairs: Sequence[str]) -> str | None:
    """The question before as it is asked of the other of two that were named together.

    Args:
        text: What is asked now: "And the other one?"
        before: The last question, which names one of them.
        pairs: Earlier questions, newest first: "What did Norway and Denmark say?"
    """
    asked = _OTHER_ORDINAL.match(text)
    if asked is None or asked["ordinal"].lower() != "other":
        return None
    for pair in (match for earlier in pairs for match in _PAIR.finditer(earlier)):
        for one, other in ((pair["one"], pair["other"]), (pair["other"], pair["one"])):
            if one in before and other not in before:
                return before.replace(one, other)
    return None


def asked_anew(text: str, before: str) -> str | None:
    """The question before as it asks for what a bare "Where?" asks for; None where nothing can be put in its place."""
    bare = _BARE.match(text)
    opening = _OPENING.match(before) if bare else None
    if bare is None or opening is None or _HAS_NO_SUBJECT.match(before):
        return None
    asks = "why" if bare["asks"].lower() == "how come" else bare["asks"].lower()
    return f"{asks[0].upper()}{asks[1:]} {before[opening.end() :]}"
