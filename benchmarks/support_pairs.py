"""How well are unsupported sentences told from supported ones?   python benchmarks/support_pairs.py [--split test]

Makes labelled pairs of a claim and the sentence that it cites, out of the sample archive and `paraphrases.jsonl`
(written by hand): supported (to the letter, or in other words), contradicted in one number, one name, one negation, one
word turned into its opposite (`opposites.txt`, a list of its own) or two names that change places, and off topic.
Articles are halved: thresholds were chosen on one half and are reported on the other.
Precision and recall are those of refusing: a refused pair is right when it is not supported.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from clippings.chain.evidence.features import is_quotable
from clippings.chain.verification.verifier import CheckedSentence, check
from clippings.core.sentences import sentences
from clippings.core.time_window import day
from clippings.core.types import Article, Chunk, Evidence, Passage, Reject
from clippings.ingest.extraction.extract import extract
from clippings.ingest.sources.files import files

_HERE = Path(__file__).parent
_SENTENCES_AN_ARTICLE = 2
_AUXILIARY = re.compile(r"\b(was|were|is|are|has|have|had|will|would|could|can|may|should)\b(?! no)")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b")
_EXCHANGED = re.compile(
    r"\b([A-Z]\w{3,}(?: [A-Z]\w+)*)((?: (?!and |or |with |of )[a-z]+){1,4} )([A-Z]\w{3,}(?: [A-Z]\w+)*)(?! [A-Z])"
)
"""Two names with a few words between them, a verb among them as a rule."""

_DAYS = set("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
_MONTHS = set("January February March April May June July August September October November December".split())

Kind = Literal["to the letter", "in other words", "number", "name", "negation", "opposite", "roles", "off topic"]
SUPPORTED = {"to the letter", "in other words"}


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim, what it cites, and how the two stand to each other."""

    kind: Kind
    claim: str
    proof: str
    context: str
    split: str
    article: Article

    @property
    def checked(self) -> CheckedSentence:
        """What the check of sentences says of it, without a model."""
        at = self.article.text.index(self.proof)
        passage = Passage(Chunk(0, self.article, 0, at, at + len(self.proof)), 1, 1.0)
        return check(f"{self.claim} [1]", [Evidence(passage, at, at + len(self.proof), 1.0, None, 1.0)])


def pairs(seed: int = 1) -> list[Pair]:
    """All labelled pairs, the same for the same seed."""
    rng = random.Random(seed)
    articles = [article for article in _articles() if article.language in {"en", "ko"}]
    names = sorted({name for article in articles for name in _NAME.findall(article.text)} - _MONTHS)
    paraphrases: dict[str, list[dict[str, str]]] = {}
    for line in (_HERE / "paraphrases.jsonl").read_text("utf-8").splitlines():
        paraphrases.setdefault(json.loads(line)["article"], []).append(json.loads(line))
    found: list[Pair] = []
    for at, article in enumerate(articles):
        split = "tune" if at % 2 == 0 else "test"
        context = f"{article.title} {article.source} {day(article.published_at)}"
        quotes = _quotes(article)
        told: list[tuple[Kind, str, str]] = [
            ("to the letter", quote, quote) for quote in quotes[:_SENTENCES_AN_ARTICLE]
        ]
        for written in paraphrases.get(article.url.rstrip("/").rsplit("/", 1)[-1], []):
            proof = next((quote for quote in quotes if quote.startswith(written["quote"])), None)
            if proof is None:
                raise SystemExit(f"{article.url} has no sentence that starts with {written['quote']!r}.")
            told.append(("in other words", written["says"], proof))
        other = _quotes(rng.choice([one for one in articles if one.language == article.language and one != article]))
        for kind, claim, proof in told:
            found.append(Pair(kind, claim, proof, context, split, article))
            for wrong, changed in _contradictions(claim, f"{context} {proof}", names, rng):
                found.append(Pair(wrong, changed, proof, context, split, article))
        found.append(Pair("off topic", rng.choice(other), quotes[0], context, split, article))
    return found


