"""Articles as papers of several countries mark them up: the whole article, and nothing of what stands in it."""

from __future__ import annotations

import pytest

from clippings.ingest.extraction.html.page import parts

KOREAN = (
    "부산항만공사는 목요일 밤 강풍으로 크레인 두 대가 쓰러져 북항 운영을 중단했다고 밝혔다.",
    '항만공사 관계자는 "다리가 놓인 뒤로 이런 바람은 처음"이라며 "말뚝을 살펴본 뒤 재개할 것"이라고 말했다.',
    "여객선 승객 4천여 명은 시내 체육관에서 밤을 보냈고, 시는 담요와 식수를 나눠 줬다.",
    "항만 운영은 토요일 오전에 재개될 전망이다.",
)
TAIWANESE = (
    "港務局表示，週四晚間強風吹倒兩座起重機，北港因此暫停作業。",
    "港務局長林雅達說：「自從大橋通車以來，從沒見過這樣的風。」",
    "約四千名乘客在市立體育館過夜，市府發放毛毯與飲水。",
    "港口預計週六恢復營運。",
)
POLISH = (
    "Port w Lindholmie zamknięto w czwartek po tym, jak wichura zerwała z szyn dwa dźwigi.",
    "Około czterech tysięcy pasażerów spędziło noc w miejskiej hali sportowej, poinformował zarząd portu.",
    "– Takiego wiatru nie było od czasu budowy mostu – powiedziała Ada Lind, która kieruje biurem pilotów.",
    "Port ma zostać otwarty w sobotę, gdy nurkowie obejrzą pale pod północnym nabrzeżem.",
)
TITLES = {"ko": "부산항 강풍에 크레인 쓰러져", "zh": "強風吹倒北港起重機", "pl": "Wichura zamknęła port w Lindholmie"}


def paper(language: str, article: str) -> str:
    title = TITLES[language]
    links = "".join(
        f'<li><a href="/{number}">다른 기사 제목이 여기에 길게 적혀 있습니다</a></li>' for number in range(12)
    )
    return f"""<html lang="{language}"><head><title>{title}</title><meta property="og:title" content="{title}"></head>
<body><div id="gnb"><ul><li><a href="/a">정치</a></li><li><a href="/b">경제</a></li></ul></div>{article}
<div class="aside"><h3>많이 본 뉴스</h3><ol>{links}</ol></div>
<div id="footer">발행인 아무개<p>Copyright © 일보</p></div></body></html>"""


def text_of(language: str, article: str) -> list[str]:
    return [line for line in parts(paper(language, article), "")[1].splitlines() if line]


def paragraphs(texts: tuple[str, ...], tag: str = "p") -> str:
    return "".join(f"<{tag}>{text}</{tag}>" for text in texts)


@pytest.mark.parametrize(
    "article",
    [
        f'<h3>{TITLES["ko"]}</h3><div id="newsContent" class="news_cnt">{"<br><br>".join(KOREAN)}'
        "<br><br>김보라 기자 bora@ilbo.example<br><br>ⓒ 일보, 무단전재 및 재배포 금지</div>",
        f'<h1>{TITLES["ko"]}</h1><div itemprop="articleBody"><table><tr><td><img src="x"></td></tr>'
        f"<tr><td>크레인이 쓰러져 있다. 연합통신</td></tr></table>{'<br/>'.join(KOREAN)}</div>",
        f'<h1>{TITLES["ko"]}</h1><div class="txt">{paragraphs(KOREAN)}<p>▶ 제보는 카카오톡 @일보</p></div>',
    ],
    ids=["line breaks", "a picture in a table", "paragraphs"],
)
def test_a_korean_page_gives_its_article_without_byline_rights_and_captions(article: str) -> None:
    assert "\n".join(text_of("ko", article)) == "\n".join(KOREAN)


@pytest.mark.parametrize(
    "article",
    [
        f'<h1>{TITLES["zh"]}</h1><div class="story"><p>記者王小明／高雄報導</p>{paragraphs(TAIWANESE)}<p>延伸閱讀：</p>'
        '<p><a href="/1">另一則新聞標題在這裡</a></p><p><a href="/2">又一則新聞標題在這裡</a></p></div>',
        f'<h1>{TITLES["zh"]}</h1><div class="news_content">{"<br><br>".join(TAIWANESE)}</div>',
        f'<h1>{TITLES["zh"]}</h1><div class="news_content">{paragraphs(TAIWANESE, "div")}</div>',
    ],
    ids=["paragraphs", "line breaks", "divisions"],
)
def test_a_short_taiwanese_page_gives_its_article_without_the_pointers_below(article: str) -> None:
    assert text_of("zh", article) == list(TAIWANESE)


def test_a_polish_page_keeps_its_lead_and_loses_the_boxes_in_its_article() -> None:
    first, second, third, fourth = POLISH
    article = (
        f'<h1>{TITLES["pl"]}</h1><div class="lead">{first}</div><div class="articleBody"><p>{second}</p>'
        '<div class="box"><p><strong>Czytaj też:</strong> <a href="/1">Dziesięć przepisów na deszcz</a></p></div>'
        f'<p>{third}</p><p><strong>Zobacz także: <a href="/2">Nowy most otwarty</a></strong></p><p>{fourth}</p>'
        "<p>Źródło: PAP</p></div>"
    )
    assert text_of("pl", article) == list(POLISH)


def test_an_article_in_several_containers_is_found_whole_and_in_order() -> None:
    texts = [
        f"{text} To zdanie jest dłuższe, jak w prawdziwej gazecie, i ma numer {n}." for n, text in enumerate(POLISH)
    ]
    pieces = [
        f'<div class="row"><div class="body">{paragraphs((text, text[::-1] + "."))}</div></div>' for text in texts
    ]
    found = text_of("pl", f"<article><h1>{TITLES['pl']}</h1>{'<div class=ad>Reklama</div>'.join(pieces)}</article>")
    assert [line for line in found if line in texts] == texts
