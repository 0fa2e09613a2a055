"""Whether a document is a later version of the article at its address, a page of the same story, or another article.

An address names one article, as a rule. Some sites write one canonical address on every page, some feeds link all
entries to one page, every page of a long story names its first page, and exports give the front page as the link of
everything. The rule, in this order (docs/decisions/078):

1. A page of a story after the first has an address of its own: the one it was fetched from, or `ADDRESS#page=2`.
2. What is found where the address leads, or where an earlier version was found (the same page, file, guid or id), is a
   later version, whatever it says: that place changed its text.
3. Else title and text decide (`is_same_article`). What differs in both is another article, and is kept under the
   address where it was found, or below the address that it shares.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import time
from hashlib import blake2b, sha256
from typing import Literal

from clippings.core.time_window import utc
from clippings.ingest.canonical_url import address, canonical
from clippings.ingest.deduplication import near_duplicates, story_parts
from clippings.ingest.deduplication.content_hash import content_hash
from clippings.ingest.deduplication.unchanged import DIGEST_BYTES
from clippings.ingest.documents import RawDocument
from clippings.ingest.store import StoreWriter
from clippings.vectorstore.catalogue.new_article import NewArticle
from clippings.vectorstore.catalogue.writer import KnownVersion, Likeness

_ALIKE_TITLES = 65
"""Of 100, by rapidfuzz's token_sort_ratio, from which two headlines may be versions of one."""
_SAME_TITLES = 88
_LIKE_TEXTS = 0.15
"""Estimated similarity (`near_duplicates.similarity`) from which texts under alike headlines are versions of one:
rewritten stories keep that much, different ones share less than 0.05."""
_SAME_TEXTS = 0.5
"""The same where the headline is another one, too."""
_LIKE_TITLES_OF_ONE_MOMENT, _LIKE_TEXTS_OF_ONE_MOMENT = 50, 0.05
"""The same for texts that were published at the same time of the same day: an updated story, rewritten for its second
day, keeps that much."""
_NEARLY_ALL = 0.99
_DIGITS = 12

Relation = Literal["own", "part", "apart"]
"""`own`: the article has the address that it names; `part`: it is a later page of the story there; `apart`: the address
is another article's."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An article under the address that it gets, and the versions that are there already."""

    article: NewArticle
    known: list[KnownVersion]
    relation: Relation


class Origins:
    """Where the articles come from whose place is not their address; collected for a batch.

    Of a page, which content its place gave; of a record or an entry, under which id or guid its address is taken. Both
    are kept in the table of documents that were read, under digests of their own.

    Args:
        writer: Knows those of earlier batches.
    """

    def __init__(self, writer: StoreWriter) -> None:
        self._writer = writer
        self.new: dict[bytes, str] = {}
        """To be remembered at the end of the batch."""

    def note(self, document: RawDocument, article: NewArticle) -> None:
        """This document became this article."""
        if document.identity:
            self.new[_key("identity", article.url)] = _identity(document)
        elif document.kind != "record" and document.fallback_url not in ("", article.url):
            self.new[_key("origin", document.fallback_url, article.url)] = article.content_hash

    def gave(self, document: RawDocument, known: Sequence[KnownVersion], url: str) -> bool:
        """Whether the article at `url` came from this very place, or under this id, before."""
        if document.identity:
            return self._value(_key("identity", url)) == _identity(document)
        content = self._value(_key("origin", document.fallback_url, url)) if document.kind != "record" else None
        return content is not None and any(version.content_hash == content for version in known)

    def address_of(self, url: str, own_id: str) -> str:
        """Where the article is that came under an id, of those that name one address."""
        if not own_id or self._value(_key("identity", url)) in (None, _hashed(own_id)):
            return url
        return _below(url, own_id)

    def has_another_identity(self, document: RawDocument, url: str) -> bool:
        """Whether what comes has an id, and the article at `url` came under another one."""
        return bool(document.identity) and self._value(_key("identity", url)) not in (None, _identity(document))

    def _value(self, key: bytes) -> str | None:
        return self.new.get(key) or self._writer.last_content(key)


def placed(
    writer: StoreWriter,
    document: RawDocument,
    article: NewArticle,
    part: int,
    origins: Origins,
    run_id: int,
    read_beside: Collection[str],
) -> Placed:
    """Under which address an article belongs.

    Args:
        writer: The transaction.
        document: As its source yielded it.
        article: What it says, under the address that it names.
        part: Which page of a story it is; 0 or 1 for a first or only page.
        origins: Which place gave what.
        run_id: Of this run.
        read_beside: Addresses whose current version was read in the same batch.
    """
    named = article.url
    for url, is_own, relation in _addresses(document, article, part):
        candidate = article if url == named else _at(article, url)
        known = writer.versions(url)
        if not known or is_own or any(one.content_hash == candidate.content_hash for one in known):
            return Placed(candidate, known, relation)
        if origins.gave(document, known, url):
            return Placed(candidate, known, relation)
        last = next((one for one in known if one.is_current), known[-1])
        in_this_run = last.run_id == run_id or url in read_beside
        has_another_identity = origins.has_another_identity(document, url)
        if is_same_article(_likeness(article), writer.likeness(last.id), in_this_run, has_another_identity):
            return Placed(candidate, known, relation)
    raise AssertionError("the last address is made of the text, so that only the same text has it")


