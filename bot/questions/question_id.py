"""A short id that every log line of one question carries, from Discord through all stages, and that an error shows."""

from __future__ import annotations

import secrets

import structlog

_NAME = "question_id"


def begin(**told: object) -> str:
    """Give what this task does an id of its own.

    Args:
        told: What else every line of its log says (`guild_id`, `user_id`, `command`).
    """
    made = secrets.token_hex(4)
    structlog.contextvars.bind_contextvars(**{_NAME: made}, **told)
    return made


def current() -> str:
    """The id of what this task does; it gets one when it has none."""
    known = structlog.contextvars.get_contextvars().get(_NAME)
    return str(known) if known else begin()
