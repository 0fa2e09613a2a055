"""Places of one name: what is told of Springfield, Illinois, answers nothing about Springfield, Oregon."""

from __future__ import annotations

import re
from collections.abc import Sequence

from clippings.chain.text.names import CAPITAL
from clippings.core.types import Article, Evidence

_WORDS = rf"{CAPITAL}[\w’'-]+(?: {CAPITAL}[\w’'-]+)?"
_PLACE = re.compile(rf"\b(?P<place>{_WORDS}), (?P<region>{_WORDS})\b")


def without_namesakes(question: str, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The same sentences but for those of articles about a place of this name in another region, and not in this one.

    Args:
        question: May name a place with its region: "Springfield, Oregon".
        evidence: Best first.
    """
    asked = [(found["place"], found["region"]) for found in _PLACE.finditer(question)]
    if not asked:
        return list(evidence)
    return [one for one in evidence if not any(_is_elsewhere(one.passage.article, *place) for place in asked)]


def _is_elsewhere(article: Article, place: str, region: str) -> bool:
    told = f"{article.title}. {article.text}"
    return region not in told and any(found["place"] == place for found in _PLACE.finditer(told))
