"""One address for one article, however it was linked to; and two articles never get the same."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit, urlunsplit

from courlan.clean import normalize_url

_TRACKERS = re.compile(
    r"(?:utm|itm|mtm|hsa)_\w+|pk_(?:campaign|kwd|keyword|source|medium|content)|mc_[ce]id|_(?:ga|gl|hsenc|hsmi)"
    r"|at_(?:medium|campaign\w*|format|link_\w+|ptr_name|bbc_team)|ml_subscriber\w*|oly_(?:anon|enc)_id|mkt_tok|vero_\w+"
    r"|(?:fb|g|dc|tw|y|ys|tt)clid|(?:dcl|msclk|gbra|wbra|igsh|cmp|nc|sm|oc)id|igsh|xtor|ito|amp",
    re.IGNORECASE,
)
_MOSTLY_TRACKERS = re.compile(r"ref|ref_?src|referr?er|source|src|medium|campaign|aff|affiliate|cid", re.IGNORECASE)
"""Such a name is also that of an article's number on some sites: with a digit in its value, it stays."""

_ADDRESS = re.compile(r"(?:https?|ftp)://[^\s/?#].*|(?:file|urn|tag):\S.*", re.IGNORECASE | re.DOTALL)

_SAFE_IN_QUERIES = "%=&+;:,/?@!$'()*-._~|[]{}\\^`"
"""Left as they are: whether a server takes another spelling for the same is not ours to say."""


def canonical(url: str) -> str:
    """The address without trackers and fragments (but `#!`, which names a page); one that is not of the web stays.

    Parameters are sorted by name. What may name the article stays, also in old spellings: `view?uid=7`, `view?7`.
    """
    url = url.strip()
    if not url.startswith(("http://", "https://")):
        return url
    try:
        parts = urlsplit(url.replace("&amp;", "&"))
        address = normalize_url(parts._replace(query="", fragment=""))
    except (AttributeError, ValueError):
        return url
    kept = (quote(one, _SAFE_IN_QUERIES) for one in parts.query.split("&") if _names_the_article(one))
    query = "&".join(sorted(kept, key=lambda one: one.partition("=")[0]))
    fragment = quote(parts.fragment, _SAFE_IN_QUERIES) if parts.fragment.startswith("!") else ""
    scheme, host, path, _, _ = urlsplit(address)
    return urlunsplit((scheme, host, "" if path == "/" and not query + fragment else path, query, fragment))


def _names_the_article(parameter: str) -> bool:
    name, _, value = parameter.partition("=")
    if not name or _TRACKERS.fullmatch(name):
        return False
    return not _MOSTLY_TRACKERS.fullmatch(name) or any(letter.isdigit() for letter in value)


def address(told: object) -> str:
    """What a document tells as its address, where it names one thing in all the world; else "", as for `/news/1`."""
    return told.strip() if isinstance(told, str) and _ADDRESS.fullmatch(told.strip()) else ""
