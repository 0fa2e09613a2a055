"""Errors carry what happened and what to do about it."""

from __future__ import annotations

import pytest

from clippings.core.errors import ClippingsError, SettingsError, UnsafeAddress, WrongUsage


def test_an_error_shows_the_way_out_on_a_line_of_its_own() -> None:
    assert str(ClippingsError("The disk is full.", "Free some space.")) == "The disk is full.\nFree some space."
    assert str(ClippingsError("The disk is full.")) == "The disk is full."


@pytest.mark.parametrize(
    ("kind", "exit_code"), [(ClippingsError, 1), (UnsafeAddress, 1), (WrongUsage, 2), (SettingsError, 2)]
)
def test_wrong_usage_exits_with_2_and_every_other_failure_with_1(kind: type[ClippingsError], exit_code: int) -> None:
    assert kind("It failed.").exit_code == exit_code
