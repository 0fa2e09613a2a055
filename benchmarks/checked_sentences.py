"""How often is a sentence of a draft judged rightly?   python benchmarks/checked_sentences.py HOME [--n 360] [--seed 0]

Makes sentences out of the English articles of the archive in HOME, a third each:
    kept      as printed, with a clause dropped, with its parts in another order, with other words of the same meaning,
              or in an editor's words (`paraphrases.jsonl`, where the archive has their articles): `supported`
    altered   one number, name, day, negation or common word (`other_words.txt`) changed, one word turned into its
              opposite, or two names that change places: `otherwise`
    invented  what no article tells, of names that the archive has (`invented_sentences.txt`): `absent`
and checks each against the same archive. False "supported" is counted among the altered and the invented.
Beside that, sentences of articles are checked against the archive as it was the day before they were published. Most of
them it could not have; what it does have is background that papers repeat, to be read by eye (--json).
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from support_pairs import opposites, roles

from clippings.chain.assemble import make_asker
from clippings.chain.checking.checker import CheckedDraftSentence, Checker
from clippings.chain.checking.comparison import Verdict
from clippings.chain.checking.draft import read_draft
from clippings.chain.evidence.features import is_quotable
from clippings.chain.pipeline import Asker
from clippings.chain.verification.support import ASKING
from clippings.core.sentences import sentences
from clippings.core.settings import load_settings
from clippings.core.types import Article, Question
from clippings.evaluation.redteam.exchanges import exchanges
from clippings.vectorstore.archive import Archive

_HERE = Path(__file__).parent
_FEWEST_WORDS, _MOST_WORDS = 9, 45
_AUXILIARY = re.compile(r"\b(was|were|is|are|has|have|had|will|would|could|can|may|should)\b(?! no)")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}(?: [A-Z][a-z]+)*\b")
_PLACE = re.compile(r"(?<=\bin )[A-Z][a-z]{3,}(?: [A-Z][a-z]+)*\b")
_NUMBER = re.compile(r"(?<![\w.,-])\d{1,3}(?:,\d{3})*(?:\.\d+)?(?![\w-]|[.,]\d)")
_MONTHS = "January February March April May June July August September October November December".split()
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_DAY = re.compile(
    rf"\b(?:{'|'.join(_WEEKDAYS)})\b|(?<=[a-z,] )(?:{'|'.join(_MONTHS)})\b(?= \d|,| \w+ed)"
    r"|(?<![$€£.,-])\b(?:19|20)\d\d\b(?![.,]\d|s|-)"
)
_DATE = re.compile(rf"(?<![\d.,])\d{{1,2}}(?= (?:{'|'.join(_MONTHS)})\b)|(?<=[a-z] )\d{{1,2}}(?=, (?:19|20)\d\d)")
_IN_PLACE = re.compile(r"[A-Z]\w+ (?:in|of|the|at|on)(?: the)? [A-Z]|the (?:Only|When|One)\b")
"""Two names in each other's place where that makes no sentence."""

