"""Words that judge: a sentence may use them only where what it cites does.

One of the five criteria by which the EBU and the BBC audit answers about news: editorialising.
"""

from __future__ import annotations

import re

from clippings.core.languages import of_question
from clippings.vectorstore.lexical.tokenizers import group_of, words

_JUDGING = frozenset(
    words(
        """
        absurd admirable aggressive alarming amazing ambitious appalling astonishing astounding atrocious
        awful awkward bad beautiful beloved best bitter bizarre bleak blatant bold brave breathtaking
        brilliant brutal callous careless catastrophic chaotic clever clumsy commendable concerning
        controversial corrupt courageous cowardly crazy crippling critical crucial cruel crushing cynical
        damning daring dazzling deplorable desperate devastating disappointing disastrous disgraceful
        dishonest dismal disturbing dramatic dreadful dubious embarrassing enormous epic evil excellent
        exceptional excessive exciting extraordinary extreme extremist fabulous fantastic fateful foolish
        fortunate fraudulent frightening generous genius glorious good gorgeous great greedy grim
        groundbreaking harsh hateful heroic hideous historic honourable hopeless horrendous horrible horrific
        huge humiliating hypocritical iconic idiotic immense important impressive inadequate incompetent
        incredible inexcusable infamous ingenious inspiring intolerable irresponsible landmark lavish
        legendary ludicrous magnificent marvellous massive masterful memorable mighty misguided misleading
        momentous monstrous naive nasty notorious obvious ominous outrageous outstanding overdue pathetic
        perfect pivotal pointless poor powerful predictable proud questionable radical reckless refreshing
        regrettable remarkable resounding revolutionary ridiculous righteous ruthless sad scandalous scary
        selfish sensational senseless serious severe shameful shocking significant sinister skyrocketing
        sloppy spectacular spineless staggering startling stubborn stunning stupid sublime superb surprising
        suspicious terrible terrific terrifying thankfully toxic tragic transformative traumatic treacherous
        tremendous triumphant troubling tyrannical ugly unacceptable unbelievable undeniable undoubtedly
        unfair unfortunate unforgivable unfortunately unique unjust unjustified unprecedented unreasonable
        unsurprisingly unwise useless vicious vile visionary vital welcome wicked wise wonderful worrying
        worst worthless worthy wrongly clearly luckily finally merely
        """,
        "en",
    )
)
_KOREAN_JUDGING = re.compile(
    r"충격적|획기적|역사적|무책임|어리석|훌륭|놀라운|놀랍게|끔찍|심각한|엄청난|비극적|안타깝|다행히|파격적|굴욕적|대담한|뛰어난|눈부신|"
    r"참담|경악|황당|터무니|부당한|무모한|위대한|최악의|최고의|논란의"
)


def judges_on_its_own(claim: str, proof: str) -> bool:
    """Whether a claim has a judging word that its proof has not.

    Args:
        claim: One sentence.
        proof: What it cites, headline included, in the same language; of other languages than English and Korean no
            judging words are known.
    """
    group = group_of(of_question(claim))
    if group == "ko":
        return any(match[0] not in proof for match in _KOREAN_JUDGING.finditer(claim))
    if group != "en":
        return False
    return bool(set(words(claim, group)) & _JUDGING - set(words(proof, group)))
