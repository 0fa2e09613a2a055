"""What to ask next: questions that sentences beside an answer's quotes answer by themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from clippings.chain.next_questions.templates import Proposed, proposals
from clippings.chain.text.names import names_in
from clippings.chain.verification.prompt_injection import directs_a_machine
from clippings.core.sentences import sentences
from clippings.core.types import Answer, Article

MOST_PROPOSED = 9
"""Questions that are tried for one answer, at the price of an answer each."""
_LONGEST_CHARACTERS = 160
_STILTED = ("When was it that", "「", "다음은")
"""How templates begin that make questions for tests, and none that people would ask."""
_SHARED = 0.7
"""Of a question's words that another one has too: they ask the same."""


@dataclass(frozen=True, slots=True)
class NextQuestion:
    """A question, the words that answer it, and the sentence that it was made of."""

    text: str
    answer: str
    kind: str
    article_id: int
    start: int


def propose(articles: Sequence[Article], quoted: Iterable[str], asked: Iterable[str]) -> list[NextQuestion]:
    """Questions whose answers stand in these articles: those that name somebody or something first, for others hang on
    what was read before; then those of a kind that came less often, in turn from each article.

    Args:
        articles: Those that an answer quotes, in the order of its quotes.
        quoted: What it quotes: nothing is asked that was just read.
        asked: The question, and those before it.
    """
    quoted, asked = list(quoted), list(asked)
    by_article = [list(_of_article(article, quoted)) for article in articles]
    chosen: list[NextQuestion] = []
    for row in zip_longest(*by_article):
        for one in row:
            if one is not None and not any(_asks_the_same(one.text, other) for other in (*asked, *_texts(chosen))):
                chosen.append(one)
    kinds: dict[str, int] = {}
    ranked: list[tuple[bool, int, int, NextQuestion]] = []
    for one in chosen:
        names_nothing = not names_in(one.text.partition(" ")[2]) and one.text.isascii()
        ranked.append((names_nothing, kinds.setdefault(one.kind, 0), len(ranked), one))
        kinds[one.kind] += 1
    return [one for *_, one in sorted(ranked, key=lambda each: each[:3])][:MOST_PROPOSED]


def question_at(article: Article, start: int) -> NextQuestion | None:
    """The question of the sentence that begins there; None where the article has none."""
    return next((one for one in _of_article(article, []) if one.start == start), None)


def is_answered(question: NextQuestion, answer: Answer) -> bool:
    """Whether an answer of the archive has the words that the question was made for."""
    if answer.outcome != "answered":
        return False
    return any(question.answer.casefold() in citation.quote.casefold() for citation in answer.citations)


def _of_article(article: Article, quoted: Sequence[str]) -> Iterator[NextQuestion]:
    for span in sentences(article.text, article.language):
        sentence = article.text[span.start : span.end]
        if directs_a_machine(sentence) or any(sentence in quote or quote in sentence for quote in quoted):
            continue
        for made in proposals(sentence, article.language, article.title):
            if _is_plain(made, article):
                yield NextQuestion(made.question, made.answer, made.kind, article.id, span.start)
                break


def _is_plain(made: Proposed, article: Article) -> bool:
    """Whether people would ask it so, and the article has its answer once."""
    if len(made.question) > _LONGEST_CHARACTERS or made.question.startswith(_STILTED):
        return False
    return article.text.count(made.answer) == 1 and made.answer not in article.title


def _asks_the_same(one: str, other: str) -> bool:
    words, others = set(one.casefold().split()), set(other.casefold().split())
    return len(words & others) >= _SHARED * min(len(words), len(others))


def _texts(questions: Iterable[NextQuestion]) -> Iterator[str]:
    return (one.text for one in questions)
