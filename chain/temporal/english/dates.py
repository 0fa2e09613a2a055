"""Days, months, seasons and years as English writes them: `16 March 2023`, `Q1 2023`, `the summer of 2021`."""

from __future__ import annotations

import re
from datetime import date

from clippings.chain.temporal import periods
from clippings.chain.temporal.periods import Period

_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
)
MONTH_ABBREVIATIONS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\b(?![:.,]\d)"
_YEAR = r"(?:(?:19|20)\d\d(?![\d%]|[.,:]\d|-\d\d\b)|['’]\d\d\b)"
_DAY_NUMBER, _MONTH_NUMBER = r"(?:3[01]|[12]\d|0?[1-9])", r"(?:1[0-2]|0?[1-9])"
SEASON = "spring|summer|autumn|fall|winter"
_PART = r"(?:(?:early|late|mid)[ -]|(?:the )?(?:beginning|start|middle|end) of )?"
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_TO_NINTH = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_DAYS_IN_WORDS = (
    *_TO_NINTH,
    *("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth"),
    *("eighteenth", "nineteenth", "twentieth", *(f"twenty-{one}" for one in _TO_NINTH), "thirtieth", "thirty-first"),
)
_IN_WORDS = "(?:" + "|".join(sorted(_DAYS_IN_WORDS, key=len, reverse=True)).replace("-", "[- ]") + ")"
_WEEKDAY = r"(?:(?:Mon|Tue|Tues|Wed|Wednes|Thu|Thur|Thurs|Fri|Sat|Satur|Sun)(?:day)?\b\.?,? )?"
_HOLIDAYS = {
    "Christmas Eve": (12, 24),
    "Christmas": (12, 25),
    "Year’s Eve": (12, 31),
    "Year’s": (1, 1),
    "Valentine’s": (2, 14),
    "Halloween": (10, 31),
}

_FORMS = {
    "iso_day": (
        rf"(?:19|20)\d\d(?:-{_MONTH_NUMBER}-|\.{_MONTH_NUMBER}\.|/{_MONTH_NUMBER}/){_DAY_NUMBER}\b"
        r"|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\b"
    ),
    "numeric_day": rf"{_DAY_NUMBER}(?:/{_DAY_NUMBER}/|-{_DAY_NUMBER}-|\.{_MONTH_NUMBER}\.)(?:(?:19|20)\d\d|\d\d)\b",
    "numeric_month": rf"{_MONTH_NUMBER}/(?:19|20)\d\d\b(?!/)|(?:19|20)\d\d-(?:0[1-9]|1[0-2])\b(?!-)",
    "day": (
        rf"{_WEEKDAY}(?:(?:the )?(?:{_DAY}|{_IN_WORDS}) (?:of )?(?:{_MONTHS}),? {_YEAR}"
        rf"|(?:{_MONTHS}) (?:{_DAY}|{_IN_WORDS}),? {_YEAR}|{_DAY_NUMBER}-(?:{_MONTHS})-(?:(?:19|20)\d\d|\d\d)\b)"
    ),
    "month": rf"{_PART}(?:{_MONTHS})(?:,| of)? {_YEAR}",
    "day_of_month": (
        rf"{_WEEKDAY}(?:(?:the )?(?:{_DAY}|{_IN_WORDS} of) (?:of )?(?:{_MONTHS})\b|(?:{_MONTHS}) {_DAY}"
        rf"|(?<=[Oo]n )(?:{_MONTHS}) {_IN_WORDS}\b)|{_MONTH_NUMBER}/(?:1[3-9]|2\d|3[01])\b"
    ),
    "quarter": (
        rf"(?:the )?(?:{'|'.join(_ORDINALS)}) quarter (?:of )?{_YEAR}|Q[1-4](?: of|/)?(?: |(?<=/)){_YEAR}"
        rf"|{_YEAR} Q[1-4]\b|[1-4]Q ?(?:(?:19|20)\d\d|['’]?\d\d)\b"
    ),
    "quarter_of_a_year": rf"(?:the )?(?:{'|'.join(_ORDINALS)}) (?:quarter|half) of (?:last|this|the) year\b",
    "quarter_of_year": rf"Q[1-4]\b|(?<=the )(?:{'|'.join(_ORDINALS)}) quarter\b(?! of\b)",
    "half": rf"(?:the )?(?:first|second) half of {_YEAR}|H[12] {_YEAR}|{_YEAR} H[12]\b",
    "winter": r"(?:the )?winter (?:of )?(?:19|20)\d\d[-–/](?:(?:19|20)\d\d|\d\d)\b",
    "season": rf"(?:the )?{_PART}(?:{SEASON}) (?:of )?{_YEAR}",
    "holiday": rf"(?:Christmas(?: Eve)?|New Year['’]s(?: Eve)?|Valentine['’]s|Halloween)(?: Day)?,? {_YEAR}",
    "decade": rf"(?:the )?{_PART}(?:(?:19|20)\d0s\b|['’][1-9]0s\b)",
    "year": rf"{_PART}{_YEAR}\b",
    "month_of_year": rf"{_PART}(?:{_MONTHS})\b(?: (?:of )?(?:last|this) year)?",
}
_BY_FORM = {form: re.compile(re.sub(r"\(\?<=[^)]*\)", "", pattern)) for form, pattern in _FORMS.items()}
"""Of a date alone, which has nothing before it to look at."""

