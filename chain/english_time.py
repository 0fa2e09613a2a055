"""Times in English questions: `last week`, `in March 2023`, `between 3 and 10 May 2022`, `since the election of 2022`.

Each rule is a pattern of what stands around a date; the dates themselves are read by `english_dates`, and counted by
`periods`. What a word may also be ("May said", "Last Week Tonight") is told apart by capitals and neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from clippings.chain import periods
from clippings.chain.english_dates import DATE, DAY, MONTH, YEAR, counting_from, form_of, period_of
from clippings.chain.periods import Period
from clippings.chain.time_expressions import TimeExpression, within

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "couple of": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
           "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12}  # fmt: skip
_COUNT = rf"(\d{{1,3}}|{'|'.join(_COUNTS)})"

_SUPERLATIVE = re.compile(
    r"\b(first|most|least|best|worst|record|only|biggest|largest|smallest|highest|lowest|longest|deadliest|"
    r"\w{3,}est|not been|hasn't|haven't|hadn't|never)\b",
    re.I,
)
"""With these, "since 1994" says how rare something is, not when the asked thing happened."""

_NOT_PAST = re.compile(
    r"\b(will|won't|shall|should|would|might|may|can|could|must|going to|set to|due to|scheduled|slated|"
    r"plan(?:s|ning)? to|expected to|upcoming|is to be|are to|next (?:week|month|year)|takes? place|begins?|starts?|"
    r"beginning|starting|opens|airs|premieres|ends)\b"
)
"""A date in such a question may be still to come."""

_EVENT = re.compile(
    r"\b(anniversary|attack|battle|birthday|bombing|ceremony|collapse|conference|coup|crash|crisis|debate|disaster|"
    r"earthquake|election|eruption|event|explosion|final|fire|flight|flood|game|incident|insurrection|invasion|killing|"
    r"launch|massacre|match|meeting|murder|outbreak|pandemic|poll|primary|protest|race|raid|referendum|resignation|riot|"
    r"shooting|speech|storm|strike|summit|tournament|trial|visit|vote|war|wedding)s?,? ?$",
    re.I,
)
"""A date right after one of these is the event's ("the insurrection on January 6, 2021"): the question is about it."""

_STARTED = re.compile(r"\b(beg[aiu]n\w*|start\w*|premier\w*|open\w*|due|born|founded|end(?:ed|ing)|expir\w+) ?$", re.I)
"""Dates after these belong to something older or newer than what is asked ("a crackdown that began in March")."""

_COUNTED = re.compile(
    r"\b(?:than|about|some|over|nearly|around|least|roughly|almost|approximately|by|until|up to|worth) $", re.I
)
"""Before a number; also before a deadline."""

_SINCE = re.compile(r"\b(?:since|after|before)\b[^,;?]{0,40}$", re.I)
"""What the rules for open windows saw and let be."""

_OF_A_TOPIC = re.compile(r"(?:\b(?:the|a|an|of|for)|['’]s) $")

_BACKGROUND = re.compile(r"\b(?:after|following|amid|since|despite|before|until|ahead of|because)\b[^,;:.?]*$", re.I)
"""A time in such a clause is that of what came before ("following the attack last week, who ...")."""

_PERSONS = re.compile(r"\b(?:confidence|trust|faith|belief|believed?|interest|loyal\w*) $", re.I)
"""After these, "in May" is about a person of that name."""

_CLAUSE_ENDS = re.compile(r"\s*(?:[,.;:?!)]|$)| the\b")

_OLDEST_WITHOUT_YEAR = timedelta(days=183)

_Rule = tuple[re.Pattern[str], Callable[[re.Match[str], date], TimeExpression | None]]


def expressions(text: str, today: date) -> Iterator[TimeExpression]:
    """Every time named, in the order of the rules; words that one rule has used are gone for the next."""
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
    is_background = found and found.is_limit and _BACKGROUND.search(match.string[: match.start()])
    return replace(found, is_limit=False) if found and is_background else found


