"""One process owns a folder at a time, and a process that ends gives it back, however it ends."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from clippings.vectorstore.catalogue.file_lock import Ownership
from tests.vectorstore.processes import another_process, event


def own_and_wait(folder: Path, has_it: Any, let_go: Any) -> None:
    owner = Ownership(folder)
    assert owner.take()
    has_it.set()
    let_go.wait(60)


def test_the_owner_may_take_its_folder_again_and_again(tmp_path: Path) -> None:
    owner = Ownership(tmp_path / "index")
    states = [owner.held]
    assert owner.take()
    assert owner.take()
    states.append(owner.held)
    owner.give_back()
    states.append(owner.held)
    assert states == [False, True, False]


def test_a_second_process_cannot_take_what_another_owns_until_it_ends(tmp_path: Path) -> None:
    has_it, let_go = event(), event()
    mine = Ownership(tmp_path)
    with another_process(own_and_wait, tmp_path, has_it, let_go) as process:
        assert has_it.wait(60)
        assert not mine.take()
        assert not mine.take(timeout_s=0.2)
        assert not mine.held
        let_go.set()
        process.join(60)
        assert mine.take()


def test_a_killed_process_gives_its_folder_back(tmp_path: Path) -> None:
    has_it = event()
    mine = Ownership(tmp_path)
    with another_process(own_and_wait, tmp_path, has_it, event()) as process:
        assert has_it.wait(60)
        assert not mine.take()
        process.kill()
        assert mine.take(timeout_s=10)


def test_two_owners_in_one_process_exclude_each_other_too(tmp_path: Path) -> None:
    one, other = Ownership(tmp_path), Ownership(tmp_path)
    with one:
        assert not other.take()
    assert other.take()
    other.give_back()


def test_giving_back_what_is_not_owned_is_harmless(tmp_path: Path) -> None:
    Ownership(tmp_path).give_back()
    assert Ownership(tmp_path).take()
