"""XML of strangers, element by element: entities are never expanded, nothing outside is loaded, depth is bounded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, BinaryIO

from lxml import etree


def parse(content: BinaryIO, events: Sequence[str] = ("end",), **more: bool) -> Iterator[tuple[str, Any]]:
    """The events of a document, as `lxml.etree.iterparse` gives them.

    Args:
        content: The document.
        events: Which ones: "start", "end".
        more: Further options of `iterparse`, such as `remove_comments`.

    Raises:
        lxml.etree.XMLSyntaxError: While they are read, where the document breaks off or is none.
    """
    found: Iterator[tuple[str, Any]] = etree.iterparse(
        content, events=tuple(events), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, **more
    )
    return found


def outermost(content: BinaryIO, is_wanted: Callable[[str], bool]) -> Iterator[Any]:
    """The elements of wanted names that stand in no other such element, in order, without comments.

    Each is emptied once the next is asked for, so that no more than one of them is in memory.

    Args:
        content: The document.
        is_wanted: Tells by an element's name without its namespace.

    Raises:
        lxml.etree.XMLSyntaxError: As `parse`.
    """
    depth = 0
    for event, element in parse(content, ("start", "end"), remove_comments=True, remove_pis=True):
        if not is_wanted(local_name(element)):
            continue
        depth += 1 if event == "start" else -1
        if event == "end" and depth == 0:
            yield element
            element.clear()
            parent = element.getparent()
            while parent is not None and element.getprevious() is not None:
                del parent[0]


def local_name(element: Any) -> str:
    """An element's name without its namespace; "" for a comment or an instruction."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
