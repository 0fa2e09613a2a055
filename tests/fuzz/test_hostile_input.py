"""Whatever bytes a source, a suite or a person sends: something is read, or it is refused with a reason, in time.

`make test-long` searches for new ones, `make fuzz` grows them by coverage. What they found stands below by its name.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clippings.core.types import Reject
from clippings.ingest.sources.files import epub
from tests.fuzz.seeds import SEEDS
from tests.fuzz.targets import TARGETS

_EXAMPLES = 200 if os.environ.get("HYPOTHESIS_PROFILE") == "searching" else 12
_LONGEST_S = 20.0


@st.composite
def broken(draw: st.DrawFn, whole: bytes) -> bytes:
    """A whole document with pieces overwritten, cut out, doubled, or brought in from what breaks parsers."""
    content = bytearray(whole)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(content)))
        to = min(len(content), at + draw(st.integers(0, 40)))
        piece = draw(
            st.one_of(
                st.binary(max_size=20),
                st.just(bytes(content[at:to]) * 3),
                st.sampled_from(
                    [b"", b"\x00", b"\xff\xfe", b"&#0;", b"&#xD800;", b"]]>", b"<!--", b"\r", b"-1", b"9" * 400]
                ),
                st.text(max_size=8).map(lambda text: text.encode("utf-8", "surrogatepass")),
            )
        )
        content[at:to] = piece
    return bytes(content)


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_a_broken_document_is_read_or_refused(name: str) -> None:
    whole = st.sampled_from(SEEDS[name]).flatmap(broken)

    @settings(max_examples=_EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    @given(content=st.one_of(whole, st.binary(max_size=200)))
    def read(content: bytes) -> None:
        started = time.monotonic()
        TARGETS[name](content)
        assert time.monotonic() - started < _LONGEST_S

    read()


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_the_whole_documents_that_are_broken_here_are_read(name: str) -> None:
    for content in SEEDS[name]:
        TARGETS[name](content)


_BROKE = [
    ("page", "<article><p>Before.</p><script></script>\x01 The port was closed on Thursday.&#x0B;&#1;</article>"),
    ("feed", "<feed><entry><title>Storm</titlt;p&gt;The port ertCCCCCCChern quayp;.&/lt&gt;</content></entry></feed>"),
    ("feed", "<feed><entry><title>Storm</title><updated>0000-1-03-01</updated></entry></feed>"),
    ("sitemap", "<:h/>"),
]
"""What atheris found, cut to what broke: control characters after what is dropped, a body that is none, a year that is
on no calendar, a name without letters."""


@pytest.mark.parametrize(("name", "document"), _BROKE)
def test_what_broke_a_parser_once_breaks_it_no_more(name: str, document: str) -> None:
    TARGETS[name](document.encode())


def test_a_book_that_names_a_part_in_no_character_set_is_refused(tmp_path: Path) -> None:
    """atheris: the name that stands before a part is not UTF-8 though its flag says so."""
    [book, *_] = SEEDS["file.epub"]
    broken_book = bytearray(book)
    name = book.index(b"META-INF/container.xml")
    broken_book[name - 30 + 7] |= 0x08  # a local header has 30 bytes, its flags are the 7th and 8th
    broken_book[name] = 0x8C
    file = tmp_path / "book.epub"
    file.write_bytes(broken_book)
    [refused] = epub.documents(file)
    assert isinstance(refused, Reject)
    assert "codec can't decode" in refused.reason
