"""A suite from its file. Whatever is wrong is named with file, line and field, and with what was probably meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError

from clippings.core.errors import WrongUsage
from clippings.evaluation.suites.suite import Asked, Case, Expectations, SimilarTo, Suite

SUFFIXES = (".qa.yaml", ".qa.yml")
_DEEPEST = 12
_MOST_TOLD = 20
_Loader: type[yaml.BaseLoader] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Values stay as they are written: `No` is a word, `0.50` keeps its zero and 2023-03-16 is checked by us."""

_At = tuple[str | int, ...]


class SuiteError(WrongUsage):
    """A suite that cannot be run (exit code 2): each line of the message is one `file:line: field: what is wrong`."""


@dataclass(frozen=True, slots=True)
class LoadedSuite:
    """A suite, and where its cases stand in its file."""

    path: Path
    suite: Suite
    lines: dict[str, int]
    """Line of each case by its id, counted from 1."""
    source_lines: dict[str, int]
    """Line of each case's `source`, by the case's id."""


def load(path: Path) -> LoadedSuite:
    """Read and check a suite.

    Raises:
        SuiteError: It cannot be read, is not YAML, or is not a suite.
    """
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SuiteError(f"{path}: the suite cannot be read ({error}).", "It is a YAML file in UTF-8.") from error
    marks: dict[_At, int] = {}
    try:
        root = yaml.compose(text, Loader=_Loader)
        value = _plain(root, (), marks, path) if root is not None else None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise SuiteError(f"{path}:{line}: this is not YAML: {error.problem or error.context}.") from None
    except yaml.YAMLError as error:
        raise SuiteError(f"{path}: this is not YAML: {error}.") from None
    if not isinstance(value, dict):
        raise SuiteError(f"{path}:1: a suite is a mapping that begins with `cases:`.")
    try:
        suite = Suite.model_validate(value)
    except ValidationError as error:
        raise SuiteError("\n".join(_told(path, error, value, marks))) from None
    lines: dict[str, int] = {}
    for index, case in enumerate(suite.cases):
        line = marks.get(("cases", index, "id"), 1)
        if case.id in lines:
            raise SuiteError(
                f"{path}:{line}: cases[{index}].id: {case.id!r} is already the id of line {lines[case.id]}."
            )
        lines[case.id] = line
    sources = {
        case.id: marks[("cases", index, "source")] for index, case in enumerate(suite.cases) if case.source is not None
    }
    return LoadedSuite(path, suite, lines, sources)


def find(names: Iterable[str]) -> list[Path]:
    """The suites that are meant: files as they are, and every `*.qa.yaml` in folders.

    Raises:
        SuiteError: A file is not there, or a folder has none.
    """
    found: dict[Path, None] = {}
    for name in names:
        path = Path(name)
        if path.is_dir():
            inside = sorted(file for suffix in SUFFIXES for file in path.rglob(f"*{suffix}"))
            if not inside:
                raise SuiteError(f"{path}: there is no suite in this folder.", f"Their names end in {SUFFIXES[0]}.")
            found.update(dict.fromkeys(inside))
        elif path.is_file():
            found[path] = None
        else:
            raise SuiteError(f"{path}: there is no such suite.")
    return list(found)


def check_sources(loaded: LoadedSuite, known: Sequence[str]) -> None:
    """Refuse limits to sources that the archive does not have.

    Raises:
        SuiteError: Names the case's line and the nearest source.
    """
    problems = []
    for index, case in enumerate(loaded.suite.cases):
        for name in case.source or ():
            if name not in known:
                near = difflib.get_close_matches(name, known, n=1, cutoff=0.4)
                meant = f" Did you mean {near[0]!r}?" if near else " `clippings status` lists the sources."
                where = f"{loaded.path}:{loaded.source_lines[case.id]}: cases[{index}].source"
                problems.append(f"{where}: the archive has no source {name!r}.{meant}")
    if problems:
        raise SuiteError("\n".join(problems))


def _plain(node: yaml.Node, at: _At, marks: dict[_At, int], path: Path) -> Any:
    """A node's value in plain lists, mappings and strings; `marks` takes the line of each."""
    marks.setdefault(at, node.start_mark.line + 1)
    if len(at) > _DEEPEST:
        raise SuiteError(f"{path}:{node.start_mark.line + 1}: nested deeper than a suite is.")
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, (*at, index), marks, path) for index, child in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        found: dict[str, Any] = {}
        for key, child in node.value:
            line = key.start_mark.line + 1
            name = key.value if isinstance(key, yaml.ScalarNode) else "?"
            if name in found:
                raise SuiteError(f"{path}:{line}: {_written((*at, name))}: given twice.")
            marks[(*at, name)] = line
            found[name] = _plain(child, (*at, name), marks, path)
        return found
    return str(node.value)


def _told(path: Path, error: ValidationError, value: dict[str, Any], marks: dict[_At, int]) -> Iterable[str]:
    problems: dict[tuple[int, str], None] = {}
    for problem in error.errors(include_url=False):
        at = _within(problem["loc"], value)
        line = next(marks[at[:size]] for size in range(len(at), -1, -1) if at[:size] in marks)
        problems[line, f"{path}:{line}: {_written(at)}: {_what(problem, at)}"] = None
    told = [text for _, text in sorted(problems)]
    yield from told[:_MOST_TOLD]
    if len(told) > _MOST_TOLD:
        yield f"and {len(told) - _MOST_TOLD} more"


def _what(problem: Any, at: _At) -> str:
    kind = problem["type"]
    if kind == "extra_forbidden":
        names = list(_model_at(at[:-1]).model_fields)
        near = difflib.get_close_matches(str(at[-1]), names, n=1)
        meant = f" Did you mean {near[0]!r}?" if near else f" There may be: {', '.join(names)}."
        return f"there is no {str(at[-1])!r} here.{meant}"
    if kind == "missing":
        return "is missing."
    if kind in {"too_short", "string_too_short"}:
        return "is empty: a suite without questions." if at == ("cases",) else "is empty."
    if kind in {"model_type", "dict_type", "list_type"}:
        return f"should be a {'list' if kind == 'list_type' else 'mapping'} (it is {problem['input']!r})."
    if kind == "value_error":
        return f"{problem['ctx']['error']}."
    return f"{problem['msg']} (it is {problem['input']!r})."


def _model_at(at: _At) -> type[BaseModel]:
    names = [part for part in at if isinstance(part, str)]
    last = names[-1] if names else ""
    models: dict[str, type[BaseModel]] = {
        "cases": Case,
        "turns": Asked,
        "expect": Expectations,
        "similar_to": SimilarTo,
    }
    return models.get(last, Suite)


def _within(loc: tuple[str | int, ...], value: Any) -> _At:
    """The part of pydantic's location that is in the file: it also names validators and list items of one string."""
    at: _At = ()
    for place, part in enumerate(loc):
        if isinstance(value, dict) and isinstance(part, str) and not part.startswith(("function-", "list[")):
            if part not in value:
                return (*at, part) if place == len(loc) - 1 else at
            value = value[part]
        elif isinstance(value, list) and isinstance(part, int) and part < len(value):
            value = value[part]
        else:
            continue
        at = (*at, part)
    return at


def _written(at: _At) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in at).lstrip(".") or "the suite"
