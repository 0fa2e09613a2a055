"""`clippings doctor --scrub` and `--repair`"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from clippings.cli.check import DoctorCheck
from clippings.cli.options import open_archive

if TYPE_CHECKING:
    from clippings.vectorstore.maintenance.repair import Scrubbed


def checks(home: Path | None, repair: bool) -> Iterator[DoctorCheck]:
    """The catalogue and both indexes, compared; with `repair`, what disagreed has been built anew."""
    from clippings.cli.progress import TerminalProgress
    from clippings.core.errors import CatalogueDamaged
    from clippings.vectorstore.maintenance.repair import scrub

    try:
        with open_archive(home) as archive, TerminalProgress() as progress:
            found = scrub(archive, repair, progress)
    except CatalogueDamaged as error:
        yield DoctorCheck("catalogue", False, error.what, error.way_out)
        return
    for part in found:
        yield _check(part)


def _check(scrubbed: Scrubbed) -> DoctorCheck:
    from clippings.vectorstore.backup.catalogue_copy import RESTORE

    part = scrubbed.part
    told = "; ".join(damage.what for damage in scrubbed.damage)
    if scrubbed.not_looked_at:
        return DoctorCheck(part, False, f"not looked at: {scrubbed.not_looked_at}", "Stop that process or wait for it.")
    if not scrubbed.damage:
        return DoctorCheck(part, True, "agrees with the catalogue" if part != "catalogue" else "whole")
    if scrubbed.repaired:
        return DoctorCheck(part, True, f"built anew, because: {told}")
    way_out = RESTORE if part == "catalogue" else "Build it anew: clippings doctor --repair"
    return DoctorCheck(part, False, told, way_out)
