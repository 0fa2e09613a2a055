"""Whether what somebody said, thinks or expects stays theirs: opinion and forecast are not told as fact.

Two of the five criteria by which the EBU and the BBC audit answers about news: opinion told as fact, and context.
"""

from __future__ import annotations

import re

from clippings.chain.text.clauses import nearest
from clippings.core.languages import of_question
from clippings.vectorstore.lexical.tokenizers import group_of, terms

_TELLS = re.compile(
    r"\b(?:said|says?|saying|told|tells|according to|claim(?:s|ed|ing)|argu(?:es?|ed|ing)|believ(?:es?|ed|ing)|"
    r"thinks?|thought|warn(?:s|ed|ing)|estimat(?:es?|ed)|predict(?:s|ed)|forecasts?|expect(?:s|ed)|hopes?|hoped|"
    r"fear(?:s|ed)|alleg(?:es?|ed)|accus(?:es?|ed)|suggest(?:s|ed)|insist(?:s|ed)|criticis(?:es?|ed)|criticiz(?:es?|ed)|"
    r"blam(?:es?|ed)|describ(?:es?|ed)|called|calls|puts?\b.{0,40}\bat|in the words of|in (?:his|her|their|its) view|"
    r"added|reckon(?:s|ed)|"
    r"seen as|promis(?:es?|ed)|state[sd]|announc(?:es?|ed)|report(?:s|ed)|confirm(?:s|ed)|found|wrote|explain(?:s|ed)|"
    r"named|listed|gave|cited|noted|point(?:s|ed) (?:to|out))\b",
    re.IGNORECASE,
)
"""In a claim: whose word it is, is told."""

_SAYS = re.compile(
    r"\b(?:said|says|according to|claim(?:s|ed)|argu(?:es|ed)|believ(?:es|ed)|thinks|warn(?:s|ed)|estimat(?:es|ed)|"
    r"predict(?:s|ed)|forecast(?:s|ed)|expects|fear(?:s|ed)|alleg(?:es|ed)|accus(?:es|ed)|suggest(?:s|ed)|"
    r"insist(?:s|ed)|criticis(?:es|ed)|criticiz(?:es|ed))\b(?: that)?",
    re.IGNORECASE,
)
"""In a proof: what follows, or went before, is somebody's word."""

_HEDGES = re.compile(
    r"\b(?:may|might|could|would|will|shall|likely|unlikely|probably|possibl[ey]|perhaps|apparently|reportedly|"
    r"alleged(?:ly)?|suspected|expect(?:ed|s)?|plan(?:s|ned|ning)?|propos(?:es|ed|al)|aim(?:s|ed)?|intend(?:s|ed)?|hopes?|"
    r"hoped|forecasts?|due|set to|scheduled|seeks?|wants?|if|should|under consideration|prospect|"
    r"is to|are to|was to|were to)\b",
    re.IGNORECASE,
)
_UNCERTAIN = re.compile(
    r"\b(?:may|might|could|likely|unlikely|probably|possibly|perhaps|apparently|reportedly|alleged(?:ly)?|suspected|"
    r"(?:is|are|was|were) expected|plans|planned to|proposes|hopes|hoped)\b",
    re.IGNORECASE,
)
_KOREAN_TELLS = re.compile(r"다고|라고|자고|따르면|밝혔|전했|주장|예상|전망|추정|강조|설명|지적|말했|우려|평가|꼽|제시")
_KOREAN_SAYS = re.compile(
    r"[다라]고 (?:말|밝|전|주장|강조|설명|지적|덧붙|예상|전망|우려|경고)|에 따르면|(?:예상|전망|추정)(?:된다|했다|한다)"
)

_AT_THE_END_WORDS = 7
"""A verb of saying so near the end of its sentence tells whose word the rest of it is: ", the harbour board said." """


def stays_attributed(claim: str, proof: str) -> bool:
    """Whether a claim that repeats somebody's word says that it is somebody's word.

    Args:
        claim: One sentence.
        proof: One sentence that it cites, in the same language.
    """
    group = group_of(of_question(claim))
    if group == "ko":
        return not _KOREAN_SAYS.search(proof) or bool(_KOREAN_TELLS.search(claim))
    if group != "en" or _TELLS.search(claim):
        return True
    verb = _SAYS.search(proof)
    if verb is None:
        return True
    before, after = proof[: verb.start()], proof[verb.end() :]
    mine = set(terms(claim, group))
    if len(after.split()) <= _AT_THE_END_WORDS and "," in before:
        return not mine & set(terms(before, group))
    if verb[0].lower().startswith("according"):
        return False
    theirs, others = set(terms(after, group)), set(terms(before, group))
    return len(mine & (theirs - others)) <= len(mine & (others - theirs))


def stays_uncertain(claim: str, proof: str) -> bool:
    """Whether what may be, or is expected, is not told as what is.

    Args:
        claim: One sentence.
        proof: One sentence that it cites, in the same language.
    """
    group = group_of(of_question(claim))
    if group != "en" or _HEDGES.search(claim) or _TELLS.search(claim):
        return True
    told = nearest(claim, proof, group)
    return told is None or not _UNCERTAIN.search(told)
