from __future__ import annotations

import re
from datetime import UTC, datetime
from itertools import count
from urllib.parse import urlsplit

import discord
from hypothesis import given, settings
from hypothesis import strategies as st

from clippings.bot.rendering import discord_limits as limits
from clippings.bot.rendering.answer_card import ABSTAINED, ANSWERED, OTHERWISE, card
from clippings.bot.rendering.discord_limits import size
from clippings.core.types import Answer, Article, Chunk, Citation, Passage, Question
from tests.bot import hostile, rendered

ASKED = datetime(2024, 5, 1, 9, tzinfo=UTC)
_ids = count(1)


def passage(
    quote: str = "The bridge will reopen on 4 May.",
    url: str = "https://gazette.example/bridge",
    title: str = "Bridge to reopen",
    source: str = "The Sound Gazette",
    published_at: datetime | None = datetime(2024, 4, 12, tzinfo=UTC),
    also_in: tuple[Article, ...] = (),
) -> Passage:
    article = Article(next(_ids), url, title, source, published_at, "en", quote)
    return Passage(Chunk(article.id, article, 0, 0, len(quote)), 1, 1.0, also_in=also_in)


def citation(number: int, found: Passage) -> Citation:
    return Citation(number, found, found.text, 0, len(found.text))


def answer(*found: Passage, text: str = "", question: Question | None = None, **fields: object) -> Answer:
    citations = tuple(citation(number, one) for number, one in enumerate(found, start=1))
    said = text or " ".join(f"{one.quote} [{one.number}]" for one in citations)
    asked = question or Question("When does the bridge reopen?", ASKED)
    mode = fields.pop("mode", "extractive")
    return Answer(asked, said, citations, fields.pop("abstained", False), mode, 0.9, **fields)  # type: ignore[arg-type]


passages = st.builds(
    passage,
    quote=hostile.long_texts,
    url=hostile.urls,
    title=hostile.long_texts,
    source=hostile.texts,
    published_at=st.none() | st.just(ASKED),
    also_in=st.lists(hostile.texts.map(lambda source: passage(source=source).article), max_size=3).map(tuple),
)
questions = st.builds(
    Question,
    text=hostile.texts,
    asked_at=st.just(ASKED),
    since=st.none() | st.just(ASKED),
    until=st.none() | st.just(ASKED),
    sources=st.lists(hostile.texts, max_size=2).map(tuple),
)


def _cited(found: list[Passage]) -> tuple[Citation, ...]:
    return tuple(citation(number, one) for number, one in enumerate(found, start=1))


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    abstained = draw(st.booleans())
    found = [] if abstained else draw(st.lists(passages, max_size=14))
    citations = [citation(number, one) for number, one in enumerate(found, start=1)]
    if found:
        citations += [citation(len(citations) + 1, one) for one in draw(st.lists(st.sampled_from(found), max_size=6))]
    return Answer(
        question=draw(questions),
        text=draw(hostile.long_texts),
        citations=tuple(citations),
        abstained=abstained,
        mode=draw(st.sampled_from(["extractive", "chat:model"]) | hostile.texts),
        confidence=0.5,
        language=draw(st.sampled_from(["en", "ko", "fr"])),
        short_answer=draw(st.none() | hostile.long_texts),
        notes=tuple(draw(st.lists(hostile.texts, max_size=2))),
        nearest=tuple(draw(st.lists(passages, max_size=4))) if abstained else (),
        related=_cited(draw(st.lists(passages, max_size=3))) if abstained else (),
        otherwise=draw(st.sampled_from(["", "6 May", "_x_" * 400])),
    )


@given(answers())
@settings(max_examples=60, deadline=None)
def test_every_limit_of_discord_is_kept(given_answer: Answer) -> None:
    embed = card(given_answer)
    assert limits.embed_size(embed) <= limits.EMBEDS_TOTAL
    assert size(embed.title or "") <= limits.TITLE
    assert size(embed.description or "") <= limits.DESCRIPTION
    assert size(embed.footer.text or "") <= limits.FOOTER
    assert len(embed.fields) <= limits.FIELDS
    for field in embed.fields:
        assert 0 < size(field.name or "") <= limits.FIELD_NAME
        assert 0 < size(field.value or "") <= limits.FIELD_VALUE


