"""The pages of one story: which page of it a document is, by its links, its address and its title.

Every page of a story names the address of the first one as its canonical address. The number is what keeps them apart.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urljoin, urlsplit

_MOST_PAGES = 50
"""A higher number is the id of something else."""
_WORD = r"(?:page|seite|pagina|página|sida|side|strona|sivu)"
_IN_QUERY = re.compile(r"page|paged|pg|p|page_?(?:no|num|number)|seite|pagina|start_?page", re.IGNORECASE)
_IN_PATH = re.compile(
    rf"(?:/|[-_,.])(?:{_WORD}[-_/]?)?(?P<number>\d{{1,2}})(?P<ending>\.(?:s?html?|php|aspx?))?/?$", re.IGNORECASE
)
_IN_FILE_NAME = re.compile(rf"[-_. ]?(?:{_WORD}|p)[-_. ]?(\d{{1,2}})$", re.IGNORECASE)
_IN_TITLE = re.compile(
    rf"(?:^|[-–—|·:(]\s*){_WORD}\s+(\d{{1,2}})(?:\s*(?:of|/|von|de|di)\s*\d{{1,2}})?\s*\)?\s*(?:$|[-–—|·])|(\d{{1,2}})\s?페이지",
    re.IGNORECASE,
)


def of_page(tree: Any, address: str) -> int:
    """The number of a page within its story, by the pages that it names as the previous and the next one.

    Args:
        tree: Of the page.
        address: Its canonical address.

    Returns:
        1 for the first page, 0 where the page names none. A link to another story is no page of this one.
    """
    for relation, step in (("prev", 1), ("next", -1)):
        query = "//*[self::link or self::a][contains(concat(' ', normalize-space(@rel), ' '), $relation)]/@href"
        for href in tree.xpath(query, relation=f" {relation} ")[:4]:
            number = _number_below(_joined(address, href), address)
            if number and 1 <= number + step <= _MOST_PAGES:
                return number + step
    title = tree.findtext(".//head/title") or ""
    if found := _IN_TITLE.search(" ".join(title.split())):
        return _in_range(found[1] or found[2])
    return 0


def of_address(own: str, canonical: str) -> int:
    """The number of a page by where it was found, `?page=2` or `port-plan_page2.html`; 0 where that does not say.

    Args:
        own: An address, also of a file.
        canonical: What the page calls its address.
    """
    if own.startswith("file:"):
        stem = unquote(urlsplit(own).path).rpartition("/")[2].partition(".")[0]
        last = urlsplit(canonical).path.rstrip("/").rpartition("/")[2].partition(".")[0]
        found = _IN_FILE_NAME.search(stem)
        return _in_range(found[1]) if found and last and stem[: found.start()].casefold() == last.casefold() else 0
    return _number_below(own, canonical)


def next_page(tree: Any, address: str) -> str:
    """The address of a story's next page; "" where the page names none, or one of another story."""
    hrefs = tree.xpath("//*[self::link or self::a][contains(concat(' ', normalize-space(@rel), ' '), ' next ')]/@href")
    named = (_joined(address, href) for href in hrefs[:4])
    return next((one for one in named if _number_below(one, address) > 1), "")


def _number_below(address: str, canonical: str) -> int:
    """Which page of the story at `canonical` an address names: 1 for that address itself, 0 for another story.

    A canonical address that ends in a number itself (`/news/6`) makes no pages of its neighbours.
    """
    first = _bare(canonical)
    base, number = _without_page(address)
    return 1 if _bare(address) == first else number if base == first else 0


def _without_page(address: str) -> tuple[str, int]:
    """An address without its page number, in a form for comparing, and the number; 0 where there is none."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address, 0
    query = parse_qsl(parts.query, keep_blank_values=True)
    for name, value in query:
        if _IN_QUERY.fullmatch(name) and (number := _in_range(value)):
            rest = urlencode([pair for pair in query if pair != (name, value)])
            return _bare(parts._replace(query=rest).geturl()), number
    found = _IN_PATH.search(parts.path)
    if found and (number := _in_range(found["number"])):
        path = parts.path[: found.start()] + (found["ending"] or "")
        return _bare(parts._replace(path=path).geturl()), number
    return _bare(address), 0


def _in_range(digits: str) -> int:
    return int(digits) if digits.isascii() and digits.isdigit() and 1 <= int(digits[:4]) <= _MOST_PAGES else 0


def same_page(one: str, other: str) -> bool:
    """Whether two addresses differ only in how one page may be written: scheme, `www.`, a mobile host, a last slash."""
    return _bare(one) == _bare(other)


def _bare(address: str) -> str:
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.").removeprefix("amp.")
    except ValueError:
        return address
    path = re.sub(r"/(?:index\.\w{3,5}|amp)?/?$", "", parts.path)
    return f"{host}{path}?{parts.query}" if host else address


def _joined(address: str, href: str) -> str:
    try:
        return urljoin(address, href.strip())
    except ValueError:
        return ""
