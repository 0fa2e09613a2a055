"""The names of an archive's members as who packed it wrote them."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence

from clippings.ingest.extraction.encoding.charset import codec_of
from clippings.ingest.extraction.encoding.mojibake import EAST_ASIAN

_IS_UTF8 = 0x800
"""The bit of a member's flags that says so (APPNOTE.TXT, 4.4.4)."""
_DECLARED = "cp437"


def put_right(members: Sequence[zipfile.ZipInfo]) -> None:
    """Decode names that the archive does not declare as UTF-8 and that are in UTF-8 or an East Asian character set.

    zipfile takes them for the first PC's character set. They tell outlets and days, as names of folders do.
    """
    undeclared = [member for member in members if not member.flag_bits & _IS_UTF8 and not member.filename.isascii()]
    raw = [member.filename.encode(_DECLARED, "replace") for member in undeclared]
    for codec in ("utf-8", _likeliest(raw)) if raw else ():
        try:
            names = [name.decode(codec) for name in raw]
        except (UnicodeDecodeError, LookupError):
            continue
        if codec == "utf-8" or codec in EAST_ASIAN:
            for member, name in zip(undeclared, names, strict=True):
                member.filename = name
        return


def _likeliest(raw: Sequence[bytes]) -> str:
    """The character set of names, of which there may be too few letters to tell by what is common in a language."""
    together = b"\n".join(raw)
    try:
        letters = [letter for letter in together.decode("euc_kr") if not letter.isascii()]
    except UnicodeDecodeError:
        return codec_of(together)
    is_hangul = all("\uac00" <= letter <= "\ud7a3" for letter in letters)
    return (
        "cp949" if is_hangul else codec_of(together)
    )  # those bytes are lines of boxes in the first PC's character set
