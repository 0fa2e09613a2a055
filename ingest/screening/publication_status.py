"""Whether a record is published: drafts, private and scheduled ones are no articles yet, canceled ones no longer.

The words are those of WordPress, Ghost, Drupal, Hugo, Jekyll, Strapi, Wagtail, ninjs and NewsML-G2
(https://cv.iptc.org/newscodes/pubstatusg2), as text, or as flags (`draft: true`, `published: false`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from clippings.ingest import clock
from clippings.ingest.extraction.dates import parse as dates
from clippings.ingest.record_shapes.names import folded

_WORDS: dict[str, tuple[str, ...]] = {
    "draft": (
        *("draft", "drafts", "auto draft", "autodraft", "in draft", "needs work", "work in progress", "wip", "inherit"),
        *("preview", "entwurf", "brouillon", "borrador", "rascunho", "bozza", "concept", "utkast", "kladde", "szkic"),
        *("черновик", "чернетка", "taslak", "임시저장", "임시 저장", "초안", "下書き", "草稿", "bản nháp", "مسودة"),
    ),
    "private post": ("private", "hidden", "internal", "비공개", "非公開"),
    "trash": ("trash", "trashed", "deleted", "spam"),
    "pending post": (
        *("pending", "pending review", "needs review", "in review", "review", "submitted"),
        *("withheld", "on hold", "hold"),
    ),
    "unpublished post": (
        *(
            "unpublished",
            "not published",
            "unpublish",
            "never published",
            "rejected",
            "disabled",
            "inactive",
            "offline",
        ),
        *("unveröffentlicht", "non publié", "sin publicar", "未发布", "未發布"),
    ),
}
_UNPUBLISHED = {word: kind for kind, words in _WORDS.items() for word in words}
"""What a status is called that no reader sees, and what the record is then (see `Reject.kind`)."""
_SCHEDULED = {
    **dict.fromkeys(("future", "scheduled", "planned", "예약", "予約", "geplant", "programado"), "scheduled post"),
    **dict.fromkeys(("embargoed", "embargo"), "embargoed post"),
}
_CANCELED = frozenset({"canceled", "cancelled", "cancel", "kill", "killed", "retracted", "withdrawn", "revoked"})
_LONGEST_WORD = 40
_YES = frozenset({"true", "yes", "y", "t", "1", "on"})
_NO = frozenset({"false", "no", "n", "f", "0", "off"})
_NOT_YET = {
    **dict.fromkeys(("draft", "isdraft"), "draft"),
    **dict.fromkeys(("private", "isprivate", "hidden", "ishidden"), "private post"),
    **dict.fromkeys(("isdeleted", "deleted", "trashed", "istrashed"), "trash"),
}
_ALREADY = frozenset(
    {
        *("published", "ispublished", "public", "ispublic", "live", "islive", "online", "isonline", "visible"),
        *("isvisible", "enabled", "isenabled", folded("공개여부"), folded("게시여부"), folded("公開"), "发布"),
    }
)
_ACCESS = ("visibility", "access")
_TYPES = {"posttype", "wp:posttype"}
_POST_TYPES = {
    "page": "page of the site",
    "nav_menu_item": "menu item",
    "revision": "revision",
    "attachment": "attachment",
    "custom_css": "style sheet",
    "customize_changeset": "setting",
    "oembed_cache": "cache",
    "user_request": "request",
    "feedback": "form entry",
    "product": "product",
    "shop_order": "order",
}
"""What WordPress keeps beside its posts."""
_DESIGN = re.compile(r"(?:wp|acf|elementor|jp|amp)[-_]")
"""Of types that keep parts of the site's design: wp_block, wp_template, wp_navigation, acf-field."""

State = Literal["published", "unpublished", "canceled"]


@dataclass(frozen=True, slots=True)
class PublicationStatus:
    """What a record says of itself, and in which words."""

    state: State = "published"
    reason: str = ""
    """Why it is no article, for the admin; empty for a published one."""
    kind: str = ""
    """What it is instead (see `Reject.kind`)."""


PUBLISHED = PublicationStatus()


