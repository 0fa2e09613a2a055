"""The keys that other programs read, as docs and evaluations rely on them. There may be more, never fewer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Shape = Mapping[str, tuple[type, ...]]

_NOTHING = type(None)
_ARTICLE: Shape = {"url": (str,), "title": (str,), "source": (str,), "published_at": (str, _NOTHING)}
COUNTS: Shape = {
    **dict.fromkeys(("seen", "added", "updated", "unchanged", "deleted", "duplicates", "rejected", "chunks"), (int,)),
    **dict.fromkeys(("older", "parts", "apart", "undated", "dated_by_change", "unsourced", "canceled", "cut"), (int,)),
    **dict.fromkeys(("undated_reasons", "not_articles", "shapes"), (dict,)),
    **dict.fromkeys(("shared_addresses", "notes"), (list,)),
    "seconds": (float,),
    "sources": (list,),
}
STATUS: Shape = {
    **dict.fromkeys(("articles", "chunks", "embedded_chunks", "pending_chunks"), (int,)),
    "sources": (list,),
    "months": (list,),
    "embedding_model": (str,),
    "last_run": (dict, _NOTHING),
}
SOURCE: Shape = {
    "name": (str,),
    "articles": (int,),
    "oldest": (str, _NOTHING),
    "newest": (str, _NOTHING),
    "oldest_on": (str, _NOTHING),
    "newest_on": (str, _NOTHING),
    "undated": (int,),
}
REJECT: Shape = {"location": (str,), "reason": (str,)}
MONTH: Shape = {"source": (str,), "month": (str, _NOTHING), "articles": (int,)}
RUN: Shape = {
    "started_at": (str,),
    "finished_at": (str, _NOTHING),
    "state": (str,),
    "seconds": (float, _NOTHING),
    "inputs": (list,),
    "source": (str, _NOTHING),
    "counts": (dict,),
    "not_articles": (dict,),
    "undated_reasons": (dict,),
    "shapes": (dict,),
    "notes": (list,),
}
FOUND: Shape = {"passages": (list,), "timings_ms": (dict,)}
PASSAGE: Shape = {
    "rank": (int,),
    "score": (float,),
    **_ARTICLE,
    "text": (str,),
    "start": (int,),
    "end": (int,),
}
ANSWER: Shape = {
    "question": (str,),
    "answer": (str,),
    "abstained": (bool,),
    "mode": (str,),
    "confidence": (float,),
    "citations": (list,),
    "timings_ms": (dict,),
}
CITATION: Shape = {"number": (int,), **_ARTICLE, "quote": (str,), "start": (int,), "end": (int,)}
TIMINGS: Shape = dict.fromkeys(("retrieve", "answer", "total"), (float,))
EXTRACTED: Shape = {"file": (str,), **_ARTICLE, "language": (str,), "authors": (list,), "text": (str,)}
REINDEXED: Shape = {"chunks": (int,), "seconds": (float,), "dropped": (int,)}
DOCTOR: Shape = {"ok": (bool,), "checks": (list,)}
CHECK: Shape = {"part": (str,), "ok": (bool,), "found": (str,), "way_out": (str,)}


def assert_shape(found: Mapping[str, Any], shape: Shape) -> None:
    for key, types in shape.items():
        assert key in found
        assert type(found[key]) in types, f"{key} is {found[key]!r}"