DATE = "(?:" + "|".join(f"(?:{pattern})" for pattern in _FORMS.values()) + ")"
"""A pattern of any of them; months are told from verbs and names by what stands around it."""

MONTH, DAY, YEAR = f"(?:{_MONTHS})", _DAY, _YEAR

_IN_SHORT = re.compile(
    rf"\b(?:the )?(?:(?P<kind>[QH])(?P<number>[1-4])(?: of |/| )(?P<year>{_YEAR})"
    rf"|(?P<number_first>[1-4])(?P<kind_second>[QH]) ?(?P<year_last>{_YEAR}|\d\d\b)"
    rf"|(?P<year_first>{_YEAR}) (?P<kind_last>[QH])(?P<number_last>[1-4])\b)"
)
_MAY_BE_YEARS = re.compile(r"\d{4}-\d\d")
"""2002-05 may be four years; 2023-03 cannot."""

_MONTHS_A_YEAR = 12
_DATES_THAT_ARE_NAMES = {(1, 6), (9, 11), (10, 7), (7, 4), (12, 25)}
"""Without a year they name an event or a holiday, not a day of this one."""


def form_of(written: str) -> str:
    """Which of the forms this is; nothing where it is none."""
    return next((form for form, pattern in _BY_FORM.items() if pattern.fullmatch(written)), "")


def period_of(written: str, today: date) -> Period | None:
    """The days that a date means; without a year, the last such day or month that has begun.

    Returns:
        None where it means a day that is a name ("January 6").

    Raises:
        ValueError: There is no such day ("31 February").
    """
    form = form_of(written)
    year = _year(written, today)
    if form == "numeric_day":
        return periods.one_day(_numeric_day(written, today))
    if form == "iso_day":
        return periods.one_day(date(*_iso_parts(written)))
    if form == "numeric_month" and _MAY_BE_YEARS.fullmatch(written) and written[-2:] > written[2:4]:
        return None
    if form == "numeric_month":
        return periods.month(year, int(re.findall(r"(?<!\d)\d\d?(?!\d)", written)[0]))
    if form in {"day", "day_of_month"}:
        month, day = _month_and_day(written)
        if form == "day_of_month" and (month, day) in _DATES_THAT_ARE_NAMES:
            return None
        return periods.one_day(date(year, month, day) if form == "day" else periods.last_day_named(today, month, day))
    if form == "month":
        return periods.month(year, month_number(written))
    if form == "month_of_year":
        if written.endswith("year"):
            return periods.month(today.year - ("last" in written), month_number(written))
        return periods.last_month_named(today, month_number(written))
    if form == "quarter":
        return periods.quarter(year, _quarter(written))
    if form == "quarter_of_year":
        return periods.last_quarter_named(today, _quarter(written))
    if form == "quarter_of_a_year":
        of = today.year - ("of last" in written)
        return periods.half(of, _quarter(written)) if " half " in written else periods.quarter(of, _quarter(written))
    if form == "half":
        return periods.half(year, 1 if "first" in written or "H1" in written else 2)
    if form == "winter":
        return periods.winter(int(re.findall(r"\d{4}", written)[0]))
    if form == "season":
        return periods.season(year, re.findall(SEASON, written)[0])
    if form == "holiday":
        name = next(name for name in _HOLIDAYS if name in written.replace("'", "’"))
        on = periods.one_day(date(year, *_HOLIDAYS[name]))
        return on if name != "Christmas" or "Day" in written else Period(on.first, date(year, 12, 31), "holidays")
    if form == "decade":
        short = re.search(r"['’](\d0)s", written)
        return periods.decade(periods.full_year(int(short[1]), today) if short else year)
    return periods.year(year) if form == "year" else None


