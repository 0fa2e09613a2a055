"""Many questions in one warm process: JSON Lines in, JSON Lines out, in the same order."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NoReturn

from clippings.cli.options import print_json, question_of, within_archive
from clippings.core.errors import ClippingsError, WrongUsage
from clippings.core.types import Question, Turn

if TYPE_CHECKING:
    from clippings.vectorstore.archive import Archive

_KEYS = {"id", "question", "since", "until", "source", "author", "language", "as_of", "history"}
_SEVERAL = ("source", "author", "language")
_MOST_TURNS = 100


def run(file: str, answer: Callable[[Question], dict[str, Any]], archive: Archive) -> None:
    """Print a JSON object for each line of a file, with the line's `id`.

    A line that is wrong, or that cannot be answered, gets `{"id", "error"}` in its place, and the rest go on.

    Args:
        file: A path, or - for stdin.
        answer: From a question to the object to print.
        archive: Whose sources the lines may name.

    Raises:
        WrongUsage: The file cannot be read.
    """
    with _opened(file) as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            case_id: Any = None
            try:
                case = _case(line, number)
                case_id = case.get("id")
                question = _question(case)
                print_json({"id": case_id, **answer(within_archive(archive, question))})
            except ClippingsError as error:
                print_json({"id": case_id, "error": error.what})
            sys.stdout.flush()


def _opened(file: str) -> AbstractContextManager[IO[bytes]]:
    if file == "-":
        return nullcontext(sys.stdin.buffer)
    try:
        return Path(file).open("rb")
    except OSError as error:
        raise WrongUsage(f"The batch {file} cannot be read ({error}).", "It is JSON Lines in UTF-8.") from error


def _case(line: bytes, number: int) -> dict[str, Any]:
    try:
        case = json.loads(line.decode("utf-8-sig"), parse_constant=_no_number)
    except UnicodeDecodeError as error:
        raise WrongUsage(f"line {number} is not UTF-8: {error}") from None
    except (ValueError, RecursionError) as error:
        raise WrongUsage(f"line {number} is not JSON: {error}") from None
    if not isinstance(case, dict):
        raise WrongUsage(f"line {number} is not a JSON object")
    if not _is_unicode(case.get("id")):
        raise WrongUsage(f"the id of line {number} is not text in Unicode: it holds half a character")
    return case


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"it has no {name}")


def _is_unicode(value: object) -> bool:
    """False where a string holds half a surrogate pair, which JSON can write and nothing can print."""
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def _question(case: dict[str, Any]) -> Question:
    for key, value in case.items():
        if key not in _KEYS:
            raise WrongUsage(f"unknown key {key!r}; a line may have {', '.join(sorted(_KEYS))}")
        if key not in {"id", *_SEVERAL, "history"} and value is not None and not isinstance(value, str):
            raise WrongUsage(f"{key!r} must be text")
        if not _is_unicode([key, value]):
            raise WrongUsage(f"{key!r} is not text in Unicode: it holds half a character")
    if "question" not in case:
        raise WrongUsage("the key 'question' is missing")
    sources, authors, languages = (_names(case, key) for key in _SEVERAL)
    question = question_of(
        case["question"] or "", case.get("since"), case.get("until"), sources, case.get("as_of"), authors, languages
    )
    return replace(question, history=_history(case.get("history"), question))


def _names(case: dict[str, Any], key: str) -> list[str] | None:
    """One name or several."""
    given = case.get(key)
    names = [given] if isinstance(given, str) else given
    if names is not None and not (isinstance(names, list) and all(isinstance(name, str) for name in names)):
        raise WrongUsage(f"{key!r} must be a name or a list of names")
    return names


def _history(given: object, question: Question) -> tuple[Turn, ...]:
    """The turns before, as asked within the same limits."""
    turns: list[Turn] = []
    if not (given is None or (isinstance(given, list) and len(given) <= _MOST_TURNS)):
        raise WrongUsage(f"'history' must be a list of at most {_MOST_TURNS} earlier turns")
    for turn in given or ():
        if not (isinstance(turn, dict) and all(isinstance(turn.get(key), str) for key in ("question", "answer"))):
            raise WrongUsage("'history' must be a list of {question, answer}, both of them text")
        turns.append(Turn(turn["question"], turn["answer"], question.since, question.until, question.sources))
    return tuple(turns)
