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


def _by_script(sample: str) -> str:
    letters = len(_LETTER.findall(sample))
    for language, script in _SCRIPTS:
        if letters and len(script.findall(sample)) / letters >= _SHARE_OF_A_LANGUAGE_S_OWN_SCRIPT:
            return language
    return ""
