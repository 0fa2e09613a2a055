"""Whose archive is whose: what was given to one server is closed to all others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from clippings.bot.servers.channels import may_be_asked_in
from clippings.bot.servers.settings import Guilds, NoArchive
from clippings.core.errors import SettingsError
from clippings.core.settings import Settings, further_archives, load_settings
from clippings.vectorstore.catalogue.catalogue import Catalogue

HERE, THERE = 11, 22


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    opened = Catalogue(f"sqlite:///{tmp_path / 'catalogue.db'}")
    yield opened
    opened.close()


def give(guilds: Guilds, guild_id: int, archive: str | None) -> None:
    guilds.keep(replace(guilds.settings_of(guild_id), archive=archive))


def test_with_one_archive_and_nothing_set_everybody_may_ask_it(catalogue: Catalogue) -> None:
    guilds = Guilds(catalogue, ["main"])
    assert [guilds.archive_of(one) for one in (HERE, THERE, None)] == ["main"] * 3


def test_a_given_archive_is_closed_to_other_servers_and_to_direct_messages(catalogue: Catalogue) -> None:
    guilds = Guilds(catalogue, ["main"])
    give(guilds, HERE, "main")
    assert guilds.archive_of(HERE) == "main"
    for other in (THERE, None, 0):
        with pytest.raises(NoArchive):
            guilds.archive_of(other)
    give(guilds, HERE, None)
    assert guilds.archive_of(THERE) == "main"


def test_a_further_archive_is_nobodys_until_it_is_given(catalogue: Catalogue) -> None:
    guilds = Guilds(catalogue, ["main", "council"])
    assert guilds.archive_of(HERE) == "main"
    give(guilds, HERE, "council")
    assert guilds.archive_of(HERE) == "council"
    assert guilds.archive_of(THERE) == "main"
    give(guilds, THERE, "main")
    with pytest.raises(NoArchive):
        guilds.archive_of(33)


def test_an_archive_that_is_no_longer_configured_does_not_become_another(catalogue: Catalogue) -> None:
    give(Guilds(catalogue, ["main", "council"]), HERE, "council")
    with pytest.raises(NoArchive):
        Guilds(catalogue, ["main"]).archive_of(HERE)


def test_settings_are_there_again_after_a_restart(catalogue: Catalogue) -> None:
    Guilds(catalogue, ["main"]).keep(replace(Guilds(catalogue, ["main"]).settings_of(HERE), roles=(5,), channels=(6,)))
    again = Guilds(catalogue, ["main"]).settings_of(HERE)
    assert (again.roles, again.channels, again.archive) == ((5,), (6,), None)


def test_further_archives_have_their_own_folder_and_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CLIPPINGS_ARCHIVES", f"council={tmp_path / 'a'}, sports = {tmp_path / 'b'}")
    settings = load_settings(tmp_path).model_copy(update={"database_url": "sqlite:///elsewhere.db"})
    found = further_archives(settings)
    assert {name: one.home for name, one in found.items()} == {"council": tmp_path / "a", "sports": tmp_path / "b"}
    assert found["council"].catalogue_url == f"sqlite:///{tmp_path / 'a' / 'catalogue.db'}"


@pytest.mark.parametrize("written", ["main=/x", "a", "a=", "=x", "a=/x,a=/y", "a=/x,b=/x"])
def test_archives_that_are_not_written_as_they_must_be_are_refused(
    written: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CLIPPINGS_ARCHIVES", written)
    with pytest.raises(SettingsError, match="CLIPPINGS_ARCHIVES"):
        load_settings()


def test_a_thread_counts_as_its_channel() -> None:
    class Thread:
        id, parent_id = 7, 6

    assert may_be_asked_in((6,), Thread())
    assert may_be_asked_in((), Thread())
    assert not may_be_asked_in((5,), Thread())
    assert not may_be_asked_in((5,), None)


def test_no_further_archive_by_default(tmp_path: Path) -> None:
    assert further_archives(Settings(home=tmp_path)) == {}
