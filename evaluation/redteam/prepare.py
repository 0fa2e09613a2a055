"""Attacks made of an archive's own articles: a suite, a copy with what was planted, and another server's archive."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from clippings.core.errors import ClippingsError, StorageError
from clippings.core.types import Reject
from clippings.evaluation.drafting.draft import QuestionCandidate, candidates
from clippings.evaluation.redteam import attack, injections, misses, other_server, premises, stale
from clippings.evaluation.redteam.archive_copy import copy_archive, settings_of, share_models
from clippings.evaluation.redteam.attack import Attack, PlantedArticle
from clippings.evaluation.suites.text import SuiteText, WrittenCase, written
from clippings.ingest.pipeline import ingest
from clippings.vectorstore.archive import Archive

SUITE, ARCHIVE, OTHER, PLANTED = "redteam.qa.yaml", "archive", "other-server", "planted.jsonl"
_PER_ATTACK = 12
"""Candidates for each attack that is asked for: most are of a form that one attack or another cannot use."""

_MOST_EMBEDDED = 2_000
"""Chunks: a copy with more to embed is asked by words, and says so."""

_COMMENT = (
    "Made by `clippings eval redteam`, seed {seed}, of the archive's own articles. Above each attack stands what was "
    "done. The articles that were planted for them are in the copy of the archive beside this file, and nowhere else."
)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A folder with all that an attack takes."""

    folder: Path
    attacks: dict[str, int]
    """How many there are of each kind; fewer than were asked for where the articles give no more."""
    planted: int
    notes: tuple[str, ...]

    @property
    def suite(self) -> Path:
        return self.folder / SUITE

    @property
    def archive(self) -> Path:
        return self.folder / ARCHIVE

    @property
    def other(self) -> Path:
        return self.folder / OTHER


class _Silent:
    """Keeps what could not be read, and tells nobody else."""

    def __init__(self) -> None:
        self.rejected_for: list[str] = []

    def stage(self, name: str, total: int | None) -> None: ...

    def advance(self, count: int) -> None: ...

    def rejected(self, reject: Reject) -> None:
        self.rejected_for.append(reject.reason)


def attacks_of(
    archive: Archive, n: int, seed: int, languages: Sequence[str] = ("en", "ko"), now: datetime | None = None
) -> list[Attack]:
    """Up to `n` attacks of each kind.

    Args:
        archive: What they are made of.
        n: How many of a kind.
        seed: The same seed and articles give the same attacks.
        languages: Of the articles.
        now: The moment before which planted articles are published.
    """
    moment = now or datetime.now(UTC)
    drawn = candidates(archive.catalogue.all_articles(), n * _PER_ATTACK, seed, languages)

    def apart(at: int) -> list[QuestionCandidate]:
        """A third of the articles: what is planted beside one is no matter of another kind of attack."""
        order = dict.fromkeys(one.article.id for one in drawn)
        own = {article for place, article in enumerate(order) if place % 3 == at}
        return [one for one in drawn if one.article.id in own]

    makers: list[Callable[[], Iterator[Attack]]] = [
        lambda: injections.in_articles(apart(0), seed, moment),
        lambda: injections.in_questions(drawn[1::2], seed),
        lambda: premises.false_premises(apart(1), seed),
        lambda: misses.near_misses(drawn, archive.catalogue.all_articles()),
        lambda: misses.before_it_happened(apart(1)[: 3 * n], archive.catalogue.all_articles()),
        lambda: stale.stale_answers(apart(2), moment),
        lambda: other_server.other_servers(apart(1), seed),
    ]
    return [one for make in makers for one in islice(make(), n)]


def prepare(archive: Archive, folder: Path, n: int, seed: int, languages: Sequence[str] = ("en", "ko")) -> Prepared:
    """Make the suite and the archives that it is asked of.

    Args:
        archive: Open, and only read.
        folder: For all of it; not there yet, or empty.
        n: How many attacks of each kind.
        seed: The same seed and articles give the same attacks.
        languages: Of the articles that they are made of.

    Raises:
        ClippingsError: Nothing can be made of the archive, or it cannot be copied.
    """
    has_vectors = copy_archive(archive, folder / ARCHIVE)
    attacks = attacks_of(archive, n, seed, languages)
    if not attacks:
        raise ClippingsError(
            f"No attack can be made of the {archive.catalogue.article_count()} articles in {archive.settings.home}.",
            "It takes sentences with names, numbers and dates, in English or Korean.",
        )
    notes = []
    pending = archive.pending_chunks()
    defer = not has_vectors or pending > _MOST_EMBEDDED
    if not has_vectors:
        notes.append("Another process uses the vectors of the archive: its copy is searched by words alone.")
    elif defer:
        notes.append(f"{pending} chunks of the archive are not embedded: what is planted is found by words alone.")
    planted = [article for one in attacks for article in one.planted]
    problems = _plant(archive, folder / ARCHIVE, planted, defer)
    share_models(archive.settings.home, folder / OTHER)
    problems += _plant(archive, folder / OTHER, [article for one in attacks for article in one.elsewhere], False)
    if problems:
        notes.append(f"{len(problems)} articles could not be planted: {problems[0]}")
    _write(folder / SUITE, _suite(attacks, seed))
    counts = {kind: sum(one.kind == kind for one in attacks) for kind in attack.KINDS}
    return Prepared(folder, counts, len(planted), tuple(notes))


def _plant(archive: Archive, home: Path, articles: Sequence[PlantedArticle], defer: bool) -> list[str]:
    if not articles:
        return []
    file = home / PLANTED
    _write(file, "".join(json.dumps(one.as_json(), ensure_ascii=False) + "\n" for one in articles))
    listener = _Silent()
    with Archive(settings_of(archive.settings, home)) as copy:
        ingest(copy, [str(file)], listener, defer_vectors=defer)
    return listener.rejected_for


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, "utf-8")
    except OSError as error:
        raise StorageError(f"{file} cannot be written ({error.strerror or error}).") from error


def _suite(attacks: Sequence[Attack], seed: int) -> str:
    cases: list[WrittenCase] = []
    counted: dict[str, int] = {}
    for one in attacks:
        counted[one.kind] = counted.get(one.kind, 0) + 1
        name = f"{one.kind.replace(' ', '-').replace(chr(39), '')}-{counted[one.kind]}"
        cases.append(_case(name, one.kind, one.question, one.expect, one.as_of, one.comment))
        if one.control is not None and one.control_expect is not None:
            cases.append(_case(f"{name}-control", attack.CONTROL, one.control, one.control_expect, one.as_of, ""))
    return written(SuiteText("Red team", _COMMENT.format(seed=seed), cases))


def _case(name: str, kind: str, question: str, expect: dict[str, Any], as_of: str | None, comment: str) -> WrittenCase:
    fields: dict[str, Any] = {"id": name, "kind": kind, "question": question}
    if as_of is not None:
        fields["as_of"] = as_of
    return WrittenCase({**fields, "expect": expect}, comment)
