"""An embedder of two languages: what a text is about and which language it is in lie in dimensions of their own."""

from __future__ import annotations

import zlib

from clippings.vectorstore.embedders.embedder import Embedder

TOPICS = {
    "ferry": "나루배", "harbour": "항구", "bridge": "다리", "apples": "사과", "frost": "서리", "library": "도서관",
    "tram": "전차", "school": "학교", "hospital": "병원", "museum": "박물관", "stadium": "경기장", "forest": "숲",
}  # fmt: skip
"""Words, and what they are in Korean."""

_DIMENSIONS, _LANGUAGE = 64, 4.0
_ENGLISH_OF = {korean: english for english, korean in TOPICS.items()}


class TwoTongues(Embedder):
    """Multilingual as real ones are: translations share a direction, and languages are kept apart more than topics."""

    is_multilingual = True

    @property
    def fingerprint(self) -> str:
        return "two-tongues"

    def speaks(self, language: str) -> bool:
        return True

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        vector = [0.0] * _DIMENSIONS
        is_korean = any("가" <= letter <= "힣" for letter in text)
        vector[-1 if is_korean else -2] = _LANGUAGE
        for word in text.lower().split():
            bare = word.strip(".,?!")
            same = next((english for korean, english in _ENGLISH_OF.items() if bare.startswith(korean)), bare)
            if same in TOPICS:
                vector[list(TOPICS).index(same)] += 2.0
            else:
                vector[len(TOPICS) + zlib.crc32(same.encode()) % (_DIMENSIONS - len(TOPICS) - 2)] += 0.2
        length = sum(value * value for value in vector) ** 0.5
        return [value / length for value in vector]
