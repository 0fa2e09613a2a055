"""Posts of a WordPress export (WXR): which of them were published articles, and their text without shortcodes."""

from __future__ import annotations

import html
import re
from typing import Any

from clippings.ingest.screening.publication_status import kind_of_post_type, kind_of_status

_CAPTION = re.compile(r"\[(?:wp_)?caption\b[^\]]*\](.*?)\[/(?:wp_)?caption\]", re.DOTALL | re.IGNORECASE)
_SHORTCODE = re.compile(
    r"\[/?(?:caption|wp_caption|gallery|playlist|audio|video|embed|contact-form\w*|(?:vc|et_pb|fusion|su|av)_\w+)"
    r"\b[^\[\]]*\]",
    re.IGNORECASE,
)
_EMBEDDED = re.compile(
    r"\[embed\b[^\]]*\][^\[]{0,2000}\[/embed\]|^[ \t]*https?://\S+[ \t]*$", re.IGNORECASE | re.MULTILINE
)
"""An address alone on a line, in whose place WordPress shows the post or the film that it leads to."""
_LOGIN = re.compile(r"<wp:author_login>(?:<!\[CDATA\[)?([^<>\]]{1,200})")
_DISPLAY_NAME = re.compile(r"<wp:author_display_name>(?:<!\[CDATA\[)?([^<>\]]{0,200})")
_BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")
_BLOCK = re.compile(
    r"\s*</?(?:p|div|ul|ol|li|table|blockquote|h[1-6]|figure|pre|section|hr|!--)\b|\s*<!--", re.IGNORECASE
)
_HAS_PARAGRAPHS = re.compile(r"<p\b", re.IGNORECASE)


def is_post(entry: Any) -> bool:
    """Whether an entry comes from an export, rather than from a feed for readers."""
    return bool(entry.get("wp_post_type") or entry.get("wp_status"))


def not_an_article(entry: Any) -> tuple[str, str]:
    """The kind of an entry that is no published article and the reason for leaving it out; "" for an article.

    Args:
        entry: Of feedparser.
    """
    kind_of_post = str(entry.get("wp_post_type") or "post").strip().lower()
    kind = kind_of_post_type(kind_of_post)
    title = " ".join(str(entry.get("title") or "").split())[:100]
    if kind:
        return kind, f"no article: {title!r} is what WordPress calls {kind_of_post} ({kind})"
    status = str(entry.get("wp_status") or "publish").strip().lower()
    if status != "publish":
        kind = kind_of_status(status) or "unpublished post"
        return kind, f"no published article: WordPress's status of {title!r} is {status}"
    if entry.get("wp_post_password"):
        return "private post", f"no published article: {title!r} is protected by a password"
    return "", ""


def authors(content: bytes) -> dict[str, str]:
    """The names of an export's authors, by the names with which they log in, under which its posts name them."""
    text = content.decode("utf-8", "replace")
    return {
        html.unescape(login): " ".join(html.unescape(name).split())
        for login, name in zip(_LOGIN.findall(text), _DISPLAY_NAME.findall(text), strict=False)
        if name.strip()
    }


def text(content: str) -> str:
    """A post's HTML, as WordPress shows it: captions as figures, blank lines as paragraphs, no other shortcodes."""
    content = _EMBEDDED.sub("", _CAPTION.sub(_figure, content.replace("\r\n", "\n")))
    content = _SHORTCODE.sub("", content)
    if _HAS_PARAGRAPHS.search(content):
        return content
    pieces = [piece for piece in _BLANK_LINE.split(content.strip()) if piece.strip()]
    return "\n\n".join(piece if _BLOCK.match(piece) else f"<p>{piece.replace(chr(10), '<br>')}</p>" for piece in pieces)


def _figure(found: re.Match[str]) -> str:
    return f"\n\n<figure><figcaption>{found[1]}</figcaption></figure>\n\n"
