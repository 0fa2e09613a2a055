"""Quotes that people keep, each in a dossier of their own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "kept_quotes",
        sa.Column("id", sa.String(16), nullable=False, comment="random"),
        sa.Column("user_id", sa.BigInteger, nullable=False, comment="whose dossier it is in; 0 is the shell"),
        sa.Column("article_id", sa.Integer, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("quote", sa.JSON, nullable=False),
        sa.Column("question", sa.Text, nullable=False, comment="which it was found with; empty for none"),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_kept_quotes"),
        sa.UniqueConstraint(
            "user_id", "article_id", "start", "end", name="uq_kept_quotes_user_id_article_id_start_end"
        ),
    )
