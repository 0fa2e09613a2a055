"""A run remembers how it was called, and signatures are cut into 21 bands of three instead of 16 of four.

The bands are made anew from the signatures, which stay as they are. This is how
`ingest/deduplication/near_duplicates.py` cut them
when this migration was written; it is not imported, because it may change again.
"""

from __future__ import annotations

import zlib

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_BANDS, _BAND_BYTES = 21, 12
_ARTICLES_AT_ONCE = 1_000


def upgrade() -> None:
    with op.batch_alter_table("runs") as runs:
        runs.add_column(
            sa.Column(
                "options",
                sa.JSON,
                comment="how it was called: source, folder that relative paths start from, machine",
            )
        )
    connection = op.get_bind()
    articles = sa.table("articles", sa.column("id", sa.Integer), sa.column("minhash", sa.LargeBinary))
    bands = sa.table("near_duplicate_bands", sa.column("key", sa.LargeBinary), sa.column("article_id", sa.Integer))
    connection.execute(sa.delete(bands))
    last = 0
    while rows := connection.execute(
        sa.select(articles.c.id, articles.c.minhash)
        .where(articles.c.id > last)
        .order_by(articles.c.id)
        .limit(_ARTICLES_AT_ONCE)
    ).all():
        last = rows[-1].id
        made = [{"key": key, "article_id": row.id} for row in rows for key in _keys(row.minhash or b"")]
        if made:
            connection.execute(sa.insert(bands), made)


def _keys(signature: bytes) -> list[bytes]:
    if not signature:
        return []
    return [
        bytes([band]) + zlib.crc32(signature[band * _BAND_BYTES : (band + 1) * _BAND_BYTES]).to_bytes(4, "big")
        for band in range(_BANDS)
    ]
