"""Names of keys and columns, however a tool spells them: `pub_date`, `PubDate` and `Pub date` are one name."""

from __future__ import annotations

import functools
import unicodedata

_SEPARATORS = str.maketrans("", "", " _-")


@functools.lru_cache(maxsize=20_000)
def folded(name: str) -> str:
    """A name without accents, capitals and what separates its words; an underscore at its beginning stays."""
    name = name.strip()
    bare = name.lstrip("_")
    mark = "_" if bare != name else ""
    letters = unicodedata.normalize("NFKD", bare.casefold()).translate(_SEPARATORS)
    return mark + "".join(letter for letter in letters if not unicodedata.combining(letter))
