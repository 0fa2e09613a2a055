"""An index follows the catalogue: it takes in the changes after its own durable watermark, until none is left."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

from clippings.core.types import Chunk
from clippings.vectorstore.catalogue.catalogue import Catalogue

Progress = Callable[[int], None]
"""Called with the number of chunks that were taken in."""


@dataclass(frozen=True, slots=True)
class Watermark:
    """How far an index has followed which catalogue, made how."""

    archive_id: str
    change: int
    """The number of the last change taken in."""
    fingerprint: str
    """What else must match for the index to be usable: the schema, or the embedding model."""


class FollowingIndex(Protocol):
    """What an index must offer to follow. Taking the same changes in twice must leave it as once."""

    batch_articles: int

    def watermark(self) -> Watermark: ...

    def apply(self, live: list[Chunk], gone: list[int], article_ids: list[int], /) -> None:
        """Hold exactly the `live` chunks of these articles, and none of the chunks in `gone`."""

    def advance(self, watermark: Watermark) -> None:
        """Make what was applied durable, then the watermark: after a crash between the two, work is only repeated."""


def catch_up(
    catalogue: Catalogue,
    index: FollowingIndex,
    progress: Progress | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> int:
    """Take in what `index` has not seen, all or until `stop` says so; returns how many chunks that were."""
    taken = 0
    mark = index.watermark()
    while not stop() and (batch := catalogue.changed_articles(mark.change, index.batch_articles)):
        article_ids = sorted({article_id for _, article_id in batch})
        live, gone = catalogue.chunks_of(article_ids)
        index.apply(live, gone, article_ids)
        mark = Watermark(mark.archive_id, batch[-1][0], mark.fingerprint)
        index.advance(mark)
        taken += len(live)
        if progress:
            progress(len(live))
    return taken


def read_watermark(path: Path) -> Watermark | None:
    """The watermark kept in a file; None when there is none that can be read."""
    try:
        kept = json.loads(path.read_text("utf-8"))
        return Watermark(str(kept["archive_id"]), int(kept["change"]), str(kept["fingerprint"]))
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None


def write_watermark(path: Path, watermark: Watermark) -> None:
    """Replace the file in one step, so that a reader never sees half of it."""
    new = path.with_suffix(".new")
    with new.open("w", encoding="utf-8") as file:
        json.dump(asdict(watermark), file)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
