"""A follow-up question as a chat model asks it alone: a whole question is searched then, not one with words behind it.

The rules of `chain.conversation.follow_up` decide whether a question leans on those before it, and carry sources and
time; the model only words it. What it adds must stand in the conversation, else the rules' own words are searched.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace

from clippings.chain.conversation.follow_up import MOST_TURNS, FollowUp
from clippings.chain.verification.prompt_injection import directs_a_machine
from clippings.chain.verification.support import support
from clippings.core.languages import of_question
from clippings.core.types import Question

MOST_CHARACTERS = 300
_MOST_OF_AN_ANSWER = 500


def conversation(question: Question) -> str:
    """The questions and answers before, as JSON: none of them can end its own frame."""
    return json.dumps(
        [
            {"question": turn.question, "answer": turn.answer[:_MOST_OF_AN_ANSWER]}
            for turn in question.history[-MOST_TURNS:]
        ],
        ensure_ascii=False,
        indent=1,
    )


def worded(question: Question, followed: FollowUp, written: str) -> FollowUp:
    """The follow-up with the model's wording; with that of the rules where the model's is not to be trusted.

    Args:
        question: As it was asked, with its history.
        followed: What the rules made of it.
        written: What the model wrote.
    """
    text = " ".join(written.split()).strip("\"'“”")
    said = " ".join([question.text, *(f"{turn.question} {turn.answer}" for turn in question.history[-MOST_TURNS:])])
    new = support(re.sub(r"\[\d+\]", " ", text), said)
    if (
        not text
        or len(text) > MOST_CHARACTERS
        or directs_a_machine(text)
        or of_question(text) != of_question(question.text)
        or not (new.numbers and new.names and new.quotes)
    ):
        return followed
    return FollowUp(replace(followed.question, text=text), (text,))
