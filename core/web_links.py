"""Addresses that a card or a page may link to: pages on the web, opened at the words that are quoted."""

from __future__ import annotations

import re
from urllib.parse import quote, urlencode, urlsplit, urlunsplit

LONGEST = 2_048
"""Of an address, in characters: as long as Discord takes them."""

_HOST = re.compile(r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}", re.IGNORECASE)
_KEPT = "/?#=&%;:,.+!$'-_~"
"""Characters of an address that mean something in it and nothing in markdown; all others are percent-encoded."""

_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")

_DIRECTIVE = ":~:"
_WORDS = 4
_CHARACTERS = 12
"""How much of each end of a quote its link names: words, or characters where words are not set apart."""
_LONGEST_WORD = 32


def web_address(url: str) -> str | None:
    """The address in a form that no link can be broken with; None for what must not be linked.

    Files are never linked, nor addresses that show one host before an `@` and lead to another.
    """
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = parts.port
    except (ValueError, UnicodeError):
        return None
    if parts.scheme.lower() not in {"http", "https"} or parts.username is not None or not _HOST.fullmatch(host):
        return None
    rest = urlunsplit(("", "", parts.path, parts.query, parts.fragment.split(_DIRECTIVE)[0]))
    try:
        place = f"{parts.scheme.lower()}://{host}{f':{port}' if port else ''}"
        found = place + quote(_LONE_PERCENT.sub("%25", rest), safe=_KEPT)
    except UnicodeError:
        return None
    return found if len(found) <= LONGEST else None


def at_words(address: str, quoted: str) -> str:
    """The address with a text fragment: browsers scroll to the quoted words and mark them.

    A short quote is given whole, a longer one by its first and last words.
    """
    words, joiner, count = quoted.split(), " ", _WORDS
    if any(len(word) > _LONGEST_WORD for word in words):  # Chinese, Japanese
        words, joiner, count = list(" ".join(words)), "", _CHARACTERS
    if not words:
        return address
    if len(words) <= 2 * count:
        fragment = _encoded(joiner.join(words))
    else:
        fragment = f"{_encoded(joiner.join(words[:count]))},{_encoded(joiner.join(words[-count:]))}"
    linked = f"{address}{'' if '#' in address else '#'}{_DIRECTIVE}text={fragment}"
    return linked if len(linked) <= LONGEST else address


def article_address(article_id: int, start: int | None = None, end: int | None = None) -> str:
    """The path of an article's page on `clippings serve`, at a quote where its offsets are given."""
    if start is None or end is None:
        return f"/article/{article_id}"
    return f"/article/{article_id}?{urlencode({'start': start, 'end': end})}#quote"


def on_page(page: object, path: str) -> str:
    """A path under the address that `clippings serve` is reached under; empty where none is known."""
    return f"{str(page).rstrip('/')}{path}" if page else ""


def answer_address(page: object, guild_id: int | None, answer_id: str) -> str:
    """An answer's own address on `clippings serve`; empty where none is known, and for direct messages, which are not
    shown there."""
    return on_page(page, f"/a/{answer_id}") if guild_id is not None else ""


def _encoded(text: str) -> str:
    """Percent-encoded, with the characters that have a meaning inside a text fragment."""
    return quote(text, safe="", errors="replace").replace("-", "%2D").replace("_", "%5F").replace("~", "%7E")
