"""A whole run: suites asked of one archive, with what is needed to repeat it."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, Field

from clippings.core.errors import ClippingsError
from clippings.core.settings import Settings
from clippings.evaluation.case_examiner import CaseExaminer
from clippings.evaluation.judging.entailment import entailment
from clippings.evaluation.metrics.summary import Figure, summarise
from clippings.evaluation.not_judged import not_judged
from clippings.evaluation.not_judged import told as told_not_judged
from clippings.evaluation.power import Power, power_of
from clippings.evaluation.results import NOT_JUDGED, CaseResult
from clippings.evaluation.run_metadata import RunMetadata
from clippings.evaluation.slices import by_kind
from clippings.evaluation.stability import Stability, ask_again, stability_of
from clippings.evaluation.suites.file import LoadedSuite, SuiteError, check_sources
from clippings.evaluation.suites.suite import CRITERIA
from clippings.evaluation.systems.examiner import SystemExaminer
from clippings.evaluation.systems.system import System
from clippings.evaluation.usage import Price, RunUsage, priced, usage_of

if TYPE_CHECKING:
    from clippings.evaluation.case_runner import Examiner
    from clippings.evaluation.judging.judge import Judge
    from clippings.vectorstore.archive import Archive

Progress = Callable[[CaseResult], None]


class SuiteRun(BaseModel):
    """The results of a run: those of the first attempt at each case."""

    made: RunMetadata
    results: list[CaseResult]
    warnings: list[str] = Field(default_factory=list)
    stability: Stability | None = None
    """What further attempts showed, where there were any."""
    usage: RunUsage | None = None
    """What all attempts cost."""

    def count(self, *statuses: str) -> int:
        return sum(result.status in statuses for result in self.results)

    @property
    def is_good(self) -> bool:
        """Every question ran at every attempt, and whatever failed was known to."""
        known = {result.id for result in self.results if result.known_gap}
        flips = self.stability.flips if self.stability else []
        return not self.count("failed") and all(flip.id in known for flip in flips)

    @property
    def power(self) -> Power | None:
        """What so many questions could have shown; None where none was judged."""
        return power_of(sum(result.is_judged for result in self.results))

    def figures(self) -> dict[str, Figure]:
        return summarise(self.results)

    def by_criterion(self) -> dict[str, int]:
        """How many expectations failed, by the newsroom's criterion; known gaps count too."""
        failed = [one.criterion for result in self.results for turn in result.turns for one in turn.failures]
        return {criterion: failed.count(criterion) for criterion in CRITERIA}

    def as_json(self) -> dict[str, Any]:
        """The JSON of `clippings eval`."""
        figures = self.figures()
        return {
            "cases": len(self.results),
            "passed": self.count("passed", "closed gap"),
            "failed": self.count("failed"),
            "known_gaps": self.count("known gap"),
            "not_judged": self.count("not judged"),
            "closed_gaps": [result.id for result in self.results if result.status == "closed gap"],
            "metrics": {name: round(figure.value, 4) for name, figure in figures.items()},
            "intervals": {
                name: [round(bound, 4) for bound in figure.interval]
                for name, figure in figures.items()
                if figure.interval
            },
            "questions": {name: figure.n for name, figure in figures.items()},
            "failures_by_criterion": self.by_criterion(),
            "kinds": {
                group.name: {"n": group.n, "passed": group.passed, "facts": group.facts, "facts_told": group.told}
                for group in by_kind(self.results)
            },
            "expectations_not_judged": not_judged(self.results),
            "power": self.power.model_dump(mode="json") if self.power else None,
            "stability": self.stability.model_dump(mode="json") if self.stability else None,
            "usage": self.usage.model_dump(mode="json") if self.usage else None,
            "warnings": self.warnings,
            "run": self.made.model_dump(mode="json"),
            "results": [result.as_json() for result in self.results],
        }


@contextlib.contextmanager
def examiner(settings: Settings, judge: Judge | None = None) -> Iterator[Examiner]:
    """An examiner of the archive that the settings name, warm.

    Args:
        settings: Also name the model that judges statements.
        judge: A chat model that judges answers besides.

    Raises:
        ClippingsError: It cannot be opened, or is empty.
    """
    from clippings.chain.assemble import make_asker
    from clippings.evaluation.case_runner import Examiner
    from clippings.vectorstore.archive import Archive

    with Archive(settings) as archive:
        refuse_empty(archive)
        asker = make_asker(archive)
        asker.warm_up()
        yield Examiner(asker, entailment=entailment(settings), judge=judge)


