"""Alembic migrations of the catalogue; `upgrade_to_head` is the only way in."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, inspect, text

HEAD = "0009"


def is_at_head(engine: Engine) -> bool:
    """Whether the catalogue has this version's tables."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return False
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == HEAD


def upgrade_to_head(engine: Engine) -> None:
    """Bring the catalogue to this version's tables; does nothing, and imports nothing heavy, when it is there.

    The look before the upgrade keeps alembic out of every warm start.
    """
    if is_at_head(engine):
        return

    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["engine"] = engine
    command.upgrade(config, HEAD)
