"""Words as the lexical index has them: stemmed by language, Korean as morphemes, unspaced scripts as bigrams."""

from __future__ import annotations

import functools
import re
from typing import Any

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Token, Tokenizer
from tantivy import PreTokenizedString as PreTokenized

STEMMED = {
    "ar": "arabic", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish", "fi": "finnish",
    "fr": "french", "hu": "hungarian", "it": "italian", "nl": "dutch", "no": "norwegian", "pt": "portuguese",
    "ro": "romanian", "ru": "russian", "sv": "swedish", "ta": "tamil", "tr": "turkish",
}  # fmt: skip
"""Languages with a Snowball stemmer in tantivy."""

_WITHOUT_STOP_WORDS = {"ar", "el", "ro", "ta", "tr"}
"""tantivy stems these and has no list of their stop words."""

KOREAN, BIGRAMS, PLAIN = "ko", "bigrams", "plain"
GROUPS = (*STEMMED, KOREAN, BIGRAMS, PLAIN)
"""Every way of making words; the index has a headline field and a body field for each."""

_WITHOUT_SPACES = {"ja", "zh", "th", "lo", "km", "my"}
_LONGEST_WORD = 40
_MOST_SPELLINGS = 200_000
"""About 30 MB."""
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_WORD = re.compile(r"[^\W_]+")
_CONTENT_MORPHEMES = ("N", "V", "MA", "XR", "SL", "SH", "SN")
"""Kiwi's tags for nouns, verbs, adverbs, roots, foreign words, hanja and numbers; the rest carries no topic."""
_EMPTY_MORPHEMES = {"NNB", "NP", "VX", "VCP", "VCN"}
_EMPTY_VERBS = {"하", "되", "있", "없", "않", "같", "이"}
_QUESTION_MORPHEMES = {"왜", "언제", "어떻게", "어째서", "얼마", "얼마나"}
_ENGLISH_FUNCTION_WORDS = """
    about after also am any been before being both can could did do does doing done during each ever few from further
    get gets got had has have having he her here hers him his how i its just many may me might more most much must my
    need needs now off once only other our out over own same shall she should so some such than their them themselves
    they those through to too under until up us very was we were what when where which while who whom whose why will
    would you your
""".split()
"""What tantivy's English list of 33 leaves: words that make a question of a statement, and say nothing of its topic.
The lists of stop-words packages go much further (1,300 words, "world" and "million" among them)."""


def group_of(language: str) -> str:
    """The group of fields that holds articles in this language."""
    if language in STEMMED or language == KOREAN:
        return language
    return BIGRAMS if language in _WITHOUT_SPACES else PLAIN


@functools.cache
def analyzer(group: str) -> TextAnalyzer:
    """tantivy's analyzer for every group but Korean."""
    if group == BIGRAMS:
        return TextAnalyzerBuilder(Tokenizer.ngram(2, 2)).filter(Filter.lowercase()).build()
    words = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(_LONGEST_WORD))
    words = words.filter(Filter.lowercase())
    return (words.filter(Filter.stemmer(STEMMED[group])) if group in STEMMED else words).build()


@functools.cache
def _stop_words(group: str) -> TextAnalyzer:
    words = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.lowercase())
    if group == "en":
        words = words.filter(Filter.custom_stopword(_ENGLISH_FUNCTION_WORDS))
    return (words if group in _WITHOUT_STOP_WORDS else words.filter(Filter.stopword(STEMMED[group]))).build()


@functools.cache
def _words() -> TextAnalyzer:
    return TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(_LONGEST_WORD)).build()


@functools.cache
def _kiwi() -> Any:
    from kiwipiepy import Kiwi

    return Kiwi(num_workers=1)


def korean_tokens(text: str) -> PreTokenized:
    """The content morphemes of a Korean text, for the index."""
    tokens = [
        Token(form, position, start, start + length) for position, (form, start, length) in enumerate(_morphemes(text))
    ]
    return PreTokenized(text, tokens)


def _morphemes(text: str) -> list[tuple[str, int, int]]:
    found = []
    for morpheme in _kiwi().tokenize(text):
        tag = morpheme.tag.split("-")[0]
        if not tag.startswith(_CONTENT_MORPHEMES) or tag in _EMPTY_MORPHEMES:
            continue
        if morpheme.form in _QUESTION_MORPHEMES or (tag.startswith("V") and morpheme.form in _EMPTY_VERBS):
            continue
        found.append((morpheme.form.lower(), morpheme.start, morpheme.len))
    return found


def korean_names(text: str) -> list[tuple[int, int]]:
    """Where a Korean text names something: the offsets of its proper nouns and of words in Latin letters."""
    if not _HANGUL.search(text):
        return []
    found: list[tuple[int, int]] = []
    for morpheme in _kiwi().tokenize(text):
        if morpheme.tag in ("NNP", "SL"):
            start, end = morpheme.start, morpheme.start + morpheme.len
            if found and found[-1][1] == start:
                found[-1] = found[-1][0], end
            else:
                found.append((start, end))
    return found


def terms(text: str, group: str) -> list[str]:
    """The words of a question or a sentence that say what it is about, as the index spells them.

    Stop words are left out, but not those written in capitals ("WHO", "US", "IT"). Morphemes are looked for only where
    there is Hangul: the analyzer behind them takes a second to load.
    """
    if group == KOREAN:
        if _HANGUL.search(text):
            return [form for form, _, _ in _morphemes(text)]
        return terms(text, PLAIN)
    if group == BIGRAMS:
        return [pair for pair in analyzer(group).analyze(text) if not re.search(r"[\s\W]", pair)]
    if group not in STEMMED:
        return list(analyzer(group).analyze(text))
    kept = []
    shouted = text.isupper()
    for word in _words().analyze(text):
        is_acronym = len(word) > 1 and word.isupper() and not shouted
        if is_acronym or _stop_words(group).analyze(word):
            kept.extend(analyzer(group).analyze(word))
    return kept


def words(text: str, group: str) -> list[str]:
    """All words of a text in order, stop words too, as the index spells them.

    Words are analysed one by one and remembered: news repeats its words, and a passage takes a sixth of the time that
    the analyzer needs for it as a whole.
    """
    if group in {KOREAN, BIGRAMS}:
        return terms(text, group)
    return list(map(_spellings(group).__getitem__, _WORD.findall(text)))


class _Spellings(dict[str, str]):
    """How the index spells each word of one group; "" for words that it leaves out."""

    def __init__(self, group: str) -> None:
        super().__init__()
        self._analyzer = analyzer(group)

    def __missing__(self, word: str) -> str:
        if len(self) >= _MOST_SPELLINGS:
            self.clear()
        spelling = self[word] = next(iter(self._analyzer.analyze(word)), "")
        return spelling


@functools.cache
def _spellings(group: str) -> _Spellings:
    return _Spellings(group)
