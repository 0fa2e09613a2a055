"""What HTML's elements are to a reader: blocks, and what is not shown."""

from __future__ import annotations

import re
from typing import Any

BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary table tbody"
    " td tfoot th thead tr ul".split()
)
_UNSEEN = frozenset(
    "audio button canvas datalist head iframe map noscript object option rp rt script select style svg template"
    " textarea title video".split()
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def is_unseen(element: Any) -> bool:
    """Whether a reader of the article does not see an element: scripts, forms, what is hidden, and ruby's readings."""
    return (
        element.tag in _UNSEEN or element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))
    )
