"""A suite as a pytest file, and each of its cases as an item."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from clippings.core.errors import ClippingsError
from clippings.evaluation.case_runner import Examiner
from clippings.evaluation.pytest_plugin import RESULT
from clippings.evaluation.reporting.failure_text import failure_text
from clippings.evaluation.suites.file import LoadedSuite, SuiteError, check_sources, load
from clippings.evaluation.suites.suite import Case


class ClosedGap(pytest.PytestWarning):
    """A case that is marked `known_gap` passes: its mark can go."""


class ExpectationsFailed(AssertionError):
    """The text of a failed case, as the reader of the test run sees it."""


class SuiteFile(pytest.File):
    """A `*.qa.yaml` file."""

    def collect(self) -> Iterator[pytest.Item]:
        try:
            loaded = load(self.path)
        except SuiteError as error:
            raise self.CollectError(str(error)) from None
        with_xdist = self.config.pluginmanager.has_plugin("xdist")
        for case in loaded.suite.cases:
            item = CaseItem.from_parent(self, name=case.id, callobj=_test_of(case, loaded))
            item.extra_keyword_matches.update({case.kind} if case.kind else ())
            item.line = loaded.lines[case.id]
            if with_xdist:
                item.add_marker(pytest.mark.xdist_group("clippings"))
            yield item


class CaseItem(pytest.Function):
    """One question, or one conversation. A function item, so that fixtures work as in any test."""

    line = 1

    def reportinfo(self) -> tuple[Any, int | None, str]:
        return self.path, self.line - 1, self.name

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        if isinstance(excinfo.value, ExpectationsFailed | ClippingsError):
            return str(excinfo.value)
        return super().repr_failure(excinfo)


def _test_of(case: Case, loaded: LoadedSuite) -> Callable[..., None]:
    def ask_case(request: pytest.FixtureRequest, clippings_examiner: Examiner) -> None:
        if case.source is not None:
            check_sources(loaded, clippings_examiner.archive.catalogue.source_names())
        result = clippings_examiner.examine(case, suite=loaded.path.name)
        request.node.stash[RESULT] = result
        if result.status == "closed gap":
            request.node.warn(ClosedGap(f"{case.id} passes: remove its known_gap ({case.known_gap})."))
        elif not result.passed:
            if result.status == "known gap":
                pytest.xfail(case.known_gap or "")
            raise ExpectationsFailed(failure_text(result))

    return ask_case
