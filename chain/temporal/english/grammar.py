"""Times in English questions: `last week`, `in March 2023`, `between 3 and 10 May 2022`, `since the election of 2022`.

Each rule is a pattern of what stands around a date; the dates themselves are read by `english_dates`, and counted by
`periods`. What a word may also be ("May said", "Last Week Tonight") is told apart by capitals and neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from clippings.chain.temporal import periods
from clippings.chain.temporal.english import absolute as named
from clippings.chain.temporal.english import relative
from clippings.chain.temporal.english.context import BACKGROUND
from clippings.chain.temporal.english.dates import DATE, DAY, MONTH, SEASON, YEAR
from clippings.chain.temporal.english.relative import COUNT, SINCE_WHAT, UNIT, WEEKDAY
from clippings.chain.temporal.expressions import TimeExpression
from clippings.chain.text.english_capitals import with_capitals

_MAY_NAME_A_TIME = re.compile(
    r"\d|[Dd]ay|[Ww]eek|[Mm]onth|[Yy]ear|[Dd]ecade|[Ff]ortnight|\bago\b|[Qq]uarter|[Nn]ight|[Mm]orning|[Aa]fternoon"
    r"|[Ee]vening|[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter|Christmas|Halloween|Valentine"
    r"|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat"
)
"""Without one of these no rule finds anything, and most questions have none."""

_Rule = tuple[re.Pattern[str], Callable[[re.Match[str], date], TimeExpression | None]]


def expressions(text: str, today: date) -> Iterator[TimeExpression]:
    """Every time named, in the order of the rules; words that one rule has used are gone for the next."""
    text = with_capitals(text)
    if not _MAY_NAME_A_TIME.search(text):
        return
    for pattern, meaning in _RULES:
        for match in pattern.finditer(text):
            text = text[: match.start()] + "\0" * (match.end() - match.start()) + text[match.end() :]
            found = _possible(meaning, match, today)
            if found is not None:
                yield found


def _possible(
    meaning: Callable[[re.Match[str], date], TimeExpression | None], match: re.Match[str], today: date
) -> TimeExpression | None:
    """None where what is written is no date ("31 February") or lies before or after all calendars."""
    try:
        found = meaning(match, today)
    except (ValueError, OverflowError):
        return None
    is_background = found and found.is_limit and BACKGROUND.search(match.string[: match.start()])
    return replace(found, is_limit=False) if found and is_background else found


_A_NAME = r"(?! (?:[A-Z]|Night|Tonight|on\b|for\b)|['’-])"
_OF_ITS = r"(?:the|its|their|his|her) (?:[\w'’-]+ ){0,4}?"
_NO_OTHER = "".join(
    rf"(?<!\b{word} )"
    for word in "the a an this next every each about of for by than to and or from called named until before".split()
)
_PAST = r"(?:last|past|previous)"

_RULES: tuple[_Rule, ...] = (
    (
        re.compile(rf"\b(?:[Bb]etween|[Ff]rom) (?P<left>{DATE}|{DAY}) (?:and|to|until|till|through) (?P<right>{DATE})"),
        named.date_range,
    ),
    (
        re.compile(rf"\b[Ii]n (?P<left>{MONTH}(?: {YEAR})?) and (?P<right>{MONTH}(?: {YEAR})?)(?! \d)"),
        named.date_range,
    ),
    (
        re.compile(
            rf"\b(?:[Bb]etween |[Ff]rom |[Oo]n )?(?P<month>{MONTH}) (?P<left>{DAY})"
            rf"(?: ?[–-] ?| and | to )(?P<right>{DAY})"
            rf"(?P<year>,? {YEAR})?\b"
        ),
        named.american_range,
    ),
    (
        re.compile(
            rf"(?<![\w–-])(?:[Ii]n |[Oo]n )?(?!\d\d?-{MONTH}-)"
            rf"(?:(?P<left>{DATE}|{DAY}) ?[–-] ?|(?P<left_date>{DATE}) (?:to|till|until|through) )(?P<right>{DATE})"
        ),
        named.date_range,
    ),
    (
        re.compile(
            rf"\b(?:[Ii]n |[Dd]uring )?(?:[Tt]he )?(?P<number>first|second) half of "
            rf"(?P<month>{MONTH})(?P<year>,? {YEAR})?\b"
        ),
        relative.half_of_month,
    ),
    (
        re.compile(
            rf"\b(?:[Ii]n |[Dd]uring )?(?:[Tt]he )?(?P<number>{'|'.join(relative.WEEKS)}) [Ww]eek (?:of|in) "
            rf"(?P<month>{MONTH})(?P<year>,? {YEAR})?\b"
        ),
        relative.week_of_month,
    ),
    (
        re.compile(
            rf"\b(?:[Ii]n |[Oo]n |[Oo]ver )?(?:[Tt]he )?(?P<number>{'|'.join(relative.WEEKS)}) [Ww]eekend (?:of|in) "
            rf"(?P<month>{MONTH})(?P<year>,? {YEAR})?\b"
        ),
        relative.weekend_of_month,
    ),
    (
        re.compile(
            rf"\b(?:[Ii]n |[Dd]uring |[Oo]n |[Oo]ver )?(?:[Tt]he )?[Ww]eek(?P<end>end)? "
            rf"(?P<side>of|beginning|starting|ending)(?: on)? (?P<date>{DATE})"
        ),
        relative.week,
    ),
    (
        re.compile(
            rf"\b(?:[Ii]n |[Dd]uring )?(?:[Ll]ast|(?:[Tt]his )?past|(?P<current>[Tt]his)) "
            rf"(?P<month>{MONTH})(?! (?:\d|[A-Z])|['’-])"
        ),
        relative.month,
    ),
    (re.compile(rf"\b(?P<word>[Ss]ince|[Aa]fter)(?P<anchor>) (?P<date>{DATE}){_A_NAME}"), named.since),
    (
        re.compile(
            rf"\b[Ss]ince (?:(?:last )?(?P<name>{WEEKDAY})|last (?P<season>{SEASON})"
            rf"|{COUNT} {UNIT} ago|(?P<what>{SINCE_WHAT}))(?!\w| Night)"
        ),
        relative.since,
    ),
    (re.compile(rf"\b(?P<word>[Ff]rom)(?P<anchor>) (?P<date>{DATE}) (?:on|onwards?)\b"), named.since),
    (
        re.compile(
            rf"\b(?P<word>[Bb]efore|[Pp]rior to|[Uu]ntil|[Uu]p to|[Tt]ill)(?P<anchor>) "
            rf"(?P<date>{DATE}){_A_NAME}"
        ),
        named.until,
    ),
    (re.compile(rf"\b(?P<word>[Ss]ince|[Aa]fter) (?P<anchor>{_OF_ITS})(?:(?:of|in) )?(?P<date>{DATE})"), named.since),
    (re.compile(rf"\b(?P<word>[Bb]efore) (?P<anchor>{_OF_ITS})(?:(?:of|in) )?(?P<date>{DATE})"), named.until),
    (
        re.compile(
            rf"\b(?:[Ii]n|[Oo]n|[Dd]uring|[Tt]hroughout|[Bb]ack in|[Aa]t|[Tt]owards?) (?P<date>{DATE}){_A_NAME}"
        ),
        named.dated,
    ),
    (re.compile(rf"(?<![\w$€£#./-])(?P<date>{DATE})(?=\W|$)"), named.anywhere),
    (
        re.compile(
            rf"\b(?:[Bb]etween|[Ff]rom) (?:last )?(?P<name>{WEEKDAY}) (?:and|to|until|till|through) (?P<last>{WEEKDAY})"
        ),
        relative.weekdays_range,
    ),
    (
        re.compile(r"\b[Dd]ay before yesterday\b"),
        relative.meaning(lambda today: periods.one_day(today - timedelta(days=2))),
    ),
    (
        re.compile(r"(?:\byesterday|^Yesterday)\b(?! (?:is|was) (?:a|the)\b)"),
        relative.meaning(lambda today: periods.one_day(today - timedelta(days=1))),
    ),
    (re.compile(r"(?:\btoday|^Today)\b(?!['’])"), relative.today_or_yesterday),
    (re.compile(rf"\b{COUNT} {UNIT} ago\b"), relative.ago),
    (
        re.compile(rf"\b(?:[Ll]ast|[Tt]his past|(?P<current>[Tt]his)) (?P<season>{SEASON})\b(?! [A-Z])"),
        relative.season,
    ),
    (
        re.compile(rf"\b{COUNT} (?P<season>{SEASON})s? ago\b"),
        relative.seasons_ago,
    ),
    (
        re.compile(r"\b(?:[Tt]his (?:morning|afternoon|evening)|tonight|[Ll]ast night)\b(?!['’])"),
        relative.current(lambda today: periods.rolling(today, "day", 1)),
    ),
    (
        re.compile(
            rf"\b(?:(?:[Ii]n|[Oo]ver|[Dd]uring|[Ww]ithin|[Ff]or) )?(?<!of )the {_PAST} {COUNT} "
            rf"{UNIT}\b(?! of\b)"
        ),
        relative.rolling,
    ),
    (
        re.compile(
            r"\b(?:(?:[Ii]n|[Oo]ver|[Dd]uring|[Ww]ithin|[Ff]or) )?(?<!of )"
            r"the (?:past (?=day|month|year|fort|dec)|last (?=fort|dec))"
            r"(?P<unit>day|fortnight|month|year|decade)\b(?! of\b)"
        ),
        relative.rolling_one,
    ),
    (
        re.compile(r"\b(?:[Ii]n |[Dd]uring )?(?:[Tt]he )?[Ww]eek before last\b"),
        relative.meaning(periods.week_before_last),
    ),
    (
        re.compile(r"\b(?:[Ii]n |[Dd]uring )?(?:[Tt]he )?[Mm]onth before last\b"),
        relative.meaning(lambda today: periods.calendar_month(today, 2)),
    ),
    (
        re.compile(r"\b(?:[Ii]n |[Dd]uring )?(?:[Tt]he )?[Yy]ear before last\b"),
        relative.meaning(lambda today: periods.year(today.year - 2), is_limit=False),
    ),
    (re.compile(r"\b(?P<the>the )?[Ll]ast quarter\b(?! of\b)"), relative.last_quarter),
    (re.compile(rf"\b(?:the {_PAST}|(?:this )?past) week\b(?! of\b| Tonight)"), relative.meaning(periods.this_week)),
    (
        re.compile(r"\b(?:[Oo]ver |[Oo]n )?(?:[Tt]he )?[Ww]eekend before last\b"),
        relative.meaning(periods.weekend_before_last),
    ),
    (re.compile(r"\b[Ll]ast week\b(?! of\b| Tonight)"), relative.meaning(periods.last_week)),
    (re.compile(r"\b(?:[Ee]arlier )?[Tt]his week\b"), relative.current(periods.this_week)),
    (re.compile(r"\b(?:[Ll]ast|[Tt]his past|[Oo]ver the|[Tt]his) weekend\b"), relative.current(periods.last_weekend)),
    (re.compile(r"\b[Ll]ast month\b(?! of\b)"), relative.meaning(lambda today: periods.calendar_month(today, 1))),
    (
        re.compile(r"\b(?:[Ee]arlier |[Ll]ater )?[Tt]his month\b"),
        relative.current(lambda today: periods.calendar_month(today, 0)),
    ),
    (
        re.compile(rf"\b(?:[Oo]n|[Ll]ast|[Tt]his past) (?:(?:early|late) )?(?P<name>{WEEKDAY})\b(?! Night)"),
        relative.weekday,
    ),
    (
        re.compile(rf"\b(?P<name>{WEEKDAY})(?:(?=['’]s\b)| (?:morning|afternoon|evening|night)\b)"),
        relative.weekdays_own,
    ),
    (
        re.compile(rf"(?<=[a-z] ){_NO_OTHER}(?P<name>{WEEKDAY})(?=[?.,]|$)"),
        relative.weekday_alone,
    ),
    (re.compile(r"\b[Ll]ast year\b"), relative.meaning(lambda today: periods.year(today.year - 1), is_limit=False)),
    (re.compile(r"\b[Tt]his year\b"), relative.meaning(lambda today: periods.year(today.year), is_limit=False)),
)
