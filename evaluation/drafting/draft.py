"""Questions proposed from an archive, spread over languages, sources, months and kinds, for a person to accept."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import nsmallest
from itertools import zip_longest
from typing import Any, TypeVar

from clippings.chain.next_questions.templates import Proposed, proposals
from clippings.core.sentences import sentences
from clippings.core.time_window import day
from clippings.core.types import Article
from clippings.evaluation.suites.text import SuiteText, WrittenCase

_KEPT_OF_A_MONTH = 8
"""Articles of one source and month that are looked at: enough to choose from, and little to hold."""

_KEPT_UNTIL = 32
_COMMENT = (
    "Proposed by `clippings eval draft`, seed {seed}. Read each question, correct it, and take out what nobody would "
    "ask; what stays is a test. Above each is the passage that it was made from."
)

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class QuestionCandidate:
    """A question with the sentence that it was made from."""

    article: Article
    sentence: str
    proposed: Proposed


Wording = Callable[[QuestionCandidate], Proposed | None]
"""Words a question better; None where it cannot."""


@dataclass(frozen=True, slots=True)
class SuiteDraft:
    """A proposed suite."""

    suite: SuiteText
    not_worded: int
    """Questions that were to be worded by a chat model and were not."""


def draft(
    articles: Iterable[Article],
    n: int,
    seed: int,
    languages: Sequence[str] = ("en", "ko"),
    wording: Wording | None = None,
) -> SuiteDraft:
    """Propose up to `n` questions: one an article in turn through languages, sources and months, then a second one.

    Args:
        articles: Of an archive; the later tellings of one story are left out.
        n: How many.
        seed: The same seed and articles give the same questions.
        languages: Of the articles.
        wording: A chat model's, where there is one.
    """
    found = candidates(articles, n, seed, languages)
    not_worded = 0
    if wording is not None:
        worded = [(one, wording(one)) for one in found]
        not_worded = sum(better is None for _, better in worded)
        found = [replace(one, proposed=better or one.proposed) for one, better in worded]
    title = f"SuiteDraft of {len(found)} questions, not read by anybody yet"
    return SuiteDraft(SuiteText(title, _COMMENT.format(seed=seed), list(_cases(found))), not_worded)


def candidates(
    articles: Iterable[Article], n: int, seed: int, languages: Sequence[str] = ("en", "ko")
) -> list[QuestionCandidate]:
    """Up to `n` questions with their sentences; see `draft`."""
    return _chosen(_spread(articles, seed, languages), n)


def _spread(articles: Iterable[Article], seed: int, languages: Sequence[str]) -> list[Article]:
    """Articles so that neighbours differ in language, then in source, then in month; within these by chance."""
    kept: dict[str, dict[str, dict[str, list[tuple[str, Article]]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(list))
    )
    for article in articles:
        if article.language not in languages or article.story_id is not None:
            continue
        month = f"{article.dated:%Y-%m}" if article.dated else ""
        of_month = kept[article.language][article.source][month]
        of_month.append((_chance(seed, article.url), article))
        if len(of_month) > _KEPT_UNTIL:
            of_month[:] = nsmallest(_KEPT_OF_A_MONTH, of_month, key=lambda drawn: drawn[0])
    by_language = []
    for language in languages:
        by_source = []
        for source, months in sorted(kept[language].items(), key=lambda named: _chance(seed, named[0])):
            drawn = sorted(months.items(), key=lambda named: _chance(seed, source + named[0]))
            of_months = [nsmallest(_KEPT_OF_A_MONTH, of_month, key=lambda one: one[0]) for _, of_month in drawn]
            by_source.append([article for _, article in _in_turn(of_months)])
        by_language.append(list(_in_turn(by_source)))
    return list(_in_turn(by_language))


def _chosen(articles: Sequence[Article], n: int) -> list[QuestionCandidate]:
    used: Counter[str] = Counter()
    chosen: list[QuestionCandidate] = []
    left = []
    for article in articles:
        if len(chosen) == n:
            return chosen
        candidates = _of_article(article)
        if candidates:
            best = min(candidates, key=lambda one: used[one.proposed.kind])
            used[best.proposed.kind] += 1
            chosen.append(best)
            left.append([one for one in candidates if one is not best])
    return [*chosen, *list(_in_turn(left))[: n - len(chosen)]]


def _of_article(article: Article) -> list[QuestionCandidate]:
    """Its candidates whose answer stands in the article once: elsewhere it may mean something else."""
    found: dict[str, QuestionCandidate] = {}
    for span in sentences(article.text, article.language):
        sentence = article.text[span.start : span.end]
        for proposed in proposals(sentence, article.language, article.title):
            if article.text.count(proposed.answer) == 1 and proposed.answer not in article.title:
                found.setdefault(proposed.question, QuestionCandidate(article, " ".join(sentence.split()), proposed))
    return list(found.values())


def _cases(found: Sequence[QuestionCandidate]) -> Iterator[WrittenCase]:
    ids: Counter[str] = Counter()
    for one in found:
        name = _id_of(one)
        ids[name] += 1
        article = one.article
        fields: dict[str, Any] = {
            "id": name if ids[name] == 1 else f"{name}-{ids[name]}",
            "kind": one.proposed.kind,
            "question": one.proposed.question,
            "expect": {"contains": one.proposed.answer, "relevant": article.url},
        }
        yield WrittenCase(fields, f"{article.source}, {day(article.dated)}, {article.title}:\n{one.sentence}")


def _id_of(one: QuestionCandidate) -> str:
    """From the end of the address, where papers say what an article is about."""
    words = re.findall(r"\w+", one.article.url.rstrip("/").rsplit("/", 1)[-1].lower())
    return f"{one.proposed.kind.replace(' ', '-')}-{'-'.join(words)[:50] or one.article.id}"


def _in_turn(lists: Sequence[Sequence[_T]]) -> Iterator[_T]:
    """The first of each, then the second of each, and so on."""
    nothing = object()
    for row in zip_longest(*lists, fillvalue=nothing):
        for one in row:
            if one is not nothing:
                yield one  # type: ignore[misc]


def _chance(seed: int, text: str) -> str:
    return hashlib.sha256(f"{seed}:{text}".encode()).hexdigest()