@contextlib.contextmanager
def system_examiner(system: System, settings: Settings, judge: Judge | None = None) -> Iterator[SystemExaminer]:
    """An examiner of another system, which is ended afterwards. No archive is opened.

    Args:
        settings: Name the model that judges statements.
        judge: A chat model that judges answers besides.
    """
    try:
        yield SystemExaminer(system, settings, judge)
    finally:
        system.close()


def refuse_empty(archive: Archive) -> None:
    """An empty archive answers nothing, so its results would mean nothing.

    Raises:
        ClippingsError: It is empty.
    """
    if not archive.catalogue.counts()[0]:
        raise ClippingsError(
            f"The archive in {archive.settings.home} is empty: there is nothing to ask.",
            "Fill it with `clippings ingest`, or name another with --home.",
        )


def run(
    examiner: CaseExaminer,
    suites: Sequence[LoadedSuite],
    progress: Progress | None = None,
    *,
    repeats: int = 1,
    every_time: bool = False,
    price: Price | None = None,
) -> SuiteRun:
    """Ask every question of every suite.

    Args:
        progress: Is called after each attempt at a case.
        repeats: How often each case is asked, unless asking again can tell nothing new.
        every_time: Also where it cannot.
        price: Of the tokens of answers that tell no cost.

    Raises:
        SuiteError: A suite limits a question to a source that the archive does not have, or two suites share an id.
    """
    known = examiner.source_names()
    _refuse_shared_ids(suites)
    for loaded in suites:
        if known is not None:
            check_sources(loaded, known)
    of = examiner.made([str(loaded.path) for loaded in suites])
    if examiner.judge is not None:
        of.judge = examiner.judge.agreement()
    began = time.perf_counter()
    cases = [(case, loaded.path.name) for loaded in suites for case in loaded.suite.cases]

    def attempt(place: int, number: int) -> CaseResult:
        case, suite = cases[place]
        result = priced(examiner.examine(case, suite, number), price)
        if progress:
            progress(result)
        return result

    results = [attempt(place, 1) for place in range(len(cases))]
    attempts = ask_again(results, repeats, attempt, every_time=every_time)
    of.seconds = round(time.perf_counter() - began, 2)
    return SuiteRun(
        made=of,
        results=results,
        warnings=warnings_of(of, results),
        stability=stability_of(attempts, repeats) if repeats > 1 else None,
        usage=usage_of((result for one in attempts for result in one.results), of.seconds),
    )


def _refuse_shared_ids(suites: Sequence[LoadedSuite]) -> None:
    seen: dict[str, Path] = {}
    for loaded in suites:
        for case_id, line in loaded.lines.items():
            if case_id in seen:
                raise SuiteError(f"{loaded.path}:{line}: the id {case_id!r} is also in {seen[case_id]}.")
        seen.update(dict.fromkeys(loaded.lines, loaded.path))


def warnings_of(made: RunMetadata, results: Sequence[CaseResult]) -> list[str]:
    """What a reader of the figures has to know: an archive that is behind or only half searched, gaps that closed."""
    told = told_not_judged(results)
    if behind := made.chunks - made.embedded_chunks:
        told.append(f"The archive is behind: {behind} of {made.chunks} chunks are not embedded yet (clippings ingest).")
    by_words = {
        note: None
        for result in results
        for turn in result.turns
        for note in turn.notes
        if note.startswith("Found by words")
    }
    told.extend(f"Not the whole archive was searched. {note}" for note in by_words if not behind)
    if not_judged := sum(
        note.startswith(NOT_JUDGED) for result in results for turn in result.turns for note in turn.notes
    ):
        told.append(f"The chat model gave no judgement of {not_judged} answers; they are left out of its figures.")
    told.extend(
        f"A known gap has closed, remove its mark: {result.id}"
        for result in results
        if result.status == "closed gap" and made.system is None  # the marks are about the archive's answers
    )
    return told