# Ranges


def _range(match: re.Match[str], today: date) -> TimeExpression | None:
    """`between 3 and 10 May 2022`, `from March to May 2022`: what the first date leaves out, the second has."""
    left, right = match["left"], match["right"]
    last = period_of(right, today)
    first = period_of(_completed(left, right), today)
    if first is None or last is None or first.first > last.last:
        return None
    is_limit = {first.unit, last.unit} <= {"day", "month"} and not _NOT_PAST.search(match.string)
    return TimeExpression(match.start(), match.end(), first.first, last.last, is_limit, last.lag)


def _completed(left: str, right: str) -> str:
    form = form_of(left)
    if re.fullmatch(DAY, left):
        return re.sub(rf"^(?:the )?{DAY}", left, right)
    if form in {"month_of_year", "day_of_month"} and (year := re.search(rf"{YEAR}$", right)):
        return f"{left} {year[0]}"
    return left


def _american_range(match: re.Match[str], today: date) -> TimeExpression | None:
    """`May 3-10, 2022`"""
    rest = match["year"] or ""
    first, last = (period_of(f"{match['month']} {each}{rest}", today) for each in (match["left"], match["right"]))
    if first is None or last is None or first.first > last.last:
        return None
    return TimeExpression(
        match.start(), match.end(), first.first, last.last, not _NOT_PAST.search(match.string), last.lag
    )


# Open windows


def _since(match: re.Match[str], today: date) -> TimeExpression | None:
    period = _bound(match, today)
    if period is None:
        return None
    first = period.first
    if match["word"].lower() == "after" and not match["anchor"] and period.unit != "day":
        first = period.last + timedelta(days=1)
    return TimeExpression(match.end() if match["anchor"] else match.start(), match.end(), first, None, True)


def _until(match: re.Match[str], today: date) -> TimeExpression | None:
    period = _bound(match, today)
    if period is None or _NOT_PAST.search(match.string):
        return None
    last = period.last
    if match["word"].lower() == "before" and not match["anchor"]:
        last = period.first - timedelta(days=1)
    start = match.end() if match["anchor"] else match.start()
    return TimeExpression(start, match.end(), None, last, True) if last <= today else None


def _bound(match: re.Match[str], today: date) -> Period | None:
    """A date after "since" or "before", unless it tells how rare something is, or is a person
    ("after May resigned")."""
    form = form_of(match["date"])
    if _SUPERLATIVE.search(match.string[: match.start()]) or (form == "year" and _is_a_number(match)):
        return None
    if form == "month_of_year" and not _CLAUSE_ENDS.match(match.string[match.end() :]):
        return None
    return period_of(match["date"], today)


# Windows that a date names


def _dated(match: re.Match[str], today: date) -> TimeExpression | None:
    """`in March 2023`, `on 16 March`, `2022`"""
    form = form_of(match["date"])
    if (form == "year" and _is_a_number(match)) or _PERSONS.search(match.string[: match.start()]):
        return None
    period = period_of(match["date"], today)
    if period is None or period.first > today:
        return None
    return within(match.start(), match.end(), period, _is_plain(match, period, form, today))


def _is_plain(match: re.Match[str], period: Period, form: str, today: date) -> bool:
    before = match.string[: match.start()]
    if period.unit not in {"day", "month"} or _NOT_PAST.search(match.string) or _STARTED.search(before):
        return False
    if form in {"month_of_year", "day_of_month"} and (
        today - period.last > _OLDEST_WITHOUT_YEAR or match["date"].endswith("year")
    ):
        return False
    return not _EVENT.search(before)


