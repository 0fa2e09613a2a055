"""`sources.yaml`: what the newsroom has, where, and how often to look."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from clippings.core.errors import WrongUsage
from clippings.ingest import record_fields
from clippings.ingest.extraction.dates import time_zones
from clippings.ingest.scheduling.triggers import Timetable, timetable
from clippings.ingest.sources.options import ReadOptions, pattern

NAME = "sources.yaml"
SourceKind = Literal["auto", "files", "page", "feed", "sitemap", "url_list", "warc"]


class SourcesFileError(WrongUsage):
    """The file cannot be read, or something in it is not as it must be."""


class SourceSpec(BaseModel):
    """One source. `sources.example.yaml` explains each field."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)

    name: Annotated[str, Field(min_length=1, max_length=200)]
    address: tuple[str, ...]
    kind: SourceKind = "auto"
    schedule: Timetable | None = None
    source: Annotated[str, Field(max_length=200)] = ""
    language: Annotated[str, Field(pattern=r"^([A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,4})?$")] = ""
    time_zone: str = ""
    fields: dict[str, tuple[str, ...]] = {}
    include: tuple[re.Pattern[str], ...] = ()
    exclude: tuple[re.Pattern[str], ...] = ()
    complete: bool = False
    allow_hosts: tuple[str, ...] = ()
    max_items: Annotated[int, Field(gt=0)] | None = None
    public_only: bool = False
    """Never leads to this machine or its local network, whatever CLIPPINGS_ALLOW_LOCAL_ADDRESSES says."""

    @property
    def options(self) -> ReadOptions:
        return ReadOptions(self.fields, self.include, self.exclude, self.max_items, self.language, self.time_zone)

    @property
    def recipe(self) -> str:
        """What a page becomes, or which pages a feed gives, depends on this; after a change all is fetched anew."""
        include, exclude = ([one.pattern for one in patterns] for patterns in (self.include, self.exclude))
        told = f"{self.source}|{self.language}|{self.fields}|{include}|{exclude}"
        return f"{told}|{self.time_zone}" if self.time_zone else told

    @field_validator("time_zone")
    @classmethod
    def _is_a_time_zone(cls, given: str) -> str:
        if given:
            time_zones.zone(given)
        return given

    @field_validator("include", "exclude", mode="before")
    @classmethod
    def _patterns(cls, given: Any) -> Any:
        if not isinstance(given, list | tuple) or not all(isinstance(one, str) for one in given):
            raise ValueError("a pattern or a list of patterns")
        try:
            return tuple(pattern(one) for one in given)
        except re.error as error:
            raise ValueError(f"not a regular expression: {error}") from None

    @field_validator("address", "include", "exclude", "allow_hosts", mode="before")
    @classmethod
    def _one_or_several(cls, given: Any) -> Any:
        """Runs before `_patterns`: pydantic calls the last of such validators first."""
        return (given,) if isinstance(given, str) else given

    @field_validator("address")
    @classmethod
    def _has_an_address(cls, given: tuple[str, ...]) -> tuple[str, ...]:
        if not given or not all(one.strip() for one in given):
            raise ValueError("a path, a glob or an address is missing")
        return given

    @model_validator(mode="after")
    def _feeds_are_never_complete(self) -> SourceSpec:
        if self.complete and self.kind == "feed":
            raise ValueError("complete: a feed has only the latest articles, so it never says which are gone")
        return self

    @field_validator("schedule", mode="before")
    @classmethod
    def _schedule(cls, given: Any) -> Any:
        return timetable(given)

    @field_validator("fields", mode="before")
    @classmethod
    def _names(cls, given: Any) -> Any:
        if not isinstance(given, dict):
            raise ValueError("a mapping such as {text: story, published_at: date}")
        unknown = sorted(str(name) for name in given if name not in record_fields.FIELDS)
        if unknown:
            raise ValueError(f"{', '.join(unknown)}: not fields of an article ({', '.join(record_fields.FIELDS)})")
        return {name: (one,) if isinstance(one, str) else one for name, one in given.items()}


class _Sources(BaseModel):
    model_config = ConfigDict(extra="forbid")

    sources: list[SourceSpec]

    @model_validator(mode="after")
    def _no_name_twice(self) -> _Sources:
        names = [one.name for one in self.sources]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"two sources are named {twice[0]!r}")
        return self


def load(file: Path) -> list[SourceSpec]:
    """The sources of a file; relative paths in it count from its folder.

    Raises:
        SourcesFileError: It cannot be read, or a field is wrong; the message names file, line, source and field.
    """
    try:
        text = file.read_text("utf-8")
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        found = yaml.safe_load(text)
    except OSError as error:
        raise SourcesFileError(
            f"{file} cannot be read ({error.strerror}).", "sources.example.yaml shows one."
        ) from None
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        reason = getattr(error, "problem", None) or error
        raise SourcesFileError(f"{file}{line}: not YAML ({reason}).", "sources.example.yaml shows the form.") from None
    try:
        specs = _Sources.model_validate(found if found is not None else {"sources": []}).sources
    except ValidationError as error:
        raise SourcesFileError(
            _explained(file, found, root, error), "sources.example.yaml explains every field."
        ) from None
    return [spec.model_copy(update={"address": tuple(_placed(one, file) for one in spec.address)}) for spec in specs]


def _placed(address: str, file: Path) -> str:
    if address.startswith(("http://", "https://")):
        return address
    return str(file.absolute().parent / Path(address).expanduser())


def _explained(file: Path, found: Any, root: Any, error: ValidationError) -> str:
    lines = []
    for problem in error.errors(include_url=False, include_input=False)[:5]:
        where = problem["loc"]
        line = _line(root, where)
        source = ""
        if len(where) > 1 and where[0] == "sources" and isinstance(where[1], int):
            entry = found["sources"][where[1]]
            named = entry.get("name") if isinstance(entry, dict) else None
            source = f"source {named!r}" if named else f"source {where[1] + 1}"
        field = ".".join(str(part) for part in where[2:]) if source else ".".join(str(part) for part in where)
        told = problem["msg"].removeprefix("Value error, ")
        lines.append(": ".join(filter(None, [f"{file}{f', line {line}' if line else ''}", source, field, told])))
    return "\n".join(lines)


def _line(node: Any, where: tuple[int | str, ...]) -> int | None:
    """The line of a field; of what it belongs to when the field itself is not there."""
    line = None
    for part in where:
        if isinstance(node, yaml.MappingNode):
            pair = next((pair for pair in node.value if pair[0].value == part), None)
            if pair is None:
                break
            line, node = pair[0].start_mark.line + 1, pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line + 1
        else:
            break
    return line
