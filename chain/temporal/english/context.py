"""What stands around a date in an English question, and tells whether it limits what is asked for."""

from __future__ import annotations

import re

SUPERLATIVE = re.compile(
    r"\b(first|most|least|best|worst|record|only|biggest|largest|smallest|highest|lowest|longest|deadliest|"
    r"\w{3,}est|not been|hasn't|haven't|hadn't|never)\b",
    re.I,
)
"""With these, "since 1994" says how rare something is, not when the asked thing happened."""

NOT_PAST = re.compile(
    r"\b((?:will|won't|shall|should|would|might|may|can|could|must)\b(?! you\b)|going to|set to|due to|"
    r"scheduled|slated|"
    r"plan(?:s|ning)? to|expected to|upcoming|is to be|are to|next (?:week|month|year)|takes? place|begins?|starts?|"
    r"beginning|starting|opens|airs|premieres|ends|always|usually|"
    r"(?:every|each) (?:day|week|month|year|summer|winter|spring|fall|autumn))\b"
    r"|^(?:Will|Won['’]t|Should|Would|Could|Can|Might|Must)\b(?! you\b)"
)
"""A date in such a question may be still to come."""

EVENT = re.compile(
    r"\b(anniversary|attack|battle|birthday|bombing|ceremony|collapse|conference|coup|crash|crisis|debate|disaster|"
    r"earthquake|election|eruption|event|explosion|final|fire|flight|flood|game|incident|insurrection|invasion|killing|"
    r"launch|massacre|match|meeting|murder|outbreak|pandemic|poll|primary|protest|race|raid|referendum|resignation|riot|"
    r"shooting|speech|storm|strike|summit|tournament|trial|visit|vote|war|wedding)s?,? ?$",
    re.I,
)
"""A date right after one of these is the event's ("the insurrection on January 6, 2021"): the question is about it."""

STARTED = re.compile(r"\b(beg[aiu]n\w*|start\w*|premier\w*|open\w*|due|born|founded|end(?:ed|ing)|expir\w+) ?$", re.I)
"""Dates after these belong to something older or newer than what is asked ("a crackdown that began in March")."""

PAST = re.compile(r"\b(?:did|was|were|had|has|have|['’]d|['’]ve|went|came|said|made|told|happened|\w+ed)\b", re.I)
PRESENT = re.compile(r"\b(?:do|does|don['’]t|doesn['’]t|is|are)\b|['’]s\b", re.I)

OF_BUSINESS = re.compile(
    r"\b(?:sales?|revenues?|profits?|earn\w*|growth|grew|gdp|econom\w+|output|exports?|imports?|results|deliver\w*|"
    r"shipments?|inflation|loss(?:es)?|income|quarterly|margins?|sold|ads?|bookings|orders|prices?|investors?)\b",
    re.I,
)
"""With these, a quarter is one of a year, not of a game."""

COUNTED = re.compile(
    r"\b(?:than|about|some|over|nearly|around|least|roughly|almost|approximately|by|until|up to|worth) $", re.I
)
"""Before a number; also before a deadline."""

NEARLY = re.compile(r"\b(?:about|around|roughly|approximately|by) $", re.I)
"""Before a day or a month: near it."""

SINCE = re.compile(r"\b(?:since|after|before)\b[^,;?]{0,40}$", re.I)
"""What the rules for open windows saw and let be."""

NUMBERED = re.compile(
    r"\b(?:article|building|bus|class|directive|flight|gate|highway|interstate|issue|line|lot|model|number|no\.|page|"
    r"platform|regulation|resolution|road|room|route|rule|section|serial|size|step|unit|version) $",
    re.I,
)
"""What comes after these is a number."""

OF_A_TOPIC = re.compile(r"(?:\b(?:the|a|an|of|for|that|this|those)|['’]s) $")

BACKGROUND = re.compile(r"\b(?:after|following|amid|since|despite|before|until|ahead of|because)\b[^,;:.?]*$", re.I)
"""A time in such a clause is that of what came before ("following the attack last week, who ...")."""

PERSONS = re.compile(r"\b(?:confidence|trust|faith|belief|believed?|interest|loyal\w*) $", re.I)
"""After these, "in May" is about a person of that name."""

CLAUSE_ENDS = re.compile(r"\s*(?:[,.;:?!)]|$)| the\b")