def _anywhere(match: re.Match[str], today: date) -> TimeExpression | None:
    """`SVB March 2023`; but `the March 2023 collapse`, `World Cup 2022` and `the 1997 crisis` are preferences."""
    form, before = form_of(match["date"]), match.string[: match.start()]
    if form in {"month_of_year", "day_of_month"} or _COUNTED.search(before) or _SINCE.search(before):
        return None
    if form == "year" and _is_a_number(match):
        return None
    period = period_of(match["date"], today)
    if period is None or period.first > today:
        return None
    topical = bool(_OF_A_TOPIC.search(before)) or match.string[match.end() : match.end() + 1] in {"'", "’", "-"}
    return within(match.start(), match.end(), period, not topical and _is_plain(match, period, form, today))


def _is_a_number(match: re.Match[str]) -> bool:
    """`2000 homes`, but not `the 2022 floods`"""
    counts_things = re.match(
        r" (?:[a-z]+s|people|men|women|percent|per|pounds?|dollars?|miles?)\b", match.string[match.end() :]
    )
    return bool(counts_things) and not match.string[: match.start()].endswith(("the ", "’s ", "'s "))


# Windows that count from today


def _ago(match: re.Match[str], today: date) -> TimeExpression | None:
    if re.search(r"\b(?:than|compared|from|was|were|over|back|until|only|just) $", match.string[: match.start()]):
        return None
    import dateparser

    found = dateparser.parse(match["ago"].replace("couple of", "2"), languages=["en"], settings=counting_from(today))
    if found is None:
        return None
    on, unit = found.date(), match["unit"]
    if unit.startswith("month"):
        return within(match.start(), match.end(), Period(on - timedelta(15), on + timedelta(15), "month"), True)
    if unit.startswith("week"):
        return within(match.start(), match.end(), Period(on - timedelta(3), on + timedelta(3), "week"), True)
    return within(match.start(), match.end(), periods.one_day(on), True)


