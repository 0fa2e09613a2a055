"""The table of known record shapes, and which of them a record has."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

from clippings.ingest.record_shapes.names import folded
from clippings.ingest.record_shapes.paths import ENVELOPE, exists

Paths = Mapping[str, tuple[str, ...]]
_NOTHING: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Shape:
    """How one tool writes an article. `shapes.toml` explains the parts."""

    name: str
    when: tuple[str, ...]
    paths: Paths
    """Of each field, and of status, embargo and id: where it stands."""
    utc: Mapping[str, str]
    base: tuple[str, ...]
    cuts: bool
    """Whether the tool cuts off texts, so that an ellipsis at their end says so."""
    states: Mapping[str, str]
    """What its numbers for a status mean."""
    has_flags: bool
    """Whether `published: false` and the like say here what they say elsewhere."""
    undated: str
    """What a record is whose date of publication is there and empty; "" where that says nothing."""
    names: frozenset[str]
    """What a record of this shape has at its top, so that most shapes are ruled out by one comparison."""

    def fits(self, record: Mapping[str, Any], envelope: Mapping[str, Any]) -> bool:
        """Whether a record has all the paths that tell this shape."""
        if not self.names <= record.keys():
            return False
        for path in self.when:
            looked_in, inside = (envelope, path[len(ENVELOPE) :]) if path.startswith(ENVELOPE) else (record, path)
            if not exists(looked_in, inside):
                return False
        return True


def shape_of(record: Mapping[str, Any], envelope: Mapping[str, Any] | None = None) -> Shape | None:
    """The first shape of the table that a record has, None when it has none of them.

    Args:
        record: One article.
        envelope: The object that encloses the list in which it stands, if any.
    """
    envelope = _NOTHING if envelope is None else envelope
    return next((shape for shape in _table()[1] if shape.fits(record, envelope)), None)


def usual_paths() -> Paths:
    """Where records of no known shape keep the fields, for each field in order."""
    return _table()[0]


@functools.cache
def usual_names() -> Mapping[str, tuple[tuple[str, int], ...]]:
    """For each of the usual names, folded: the field that it may be, and its place among its names."""
    names: dict[str, list[tuple[str, int]]] = {}
    for field, paths in usual_paths().items():
        for place, path in enumerate(paths):
            names.setdefault(folded(path), []).append((field, place))
    return {name: tuple(meanings) for name, meanings in names.items()}


@functools.cache
def _table() -> tuple[Paths, tuple[Shape, ...]]:
    text = resources.files(__package__).joinpath("shapes.toml").read_text("utf-8")
    table = tomllib.loads(text)
    shapes = []
    for entry in table["shape"]:
        paths = {name: tuple(where) for name, where in entry.items() if isinstance(where, list)}
        when, base = paths.pop("when"), paths.pop("base", ())
        names = frozenset(path.partition(".")[0] for path in when if not path.startswith(ENVELOPE))
        told = entry.get("states", {}), entry.get("flags", True), entry.get("undated", "")
        cuts = entry.get("cuts", False)
        shapes.append(Shape(entry["name"], when, paths, entry.get("utc", {}), base, cuts, *told, names))
    return {name: tuple(where) for name, where in table["usual"].items()}, tuple(shapes)
