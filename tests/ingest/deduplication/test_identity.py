"""Articles do not replace one another by accident, and a later version of one still replaces it."""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clippings.core.types import Article
from clippings.ingest.deduplication.identity import is_same_article
from clippings.ingest.deduplication.near_duplicates import signature
from clippings.ingest.dry_run import rehearse
from clippings.ingest.pipeline import Counts, ingest
from clippings.ingest.run_notes import notes
from clippings.ingest.sources.files import files
from clippings.vectorstore.archive import Archive
from clippings.vectorstore.catalogue.writer import Likeness
from tests.conftest import QuietListener
from tests.ingest.deduplication.test_near_duplicates import story

CANONICAL = "https://ledger.example/news"
_HEADLINES = ("Quay wall gives way", "Teachers end strike", "Otters return to canal", "Cable car opens", "Bakery burns")


def _page(headline: str, text: str, head: str = "", canonical: str = CANONICAL) -> str:
    return (
        f'<!doctype html><html lang="en"><head><title>{headline}</title><link rel="canonical" href="{canonical}">'
        f'<meta property="og:site_name" content="Ledger">{head}</head>'
        f"<body><article><h1>{headline}</h1><p>{text}</p></article></body></html>"
    )


def _sentences(seed: int, count: int = 12) -> str:
    return " ".join(story(seed, count))


def take_in(archive: Archive, *paths: Path) -> Counts:
    return ingest(archive, [str(path) for path in paths], QuietListener(), defer_vectors=True)


def outcome(counts: Counts) -> tuple[int, int, int, int]:
    return counts.added, counts.updated, counts.unchanged, counts.rejected


def current(archive: Archive) -> list[Article]:
    return list(archive.catalogue.all_articles())


def _written(folder: Path, **pages: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, page in pages.items():
        (folder / f"{name}.html").write_text(page)
    return folder


def test_one_canonical_address_on_every_page_loses_none_of_them_and_is_told(archive: Archive, tmp_path: Path) -> None:
    folder = _written(tmp_path / "site", **{f"p{n}": _page(_HEADLINES[n], _sentences(n)) for n in range(4)})
    counts = take_in(archive, folder)
    assert (outcome(counts), counts.apart) == ((4, 0, 0, 0), 3)
    assert [note for note in notes(asdict(counts)) if "kept apart" in note] == [
        f"4 articles name the same canonical address or link, {CANONICAL}; kept apart"
    ]
    assert outcome(take_in(archive, folder)) == (0, 0, 4, 0)
    assert {article.title for article in current(archive)} == set(_HEADLINES[:4])
    assert len({article.url for article in current(archive)}) == 4


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(4)), corrected=st.integers(0, 3), split=st.integers(0, 3), seed=st.integers(0, 999))
def test_whatever_the_order_each_article_stands_once_and_a_correction_replaces_its_own(
    archive: Archive,
    tmp_path_factory: pytest.TempPathFactory,
    order: Sequence[int],
    corrected: int,
    split: int,
    seed: int,
) -> None:
    canonical = f"{CANONICAL}/{seed}/{''.join(map(str, order))}/{split}-{corrected}"
    folder = tmp_path_factory.mktemp("site")

    def write(number: int, text: str) -> Path:
        path = folder / f"{number}.html"
        path.write_text(_page(_HEADLINES[number], text, canonical=canonical))
        return path

    before = len(current(archive))
    paths = [write(number, _sentences(seed * 10 + number)) for number in order]
    for part in (paths[:split], paths[split:]):
        if part:
            take_in(archive, *part)
    assert len(current(archive)) == before + 4
    changed = _sentences(seed * 10 + corrected).replace(".", ", it was put right.", 1)
    counts = take_in(archive, write(corrected, changed))
    assert (counts.added, counts.updated) == (0, 1)
    texts = {article.text for article in current(archive)}
    assert changed in texts
    assert len(current(archive)) == before + 4


def test_a_rewritten_page_is_a_new_version_of_what_its_file_said_before(archive: Archive, tmp_path: Path) -> None:
    folder = _written(tmp_path / "site", a=_page(_HEADLINES[0], _sentences(1)), b=_page(_HEADLINES[1], _sentences(2)))
    take_in(archive, folder)
    for name, headline in (("a", "Quay rebuilt in a week"), ("b", "Schools open again")):
        _written(folder, **{name: _page(headline, _sentences(len(headline)))})
        assert outcome(take_in(archive, folder / f"{name}.html")) == (0, 1, 0, 0)
    assert {article.title for article in current(archive)} == {"Quay rebuilt in a week", "Schools open again"}


