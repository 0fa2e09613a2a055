"""`*.qa.yaml` files as tests: one item a question, one a conversation. The entry point, loaded in every pytest run.

So it is light: until a suite is collected or a fixture is used, nothing of Clippings but this file is imported.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from clippings.core.types import Answer
    from clippings.evaluation.case_runner import Examiner
    from clippings.evaluation.plugin.archive import Examiners
    from clippings.evaluation.plugin.items import SuiteFile
    from clippings.evaluation.results import CaseResult
    from clippings.vectorstore.archive import Archive

_SUFFIXES = (".qa.yaml", ".qa.yml")
RESULT: pytest.StashKey[CaseResult] = pytest.StashKey()
"""What came of an item's case."""
_FIXTURE = "clippings_examiner"


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("clippings", "questions to a news archive (*.qa.yaml)")
    group.addoption("--clippings-home", metavar="FOLDER", help="the archive to ask (else CLIPPINGS_HOME)")
    group.addoption(
        "--qa-min",
        action="append",
        default=[],
        metavar="METRIC=VALUE",
        help="fail the run when a metric over all questions is below this (a time in _ms or an error: above it), "
        "e.g. hit@5=0.9",
    )


def pytest_configure(config: pytest.Config) -> None:
    least = config.getoption("qa_min")
    if least:
        from clippings.evaluation import gates

        try:
            gates.parse(least)
        except ValueError as error:
            raise pytest.UsageError(str(error)) from None
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(_Tally(least), "clippings-tally")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> SuiteFile | None:
    if not file_path.name.endswith(_SUFFIXES):
        return None
    from clippings.evaluation.plugin.items import SuiteFile

    return SuiteFile.from_parent(parent, path=file_path)


@pytest.fixture(scope="session")
def clippings_home(pytestconfig: pytest.Config) -> Path | None:
    """The archive's folder. Override it in a conftest.py to ask an archive that a fixture makes."""
    given = pytestconfig.getoption("clippings_home")
    return Path(given) if given else None


@pytest.fixture(scope="session")
def _clippings_examiners() -> Iterator[Examiners]:
    from clippings.evaluation.plugin.archive import Examiners

    with Examiners() as examiners:
        yield examiners


@pytest.fixture
def clippings_examiner(_clippings_examiners: Examiners, clippings_home: Path | None) -> Iterator[Examiner]:
    """What asks the questions of a suite, opened once a run."""
    with _clippings_examiners.turn(clippings_home) as examiner:
        yield examiner


@pytest.fixture
def archive(clippings_examiner: Examiner) -> Archive:
    """The archive under test, open."""
    return clippings_examiner.archive


@pytest.fixture
def ask(clippings_examiner: Examiner) -> Callable[..., Answer]:
    """Ask the archive: `ask("Why?", since="2023-03-01", until=..., source=..., as_of=...)` returns an `Answer`."""
    from clippings.evaluation.plugin.archive import asking

    return asking(clippings_examiner)


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """Other tests may use the archive too: its vectors are let go of where no question follows."""
    if _FIXTURE in getattr(item, "fixturenames", ()) and _FIXTURE not in getattr(nextitem, "fixturenames", ()):
        examiner = (getattr(item, "funcargs", None) or {}).get(_FIXTURE)
        if examiner is not None:
            examiner.archive.vectors.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    result = item.stash.get(RESULT, None)
    if result is not None and call.when == "call":
        report.__dict__["clippings_result"] = result.model_dump(mode="json")  # attributes travel from xdist's workers
    return report


class _Tally:
    """Sums up, in the process where the reports of all workers arrive."""

    def __init__(self, least: list[str]) -> None:
        self._least = least
        self._results: list[dict[str, Any]] = []
        self._told: list[str] = []
        self._fell_short: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        result = getattr(report, "clippings_result", None)
        if result is not None:
            self._results.append(result)

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if session.config.getoption("collectonly") or not (self._results or self._least):
            return
        from clippings.evaluation import gates

        self._told, figures = gates.told(self._results)
        self._fell_short = gates.fell_short(gates.parse(self._least), figures)
        if self._fell_short and session.exitstatus in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self._told or self._fell_short:
            terminalreporter.section("questions to the archive")
            for line in self._told:
                terminalreporter.line(line)
            for line in self._fell_short:
                terminalreporter.line(line, red=True)
