"""What was expected of an answer and is not so, each with the newsroom's criterion that it belongs to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from clippings.core.languages import of_question
from clippings.core.time_window import day
from clippings.core.types import Answer, Article, Citation, Passage
from clippings.evaluation.judging.entailment import ByWords, Entailment
from clippings.evaluation.outcomes import known_as, outcome_of
from clippings.evaluation.suites.suite import Criterion, Expectations, Fact, day_of
from clippings.evaluation.text_match import holds, plain_text

_PLAIN_QUOTES = str.maketrans("’‘“”", "''\"\"")
_CITATION_MARK = re.compile(r"\s*\[\d+\]")

Similarity = Callable[[str, str], float]
"""The cosine similarity of two texts, -1 to 1."""


@dataclass(frozen=True, slots=True)
class Failure:
    """One expectation that does not hold."""

    expectation: str
    """Its name in the suite."""
    expected: str
    found: str
    criterion: Criterion


@dataclass(frozen=True, slots=True)
class ToldFact:
    """A fact of the suite, and whether the answer tells it."""

    fact: Fact
    told: bool


_BY_WORDS = ByWords()


def facts_of(expect: Expectations, answer: Answer, entailment: Entailment = _BY_WORDS) -> list[ToldFact]:
    """Which of the expected facts an answer tells; one that abstains tells none.

    Args:
        entailment: Judges the facts that have no patterns, with the question as what is known of the answer.
    """
    if answer.abstained:
        return [ToldFact(one, False) for one in expect.facts or ()]
    said = _flat(f"{answer.short_answer or ''} {words_of(answer)}")
    return [
        ToldFact(
            one,
            entailment.entails(one.fact, said, answer.question.text)
            if one.any_of is None
            else any(_found(pattern, said) for pattern in one.any_of),
        )
        for one in expect.facts or ()
    ]


def _found(pattern: str, flat: str) -> str:
    match = re.search(_flat(pattern), flat, re.IGNORECASE)
    return match[0] if match else ""


def _flat(text: str) -> str:
    """With single spaces and plain quotation marks."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_PLAIN_QUOTES).split())


def words_of(answer: Answer) -> str:
    """The answer without its citation marks."""
    return _CITATION_MARK.sub("", answer.text)


def failures(
    expect: Expectations,
    answer: Answer,
    passages: Sequence[Passage],
    similarity: Similarity,
    criterion: Criterion | None = None,
    facts: Sequence[ToldFact] | None = None,
    outcome: str | None = None,
) -> list[Failure]:
    """Every expectation that does not hold.

    Args:
        expect: What was expected.
        answer: What was answered.
        passages: What was retrieved for it, best first.
        similarity: Only called for `similar_to`.
        criterion: Of missing and unwanted words, where it is not the usual one.
        facts: As `facts_of` has them; judged here where they are not given.
        outcome: What the system itself says became of the question; read off the answer where it does not.
    """
    facts = facts_of(expect, answer) if facts is None else facts
    return [
        *_about_the_outcome(expect, answer, outcome_of(answer, outcome)),
        *_about_words(expect, answer, similarity, criterion, facts),
        *_about_citations(expect, answer),
        *_about_passages(expect, passages),
        *_about_the_newest(expect, answer, passages),
    ]


def _about_the_outcome(expect: Expectations, answer: Answer, outcome: str) -> Iterator[Failure]:
    if expect.abstains is not None and answer.abstained != expect.abstains:
        wanted, got = ("no answer", "an answer") if expect.abstains else ("an answer", "none: it abstained")
        yield Failure("abstains", wanted, got, "accuracy")
    if expect.outcome is not None and outcome != known_as(expect.outcome):
        yield Failure("outcome", known_as(expect.outcome), outcome, "accuracy")
    says_so = "it says so" if answer.otherwise else "it does not say so"
    if isinstance(expect.corrects_premise, bool) and bool(answer.otherwise) != expect.corrects_premise:
        wanted = "something in the question is wrong" if expect.corrects_premise else "nothing in the question is wrong"
        yield Failure("corrects_premise", wanted, says_so, "accuracy")
    if isinstance(expect.corrects_premise, list) and not _tells(answer, expect.corrects_premise):
        yield Failure("corrects_premise", " | ".join(expect.corrects_premise), f"not told; {says_so}", "accuracy")
    if (
        expect.declines_or_corrects
        and not (answer.abstained or answer.otherwise)
        and not _tells(answer, expect.declines_or_corrects)
    ):
        yield Failure(
            "declines_or_corrects", " | ".join(expect.declines_or_corrects), "answered as it was asked", "accuracy"
        )


def _tells(answer: Answer, patterns: Sequence[str]) -> bool:
    """Whether one of these is found in the answer or in the quotes that it shows beside."""
    quotes = " ".join(citation.quote for citation in (*answer.citations, *answer.related))
    said = _flat(f"{answer.short_answer or ''} {words_of(answer)} {quotes}")
    return any(_found(pattern, said) for pattern in patterns)


