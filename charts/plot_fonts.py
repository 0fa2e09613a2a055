"""Fonts for names in any script, among those that matplotlib finds on this machine."""

from __future__ import annotations

from collections.abc import Sequence

_FIRST = "DejaVu Sans"
_PREFERRED = ("Noto Sans", "Source Han Sans", "Nanum", "Malgun", "Apple SD", "Hiragino", "Yu Gothic", "PingFang")
_DRAWS_BOXES = "Last Resort"
"""Comes with matplotlib, has every character, and draws a box for each."""


def legible(names: Sequence[str]) -> tuple[list[str], list[str]]:
    """Fonts that draw as many of these names as any can, in the order in which they are tried, and the names.

    Returns:
        Names of font families, and the names as they can be drawn: one that no font has all characters of becomes
        "source N", for empty boxes in a legend tell less.
    """
    from matplotlib import font_manager

    faces = {entry.name: entry.fname for entry in font_manager.fontManager.ttflist if entry.style == "normal"}
    families = [_FIRST, *sorted((name for name in faces if name != _FIRST), key=_rank)]
    missing = {ord(letter) for name in names for letter in name if not letter.isspace()}
    wanted = set(missing)
    chosen = []
    for family in families:
        if not missing:
            break
        if family.startswith(_DRAWS_BOXES) or family not in faces:
            continue
        has = missing.intersection(font_manager.get_font(faces[family]).get_charmap())
        if has or family == _FIRST:
            chosen.append(family)
            missing -= has
    drawable = wanted - missing
    shown = [
        name if all(letter.isspace() or ord(letter) in drawable for letter in name) else f"source {number}"
        for number, name in enumerate(names, start=1)
    ]
    return chosen or [_FIRST], shown


def _rank(family: str) -> tuple[int, str]:
    preferred = (number for number, start in enumerate(_PREFERRED) if family.startswith(start))
    return next(preferred, len(_PREFERRED)), family
