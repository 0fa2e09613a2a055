"""What is remembered of sources: fetched addresses, who holds which article, and when each ran last."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "fetches",
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("recipe", sa.String(64), nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
        sa.Column("last_modified", sa.Text, nullable=False),
        sa.Column("stamp", sa.String(64), nullable=False),
        sa.Column("article_url", sa.Text, nullable=False),
        sa.Column("documents", sa.Integer, nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("url", name="pk_fetches"),
    )
    op.create_table(
        "holdings",
        sa.Column("source", sa.String(300), nullable=False),
        sa.Column("article_url", sa.Text, nullable=False),
        sa.Column("run_id", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("source", "article_url", name="pk_holdings"),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_holdings_run_id_runs"),
    )
    op.create_table(
        "source_runs",
        sa.Column("source", sa.String(300), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True)),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("source", name="pk_source_runs"),
    )
