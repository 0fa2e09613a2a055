"""What Clippings itself says to an asker, by language: one TOML file each, with the same keys in English and Korean."""

from clippings.chain.messages.catalogue import message, told_missing, told_otherwise

__all__ = ["message", "told_missing", "told_otherwise"]