def _contradictions(claim: str, known: str, names: list[str], rng: random.Random) -> Iterator[tuple[Kind, str]]:
    numbers = list(re.finditer(r"\d+(?:[.,]\d+)*", claim))
    if numbers:
        chosen = rng.choice(numbers)
        digits = list(chosen[0])
        place = rng.choice([i for i, character in enumerate(digits) if character.isdigit()])
        digits[place] = str((int(digits[place]) + rng.randint(1, 8)) % 10)
        changed = "".join(digits)
        if changed not in known:
            yield "number", claim[: chosen.start()] + changed + claim[chosen.end() :]
    named = [match for match in _NAME.finditer(claim) if match[0] not in _MONTHS]
    strangers = [name for name in names if name.lower() not in known.lower()]
    if named:
        chosen = rng.choice(named)
        yield "name", claim[: chosen.start()] + rng.choice(strangers) + claim[chosen.end() :]
    if " not " in claim:
        yield "negation", claim.replace(" not ", " ", 1)
    elif auxiliary := _AUXILIARY.search(claim):
        yield "negation", f"{claim[: auxiliary.end()]} not{claim[auxiliary.end() :]}"
    elif claim.endswith("했다."):
        yield "negation", claim.removesuffix("했다.") + "하지 않았다."
    yield from opposites(claim)
    if turned := roles(claim):
        yield "roles", turned


def opposites(claim: str) -> Iterator[tuple[Kind, str]]:
    """The claim with the first word that has one turned into its opposite."""
    for line in (_HERE / "opposites.txt").read_text("utf-8").splitlines():
        word, other = line.split()
        changed = re.sub(rf"(?<!\w){word}(?!\w)", other, claim, count=1)
        if changed != claim:
            yield "opposite", changed
            return


def roles(claim: str) -> str:
    """The claim with two names around a verb in each other's place; empty where there are none."""
    found = _EXCHANGED.search(claim)
    if found is None:
        return ""
    left, between, right = found.groups()
    if left == right or {left, right} & _DAYS:
        return ""
    return f"{claim[: found.start()]}{right}{between}{left}{claim[found.end() :]}"


def _quotes(article: Article) -> list[str]:
    spans = [article.text[span.start : span.end] for span in sentences(article.text, article.language)]
    return [sentence for sentence in spans if is_quotable(sentence)]


def _articles() -> list[Article]:
    latest: dict[str, Article] = {}
    for document in files.documents(_HERE.parent / "sample_archive"):
        if isinstance(document, Reject):
            raise SystemExit(str(document))
        one = extract(document)
        latest[one.url] = Article(len(latest), one.url, one.title, one.source, one.published_at, one.language, one.text)
    return sorted(latest.values(), key=lambda article: article.url)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", choices=["tune", "test", "all"], default="test")
    parser.add_argument("--verbose", action="store_true", help="print what is judged wrongly")
    options = parser.parse_args()
    labelled = [pair for pair in pairs() if options.split in {"all", pair.split}]
    judged = [(pair, pair.checked) for pair in labelled]
    if options.verbose:
        for pair, found in judged:
            if (found.fault is None) != (pair.kind in SUPPORTED):
                print(f"{pair.kind}\n  claim: {pair.claim}\n  proof: {pair.proof}\n  {found}")
    _report(judged)


def _report(judged: list[tuple[Pair, CheckedSentence]]) -> None:
    totals = Counter(pair.kind for pair, _ in judged)
    refused = Counter(pair.kind for pair, found in judged if found.fault)
    print(f"{len(judged)} pairs")
    for kind in totals:
        print(f"  {kind:16} {totals[kind]:4}  refused {refused[kind] / totals[kind]:.3f}")
    right = sum(count for kind, count in refused.items() if kind not in SUPPORTED)
    wrong_ones = sum(count for kind, count in totals.items() if kind not in SUPPORTED)
    print(f"precision of refusing: {right / sum(refused.values()):.3f}   recall: {right / wrong_ones:.3f}")


if __name__ == "__main__":
    main()
