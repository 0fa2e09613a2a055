"""Letters as they are read: without what hides words from a search for them.

Words are hidden by letters of other scripts that look the same, by marks and signs that nobody sees, and by something
between all letters. This is for looking for words alone; nothing of it is shown.
"""

from __future__ import annotations

import functools
import re
import unicodedata

from anyascii import anyascii

_LOOK_ALIKE = str.maketrans(
    "АВЕЅІЈКМНОРСТУХЗаеѕіјорсухһԁԛԝьΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορτυχε",
    "ABESIJKMHOPCTYX3aesijopcyxhdqwbABEZHIKMNOPTYXaikvoptuxe",
)
"""Letters of Cyrillic and Greek; Unicode's report 39 has them with thousands of rarer ones."""

_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
"""Those that are no format characters, and have no width."""

_BETWEEN = r"[ \t\u00a0._*·•|/-]"
_SPACED = re.compile(rf"(?<![^\W_])[^\W\d_](?:{_BETWEEN}{{1,3}}[^\W\d_](?![^\W_])){{3,}}")
"""Four single letters or more, with something between all of them."""

_WIDER = re.compile(rf"{_BETWEEN}{{2,3}}")
_MOST_SPACED = 12


def as_read(text: str) -> str:
    """A text in plain letters, where letters with something between them are words again."""
    plain = text
    if not text.isascii():
        plain = unicodedata.normalize("NFC", "".join(map(_plain, unicodedata.normalize("NFKD", text))))
    return _SPACED.sub(_joined, plain)


def is_spaced_out(text: str) -> bool:
    """Whether so many single letters follow one another, with one sign between all, that no news is written so: where
    a word ends cannot be told."""
    return any(
        not _WIDER.search(run[0]) and sum(map(str.isalpha, run[0])) >= _MOST_SPACED and run[0][0].isascii()
        for run in _SPACED.finditer(text)
    )


@functools.lru_cache(2_000)
def _plain(letter: str) -> str:
    if letter.isascii():
        return letter
    if letter in _UNSEEN or unicodedata.category(letter) in ("Cf", "Mn"):
        return ""
    return anyascii(letter) if "LATIN" in unicodedata.name(letter, "") else letter.translate(_LOOK_ALIKE)


def _joined(run: re.Match[str]) -> str:
    """Letters that a wider gap parts are words."""
    return " ".join(re.sub(_BETWEEN, "", word) for word in _WIDER.split(run[0]))
