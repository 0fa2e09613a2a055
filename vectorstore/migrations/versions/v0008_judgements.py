"""A sample of the answers given in Discord is judged; what came of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "judgements",
        sa.Column("answer_id", sa.String(16), nullable=False),
        sa.Column("quotes", sa.Integer, nullable=False),
        sa.Column("bearing", sa.Integer, nullable=False, comment="quotes that bear on the question"),
        sa.Column("answers", sa.Boolean, nullable=False, comment="whether they answer it"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("answer_id", name="pk_judgements"),
        sa.ForeignKeyConstraint(["answer_id"], ["answers.id"], name="fk_judgements_answer_id_answers"),
    )
    op.create_index("ix_judgements_at", "judgements", ["at"])
