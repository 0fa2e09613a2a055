"""What an article or a person might write to ping, to break a card, or to hide something in it."""

from __future__ import annotations

from hypothesis import strategies as st

SNIPPETS = [
    "@everyone", "@here", "<@123456789012345678>", "<@!123456789012345678>", "<@&123456789012345678>",
    "<#123456789012345678>", "</ask:123456789012345678>", "<:emoji:123456789012345678>", "<t:1700000000:R>",
    "<id:guide>",
    "@\u200beveryone", "@every\u200bone", "\u202eenoyreve@", "\u2066", "\u200f", "\ufeff", "\u3164", "\x00", "\x1b[31m",
    "[click](https://evil.example)", "[", "](https://evil.example)", "](", ")", "(", "https://evil.example/a_b_c",
    "<https://evil.example>", "http://", "![x](https://evil.example/x.png)", "[ref]: https://evil.example",
    "```py\nprint()\n```", "```", "`", "**", "*", "__", "_", "~~", "||", "\\", "\\\\", "> ", ">>> ", "\n# ", "\n-# ",
    "\n- ", "\n1. ", "\n\n", "\r\n", "\u2028", "---", "===", "<b>", "[1]", "[2](x)", "[99]",
    "👩‍👩‍👧‍👦", "🇰🇷", "é", "e\u0301" * 3, "Z" + "\u0334" * 40, "한국은", "日本語のニュース", "نص عربي", "\ud83d",
    "می\u200cخواهم", "word " * 30, "x" * 300,
]  # fmt: skip

texts = st.lists(st.one_of(st.sampled_from(SNIPPETS), st.text(max_size=20)), max_size=25).map("".join)
"""Snippets of all kinds run together."""

long_texts = st.builds(lambda piece, times: piece * times, texts, st.integers(1, 400)).map(lambda text: text[:10_000])
"""The same up to the 10,000 characters of a headline gone wrong."""

urls = st.one_of(
    st.sampled_from([
        "https://paper.example/2024/a-story", "http://paper.example:8080/a_(b)_c?x=[1]&y=**#part",
        "file:///srv/secret/a.html",
        "javascript:alert(1)", "https://user:pass@evil.example/", "https://bbc.example@evil.example/", "https://", "",
        "https://localhost/a", "https://paper.example/" + "a" * 3_000, "https://paper.example/한국/기사",
        "https://뉴스.example/1",
        "https://paper.example/a b\n)c", "https://[::1]/", "https://paper.example:99999/", "HTTPS://Paper.Example/A",
    ]),
    texts.map(lambda text: "https://paper.example/" + text),
    texts.filter(lambda text: not text.lstrip().startswith("https://evil.example/")),  # a link that a source may give
)  # fmt: skip
