"""What Discord accepts in one message, and how a text is cut to fit.

Sizes are UTF-16 code units, the largest of the ways in which Discord's clients and servers are known to count.
"""

from __future__ import annotations

from collections.abc import Callable

import discord

CONTENT = 2_000
EMBEDS_IN_A_MESSAGE = 10
EMBEDS_TOTAL = 6_000
"""Title, description, author, footer and fields of all embeds of a message together; addresses do not count."""
AUTHOR = 256
TITLE = 256
DESCRIPTION = 4_096
FOOTER = 2_048
FIELDS = 25
FIELD_NAME = 256
FIELD_VALUE = 1_024
ADDRESS = 2_048
CHOICES = 25
CHOICE = 100

ELLIPSIS = "…"


def size(text: str) -> int:
    """How long Discord takes a text to be."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def embed_size(embed: discord.Embed) -> int:
    """What an embed takes of `EMBEDS_TOTAL`."""
    parts = [embed.title, embed.description, embed.author.name, embed.footer.text]
    parts += [part for field in embed.fields for part in (field.name, field.value)]
    return sum(size(part) for part in parts if part)


def fitted(text: str, limit: int, escape: Callable[[str], str] = str) -> str:
    """`escape(text)`, of a text cut to where the result with its … fits in `limit`.

    The text is cut before it is escaped, so no escape is ever cut in half; at a space where there is one nearby.
    """
    whole = escape(text)
    if size(whole) <= limit:
        return whole
    if limit < size(ELLIPSIS):
        return ""
    low, high = 0, min(len(text), limit)
    while low < high:
        middle = (low + high + 1) // 2
        if size(escape(text[:middle])) + size(ELLIPSIS) <= limit:
            low = middle
        else:
            high = middle - 1
    return escape(_at_a_word(text, low)) + ELLIPSIS


def _at_a_word(text: str, end: int) -> str:
    """`text[:end]`, or less of it where `end` is inside a word that begins in its second half."""
    if text[end : end + 1].isspace():
        return text[:end].rstrip()
    space = text.rfind(" ", 0, end)
    return text[: space if space > end // 2 else end].rstrip()
