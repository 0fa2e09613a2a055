"""What was read before, so that an unchanged document is not read again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "read_documents",
        sa.Column("digest", sa.LargeBinary(16), nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_read_documents"),
    )