@given(answers())
@settings(max_examples=60, deadline=None)
def test_no_card_mentions_anyone_or_links_where_an_article_says(given_answer: Answer) -> None:
    embed = card(given_answer)
    for text in _markdown(embed):
        assert not re.search(r"@(everyone|here|[!&]?\d{17,20})", text)
        assert not rendered.kinds(text) & {
            "mention",
            "command",
            "timestamp",
            "emoji",
            "code",
            "code_block",
            "heading",
            "subtext",
            "spoiler_open",
        }
        assert all(urlsplit(link).hostname not in {"evil.example", None} for link in rendered.links(text))
    assert not re.search(r"@(everyone|here|[!&]?\d{17,20})", embed.footer.text or "")


@given(answers())
@settings(max_examples=30, deadline=None)
def test_no_card_shows_a_file_of_the_machine(given_answer: Answer) -> None:
    quoted = [*given_answer.citations, *given_answer.related]
    hidden = [one.passage.article.url for one in quoted] + [one.article.url for one in given_answer.nearest]
    for url in hidden:
        assert not url.startswith("file:") or url not in str(card(given_answer).to_dict())


PAGE = "https://gazette.example/bridge#:~:text=The%20bridge%20will%20reopen%20on%204%20May."


def test_a_card_shows_the_question_and_where_each_quote_stands() -> None:
    shown = card(answer(passage()))
    assert shown.title == "When does the bridge reopen?"
    assert shown.colour == ANSWERED
    assert shown.description == (
        f"**[Bridge to reopen]({PAGE})**\n"
        "The Sound Gazette · 12 April 2024\n"
        f"> [\\[1\\]]({PAGE}) The bridge will reopen on 4 May."
    )


def test_no_word_of_an_answer_in_quotes_stands_twice() -> None:
    found = [passage("Ferries stop at noon."), passage("Buses go on.", url="https://post.example/buses")]
    shown = rendered.shown(card(answer(*found, short_answer="noon")).description or "")
    assert shown.startswith("noon Bridge to reopen")
    assert shown.count("Ferries stop at noon.") == shown.count("Buses go on.") == 1


def test_what_a_chat_model_worded_stands_above_short_clippings_with_its_numbers_as_links() -> None:
    long = passage("The bridge will reopen on 4 May, " + "said an engineer of the town, " * 9 + "twice.")
    shown = card(answer(long, text="On 4 May. [1]", mode="chat:model"))
    worded, clipping = (shown.description or "").split("\n\n")
    assert rendered.shown(worded) == "On 4 May. [1]"
    assert rendered.links(worded)[0].startswith("https://gazette.example/bridge#:~:text=The%20bridge")
    assert size(rendered.shown(clipping)) < 170
    assert clipping.endswith("…")


def test_quotes_of_one_article_stand_together_under_it_in_the_order_of_the_answer() -> None:
    first, other = passage(), passage("Buses go on.", url="https://post.example/buses", title="Buses")
    told = (citation(1, first), citation(2, other), citation(3, first))
    shown = card(Answer(Question("When?", ASKED), "", told, False, "extractive", 0.9))
    assert rendered.shown(shown.description or "") == (
        "Bridge to reopen The Sound Gazette · 12 April 2024 "
        "[1] The bridge will reopen on 4 May. [3] The bridge will reopen on 4 May. "
        "Buses The Sound Gazette · 12 April 2024 [2] Buses go on."
    )


def test_an_article_without_a_page_is_shown_without_a_link() -> None:
    shown = card(answer(passage(url="file:///srv/ann/minutes.html#3f"), mode="chat:model"))
    assert (shown.description or "").startswith("The bridge will reopen on 4 May. \\[1\\]\n\n**Bridge to reopen**\n")
    assert rendered.links(shown.description or "") == []
    assert "ann" not in str(shown.to_dict())


