"""Quotes that people keep: each person has one dossier in an archive.

They lie in the archive that they are from, beside the answers that were given. A quote is kept as a place in an article
with its words, so that whoever reads it later is told whether it still stands there.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from clippings.vectorstore.catalogue import tables
from clippings.vectorstore.catalogue.catalogue import Catalogue
from clippings.vectorstore.catalogue.given_answers import KeptQuote, quote_from_json, quote_to_json

SHELL = 0
"""Whoever works in the shell; Discord numbers nobody so."""


@dataclass(frozen=True, slots=True)
class DossierQuote:
    """A quote in somebody's dossier."""

    id: str
    user_id: int
    quote: KeptQuote
    question: str
    """Which it was found with; empty for none."""
    note: str
    kept_at: datetime


class DossierFull(Exception):
    """One quote more is too many; none was kept."""


def keep_quotes(
    catalogue: Catalogue,
    user_id: int,
    quotes: Sequence[KeptQuote],
    *,
    question: str,
    note: str = "",
    at: datetime,
    most: int,
) -> list[DossierQuote]:
    """Keep quotes in a dossier; those that are in it already stay as they are.

    Args:
        catalogue: Of the archive that they are from.
        user_id: Whose dossier; `SHELL` for the shell's.
        quotes: What is kept.
        question: Which they were found with.
        note: To each.
        at: Now.
        most: How many one person may keep.

    Returns:
        What was kept now.

    Raises:
        DossierFull: One more is too many.
        StorageError: The catalogue cannot be written.
    """
    table = tables.kept_quotes
    with catalogue.writing() as writer:
        rows = writer.connection.execute(
            select(table.c.article_id, table.c.start, table.c.end).where(table.c.user_id == user_id)
        ).all()
        known = {tuple(row) for row in rows}
        fresh: list[DossierQuote] = []
        for quote in quotes:
            place = (quote.article_id, quote.start, quote.end)
            if place not in known:
                known.add(place)
                fresh.append(DossierQuote(secrets.token_urlsafe(9), user_id, quote, question, note, at))
        if fresh and len(known) > most:
            raise DossierFull
        for one in fresh:
            writer.connection.execute(
                insert(table).values(
                    id=one.id,
                    user_id=user_id,
                    article_id=one.quote.article_id,
                    start=one.quote.start,
                    end=one.quote.end,
                    quote=quote_to_json(one.quote),
                    question=question,
                    note=note,
                    kept_at=at,
                )
            )
    return fresh


def kept_quotes(catalogue: Catalogue, user_id: int) -> list[DossierQuote]:
    """The quotes of a dossier, in the order in which they were kept."""
    table = tables.kept_quotes
    with catalogue.reading() as connection:
        rows = connection.execute(select(table).where(table.c.user_id == user_id)).all()
    found = [
        DossierQuote(row.id, row.user_id, quote_from_json(row.quote), row.question, row.note, row.kept_at)
        for row in rows
    ]
    return sorted(found, key=lambda one: (one.kept_at, one.quote.number, one.id))


def note_kept(catalogue: Catalogue, user_id: int, kept_id: str, note: str) -> bool:
    """Put a note to a quote, in the place of the one before; False where the dossier has none of this id."""
    table = tables.kept_quotes
    with catalogue.writing() as writer:
        done = writer.connection.execute(
            update(table).where(table.c.id == kept_id, table.c.user_id == user_id).values(note=note)
        )
    return done.rowcount > 0


def remove_kept(catalogue: Catalogue, user_id: int, kept_id: str) -> bool:
    """Take a quote out of a dossier; False where it has none of this id."""
    table = tables.kept_quotes
    with catalogue.writing() as writer:
        done = writer.connection.execute(delete(table).where(table.c.id == kept_id, table.c.user_id == user_id))
    return done.rowcount > 0
