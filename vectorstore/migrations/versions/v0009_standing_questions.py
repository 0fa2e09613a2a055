"""Questions that people follow, and what new articles said to them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "standing_questions",
        sa.Column("id", sa.String(16), nullable=False, comment="random; the ids of its buttons carry it"),
        sa.Column("surface", sa.String(8), nullable=False, comment="shell or discord: who is told"),
        sa.Column("guild_id", sa.BigInteger, comment="null in a direct message and in the shell"),
        sa.Column("channel_id", sa.BigInteger, comment="where it is told; null in the shell"),
        sa.Column("user_id", sa.BigInteger, comment="who follows; null in the shell"),
        sa.Column("question", sa.JSON, nullable=False),
        sa.Column("rhythm", sa.JSON, nullable=False, comment="how often it is told, when not, and whom to mention"),
        sa.Column("told", sa.JSON, nullable=False, comment="the quotes that its follower knows"),
        sa.Column("state", sa.String(8), nullable=False, comment="following, paused or ended"),
        sa.Column("reason", sa.String(40), nullable=False, comment="why it is paused or ended, by nobody's wish"),
        sa.Column("seen_change", sa.Integer, nullable=False, comment="the last change it was compared with"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("matched_at", sa.DateTime(timezone=True), comment="when an article last had news"),
        sa.Column("reminded_at", sa.DateTime(timezone=True), comment="when its follower heard that nothing comes"),
        sa.PrimaryKeyConstraint("id", name="pk_standing_questions"),
    )
    op.create_index("ix_standing_questions_surface_state", "standing_questions", ["surface", "state"])
    op.create_table(
        "standing_news",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("question_id", sa.String(16), nullable=False),
        sa.Column("article_id", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(8), nullable=False, comment="changed or added"),
        sa.Column("before", sa.JSON, comment="the quote that was told; null where none was"),
        sa.Column("after", sa.JSON, nullable=False, comment="the new quote"),
        sa.Column("was", sa.Text, nullable=False, comment="the number before, as its quote writes it"),
        sa.Column("by_now", sa.Text, nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), comment="when sending it began"),
        sa.Column("told_at", sa.DateTime(timezone=True), comment="null while it waits to be told"),
        sa.Column("message_id", sa.BigInteger, comment="of the card that told it"),
        sa.PrimaryKeyConstraint("id", name="pk_standing_news"),
        sa.ForeignKeyConstraint(
            ["question_id"], ["standing_questions.id"], name="fk_standing_news_question_id_standing_questions"
        ),
        sa.UniqueConstraint("question_id", "article_id", name="uq_standing_news_question_id_article_id"),
    )
    op.create_index("ix_standing_news_told_at", "standing_news", ["told_at"])
