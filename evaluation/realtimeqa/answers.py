"""Answer the questions of RealTime QA without a chat model: what is shown, how short, how sure, how fast."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from clippings.chain.pipeline import Asker
from clippings.core.time_window import end_of
from clippings.core.types import Answer
from clippings.evaluation.realtimeqa.questions import QuizQuestion, holds_as_words, normalised
from clippings.evaluation.short_answers import token_f1

BEFORE = "2022-06-30"
"""Questions of 2023 are also asked as if it were this day: nothing of what they ask about was printed yet."""

SHOWN_WORDS = 80


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of one question.

    Attributes:
        holds: The normalised gold choice stands in the first 80 words of the quotes shown; never where it declined.
        would_hold: The same for what would have been shown had it not declined (`Asker.ask` with no threshold).
        holds_as_words: As `holds`, as whole words.
        f1: Of the short answer; None where none is given.
        are_to_the_letter: Every quote equals its article's text at its offsets.
        confidence_before: Asked as of `BEFORE`; None for questions of 2022.
    """

    case: QuizQuestion
    holds: bool
    would_hold: bool
    holds_as_words: bool
    f1: float | None
    declined: bool
    confidence: float
    are_to_the_letter: bool
    answer_ms: float
    words: int
    declined_before: bool | None = None
    confidence_before: float | None = None


def run(cases: Sequence[QuizQuestion], asker: Asker, advance: Callable[[int], None]) -> list[Answered]:
    """Ask every question as of its day, and those of 2023 again as of `BEFORE`."""
    if cases:
        asker.ask(cases[0].question)  # what the first question loads is not its time
    found = []
    for case in cases:
        found.append(_answered(case, asker))
        advance(1)
    return found


def _answered(case: QuizQuestion, asker: Asker) -> Answered:
    answer = asker.ask(case.question)
    shown = _shown(answer)
    would = shown
    if answer.abstained:
        would = _shown(asker.ask(case.question, declines=False))
    short = answer.short_answer
    early = asker.ask(replace(case.question, as_of=end_of(BEFORE))) if case.year == "2023" else None
    return Answered(
        case,
        holds=bool(case.gold) and case.gold in normalised(shown),
        would_hold=bool(case.gold) and case.gold in normalised(would),
        holds_as_words=holds_as_words(case.gold, shown),
        f1=token_f1(short, case.choices[case.answer]) if short else None,
        declined=answer.abstained,
        confidence=answer.confidence,
        are_to_the_letter=all(
            one.passage.article.text[one.start : one.end] == one.quote for one in (*answer.citations, *answer.more)
        ),
        answer_ms=answer.timings_ms["answer"],
        words=sum(len(one.quote.split()) for one in answer.citations),
        declined_before=early.abstained if early else None,
        confidence_before=early.confidence if early else None,
    )


def _shown(answer: Answer) -> str:
    """The quotes, cut to 80 words."""
    return " ".join(" ".join(one.quote for one in answer.citations).split()[:SHOWN_WORDS])
