"""Whether decoded text is what people write, or mojibake: bytes read in the wrong character set.

Many character sets accept each other's bytes, so that decoding without an error proves little. What people write in a
language has its commonest letters in it; what comes out of a wrong character set does not.
"""

from __future__ import annotations

import re

_KOREAN = frozenset("이다는을의가에하고지한로를기사은도으자대서해어나시있")
_CHINESE = frozenset("的一是在了有不人中国國为為这這上和大我以要他时時出會会年日")
_LEAST_COMMON_KOREAN = 0.18
"""Of the Hangul syllables; in our Korean test sentences 0.3, in Chinese read as EUC-KR under 0.1."""
_LEAST_COMMON_CHINESE = 0.04
_LEAST_HIRAGANA = 0.2
_LONGEST_MEAN_RUN = 2.4
_FEWEST_TO_JUDGE = 12

_HANGUL = re.compile(r"[가-힣]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_HIRAGANA = re.compile(r"[\u3041-\u309f]")
_NON_ASCII = re.compile(r"[^\x00-\x7f]")
_NON_ASCII_RUN = re.compile(r"[^\x00-\x7f]+")
_SYMBOL_IN_WORD = re.compile(r"(?<=[^\W\d_])[¡-©«-´¶-¹»-¿×÷˘˛](?=[^\W\d_])")
_MOST_SYMBOLS_IN_WORDS = 0.08
_NEVER_WRITTEN = re.compile(r"[\x80-\x9f\ufffd\ue000-\uf8ff]")

EAST_ASIAN = ("cp949", "cp932", "euc_jp", "gb18030", "big5hkscs")
"""Python's codecs of these languages, in the order in which they are told apart."""


def is_korean(text: str) -> bool:
    """Whether most letters beyond ASCII are Hangul, and the commonest syllables are as common as in Korean."""
    hangul = _HANGUL.findall(text)
    others = len(_NON_ASCII.findall(text))
    if len(hangul) < 0.5 * others or not hangul:
        return False
    return sum(letter in _KOREAN for letter in hangul) >= _LEAST_COMMON_KOREAN * len(hangul)


def is_japanese(text: str) -> bool:
    """Whether hiragana, which holds Japanese sentences together, is a good share of the letters beyond ASCII."""
    others = len(_NON_ASCII.findall(text))
    return others > 0 and len(_HIRAGANA.findall(text)) >= _LEAST_HIRAGANA * others


def is_chinese(text: str) -> bool:
    """Whether nearly all letters beyond ASCII are Han or marks, and the commonest are as common as in Chinese."""
    han = _HAN.findall(text)
    if not han or len(han) < 0.75 * len(_NON_ASCII.findall(text)):
        return False
    return sum(letter in _CHINESE for letter in han) >= _LEAST_COMMON_CHINESE * len(han)


def is_east_asian(text: str, codec: str) -> bool:
    """Whether text that was decoded by one of `EAST_ASIAN` is in one of the codec's languages."""
    if _NEVER_WRITTEN.search(text):
        return False
    if codec == "cp949":
        return is_korean(text)
    return is_japanese(text) if codec in {"cp932", "euc_jp"} else is_chinese(text)


def is_mojibake(text: str) -> bool:
    """Whether text from a single-byte character set cannot be meant: control characters, or long runs of accents.

    Letters beyond ASCII stand alone or in twos in the languages of Latin script; the bytes of other scripts stand in
    long runs. Text with few such letters is never called so.
    """
    letters = len(_NON_ASCII.findall(text))
    if letters < _FEWEST_TO_JUDGE:
        return False
    if symbols_in_words(text) > _MOST_SYMBOLS_IN_WORDS * letters:
        return True
    return letters / len(_NON_ASCII_RUN.findall(text)) > _LONGEST_MEAN_RUN


def symbols_in_words(text: str) -> int:
    """How many signs of Latin-1 that are no letters touch a letter on both sides, or are control characters."""
    return len(_SYMBOL_IN_WORD.findall(text)) + len(_NEVER_WRITTEN.findall(text))
