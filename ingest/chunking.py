"""An article to chunks: whole sentences, packed up to a length that the embedder sees in full."""

from __future__ import annotations

from clippings.core.sentences import Span, sentences

_LONGEST_CHARACTERS = {"ko": 400, "ja": 350, "zh": 300}
_LONGEST_DEFAULT = 900
"""About 200 tokens of MiniLM in English, so that headline and date still fit in its 256."""


def chunk(text: str, language: str) -> tuple[Span, ...]:
    """Spans of `text` in order, without overlap, that hold every sentence once.

    A chunk ends at a sentence end; only a sentence longer than the limit is cut, at white space where it has any.
    """
    limit = _LONGEST_CHARACTERS.get(language, _LONGEST_DEFAULT)
    chunks: list[Span] = []
    for sentence in sentences(text, language):
        if chunks and sentence.end - chunks[-1].start <= limit:
            chunks[-1] = Span(chunks[-1].start, sentence.end)
        else:
            chunks.extend(_cut(text, sentence, limit))
    return tuple(chunks)


def _cut(text: str, span: Span, limit: int) -> list[Span]:
    pieces = []
    start = span.start
    while span.end - start > limit:
        space = text.rfind(" ", start + limit // 2, start + limit)
        end = space if space > start else start + limit
        pieces.append(Span(start, end))
        start = end + (1 if space > start else 0)
    return [*pieces, Span(start, span.end)]
