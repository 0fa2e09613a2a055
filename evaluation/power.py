"""What a run's number of questions can tell, in words for every report."""

from __future__ import annotations

from pydantic import BaseModel

from clippings.evaluation.metrics import power


class Power(BaseModel):
    """What so many questions could have shown. Shares of questions, 0 to 1."""

    questions: int
    margin: float
    """Half the 95% interval of a pass rate near one half."""
    least_significant_change: float | None
    """Between two runs of these questions, where all changes go one way."""
    detectable_change: float | None
    """The gain without any loss that four such comparisons in five would show."""

    def text(self) -> str:
        """One line for a reader."""
        counted = f"{self.questions} question{'' if self.questions == 1 else 's'}"
        told = f"{counted}: {points(self.margin)} (a pass rate is known to within that, 95%)."
        if self.least_significant_change is None or self.detectable_change is None:
            return f"{told} Too few for a comparison with another run to show anything."
        return (
            f"{told} Compared with another run of the same questions, a change of less than "
            f"{points(self.least_significant_change)} may be chance, and one of {points(self.detectable_change)} "
            "would be seen four times in five."
        )


def power_of(questions: int) -> Power | None:
    """What so many questions could have shown; None without any."""
    if not questions:
        return None
    least, detectable = power.least_significant_change(questions), power.detectable_change(questions)
    return Power(
        questions=questions,
        margin=round(power.margin(questions), 4),
        least_significant_change=None if least is None else round(least, 4),
        detectable_change=None if detectable is None else round(detectable, 4),
    )


class Needed(BaseModel):
    """How many questions would show the difference between two runs."""

    questions: int
    """That both runs asked alike."""
    difference: float
    """Of their pass rates over these, the second minus the first."""
    needed: int | None
    """For a power of 0.8; None where the runs do not differ."""
    more: int | None
    """How many are missing; 0 where there are enough."""

    def text(self, better: int, worse: int, p_value: float) -> str:
        """One line for a reader."""
        if not self.questions:
            return "No question was asked alike in both runs."
        if not better + worse:
            unseen = points(power.most_change_unseen(self.questions))
            return (
                f"No question of {self.questions} changed: that more than {unseen} of them would is unlikely (95%). "
                f"{power_text(self.questions)}"
            )
        if self.needed is None or self.more is None:
            return f"As many got better as worse. {power_text(self.questions)}"
        seen = f"A difference of {points(abs(self.difference))} over {self.questions} questions"
        if p_value < power.SIGNIFICANCE:
            return f"{seen} is not chance (p = {p_value:.3g})."
        how_many = f"{self.more} more" if self.more else "as many again"
        limit = " or more" if self.needed >= power.MOST_QUESTIONS else ""
        return (
            f"{seen} may be chance (p = {p_value:.3g}): if it is real, {how_many}{limit} questions of this kind "
            f"({self.needed} in all) would show it four times in five."
        )


def power_text(questions: int) -> str:
    """What so many questions could have shown, for a reader; nothing without any."""
    found = power_of(questions)
    return found.text() if found else ""


def needed_for(better: int, worse: int, questions: int) -> Needed:
    """How many questions would show the difference that was seen."""
    needed = power.questions_needed(better, worse, questions) if questions else None
    return Needed(
        questions=questions,
        difference=round((better - worse) / questions, 4) if questions else 0.0,
        needed=needed,
        more=None if needed is None else max(needed - questions, 0),
    )


def points(share: float) -> str:
    """A share as percentage points: `18 points`, `1 point`, below one with a decimal."""
    value = 100 * share
    text = f"{value:.0f}" if round(value) >= 1 else f"{value:.1f}"
    return f"{text} point{'' if text == '1' else 's'}"
