"""Whether a sentence says the opposite of what it cites: "rose" for "fell", "accepted" for "rejected".

Axes of news English and Korean, each with two poles. What it knows it judges precisely; what it does not know it lets
pass (measured in docs/decisions/045).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from clippings.chain.text.clauses import clauses, nearest
from clippings.chain.text.names import CAPITAL
from clippings.core.languages import of_question
from clippings.vectorstore.lexical.tokenizers import group_of, terms, words

_AXES = """
rise rose risen increase grow grew grown growth climb jump surge soar gain higher raise expand swell uptick \
accelerate | fall fell fallen decrease decline drop shrink shrank shrunk slump plunge tumble sink sank lower reduce \
cut slip slide slid contract dwindle slow
win won victory triumph beat defeat prevail | lose lost loss beaten
accept agree approve adopt pass support endorse welcome favour favor | reject refuse oppose block veto condemn
more | less fewer
most highest largest biggest best strongest longest maximum | least lowest smallest worst \
weakest shortest minimum
up | down
above exceed surpass | below
start begin began begun open launch resume restart introduce commence | stop end halt closed cease \
suspend cancel abandon scrap finish shut
allow permit legal legalise legalize authorise authorize lift | ban forbid prohibit outlaw illegal criminalise \
criminalize impose
join enter accede | leave left quit withdraw withdrew withdrawn exit
succeed success successful | fail failure unsuccessful
survive survived survivor alive | die died dead killed death
strengthen strong stronger | weaken weak weaker
buy bought purchase acquire | sell sold sale
export | import
free release freed | seize arrest jail detain imprison capture stuck trap
earlier | later
before | after
old | new
first | last final
arrive | depart
hire recruit employ | dismiss sack
build built construct create | destroy demolish dismantle
guilty convict condemn | innocent acquit
ally friend partner | enemy foe rival
safe safer | dangerous unsafe hazardous
ease easier relax loosen | tighten restrict curb
improve better improvement | worsen worse deteriorate
include add added | exclude remove removed omit
confirm admit | deny denied
north northern | south southern
east eastern | west western
true | false
rich wealthy | poor
majority | minority
public | private
hot warm hotter warmer | cold cool colder cooler
fast faster quick quickly | slow slower slowly
cheap cheaper | expensive dearer
remember | forget forgot
full | empty
present | absent
complete | abandon
withdraw withdrew | file lodge
long longer | short shorter
large larger big bigger | small smaller
appoint elect | oust depose
invest | divest
attack | defend
surplus profit | deficit
extend prolong | shorten
older oldest | newer newest younger youngest
"""
_KOREAN_AXES = (
    (
        "오르 올리 늘 늘리 증가 상승 급등 확대 인상 커지 높 높아지 성장",
        "내리 낮추 줄 줄이 감소 하락 급락 축소 인하 작아지 떨어지 낮 낮아지 위축",
    ),
    ("이기 승리 우승", "지 패배 패하"),
    ("찬성 수용 받아들이 승인 허용 가결 합의", "반대 거부 거절 불허 금지 부결 결렬"),
    ("시작 열 개시 재개 착수", "끝나 끝내 중단 중지 닫 종료 폐지"),
    ("성공", "실패"),
    ("가입 참가 참여", "탈퇴 불참 이탈"),
    ("강화", "완화 약화"),
    ("흑자", "적자"),
    ("수출", "수입"),
    ("살 매수 사들이", "팔 매도 매각"),
)
_SWAPPING = {"win", "buy"}
"""Axes (by their first word) whose poles change places with their parties: who won is said by who lost."""

_AT_LEAST = re.compile(
    r"\bat (?:least|most)\b|\bno (?:more|less|fewer) than\b|\b\w+-"
    r"|\blast (?:night|week|month|year|spring|summer|autumn|winter|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)
"""What holds the word of a pole and is none; of compounds only the last word counts."""

_NAME = re.compile(rf"\b{CAPITAL}[\w&’'-]*")


def _axes(lines: str) -> list[tuple[str, frozenset[str], frozenset[str]]]:
    found = []
    for line in lines.replace("\\\n", " ").strip().splitlines():
        one, other = (frozenset(words(side.replace("-", ""), "en")) for side in line.split("|"))
        found.append((line.split()[0], one - other, other - one))
    return found


_ENGLISH = _axes(_AXES)
_KOREAN = [(one.split()[0], frozenset(one.split()), frozenset(other.split())) for one, other in _KOREAN_AXES]


def says_the_opposite(claim: str, proof: str) -> bool:
    """Whether a clause of the claim has one pole of an axis where the nearest clause of the proof has only the other.

    Args:
        claim: One sentence.
        proof: What it cites, in the same language; other languages than English and Korean always pass.
    """
    group = group_of(of_question(claim))
    axes = {"en": _ENGLISH, "ko": _KOREAN}.get(group)
    if axes is None:
        return False
    everywhere = _said(proof, group)
    for part in clauses(claim):
        mine = _said(part, group)
        told = nearest(part, proof, group)
        if told is None:
            continue
        theirs = _said(told, group)
        for name, one, other in axes:
            for pole, opposite in ((one, other), (other, one)):
                if not (mine & pole) or mine & opposite or not theirs & opposite or theirs & pole:
                    continue
                if everywhere & (mine & pole):
                    continue  # the very word stands elsewhere in what is cited: which clause it is of cannot be told
                if name in _SWAPPING and not _of_the_same(part, told, mine & pole, theirs & opposite):
                    continue
                return True
    return False


def _said(text: str, group: str) -> frozenset[str]:
    text = _AT_LEAST.sub(" ", text)
    return frozenset(words(text, group)) if group != "ko" else frozenset(terms(text, group))


def _of_the_same(claim: str, proof: str, pole: frozenset[str], opposite: frozenset[str]) -> bool:
    """Whether the name before each of the two words is the same one; also when there is none."""
    return _subject(claim, pole) == _subject(proof, opposite)


def _subject(text: str, stems: Sequence[str] | frozenset[str]) -> str:
    at = next((m.start() for m in re.finditer(r"\w+", text) if set(words(m[0], "en")) & set(stems)), 0)
    names = _NAME.findall(text[:at])
    return names[-1].casefold() if names else ""
