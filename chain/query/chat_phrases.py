"""What people put around a question when they chat, in English and Korean: patterns for the edges of a text.

`plain_question` takes them away; what each table may stand next to is said there.
"""

from __future__ import annotations

_PLEASE = r"(?:please|plz+|pls|kindly)"
_ANYONE = r"(?:(?:any|some) ?(?:one|body)(?: here)?|any of you|any1)"
_CROWD = r"guys|folks|all|everyone|everybody|y['’]?all|team|bot|clippings"
_THANKS = (
    rf"(?:many thanks|thanks|thank (?:you|u)|thx|tysm|much appreciated)"
    rf"(?: (?:a lot|a ton|a bunch|so much|very much|in advance|again|{_CROWD}))*"
)
_LAUGHS = r"lo+l|lmf?ao+|rofl|ha(?:ha)+h?|he(?:he)+|xd+|jk|smh|omg|ngl|tbh|idk"

GREETINGS = (
    rf"(?:hi+|hey+|hello+|hiya|howdy|yo+|sup|greetings|good (?:morning|afternoon|evening)|dear)"
    rf"(?: (?:there|{_CROWD}))?",
    rf"{_CROWD}|bro+|dude|mate|ok(?:ay)?|um+|uh+|erm+|hmm+|well|btw|by the way|{_PLEASE}|{_THANKS}|{_LAUGHS}",
    r"sorry(?: (?:to (?:bother|ask)|if this is (?:a )?(?:dumb|stupid|obvious)(?: question)?))?|excuse me",
    r"(?:i have |i['’]ve got )?(?:a )?(?:(?:quick|dumb|stupid|serious|random|simple|genuine) )?question",
    r"(?:just )?(?:curious|wondering)|out of curiosity",
)
PLEAS = (
    rf"(?:(?:can|could|would|will) (?:you|u|ya|{_ANYONE}) )?(?:{_PLEASE} )?"
    rf"(?:(?:tell|remind|show|give) (?:me|us)|explain(?: to (?:me|us))?)(?: {_PLEASE})?"
    r"(?: (?:(?:more|something|everything|all) )?about)?",
    rf"(?:(?:do|does) )?(?:you|u|{_ANYONE}) (?:happen to )?(?:know|remember|recall)(?: about)?|do we know(?: about)?",
    r"(?:(?:do you|does anyone) have |got )?any (?:idea|clue)",
    r"(?:i (?:was |am )?|i['’]m )?(?:just )?(?:wondering|curious)(?: about)?",
    r"i(?: just)? (?:wonder|wanna know|want(?:ed)? to (?:know|ask)|need to know)(?: about)?",
    r"(?:i would|i['’]d) (?:like|love) to (?:know|ask)(?: about)?",
    r"(?:can|could|may) i (?:please )?(?:ask|know)(?: you)?(?: about)?",
    r"according to (?:the|this|your) (?:archive|articles|clippings|news)",
)
ENDINGS = (_PLEASE, _THANKS, _LAUGHS, r"bro+|btw|tho|asking for a friend|just (?:curious|wondering)")
ENDINGS_APART = (
    rf"{_CROWD}|dude|man|mate|anyone|anybody|cheers|ty|tia",
    rf"(?:do |does )?(?:you|{_ANYONE}) know|any (?:idea|ideas|clue)|if you know",
    rf"i wonder|(?:i['’]m )?(?:curious|wondering)|(?:{_PLEASE} )?(?:tell me|let me know|help(?: me)?(?: out)?)",
)

_KOREAN_KNOWS = r"(?:혹시 )?(?:아시는|아는) (?:분|사람)(?: (?:있나요|있어요?|있을까요|계신가요))?"
_KOREAN_TELL = r"(?:알려|말해|말씀해|가르쳐|설명해|답해)"
_KOREAN_GIVE = (
    r"(?:주세요|줘(?:요|라|봐)?|주십시오|주실래요|주시겠어요|줄래(?:요)?"
    r"|(?:주실|줄) ?수 있(?:나요|을까요?|어요?|니))"
)
KOREAN_GREETINGS = (
    r"안녕(?:하세요|하십니까)?|여러분|님들|저기(?:요)?|혹시(?:나)?|실례지만|죄송(?:한데요?|하지만|합니다만?)|있잖아(?:요)?|음+",
    r"(?:간단한 )?질문(?:이요|입니다|이? ?있(?:습니다|어요|는데요?)| 하나(?:만)?(?: 할게요)?)",
    r"궁금한 (?:게|것이|점이) 있(?:는데요?|습니다|어요)",
    _KOREAN_KNOWS,
)
KOREAN_ENDINGS = (
    r"(?:미리 |정말 |너무 )?(?:감사(?:합니다|해요|드립니다)|고맙습니다|고마워(?:요)?|땡큐|ㄱㅅ)|[ㅋㅎㅠㅜ]+",
    r"부탁(?:합니다|드립니다|드려요|드릴게요|해요?)|궁금(?:합니다|해요|하네요|해서요|한데요?)",
    rf"(?:(?:저|제|나|저희)(?:에게|한테|게) )?(?:좀 )?{_KOREAN_TELL} ?{_KOREAN_GIVE}",
    r"아시나요|아세요|아십니까|알아(?:요)?|알고 (?:계신가요|계세요|있나요)|알 수 있(?:을까요|나요)",
    _KOREAN_KNOWS,
)
