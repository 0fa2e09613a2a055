"""The log of a running bot: a JSON object a line, from every library, with the id of the question it is about."""

from __future__ import annotations

import logging
import sys
from typing import TextIO

import structlog


def log_as_json(stream: TextIO | None = None) -> None:
    """Let everything that is logged in this process come out as JSON Lines, on stderr unless another stream is given.

    Each has `timestamp` (UTC), `level`, `logger`, `event`, and of a question also `question_id`, `guild_id`, `user_id`.
    """
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.INFO)
    logging.getLogger("clippings").setLevel(logging.INFO)
    for noisy in ("httpx", "httpcore", "aiohttp.access", "chromadb"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
