"""Which language a text is in, as an ISO 639 code: of two letters, or of three where there is none of two."""

from __future__ import annotations

import re

UNKNOWN = "und"
_SCRIPTS = (
    ("ko", re.compile(r"[\uac00-\ud7a3\u1100-\u11ff\u3130-\u318f]")),
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
)
_LETTER = re.compile(r"[^\W\d_]")
_SHARE_OF_A_LANGUAGE_S_OWN_SCRIPT = 0.15
_ONE_NAME = {"nb": "no", "nn": "no", "iw": "he", "in": "id"}
"""Codes of two standards, or of two written forms, for one language."""
_ALIKE = (
    {"no", "da"},
    {"id", "ms"},
    {"hr", "sr", "bs"},
    {"cs", "sk"},
    {"gl", "pt"},
    {"gl", "es"},
    {"be", "uk"},
    {"bg", "mk"},
    {"af", "nl"},
    {"xh", "zu"},
)
NAMES = {
    "en": ("English", "영어"),
    "ko": ("Korean", "한국어"),
    "ja": ("Japanese", "일본어"),
    "zh": ("Chinese", "중국어"),
    "de": ("German", "독일어"),
    "es": ("Spanish", "스페인어"),
    "fr": ("French", "프랑스어"),
    "it": ("Italian", "이탈리아어"),
    "pt": ("Portuguese", "포르투갈어"),
    "ru": ("Russian", "러시아어"),
    "ar": ("Arabic", "아랍어"),
    "nl": ("Dutch", "네덜란드어"),
    "no": ("Norwegian", "노르웨이어"),
    "sv": ("Swedish", "스웨덴어"),
    "da": ("Danish", "덴마크어"),
    "pl": ("Polish", "폴란드어"),
    "tr": ("Turkish", "튀르키예어"),
    "uk": ("Ukrainian", "우크라이나어"),
    "vi": ("Vietnamese", "베트남어"),
    "id": ("Indonesian", "인도네시아어"),
}
"""Languages in English and Korean; any other is called by its code."""
_SAMPLE_CHARACTERS = 600
_SHORT = 60


def of_text(text: str, declared: str = "") -> str:
    """The language of an article's text.

    Scripts that belong to one language decide at once; the rest is py3langid's naive Bayes over the first
    600 characters. Texts without letters are "und".

    Args:
        text: What was written.
        declared: The language that its page declares, as an ISO code. It counts only among languages so alike that
            statistics mix them up (Norwegian and Danish, Indonesian and Malay).
    """
    sample = text[:_SAMPLE_CHARACTERS]
    by_script = _by_script(sample)
    if by_script or not _LETTER.search(sample):
        return by_script or UNKNOWN
    import py3langid

    found = _ONE_NAME.get(code := str(py3langid.classify(sample)[0]), code)
    told = _ONE_NAME.get(declared[:2].lower(), declared[:2].lower())
    return told if any(found in alike and told in alike for alike in _ALIKE) else found


def of_question(text: str) -> str:
    """The language of something short: by script, by py3langid when there is enough to go by, else English."""
    return _by_script(text) or (of_text(text) if len(text) >= _SHORT else "en")


def name_of(code: str, language: str) -> str:
    """What a language is called in Korean, or else in English; its code where that is not known.

    Args:
        code: Of the language that is named.
        language: In which it is named.
    """
    return NAMES.get(code, (code, code))[language == "ko"]


def code_of(name: str) -> str:
    """The code of a language that is given by its name or its code, in any capitals."""
    wanted = name.strip().casefold()
    return next((code for code, names in NAMES.items() if wanted in map(str.casefold, names)), wanted)


def _by_script(sample: str) -> str:
    letters = len(_LETTER.findall(sample))
    for language, script in _SCRIPTS:
        if letters and len(script.findall(sample)) / letters >= _SHARE_OF_A_LANGUAGE_S_OWN_SCRIPT:
            return language
    return ""
