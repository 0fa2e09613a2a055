"""A sentence that cannot be read alone is quoted with the one that it leans on: who "he" is, who said it.

The wider quote is two neighbouring sentences of the article as they stand, so it is still `Article.text[start:end]`.
"""

from __future__ import annotations

import re

from clippings.core.sentences import Span, sentences
from clippings.core.types import Article

_LOOKED_BACK, _LOOKED_AHEAD = 700, 400
_MOST_WORDS = 70
"""Of both sentences together: a wider quote would leave no room for another."""

_POINTS_BACK = re.compile(
    r"^(?:(?:And|But|So|Yet|Still|Meanwhile|Instead|Later|Then|However|Also)\b,? "
    r"(?:he|she|they|it|his|her|their|its|this)\b"
    r"|(?:In (?:his|her|their|its)|He|She|They|It|His|Her|Their|Its|This|These|Those|Both|Neither|"
    r"That (?!(?:is|was) (?:why|when|how)\b)|The (?:two|three|four|pair|former|latter|change|decision|move|measure|"
    r"company|group|ruling|plan|deal|law|bill)|The (?:developments?|incident|haul|findings?|announcement|proposal|"
    r"remarks?|comments?|revelations?|result|outcome|episode|agreement)(?! (?:of|that|by|on|in|from|to|was that)\b))\b)"
)
_IS_ABOUT_THE_LAST = re.compile(
    r"^(?:(?:And|But|So|Yet|Still)\b,? )?(?:"
    r"(?:most|some|many|much|part|all|none|half|few|several|each|either|one|two|three) of (?:that|this|those"
    r"|these|them|it)\b"
    r"|(?:in|at|after|before|during|for|by|under|with|from|of|since|until|despite) (?:that|those"
    r"|these)\b(?! (?:who|which)\b)"
    r")|^(?:And|But|So|Yet|Still|Meanwhile|Instead|However)\b,? (?:that (?!(?:is|was) (?:why|when|how)\b)"
    r"|these |those (?!who\b))",
    re.IGNORECASE,
)
"""Says nothing at all without what stands before it."""

_KO_POINTS_BACK = re.compile(
    r"^(?:그는|그가|그의|그녀|그들|이는|이를|이로|이에|이 |그 |이들|이후|그러나|하지만|또한|또 )"
)
_IMPERSONAL = re.compile(
    r"^It(?:[’']s| is| was| will be| has been| would be| took| takes| cost| costs)? (?:not )?"
    r"(?:clear|unclear|unlikely|likely|possible|time|raining|snowing|known|expected|estimated|thought|believed)\b"
)
_SPEECH = re.compile(
    r"\b(?:said|says|say|saying|told|tells|added|adds|wrote|writes|tweeted|posted|argued|argues|claimed|claims|warned|"
    r"warns|according to|explained|explains|noted|notes|insisted|denied|announced|stated|recalled|asked|joked|testified|"  # noqa: E501
    r"read|reads|called|described|put it|reported|concluded)\b|말했|밝혔|전했|설명했|강조했|덧붙였|주장했|라고|다고",
    re.I,
)


def whole(article: Article, span: Span) -> Span | None:
    """The span, widened by a neighbouring sentence where it cannot be read alone.

    Returns:
        None for words of somebody's speech whose speaker stands in neither neighbour, or too far away: such a quote
        would be nobody's, and is not shown. None also for what says nothing alone ("But most of that is spent abroad")
        and has no neighbour that it fits together with.
    """
    sentence = article.text[span.start : span.end]
    is_speech = _lacks_its_speaker(sentence)
    if not is_speech and not _points_back(sentence, article.language):
        return span
    before, after = _neighbours(article, span)
    if is_speech:
        for neighbour in (before, after):
            if neighbour and _SPEECH.search(_without_quoted(article.text[neighbour.start : neighbour.end])):
                joined = Span(min(span.start, neighbour.start), max(span.end, neighbour.end))
                if _words(article, joined) <= _MOST_WORDS:
                    return joined
        return None
    alone = None if article.language != "ko" and _IS_ABOUT_THE_LAST.search(sentence) else span
    if before is None:
        return alone
    joined = Span(before.start, span.end)
    if _words(article, joined) > _MOST_WORDS:
        return alone
    return _joined_with_one_more(article, before, joined)


def _joined_with_one_more(article: Article, first: Span, joined: Span) -> Span:
    """The quote with the sentence before it too, where it begins with one that points back itself."""
    if not _points_back(article.text[first.start : first.end], article.language):
        return joined
    before, _ = _neighbours(article, first)
    if before is None:
        return joined
    wider = Span(before.start, joined.end)
    return wider if _words(article, wider) <= _MOST_WORDS else joined


def _points_back(sentence: str, language: str) -> bool:
    if language == "ko":
        return bool(_KO_POINTS_BACK.search(sentence))
    if _IS_ABOUT_THE_LAST.search(sentence):
        return True
    return bool(_POINTS_BACK.search(sentence)) and not _IMPERSONAL.search(sentence)


def _lacks_its_speaker(sentence: str) -> bool:
    """Whether it is speech, or a piece of one, and nobody is named as saying it."""
    bare = _without_quoted(sentence)
    opened, closed = sentence.count("“"), sentence.count("”")
    straight = sentence.count('"')
    is_piece = opened != closed or straight % 2 == 1
    is_all_quoted = not re.search(r"\w+\W+\w+", bare) and bool(re.search(r"[“\"]", sentence))
    if not (is_piece or is_all_quoted):
        return False
    return is_all_quoted or not _SPEECH.search(bare)


def _without_quoted(sentence: str) -> str:
    text = re.sub(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)", " ", sentence)
    return re.sub(r"^[^“”]*”", " ", text)


def _neighbours(article: Article, span: Span) -> tuple[Span | None, Span | None]:
    """The sentences next to a span; none where the text begins, or ends, or lies further than a few lines away."""
    text = article.text
    start = max(0, span.start - _LOOKED_BACK)
    if start:  # begin at a whole line, so that no half sentence is taken for one
        at = text.find("\n", start, span.start)
        start = at + 1 if at >= 0 else span.start
    found = sentences(text, article.language, Span(start, span.start)) if start < span.start else []
    line_start = text.rfind("\n", 0, span.start) + 1
    if not found and span.start - line_start > 0:
        found = sentences(text, article.language, Span(line_start, span.start))
    end = min(len(text), span.end + _LOOKED_AHEAD)
    following = sentences(text, article.language, Span(span.end, end)) if span.end < end else []
    after = following[0] if following and (following[0].end < end or end == len(text)) else None
    return (found[-1] if found else None), after


def _words(article: Article, span: Span) -> int:
    return len(article.text[span.start : span.end].split())