def test_a_number_that_cites_nothing_is_not_a_link() -> None:
    shown = card(answer(passage(), text="It will. [7] On 4 May. [1]", mode="chat:model"))
    assert rendered.links((shown.description or "").split("\n\n")[0]) == [PAGE]


def test_links_are_given_up_before_words_of_the_answer() -> None:
    said = "It will reopen on 4 May. " * 80 + "".join(f"[{number}]" for number in range(1, 30))
    found = [passage(url=f"https://gazette.example/{number}") for number in range(1, 30)]
    worded = (card(answer(*found, text=said, mode="chat:model")).description or "").split("\n\n")[0]
    assert rendered.shown(worded) == said
    assert rendered.links(worded) == []


def test_links_are_given_up_before_words_of_a_quote() -> None:
    quotes = [f"Quote {number}: " + "the bridge will reopen soon. " * 8 for number in range(1, 13)]
    found = [passage(quote.strip(), url="https://gazette.example/" + "bridge/" * 30) for quote in quotes]
    shown = card(answer(*found)).description or ""
    assert all(rendered.shown(quote) in rendered.shown(shown) for quote in quotes)
    assert size(shown) > limits.DESCRIPTION // 2


def test_a_long_quote_is_cut_between_words_and_marked() -> None:
    shown = card(answer(passage(quote="many words " * 900)))
    assert (shown.description or "").endswith(("many…", "words…"))


def test_clippings_that_do_not_fit_are_counted() -> None:
    shown = card(answer(*[passage("many words " * 90) for _ in range(20)]))
    count = (shown.description or "").count("**Bridge to reopen**")
    assert 5 <= count < 20
    assert f"{20 - count} more clippings are not shown" in (shown.footer.text or "")


def test_the_same_story_elsewhere_is_named() -> None:
    other = passage(source="Evening Post").article
    shown = card(answer(passage(also_in=(other,)))).description or ""
    assert "\nThe Sound Gazette · 12 April 2024 (also in: Evening Post · 12 April 2024)\n" in shown


def test_the_foot_says_how_it_was_made_and_what_was_searched() -> None:
    since, until = datetime(2024, 1, 1, tzinfo=UTC), datetime(2024, 4, 30, 23, 59, tzinfo=UTC)
    asked = Question("When?", ASKED, since=since, until=until, sources=("The Sound Gazette",))
    shown = card(answer(passage(), question=asked, notes=("Found by words alone: /srv/x/vectors is locked.",)))
    assert shown.footer.text == (
        "Quotes only · As of 1 May 2024 · Searched: 1 January – 30 April 2024 · The Sound Gazette · "
        "Found by words alone: … is locked."
    )


def test_the_foot_does_not_say_that_everything_was_searched() -> None:
    assert card(answer(passage())).footer.text == "Quotes only · As of 1 May 2024"


def test_an_answer_worded_by_a_model_names_it() -> None:
    worded = Answer(Question("When?", ASKED), "In May. [1]", (citation(1, passage()),), False, "chat:small:1b", 0.9)
    assert (card(worded).footer.text or "").startswith("Worded by small:1b · ")


def test_a_question_as_of_a_day_shows_that_day() -> None:
    asked = Question("When?", ASKED, as_of=datetime(2023, 3, 20, tzinfo=UTC))
    assert "As of 20 March 2023" in (card(answer(passage(), question=asked)).footer.text or "")


def test_an_answer_that_abstains_looks_different_and_lists_the_nearest_once() -> None:
    found = passage()
    silent = card(answer(text="The archive does not say.", abstained=True, nearest=(found, found)))
    assert silent.colour == ABSTAINED
    assert silent.description == "**The archive does not say.**"
    (field,) = silent.fields
    assert field.name == "Nearest clippings"
    assert field.value == "- [Bridge to reopen](https://gazette.example/bridge)\n  The Sound Gazette · 12 April 2024"
    assert "Quotes only" not in (silent.footer.text or "")


