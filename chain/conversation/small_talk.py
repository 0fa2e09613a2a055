"""Messages that ask nothing: thanks, "ok cool", a greeting, a goodbye, an insult. They are answered without a search.

Only a message that is nothing else counts; "thanks, and who owns it?" is a question (see `plain_question`).
"""

from __future__ import annotations

import re
from typing import Literal

from clippings.chain.messages import message
from clippings.core.languages import of_question
from clippings.core.types import SMALL_TALK, Answer, Question

Kind = Literal["thanks", "acknowledgement", "greeting", "goodbye", "insult"]

_LONGEST_CHARACTERS = 80
_CROWD = r"(?:guys|folks|all|everyone|everybody|y['’]?all|team|bot|clippings|man|bro|dude|mate|buddy|friend|there)"
_VERY = r"(?:really|so|very|super|pretty|absolutely|just|totally|all|a|an|the|too|fucking|damn)"
_BAD = (
    r"(?:stupid|dumb|useless|worthless|idiot(?:ic)?|moron|trash|garbage|rubbish|crap|shit|terrible|awful|bad|worst|"
    r"pathetic|annoying|broken|wrong|joke|clown|liar|dumbass|asshole)"
)
_KINDS: dict[Kind, tuple[str, ...]] = {
    "insult": (
        rf"(?:you|u|ur|you['’]?re|you are|it|this|that|it['’]?s|this is|that['’]?s|that is|what an?)(?: (?:is|are))?"
        rf"(?: {_VERY})* {_BAD}(?: {_CROWD})?",
        rf"(?:you|this|it|this bot|the bot|clippings) (?:{_VERY} )?sucks?(?: ass)?|{_BAD}(?: {_CROWD})?",
        r"f+u+c+k+ (?:you|u|off|this)|fuck|fu|stfu|shut up|go away|screw you|piss off|i hate (?:you|this)(?: bot)?|wtf",
        r"(?:이 |야 |너 )?(?:멍청이?|바보|병신|쓰레기|멍청한 봇|바보 봇|쓸모없(?:네|어|다|는 봇)|꺼져|닥쳐|시발|씨발|ㅅㅂ|ㅂㅅ|짜증나?)"  # noqa: E501
        r"(?:야|아|네|다|같네|같아)?",
    ),
    "thanks": (
        r"(?:many |ok |okay )?(?:thanks|thank (?:you|u)|thankyou|thx|tysm|ty|tyvm|cheers|much appreciated|kudos)"
        rf"(?: (?:a lot|a ton|a bunch|a million|so much|very much|again|{_CROWD}|for (?:that|this|the help|your help)))*",  # noqa: E501
        r"(?:i )?(?:really )?appreciate (?:it|that|you|the help)|(?:that|this|it)(?:['’]?s| was| is) (?:really |very |so )?"  # noqa: E501
        r"(?:helpful|useful|all|great|perfect)|that (?:really )?help(?:s|ed)|you(?:['’]?re| are) (?:the best|awesome|great)",  # noqa: E501
        r"(?:good|great|nice) (?:bot|job|work)|well done",
        r"(?:정말 |너무 |진짜 )?(?:감사(?:합니다|해요|드립니다|드려요)?|고맙습니다|고마워(?:요)?|땡큐|ㄱㅅ|ㄳ|수고(?:했어요?|하셨습니다)?)",  # noqa: E501
    ),
    "greeting": (
        rf"(?:hi+|hey+|hello+|hiya|howdy|yo|sup|greetings|good (?:morning|afternoon|evening))(?: {_CROWD})?",
        r"안녕(?:하세요|하십니까)?|하이|반가워(?:요)?|반갑습니다",
    ),
    "goodbye": (
        rf"(?:(?:good)?bye+|bye bye|good night|gn|see (?:you|ya)(?: later| soon| around)?|later|cya|ttyl|take care)"
        rf"(?: {_CROWD})?",
        r"잘 ?있어(?:요)?|안녕히 ?계세요|잘 ?자(?:요)?|다음에 (?:봐|봐요|또 봐요?)",
    ),
    "acknowledgement": (
        r"no thank(?:s| you)|o+k+(?:ay|ey|ie)?|k+|cool+|nice+|great|good|awesome|amazing|neat|sweet|perfect|excellent|wow+|whoa|oh+|ah+|hm+|huh|"  # noqa: E501
        r"interesting|alright|all right|right|sure|fine|yes|yeah+|yep|yup|no|nope|nah|noted|understood|gotcha|got it|"
        r"i see|i get it|makes sense|that makes sense|fair enough|good to know|never ?mind|nvm|no worries|no problem|"
        r"lo+l|lmf?ao+|rofl|ha(?:ha)+h?|he(?:he)+|oh (?:ok(?:ay)?|well|wow|no|i see)|then|very|so|really|"
        r"that['’]?s (?:cool|nice|interesting|crazy|wild|fine|good|sad)",
        r"네+|넵+|응+|음+|아+|오+|오케이|ㅇㅋ|ㅇㅇ|그렇군(?:요)?|그렇구나|알겠(?:습니다|어요?|어)|알았어(?:요)?|좋(?:네요?|아요?|습니다)|"
        r"대박|굿|와+|아하|흥미롭네(?:요)?|[ㅋㅎ]+",
    ),
}
_ORDER: tuple[Kind, ...] = ("insult", "thanks", "goodbye", "greeting", "acknowledgement")
"""Of a message that is several things, what is answered."""

_EMOJI = re.compile(
    r"<a?:\w+:\d+>|<@[!&]?\d+>|:[a-z0-9_+-]+:|[:;]['’]?-?[()DPpd]|<3|\^_*\^|[☀-➿\U0001F000-\U0001FAFF\uFE0F\u200D]"
)
_BETWEEN = re.compile(r"[\s,.!~…;:–—-]+")
_PATTERNS = {kind: re.compile(rf"(?:{'|'.join(patterns)})(?= |$)", re.I) for kind, patterns in _KINDS.items()}
_ASKS = re.compile(r"[?？]")
_CITIES = {"Nice"}


def small_talk(text: str) -> Kind | None:
    """What a message is that asks nothing; None for a question, a topic, and whatever has a question mark.

    Args:
        text: As it was typed.
    """
    if len(text) > _LONGEST_CHARACTERS or _ASKS.search(text) or text.strip() in _CITIES:
        return None
    words = _BETWEEN.sub(" ", _EMOJI.sub(" ", text)).strip()
    said = set[Kind]()
    while words:
        matches = {kind: match for kind in _ORDER if (match := _PATTERNS[kind].match(words))}
        if not matches:
            return None
        longest = max(matches, key=lambda kind: matches[kind].end())
        said.add(longest)
        words = words[matches[longest].end() :].strip()
    return next((kind for kind in _ORDER if kind in said), None)


def reply_to(said: Kind, question: Question) -> Answer:
    """A short friendly reply, which quotes nothing and for which nothing is searched."""
    language = of_question(question.text)
    return Answer(
        question=question,
        text=message(f"reply_to_{said}", language),
        citations=(),
        abstained=True,
        mode=SMALL_TALK,
        confidence=0.0,
        language=language,
        timings_ms={"retrieve": 0.0, "answer": 0.0, "total": 0.0},
    )
