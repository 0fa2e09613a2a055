"""When a server gave the content of an article: of two captures of a page, the later one stands."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    with op.batch_alter_table("articles") as articles:
        articles.add_column(
            sa.Column(
                "captured_at",
                sa.DateTime(timezone=True),
                comment="when its server last gave this content, where that is known",
            )
        )