def status_of(
    record: Mapping[str, Any], statuses: Sequence[Any] = (), embargo: Any = None, published_at: Any = None
) -> PublicationStatus:
    """Whether a record is published now.

    Args:
        record: Its flags are looked at: `draft`, `published`, `visibility`, ...
        statuses: The values of its fields of status.
        embargo: When its embargo ends, or whether there is one.
        published_at: Its date, which says from when on a scheduled one is published.
    """
    for value in statuses:
        if (status := _of_word(value, published_at)) is not PUBLISHED:
            return status
    for name, value in record.items():
        if (status := _of_flag(name, value)) is not PUBLISHED:
            return status
    return _of_embargo(embargo)


def kind_of_status(word: str) -> str:
    """What a record with this status is, "draft" or "trash"; "" where readers see it, or the word is not known."""
    word = " ".join(word.rpartition(":")[2].replace("_", " ").replace("-", " ").casefold().split())
    return "withdrawn article" if word in _CANCELED else _SCHEDULED.get(word) or _UNPUBLISHED.get(word, "")


def kind_of_post_type(name: str) -> str:
    """What is of this type in WordPress; "" for posts, and for types of a site's own, which may be articles."""
    return _POST_TYPES.get(name) or ("part of the site's design" if _DESIGN.match(name) else "")


def _of_word(value: Any, published_at: Any) -> PublicationStatus:
    if value is False:
        return PublicationStatus("unpublished", "it is not published (its status is false)", "unpublished post")
    if not isinstance(value, str) or not (kind := kind_of_status(value)):
        return PUBLISHED
    told = f"(status: {value.strip()[:40]})"
    if kind == "withdrawn article":
        return PublicationStatus("canceled", f"it was canceled by its publisher {told}", kind)
    if kind in _SCHEDULED.values():
        is_out = _is_past(published_at)
        return PUBLISHED if is_out else PublicationStatus("unpublished", f"it is not published yet {told}", kind)
    return PublicationStatus("unpublished", f"it is not published {told}", kind)


def _of_flag(written: str, value: Any) -> PublicationStatus:
    kind = reason = ""
    name = folded(written)
    word = value.strip().casefold() if isinstance(value, str) and len(value) <= _LONGEST_WORD else ""
    if name in _NOT_YET and _truth(value) is True:
        kind, reason = _NOT_YET[name], f"it is not published ({written}: true)"
    elif name in _ALREADY and _truth(value) is False:
        kind, reason = "unpublished post", f"it is not published ({written}: false)"
    elif name in _ACCESS and word in {"private", "hidden", "internal"}:
        kind, reason = "private post", f"it is not published ({written}: {word})"
    elif name in _TYPES and (kind := kind_of_post_type(word)):
        reason = f"no article, but of the type {word}"
    elif _is_protected(name, value):
        kind, reason = "private post", "it is protected by a password, so its text is not in the export"
    return PublicationStatus("unpublished", reason, kind) if kind else PUBLISHED


def _is_protected(name: str, value: Any) -> bool:
    is_content = name == "content" and isinstance(value, Mapping)
    return is_content and value.get("protected") is True and not value.get("rendered")


def _of_embargo(embargo: Any) -> PublicationStatus:
    if embargo is True or (isinstance(embargo, str) and _truth(embargo) is True):
        return PublicationStatus("unpublished", "it is under embargo", "embargoed post")
    ends = dates.moment_of(embargo) if isinstance(embargo, str | int | float | datetime) else None
    if ends is not None and ends > clock.now():
        reason = f"it is under embargo until {ends:%Y-%m-%d %H:%M %Z}".rstrip()
        return PublicationStatus("unpublished", reason, "embargoed post")
    return PUBLISHED


def _is_past(published_at: Any) -> bool:
    moment = dates.moment_of(published_at)
    return moment is not None and moment <= clock.now()


def _truth(value: Any) -> bool | None:
    """What a flag says; tables write flags as words. None for what is no flag."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int) and value in (0, 1):
        return bool(value)
    if isinstance(value, str):
        word = value.strip().casefold() if len(value) <= _LONGEST_WORD else ""
        return True if word in _YES else False if word in _NO else None
    return None
