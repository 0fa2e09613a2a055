"""Sources that a question asks for by name: `according to The Ledger`, `한빛일보에 따르면`.

Only where the words around a name say that the source is speaking: a question about The Ledger company is not a
question to it. A name may be cut short to its last words ("The Ledger" for "The Harbour Ledger") after "according to",
or be slightly misspelt; where several sources bear it, all of them are meant. What is plainly a paper or a broadcaster
and none of the archive's is told apart, so that its reader learns who is quoted instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_NAME = r"(?P<name>(?:[Tt]he )?[A-Z0-9][\w.&-]*(?:(?: (?:and|of|&|the))? [A-Z0-9][\w.&-]*){0,5})(?:['’]s)?"
_REPORTING = r"(?:report|say|write|wrote|said|claim|reveal|publish|reported|published|print)"
_OUTLETS = (
    r"reuters|associated press|ap|afp|agence france-presse|bbc|cnn|fox news|nbc(?: news)?|abc news|cbs(?: news)?|msnbc|"
    r"cnbc|npr|pbs|sky news|al jazeera|bloomberg|axios|politico|guardian|economist|financial times|new york times|nyt|"
    r"washington post|wall street journal|wsj|usa today|los angeles times|le monde|der spiegel|yonhap"
)
_MEDIA = r"(?:times|post|news|journal|herald|tribune|gazette|chronicle|telegraph|observer|globe|press|daily)$"
_SPEAKS = (
    (re.compile(rf"\b[Aa]ccording to {_NAME}"), True),
    (re.compile(rf"\baccording to (?P<name>(?:the )?(?:{_OUTLETS}))\b", re.I), True),
    (re.compile(rf"\b(?:[Rr]eported|[Pp]ublished|[Pp]rinted|[Ww]ritten|[Cc]arried) (?:by|in) {_NAME}"), True),
    (re.compile(rf"\b(?:did|does|has|had) {_NAME} {_REPORTING}\b"), False),
    (
        re.compile(rf"\b(?:[Ii]n|[Ff]rom) {_NAME}(?=\s*(?:[,.?!;:]|$)|, | (?:articles?|reports?|stories|coverage)\b)"),
        False,
    ),
)
"""Patterns of a source that speaks, and whether its name may be cut short there."""

_MAY_BE_A_PLACE = _SPEAKS[-1][0]
_IS_AN_OUTLET = re.compile(rf"(?:{_OUTLETS})$|.+ {_MEDIA}|{_MEDIA}")

_KOREAN_SPEAKS = re.compile(
    r"(?P<name>[가-힣A-Za-z0-9]+(?: [가-힣A-Za-z0-9]+){0,3}?)"
    r"(?:(?:의)? ?(?:보도|기사|사설)?(?:에|을) ?(?:따르면|의하면|보면)"
    r"|(?:이|가|은|는|에서)? ?(?:보도한|전한|보도했|기사에서|기사에는))"
)
_HANGUL = re.compile(r"[가-힣]")
_BRACKETED = re.compile(r"\s*[(\[（][^)\]）]*[)\]）]")
_DOMAIN = re.compile(r"^(?:www\.)?([\w-]+)(?:\.(?:com|co|org|net|news|kr|uk|info|io))+$")
_KOREAN_MEDIA = ("일보", "신문", "경제", "방송", "뉴스", "타임스", "타임즈", "저널", "통신", "매일")
_KOREAN_OUTLET = re.compile(r"(?:\S+(?:일보|신문|방송|뉴스|타임스|타임즈|통신)|로이터|블룸버그|[A-Z]{2,4})$")
_NEARLY = 0.88
_SHORTEST_MISSPELT = 8

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class NamedSources:
    """Whom a question asks."""

    names: tuple[str, ...] = ()
    """As the archive has them, sorted."""
    unknown: tuple[str, ...] = ()
    """Papers and broadcasters that the archive has nothing of, as the question has them."""
    spans: tuple[Span, ...] = ()
    """(start, end) of the words that named them."""


def named_sources(text: str, known: Callable[[], Sequence[str]]) -> NamedSources:
    """The sources that a question asks for.

    Args:
        text: The question.
        known: Gives the names of the archive's sources; called only where one may be named.
    """
    spoken = [(match, short) for pattern, short in _SPEAKS for match in pattern.finditer(text)]
    korean = list(_KOREAN_SPEAKS.finditer(text)) if _HANGUL.search(text) else []
    if not spoken and not korean:
        return NamedSources()
    names: set[str] = set()
    unknown: list[str] = []
    spans: list[Span] = []
    sources = known()
    for match, may_be_short in spoken:
        if any(start < match.end() and match.start() < end for start, end in spans):
            continue
        if found := _matching(match["name"], sources, may_be_short):
            names |= set(found)
            spans.append(match.span())
        elif match.re is not _MAY_BE_A_PLACE and _IS_AN_OUTLET.match(" ".join(_words(match["name"]))):
            unknown.append(match["name"])
            spans.append(match.span())
    for match in korean:
        # The particle clings to the name, and what stands before it may be another word.
        starts = sorted({match.start("name"), *_word_starts(match["name"], match.start("name"))})
        for start in starts:
            if found := _matching(text[start : match.end("name")], sources, may_be_short=False):
                names |= set(found)
                spans.append((start, match.end()))
                break
        else:
            if _KOREAN_OUTLET.match(last := text[starts[-1] : match.end("name")]):
                unknown.append(last)
                spans.append((starts[-1], match.end()))
    return NamedSources(tuple(sorted(names)), tuple(dict.fromkeys(unknown)), tuple(spans))


def _word_starts(name: str, at: int) -> list[int]:
    return [at + match.start() for match in re.finditer(r"\S+", name)]


def _matching(name: str, sources: Sequence[str], may_be_short: bool) -> list[str]:
    """The sources of this name: those that bear it whole, else those that it is the end of, else one misspelt."""
    wanted = _words(name)
    if not wanted:
        return []
    whole = [source for source in sources if _words(source) == wanted]
    if whole or not may_be_short:
        return whole or _first_words(wanted, sources) or _misspelt(wanted, sources)
    ends = [source for source in sources if _words(source)[-len(wanted) :] == wanted]
    return ends or _misspelt(wanted, sources)


def _first_words(wanted: list[str], sources: Sequence[str]) -> list[str]:
    """The sources that begin with a Korean name of a paper or a broadcaster, and go on with a word more."""
    if not wanted[-1].endswith(_KOREAN_MEDIA):
        return []
    return [source for source in sources if _words(source)[: len(wanted)] == wanted]


def _misspelt(wanted: list[str], sources: Sequence[str]) -> list[str]:
    written = " ".join(wanted)
    if len(written) < _SHORTEST_MISSPELT:
        return []
    near = [source for source in sources if SequenceMatcher(None, written, " ".join(_words(source))).ratio() >= _NEARLY]
    return near if len(near) == 1 else []


def _words(name: str) -> list[str]:
    """A name as it is compared: without what stands in brackets, the article, a domain's ending, capitals."""
    name = _BRACKETED.sub("", name).strip(" .,")
    if domain := _DOMAIN.match(name.lower()):
        name = domain[1]
    words = re.findall(r"[^\W_]+", name.casefold())
    return words[1:] if len(words) > 1 and words[0] == "the" else words