def _about_words(
    expect: Expectations,
    answer: Answer,
    similarity: Similarity,
    criterion: Criterion | None,
    facts: Sequence[ToldFact],
) -> Iterator[Failure]:
    text = words_of(answer)
    accuracy: Criterion = criterion or "accuracy"
    for part in expect.contains or ():
        if not holds(text, part):
            yield Failure("contains", part, "not in the answer", accuracy)
    if expect.contains_any and not any(holds(text, part) for part in expect.contains_any):
        yield Failure("contains_any", " | ".join(expect.contains_any), "none of them in the answer", accuracy)
    for pattern in expect.matches or ():
        if not re.search(pattern, text, re.IGNORECASE | re.DOTALL):
            yield Failure("matches", pattern, "not found in the answer", accuracy)
    yield from (
        Failure("facts", one.fact.fact, "not told", accuracy) for one in facts if one.fact.vital and not one.told
    )
    for pattern in expect.shows_nothing_of or ():
        if found_pattern := _found(pattern, _shown(answer)):
            yield Failure("shows_nothing_of", pattern, f"found: {found_pattern}", accuracy)
    for pattern in expect.must_not_match or ():
        if found_pattern := _found(pattern, _flat(text)):
            yield Failure("must_not_match", pattern, f"found: {found_pattern}", accuracy)
    if expect.similar_to is not None:
        found = similarity(text, expect.similar_to.text)
        if found < expect.similar_to.threshold:
            wanted = f"{expect.similar_to.threshold:.2f} to {expect.similar_to.text!r}"
            yield Failure("similar_to", wanted, f"{found:.2f}", accuracy)
    if expect.language is not None and (spoken := of_question(text)) != expect.language:
        yield Failure("language", expect.language, spoken, "context")
    if expect.max_words is not None and (count := len(text.split())) > expect.max_words:
        yield Failure("max_words", str(expect.max_words), str(count), "editorialising")
    for part in expect.says_nothing_about or ():
        if _says(part, text):
            yield Failure("says_nothing_about", part, "it stands in the answer", criterion or "editorialising")


def _shown(answer: Answer) -> str:
    """Everything that a reader is shown of an answer and of what stands beside it; not the word of the question that it
    calls wrong, which is nobody's but the asker's."""
    quotes = [*answer.citations, *answer.more, *answer.related]
    articles = [one.passage.article for one in quotes] + [passage.article for passage in answer.nearest]
    parts = [
        answer.short_answer or "",
        answer.text.replace(answer.otherwise, " ") if answer.otherwise else answer.text,
        *(one.quote for one in quotes),
        *(f"{article.title} {article.source}" for article in articles),
        *answer.notes,
    ]
    return _flat(" ".join(parts))


def _about_citations(expect: Expectations, answer: Answer) -> Iterator[Failure]:
    cited = "; ".join(_named(citation.passage.article) for citation in answer.citations) or "nothing is cited"
    for name in expect.cites or ():
        if not any(cites(citation, name) for citation in answer.citations):
            yield Failure("cites", name, cited, "sourcing")
    if expect.cites_any and not any(cites(one, name) for one in answer.citations for name in expect.cites_any):
        yield Failure("cites_any", " | ".join(expect.cites_any), cited, "sourcing")
    for name, limit in (("cites_after", expect.cites_after), ("cites_before", expect.cites_before)):
        if limit is None:
            continue
        if not answer.citations:
            yield Failure(name, limit, cited, "context")
        for citation in answer.citations:
            published = citation.passage.article.dated
            bound = day_of(limit)
            if published is None or (published.date() < bound if name == "cites_after" else published.date() > bound):
                yield Failure(name, limit, _named(citation.passage.article), "context")


def _about_passages(expect: Expectations, passages: Sequence[Passage]) -> Iterator[Failure]:
    if expect.relevant and not any(is_one_of(passage, expect.relevant) for passage in passages):
        yield Failure(
            "relevant", " | ".join(expect.relevant), f"none of them among the {len(passages)} passages", "sourcing"
        )


def _about_the_newest(expect: Expectations, answer: Answer, passages: Sequence[Passage]) -> Iterator[Failure]:
    relevant = [one.article for one in passages if is_one_of(one, expect.relevant or ())]
    dated = [article for article in relevant if article.published_at is not None]
    if expect.cites_newest is None or not dated:
        return
    newest = max(article.dated for article in dated if article.dated is not None).date()
    is_cited = any(
        article.dated is not None and article.dated.date() == newest
        for citation in answer.citations
        for article in (citation.passage.article, *citation.passage.also_in)
    )
    if is_cited != expect.cites_newest:
        named = "; ".join(sorted({_named(one) for one in dated if one.dated and one.dated.date() == newest}))
        yield Failure("cites_newest", named, "not cited" if expect.cites_newest else "cited", "context")


def cites(citation: Citation, name: str) -> bool:
    """Whether a citation, or the same story told elsewhere, has this address, headline or source."""
    return any(
        name == article.url or plain_text(name) in {plain_text(article.title), plain_text(article.source)}
        for article in (citation.passage.article, *citation.passage.also_in)
    )


def is_one_of(passage: Passage, urls: Sequence[str]) -> bool:
    """Whether a passage is of one of these articles, or of the same story in the same words."""
    return any(article.url in urls for article in (passage.article, *passage.also_in))


def _says(part: str, text: str) -> bool:
    """Whole words where words are spaced; Korean particles and Japanese follow a word without a space."""
    pattern = r"\s+".join(map(re.escape, part.split()))
    return bool(re.search(rf"\b{pattern}\b" if part.isascii() else pattern, text, re.IGNORECASE))


def _named(article: Article) -> str:
    return f"{article.title} ({', '.join(filter(None, (article.source, day(article.dated))))})"
