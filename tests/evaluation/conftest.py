"""The command line in this process, and a run to look at."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from clippings.evaluation.clippings_judged import JudgedClipping
from clippings.evaluation.results import CaseResult, FailureResult, StatementJudgement, TurnResult
from clippings.evaluation.run import SuiteRun
from clippings.evaluation.run_metadata import RunMetadata
from clippings.evaluation.statement_results import StatementResult
from tests.cli.conftest import clippings

__all__ = ["clippings"]

HOSTILE = "<script>document.title='stolen'</script><img src=x onerror=\"document.title='stolen'\">"

_UNSAID = StatementResult(text="It weighs nothing.", cites=[1], precise=[False], supported=False, grounded=False)


def a_case(
    case_id: str, passed: bool = True, gap: str | None = None, text: str = "It is 47.2 metres tall."
) -> CaseResult:
    """A case with a citation, passages and, where it failed, a reason."""
    clipping = JudgedClipping(
        url="https://a.example/rocket",
        title="The rocket",
        source="Orbit",
        published_at="2021-10-22",
        number=1,
        text=text,
    )
    failed = FailureResult(expectation="contains", expected="miles", found="not in the answer", criterion="accuracy")
    return CaseResult(
        id=case_id,
        suite="my.qa.yaml",
        kind="how many",
        known_gap=gap,
        passed=passed,
        turns=[
            TurnResult(
                question=f"How tall is rocket {case_id}?",
                expect={"contains": ["miles"], "relevant": ["https://a.example/rocket"]},
                answer=f"{text} [1]",
                mode="extractive",
                confidence=0.8,
                citations=[clipping],
                statements=[
                    StatementResult(text=text, cites=[1], precise=[True], supported=True, grounded=True),
                    *([] if passed else [_UNSAID]),
                ],
                judgement=None
                if passed
                else StatementJudgement(faithful=False, complete=True, reason="It weighs something."),
                passages=[clipping.model_copy(update={"score": 0.5, "relevant": True})],
                failures=[] if passed else [failed],
                timings_ms={"retrieve": 10.0, "answer": 90.0, "total": 100.0},
                relevant=["https://a.example/rocket"],
                ranks={"https://a.example/rocket": 1},
            )
        ],
    )


def a_run(*results: CaseResult) -> SuiteRun:
    made = RunMetadata(
        clippings="0.1.0",
        started_at=datetime(2024, 1, 1, tzinfo=UTC),
        seconds=1.5,
        suites=["my.qa.yaml"],
        articles=54,
        chunks=123,
        embedded_chunks=123,
        last_change=55,
        catalogue_id="an-id",
        embedding_model="a-model",
        reranker_model=None,
        chat_model=None,
    )
    return SuiteRun(made=made, results=list(results))


@pytest.fixture
def mixed_run() -> SuiteRun:
    """One of each status, and an article that attacks the reader's browser."""
    return a_run(
        a_case("good"),
        a_case("bad", passed=False),
        a_case("gap", passed=False, gap="miles are not known"),
        a_case("closed", gap="was once"),
        a_case("hostile", text=HOSTILE),
    )
