"""A follower ends where the catalogue is, whatever interrupts it and however often it repeats itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clippings.core.types import Chunk
from clippings.vectorstore.catalogue.catalogue import Catalogue
from clippings.vectorstore.catalogue.follower import Watermark, catch_up, read_watermark, write_watermark
from tests.vectorstore.articles import add, article


class Crash(Exception):
    """The process of the follower ends here."""


class SetIndex:
    """An index that is a set of chunk ids, and that can crash before or after it keeps its watermark."""

    def __init__(self, archive_id: str, change: int, batch_articles: int = 2) -> None:
        self.batch_articles = batch_articles
        self.held: set[int] = set()
        self.kept = Watermark(archive_id, change, "set")
        self.crashes: list[str] = []
        self.largest_batch = 0

    def watermark(self) -> Watermark:
        return self.kept

    def apply(self, live: list[Chunk], gone: list[int], article_ids: list[int], /) -> None:
        self.largest_batch = max(self.largest_batch, len(article_ids))
        self.held -= set(gone)
        for chunk in live:
            self.held.add(chunk.id)
            if self.crashes and self.crashes[0] == "half":
                raise Crash(self.crashes.pop(0))

    def advance(self, watermark: Watermark) -> None:
        crash = self.crashes.pop(0) if self.crashes else ""
        if crash == "before":
            raise Crash(crash)
        self.kept = watermark
        if crash == "after":
            raise Crash(crash)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    catalogue = Catalogue(f"sqlite:///{tmp_path_factory.mktemp('follower') / 'catalogue.db'}")
    yield catalogue
    catalogue.close()


WRITE = st.tuples(st.just("write"), st.integers(0, 4), st.integers(1, 3))
FOLLOW = st.tuples(st.just("follow"), st.lists(st.sampled_from(["half", "before", "after", ""]), max_size=3))
REPEAT = st.tuples(st.just("repeat"), st.integers(0, 20))


@settings(max_examples=60)
@given(st.lists(WRITE | FOLLOW | REPEAT, max_size=12), st.integers(1, 4))
def test_any_order_of_writing_following_crashing_and_repeating_ends_in_the_same_state(
    shared: Catalogue, steps: list[tuple[object, ...]], batch_articles: int
) -> None:
    start = shared.last_change()
    index = SetIndex(shared.id, start, batch_articles)
    for number, (kind, *details) in enumerate(steps):
        if kind == "write":
            which, chunks = details
            text = "\n".join(f"Line {line} of step {number} after {start}." for line in range(int(str(chunks))))
            add(shared, article(f"https://{start}.example/{which}", text))
        elif kind == "repeat":  # an older backup of the watermark: what was applied since is applied again
            index.kept = Watermark(shared.id, max(start, index.kept.change - int(str(details[0]))), "set")
        else:
            index.crashes = list(details[0])  # type: ignore[call-overload]
            try:
                catch_up(shared, index)
            except Crash:
                continue
    index.crashes = []
    catch_up(shared, index)
    changed = [article_id for _, article_id in shared.changed_articles(start, 10_000)]
    assert index.held == {chunk.id for chunk in shared.chunks_of(sorted(set(changed)))[0]}
    assert index.kept.change == shared.last_change()
    assert index.largest_batch <= batch_articles


def test_following_tells_how_many_chunks_it_took_in(catalogue: Catalogue) -> None:
    add(catalogue, *(article(f"https://a.example/{n}", "One.\nTwo.") for n in range(5)))
    index, told = SetIndex(catalogue.id, 0), list[int]()
    assert catch_up(catalogue, index, told.append) == 10
    assert told == [4, 4, 2]
    assert catch_up(catalogue, index, told.append) == 0


def test_a_watermark_is_read_as_it_was_written(tmp_path: Path) -> None:
    mark = Watermark("an-id", 42, "model@1")
    write_watermark(tmp_path / "watermark.json", mark)
    assert read_watermark(tmp_path / "watermark.json") == mark
    assert [path.name for path in tmp_path.iterdir()] == ["watermark.json"]


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"null", b'{"change": 1}', b"\xff\xfe", b'{"archive_id": "a", "change": "x"}']
)
def test_a_watermark_that_cannot_be_read_is_none(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "watermark.json"
    assert read_watermark(path) is None
    path.write_bytes(content)
    assert read_watermark(path) is None
