"""The standfirst of a page: the sentences between headline and article that are set apart from both."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from clippings.ingest.extraction.html.boilerplate import is_sentence
from clippings.ingest.extraction.html.dom_cleanup import link_share, text_of

_NAMED = re.compile(
    r"(^|[-_ ])(lead|lede|standfirst|stand-first|dek|summary|subtitle|sub-title|subhead|intro|abstract|excerpt|perex"
    r"|chapo|entradilla|bajada|sumario|copete|sottotitolo|occhiello|ingress|vorspann|teaser-text|zajawka"
    r"|description|sapo|deck|resumo|linha-fina|spot|anons)([-_ ]|$)",
    re.IGNORECASE,
)
_OUTSIDE = {"aside", "footer", "nav", "li", "a", "figure", "form"}
_LONGEST = 700


def with_standfirst(lines: Sequence[str], tree: Any) -> list[str]:
    """The lines, begun by the page's standfirst where it has one in whole sentences that they lack.

    Args:
        lines: Of the article.
        tree: Of the page. A standfirst is the first element that a class or a microdata name calls one, before the
            first of the lines.
    """
    if not lines:
        return []
    first, whole = lines[0][:40], "\n".join(lines)
    for element in tree.iter("p", "div", "h2", "h3", "span", "strong", "section"):
        text = text_of(element) if len(element.text_content()) < 3 * _LONGEST else ""
        if not text:
            continue
        if text.startswith(first):
            break
        if not _NAMED.search(element.get("class") or "") and element.get("itemprop") != "alternativeHeadline":
            continue
        if len(text) > _LONGEST or text[:40] in whole or not is_sentence(text) or link_share(element) > 0.3:
            continue
        if not any(ancestor.tag in _OUTSIDE for ancestor in element.iterancestors()):
            return [text, *lines]
    return list(lines)
