"""Whose words an article tells: the right speaker, or none."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from clippings.chain.speech.article import utterances
from clippings.chain.speech.person import resolve
from clippings.core.types import Article


def article_of(text: str, language: str = "en", article_id: int = 1, title: str = "The Sorrel bridge") -> Article:
    moment = datetime(2024, 3, article_id, tzinfo=UTC)
    return Article(article_id, f"https://x.example/{article_id}", title, "X", moment, language, text)


def quotes_of(person: str, text: str, language: str = "en") -> list[str]:
    article = article_of(text, language)
    known = resolve(person, [article])
    return [text[one.start : one.end] for one in utterances(article, known[0])] if known else []


HERS = [
    "“The pillar was never safe,” Mira Olsen said.",
    "“The pillar was never safe,” said harbour board chair Mira Olsen.",
    "“The pillar,” Mira Olsen, 61, chair of the harbour board, said on Monday, “was never safe.”",
    "Mira Olsen said that the eastern pillar was never safe.",
    "Mira Olsen told reporters the pillar was never safe.",
    "The pillar was never safe, Mira Olsen said in an interview with the Gazette.",
    "On Monday, harbour board chair Mira Olsen warned of ice under the pillar.",
    "According to Mira Olsen, the pillar was never safe.",
    "The chair, Mira Olsen, said the pillar was never safe.",
    "Mira Olsen closed the bridge at noon, saying the pillar was never safe.",
    "Mira Olsen added that the eastern pillar was never safe.",
    "The port will close after Mira Olsen warned that the pillar was never safe.",
    "“It was not safe. We all knew that. Nobody listened,” Mira Olsen said.",
]
NOT_HERS = [
    "A spokesman for Mira Olsen said the pillar was never safe.",
    "Mira Olsen's lawyer said the pillar was never safe.",
    "“The pillar was never safe,” said Mira Olsen's lawyer.",
    "“The pillar was never safe,” said Mira Olsen adviser Carl Lund.",
    "Officials who briefed Mira Olsen said the pillar was never safe.",
    "Carl Lund, who met Mira Olsen, said the pillar was never safe.",
    "Carl Lund, an old friend of Mira Olsen, said the pillar was never safe.",
    "Mira Olsen and Carl Lund said the pillar was never safe.",
    "Carl Lund and Mira Olsen said the pillar was never safe.",
    "“Mira Olsen said it was safe and I believed her,” Carl Lund told the court.",
    "Mira Olsen, Carl Lund has told audiences, asked him how long it would stand.",
    "Mira Olsen did not say whether the pillar was ever safe.",
    "Mira Olsen was told that the pillar was never safe.",
    "Mira Olsen added a third pillar to the plan for the bridge.",
    "Mira Olsen continued to push a version of the plan that others had dropped.",
    "“The pillar was safe,” Mira Olsen said, but Carl Lund said it was not.",
    "Mira Olsen said so on Monday",
    "Mira Olsen posted the plan of the “Sorrel” on Monday, which shows three pillars.",
]


@pytest.mark.parametrize("text", HERS)
def test_words_are_given_to_who_says_them(text: str) -> None:
    assert quotes_of("Mira Olsen", text) == [text]


@pytest.mark.parametrize("text", NOT_HERS)
def test_words_of_others_are_not(text: str) -> None:
    assert quotes_of("Mira Olsen", text) == []


def test_a_quotation_is_given_whole() -> None:
    text = "It rained. “We knew it all along,” Mira Olsen said. “For years. Nobody listened to us.” The ferry sails on."
    assert quotes_of("Mira Olsen", text) == [text.removeprefix("It rained. ").removesuffix(" The ferry sails on.")]
    runs_on = 'Mira Olsen said: "We knew it. We wrote it down. It was filed." The ferry sails on.'
    assert quotes_of("Mira Olsen", runs_on) == ['Mira Olsen said: "We knew it. We wrote it down. It was filed."']


def test_a_pronoun_that_can_mean_nobody_else_is_taken_for_the_name() -> None:
    told = ["Mira Olsen said the pillar was never safe.", "“We wrote letters for years,” she said."]
    told.append("She told reporters that rain came early.")
    assert quotes_of("Mira Olsen", "\n\n".join(told)) == told


@pytest.mark.parametrize(
    "between",
    [
        "Carl Lund runs the ferry.",
        "Mira Olsen met Carl Lund on Monday.",
        "Lund also denied that the board knew of it.",
        "A diver looked at the pillar on Monday.",
        "It rained. It snowed. It thawed. It froze.",
    ],
)
def test_a_pronoun_that_may_mean_another_is_not(between: str) -> None:
    before, after = (
        "Carl Lund is a captain. Mira Olsen said it was never safe.",
        "“We wrote letters for years,” she said.",
    )
    text = f"{before}\n{between}\n{after}"
    assert [one for one in quotes_of("Mira Olsen", text) if "letters" in one] == []


def test_who_names_the_person_is_another() -> None:
    text = "Mira Olsen said the bridge was safe.\n“I learned so much from Olsen as a girl,” she said."
    assert quotes_of("Mira Olsen", text) == ["Mira Olsen said the bridge was safe."]


KOREAN = """한빛시의 박도현 시장은 12일 기자회견에서 “다리를 다시 짓겠다”고 말했다. 그는 “예산은 이미 마련했다”고 덧붙였다. 이어 “주민과 먼저 의논하겠다”고 강조했다.
박 시장은 또 공사가 내년 봄에 시작될 것이라고 밝혔다.
이에 대해 최은서 의원은 박 시장이 약속을 어겼다고 비판했다. 그는 “시장이 거짓말을 했다”고 주장했다.
박도현 시장 부인 김하늘 씨는 “남편을 믿는다”고 말했다.
박도현 시장의 대변인은 “사실이 아니다”라고 반박했다.
야당은 박도현 시장이 사과해야 한다고 촉구했다.
한편 박도현 시장과 최은서 의원은 “함께 풀겠다”고 말했다."""  # noqa: E501


def test_korean_words_are_given_to_the_subject_of_the_sentence() -> None:
    mayor, member, wife = (quotes_of(name, KOREAN, "ko") for name in ("박도현", "최은서", "김하늘"))
    assert [one[:4] for one in mayor] == ["한빛시의", "그는 “", "이어 “", "박 시장"]
    assert [one[:6] for one in member] == ["이에 대해 ", "그는 “시장"]
    assert wife == ["박도현 시장 부인 김하늘 씨는 “남편을 믿는다”고 말했다."]


@pytest.mark.parametrize(("person", "text"), [("Mira Olsen", HERS[0]), ("박도현", KOREAN)])
def test_another_language_tells_nothing(person: str, text: str) -> None:
    assert quotes_of(person, text, "de") == [] if person == "박도현" else True
    assert quotes_of(person, text[::-1]) == []
