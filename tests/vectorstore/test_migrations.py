"""Migrations lead from nothing to exactly the tables of this version."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine, inspect, text

from clippings.vectorstore import migrations
from clippings.vectorstore.catalogue.catalogue import Catalogue
from clippings.vectorstore.catalogue.tables import metadata
from clippings.vectorstore.migrations import upgrade_to_head
from tests.vectorstore.articles import add, article


def migrated(path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{path}")
    upgrade_to_head(engine)
    return engine


def test_an_upgrade_from_nothing_makes_the_tables_that_the_code_describes(tmp_path: Path) -> None:
    with migrated(tmp_path / "new.db").connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []


def test_constraints_and_indexes_have_the_names_that_the_code_gives_them(tmp_path: Path) -> None:
    created = create_engine(f"sqlite:///{tmp_path / 'created.db'}")
    metadata.create_all(created)
    one, other = inspect(migrated(tmp_path / "new.db")), inspect(created)
    for table in metadata.tables:
        for look in ("get_indexes", "get_unique_constraints", "get_foreign_keys", "get_pk_constraint"):
            found, expected = getattr(one, look)(table), getattr(other, look)(table)
            assert sorted(map(str, found)) == sorted(map(str, expected)), (table, look)


def test_change_numbers_are_not_reused_after_a_migration_either(tmp_path: Path) -> None:
    with migrated(tmp_path / "new.db").connect() as connection:
        sql = connection.execute(text("SELECT sql FROM sqlite_master WHERE name = 'changes'")).scalar_one()
    assert "AUTOINCREMENT" in sql


def test_an_archive_of_the_first_version_keeps_all_it_has(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.db"
    engine = create_engine(f"sqlite:///{path}")
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.attributes["engine"] = engine
    command.upgrade(config, "0001")
    assert "fetches" not in inspect(engine).get_table_names()
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO sources (id, name) VALUES (7, 'The Ledger')"))
    catalogue = Catalogue(f"sqlite:///{path}")
    assert catalogue.source_names() == ["The Ledger"]
    assert {"fetches", "holdings", "source_runs"} <= set(inspect(engine).get_table_names())
    catalogue.close()


def test_running_the_migrations_twice_is_harmless(tmp_path: Path) -> None:
    catalogue = Catalogue(f"sqlite:///{tmp_path / 'catalogue.db'}")
    add(catalogue, article("https://a.example/1", "News."))
    engine = migrated(tmp_path / "catalogue.db")
    upgrade_to_head(engine)
    assert catalogue.counts() == (1, 1)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM alembic_version")).scalar() == 1
    catalogue.close()


def test_an_archive_of_the_first_version_finds_its_near_duplicates_by_the_new_bands(tmp_path: Path) -> None:
    from alembic import command
    from alembic.config import Config

    from clippings.ingest.deduplication.near_duplicates import signature
    from clippings.vectorstore import migrations

    engine = create_engine(f"sqlite:///{tmp_path / 'catalogue.db'}")
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.attributes["engine"] = engine
    command.upgrade(config, "0001")
    minhash, bands = signature("The harbour of Lindholm was closed on Thursday because nine ships had waited. " * 3)
    with engine.begin() as connection:
        for statement in (
            "INSERT INTO sources VALUES (1, 'Post')",
            "INSERT INTO runs VALUES (1, '2023-03-16 00:00:00', NULL, '[]', '{}')",
            "INSERT INTO near_duplicate_bands VALUES (x'0102030405', 1)",
        ):
            connection.execute(text(statement))
        connection.execute(
            text(
                "INSERT INTO articles (id, source_id, run_id, url, version, is_current, title, language, authors, text,"
                " content_hash, minhash, ingested_at) VALUES (1, 1, 1, 'https://a.example/1', 1, 1, 'Harbour', 'en',"
                " '[]', 'Text', 'hash', :minhash, '2023-03-16 00:00:00')"
            ),
            {"minhash": minhash},
        )
    catalogue = Catalogue(f"sqlite:///{tmp_path / 'catalogue.db'}")
    with catalogue.looking() as looked:
        [found] = looked.near_duplicate_candidates(bands[-1:], "https://b.example/1")
    assert (found.id, found.minhash, found.source) == (1, minhash, "Post")
    assert [run.options for run in catalogue.runs(10)] == [{}]
    catalogue.close()
