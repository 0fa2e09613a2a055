"""Whose words a Korean sentence tells: a name that is its subject, and a verb of saying after "…고"."""

from __future__ import annotations

import functools
import re

from clippings.chain.speech.english import Attribution
from clippings.chain.speech.lexicon import any_of
from clippings.chain.speech.utterance import QUOTED

_TITLES = any_of("ko", "titles")
_SAYS = any_of("ko", "says")
_REPORT = re.compile(
    rf"(?:{QUOTED}\s?(?:이?라고|고|이?라며|며|이?라면서|면서|는)|[가-힣](?:다고|라고|자고|냐고|다며|라며|자며|다면서|라면서))"
    rf"(?:\s[^\s,.]+){{0,5}}?\s?{_SAYS}"
)
_ACCORDING = re.compile(r"에 따르면")
_TOPIC = re.compile(r"(?<![가-힣])[가-힣A-Za-z·]{1,}[은는](?=\s)")
_SUBJECT = re.compile(r"[가-힣A-Za-z·]{2,}(?:은|는|이|가|께서)(?=\s)")
_NOT_TOPICS = re.compile(
    r"(?:에|에서|으로|로|까지|부터|에게|라고|다고|하|되|있|없|않|이|한|된|할|될|했|되었|지만|보다|때|적|것)[은는]$|[가-힣](?:하|되|있|없|않)는$"
)
_JOINT = re.compile(r"[와과및]\s$|,\s?$")
_PRONOUN = re.compile(r"^(?:이어 |또 |특히 |그러면서 )?(?P<name>그|그녀)는\s")
_LEAST_CHARACTERS = 12


@functools.lru_cache(256)
def _subject(names: str) -> re.Pattern[str]:
    """A name, its title, and the particle that makes it the subject."""
    others = any_of("ko", "others")
    return re.compile(
        rf"(?<![가-힣A-Za-z])(?P<name>{names})(?:\([^()]{{1,40}}\))?"
        rf"(?:(?P<between>(?:\s(?!{others}\s|{_TITLES})[가-힣A-Za-z·0-9]+(?<![의과와])){{0,2}})\s(?P<title>전\s{_TITLES}|{_TITLES}))?"
        rf"(?:\([^()]{{1,40}}\))?(?P<particle>은|는|이|가|께서는|께서)(?=[\s,{QUOTED}])"
    )


def attributed(bare: str, full: str, short: str, introduced: frozenset[str] = frozenset()) -> Attribution | None:
    """Whether a sentence tells the words of a person, by name.

    Args:
        bare: Without what is quoted.
        full, short: See `english.attributed`.
        introduced: The family name with a title ("이 대표"), where the article gives the whole name so.
    """
    names = "|".join(dict.fromkeys(filter(None, (full, short))))
    match = _subject(names).search(bare)
    if match is not None and match["title"] == "씨" and match["between"]:
        match = None
    if match is None and introduced:
        ways = "|".join(re.escape(one) for one in introduced)
        match = re.search(
            rf"(?<![가-힣A-Za-z])(?P<name>{ways})(?P<particle>은|는|이|가|께서는|께서)(?=[\s,{QUOTED}])", bare
        )
    if match is None or (_JOINT.search(bare[: match.start()]) and not _is_adverbial(bare[: match.start()])):
        return None
    report = _REPORT.search(bare, match.end())
    if report is None or len(bare) < _LEAST_CHARACTERS:
        return None
    before = list(_topics(bare[: match.start()]))
    if before or (match["particle"] in ("이", "가") and _topics(bare[match.end() : report.start()])):
        return None
    if not _is_the_end(bare, report) and _topics(bare[report.end() :]):
        return None  # somebody else speaks in the second half
    return Attribution(QUOTED in bare)


def by_pronoun(bare: str) -> Attribution | None:
    """Whether it tells the words of 그 or 그녀, or names no subject at all and goes on with what somebody says."""
    match = _PRONOUN.match(bare)
    if match is not None and _REPORT.search(bare, match.end()):
        return Attribution(QUOTED in bare, match["name"])
    starts = re.match(rf"^(?:이어 |또 |특히 |그러면서 |이어서 |또한 )?{QUOTED}", bare)
    if starts and _REPORT.search(bare) and not _SUBJECT.search(bare):
        return Attribution(True, "그")
    return None


def introduced_in(text: str, full: str) -> frozenset[str]:
    """ "이 대표" for 이재명 대표; nothing where the article names another of that family name and title."""
    found: set[str] = set()
    for match in re.finditer(
        rf"{full}(?:\([^()]{{1,40}}\))?(?:\s[가-힣A-Za-z·0-9]+){{0,2}}?\s(?P<title>{_TITLES})", text
    ):
        name = re.sub(r"[^가-힣]", "", full.split(")")[-1])
        title = match["title"]
        others = re.findall(rf"(?<![가-힣])({name[:1]}[가-힣]{{2}})(?:\s[가-힣A-Za-z·0-9]+){{0,2}}?\s{title}", text)
        if len(name) == 3 and all(other == name for other in others):
            found.add(f"{name[0]} {title}")
    return frozenset(found)


def _topics(text: str) -> list[str]:
    """Words that may be subjects, marked by 은 or 는."""
    return [one for one in _TOPIC.findall(text) if not _NOT_TOPICS.search(one)]


def _is_adverbial(before: str) -> bool:
    """ "이날, 윤 대통령은": no list of people."""
    return before.rstrip().endswith(",") and not re.search(r"[가-힣]{3}(?: [가-힣]+)?,\s?$", before)


def _is_the_end(bare: str, report: re.Match[str]) -> bool:
    return len(bare) - report.end() < 8
