"""Why somebody is not answered, in their language: errors with the key of a message in place of its English words."""

from __future__ import annotations

from clippings.chain.messages import message
from clippings.core.errors import ClippingsError, WrongUsage


class Refusal(ClippingsError):
    """A reason for the one who asks; `key` has the reason, `key_hint` the way out.

    Args:
        key: Of the messages, as in `chain/messages/en.toml`.
        values: What stands in place of their `{names}`.
    """

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(message(key, "en", **values), message(f"{key}_hint", "en", **values))
        self._key, self._values = key, values

    def told_in(self, language: str) -> ClippingsError:
        """The same reason in a language; in English where there is no translation."""
        key, values = self._key, self._values
        return ClippingsError(message(key, language, **values), message(f"{key}_hint", language, **values))


class WrongRequest(Refusal, WrongUsage):
    """What was asked or pressed cannot mean anything."""
