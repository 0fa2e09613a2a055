"""Promptfoo's assertions as expectations of a suite, and the other way round.

Ours look for words whatever their capitals, and so are a little milder than its `contains`; its regular expressions
keep their capitals.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from clippings.evaluation.interchange.imported import as_text
from clippings.evaluation.suites.suite import Expectations

_AS_WRITTEN = "(?-i:"
_JS_GROUP = re.compile(r"\(\?<(?![=!])")
_FACTUAL = frozenset({"factuality", "model-graded-factuality"})


@dataclass(slots=True)
class Expected:
    """What a test expects, as it is put together."""

    contains: list[str] = field(default_factory=list)
    any_of: list[list[str]] = field(default_factory=list)
    matches: list[str] = field(default_factory=list)
    must_not_match: list[str] = field(default_factory=list)
    facts: list[dict[str, Any]] = field(default_factory=list)
    similar_to: dict[str, Any] | None = None
    max_words: int | None = None
    left_out: list[str] = field(default_factory=list)

    def as_fields(self) -> dict[str, Any]:
        """The `expect` of a case; empty where nothing could be taken over."""
        several = [f"(?:{'|'.join(map(re.escape, words))})" for words in self.any_of[1:]]
        found: dict[str, Any] = {
            "contains": self.contains,
            "contains_any": self.any_of[0] if self.any_of else [],
            "matches": self.matches + several,
            "must_not_match": self.must_not_match,
            "facts": self.facts,
            "similar_to": self.similar_to,
            "max_words": self.max_words,
        }
        return {name: value for name, value in found.items() if value}


def take(assertion: dict[str, Any], expected: Expected) -> None:
    """Add one assertion, its variables filled in, to what is expected, or name it as left out."""
    kind = str(assertion.get("type", ""))
    is_negated = kind.startswith("not-")
    name = kind.removeprefix("not-")
    words = _words(assertion.get("value"))
    if not words or any("{{" in word or "{%" in word or word.startswith("file://") for word in words):
        taken = name == "word-count" and not is_negated and _take_word_count(assertion.get("value"), expected)
    elif is_negated:
        taken = _take_negated(name, words, expected)
    else:
        taken = _take(name, words, assertion.get("threshold"), expected)
    if not taken:
        shown = " ".join(str(assertion.get("value", "")).split())[:120]
        expected.left_out.append(f"{kind or 'an assertion without a type'}: {shown}".removesuffix(": "))


def _take(name: str, words: list[str], threshold: object, expected: Expected) -> bool:
    plain = name.removeprefix("i")
    if plain in {"contains", "contains-all"}:
        expected.contains += words
    elif plain == "contains-any":
        expected.any_of.append(words)
    elif name == "regex":
        return all(_take_pattern(word, expected.matches) for word in words)
    elif name == "starts-with":
        expected.matches += [rf"\A\s*{re.escape(word)}" for word in words]
    elif name == "equals":
        expected.matches += [rf"\A\s*{re.escape(word)}\s*\Z" for word in words]
    elif name in _FACTUAL:
        expected.facts += [{"fact": " ".join(word.split())} for word in words]
    elif name == "similar" and expected.similar_to is None:
        least = threshold if isinstance(threshold, int | float) and -1 <= threshold <= 1 else 0.75
        expected.similar_to = {"text": words[0], "threshold": float(least)}
    else:
        return False
    return True


def _take_negated(name: str, words: list[str], expected: Expected) -> bool:
    plain = name.removeprefix("i")
    if plain in {"contains", "contains-any"}:
        expected.must_not_match += [re.escape(word) for word in words]
    elif name == "regex":
        return all(_take_pattern(word, expected.must_not_match) for word in words)
    elif name == "equals":
        expected.must_not_match += [rf"\A\s*{re.escape(word)}\s*\Z" for word in words]
    elif name == "starts-with":
        expected.must_not_match += [rf"\A\s*{re.escape(word)}" for word in words]
    else:
        return False
    return True


def _take_pattern(pattern: str, into: list[str]) -> bool:
    """JavaScript's pattern in Python's writing; False where it has something that Python does not know."""
    ours = f"{_AS_WRITTEN}{_JS_GROUP.sub('(?P<', pattern)})"
    try:
        re.compile(ours)
    except (re.error, RecursionError, OverflowError):
        return False
    into.append(ours)
    return True


def _take_word_count(value: object, expected: Expected) -> bool:
    most = value.get("max") if isinstance(value, dict) else None
    if not isinstance(most, int) or isinstance(most, bool) or (isinstance(value, dict) and value.get("min")):
        return False
    expected.max_words = most
    return True


def _words(value: object) -> list[str]:
    given = value if isinstance(value, list) else [value]
    return [text for one in given if (text := as_text(one).strip())]


def assertions_of(expect: Expectations) -> list[dict[str, Any]]:
    """What promptfoo can hold an output against; nothing where that is nothing.

    Its regular expressions know no option for capitals, so a pattern of ours is written for both where it has letters
    of its own alone.
    """
    found: list[dict[str, Any]] = [{"type": "icontains", "value": words} for words in expect.contains or ()]
    if expect.contains_any:
        found.append({"type": "icontains-any", "value": list(expect.contains_any)})
    found += [{"type": "regex", "value": _as_theirs(pattern)} for pattern in expect.matches or ()]
    found += [{"type": "not-regex", "value": _as_theirs(pattern)} for pattern in expect.must_not_match or ()]
    found += [
        {"type": "regex", "value": "|".join(f"(?:{_as_theirs(pattern)})" for pattern in fact.any_of)}
        if fact.any_of
        else {"type": "factuality", "value": fact.fact}
        for fact in expect.facts or ()
        if fact.vital
    ]
    found += [{"type": "not-icontains", "value": words} for words in expect.says_nothing_about or ()]
    if expect.similar_to is not None:
        found.append({"type": "similar", "value": expect.similar_to.text, "threshold": expect.similar_to.threshold})
    if expect.max_words is not None:
        found.append({"type": "word-count", "value": {"max": expect.max_words}})
    return found


def _as_theirs(pattern: str) -> str:
    r"""A pattern in JavaScript's writing: named groups, `\A` and `\Z`, and capitals of any kind for plain letters."""
    if pattern.startswith(_AS_WRITTEN) and pattern.endswith(")"):
        return pattern[len(_AS_WRITTEN) : -1].replace("(?P<", "(?<")
    return f"(?i:{pattern})".replace("(?P<", "(?<").replace(r"\A", "^").replace(r"\Z", "$")
