"""A news page of our own, with everything around the article that a reader does not want."""

from __future__ import annotations

PARAGRAPHS = (
    "The harbour of Lindholm was closed on Thursday after a storm tore two cranes from their rails, the port said.",
    "Ferries stayed in port until the evening, and about four thousand passengers spent the night in the town's gym.",
    '"We have not seen wind like this since the bridge was built," said Ada Lind, who runs the pilots\' office.',
    "The port expects to reopen on Saturday, once divers have looked at the piles under the northern quay.",
)
HEADLINE = "Storm closes harbour of Lindholm"
_LINKED = """<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",
"headline": "Storm closes harbour of Lindholm", "datePublished": "2023-03-16T18:30:00+09:00",
"dateModified": "2023-03-17T08:00:00+09:00", "author": {"@type": "Person", "name": "Bo Kim"},
"publisher": {"@type": "Organization", "name": "THE Harbour LEDGER"}}</script>"""


def page(head: str = _LINKED, body: str = "", headline: str = HEADLINE) -> str:
    """The page; `body` instead of the usual paragraphs, `head` instead of the usual JSON-LD."""
    text = body or "".join(f"<p>{paragraph}</p>\n" for paragraph in PARAGRAPHS)
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{headline} | Ledger</title>{head}</head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport results</a></li></ul></nav>
<header><a href="/subscribe">Subscribe now for one euro</a></header>
<article><h1>{headline}</h1>{text}</article>
<aside><h2>Read more</h2><ul><li><a href="/other">Ten recipes for a rainy day</a></li></ul></aside>
<footer><p>Copyright. All rights reserved. <a href="/imprint">Imprint</a></p></footer></body></html>"""


OPEN_GRAPH = """<meta property="og:title" content="Storm closes harbour of Lindholm">
<meta property="og:site_name" content="harbour ledger ONLINE">
<meta property="article:published_time" content="2023-03-16T09:30:00Z">
<meta property="article:modified_time" content="2023-03-16T23:00:00Z">"""
