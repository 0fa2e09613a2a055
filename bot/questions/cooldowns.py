"""How often one person, and one server, may ask; by discord.py's own token buckets."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import datetime
from typing import Any

from discord import app_commands
from discord.ext import commands

from clippings.chain.verification.refusals import Refusal

_PER_S = 60.0


class TooSoon(Refusal):
    """Somebody, or a whole server, asks faster than is allowed."""


class Cooldowns:
    """Counts questions by person and by server.

    Args:
        per_user: Questions that one person may ask within a minute.
        per_guild: Questions that one server may ask within a minute.
        now: The clock.
    """

    def __init__(self, per_user: int, per_guild: int, now: Callable[[], datetime]) -> None:
        self._users = _buckets(per_user)
        self._guilds = _buckets(per_guild)
        self._now = now

    def take(self, guild_id: int | None, user_id: int) -> None:
        """Count a question.

        Raises:
            TooSoon: It is one too many; it says when the next may be asked, and is not counted.
        """
        now_s = self._now().timestamp()
        asked: list[tuple[str, app_commands.Cooldown]] = []
        for mapping, key, reason in (
            (self._users, user_id, "asked_too_often"),
            (self._guilds, guild_id, "server_asked_too_often"),
        ):
            bucket = mapping.get_bucket(key, now_s) if key is not None else None
            if bucket is not None:
                asked.append((reason, bucket))
        for reason, bucket in asked:
            wait_s = bucket.get_retry_after(now_s)
            if wait_s > 0:
                raise TooSoon(reason, count=bucket.rate, seconds=max(1, math.ceil(wait_s)))
        for _, bucket in asked:
            bucket.update_rate_limit(now_s)


def _buckets(rate: int) -> commands.CooldownMapping[Any]:
    return commands.CooldownMapping(app_commands.Cooldown(rate, _PER_S), lambda key: key)