def _rolling(match: re.Match[str], today: date) -> TimeExpression | None:
    count = _COUNTS.get(match[1]) or int(match[1])
    unit = match["unit"]
    if unit == "hour":
        return within(match.start(), match.end(), periods.rolling(today, "day", -(-count // 24)), True)
    return within(match.start(), match.end(), periods.rolling(today, unit, count), True)


def _meaning(
    period: Callable[[date], Period], is_limit: bool = True
) -> Callable[[re.Match[str], date], TimeExpression]:
    def meaning(match: re.Match[str], today: date) -> TimeExpression:
        return within(match.start(), match.end(), period(today), is_limit)

    return meaning


def _current(period: Callable[[date], Period]) -> Callable[[re.Match[str], date], TimeExpression | None]:
    """A stretch that is not over yet, unless the question may be about what is left of it."""

    def meaning(match: re.Match[str], today: date) -> TimeExpression | None:
        if _NOT_PAST.search(match.string):
            return None
        return within(match.start(), match.end(), period(today), True)

    return meaning


def _weekday(match: re.Match[str], today: date) -> TimeExpression | None:
    if _NOT_PAST.search(match.string):
        return None
    return within(match.start(), match.end(), periods.last_weekday(today, _WEEKDAYS.index(match["name"])), True)


def _today(match: re.Match[str], today: date) -> TimeExpression | None:
    """Yesterday counts too: papers are made the evening before."""
    if _NOT_PAST.search(match.string) or not re.search(r"\b(did|was|were|has|have|happened|\w+ed)\b", match.string):
        return None
    return within(match.start(), match.end(), Period(today - timedelta(days=1), today, "day"), True)


_A_NAME = r"(?! (?:[A-Z]|Night|Tonight|on\b|for\b)|['’-])"
_OF_ITS = r"(?:the|its|their|his|her) (?:[\w'’-]+ ){0,4}?"
_PAST = r"(?:last|past|previous)"

_RULES: tuple[_Rule, ...] = (
    (
        re.compile(rf"\b(?:[Bb]etween|[Ff]rom) (?P<left>{DATE}|{DAY}) (?:and|to|until|till|through) (?P<right>{DATE})"),
        _range,
    ),
    (
        re.compile(
            rf"\b(?:[Bb]etween |[Ff]rom |[Oo]n )?(?P<month>{MONTH}) (?P<left>{DAY})"
            rf"(?: ?[–-] ?| and | to )(?P<right>{DAY})"
            rf"(?P<year>,? {YEAR})?\b"
        ),
        _american_range,
    ),
    (re.compile(rf"(?<![\w–-])(?:[Ii]n |[Oo]n )?(?P<left>{DATE}|{DAY}) ?[–-] ?(?P<right>{DATE})"), _range),
    (re.compile(rf"\b(?P<word>[Ss]ince|[Aa]fter)(?P<anchor>) (?P<date>{DATE}){_A_NAME}"), _since),
    (re.compile(rf"\b(?P<word>[Ff]rom)(?P<anchor>) (?P<date>{DATE}) (?:on|onwards?)\b"), _since),
    (re.compile(rf"\b(?P<word>[Bb]efore|[Uu]ntil|[Uu]p to|[Tt]ill)(?P<anchor>) (?P<date>{DATE}){_A_NAME}"), _until),
    (re.compile(rf"\b(?P<word>[Ss]ince|[Aa]fter) (?P<anchor>{_OF_ITS})(?:(?:of|in) )?(?P<date>{DATE})"), _since),
    (re.compile(rf"\b(?P<word>[Bb]efore) (?P<anchor>{_OF_ITS})(?:(?:of|in) )?(?P<date>{DATE})"), _until),
    (re.compile(rf"\b(?:[Ii]n|[Oo]n|[Dd]uring|[Tt]hroughout|[Bb]ack in) (?P<date>{DATE}){_A_NAME}"), _dated),
    (re.compile(rf"(?<![\w$€£#./-])(?P<date>{DATE})(?=\W|$)"), _anywhere),
    (re.compile(r"\b[Dd]ay before yesterday\b"), _meaning(lambda today: periods.one_day(today - timedelta(days=2)))),
    (
        re.compile(r"(?:\byesterday|^Yesterday)\b(?! (?:is|was) (?:a|the)\b)"),
        _meaning(lambda today: periods.one_day(today - timedelta(days=1))),
    ),
    (re.compile(r"(?:\btoday|^Today)\b(?!['’])"), _today),
    (re.compile(rf"\b(?P<ago>{_COUNT} (?P<unit>day|week|month)s? ago)\b"), _ago),
    (
        re.compile(
            rf"\b(?:(?:[Ii]n|[Oo]ver|[Dd]uring|[Ww]ithin|[Ff]or) )?(?<!of )the {_PAST} {_COUNT} "
            r"(?P<unit>hour|day|week|month)s?\b(?! of\b)"
        ),
        _rolling,
    ),
    (re.compile(rf"\b(?:the {_PAST}|(?:this )?past) week\b(?! of\b| Tonight)"), _meaning(periods.this_week)),
    (re.compile(r"\b[Ll]ast week\b(?! of\b| Tonight)"), _meaning(periods.last_week)),
    (re.compile(r"\b(?:[Ee]arlier )?[Tt]his week\b"), _current(periods.this_week)),
    (re.compile(r"\b(?:[Ll]ast|[Tt]his past|[Oo]ver the|[Tt]his) weekend\b"), _current(periods.last_weekend)),
    (re.compile(r"\b[Ll]ast month\b(?! of\b)"), _meaning(lambda today: periods.calendar_month(today, 1))),
    (
        re.compile(r"\b(?:[Ee]arlier |[Ll]ater )?[Tt]his month\b"),
        _current(lambda today: periods.calendar_month(today, 0)),
    ),
    (
        re.compile(
            rf"\b(?:[Oo]n|[Ll]ast|[Tt]his past) (?:(?:early|late) )?(?P<name>{'|'.join(_WEEKDAYS)})\b(?! Night)"
        ),
        _weekday,
    ),
    (re.compile(r"\b[Ll]ast year\b"), _meaning(lambda today: periods.year(today.year - 1), is_limit=False)),
    (re.compile(r"\b[Tt]his year\b"), _meaning(lambda today: periods.year(today.year), is_limit=False)),
)
