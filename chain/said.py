"""What somebody said, in order of time: quotes whose speaker the articles name, each with its occasion."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from clippings.chain.messages import message
from clippings.chain.query.understanding import limited, understand
from clippings.chain.retrieval.filters import is_within, lies_within
from clippings.chain.speech.article import utterances
from clippings.chain.speech.occasion import occasion
from clippings.chain.speech.person import Person, resolve, searched_part, without_titles
from clippings.chain.speech.stance import Stance, stance
from clippings.chain.speech.topic import Topic
from clippings.chain.speech.utterance import Utterance, without_quoted
from clippings.chain.verification.prompt_injection import directs_a_machine
from clippings.core.languages import of_question
from clippings.core.types import Article, Question
from clippings.core.understood import Understood
from clippings.vectorstore.archive import Archive
from clippings.vectorstore.lexical.tokenizers import group_of

MOST = 200
"""Quotes."""
_MOST_READ = 3_000
"""Articles with the name, newest first: reading as many takes a few seconds."""

_TOLD_BY = 600
"""Articles, from which a person's full name, and who else has the family name, is told."""
_LONG_QUOTATION = re.compile(r"[“\"]([^“”\"]{40,})[”\"]")


@dataclass(frozen=True, slots=True)
class SpokenQuote:
    """Words of a person: `text == article.text[start:end]`."""

    speaker: str
    article: Article
    start: int
    end: int
    is_direct: bool
    occasion: str
    """As the sentence tells it ("in an interview with the Gazette"); "" where only the headline does."""
    stance: Stance | None
    also_in: tuple[Article, ...] = ()

    @property
    def text(self) -> str:
        return self.article.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Said:
    """The quotes of a person, oldest first; undated ones last."""

    person: str
    """As it was asked for."""
    topic: str
    speaker: str
    """As the archive writes the name; "" where it has nobody of the name."""
    question: Question
    understood: Understood
    quotes: tuple[SpokenQuote, ...]
    notes: tuple[str, ...] = ()

    @property
    def then_and_now(self) -> tuple[SpokenQuote, SpokenQuote] | None:
        """The first and the latest dated quote; None where they are of one day."""
        dated = [one for one in self.quotes if one.article.published_at]
        if len(dated) < 2 or dated[0].article.by_day[0] == dated[-1].article.by_day[0]:
            return None
        return dated[0], dated[-1]

    def of_stance(self, which: Stance) -> tuple[SpokenQuote, ...]:
        """Those that speak for the topic, or against it, in plain words."""
        return tuple(one for one in self.quotes if one.stance == which)


