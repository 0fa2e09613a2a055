"""The few sentences that an answer says in its own words, in the asker's language."""

from __future__ import annotations

_DOES_NOT_SAY = {
    "de": "Das Archiv sagt dazu nichts.",
    "en": "The archive does not say.",
    "es": "El archivo no lo dice.",
    "fr": "L'archive ne le dit pas.",
    "ja": "アーカイブには答えがありません。",
    "ko": "아카이브에는 이에 대한 답이 없습니다.",
    "zh": "档案中没有答案。",
}


def does_not_say(language: str) -> str:
    """That the archive holds no answer; in English where there is no translation."""
    return _DOES_NOT_SAY.get(language, _DOES_NOT_SAY["en"])


def no_words(language: str) -> str:
    """That a question is made of words that stand in every article, or of none."""
    if language == "ko":
        return "질문에 검색할 단어가 없습니다. 누구에 관한 것인지, 무엇에 관한 것인지 적어 주세요."
    return "There is no word in the question to search for; name who or what it is about."


def nothing_within(where: str, language: str) -> str:
    """That a time or a source read out of the question holds nothing, and everything was searched instead."""
    if language == "ko":
        return f"다음 범위에는 기사가 없어 전체를 검색했습니다: {where}."
    return f"Nothing from {where}; searched everything."


def no_source(names: str, language: str) -> str:
    """That the archive has nothing of a paper that a question asks for, and everything was searched instead."""
    if language == "ko":
        return f"아카이브에 없는 매체라 다른 매체에서 찾았습니다: {names}."
    return f"The archive has no source called {names}; searched everything."


def nothing_has(phrases: str, language: str) -> str:
    """That no article has the quoted words as they stand."""
    if language == "ko":
        return f"{phrases} 그대로 나오는 기사가 없어 따옴표 없이 검색했습니다."
    return f"No article has the words {phrases}; searched without the quotation marks."


def told_in_another_language(language: str) -> str:
    """That all that is cited was printed in another language than the question's."""
    if language == "ko":
        return "아카이브에는 다른 언어로 실려 있어, 인용문은 실린 그대로입니다."
    return "The archive tells this in another language; quotes are as they were printed."


def read_in_part(characters: int, language: str) -> str:
    """That a question was too long to be read whole."""
    if language == "ko":
        return f"질문의 처음 {characters:,}자만 읽었습니다."
    return f"Only the first {characters:,} characters of the question were read."
