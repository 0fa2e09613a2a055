"""BM25 over headlines and bodies, by tantivy: a follower of the catalogue, and the first index to have what is new."""

from __future__ import annotations

import contextlib
import math
import shutil
from collections.abc import Iterator, Sequence
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

import tantivy
from tantivy import FieldType, Occur, Query

from clippings.core.errors import IndexDamaged, StorageError
from clippings.core.types import Chunk
from clippings.vectorstore.catalogue.catalogue import Catalogue
from clippings.vectorstore.catalogue.file_lock import Ownership
from clippings.vectorstore.catalogue.follower import Progress, Watermark, catch_up, read_watermark, write_watermark
from clippings.vectorstore.lexical import tokenizers
from clippings.vectorstore.lexical.schema import (
    _whole_seconds,
    document_of,
    make_schema,
)

FINGERPRINT = f"tantivy-{version('tantivy').rsplit('.', 1)[0]}-schema-1"
"""Another version of the engine or of the schema means: build anew from the catalogue."""

_HEADLINE_BOOST = 1.5
_WRITER_HEAP_BYTES = 200_000_000
_LONGEST_QUERY_TERMS = 64
_PRIOR_CHUNKS, _PRIOR_CHANCE = 100, 0.01


class LexicalIndex:
    """The lexical index in one folder.

    Any number of processes may search it; the one that holds its lock takes in changes.

    Args:
        folder: Where it lives; created when missing, built anew when it belongs to another catalogue or version.
        catalogue: What it follows.
    """

    batch_articles = 1_000

    def __init__(self, folder: Path, catalogue: Catalogue) -> None:
        self._folder = folder
        self._catalogue = catalogue
        self._owner = Ownership(folder)
        self._data = folder / "segments"
        self._mark = folder / "watermark.json"
        self._index: tantivy.Index | None = None
        self._writer: tantivy.IndexWriter | None = None
        self._seen_change: int | None = None
        self._groups_known: tuple[int, list[str]] | None = None
        self.left_to_others = False
        """Whether this object only searches, because another keeps the folder following: nothing here waits for it."""

    @property
    def segments(self) -> Path:
        """The folder of tantivy's own files."""
        return self._data

    # Following

    def watermark(self) -> Watermark:
        kept = read_watermark(self._mark)
        if kept and self._belongs(kept):
            return kept
        return Watermark(self._catalogue.id, 0, FINGERPRINT)

    def _belongs(self, kept: Watermark) -> bool:
        return kept.archive_id == self._catalogue.id and kept.fingerprint == FINGERPRINT

    def follow(self, progress: Progress | None = None) -> int:
        """Take in what the catalogue has that this index has not; returns the number of chunks.

        Waits for another process that is doing the same, and then finds little or nothing left to do.
        """
        self._seen_change = self._catalogue.last_change()
        if self.left_to_others or (self._seen_change == self.watermark().change and self._data.is_dir()):
            return 0
        with self._owner, _disk_errors(self._folder):
            if self._must_be_made_anew():
                self._start_anew()
            try:
                return catch_up(self._catalogue, self, progress)
            finally:
                self._writer = None

    def rebuild(self, progress: Progress | None = None) -> int:
        """Throw the index away and build it from the catalogue."""
        with self._owner, _disk_errors(self._folder):
            self._start_anew()
            try:
                return catch_up(self._catalogue, self, progress)
            finally:
                self._writer = None

    def _must_be_made_anew(self) -> bool:
        kept = read_watermark(self._mark)
        if kept is None or not self._belongs(kept) or not self._data.is_dir():
            return True
        return kept.change > self._catalogue.last_change()  # the catalogue went back to an earlier state

    def _start_anew(self) -> None:
        self._index = None
        self._mark.unlink(missing_ok=True)
        shutil.rmtree(self._data, ignore_errors=True)
        self._data.mkdir(parents=True)
        self._index = _opened(tantivy.Index(make_schema(), str(self._data)))

    def apply(self, live: list[Chunk], gone: list[int], article_ids: list[int]) -> None:
        writer = self._writer = self._writer or self._open().writer(_WRITER_HEAP_BYTES, 1)
        schema = make_schema()
        for article_id in article_ids:  # `delete_documents_by_term` takes a number as signed and deletes nothing
            writer.delete_documents_by_query(Query.term_query(schema, "article_id", article_id))
        for chunk in live:
            writer.add_document(document_of(chunk))

    def advance(self, watermark: Watermark) -> None:
        if self._writer is not None:
            self._writer.commit()
        write_watermark(self._mark, watermark)

    # Searching

    def search(
        self,
        question: str,
        k: int,
        since: datetime | None = None,
        until: datetime | None = None,
        sources: Sequence[str] = (),
        articles: Sequence[int] | None = None,
        languages: Sequence[str] = (),
    ) -> list[tuple[int, float]]:
        """The `k` best chunks by BM25 as (chunk id, score), best first.

        Args:
            question: Any text; nothing in it is query syntax.
            k: How many at most.
            since, until: Only articles published in this window, ends included; undated ones fall outside any window.
            sources: Only articles of these sources; all when empty.
            articles: Only the articles with these ids; all when None.
            languages: Only the fields of these languages, which others may share; all when empty.
        """
        if not self._data.is_dir():
            return []
        schema = make_schema()
        words = self._words_query(schema, question, languages)
        return [] if words is None else self._found(schema, words, k, since, until, sources, articles)

    def having_all(
        self,
        topic: str,
        since: datetime | None = None,
        until: datetime | None = None,
        sources: Sequence[str] = (),
        articles: Sequence[int] | None = None,
        languages: Sequence[str] = (),
    ) -> list[int]:
        """The ids of all chunks that have every informative word of a topic, in their text or their headline.

        Args:
            topic: Any text; nothing in it is query syntax.
            since, until, sources, articles, languages: As in `search`.
        """
        if not self._data.is_dir():
            return []
        schema = make_schema()
        words = self._all_words_query(schema, topic, languages)
        if words is None:
            return []
        every = max(self.count(), 1)
        return [one for one, _ in self._found(schema, words, every, since, until, sources, articles)]

    def _found(
        self,
        schema: tantivy.Schema,
        words: Query,
        k: int,
        since: datetime | None,
        until: datetime | None,
        sources: Sequence[str],
        articles: Sequence[int] | None,
    ) -> list[tuple[int, float]]:
        parts = [(Occur.Must, words)]
        if since or until:
            window = Query.range_query(
                schema, "published_at", FieldType.Date, _whole_seconds(since), _whole_seconds(until)
            )
            parts.append((Occur.Must, Query.const_score_query(window, 0.0)))
        if sources:
            named = Query.term_set_query(schema, "source", list(sources))
            parts.append((Occur.Must, Query.const_score_query(named, 0.0)))
        if articles is not None:
            if not articles:
                return []
            among = Query.term_set_query(schema, "article_id", list(articles))
            parts.append((Occur.Must, Query.const_score_query(among, 0.0)))
        with self._damage_named():
            searcher = self._searcher()
            hits = searcher.search(Query.boolean_query(parts), k, count=False).hits
            chunk_ids = searcher.fast_field_values("chunk_id", [address for _, address in hits])
        return [(int(chunk_id or 0), float(score)) for chunk_id, (score, _) in zip(chunk_ids, hits, strict=True)]

    def rarity(self, terms: Sequence[str], group: str) -> dict[str, float]:
        """Inverse document frequency of each term in the bodies of this group of languages (BM25's idf, 0 or more).

        Counted as if a hundred more chunks were there, each with every word at a chance of one in a hundred: an
        archive of ten articles says little about how rare a word is, and one of ten thousand says it all.
        """
        frequencies, count = dict.fromkeys(terms, 0), 0
        if self._data.is_dir():
            with self._damage_named():
                searcher = self._searcher()
                count = searcher.num_docs
                frequencies = {term: searcher.doc_freq(f"body_{group}", term) for term in frequencies}
        count += _PRIOR_CHUNKS
        found = {term: n + _PRIOR_CHUNKS * _PRIOR_CHANCE for term, n in frequencies.items()}
        return {term: math.log(1 + (count - n + 0.5) / (n + 0.5)) for term, n in found.items()}

    def count(self) -> int:
        """How many chunks it holds."""
        if not self._data.is_dir():
            return 0
        with self._damage_named():
            return self._searcher().num_docs

    def ids(self) -> list[int]:
        """The ids of all chunks that it holds, in order, repeated if it holds one twice."""
        if not self._data.is_dir():
            return []
        with self._damage_named():
            searcher = self._searcher()
            hits = searcher.search(Query.all_query(), max(searcher.num_docs, 1), count=False).hits
            return sorted(int(i or 0) for i in searcher.fast_field_values("chunk_id", [place for _, place in hits]))

    def _words_query(self, schema: tantivy.Schema, question: str, languages: Sequence[str]) -> Query | None:
        parts = []
        for group in self._groups(languages):
            words = tokenizers.terms(question, group)[:_LONGEST_QUERY_TERMS]
            for word in dict.fromkeys(words):
                body = Query.term_query(schema, f"body_{group}", word, "freq")
                headline = Query.term_query(schema, f"headline_{group}", word, "freq")
                parts += [(Occur.Should, body), (Occur.Should, Query.boost_query(headline, _HEADLINE_BOOST))]
        return Query.boolean_query(parts) if parts else None

    def _all_words_query(self, schema: tantivy.Schema, topic: str, languages: Sequence[str]) -> Query | None:
        """All of the words, as one group of languages spells them."""
        ways = []
        for group in self._groups(languages):
            words = dict.fromkeys(tokenizers.terms(topic, group)[:_LONGEST_QUERY_TERMS])
            fields = (f"body_{group}", f"headline_{group}")
            if words:
                either = [
                    Query.boolean_query([(Occur.Should, Query.term_query(schema, field, word)) for field in fields])
                    for word in words
                ]
                ways.append((Occur.Should, Query.boolean_query([(Occur.Must, one) for one in either])))
        return Query.boolean_query(ways) if ways else None

    def _groups(self, languages: Sequence[str] = ()) -> list[str]:
        """The groups of fields that anything (in these languages) is in; asked for again when `follow` has met a
        change."""
        if self._seen_change is None or self._groups_known is None or self._groups_known[0] != self._seen_change:
            groups = sorted({tokenizers.group_of(language) for language in self._catalogue.languages()})
            self._groups_known = self._seen_change or 0, groups
        wanted = {tokenizers.group_of(language) for language in languages}
        return [group for group in self._groups_known[1] if not wanted or group in wanted]

    def _searcher(self) -> tantivy.Searcher:
        index = self._open()
        index.reload()
        return index.searcher()

    def _open(self) -> tantivy.Index:
        if self._index is None:
            with self._damage_named():
                self._index = _opened(tantivy.Index.open(str(self._data)))
        return self._index

    @contextlib.contextmanager
    def _damage_named(self) -> Iterator[None]:
        try:
            yield
        except (ValueError, OSError) as error:
            self._index = None
            raise IndexDamaged(
                f"The lexical index in {self._folder} cannot be read ({str(error)[:200]}).",
                "Rebuild it from the catalogue: clippings reindex --lexical",
            ) from error


def _opened(index: tantivy.Index) -> tantivy.Index:
    for group in tokenizers.GROUPS:
        if group != tokenizers.KOREAN:
            index.register_tokenizer(group, tokenizers.analyzer(group))
    return index


@contextlib.contextmanager
def _disk_errors(folder: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:
        message = str(error)
        if isinstance(error, OSError) or any(
            word in message for word in ("No space", "Read-only", "Permission denied", "File too large", "IoError")
        ):
            raise StorageError(
                f"The lexical index in {folder} cannot be written ({message[:200]}).",
                "Free some space or make the folder writable, then run the same command again: "
                "the catalogue has what was ingested.",
            ) from error
        raise IndexDamaged(
            f"The lexical index in {folder} cannot be updated ({message[:200]}).",
            "Rebuild it from the catalogue: clippings reindex --lexical",
        ) from error
