"""Whether a record is published: drafts, private and scheduled ones are no articles yet, canceled ones no longer.

The words are those of WordPress, Ghost, Drupal, Hugo, Jekyll, Strapi, Wagtail, ninjs and NewsML-G2
(https://cv.iptc.org/newscodes/pubstatusg2), as text, or as flags (`draft: true`, `published: false`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from clippings.ingest import clock, dates

_UNPUBLISHED = frozenset(
    {
        *("draft", "drafts", "auto-draft", "autodraft", "in draft", "needs work", "work in progress", "wip"),
        *("unpublished", "not published", "unpublish", "private", "trash", "trashed", "deleted", "spam", "pending"),
        *("pending review", "needs review", "in review", "review", "submitted", "rejected", "withheld", "on hold"),
        *("hold", "hidden", "internal", "inherit", "preview", "never published"),
        *("entwurf", "unveröffentlicht", "brouillon", "non publié", "borrador", "sin publicar", "rascunho", "bozza"),
        *("concept", "utkast", "kladde", "szkic", "черновик", "taslak"),
        *("임시저장", "임시 저장", "비공개", "초안", "下書き"),
        *("非公開", "草稿", "未发布", "未發布"),
    }
)  # fmt: skip
_SCHEDULED = frozenset(
    {"future", "scheduled", "planned", "embargoed", "embargo", "예약", "予約", "geplant", "programado"}
)
_CANCELED = frozenset({"canceled", "cancelled", "cancel", "kill", "killed", "retracted", "withdrawn", "revoked"})
_YES = frozenset({"true", "yes", "y", "t", "1", "on"})
_NO = frozenset({"false", "no", "n", "f", "0", "off"})
_NOT_YET = ("draft", "is_draft", "isDraft", "private", "is_private", "isPrivate", "is_deleted", "deleted", "trashed")
_ALREADY = ("published", "is_published", "isPublished", "is_public", "live")
_ACCESS = ("visibility", "access")
_TYPES = {"post_type", "wp:post_type"}
_NO_ARTICLE_TYPES = frozenset(
    {"attachment", "revision", "nav_menu_item", "custom_css", "customize_changeset", "wp_template", "wp_navigation",
     "wp_global_styles", "oembed_cache", "user_request"}
)  # fmt: skip

State = Literal["published", "unpublished", "canceled"]


@dataclass(frozen=True, slots=True)
class PublicationStatus:
    """What a record says of itself, and in which words."""

    state: State = "published"
    reason: str = ""
    """Why it is no article, for the admin; empty for a published one."""


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
        if reason := _reason_of_flag(name, value):
            return PublicationStatus("unpublished", reason)
    return _of_embargo(embargo)


def _of_word(value: Any, published_at: Any) -> PublicationStatus:
    if value is False:
        return PublicationStatus("unpublished", "it is not published (its status is false)")
    if not isinstance(value, str):
        return PUBLISHED
    word = " ".join(value.rpartition(":")[2].replace("_", " ").replace("-", " ").casefold().split())
    if word in _CANCELED:
        return PublicationStatus("canceled", f"it was canceled by its publisher (status: {value.strip()[:40]})")
    if word in _SCHEDULED and not _is_past(published_at):
        return PublicationStatus("unpublished", f"it is not published yet (status: {value.strip()[:40]})")
    if word in _UNPUBLISHED or word.replace(" ", "-") in _UNPUBLISHED:
        return PublicationStatus("unpublished", f"it is not published (status: {value.strip()[:40]})")
    return PUBLISHED


def _reason_of_flag(name: str, value: Any) -> str:
    if name in _NOT_YET and _truth(value) is True:
        return f"it is not published ({name}: true)"
    if name in _ALREADY and _truth(value) is False:
        return f"it is not published ({name}: false)"
    word = value.strip().casefold() if isinstance(value, str) else ""
    if name in _ACCESS and word in {"private", "hidden", "internal"}:
        return f"it is not published ({name}: {word})"
    if name in _TYPES and word in _NO_ARTICLE_TYPES:
        return f"no article, but of the type {word}"
    if (
        name == "content"
        and isinstance(value, Mapping)
        and value.get("protected") is True
        and not value.get("rendered")
    ):
        return "it is protected by a password, so its text is not in the export"
    return ""


def _of_embargo(embargo: Any) -> PublicationStatus:
    if embargo is True or (isinstance(embargo, str) and _truth(embargo) is True):
        return PublicationStatus("unpublished", "it is under embargo")
    ends = dates.moment_of(embargo) if isinstance(embargo, str | int | float | datetime) else None
    if ends is not None and ends > clock.now():
        return PublicationStatus("unpublished", f"it is under embargo until {ends:%Y-%m-%d %H:%M %Z}".rstrip())
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
        word = value.strip().casefold()
        return True if word in _YES else False if word in _NO else None
    return None