_SAME_MEANING = {
    "began": "started", "bought": "purchased", "children": "kids", "company": "firm", "nearly": "almost",
    "killed": "left dead", "said": "stated", "people": "persons", "help": "assist", "near": "close to",
    "large": "big", "film": "movie", "more than": "over", "about": "roughly", "employees": "workers",
    "ended": "finished", "also": "likewise", "because": "since", "showed": "revealed", "many": "numerous",
    "however": "though", "car": "automobile", "doctors": "physicians", "while": "as", "after": "following",
    "but": "yet", "use": "employ", "often": "frequently", "last year": "a year ago", "get": "obtain",
    "told": "informed", "show": "reveal", "including": "among them", "percent": "per cent", "million": "m",
    "countries": "nations", "government": "administration", "allow": "permit", "need": "require", "make": "produce",
}  # fmt: skip
_ASIDE = re.compile(r", (?:who|which|whose|where|when|while|although|including|such as|as)\b[^,;:]{8,90}(?=,|[.]$)")
_LEADING = re.compile(
    r"^(?P<lead>(?:On|In|At|After|Before|During|Since|By|For) [^,]{3,50}), (?P<rest>[^,]{20,}[^.])\.$"
)
_SAID = re.compile(r"^(?P<what>[^\"“”]{25,}), (?P<who>[^,\"“”]{4,60} said|said [^,\"“”]{4,60})\.$")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence, how it was made, and the verdict that is right."""

    kind: str
    text: str
    was: str
    right: Verdict


def labelled(archive: Archive, n: int, seed: int) -> list[Labelled]:
    """Sentences of an archive, a third of each verdict, the kinds in turn; the same for the same seed."""
    chance = random.Random(seed)
    articles = [one for one in archive.catalogue.all_articles() if one.language == "en"]
    chance.shuffle(articles)
    made: dict[Verdict, dict[str, list[Labelled]]] = defaultdict(lambda: defaultdict(list))
    wanted = n // 3
    told = [(article, sentence) for article in articles[: 4 * wanted] for sentence in _drawn(article, chance)]
    chance.shuffle(told)
    for article, sentence in told[: 6 * wanted]:
        for one in (*_kept(sentence), *_altered(article, sentence, chance)):
            made[one.right][one.kind].append(one)
    for one in _in_other_words(archive):
        made[one.right][one.kind].append(one)
    for one in _invented(told, chance, wanted):
        made[one.right][one.kind].append(one)
    return [one for kinds in made.values() for one in _in_turn(kinds, wanted)]


def _in_turn(kinds: dict[str, list[Labelled]], wanted: int) -> list[Labelled]:
    found: list[Labelled] = []
    at = 0
    while len(found) < wanted and any(at < len(ones) for ones in kinds.values()):
        found += [ones[at] for ones in kinds.values() if at < len(ones)]
        at += 1
    return found[:wanted]


def _drawn(article: Article, chance: random.Random) -> list[str]:
    """A few sentences of an article that can stand alone."""
    found = [article.text[span.start : span.end] for span in sentences(article.text, article.language)]
    found = [
        one
        for one in found
        if is_quotable(one, article.title)
        and _FEWEST_WORDS <= len(one.split()) <= _MOST_WORDS
        and len(one) < 400
        and not read_draft(one)[0].skipped
        and len(read_draft(one)) == 1
    ]
    return chance.sample(found, min(6, len(found)))


def _kept(sentence: str) -> Iterator[Labelled]:
    yield Labelled("as printed", sentence, sentence, "supported")
    if aside := _ASIDE.search(sentence):
        end = aside.end() + (sentence[aside.end()] == ",")
        dropped = sentence[: aside.start()] + sentence[end:]
        if len(dropped.split()) >= _FEWEST_WORDS - 2:
            yield Labelled("clause dropped", dropped, sentence, "supported")
    if lead := _LEADING.match(sentence):
        rest = lead["rest"]
        yield Labelled("order", f"{rest[0].upper()}{rest[1:]} {_lower(lead['lead'])}.", sentence, "supported")
    elif said := _SAID.match(sentence):
        who = said["who"].removeprefix("said ").removesuffix(" said")
        yield Labelled("order", f"{who[0].upper()}{who[1:]} said {_lower(said['what'])}.", sentence, "supported")
    changed, exchanged = sentence, 0
    for word, other in _SAME_MEANING.items():
        new = re.sub(rf"(?<![\w’'-]){word}(?![\w’'-])", other, changed, count=1)
        exchanged += new != changed
        changed = new
        if exchanged == 2:
            break
    if exchanged:
        yield Labelled("other words", changed, sentence, "supported")


def _lower(text: str) -> str:
    """With a small letter, unless it opens with a name."""
    first = text.split()[0]
    is_word = first.lower() in {
        "the",
        "a",
        "an",
        "it",
        "on",
        "in",
        "at",
        "after",
        "before",
        "during",
        "since",
        "by",
        "for",
    }
    return text[0].lower() + text[1:] if is_word else text


def _in_other_words(archive: Archive) -> Iterator[Labelled]:
    urls = {article.url.rstrip("/").rsplit("/", 1)[-1] for article in archive.catalogue.all_articles()}
    for line in (_HERE / "paraphrases.jsonl").read_text("utf-8").splitlines():
        written = json.loads(line)
        if written["article"] in urls:
            yield Labelled("editor's words", written["says"], written["quote"], "supported")


def _altered(article: Article, sentence: str, chance: random.Random) -> Iterator[Labelled]:
    known = f"{article.title} {article.text}"

    def changed(kind: str, span: tuple[int, int], put: str) -> Labelled:
        return Labelled(kind, sentence[: span[0]] + put + sentence[span[1] :], sentence, "otherwise")

    days = [match for match in _DAY.finditer(sentence) if match[0]]
    if days:
        day = chance.choice(days)
        alike = _WEEKDAYS if day[0] in _WEEKDAYS else _MONTHS if day[0] in _MONTHS else None
        put = (
            chance.choice([one for one in alike if one != day[0]])
            if alike
            else str(int(day[0]) + chance.choice((-3, -2, 2, 3)))
        )
        yield changed("day", day.span(), put)
    if date := _DATE.search(sentence):
        number = chance.choice([one for one in range(1, 28) if not re.search(rf"\b{one}\b", sentence)])
        yield changed("day", date.span(), str(number))
    dates = [match.span() for match in _DATE.finditer(sentence)]
    numbers = [
        match
        for match in _NUMBER.finditer(sentence)
        if not re.search(r"(?:19|20)\d\d$", match[0]) and match.span() not in dates
    ]
    if numbers:
        number = chance.choice(numbers)
        digits = list(number[0])
        place = chance.choice([at for at, one in enumerate(digits) if one.isdigit()])
        digits[place] = str((int(digits[place]) + chance.randint(1, 8)) % 10)
        put = "".join(digits).lstrip("0") or "9"
        if not re.search(rf"(?<![\d.,]){re.escape(put)}(?![\d]|[.,]\d)", known) and not put.startswith((",", ".")):
            yield changed("number", number.span(), put)
    for exchange in exchanges(sentence, known, chance):
        if exchange.kind not in ("year", "number", "month", "weekday") and _is_a_name(exchange.was, sentence):
            yield Labelled("name", exchange.question, sentence, "otherwise")
            break
    if " not " in sentence:
        yield Labelled("negation", sentence.replace(" not ", " ", 1), sentence, "otherwise")
    elif auxiliary := _AUXILIARY.search(sentence):
        yield changed("negation", (auxiliary.end(), auxiliary.end()), " not")
    yield from (Labelled("word", text, sentence, "otherwise") for text in _other_word(sentence, known, chance))
    yield from (Labelled("opposite", text, sentence, "otherwise") for _, text in opposites(sentence))
    if (turned := roles(sentence)) and not _IN_PLACE.search(turned):
        yield Labelled("roles", turned, sentence, "otherwise")


def _other_word(sentence: str, known: str, chance: random.Random) -> Iterator[str]:
    """With a common word in place of another of its kind (`other_words.txt`)."""
    pairs = [line.split() for line in (_HERE / "other_words.txt").read_text("utf-8").splitlines()]
    chance.shuffle(pairs)
    for word, other in pairs:
        found = re.search(rf"(?<![\w-]){word}(?![\w-])", sentence)
        if found and not re.search(rf"\b{other[:-1]}", known):
            yield sentence[: found.start()] + other + sentence[found.end() :]
            return


def _is_a_name(words: str, sentence: str) -> bool:
    """No word that merely opens its sentence."""
    return not sentence.startswith(words) or (" " in words and words.split()[0].lower() not in ASKING)


def _invented(told: list[tuple[Article, str]], chance: random.Random, wanted: int) -> Iterator[Labelled]:
    names = sorted({name for _, sentence in told for name in _NAME.findall(sentence)} - {*_MONTHS, *_WEEKDAYS})
    places = sorted({name for _, sentence in told for name in _PLACE.findall(sentence)} - {*_MONTHS, *_WEEKDAYS})
    templates = (_HERE / "invented_sentences.txt").read_text("utf-8").splitlines()
    for at in range(wanted):
        text = templates[at % len(templates)].format(
            name=chance.choice(names), place=chance.choice(places), number=chance.randint(3, 900)
        )
        yield Labelled("invented", text, "", "absent")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path)
    parser.add_argument("--n", type=int, default=360)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", type=Path, help="every sentence with its verdict")
    given = parser.parse_args()
    with Archive(load_settings(given.home)) as archive:
        asker = make_asker(archive)
        asker.warm_up()
        checker = Checker(asker.retriever, Question("", datetime.now(UTC)))
        made = labelled(archive, given.n, given.seed)
        began_s = time.perf_counter()
        judged = [(one, checker.check(read_draft(one.text)[0])) for one in made]
        took_s = time.perf_counter() - began_s
        new = list(_not_yet_told(archive, asker, given.n // 3, given.seed))
    _tell(judged)
    print(_line("the day before", new))
    print(f"{took_s / max(len(judged), 1) * 1000:.0f} ms a sentence")
    if given.json:
        rows = [asdict(one) | _row(found) for one, found in (*judged, *new)]
        given.json.write_text(json.dumps(rows, ensure_ascii=False, indent=1), "utf-8")


def _not_yet_told(archive: Archive, asker: Asker, n: int, seed: int) -> Iterator[tuple[Labelled, CheckedDraftSentence]]:
    """Sentences checked against the archive as of the day before their article."""
    chance = random.Random(seed)
    dated = [one for one in archive.catalogue.all_articles() if one.language == "en" and one.published_at]
    for article in chance.sample(dated, min(n, len(dated))):
        assert article.published_at is not None
        limits = Question("", article.published_at, as_of=article.published_at - timedelta(days=1))
        for sentence in _drawn(article, chance)[:1]:
            found = Checker(asker.retriever, limits).check(read_draft(sentence)[0])
            yield Labelled("not yet told", sentence, sentence, "absent"), found


def _row(found: CheckedDraftSentence) -> dict[str, object]:
    return {
        "verdict": found.verdict,
        "reason": found.reason,
        "differs": [asdict(one) for one in found.differences],
        "quotes": [one.quote for one in found.citations or found.near],
    }


def _tell(judged: list[tuple[Labelled, CheckedDraftSentence]]) -> None:
    print(f"{'':18}{'n':>5}  {'right':>6}  supported  otherwise  absent")
    rows: dict[tuple[str, str], list[tuple[Labelled, CheckedDraftSentence]]] = defaultdict(list)
    for pair in judged:
        rows[pair[0].right, pair[0].kind].append(pair)
    for (_, kind), own in rows.items():
        print(_line(kind, own))
    print(_line("all", judged))
    false = [found.verdict == "supported" for one, found in judged if one.right != "supported"]
    given = [one.right != "supported" for one, found in judged if found.verdict == "supported"]
    print(f"false supported: {sum(false)} of {len(false)} that are none ({sum(false) / max(len(false), 1):.3f}),")
    print(f"                 {sum(given)} of {len(given)} that are called so ({sum(given) / max(len(given), 1):.3f})")


def _line(name: str, own: list[tuple[Labelled, CheckedDraftSentence]]) -> str:
    verdicts = Counter(found.verdict for _, found in own)
    right = sum(found.verdict == one.right for one, found in own) / len(own)
    told = "".join(f"{verdicts[verdict]:>11}" for verdict in ("supported", "otherwise", "absent"))
    return f"{name:18}{len(own):>5}  {right:>6.3f}{told}"


if __name__ == "__main__":
    main()