def test_what_is_on_the_topic_of_a_question_without_an_answer_is_marked_as_no_answer() -> None:
    found = passage()
    quotes = (citation(1, found),)
    shown = card(answer(text="The archive does not say.", abstained=True, related=quotes, nearest=(found,)))
    assert shown.colour == ABSTAINED
    assert shown.description == (
        "**The archive does not say.**\n\n"
        "On the topic, but not the answer:\n\n"
        f"**[Bridge to reopen]({PAGE})**\n"
        "The Sound Gazette · 12 April 2024\n"
        "> “The bridge will reopen on 4 May.”"
    )
    assert not shown.fields


def test_what_the_archive_tells_otherwise_is_neither_an_answer_nor_beside_the_point() -> None:
    said = "The archive does not say this of “6 May”. It tells it otherwise."
    shown = card(answer(text=said, abstained=True, otherwise="6 May", related=(citation(1, passage()),)))
    assert shown.colour == OTHERWISE
    assert (shown.description or "").startswith(f"**{said}**\n\n**[Bridge to reopen]")
    assert "not the answer" not in (shown.description or "")


def test_an_answer_that_contradicts_its_question_says_so_above_its_clippings() -> None:
    shown = card(answer(passage(), otherwise="6 *May*"))
    assert shown.colour == OTHERWISE
    assert (shown.description or "").startswith(
        "**The archive does not say this of “6 \\*May\\*”. It tells it otherwise.**\n\n**[Bridge to reopen]"
    )


def test_a_korean_answer_has_korean_labels_and_dates() -> None:
    shown = card(answer(passage(source="한빛신문"), language="ko"))
    assert shown.footer.text == "기사 인용만 사용 · 2024년 5월 1일 기준"
    assert "한빛신문 · 2024년 4월 12일" in (shown.description or "")
    silent = answer(
        text="아카이브에는 답이 없습니다.", abstained=True, related=(citation(1, passage()),), language="ko"
    )
    assert "답은 아니지만 관련된 내용:" in (card(silent).description or "")


def test_a_headline_of_nothing_visible_still_has_a_name() -> None:
    assert "[Untitled]" in (card(answer(passage(title="\u200b\u3164"))).description or "")


def test_a_headline_of_ten_thousand_characters_is_cut() -> None:
    headline, *_ = (card(answer(passage(title="Very long headline " * 600))).description or "").splitlines()
    assert size(rendered.shown(headline)) <= limits.TITLE
    assert rendered.shown(headline).endswith("…")


def _markdown(embed: discord.Embed) -> list[str]:
    texts = [embed.title, embed.description, *(field.value for field in embed.fields)]
    return [text for text in texts if text]


def test_the_short_answer_stands_in_bold_before_the_answer() -> None:
    first, clipping = (card(answer(passage(), short_answer="4 May *2024*")).description or "").split("\n\n")
    assert first == "**4 May \\*2024\\***"
    assert clipping.startswith("**[Bridge to reopen]")
    worded = card(answer(passage(), short_answer="4 May *2024*", mode="chat:model"))
    assert str(worded.description).startswith("**4 May \\*2024\\***\n\nThe bridge will reopen on 4 May.")


def test_an_article_without_a_public_page_is_linked_to_the_answers_own() -> None:
    own = "https://news.example/a/abc-123"
    private = passage(url="file:///srv/ann/minutes.html")
    for given_answer in (answer(private), answer(private, text="On 4 May. [1]", mode="chat:model")):
        links = rendered.links(card(given_answer, own).description or "")
        assert links
        assert all(link.startswith(f"{own}#:~:text=") for link in links)
        assert rendered.links(card(given_answer).description or "") == []
    public = rendered.links(card(answer(passage()), own).description or "")
    assert public
    assert not any(link.startswith("https://news.example") for link in public)