def is_same_article(new: Likeness, known: Likeness, in_one_run: bool, has_another_identity: bool = False) -> bool:
    """Whether a text is a later version of another at the same address, when nothing but what they say can tell.

    With headlines that are alike, the texts must share something, or be too short to compare. In one run, every
    document was found at another place: there, alike headlines with nothing in common below them are a column's
    ("Briefs"), and a text of mostly the same words under another headline is a template's. In a later run the same
    headline is enough, unless the day of publication is another. What was published at the same time of the same day
    need not be as much alike. Short texts without headlines are versions. Under another guid or id, only the same text
    is, or in a later run nearly the same of the same moment.

    Args:
        new: What comes.
        known: What the archive has.
        in_one_run: Whether both were read in one run, from different places.
        has_another_identity: Whether both came under ids, and not under the same.
    """
    titles = _title_similarity(new, known)
    similarity = _similarity(new, known)
    both_dated = new.published_at is not None and known.published_at is not None
    other_moment = both_dated and utc(new.published_at) != utc(known.published_at)  # type: ignore[arg-type]
    other_day = both_dated and utc(new.published_at).date() != utc(known.published_at).date()  # type: ignore[arg-type]
    if has_another_identity:
        is_alike = titles is None or titles >= _ALIKE_TITLES
        is_kept = both_dated and not in_one_run and similarity is not None and similarity >= _SAME_TEXTS
        return is_alike and not other_moment and (similarity == 1.0 or is_kept)
    if titles is None and similarity is None:
        return True
    titles = _ALIKE_TITLES if titles is None else titles
    if similarity == 1.0:
        return titles >= _ALIKE_TITLES or not (in_one_run and other_moment)
    if both_dated and not other_moment and new.published_at.time() != time.min:  # type: ignore[union-attr]
        is_like = similarity is not None and similarity >= _LIKE_TEXTS_OF_ONE_MOMENT
        if titles >= _LIKE_TITLES_OF_ONE_MOMENT and is_like:
            return True
    if titles < _ALIKE_TITLES:
        return similarity is not None and similarity >= _SAME_TEXTS and not in_one_run and not other_moment
    if similarity is None:
        return not (in_one_run and other_day)
    if similarity >= _LIKE_TEXTS:
        return not (in_one_run and other_day) or similarity >= _SAME_TEXTS
    return titles >= _SAME_TITLES and not in_one_run and not other_day


def _addresses(document: RawDocument, article: NewArticle, part: int) -> Iterator[tuple[str, bool, Relation]]:
    """The addresses that an article may get, best first; whether what is found there is always this one."""
    named = article.url
    own = _own_address(document)
    if document.identity or not own:
        is_at_home = not address(document.fields.get("url"))
    else:
        is_at_home = story_parts.same_page(own, named)
    if part > 1 and not is_at_home:
        yield (own, True, "part") if own.startswith("http") else (f"{named}#page={part}", False, "part")
    else:
        yield named, is_at_home, "own"
    if document.identity:
        yield _below(named, document.identity), True, "apart"
    if own and not is_at_home:
        yield own, True, "apart"
    yield f"{named}#{_digest(f'{article.title}|{article.published_at}')}", False, "apart"
    yield f"{named}#{_digest(article.text)}", True, "apart"


def _own_address(document: RawDocument) -> str:
    """Where a document was found, as an address; "" for records and entries of feeds, which share their file's."""
    return "" if document.kind == "record" else canonical(document.fallback_url)


def _key(*told: str) -> bytes:
    return blake2b(json.dumps(told).encode(), digest_size=DIGEST_BYTES).digest()


def _identity(document: RawDocument) -> str:
    return _hashed(document.identity)


def _hashed(own_id: str) -> str:
    return sha256(own_id.encode("utf-8", "surrogatepass")).hexdigest()


def _below(url: str, own_id: str) -> str:
    """The address of an article that shares another one's, and has an id."""
    return f"{url}#{_digest(own_id)}"


def _at(article: NewArticle, address: str) -> NewArticle:
    moved = replace(article, url=address)
    return replace(moved, content_hash=content_hash(moved))


def _likeness(article: NewArticle) -> Likeness:
    return Likeness.of(article.title, article.published_at, article.minhash, article.text)


def _title_similarity(one: Likeness, other: Likeness) -> float | None:
    """0 to 100; None when a text has no headline, so that its first line stands for it."""
    if not (one.has_headline and other.has_headline):
        return None
    from rapidfuzz import fuzz, utils  # few ingests compare titles

    return fuzz.token_sort_ratio(one.title, other.title, processor=utils.default_process)


def _similarity(one: Likeness, other: Likeness) -> float | None:
    """0 to 1, and 1 for the same text only; None when a text is too short to compare."""
    if one.text_digest == other.text_digest:
        return 1.0
    if not (one.minhash and other.minhash):
        return None
    return min(near_duplicates.similarity(one.minhash, other.minhash), _NEARLY_ALL)


def _digest(told: str) -> str:
    return sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
