"""HTML of feeds and records becomes text that holds every word a reader sees, in order and apart."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clippings.ingest.extraction.html.fragment import fragment_text


@pytest.mark.parametrize(
    ("fragment", "text"),
    [
        ("The mill closed.<br><br>It was old.<br/>Ten lost work.", "The mill closed.\n\nIt was old.\nTen lost work."),
        (
            "<p>The mill, built in 1911<br>by two brothers, closed.</p>",
            "The mill, built in 1911 by two brothers, closed.",
        ),
        ("<div>The mill closed.</div><h2>Why</h2><div>It was old.</div>", "The mill closed.\n\nWhy\n\nIt was old."),
        ("First.\n\nSecond.\n\n<blockquote><p>No.</p></blockquote>\n\nThird.", "First.\n\nSecond.\n\nNo.\n\nThird."),
        ("BREN — The mill closed.<p>It was old.<p>Ten.", "BREN — The mill closed.\n\nIt was old.\n\nTen."),
        ("<b>The mill</b> closed &amp; burnt on St&#8217;s Day.", "The mill closed & burnt on St’s Day."),
        ("B&amp;Q said it&#8217;s closing in Bren&nbsp;Bay.", "B&Q said it’s closing in Bren Bay."),
        ("&lt;p&gt;The mill closed.&lt;/p&gt;&lt;p&gt;It was old.&lt;/p&gt;", "The mill closed.\n\nIt was old."),
        ("<p>A<script>var x = '<p>no</p>'</script></p><style>p {}</style><template>no</template>B", "A\n\nB"),
        ('<p style="display: none">Preview</p><p hidden>no</p><p>Seen.</p>', "Seen."),
        ("<ul><li>One.<p>Two.</p></li></ul><dl><dt>Q</dt><dd>A</dd></dl>", "One.\n\nTwo.\n\nQ\n\nA"),
        (
            "<table><caption>Votes</caption><tr><th>Name</th><th></th><th>Votes</th></tr>"
            "<tr><td><p>Ada<br>Lind</p></td><td>4,312</td></tr></table>",
            "Votes\nName | Votes\nAda Lind | 4,312",
        ),
        ("<table><tr><td><p>One.</p><p>Two.</p></td></tr></table>", "One.\n\nTwo."),
        ("<table>stray<tr><td>a</td><td>b</td></tr></table>", "stray\n\na\n\nb"),
        ("<p><strong>The long debate</strong>It took three hours.</p>", "The long debate\nIt took three hours."),
        ("<p>He said <q>no</q>.</p><pre>A\n B</pre>", 'He said "no".\n\nA\nB'),
        ("می‌شود <b>کتاب‌ها</b><br>क्‍ष", "می‌شود کتاب‌ها\nक्‍ष"),
        ("[caption id='a1' width='3']<img src='a.jpg'> The quay[/caption]Ships left.", "The quay\n\nShips left."),
        ("<p>漢<ruby>字<rt>じ</rt></ruby>の町</p>", "漢字の町"),
    ],
)
def test_blocks_are_paragraphs_and_breaks_are_lines(fragment: str, text: str) -> None:
    assert fragment_text(fragment) == text


def test_a_pull_quote_and_a_caption_that_repeat_the_text_are_left_out() -> None:
    said = "“We have not seen wind like this since 1977,” Ada Lind said."
    fragment = (
        f"<p>The quay shut.</p><aside class='pullquote'>We have not seen wind like this since 1977</aside><p>{said}</p>"
        "<figure><img><figcaption>The northern quay on Thursday evening</figcaption></figure>"
        "<figure><img><figcaption>The northern quay on Thursday evening</figcaption></figure>"
        "<blockquote>No.</blockquote>"
    )
    assert fragment_text(fragment).split("\n\n") == [
        "The quay shut.",
        said,
        "The northern quay on Thursday evening",
        "No.",
    ]


def test_lines_of_text_with_only_inline_markup_stay_lines() -> None:
    assert fragment_text("The <b>vote</b>\nIt was close.\n\nEnd.") == "The vote\nIt was close.\n\nEnd."
    assert fragment_text("<p>wrapped\nin the source</p>") == "wrapped in the source"


@pytest.mark.parametrize("text", ["Profit rose by 5% <sic>.\n\nCosts fell: a < b.", "R&D; x <b and c> y", "AT&T & co"])
def test_text_that_only_looks_like_markup_comes_back_as_it_is(text: str) -> None:
    assert fragment_text(text) == text


_INLINE = ("b", "em", "span", "a", "strong", "sup")
_BLOCK = ("p", "div", "li", "ul", "blockquote", "h2", "h5", "section", "figcaption", "dd", "pre", "aside", "center")


@st.composite
def _fragments(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A fragment and the words that a reader sees in it. Each word is there once, so that none is a repetition."""
    words: list[str] = []

    def word() -> str:
        words.append(f"{draw(st.sampled_from(('Wort', 'öl&', 'a<b', 'می‌', '말', '字')))}{len(words)}")
        return html.escape(words[-1])

    def piece(depth: int) -> str:
        kind = draw(st.integers(0, 7 if depth < 4 else 1))
        inner = "".join(piece(depth + 1) for _ in range(draw(st.integers(1, 3)))) if 2 < kind < 7 else ""
        if kind == 2:
            return draw(
                st.sampled_from(
                    ("<br>", "<br/>\n<br>", "<!-- x -->", "<script>no()</script>", "<img alt='no'>", "<hr>")
                )
            )
        if kind in (3, 4):
            return f"<{(tag := draw(st.sampled_from(_INLINE)))}> {inner} </{tag}>"
        if kind in (5, 6):
            tag = draw(st.sampled_from(_BLOCK))
            return f"<{tag}>{inner}" + (f"</{tag}>" if draw(st.booleans()) else "")
        if kind == 7:
            cells = [f"<td>{word()}</td>" for _ in range(draw(st.integers(1, 3)))]
            return f"<table><tr>{''.join(cells)}</tr><tr><th>{word()}</th></tr></table>"
        return f" {word()} "

    fragment = "".join(piece(0) for _ in range(draw(st.integers(1, 6))))
    return f"<i>{word()}</i>{fragment}", [words[-1], *words[:-1]]


@given(_fragments())
def test_every_visible_word_is_in_the_text_in_order(made: tuple[str, list[str]]) -> None:
    fragment, words = made
    assert [word for word in fragment_text(fragment).split() if word != "|"] == words
