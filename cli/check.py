"""What `clippings doctor` finds of one part."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DoctorCheck:
    """One part: well or not, what was found, and what to do about it."""

    part: str
    ok: bool
    found: str
    way_out: str = ""
