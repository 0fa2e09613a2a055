"""A question without what people put around it: markup, greetings, pleas, thanks; and with its question mark.

Only whole phrases at the edges go, never all of a text, and none that may be a name: a greeting goes only before a
comma or a word that asks ("Hi Tech" stays), and nothing in capitals of its own ("Thank You") ever does.
"""

from __future__ import annotations

import re

from clippings.chain.query import chat_phrases as chat

_LONGEST_CHARACTERS = 2_000
"""Nobody chats at greater length."""

_MARKUP = (
    (re.compile(r"<(?:a?:\w+:\d+|[@#][!&]?\d+|t:-?\d+(?::\w)?)>"), " "),
    (re.compile(r"</?[a-zA-Z][\w-]*(?:\s[^<>]*)?/?>"), " "),
    (re.compile(r"\[([^\[\]]+)\]\(<?https?://[^()\s]*\)"), r"\1"),
    (re.compile(r"(?m)^\s*(?:#{1,3}|-#|>{1,3})\s"), " "),
    (re.compile(r"\*+|`+|~~|\|\||__+|(?<!\w)_(?=\w)|(?<=\w)_(?!\w)"), " "),
)
"""As Discord, Markdown and HTML write it: custom emoji and mentions, tags, links, headings, emphasis."""

_ONLY_MENTIONS = re.compile(r"(?:@[\w.]+\W*)+")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_ALONE_NO_WORD = re.compile(r"[\W_]*[A-Za-z0-9][\W_]*")
_MARKS = " \t\n?!,.;:~…–—-？！。"
_AN_ABBREVIATION = re.compile(r"\b\w\.$")

_ASKS = (
    r"(?i:who|whom|whose|what|when|where|why|how|which|what['’]?s|who['’]?s|is|are|was|were|do|does|did|can|could|will|"
    r"would|should|has|have|had|and|but|so|then|also|in|on|at|after|before|since|during|according|any|anyone|someone|"
    r"anybody|somebody|tell|give|show|explain|remind|please (?:tell|give|show|explain|remind)|i|i['’]m|i['’]d|latest)\b"
)
_NOT_SAID = re.compile(r"(?:@(?:everyone|here)\b|[:;]['’]?-?[()DdPp]|\^_*\^|[☀-➿\U0001F000-\U0001FAFF\uFE0F\u200D])+")


def _phrases(table: tuple[str, ...]) -> str:
    return f"(?P<phrase>(?i:{'|'.join(table)}))"


_OPENS = (
    re.compile(rf"[\W_]*?{_NOT_SAID.pattern}\s*"),
    re.compile(rf"{_phrases(chat.GREETINGS)}(?:\s*[!.:;…~–—-]+\s+|\s*,\s*(?=[^\sA-Z])|,?\s+(?={_ASKS}))"),
    re.compile(rf"{_phrases(chat.PLEAS)}[\s,:]+(?:(?:if|whether|that)\s+)?"),
    re.compile(rf"{_phrases(chat.KOREAN_GREETINGS)}[\s,.!?~…:]+"),
)
_ENDS = (
    re.compile(rf"\s*{_NOT_SAID.pattern}$"),
    re.compile(rf"(?<=[\s?!.,…]){_phrases(chat.ENDINGS)}$"),
    re.compile(rf"(?<=[?!.,…])\s?{_phrases(chat.ENDINGS_APART)}$"),
    re.compile(rf"(?<=[\s?!.,…]){_phrases(chat.KOREAN_ENDINGS)}$"),
)
_KOREAN_OBJECT = re.compile(r"(?<=[가-힣])(?:에 대(?:해|해서|하여|한 것을?)|에 관(?:해|해서|하여)|을|를|도|좀)$")
_NEEDS_AN_OBJECT = re.compile(
    r"\b(?:is|are|was|were|the|a|an|of|about|to|by|in|for|with|does|did|do|called|named|titled|sang|sings|say|said)$",
    re.I,
)


def plain(text: str) -> str:
    """The question itself; nothing where a text is but mentions, marks or one letter."""
    if len(text) > _LONGEST_CHARACTERS:
        return text
    for pattern, meaning in _MARKUP:
        text = pattern.sub(meaning, text)
    text = " ".join(text.split())
    if not _asks_something(text):
        return ""
    while (shorter := _without_ending(_without_opening(text))) != text:
        text = shorter
    return _as_question(text)


def _asks_something(text: str) -> bool:
    return bool(_LETTER_OR_DIGIT.search(text)) and not (
        _ONLY_MENTIONS.fullmatch(text) or _ALONE_NO_WORD.fullmatch(text)
    )


def _without_opening(text: str) -> str:
    for pattern in _OPENS:
        match = pattern.match(text)
        if match and _asks_something(text[match.end() :]) and not _is_a_name(match, text):
            return text[match.end() :]
    return text


def _without_ending(text: str) -> str:
    body = text.rstrip(_MARKS)
    for pattern in _ENDS:
        match = pattern.search(body)
        if match is None or _is_a_name(match, text):
            continue
        rest = body[: match.start()].rstrip()
        if _asks_something(rest) and not _NEEDS_AN_OBJECT.search(rest):
            return _KOREAN_OBJECT.sub("", rest) if pattern is _ENDS[-1] else rest
    return text


def _is_a_name(match: re.Match[str], text: str) -> bool:
    """Whether a phrase has capitals where a sentence has none: "Who sang Thank You?", "Tell Me Lies"."""
    phrase = match.groupdict().get("phrase", "")
    if text.isupper() or not phrase:
        return False
    before = text[: match.start("phrase")].rstrip()
    words = phrase.split()
    inside = words[1:] if not before or before[-1] in _MARKS else words
    return any(word[0].isupper() and word.lower() not in {"i", "i'm", "i'd", "i’m", "i’d"} for word in inside)


def _as_question(text: str) -> str:
    """With one question mark at its end, unless something is said after the question."""
    body = text.rstrip(_MARKS.replace(".", ""))
    if body.endswith(".") and not _AN_ABBREVIATION.search(body):
        body = body.rstrip(_MARKS)
    asks_last = "?" in text[len(body) :] or "？" in text[len(body) :]
    return f"{body}?" if asks_last or "?" not in body else body
