"""Each statement of an answer held against what it cites, and against everything that was retrieved."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel

from clippings.core.time_window import day
from clippings.core.types import Answer, Article, Passage
from clippings.evaluation.judging.entailment import Entailment
from clippings.evaluation.metrics.citations import Proof, Verdict, is_grounded, judge
from clippings.evaluation.statements import statements


class StatementResult(BaseModel):
    """One sentence of an answer, judged."""

    text: str
    cites: list[int]
    precise: list[bool]
    """For each citation, whether the statement needs it or is proved by it alone."""
    supported: bool
    """Whether its citations together say it."""
    grounded: bool
    """Whether they or a retrieved passage say it."""

    @property
    def verdict(self) -> Verdict:
        return Verdict(self.supported, tuple(self.precise))


def judged(answer: Answer, passages: Sequence[Passage], entailment: Entailment) -> list[StatementResult]:
    """The statements of an answer; none of one that abstains."""
    quotes = {
        citation.number: Proof(citation.quote, _context(citation.passage.article)) for citation in answer.citations
    }
    retrieved = [Proof(passage.text, _context(passage.article)) for passage in passages]
    found = []
    for statement in statements(answer):
        verdict = judge(statement.text, [quotes[number] for number in statement.cites], entailment.entails)
        found.append(
            StatementResult(
                text=statement.text,
                cites=list(statement.cites),
                precise=list(verdict.precise),
                supported=verdict.supported,
                grounded=verdict.supported or is_grounded(statement.text, retrieved, entailment.entails),
            )
        )
    return found


def _context(article: Article) -> str:
    dated = article.dated
    written = f"{day(dated)} {dated:%Y-%m-%d}" if dated else ""
    return f"{article.title} {article.source} {written}".strip()
