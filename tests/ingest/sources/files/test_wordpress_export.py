"""Of a WordPress export, what readers could see is an article, however short; everything else is left out by name."""

from __future__ import annotations

import pytest

from clippings.core.types import Reject
from clippings.ingest.documents import RawDocument
from clippings.ingest.extraction.extract import extract
from clippings.ingest.sources.files import wordpress_export
from clippings.ingest.sources.web import feeds

SHORT = "The lighthouse on Tern Rock was switched off for good on Friday."


def _post(fields: str, body: str = f"<p>{SHORT}</p>", title: str = "Lighthouse off") -> str:
    return (
        f"<item><title>{title}</title><link>https://tern.example/lighthouse</link>"
        f"<pubDate>Fri, 17 Mar 2023 09:00:00 +0000</pubDate><dc:creator>k.ode</dc:creator>"
        f"<content:encoded><![CDATA[{body}]]></content:encoded>{fields}</item>"
    )


def _export(*posts: str) -> bytes:
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"><channel>'
        "<title>Tern Post</title><wp:author><wp:author_login><![CDATA[k.ode]]></wp:author_login>"
        "<wp:author_display_name><![CDATA[Kim Ode]]></wp:author_display_name></wp:author>"
        f"<wp:wxr_version>1.2</wp:wxr_version>{''.join(posts)}</channel></rss>"
    ).encode()


def _fields(status: str = "publish", kind: str = "post", more: str = "") -> str:
    return f"<wp:status>{status}</wp:status><wp:post_type>{kind}</wp:post_type>{more}"


def test_a_short_post_is_a_whole_article_in_the_paper_s_own_zone() -> None:
    local = "<wp:post_date>2023-03-17 18:00:00</wp:post_date>"
    [found] = feeds.entries(_export(_post(_fields(more=local))), "export.xml")
    assert isinstance(found, RawDocument)
    read = extract(found)
    assert (read.text, read.source, read.authors) == (SHORT, "Tern Post", ("Kim Ode",))
    assert str(read.published_at) == "2023-03-17 18:00:00+09:00"


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        (_fields("draft"), "draft"),
        (_fields("auto-draft"), "draft"),
        (_fields("private"), "private post"),
        (_fields("trash"), "trash"),
        (_fields("pending"), "pending post"),
        (_fields("future"), "scheduled post"),
        (_fields("dp-rewrite-republish"), "unpublished post"),
        (_fields("inherit", "attachment"), "attachment"),
        (_fields("inherit", "revision"), "revision"),
        (_fields(kind="page"), "page of the site"),
        (_fields(kind="nav_menu_item"), "menu item"),
        (_fields(kind="wp_template"), "part of the site's design"),
        (_fields(more="<wp:post_password>secret</wp:post_password>"), "private post"),
    ],
)
def test_what_no_reader_could_see_is_left_out_by_name(fields: str, kind: str) -> None:
    [found] = feeds.entries(_export(_post(fields)), "export.xml")
    assert isinstance(found, Reject)
    assert found.kind == kind
    assert "'Lighthouse off'" in found.reason


def test_posts_of_a_type_of_the_paper_s_own_are_articles() -> None:
    [found] = feeds.entries(_export(_post(_fields(kind="news"))), "export.xml")
    assert isinstance(found, RawDocument)


def test_a_post_of_the_classic_editor_has_its_paragraphs_and_no_shortcodes() -> None:
    written = (
        f'[caption id="a_1"]<img src="x.jpg" /> The rock at dusk.[/caption]\n\n{SHORT}\n\n[gallery ids="1,2"]\n'
        "<blockquote>It was my sun.</blockquote>\n\nIts keeper said [sic] no more."
    )
    shown = wordpress_export.text(written)
    assert shown.count("<p>") == 2
    assert '<figcaption><img src="x.jpg" /> The rock at dusk.</figcaption>' in shown
    assert "[sic]" in shown
    assert "gallery" not in shown
