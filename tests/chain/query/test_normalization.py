"""What people put around a question is no part of it; what may be its subject is."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clippings.chain.query.normalization import plain

WHO, KOREAN = "who built the bridge?", "누가 다리를 지었나요?"


@pytest.mark.parametrize(
    "text",
    [
        WHO,
        "who built the bridge",
        "who built the bridge ?!",
        "who built the bridge??",
        "hey, who built the bridge plz",
        "Hi! who built the bridge? Thank you in advance.",
        "hello everyone who built the bridge? cheers",
        "good morning! quick question: who built the bridge",
        "can you tell me who built the bridge?",
        "could anyone please tell me who built the bridge, thanks a lot",
        "does anyone know who built the bridge",
        "i was just wondering who built the bridge lol",
        "guys who built the bridge lmao",
        "According to the archive, who built the bridge?",
        "who built the bridge 🏈",
        "@everyone who built the bridge",
        "**who built the bridge?**",
        "`who built the bridge`",
        "<script>who built the bridge?</script>",
        "<@123> who built the <b>bridge</b>? <a:wave:55>",
        "[who](https://x.example/y) built the bridge",
        "who built the bridge? any ideas?",
    ],
)
def test_what_is_put_around_a_question_goes(text: str) -> None:
    assert plain(text) == WHO


@pytest.mark.parametrize(
    "text",
    [
        KOREAN,
        "누가 다리를 지었나요",
        "안녕하세요! 누가 다리를 지었나요? 감사합니다 ㅎㅎ",
        "혹시 누가 다리를 지었나요? 아시는 분 계신가요?",
        "저기요, 질문 있습니다. 누가 다리를 지었나요? 알려주세요",
    ],
)
def test_what_is_put_around_a_korean_question_goes(text: str) -> None:
    assert plain(text) == KOREAN


def test_a_topic_that_is_to_be_told_is_left_without_its_particle() -> None:
    assert plain("개통 날짜를 좀 알려줘") == "개통 날짜?"
    assert plain("다리에 대해 알려주실 수 있나요?") == "다리?"


@pytest.mark.parametrize(
    "text",
    [
        "Who is Hi Tech?",
        "Hi Tech, who owns it?",
        "Hello, Dolly! Who starred in it?",
        "What is Please Touch Museum?",
        "Please Please Me, which year?",
        "Who sang Thank You?",
        "Tell Me Lies, which channel?",
        "OK Go, what is it?",
        "hi-tech stocks?",
        "who is tia?",
        "what happened to the guys?",
        "What does the sign of 5 < 6 mean?",
        "who owns snake_case?",
        "hi?",
        "thanks?",
        "물?",
    ],
)
def test_what_may_be_the_subject_stays(text: str) -> None:
    assert plain(text) == text


@pytest.mark.parametrize("text", ["x", " X? ", "@everyone", "@here!", "<@123> <@&4>", "🙂🙂", "?!", "**", ""])
def test_a_mention_a_letter_or_a_mark_is_no_question(text: str) -> None:
    assert plain(text) == ""


def test_an_abbreviation_keeps_its_point() -> None:
    assert plain("Who leads the U.S.") == "Who leads the U.S.?"


_PIECES = st.sampled_from(
    ["hi", "Hey,", "plz", "thanks", "can you tell me", "who", "Tia", "is", "lol", "?", "!", "...", "@everyone", "**",
     "🙂", "<b>", "혹시", "감사합니다", "알려줘", "을", "다리", "\n", "please", "x"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=200), st.lists(_PIECES, max_size=12).map(" ".join)))
def test_what_is_plain_stays_as_it_is(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@pytest.mark.parametrize("mark", ["?", ",", " ", "_", "*", "<a ", "🙂", "hi, ", "[", "을 ", "plz "])
def test_two_thousand_marks_take_no_time(mark: str) -> None:
    started = time.perf_counter()
    plain((mark * 2_000)[:2_000])
    assert time.perf_counter() - started < 1
