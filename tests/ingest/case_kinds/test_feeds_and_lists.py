# ruff: noqa: E501 - the inputs have long lines, in many scripts
"""Feeds, WordPress exports, and lists of addresses."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.case_kinds.expected import (
    HTML,
    KOREAN,
    KOREAN_TWO,
    ONE,
    PAPER,
    TITLE,
    TWO,
    URL,
    Article,
    Case,
    Rejected,
    check,
    lake_story,
)

LONG = f"{ONE} {TWO} The summer timetable of the two smaller boats stays as it is. Tickets that were bought for May can be given back at the pier or by post until the end of the year. The council of Lindau Bay asked for a report on the age of the other shafts, which date from 1931, and wants to hear it before the holidays. ONE spokesman said that nobody had been in danger."


def rss(
    items: str,
    head: str = f"<title>{PAPER}</title><link>https://lakeside.example/</link><language>en</language>",
    ns: str = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"',
    enc: str = "utf-8",
) -> str:
    return f'<?xml version="1.0" encoding="{enc}"?><rss version="2.0" {ns}><channel>{head}{items}</channel></rss>'


def item(
    t: str = TITLE,
    link: str = URL,
    date: str = "<pubDate>Tue, 12 Apr 2022 08:00:00 +0200</pubDate>",
    body: str = HTML,
    guid: str = "",
    extra: str = "",
) -> str:
    return f"<item><title>{t}</title><link>{link}</link>{guid}{date}<content:encoded><![CDATA[{body}{'<p>' + LONG + '</p>' if 'LONG' not in body else ''}]]></content:encoded>{extra}</item>"


def atom(entries: str, head: str = f"<title>{PAPER}</title>") -> str:
    return f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">{head}{entries}</feed>'


WORDPRESS = 'xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"'


def wxr(*posts: str) -> str:
    return rss(
        "".join(posts),
        head=f"<title>{PAPER}</title><wp:wxr_version>1.2</wp:wxr_version><wp:author><wp:author_login><![CDATA[ada]]></wp:author_login><wp:author_display_name><![CDATA[Ada Lind]]></wp:author_display_name></wp:author>",
        ns=WORDPRESS,
    )


def post(
    status: str = "publish",
    typ: str = "post",
    t: str = TITLE,
    body: str = f"{ONE}\n\n{TWO}",
    extra: str = "",
    n: int = 1,
) -> str:
    return f'<item><title><![CDATA[{t}]]></title><link>{URL}{n}</link><pubDate>Tue, 12 Apr 2022 06:00:00 +0000</pubDate><dc:creator><![CDATA[ada]]></dc:creator><guid isPermaLink="false">https://lakeside.example/?p={n}</guid><content:encoded><![CDATA[{body}]]></content:encoded><excerpt:encoded><![CDATA[x]]></excerpt:encoded><wp:post_id>{n}</wp:post_id><wp:post_date>2022-04-12 08:00:00</wp:post_date><wp:post_date_gmt>2022-04-12 06:00:00</wp:post_date_gmt><wp:status>{status}</wp:status><wp:post_type>{typ}</wp:post_type>{extra}</item>'


def r1(date: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel rdf:about="https://lakeside.example/rss"><title>{PAPER}</title><link>https://lakeside.example/</link></channel><item rdf:about="{URL}"><title>{TITLE}</title><link>{URL}</link>{date}<content:encoded><![CDATA[{HTML}<p>{LONG}</p>]]></content:encoded></item></rdf:RDF>'


CASES = {
    "rss10 dc date": Case("a.rdf", r1("<dc:date>2022-04-12T08:00:00+02:00</dc:date>"), [lake_story(modified=None)]),
    "rss10 issued": Case("a.xml", r1("<dcterms:issued>2022-04-12</dcterms:issued><dcterms:modified>2022-04-15</dcterms:modified>"), [lake_story(modified="2022-04-15")]),
    "rss10 no date": Case("a.xml", r1(""), [lake_story(day=None)]),
    "atom xhtml": Case("a.atom", atom(f'<entry><title type="html">Lake steamer &amp;amp; crew</title><id>tag:x,1</id><link href="{URL}"/><published>2022-04-12T08:00:00+02:00</published><updated>2022-04-14T08:00:00Z</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{ONE}</p><table><tr><td>Corvina</td><td>1931</td></tr><tr><td>Ella</td><td>1958</td></tr></table><p>{TWO} {LONG}</p></div></content></entry>'), [lake_story("Lake steamer & crew",text=(ONE,"Corvina | 1931",TWO),modified="2022-04-14")]),
    "atom updated only": Case("a.xml", atom(f'<entry><title>{TITLE}</title><id>{URL}</id><link href="{URL}"/><updated>2022-04-12T08:00:00Z</updated><content type="html">&lt;p&gt;{ONE}&lt;/p&gt;&lt;p&gt;{TWO} {LONG}&lt;/p&gt;</content></entry>'), [lake_story()]),
    "odd dates": Case("a.xml", rss(item(date="<pubDate>2022-04-12 08:00:00</pubDate>")+item(link=URL+"2",body=TWO+ONE,date="<pubDate>Tue, 12 Apr 2022 08:00:00 KST</pubDate>")+item(link=URL+"3",body=TWO+TWO,date="<pubDate>화, 12 4월 2022 08:00:00 +0900</pubDate>")+item(link=URL+"4",body=ONE+ONE,date="<pubDate>mar, 12 abr 2022 08:00:00 +0200</pubDate>")+item(link=URL+"5",body=ONE+TWO+ONE,date="<pubDate>12 Apr 2022</pubDate>")+item(link=URL+"6",body=ONE+TWO+TWO,date="<pubDate>1649750400</pubDate>")+item(link=URL+"7",body=ONE+TWO+TWO+TWO,date="<pubDate>2022年4月12日 08:00</pubDate>")+item(link=URL+"8",body=ONE+TWO+TWO+TWO+TWO,date="<pubDate>Thu, 31 Feb 2022 08:00:00 +0000</pubDate>")), [lake_story(text=(),url=None)]*7+[lake_story(text=(),url=None,day=None)]),
    "sjis declared utf8": Case("a.xml", rss(item(t="汽船は停泊",body="<p>汽船は六月一日より前には出航しない。軸に亀裂が見つかった。"+"新しい軸はトリエステで鋳造される予定であると航運局は火曜日に述べた。"*6+"</p>"),head="<title>湖畔新聞</title>").encode("cp932","replace"), [Article("汽船は停泊","湖畔新聞","2022-04-12",("軸に亀裂が見つかった。",))]),
    "1251 declared utf8": Case("a.xml", rss(item(t="Пароход стоит",body="<p>"+"Пароход не выйдет раньше июня, сообщили во вторник в ведомстве. На валу нашли трещину. "*5+"</p>"),head="<title>Озёрный вестник</title>").encode("cp1251","replace"), [Article("Пароход стоит","Озёрный вестник","2022-04-12",("На валу нашли трещину.",))]),
    "gbk declared latin1": Case("a.xml", rss(item(t="轮船停航",body="<p>"+"湖上轮船六月一日之前不会启航，航运局星期二表示。轴上发现裂缝。"*8+"</p>"),head="<title>湖滨日报</title>",enc="iso-8859-1").encode("gbk"), [Article("轮船停航","湖滨日报","2022-04-12",("轴上发现裂缝。",))]),
    "double encoded": Case("a.xml", rss(item(t="Année du bateau à vapeur",body="<p>"+"Le bateau à vapeur restera à quai jusqu’à l’été, a déclaré mardi l’office. "*6+"</p>"),head="<title>Le Courrier du Léman</title>").encode("utf-8").decode("cp1252").encode("utf-8"), [Article("Année du bateau à vapeur","Le Courrier du Léman","2022-04-12",("Le bateau à vapeur restera à quai jusqu’à l’été",))]),
    "euckr declared": Case("a.xml", rss(item(t="유람선 멈춰",body=f"<p>{KOREAN} {KOREAN_TWO}</p>"*4),head="<title>호반신문</title>",enc="euc-kr").encode("euc-kr","replace"), [Article("유람선 멈춰","호반신문","2022-04-12",(KOREAN,))]),
    "same link no guid": Case("a.xml", rss(item(link="https://lakeside.example/brief",t="One",body=ONE)+item(link="https://lakeside.example/brief",t="Two",body=TWO+TWO)), [lake_story("One",text=(ONE,),url=None),lake_story("Two",text=(TWO,),url=None)]),
    "double escaped cdata": Case("a.xml", rss(item(t="<![CDATA[Mayor&amp;#8217;s &amp;quot;plan&amp;quot; &lt;b&gt;now&lt;/b&gt;]]>"),head="<title>Lakeside &amp;amp; Bay Herald - RSS</title>"), [lake_story("Mayor’s \"plan\" now","Lakeside & Bay Herald")]),
    "double escaped title b": Case("a.xml", rss(item(t="&lt;em&gt;Corvina&lt;/em&gt; stays &amp;lt; moored"),head="<title>RSS - Lakeside Herald - Local news</title>"), [lake_story("Corvina stays < moored",source="Lakeside Herald - Local news")]),
    "wxr statuses": Case("w.xml", wxr(post(),post("draft",n=2),post("private",n=3),post("trash",n=4),post("pending",n=5),post("future",n=6),post("auto-draft",n=7),post("inherit","attachment",n=8),post("publish","nav_menu_item",n=9),post("publish","wp_block",n=10),post("publish","page",n=11),post("publish","briefs",t="Brief",body="The pier is closed.",n=12),post(extra="<wp:post_password>x</wp:post_password>",n=13)), [lake_story(url=URL+"1",authors=("Ada Lind",)),Rejected("draft"),Rejected("private post"),Rejected("trash"),Rejected("pending post"),Rejected("scheduled post"),Rejected("draft"),Rejected("attachment"),Rejected("menu item"),Rejected("part of the site's design"),Rejected("page of the site"),lake_story("Brief",url=URL+"12",text=("The pier is closed.",)),Rejected("private post")]),
    "wxr gutenberg": Case("w.xml", wxr(post(body=f'<!-- wp:paragraph -->\n<p>{ONE}</p>\n<!-- /wp:paragraph -->\n<!-- wp:pullquote --><figure class="wp-block-pullquote"><blockquote><p>a new one has to be cast in Trieste</p></blockquote></figure><!-- /wp:pullquote -->\n<!-- wp:list --><ul><li>First ship</li><li>Second ship</li></ul><!-- /wp:list --><!-- wp:table --><figure class="wp-block-table"><table><tbody><tr><td>Corvina</td><td>1931</td></tr><tr><td>Ella</td><td>1958</td></tr></tbody></table></figure><!-- /wp:table --><!-- wp:paragraph --><p>{TWO}</p><!-- /wp:paragraph --><!-- wp:html --><script>x()</script><!-- /wp:html -->')), [lake_story(url=URL+"1",text=(ONE,"First ship","Corvina | 1931",TWO),no=("x()","wp:"))]),
    "wxr classic": Case("w.xml", wxr(post(body=f'{ONE}\n\n[caption id="a" width="3"]<img src="x"> The ship in May[/caption]\n<blockquote>I saw it, said a sailor.</blockquote>\n{TWO}\n<h2>Later</h2>\nThe pier <a href="x">stays</a> open.\n\n[gallery ids="1"]')), [lake_story(url=URL+"1",text=(ONE,"I saw it, said a sailor.",TWO,"Later","The pier stays open."),no=("[",))]),
    "br list feed": Case("f.xml", rss(item(body=f"{ONE}<br/><br/>{TWO}<ol><li>Ella</li><li>Rosa</li></ol><h6>Small</h6>The end is open. LONG"+LONG)), [lake_story(text=(ONE,TWO,"Ella","Rosa","Small","The end is open."))]),
    "sitemap prefix": Case("s.xml", '<?xml version="1.0"?><ns0:urlset xmlns:ns0="http://www.sitemaps.org/schemas/sitemap/0.9"><ns0:url><ns0:loc>https://a.example/1</ns0:loc></ns0:url></ns0:urlset>', [Rejected("", "only names addresses")]),
    "sitemap index": Case("s.xml", '<?xml version="1.0"?><!-- c --><sm:sitemapindex xmlns:sm="http://www.sitemaps.org/schemas/sitemap/0.9"><sm:sitemap><sm:loc>https://a.example/1.xml</sm:loc></sm:sitemap></sm:sitemapindex>', [Rejected("", "only names addresses")]),
    "txt bom crlf": Case("s.txt", b"\xef\xbb\xbf# list\r\nhttps://a.example/1\r\n\r\nhttps://a.example/2\t\r\n", [Rejected("", "only names addresses")]),
    "onetab": Case("s.txt", "https://a.example/1 | First title\nhttps://a.example/2 | Second | title\n", [Rejected("", "only names addresses")]),
    "md list": Case("s.md", "# To read\n- [First](https://a.example/1)\n- https://a.example/2\n1. <https://a.example/3>\n", [Rejected("", "only names addresses")]),
    "bookmarks": Case("b.html", '<!DOCTYPE NETSCAPE-Bookmark-file-1><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8"><TITLE>Bookmarks</TITLE><DL><p><DT><ONE HREF="https://a.example/1" ADD_DATE="1649750400">One</A><DT><ONE HREF="javascript:x">No</A></DL>', [Rejected("", "only names addresses")]),
    "pocket html": Case("ril_export.html", '<!DOCTYPE html><html><head><title>Pocket Export</title></head><body><h1>Unread</h1><ul><li><a href="https://a.example/1" time_added="1649750400" tags="x">One</a></li></ul></body></html>', [Rejected("", "only names addresses")]),
    "instapaper csv": Case("i.csv", "URL,Title,Selection,Folder,Timestamp\nhttps://a.example/1,One,,Unread,1649750400\n", [Rejected("address")]),
    "raindrop csv": Case("i.csv", "id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite\n1,One,,The lake steamer will not sail this year,https://a.example/1,News,,2022-04-12T06:00:00Z,,,false\n", [Rejected("teaser")]),
    "pocket csv": Case("i.csv", "title,url,time_added,tags,status\nOne,https://a.example/1,1649750400,,unread\n", [Rejected("address")]),
    "gdelt raw": Case("g.csv", "20220412060000-1\t20220412060000\t1\tlakeside.example\thttps://lakeside.example/1\tX\tY\n20220412060000-2\t20220412060000\t1\tlakeside.example\thttps://lakeside.example/2\tX\tY\n", [Rejected("address"),Rejected("address")]),
    "gdelt doc api": Case("g.json", '{"articles":[{"url":"https://lakeside.example/1","url_mobile":"","title":"One","seendate":"20220412T060000Z","socialimage":"","domain":"lakeside.example","language":"English","sourcecountry":"Germany"}]}', [Rejected("address")]),
    "mediacloud csv": Case("m.csv", "id,indexed_date,language,media_name,media_url,publish_date,title,url\nx,2024-01-01,en,lakeside.example,lakeside.example,2022-04-12,One,https://lakeside.example/1\n", [Rejected("address")]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_each_is_read_as_it_was_printed(name: str, tmp_path: Path) -> None:
    check(CASES[name], tmp_path)