def test_a_later_crawl_of_a_page_replaces_the_earlier_one(archive: Archive, tmp_path: Path) -> None:
    first = _written(tmp_path / "may", x=_page("Two hurt in mill fire", _sentences(1, 12)))
    later = _written(tmp_path / "june", x=_page("Two hurt in fire at mill", _sentences(1, 12) + " " + _sentences(2, 3)))
    assert outcome(take_in(archive, first)) == (1, 0, 0, 0)
    assert outcome(take_in(archive, later)) == (0, 1, 0, 0)
    assert len(current(archive)) == 1


@pytest.mark.parametrize(
    ("names", "heads", "titles"),
    [
        (("harbour", "harbour_page2"), ("", ""), ("Harbour", "Harbour")),
        (
            ("a", "b"),
            ('<link rel="next" href="/long/harbour?page=2">', '<link rel="prev" href="/long/harbour">'),
            ("Harbour", "Harbour"),
        ),
        (("b", "a"), ("", '<a rel="prev" href="https://ledger.example/long/harbour/">'), ("Harbour", "Harbour")),
        (("one", "two"), ("", ""), ("Harbour", "Harbour - Page 2 of 2")),
    ],
)
def test_the_pages_of_a_story_stand_beside_each_other(
    archive: Archive, tmp_path: Path, names: tuple[str, str], heads: tuple[str, str], titles: tuple[str, str]
) -> None:
    canonical = "https://ledger.example/long/harbour"
    pages = [
        _page(title, _sentences(n + 40), head, canonical)
        for n, (title, head) in enumerate(zip(titles, heads, strict=True))
    ]
    folder = _written(tmp_path / "story", **dict(zip(names, pages, strict=True)))
    counts = take_in(archive, folder)
    assert (outcome(counts), counts.parts, counts.apart) == ((2, 0, 0, 0), 1, 0)
    assert {article.url for article in current(archive)} == {canonical, f"{canonical}#page=2"}
    assert outcome(take_in(archive, folder)) == (0, 0, 2, 0)


def _feed(*items: tuple[str, str, str, str]) -> str:
    listed = "".join(
        f'<item><title>{title}</title><link>https://ledger.example/briefs</link><guid isPermaLink="false">{guid}</guid>'
        f"<pubDate>Thu, 16 Mar 2023 0{hour}:00:00 GMT</pubDate><description>{text}</description></item>"
        for title, guid, hour, text in items
    )
    return f"<rss version='2.0'><channel><title>Ledger</title>{listed}</channel></rss>"


def test_entries_with_one_link_are_told_apart_by_their_guids_also_when_the_feed_moves_on(
    archive: Archive, tmp_path: Path
) -> None:
    template = _sentences(7, 10)
    path = tmp_path / "briefs.xml"
    one, two, three = (
        ("Brief: quay", "b-1", "1", f"The quay is shut. {template}"),
        ("Brief: school", "b-2", "2", f"The school is shut. {template}"),
        ("Brief: quay", "b-3", "3", f"The quay reopens. {template}"),
    )
    path.write_text(_feed(one, two))
    assert outcome(take_in(archive, path)) == (2, 0, 0, 0)
    path.write_text(_feed(two, three))
    assert outcome(take_in(archive, path)) == (1, 0, 1, 0)
    corrected = (*two[:3], two[3].replace("is shut", "is open"))
    path.write_text(_feed(corrected))
    assert outcome(take_in(archive, path)) == (0, 1, 0, 0)
    assert sorted(" ".join(article.text.split()[:4]) for article in current(archive)) == [
        "The quay is shut.",
        "The quay reopens. " + template.split()[0],
        "The school is open.",
    ]


def test_records_that_all_link_to_the_front_page_stay_apart(archive: Archive, write_jsonl: Callable[..., Path]) -> None:
    records = [
        {"url": "https://ledger.example/front", "title": _HEADLINES[n], "text": _sentences(60 + n)} for n in range(3)
    ]
    path = write_jsonl(*records)
    assert outcome(take_in(archive, path)) == (3, 0, 0, 0)
    assert outcome(take_in(archive, path)) == (0, 0, 3, 0)


def test_records_with_one_link_are_told_apart_by_their_ids(archive: Archive, write_jsonl: Callable[..., Path]) -> None:
    link, template = "https://ledger.example/ticker", _sentences(3)
    first, second = (
        {"id": n, "url": link, "title": "Ticker", "text": f"Line {n}. {template}", "date": "2023-03-16"} for n in (1, 2)
    )
    assert outcome(take_in(archive, write_jsonl(first, second))) == (2, 0, 0, 0)
    assert outcome(take_in(archive, write_jsonl({**second, "text": _sentences(9)}, first))) == (0, 1, 1, 0)
    assert len(current(archive)) == 2