def in_words(text: str, today: date) -> str:
    """A text with quarters and halves of years as articles write them: `Q1 '23` becomes `the first quarter of 2023`."""

    def written(match: re.Match[str]) -> str:
        named = {name.split("_")[0]: value for name, value in match.groupdict().items() if value}
        year = named["year"].lstrip("'’")
        full = int(year) if len(year) == len("2023") else periods.full_year(int(year), today)
        kind = "quarter" if named["kind"] == "Q" else "half"
        if kind == "half" and named["number"] not in "12":
            return match[0]
        return f"the {list(_ORDINALS)[int(named['number']) - 1]} {kind} of {full}"

    return _IN_SHORT.sub(written, text)


def is_ambiguous(written: str) -> bool:
    """Whether a date in numbers is another day to Americans than to the British: 3/5/2023."""
    parts = re.split("[/-]", written)
    return len(parts) == 3 and parts[0] != parts[1] and max(int(parts[0]), int(parts[1])) <= _MONTHS_A_YEAR


def _numeric_day(written: str, today: date) -> date:
    """3/15/2023 as in America unless it cannot be, 15.3.2023 as in Europe."""
    first, second, _ = map(int, re.split(r"[-/.]", written))
    is_american = "." not in written and first <= _MONTHS_A_YEAR
    on, number = (second, first) if is_american else (first, second)
    return date(_year(written, today), number, on)


def _iso_parts(written: str) -> tuple[int, int, int]:
    parts = (written[:4], written[4:6], written[6:]) if written.isdigit() else re.split(r"[-./]", written)
    year, month, day = map(int, parts)
    return year, month, day


def _year(written: str, today: date) -> int:
    """The last year that a date has, in two or four digits; 0 where there is none."""
    if found := re.findall(r"(?:19|20)\d\d", written):
        return int(found[-1])
    short = re.search(r"['’](\d\d)|[-/.Q](\d\d)$", written)
    return periods.full_year(int(short[1] or short[2]), today) if short else 0


def _quarter(written: str) -> int:
    word = written.removeprefix("the ").split()[0]
    return _ORDINALS.get(word) or int(re.findall(r"Q([1-4])|([1-4])Q", written)[0][0] or written[0])


def month_number(written: str) -> int:
    """Of the one month that is named in a date, in full or short; 1 is January."""
    (name,) = re.findall(_MONTHS, written)
    return MONTH_ABBREVIATIONS.index(name[:3].lower()) + 1


def _month_and_day(written: str) -> tuple[int, int]:
    """Of a day that is written with its month as a word, or as 4/30."""
    if re.fullmatch(rf"{_MONTH_NUMBER}/\d\d", written):
        month, day = map(int, written.split("/"))
        return month, day
    if number := re.search(rf"(?<![\d'’]){_DAY_NUMBER}(?!\d)", written):
        return month_number(written), int(number[0])
    words = re.findall(_IN_WORDS, written)
    return month_number(written), _DAYS_IN_WORDS.index(words[0].replace(" ", "-")) + 1
