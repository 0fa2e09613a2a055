"""One message of electronic mail as an article: newsletters and briefings, by the library's own parser."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from email.errors import MessageError
from email.message import Message
from email.utils import parseaddr
from typing import Any

from clippings.ingest.extraction.encoding.charset import decode

_PLAIN_IS_ENOUGH = 0.4
"""Of the characters of the HTML: a plain part with less is a notice that one should look at the HTML."""
_WIDTH = range(45, 100)
"""Characters of lines that were broken at a width, but for the last of each paragraph."""
_LIST = re.compile(r"(?:[-*•–>]|\d{1,2}[.)])\s")
_AFTER = re.compile(
    r"unsubscribe|manage (?:your )?(?:preferences|subscription)|view this post on the web"
    r"|view (?:this email |it )?in (?:your |a )?browser"
    r"|update your preferences|you (?:are receiving|received) this (?:e-?mail|newsletter)"
    r"|forwarded this (?:e-?mail|newsletter)|수신거부|配信停止|vom newsletter abmelden|se désabonner|darse de baja",
    re.IGNORECASE,
)
_VIA = re.compile(r"\s+via\s+[\w .&-]{2,40}$", re.IGNORECASE)
_LOOKED_AT_CHARACTERS = 2_000
_FORWARDED = re.compile(
    r"^[ \t]*(?:-{3,}[ \t]*(?:forwarded message|original message|weitergeleitete nachricht|message transféré"
    r"|mensaje reenviado|mensagem encaminhada|messaggio inoltrato|전달된 메시지|転送されたメッセージ|转发的邮件)"
    r"[ \t]*-{3,}"
    r"|begin forwarded message:)\s*$\n?",
    re.IGNORECASE | re.MULTILINE,
)
_PASSED_HEADER = re.compile(
    r"\s*(?P<name>from|date|sent|subject|to|cc|reply-to):[ \t]*(?P<value>[^\n]{0,500})(?:\n|$)", re.IGNORECASE
)
"""As English programs write them below the mark."""
_SHORT_LINE = 160
_TAG = re.compile(r"<[^<>]{1,2000}>")
_MOST_PARTS = 500


class NoMessage(Exception):
    """It cannot be read as a message; the text is the reason."""


def read(content: bytes) -> dict[str, Any]:
    """A message under the names of a record: title (its subject), source (its sender), date, text, id.

    Raises:
        NoMessage: It has no headers, or is broken beyond reading.
    """
    message = parse(content)
    name, address = parseaddr(_header(message, "From"))
    text = _text(message)
    record = {
        "url": _header(message, "Archived-At").strip("<> "),
        "title": _header(message, "Subject"),
        "source": _outlet(name, address),
        "published_at": _header(message, "Date"),
        "text": text,
        "id": _header(message, "Message-ID").strip("<> "),
    }
    record |= _forwarded(text)
    return {name: value for name, value in record.items() if value}


def _outlet(name: str, address: str) -> str:
    """The sender, without the service that sent it ("via Substack")."""
    return _VIA.sub("", name.strip()) or address.rpartition("@")[2]


def _forwarded(text: str) -> dict[str, str]:
    """The headline, the outlet, the day and the text of a letter that somebody passed on; {} where nobody did."""
    mark = _FORWARDED.search(text[:_LOOKED_AT_CHARACTERS])
    if mark is None:
        return {}
    headers: dict[str, str] = {}
    end = mark.end()
    while header := _PASSED_HEADER.match(text, end):
        headers.setdefault(header["name"].casefold(), header["value"].strip())
        end = header.end()
    below = text[end:].strip()
    if "from" not in headers or not below:
        return {}
    told = {
        "title": headers.get("subject", ""),
        "source": _outlet(*parseaddr(headers["from"])),
        "published_at": headers.get("date", "") or headers.get("sent", ""),
        "text": below,
    }
    return {name: value for name, value in told.items() if value}


def parse(content: bytes) -> Message:
    """The message, with its headers decoded.

    Raises:
        NoMessage: It has no headers, or is broken beyond reading.
    """
    try:
        message = email.message_from_bytes(content, policy=email.policy.default)
    except (MessageError, ValueError, LookupError, AttributeError, IndexError, TypeError, RecursionError) as error:
        raise NoMessage(f"not a message that can be read ({type(error).__name__})") from None
    if not message.keys():
        raise NoMessage("not a message: it has no headers")
    return message


def decoded_part(part: Message) -> str:
    """The text of a part in the character set that fits it best, by what it declares and what it holds."""
    content, charset = part.get_payload(decode=True), part.get_param("charset")
    return decode(content, charset if isinstance(charset, str) else None) if isinstance(content, bytes) else ""


def _header(message: Message, name: str) -> str:
    try:
        return " ".join(str(message.get(name) or "").split())
    except (MessageError, ValueError, LookupError, AttributeError, IndexError, TypeError):
        return ""  # the library fails on some headers only when they are read


def _text(message: Message) -> str:
    plain, html = "", ""
    for part in _parts(message):
        kind = part.get_content_type()
        if part.get_filename() or kind not in {"text/plain", "text/html"}:
            continue
        if kind == "text/plain" and not plain:
            is_flowed = str(part.get_param("format", "")).lower() == "flowed"
            plain = _unwrapped(decoded_part(part), is_flowed)
        elif kind == "text/html" and not html:
            html = decoded_part(part)
    if plain and len(plain) >= _PLAIN_IS_ENOUGH * len("".join(_TAG.sub(" ", html).split())):
        return plain
    return _without_head(html) or plain


def _parts(message: Message) -> Iterator[Message]:
    """The parts that hold no others, without those of messages that are attached."""
    waiting = [message]
    seen = 0
    while waiting and seen < _MOST_PARTS:
        part = waiting.pop(0)
        seen += 1
        if part.get_content_maintype() == "multipart" and isinstance(part.get_payload(), list):
            waiting[:0] = [inner for inner in part.get_payload() if isinstance(inner, Message)]
        elif part.get_content_type() != "message/rfc822":
            yield part


def _without_head(html: str) -> str:
    """The body, so that it is read as a piece of an article, not as a page."""
    body = re.search(r"<body\b[^>]{0,2000}>", html, re.IGNORECASE)
    return html[body.end() :] if body else re.sub(r"^\s*<!doctype[^>]{0,500}>", "", html, flags=re.IGNORECASE)


def _unwrapped(text: str, is_flowed: bool) -> str:
    """Paragraphs of plain text whose lines were broken at a width, without the lines on how to unsubscribe."""
    paragraphs: list[str] = []
    for block in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n")):
        lines = [line for line in block.split("\n") if line.strip()]
        joined: list[str] = []
        for at, line in enumerate(lines):
            before = lines[at - 1] if at else ""
            goes_on = (
                before.endswith(" ") if is_flowed else len(before.rstrip()) in _WIDTH and not _LIST.match(line.strip())
            )
            if joined and goes_on and not _PASSED_HEADER.match(line):
                joined[-1] = f"{joined[-1].rstrip()} {line.strip()}"
            else:
                joined.append(line.strip())
        kept = [line for line in joined if not (len(line) <= _SHORT_LINE and _AFTER.search(line))]
        if kept and kept[0] in {"--", "-- "}:
            break
        paragraphs.extend(["\n".join(kept)] if kept else [])
    return "\n\n".join(paragraphs)
