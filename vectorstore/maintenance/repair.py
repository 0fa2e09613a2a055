"""Make an archive whole: what disagrees with the catalogue is thrown away and built from it again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from clippings.core.errors import ClippingsError
from clippings.vectorstore.archive import Archive
from clippings.vectorstore.maintenance.progress import Stages
from clippings.vectorstore.maintenance.scrub import Damage, Part, scrub_catalogue, scrub_lexical, scrub_vectors

SEED = 7


@dataclass(frozen=True, slots=True)
class Scrubbed:
    """One part, looked at: what was wrong, and what was done about it."""

    part: Part
    damage: tuple[Damage, ...]
    repaired: bool = False
    not_looked_at: str = ""
    """Why, where it could not be."""

    @property
    def ok(self) -> bool:
        return self.repaired or not (self.damage or self.not_looked_at)


def scrub(archive: Archive, repair: bool, stages: Stages) -> list[Scrubbed]:
    """Look at every part, and build an index anew where it disagrees and `repair` is set; then look at it again.

    An index that is merely behind is not damaged: the next ingest takes in what it lacks.

    Raises:
        CatalogueDamaged: The catalogue cannot be read; nothing is built from it.
    """
    if damage := scrub_catalogue(archive.catalogue):
        return [Scrubbed("catalogue", tuple(damage))]
    return [
        Scrubbed("catalogue", ()),
        _part("lexical index", lambda: scrub_lexical(archive), lambda: _rebuild_lexical(archive, stages), repair),
        _vectors(archive, repair, stages),
    ]


def _vectors(archive: Archive, repair: bool, stages: Stages) -> Scrubbed:
    if not archive.vectors.own():
        return Scrubbed("vector index", (), not_looked_at="another process is using it")
    try:
        return _part(
            "vector index",
            lambda: scrub_vectors(archive, Random(SEED)),
            lambda: _rebuild_vectors(archive, stages),
            repair,
        )
    except ClippingsError as error:  # another model's, or a model that cannot be loaded
        return Scrubbed("vector index", (), not_looked_at=str(error))


def _part(part: Part, look: Callable[[], list[Damage]], rebuild: Callable[[], None], repair: bool) -> Scrubbed:
    damage = tuple(look())
    if not damage or not repair:
        return Scrubbed(part, damage)
    rebuild()
    left = look()
    return Scrubbed(part, tuple(left) or damage, repaired=not left)


def _rebuild_lexical(archive: Archive, stages: Stages) -> None:
    stages.stage("indexing", archive.catalogue.counts()[1])
    archive.lexical.rebuild(stages.advance)


def _rebuild_vectors(archive: Archive, stages: Stages) -> None:
    stages.stage("embedding", archive.catalogue.counts()[1])
    archive.vectors.rebuild(stages.advance)
