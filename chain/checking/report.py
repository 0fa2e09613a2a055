"""A checked draft as a whole: its verdicts counted, and the JSON that other programs read (docs/commands.md)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from clippings.chain import shapes
from clippings.chain.checking.checker import CheckedDraftSentence, Checker
from clippings.chain.checking.comparison import Verdict
from clippings.chain.checking.draft import read_draft
from clippings.chain.messages import message
from clippings.chain.retrieval.retriever import HybridRetriever
from clippings.core.types import Question

VERDICTS: tuple[Verdict, ...] = ("supported", "otherwise", "absent")


@dataclass(frozen=True, slots=True)
class CheckedDraft:
    """A draft and the verdict on each of its sentences."""

    text: str
    sentences: tuple[CheckedDraftSentence, ...]

    @property
    def language(self) -> str:
        return self.sentences[0].sentence.language if self.sentences else "en"

    @property
    def counts(self) -> dict[Verdict, int]:
        counted = Counter(one.verdict for one in self.sentences)
        return {verdict: counted[verdict] for verdict in VERDICTS}


Advance = Callable[[int, int], None]
"""Is told how many sentences are checked, and of how many."""


def checked(retriever: HybridRetriever, text: str, limits: Question, advance: Advance | None = None) -> CheckedDraft:
    """Check a draft.

    Args:
        retriever: Of the archive.
        text: The draft.
        limits: Nothing outside of them bears a sentence out; its words do not matter.
        advance: Is told how it goes.

    Raises:
        WrongRequest: The draft is too long, or has no words.
        ClippingsError: The archive cannot be read.
    """
    draft = read_draft(text)
    checker = Checker(retriever, limits)
    found: list[CheckedDraftSentence] = []
    for sentence in draft:
        found.append(checker.check(sentence))
        if advance is not None:
            advance(len(found), len(draft))
    return CheckedDraft(text, tuple(found))


def as_json(draft: CheckedDraft) -> dict[str, Any]:
    """What `clippings check --json` prints; all offsets of the draft count characters of its text."""
    return {
        "sentences": [_sentence(one) for one in draft.sentences],
        "counts": dict(draft.counts),
        "language": draft.language,
    }


def _sentence(one: CheckedDraftSentence) -> dict[str, Any]:
    start = one.sentence.start
    return {
        "text": one.sentence.text,
        "start": start,
        "end": one.sentence.end,
        "verdict": one.verdict,
        "citations": [shapes.citation(citation) for citation in one.citations],
        "differs": [asdict(difference) for difference in one.differences],
        "reason": one.reason,
        "near": [shapes.citation(citation) for citation in one.near],
        "marks": [
            {
                "kind": marked.mark.kind,
                "text": marked.mark.text,
                "start": start + marked.mark.start,
                "end": start + marked.mark.end,
                "state": marked.state,
            }
            for marked in one.marks
        ],
    }


def told(one: CheckedDraftSentence, language: str) -> str:
    """Why a sentence has its verdict, for a person; empty where its quote says all."""
    if one.verdict == "supported":
        return ""
    if one.verdict == "absent":
        return message(f"check_why_{one.reason or 'words'}", language)
    return "; ".join(
        message(f"check_differs_{difference.kind}", language, said=difference.said, archive=difference.archive)
        for difference in one.differences
    )


def summary(draft: CheckedDraft, language: str) -> str:
    """How many sentences have which verdict."""
    counts = draft.counts
    parts = [message(f"check_count_{verdict}", language, count=f"{counts[verdict]:,}") for verdict in VERDICTS]
    return " · ".join(parts)
