"""What the admin may say about how a source is read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import translate

MOST_ITEMS = 2_000
"""Pages that one run fetches of a source unless `max_items` says otherwise: half an hour at a page a second."""


def pattern(written: str) -> re.Pattern[str]:
    """A glob in which `*` stands for anything, or a regular expression after `re:`.

    Raises:
        re.error: The regular expression is none.
    """
    if written.startswith("re:"):
        return re.compile(written.removeprefix("re:"))
    return re.compile(rf"\A{translate(written)}")


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read a source; the defaults are for what is named on the command line."""

    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Where records keep a field: `{"text": ("story",)}`; looked at before the usual names."""
    include: tuple[re.Pattern[str], ...] = ()
    """Only paths and addresses that one of these matches."""
    exclude: tuple[re.Pattern[str], ...] = ()
    """None that one of these matches."""
    max_items: int | None = None
    """Documents in one run at most."""
    language: str = ""
    """For what does not tell its own."""
    time_zone: str = ""
    """Of the clock that its dates are printed by, for those written without a timezone or in UTC."""

    def wants(self, place: str) -> bool:
        """Whether a path or an address is to be read: globs match all of it, expressions any part."""
        if self.include and not any(one.search(place) for one in self.include):
            return False
        return not self._excludes(place)

    def excludes_folder(self, place: str) -> bool:
        """Whether nothing below a folder is to be read, as `*/lost+found/*` says."""
        return self._excludes(place) or self._excludes(f"{place}/")

    def _excludes(self, place: str) -> bool:
        return any(one.search(place) for one in self.exclude)
