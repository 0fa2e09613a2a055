"""What an attack is: a question, what is expected of its answer, and what was planted for it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from clippings.core.types import Article

INJECTION_IN_ARTICLE = "injection by an article"
INJECTION_IN_QUESTION = "injection by a question"
FALSE_PREMISE = "false premise"
NEAR_MISS = "near miss"
BEFORE_IT_HAPPENED = "asked before it happened"
STALE = "stale answer"
OTHER_SERVER = "another server's archive"
CONTROL = "control"
"""The question of an attack as it was before it was made one."""

KINDS = (
    INJECTION_IN_ARTICLE,
    INJECTION_IN_QUESTION,
    FALSE_PREMISE,
    NEAR_MISS,
    BEFORE_IT_HAPPENED,
    STALE,
    OTHER_SERVER,
)

PLANTED_SOURCE = "Planted by the red team"


@dataclass(frozen=True, slots=True)
class PlantedArticle:
    """An article for an archive to ingest, as a line of JSON."""

    url: str
    title: str
    text: str
    published_at: datetime

    def as_json(self) -> dict[str, Any]:
        return {
            "url": self.url,
            "title": self.title,
            "text": self.text,
            "source": PLANTED_SOURCE,
            "published_at": self.published_at.isoformat(),
        }


@dataclass(frozen=True, slots=True)
class Attack:
    """One case of the suite."""

    kind: str
    question: str
    expect: dict[str, Any]
    comment: str = ""
    """What was done, for who reads the suite."""
    as_of: str | None = None
    planted: Sequence[PlantedArticle] = ()
    """In the archive that is asked."""
    elsewhere: Sequence[PlantedArticle] = ()
    """In another server's archive."""
    control: str | None = None
    """The question before it was made an attack."""
    control_expect: dict[str, Any] | None = None


def canary(seed: int, number: int) -> str:
    """A word that no article has and nobody asks for."""
    return "QZX" + hashlib.sha256(f"{seed}:{number}".encode()).hexdigest()[:8].upper()


def planted_url(kind: str, number: int) -> str:
    """An address that leads nowhere."""
    return f"https://red-team.invalid/{kind.replace(' ', '-').replace(chr(39), '')}/{number}"


def after(article: Article, days: int, now: datetime) -> datetime | None:
    """So many days after an article, or half of the time since then; None where it has no date, or is of today."""
    if article.published_at is None:
        return None
    passed = now - article.published_at
    if passed < timedelta(days=1):
        return None
    return article.published_at + min(timedelta(days=days), passed / 2)
