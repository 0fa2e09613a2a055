"""Text that others wrote, made safe to show: it cannot ping, cannot format, cannot link and cannot hide."""

from __future__ import annotations

import re

import discord

from clippings.core.visible_text import lines, one_line, without_paths

__all__ = ["escaped", "lines", "one_line", "plain", "without_paths"]

_BREAK = "\u200b"
"""The invisible space that `discord.utils.escape_mentions` puts into a mention."""

_ALWAYS = re.compile(r"[\\*_~`|<\[\]]")
_AT_LINE_START = re.compile(r"^[ \t#\-+>=]+", re.MULTILINE)
_NUMBER_AT_LINE_START = re.compile(r"^([ \t]*\d{1,9})([.)])", re.MULTILINE)


def escaped(text: str) -> str:
    r"""The same text for places where Discord reads markdown: every character of it shows as itself.

    Wider than `discord.utils.escape_markdown`, which leaves addresses and lone brackets as they are: an article could
    then write a link whose words say one thing and whose address another.
    """
    text = _ALWAYS.sub(r"\\\g<0>", text)
    text = _AT_LINE_START.sub(lambda start: re.sub(r"[#\-+>=]", r"\\\g<0>", start[0]), text)
    text = text.replace(r"\-\#", f"\\-{_BREAK}\\#")  # some readers look for small print after the backslashes are gone
    text = _NUMBER_AT_LINE_START.sub(r"\1\\\2", text)
    return discord.utils.escape_mentions(text.replace("://", "\\://"))


def plain(text: str) -> str:
    """A line for places where Discord reads no markdown: author lines, footers, choices."""
    return discord.utils.escape_mentions(one_line(text))
