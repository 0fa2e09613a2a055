"""Entries of a Blogger export: its feed has comments, settings and drafts beside the posts."""

from __future__ import annotations

from typing import Any

_KINDS = "http://schemas.google.com/g/2005#kind"
_POST = "post"
_LIVE = "live"


def not_an_article(entry: Any) -> tuple[str, str]:
    """The kind of an entry that is no published post and the reason for leaving it out; "" for any other entry.

    Args:
        entry: Of feedparser.
    """
    terms = (str(tag.get("term")) for tag in entry.get("tags", ()) if tag.get("scheme") == _KINDS)
    kind = str(entry.get("blogger_type") or next(terms, "")).rpartition("#")[2].strip().lower()
    title = " ".join(str(entry.get("title") or "").split())[:100]
    if kind and kind != _POST:
        return kind, f"no article: {title!r} is what Blogger calls {kind}"
    status = str(entry.get("blogger_status") or "").strip().lower()
    is_draft = str(entry.get("app_draft") or "").strip().lower() == "yes" or status == "draft"
    if is_draft or status not in {"", _LIVE}:
        return "draft" if is_draft else "unpublished post", f"no published article: {title!r} is {status or 'a draft'}"
    return "", ""
