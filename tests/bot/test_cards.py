from __future__ import annotations

import re
from datetime import UTC, datetime
from itertools import count
from urllib.parse import urlsplit

import discord
from hypothesis import given, settings
from hypothesis import strategies as st

from clippings.bot import limits
from clippings.bot.cards import ABSTAINED, ANSWERED, card
from clippings.bot.limits import size
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
    )


@given(answers())
@settings(max_examples=60, deadline=None)
def test_every_limit_of_discord_is_kept(given_answer: Answer) -> None:
    embeds = card(given_answer)
    assert 1 <= len(embeds) <= limits.EMBEDS_IN_A_MESSAGE
    assert sum(limits.embed_size(embed) for embed in embeds) <= limits.EMBEDS_TOTAL
    for embed in embeds:
        assert size(embed.title or "") <= limits.TITLE
        assert size(embed.description or "") <= limits.DESCRIPTION
        assert size(embed.author.name or "") <= limits.AUTHOR
        assert size(embed.footer.text or "") <= limits.FOOTER
        assert size(embed.url or "") <= limits.ADDRESS
        assert len(embed.fields) <= limits.FIELDS
        for field in embed.fields:
            assert 0 < size(field.name or "") <= limits.FIELD_NAME
            assert 0 < size(field.value or "") <= limits.FIELD_VALUE


@given(answers())
@settings(max_examples=60, deadline=None)
def test_no_card_mentions_anyone_or_links_where_an_article_says(given_answer: Answer) -> None:
    for embed in card(given_answer):
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
            }
            assert all(urlsplit(link).hostname not in {"evil.example", None} for link in rendered.links(text))
        assert embed.url is None or urlsplit(embed.url).hostname != "evil.example"
        for plain in (embed.author.name, embed.footer.text):
            assert not re.search(r"@(everyone|here|[!&]?\d{17,20})", plain or "")


@given(answers())
@settings(max_examples=30, deadline=None)
def test_no_card_shows_a_file_of_the_machine(given_answer: Answer) -> None:
    hidden = [one.passage.article.url for one in given_answer.citations] + [
        one.article.url for one in given_answer.nearest
    ]
    for embed in card(given_answer):
        for url in hidden:
            assert not url.startswith("file:") or url not in str(embed.to_dict())


def test_a_card_shows_question_answer_and_where_each_quote_stands() -> None:
    head, clipping = card(answer(passage()))
    assert head.title == "When does the bridge reopen?"
    page = "https://gazette.example/bridge#:~:text=The%20bridge%20will%20reopen%20on%204%20May."
    assert not head.description  # the words stand once, under their headline
    assert head.colour == ANSWERED
    assert clipping.author.name == "[1]  The Sound Gazette · 12 April 2024"
    assert (clipping.title, clipping.url) == ("Bridge to reopen", page)
    assert clipping.description == "> The bridge will reopen on 4 May."


def test_what_a_chat_model_worded_stands_above_the_clippings_with_its_numbers_as_links() -> None:
    head, clipping = card(answer(passage(), text="On 4 May. [1]", mode="chat:model"))
    assert head.description == f"On 4 May. [\\[1\\]]({clipping.url})"
    assert clipping.description == "> The bridge will reopen on 4 May."


def test_quotes_of_one_article_stand_together_with_their_numbers() -> None:
    found = passage()
    both = Answer(
        Question("When?", ASKED),
        "May. [1] Yes. [2]",
        (citation(1, found), citation(2, found)),
        False,
        "extractive",
        0.9,
    )
    _, clipping = card(both)
    assert (clipping.author.name or "").startswith("[1] [2]  The Sound Gazette")
    assert rendered.shown(clipping.description or "") == (
        "[1] The bridge will reopen on 4 May. [2] The bridge will reopen on 4 May."
    )


def test_an_article_without_a_page_is_shown_without_a_link() -> None:
    head, clipping = card(answer(passage(url="file:///srv/ann/minutes.html#3f"), mode="chat:model"))
    assert head.description == "The bridge will reopen on 4 May. \\[1\\]"
    assert clipping.url is None
    assert "ann" not in str([embed.to_dict() for embed in (head, clipping)])


def test_a_number_that_cites_nothing_is_not_a_link() -> None:
    head, _ = card(answer(passage(), text="It will. [7] On 4 May. [1]", mode="chat:model"))
    assert rendered.links(head.description or "") == [
        "https://gazette.example/bridge#:~:text=The%20bridge%20will%20reopen%20on%204%20May."
    ]