def said(archive: Archive, person: Question, topic: str = "", most: int = MOST) -> Said:
    """What a person said.

    Args:
        archive: An open archive.
        person: The name as its text, within limits.
        topic: Only on this; times and sources in its words are limits too. All when empty.
        most: How many quotes at most; of more, the oldest and the newest half.

    Raises:
        IndexDamaged: The index of words cannot be read.
    """
    archive.lexical.follow()
    catalogue = archive.catalogue
    name = without_titles(person.text)
    if topic.strip():
        understood = understand(replace(person, text=topic), catalogue.source_names, catalogue.newest)
        asked = limited(replace(person, text=topic), understood)
    else:
        understood = Understood(of_question(person.text), "")
        asked = person
    empty = Said(person.text, topic, "", asked, understood, ())
    articles, is_cut = _articles(archive, name, asked)
    known = resolve(person.text, articles[-_TOLD_BY:]) if articles else None
    if known is None:
        return replace(empty, notes=(message("said_nobody", understood.language, name=name),))
    who, others = known
    is_only_a_time = understood.window is not None and understood.words.strip(" ?") == topic.strip(" ?")
    wanted = Topic(archive, understood.words) if topic.strip() and not is_only_a_time else None
    told = _of_one_gender([(article, one) for article in articles for one in utterances(article, who)])
    quotes = [
        _quote(article, who, one, wanted)
        for article, one in told
        if is_within(article, asked)
        and (wanted is None or wanted.is_told_in(article, one.start, one.end))
        and not directs_a_machine(article.text[one.start : one.end])
    ]
    notes = []
    if others:
        notes.append(message("said_others", understood.language, name=who.name, others=", ".join(others)))
    if is_cut:
        notes.append(message("said_newest_read", understood.language, count=_MOST_READ))
    ordered = sorted(_told_once(quotes), key=lambda one: (*one.article.by_day, one.article.id, one.start))
    if len(ordered) > most:
        notes.append(message("said_ends", understood.language, count=len(ordered), most=most))
        ordered = [*ordered[: most - most // 2], *ordered[len(ordered) - most // 2 :]]
    return replace(empty, speaker=who.name, quotes=tuple(ordered), notes=tuple(notes))


def _articles(archive: Archive, name: str, asked: Question) -> tuple[list[Article], bool]:
    """The articles that have a name, oldest first, and whether there are more than are read.

    Those outside the limits are read too where there is room: what somebody's full name is, and who else has the family
    name, does not depend on the week that is asked of. What is later than `as_of` is not.
    """
    part = searched_part(name)
    if not re.search(r"[^\W\d_]", part):
        return [], False
    anywhere = replace(asked, since=None, until=None, sources=(), authors=(), languages=(), phrases=())
    window = anywhere.searched_window
    catalogue = archive.catalogue
    dates = catalogue.articles_of(archive.lexical.having_all(part, window.since, window.until))
    seen = {one: at for one, at in dates.items() if lies_within(*at, anywhere)}
    inside = [one for one, at in seen.items() if lies_within(*at, asked)]
    inside.sort(key=lambda one: (seen[one][0] is not None, seen[one][0], one), reverse=True)
    outside = sorted(set(seen) - set(inside), reverse=True)
    ids = [*inside, *outside][:_MOST_READ]
    return sorted(catalogue.articles(ids, current_only=True), key=lambda one: one.id), len(inside) > _MOST_READ


def _of_one_gender(told: Sequence[tuple[Article, Utterance]]) -> list[tuple[Article, Utterance]]:
    """Without the quotes of a "she" where the person is a "he" nearly everywhere else, or the other way round."""
    pronouns = Counter(one.pronoun for _, one in told if one.pronoun in ("he", "she"))
    if len(pronouns) < 2:
        return list(told)
    (usual, most), (_, fewest) = pronouns.most_common(2)
    is_told = most > 2 * fewest
    return [
        (article, one)
        for article, one in told
        if one.pronoun in ("", "그", "그녀") or (is_told and one.pronoun == usual)
    ]


def _quote(article: Article, who: Person, one: Utterance, topic: Topic | None) -> SpokenQuote:
    text = article.text[one.start : one.end]
    group = group_of(article.language)
    return SpokenQuote(
        who.name,
        article,
        one.start,
        one.end,
        one.is_direct,
        occasion(without_quoted(text), who.language),
        stance(text, topic.words(group), group) if topic else None,
    )


def _told_once(quotes: Sequence[SpokenQuote]) -> list[SpokenQuote]:
    """Each quote once, by the article that had it first, with the others that have the same words."""
    first: dict[str, SpokenQuote] = {}
    for one in sorted(quotes, key=lambda one: one.article.by_day):
        key = _same(one.text)
        known = first.get(key)
        if known is None:
            first[key] = one
        elif known.article.id != one.article.id and one.article.id not in {other.id for other in known.also_in}:
            first[key] = replace(known, also_in=(*known.also_in, one.article))
    return list(first.values())


def _same(text: str) -> str:
    """What two tellings of the same words share: the first long quotation, else all of it."""
    quoted = _LONG_QUOTATION.search(text)
    return re.sub(r"\W+", " ", quoted[1] if quoted else text).casefold().strip()