def test_a_dry_run_counts_as_the_ingest_does(archive: Archive, tmp_path: Path) -> None:
    folder = _written(tmp_path / "site", **{f"p{n}": _page(_HEADLINES[n], _sentences(n)) for n in range(3)})
    found: Iterator[object] = files.documents(folder)
    rehearsed = rehearse(archive.catalogue, ((one, None) for one in found), QuietListener())  # type: ignore[misc]
    assert outcome(rehearsed) == outcome(take_in(archive, folder)) == (3, 0, 0, 0)
    assert rehearsed.apart == 2


def _likeness(title: str, text: str, day: int | None = None) -> Likeness:
    moment = datetime(2023, 3, day, tzinfo=UTC) if day else None
    return Likeness.of(title, moment, signature(text)[0], text)


ONE, OTHER = _sentences(1), _sentences(2)
HALF = " ".join([*story(1, 12)[:10], *story(2, 12)[:2]])


@pytest.mark.parametrize(
    ("new", "known", "in_one_run", "same"),
    [
        (("Mill burns", ONE), ("Mill burns", HALF), True, True),
        (("Mill burns", ONE), ("Mill burns", OTHER), True, False),
        (("Mill burns", ONE), ("Mill burns", OTHER), False, True),
        (("Mill burns", ONE, 16), ("Mill burns", OTHER, 17), False, False),
        (("Mill burns", ONE), ("Teachers end strike", OTHER), False, False),
        (("Mill burns", ONE), ("Teachers end strike", HALF), True, False),
        (("Fire at mill: two hurt", ONE, 16), ("Blast shakes town", HALF, 16), False, True),
        (("Fire at mill: two hurt", ONE, 16), ("Blast shakes town", HALF, 17), False, False),
        (("Mill burns", "It burns."), ("Mill burns", "It burned."), True, True),
        (("Mill burns", "It burns."), ("Teachers end strike", "They teach."), False, False),
        (("Council votes on budget", ONE), ("Council votes on ferry", OTHER), False, False),
    ],
)
def test_headline_text_and_day_tell_a_version_from_another_article(
    new: tuple[str, str], known: tuple[str, str], in_one_run: bool, same: bool
) -> None:
    assert is_same_article(_likeness(*new), _likeness(*known), in_one_run) is same


@pytest.mark.parametrize(("hour", "same"), [(9, True), (0, False)])
def test_a_story_rewritten_for_its_second_day_is_known_by_the_time_of_its_publication(hour: int, same: bool) -> None:
    moment = datetime(2023, 3, 16, hour, 30 if hour else 0, tzinfo=UTC)
    rewritten = " ".join([*story(2, 12)[:10], *story(1, 12)[:2]])
    titles = ("Blast at the Bren mill: two are hurt", "Count of hurt in Bren mill blast falls")
    new, known = (
        Likeness.of(title, moment, signature(text)[0], text)
        for title, text in zip(titles, (rewritten, ONE), strict=True)
    )
    assert is_same_article(new, known, in_one_run=True) is same


def test_likeness_has_no_direction() -> None:
    chance = random.Random(3)
    texts = [_sentences(n, chance.randint(1, 12)) for n in range(6)]
    told = [_likeness(chance.choice(_HEADLINES), text, chance.choice((None, 16, 17))) for text in texts]
    for one, other in itertools.combinations(told, 2):
        for in_one_run in (True, False):
            assert is_same_article(one, other, in_one_run) is is_same_article(other, one, in_one_run)


def test_pages_in_records_are_told_apart_by_their_ids_too(archive: Archive, tmp_path: Path) -> None:
    pages = [_page(headline, _sentences(at)) for at, headline in enumerate(_HEADLINES[:3])]
    records = [{"id": at, "url": CANONICAL, "html": page, "text": page} for at, page in enumerate(pages)]
    path = tmp_path / "pages.jsonl"
    path.write_text("\n".join(map(json.dumps, records)))
    assert outcome(take_in(archive, path)) == (3, 0, 0, 0)
    records[1]["text"] = _page(_HEADLINES[1], _sentences(9))
    path.write_text("\n".join(map(json.dumps, reversed(records))))
    assert outcome(take_in(archive, path)) == (0, 1, 2, 0)
    assert {one.title for one in current(archive)} == set(_HEADLINES[:3])