def test_links_are_given_up_before_words_of_the_answer() -> None:
    said = "It will reopen on 4 May. " * 80 + "".join(f"[{number}]" for number in range(1, 30))
    found = [passage(url=f"https://gazette.example/{number}") for number in range(1, 30)]
    head = card(answer(*found, text=said, mode="chat:model"))[0]
    assert rendered.shown(head.description or "") == said.replace("][", "][")
    assert rendered.links(head.description or "") == []


def test_a_long_quote_is_cut_between_words_and_marked() -> None:
    _, clipping = card(answer(*[passage(quote="many words " * 900)]))
    assert (clipping.description or "").endswith(("many…", "words…"))


def test_clippings_that_do_not_fit_are_counted() -> None:
    embeds = card(answer(*[passage() for _ in range(12)]))
    assert len(embeds) == 10
    assert "3 more clippings are not shown" in (embeds[0].footer.text or "")


def test_the_same_story_elsewhere_is_named() -> None:
    other = passage(source="Evening Post").article
    _, clipping = card(answer(passage(also_in=(other,))))
    assert clipping.footer.text == "Also in: Evening Post · 12 April 2024"


def test_the_foot_says_how_it_was_made_and_what_was_searched() -> None:
    since, until = datetime(2024, 1, 1, tzinfo=UTC), datetime(2024, 4, 30, 23, 59, tzinfo=UTC)
    asked = Question("When?", ASKED, since=since, until=until, sources=("The Sound Gazette",))
    head = card(answer(passage(), question=asked, notes=("Found by words alone: /srv/x/vectors is locked.",)))[0]
    assert head.footer.text == (
        "Quotes only · As of 1 May 2024 · Searched: 1 January – 30 April 2024 · The Sound Gazette · "
        "Found by words alone: … is locked."
    )


def test_an_answer_worded_by_a_model_names_it() -> None:
    worded = Answer(Question("When?", ASKED), "In May. [1]", (citation(1, passage()),), False, "chat:small:1b", 0.9)
    assert (card(worded)[0].footer.text or "").startswith("Worded by small:1b · ")


def test_a_question_as_of_a_day_shows_that_day() -> None:
    asked = Question("When?", ASKED, as_of=datetime(2023, 3, 20, tzinfo=UTC))
    assert "As of 20 March 2023" in (card(answer(passage(), question=asked))[0].footer.text or "")


def test_an_answer_that_abstains_looks_different_and_lists_the_nearest_once() -> None:
    found = passage()
    silent = answer(text="The archive does not say.", abstained=True, nearest=(found, found))
    (head,) = card(silent)
    assert head.colour == ABSTAINED
    assert head.description == "The archive does not say."
    (field,) = head.fields
    assert field.name == "Nearest clippings"
    assert field.value == "- [Bridge to reopen](https://gazette.example/bridge)\n  The Sound Gazette · 12 April 2024"
    assert "Quotes only" not in (head.footer.text or "")


def test_what_is_on_the_topic_of_a_question_without_an_answer_is_marked_as_no_answer() -> None:
    quotes = (citation(1, passage()),)
    head, clipping = card(answer(text="The archive does not say.", abstained=True, related=quotes))
    assert head.colour == ABSTAINED
    assert [field.value for field in head.fields] == ["None of these quotes is the answer."]
    assert clipping.description == "> The bridge will reopen on 4 May."


def test_a_korean_answer_has_korean_labels_and_dates() -> None:
    head, clipping = card(answer(passage(source="한빛신문"), language="ko"))
    assert head.footer.text == "기사 인용만 사용 · 2024년 5월 1일 기준 · 검색 범위: 아카이브 전체"
    assert clipping.author.name == "[1]  한빛신문 · 2024년 4월 12일"


def test_a_headline_of_nothing_visible_still_has_a_name() -> None:
    assert card(answer(passage(title="\u200b\u3164")))[1].title == "Untitled"


def test_a_headline_of_ten_thousand_characters_is_cut() -> None:
    title = card(answer(passage(title="Very long headline " * 600)))[1].title or ""
    assert size(title) <= limits.TITLE
    assert title.endswith("…")


def _markdown(embed: discord.Embed) -> list[str]:
    texts = [embed.title, embed.description, *(field.value for field in embed.fields)]
    return [text for text in texts if text]


def test_the_short_answer_stands_in_bold_before_the_answer() -> None:
    assert card(answer(passage(), short_answer="4 May *2024*"))[0].description == "**4 May \\*2024\\***"
    worded = card(answer(passage(), short_answer="4 May *2024*", mode="chat:model"))[0]
    assert str(worded.description).startswith("**4 May \\*2024\\***\n\nThe bridge will reopen on 4 May.")
