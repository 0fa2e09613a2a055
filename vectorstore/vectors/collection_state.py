"""What a collection of vectors says of itself: how far it has followed, where its vectors lie and who makes them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from clippings.vectorstore.catalogue.follower import Watermark

FIRST = "clippings"
"""The first collection of a folder; later ones, made beside it, have a number after it."""


@dataclass(frozen=True, slots=True)
class CollectionMark(Watermark):
    """How far one collection has followed which catalogue, with which model."""

    collection: str = FIRST
    model: str | None = None
    """The embedding model that `reindex --model` named; None for the one that is configured."""


def read_mark(path: Path) -> CollectionMark | None:
    """The mark kept in a file; None when there is none that can be read."""
    try:
        kept = json.loads(path.read_text("utf-8"))
        model = kept.get("model")
        return CollectionMark(
            str(kept["archive_id"]),
            int(kept["change"]),
            str(kept["fingerprint"]),
            str(kept.get("collection") or FIRST),
            None if model is None else str(model),
        )
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
        return None
