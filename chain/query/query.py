"""A question as the archive is searched for it, with all that understanding found: what every later stage reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from clippings.chain.query.multipart import asks_for_several
from clippings.chain.query.question_type import QuestionType, TypeChances, likeliest
from clippings.core.time_window import TimeWindow
from clippings.core.types import Question
from clippings.core.understood import Understood


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched, and what for."""

    question: Question
    """With the limits that were applied; its text is what is searched for."""
    understood: Understood
    """What was read out of its words."""
    types: TypeChances = field(default_factory=dict)
    """How likely it is of each type; empty where that cannot be told."""

    @property
    def text(self) -> str:
        return self.question.text

    @property
    def language(self) -> str:
        return self.understood.language

    @property
    def around(self) -> TimeWindow | None:
        """The time that it is about."""
        return self.question.around

    @property
    def type(self) -> QuestionType | None:
        """What it most likely asks for."""
        return likeliest(self.types)

    @property
    def asks_for_several(self) -> bool:
        """Whether one sentence can hardly answer it."""
        return asks_for_several(self.text)

    def chance_of(self, *types: QuestionType) -> float:
        """That it is of one of these types."""
        return sum(self.types.get(one, 0.0) for one in types)

    def asking(self, text: str, types: Mapping[QuestionType, float]) -> Query:
        """The same search for other words."""
        return replace(self, question=replace(self.question, text=text), types=types)
