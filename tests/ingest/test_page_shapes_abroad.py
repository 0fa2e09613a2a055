# ruff: noqa: E501 - the pages have long lines, in many scripts
"""Pages in the shapes of outlets of other countries and of other tools: text, title, day and outlet are what was printed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

import pytest

from clippings.ingest.documents import RawDocument
from clippings.ingest.extraction.extract import extract


@dataclass(frozen=True, slots=True)
class Shape:
    html: str
    url: str
    title: str
    source: str
    day: date | None
    lines: tuple[str, ...]
    charset: str = "utf-8"
    """In which the page is sent; HTTP does not tell."""


def paragraphs(lines: tuple[str, ...], tag: str = "p") -> str:
    return "".join(f"<{tag}>{line}</{tag}>" for line in lines)


def ld(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@context": "https://schema.org", **fields}, ensure_ascii=False)}</script>'


_EN = (
    "The ferry company of Osmere will sell its two oldest boats, the board decided on Monday after a meeting of four hours.",
    "Both were built in 1964 and burn three times as much oil as the newer ones, the technical director Ifeoma Bassey said.",
    "Commuters from the island fear that the last boat at night will be cut, and have collected 2,300 names against it.",
)
_ES = (
    "La junta de Valdehierro aprobó el lunes la venta de los dos barcos más viejos de la compañía, después de cuatro horas de debate.",
    "Los dos barcos fueron construidos en 1964 y gastan el triple de combustible que los nuevos, explicó la directora técnica Inés Robledo.",
    "Los vecinos de la isla temen perder el último barco de la noche y han reunido 2.300 firmas en contra de la medida.",
)
_PT = (
    "O conselho de Porto Cedro aprovou na segunda-feira a venda dos dois barcos mais antigos da companhia, depois de quatro horas de reunião.",
    "Os dois barcos foram construídos em 1964 e gastam o triplo de combustível dos novos, disse a diretora técnica Marta Quevedo.",
    "Os moradores da ilha temem perder o último barco da noite e já reuniram 2.300 assinaturas contra a decisão.",
)
_TR = (
    "Kıyıköy Vapur Şirketi pazartesi günü dört saat süren toplantının ardından en eski iki gemisini satma kararı aldı.",
    "Her iki gemi de 1964 yılında yapıldı ve yenilerinden üç kat fazla yakıt harcıyor, dedi teknik müdür Elif Sarıdağ.",
    "Adada oturanlar gece seferinin kaldırılmasından korkuyor ve karara karşı 2.300 imza topladı.",
)
_AR = (
    "قررت شركة العبارات في مرسى الزيتون يوم الاثنين بيع أقدم سفينتين لديها بعد اجتماع استمر أربع ساعات.",
    "وقالت المديرة الفنية ليلى حمدان إن السفينتين بنيتا عام 1964 وتستهلكان ثلاثة أضعاف وقود السفن الجديدة.",
    "ويخشى سكان الجزيرة إلغاء الرحلة الأخيرة في الليل، وقد جمعوا 2300 توقيع ضد القرار.",
)
_FA = (
    "هیئت‌مدیرهٔ شرکت کشتی‌رانی بندر سرو روز دوشنبه پس از چهار ساعت گفت‌وگو تصمیم گرفت دو کشتی قدیمی خود را بفروشد.",
    "مدیر فنی، نسرین آذری، گفت این دو کشتی در سال ۱۹۶۴ ساخته شده‌اند و سه برابر کشتی‌های نو سوخت مصرف می‌کنند.",
    "ساکنان جزیره نگران حذف آخرین سفر شبانه‌اند و ۲۳۰۰ امضا علیه این تصمیم گرد آورده‌اند.",
)
_VI = (
    "Hội đồng quản trị công ty phà Vịnh Sen hôm thứ Hai quyết định bán hai chiếc phà cũ nhất sau cuộc họp kéo dài bốn giờ.",
    "Cả hai chiếc được đóng năm 1964 và tốn nhiên liệu gấp ba lần phà mới, giám đốc kỹ thuật Đỗ Thị Hạnh cho biết.",
    "Người dân trên đảo lo chuyến phà cuối trong đêm bị cắt và đã thu thập 2.300 chữ ký phản đối.",
)
_KO = (
    "솔내해운 이사회는 월요일 네 시간에 걸친 회의 끝에 가장 오래된 여객선 두 척을 팔기로 결정했다.",
    "두 배는 모두 1964년에 건조됐고 새 배보다 연료를 세 배나 더 쓴다고 한서윤 기술이사가 설명했다.",
    "섬 주민들은 마지막 밤배가 없어질 것을 걱정하며 반대 서명 2300건을 모았다.",
)
_JA = (
    "澄江汽船の取締役会は月曜日、四時間に及ぶ会議の末、最も古い二隻の船を売却することを決めた。",
    "二隻はいずれも1964年に建造され、新しい船の三倍の燃料を使うと、技術部長の三枝郁子さんは説明した。",
    "島の住民は夜の最終便がなくなることを心配し、反対の署名を2300筆集めた。",
)
_ZH = (
    "青湾轮渡公司董事会星期一开了四个小时的会，决定出售公司最老的两艘渡轮。",
    "技术总监沈若兰说，这两艘船都建于1964年，耗油量是新船的三倍，修理也越来越难。",
    "岛上的居民担心夜里的最后一班船会被取消，已经收集了2300个反对的签名。",
)
_HI = (
    "सोनघाट नौका कंपनी के बोर्ड ने सोमवार को चार घंटे की बैठक के बाद अपनी दो सबसे पुरानी नावें बेचने का फ़ैसला किया।",
    "दोनों नावें 1964 में बनी थीं और नई नावों से तीन गुना तेल खर्च करती हैं, तकनीकी निदेशक मीरा जोगलेकर ने बताया।",
    "द्वीप के लोग रात की आख़िरी नाव बंद होने से डरते हैं और विरोध में 2,300 हस्ताक्षर जुटा चुके हैं।",
)
_RU = (
    "Правление пароходства Озёрска в понедельник после четырёх часов обсуждения решило продать два самых старых судна.",
    "Оба построены в 1964 году и расходуют втрое больше топлива, чем новые, сообщила технический директор Вера Лапина.",
    "Жители острова боятся, что отменят последний ночной рейс, и собрали против решения 2300 подписей.",
)
_PL = (
    "Zarząd żeglugi w Jezierzanach zdecydował w poniedziałek po czterech godzinach obrad o sprzedaży dwóch najstarszych statków.",
    "Oba zbudowano w 1964 roku i spalają trzy razy więcej paliwa niż nowe, powiedziała dyrektor techniczna Ewa Żmijewska.",
    "Mieszkańcy wyspy boją się, że zniknie ostatni nocny kurs, i zebrali przeciw decyzji 2300 podpisów.",
)
_DE = (
    "Der Aufsichtsrat der Fähren von Süderhafen hat am Montag nach vier Stunden beschlossen, die beiden ältesten Schiffe zu verkaufen.",
    "Beide wurden 1964 gebaut und verbrauchen dreimal so viel Öl wie die neuen, sagte die technische Leiterin Wiebke Thoms.",
    "Die Leute auf der Insel fürchten um das letzte Schiff am Abend und haben 2300 Unterschriften dagegen gesammelt.",
)
_ID = (
    "Dewan direksi feri Teluk Pandan pada Senin memutuskan menjual dua kapal tertuanya setelah rapat selama empat jam.",
    "Kedua kapal dibuat pada 1964 dan memakai bahan bakar tiga kali lebih banyak, kata direktur teknik Ratna Wulandari.",
    "Warga pulau khawatir kapal terakhir pada malam hari dihapus dan sudah mengumpulkan 2.300 tanda tangan.",
)
_TH = (
    "คณะกรรมการบริษัทเรือข้ามฟากอ่าวบัวมีมติเมื่อวันจันทร์ให้ขายเรือที่เก่าที่สุดสองลำ หลังการประชุมนานสี่ชั่วโมง",
    "เรือทั้งสองลำสร้างเมื่อปี 1964 และใช้น้ำมันมากกว่าเรือใหม่ถึงสามเท่า ตามคำกล่าวของผู้อำนวยการฝ่ายเทคนิค",
    "ชาวเกาะกังวลว่าเรือเที่ยวสุดท้ายตอนกลางคืนจะถูกยกเลิก และได้รวบรวมรายชื่อคัดค้านไว้ 2,300 ชื่อแล้ว",
)

SHAPES = {
    "a WordPress block theme (Nigeria)": Shape(
        f'<!doctype html><html lang="en-NG"><head><meta charset="utf-8"><title>Ferry firm sells boats - Osmere Sentinel</title><meta property="og:site_name" content="Osmere Sentinel"><meta property="og:type" content="article"><meta property="article:published_time" content="2022-05-09T07:12:00+01:00"><meta property="article:modified_time" content="2022-05-10T07:12:00+01:00"></head><body class="wp-site-blocks"><header class="wp-block-template-part"><nav><a href="/">Home</a><a href="/sport">Sport</a></nav></header><main class="wp-block-group"><h1 class="wp-block-post-title">Ferry firm sells boats</h1><div class="wp-block-post-date"><time datetime="2022-05-09T07:12:00+01:00">May 9, 2022</time></div><figure class="wp-block-post-featured-image"><img src="a.jpg" alt=""><figcaption>A boat at the pier. Photo: I. Ade</figcaption></figure><div class="entry-content wp-block-post-content">{paragraphs(_EN[:2])}<div class="wp-block-group related"><h3>Read also:</h3><ul class="wp-block-latest-posts__list"><li><a href="/x">Bus fares go up in Osmere again</a></li></ul></div>{paragraphs(_EN[2:])}</div><div class="sharedaddy"><h3>Share this:</h3><ul><li>Twitter</li></ul></div><div class="wp-block-comments"><h2>2 comments</h2><p>Nonsense, sell the new ones instead, says I, who rides them daily.</p></div></main><footer>© 2024 Osmere Sentinel</footer></body></html>',
        "https://osmeresentinel.example/2022/05/ferry-firm-sells-boats/", "Ferry firm sells boats", "Osmere Sentinel", date(2022, 5, 9), _EN),
    "Drupal with fields (Spain)": Shape(
        f'<!DOCTYPE html><html lang="es" dir="ltr"><head><meta charset="utf-8"><title>La compañía vende dos barcos | El Faro de Valdehierro</title><link rel="canonical" href="https://elfarovaldehierro.example/local/barcos"><meta name="Generator" content="Drupal 10"></head><body class="path-node"><div class="dialog-off-canvas-main-canvas"><main><article class="node node--type-noticia"><h1><span class="field field--name-title">La compañía vende dos barcos</span></h1><div class="node__meta"><span>Por <span class="field--name-uid">R. Olmo</span></span> <span class="field--name-created">Lun, 09/05/2022 - 07:12</span></div><div class="node__content"><div class="field field--name-field-entradilla"><p>{_ES[0]}</p></div><div class="field field--name-body">{paragraphs(_ES[1:])}</div><div class="field field--name-field-tags"><a href="/t/1">Barcos</a> <a href="/t/2">Isla</a></div></div></article></main></div></body></html>',
        "https://elfarovaldehierro.example/node/881", "La compañía vende dos barcos", "El Faro de Valdehierro", date(2022, 5, 9), _ES),
    "Ghost with a member's wall": Shape(
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Ferry firm sells boats</title><link rel="canonical" href="https://tideline.example/ferry-boats/"><meta name="generator" content="Ghost 5.2"><meta property="og:site_name" content="Tideline">{ld(**{"@type": "Article", "publisher": {"@type": "Organization", "name": "Tideline"}, "headline": "Ferry firm sells boats", "datePublished": "2022-05-09T06:12:00.000Z", "dateModified": "2022-05-12T06:12:00.000Z"})}</head><body><article class="gh-article post"><header><h1 class="gh-article-title">Ferry firm sells boats</h1><p class="gh-article-excerpt">Two old boats go.</p></header><section class="gh-content gh-canvas">{paragraphs(_EN)}<aside class="gh-post-upgrade-cta"><div class="gh-post-upgrade-cta-content"><h2>This post is for subscribers only</h2><a href="/signup">Subscribe now</a><p>Already have an account? <a>Sign in</a></p></div></aside></section></article></body></html>',
        "https://tideline.example/ferry-boats/", "Ferry firm sells boats", "Tideline", date(2022, 5, 9), _EN),
    "a Korean portal's mobile page": Shape(
        f'<!doctype html><html lang="ko"><head><meta charset="utf-8"><title>솔내해운, 낡은 배 두 척 판다 : 네이트 뉴스</title><meta property="og:title" content="솔내해운, 낡은 배 두 척 판다 : 네이트 뉴스"><meta property="og:site_name" content="네이트 뉴스"></head><body><div class="articleView"><h1 class="articleSubecjt">솔내해운, 낡은 배 두 척 판다</h1><div class="articleInfo"><p class="articleInfo"><a class="medium" href="/press">솔내일보</a><span class="firstDate">기사전송 <em>2022-05-09 07:12</em></span></p></div><div id="realArtcContents">{"<br><br>".join(_KO)}<br><br>박서진 기자 seojin@solnae.example</div></div></body></html>',
        "https://news.nate.com/view/20220509n00123", "솔내해운, 낡은 배 두 척 판다", "솔내일보", date(2022, 5, 9), _KO),
    "Yahoo in Japan": Shape(
        f'<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>澄江汽船、古い船二隻を売却へ（澄江新聞） - Yahoo!ニュース</title><meta property="og:site_name" content="Yahoo!ニュース">{ld(**{"@type": "NewsArticle", "headline": "澄江汽船、古い船二隻を売却へ（澄江新聞） - Yahoo!ニュース", "datePublished": "2022-05-09T07:12:00+09:00", "author": {"@type": "Organization", "name": "澄江新聞"}, "publisher": {"@type": "Organization", "name": "Yahoo!ニュース"}})}</head><body><div id="contents"><article><header><h1>澄江汽船、古い船二隻を売却へ</h1><p><time>5/9(月) 7:12</time>配信</p><a class="media" href="/media/sumie">澄江新聞</a></header><div class="article_body"><p class="highLightSearchTarget">{_JA[0]}<br><br>{_JA[1]}<br><br>{_JA[2]}</p></div></article></div></body></html>',
        "https://news.yahoo.co.jp/articles/0a1b2c3d", "澄江汽船、古い船二隻を売却へ", "澄江新聞", date(2022, 5, 9), _JA),
    "a Brazilian portal": Shape(
        f'<!DOCTYPE HTML><html lang="pt-br"><head><meta charset="utf-8"><title>Companhia vende dois barcos | Porto Cedro e Região | GC</title><meta property="og:site_name" content="GC"><meta itemprop="name" content="GC"></head><body><div class="glb-grid"><main itemscope itemtype="http://schema.org/NewsArticle"><meta itemprop="datePublished" content="2022-05-09T10:12:00.000Z"><meta itemprop="dateModified" content="2022-05-10T10:12:00.000Z"><h1 class="content-head__title" itemprop="headline">Companhia vende dois barcos</h1><h2 class="content-head__subtitle">Conselho decidiu na segunda-feira.</h2><p class="content-publication-data__from">Por Ana Luz, GC Porto Cedro</p><p class="content-publication-data__updated"><time itemprop="datePublished" datetime="2022-05-09T10:12:00.000Z">09/05/2022 07h12</time> <span class="content-publication-data__updated-relative">Atualizado há um ano</span></p><article itemprop="articleBody"><div class="mc-column content-text"><p class="content-text__container">{_PT[0]}</p></div><div class="mc-column content-text"><p class="content-text__container">{_PT[1]}</p></div><div class="content-ads">Publicidade</div><div class="mc-column content-text"><p class="content-text__container">{_PT[2]}</p></div><ul class="content-unordered-list"><li><a href="/z">Participe do canal do GC no WhatsApp</a></li></ul></article></main></div></body></html>',
        "https://gc.example/porto-cedro/noticia/2022/05/09/companhia-vende.ghtml", "Companhia vende dois barcos", "GC", date(2022, 5, 9), _PT),
    "an Indian paper, AMP": Shape(
        f'<!doctype html><html amp lang="hi"><head><meta charset="utf-8"><title>नौका कंपनी बेचेगी दो पुरानी नावें | सोनघाट टाइम्स</title><link rel="canonical" href="https://songhattimes.example/city/boats-101.html"><script async src="https://cdn.ampproject.org/v0.js"></script>{ld(**{"@type": "NewsArticle", "headline": "नौका कंपनी बेचेगी दो पुरानी नावें", "datePublished": "2022-05-09T07:12:00+05:30", "dateModified": "2022-05-09T09:12:00+05:30", "publisher": {"@type": "Organization", "name": "सोनघाट टाइम्स"}})}</head><body><amp-sidebar id="s"><ul><li>होम</li></ul></amp-sidebar><article><h1>नौका कंपनी बेचेगी दो पुरानी नावें</h1><div class="byline">सोनघाट टाइम्स | Updated: 9 May 2022, 9:12 am</div><amp-img src="a.jpg" width="4" height="3" layout="responsive"></amp-img>{paragraphs(_HI[:1])}<amp-ad type="x"></amp-ad>{paragraphs(_HI[1:])}</article></body></html>',
        "https://songhattimes.example/amp/city/boats-101.html", "नौका कंपनी बेचेगी दो पुरानी नावें", "सोनघाट टाइम्स", date(2022, 5, 9), _HI),
    "a Turkish portal in windows-1254": Shape(
        f'<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1254"><title>Şirket iki gemisini satıyor - Kıyıköy Haber</title><meta property="og:site_name" content="Kıyıköy Haber"></head><body><div id="haber"><h1>Şirket iki gemisini satıyor</h1><div class="tarih">Giriş: 09.05.2022 07:12 Güncelleme: 11.05.2022 08:00</div><div class="haber_metni">{paragraphs(_TR)}</div><div class="etiketler">Etiketler: vapur, ada</div></div></body></html>',
        "https://kiyikoyhaber.example/haber/sirket-iki-gemisini-satiyor-771", "Şirket iki gemisini satıyor", "Kıyıköy Haber", date(2022, 5, 9), _TR, "windows-1254"),
    "an Arabic paper, right to left": Shape(
        f'<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>شركة العبارات تبيع سفينتين | جريدة المرسى</title><meta property="og:site_name" content="جريدة المرسى"><meta property="article:published_time" content="2022-05-09T07:12:00+03:00"></head><body><main><article><h1>شركة العبارات تبيع سفينتين</h1><span class="date">الإثنين 09 مايو 2022 - 07:12</span><div class="post-content">{paragraphs(_AR)}<p class="read-more">اقرأ أيضًا: <a href="/b">ارتفاع أجرة الحافلات</a></p></div></article></main></body></html>',
        "https://almarsa.example/news/8812", "شركة العبارات تبيع سفينتين", "جريدة المرسى", date(2022, 5, 9), _AR),
    "an Iranian agency with the Persian calendar": Shape(
        f'<!doctype html><html lang="fa" dir="rtl"><head><meta charset="utf-8"><title>فروش دو کشتی قدیمی - خبرگزاری سرو</title><meta property="og:site_name" content="خبرگزاری سرو"><meta name="dc.Date" content="2022-05-09T07:12:00+04:30"></head><body><article class="news" id="item"><div class="item-header"><h1 class="title">فروش دو کشتی قدیمی</h1><div class="item-nav"><span class="item-date">۱۹ اردیبهشت ۱۴۰۱ - ۰۷:۱۲</span><span class="item-code">کد خبر: 84740012</span></div></div><div class="item-body"><div class="item-text" itemprop="articleBody">{paragraphs(_FA)}</div></div></article></body></html>',
        "https://sarvnews.example/news/84740012/", "فروش دو کشتی قدیمی", "خبرگزاری سرو", date(2022, 5, 9), _FA),
    "a Vietnamese portal": Shape(
        f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Công ty phà bán hai phà cũ - Báo Vịnh Sen</title><meta name="pubdate" content="2022-05-09T07:12:00+07:00"><meta property="og:site_name" content="Báo Vịnh Sen"></head><body><section class="sidebar-1"><div class="header-content"><ul class="breadcrumb"><li><a href="/">Thời sự</a></li></ul><span class="date">Thứ hai, 9/5/2022, 07:12 (GMT+7)</span></div><h1 class="title-detail">Công ty phà bán hai phà cũ</h1><p class="description">{_VI[0]}</p><article class="fck_detail">{"".join(f"<p class=Normal>{line}</p>" for line in _VI[1:])}<p class="author_mail" style="text-align:right"><strong>Lê Bình</strong></p></article></section></body></html>',
        "https://vinhsen.example/cong-ty-pha-ban-hai-pha-cu-4461.html", "Công ty phà bán hai phà cũ", "Báo Vịnh Sen", date(2022, 5, 9), _VI),
    "a Chinese portal": Shape(
        f'<!doctype html><html><head><meta charset="gbk"><title>轮渡公司出售两艘旧船_青湾日报</title><meta name="publishdate" content="2022-05-09"></head><body><div class="main-content"><h1 class="main-title">轮渡公司出售两艘旧船</h1><div class="date-source"><span class="date">2022年05月09日 07:12</span> <a class="source" href="#">青湾日报</a></div><div class="article" id="artibody">{"".join(f"<p>　　{line}</p>" for line in _ZH)}<p class="show_author">责任编辑：何青</p></div></div></body></html>',
        "https://qingwan.example/c/2022-05-09/doc-1.shtml", "轮渡公司出售两艘旧船", "青湾日报", date(2022, 5, 9), _ZH, "gbk"),
    "a Russian agency in windows-1251": Shape(
        f'<html lang="ru"><head><meta charset="windows-1251"><title>Пароходство продаст два судна — Озёрские вести</title><meta property="og:site_name" content="Озёрские вести"></head><body><div itemscope itemtype="http://schema.org/NewsArticle"><h1 itemprop="headline">Пароходство продаст два судна</h1><time itemprop="datePublished" datetime="2022-05-09T07:12:00+03:00">9 мая 2022, 07:12</time><div itemprop="articleBody">{paragraphs(_RU)}</div><div>Подписывайтесь на наш канал в Telegram</div></div></body></html>',
        "https://ozvesti.example/news/2022/05/09/sudna", "Пароходство продаст два судна", "Озёрские вести", date(2022, 5, 9), _RU, "windows-1251"),
    "an old layout of tables in iso-8859-2 (Poland)": Shape(
        f'<html><head><meta http-equiv="content-type" content="text/html; charset=iso-8859-2"><title>Gazeta Jezierzańska - Żegluga sprzeda dwa statki</title></head><body><table width="760"><tr><td colspan="2"><img src="logo.gif" alt="Gazeta Jezierzańska"></td></tr><tr><td width="150"><a href="1.html">Kraj</a><br><a href="2.html">Sport</a></td><td><font size="5"><b><h1>Żegluga sprzeda dwa statki</h1></b></font><font size="1">9 maja 2022</font><br><br>{"<br><br>".join(_PL)}</td></tr><tr><td colspan="2"><font size="1">&copy; 2024 Gazeta Jezierzańska</font></td></tr></table></body></html>',
        "https://gazetajezierzanska.example/a.php?id=12", "Żegluga sprzeda dwa statki", "Gazeta Jezierzańska", date(2022, 5, 9), _PL, "iso-8859-2"),
    "a photo story (Germany)": Shape(
        f'<!doctype html><html lang="de"><head><meta charset="utf-8"><title>Bilder: Zwei Fähren nehmen Abschied</title><meta property="og:site_name" content="Süderhafener Bote"><meta property="og:type" content="article"><meta name="date" content="2022-05-09T07:12:00+02:00"></head><body><article><h1>Zwei Fähren nehmen Abschied</h1><p class="intro">{_DE[0]}</p><figure><img src="1.jpg" alt="Fähre"><figcaption>{_DE[1]} <span class="credit">Foto: T. Behn</span></figcaption></figure><figure><img src="2.jpg" alt="Kai"><figcaption>{_DE[2]} <span class="credit">Foto: T. Behn</span></figcaption></figure></article></body></html>',
        "https://suederhafenerbote.example/bilder/faehren-1", "Zwei Fähren nehmen Abschied", "Süderhafener Bote", date(2022, 5, 9), (_DE[0], f"{_DE[1]} Foto: T. Behn", f"{_DE[2]} Foto: T. Behn")),
    "a multi-page portal (Indonesia)": Shape(
        f'<!doctype html><html lang="id-ID"><head><meta charset="utf-8"><title>Perusahaan Feri Jual Dua Kapal Tua - TelukPos.example</title><meta property="og:site_name" content="TelukPos"><meta name="content_PublishedDate" content="2022-05-09 07:12:00"><meta property="article:published_time" content="2022-05-09T00:12:00+00:00"></head><body><div class="read__article"><h1 class="read__title">Perusahaan Feri Jual Dua Kapal Tua</h1><div class="read__time">TelukPos - 09/05/2022, 07:12 WIB</div><div class="read__content"><div class="clearfix"><p><strong>TELUK PANDAN, TelukPos</strong> - {_ID[0]}</p><p><strong>Baca juga: <a href="/q">Tarif Bus Naik Lagi</a></strong></p>{paragraphs(_ID[1:])}</div></div><div class="paging">Halaman 1 2 Selanjutnya</div></div></body></html>',
        "https://telukpos.example/read/2022/05/09/071200/feri", "Perusahaan Feri Jual Dua Kapal Tua", "TelukPos", date(2022, 5, 9), (f"TELUK PANDAN, TelukPos - {_ID[0]}", *_ID[1:])),
    "a Thai paper with the Buddhist year": Shape(
        f'<!doctype html><html lang="th"><head><meta charset="utf-8"><title>บริษัทเรือขายเรือเก่าสองลำ - อ่าวบัวนิวส์</title><meta property="og:site_name" content="อ่าวบัวนิวส์"></head><body><article><h1>บริษัทเรือขายเรือเก่าสองลำ</h1><div class="date">9 พฤษภาคม 2565</div>{paragraphs(_TH)}</article></body></html>',
        "https://aobua.example/news/771", "บริษัทเรือขายเรือเก่าสองลำ", "อ่าวบัวนิวส์", date(2022, 5, 9), _TH),
    "an opinion page (Kenya)": Shape(
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Opinion | Keep the night boat | The Lakeshore Standard</title><meta property="og:site_name" content="The Lakeshore Standard">{ld(**{"@type": "OpinionNewsArticle", "headline": "Keep the night boat", "datePublished": "2022-05-09", "author": [{"@type": "Person", "name": "Wanjiru Oduor"}], "publisher": {"@type": "NewsMediaOrganization", "name": "The Lakeshore Standard"}})}</head><body><article class="opinion"><span class="kicker">Opinion</span><h1>Keep the night boat</h1><div class="author-box"><img alt="Wanjiru Oduor"><p>Wanjiru Oduor</p><p>Columnist</p></div>{paragraphs(_EN)}<p class="bio"><em>The writer teaches geography in Osmere.</em></p></article></body></html>',
        "https://lakeshorestandard.example/opinion/keep-the-night-boat", "Keep the night boat", "The Lakeshore Standard", date(2022, 5, 9), (*_EN, "The writer teaches geography in Osmere.")),
    "Arc with its text in the page's state (Argentina)": Shape(
        f'<!doctype html><html lang="es"><head><meta charset="utf-8"><title>La compañía vende dos barcos - La Ribera</title><meta property="og:site_name" content="La Ribera"></head><body><div id="fusion-app" class="layout"><main><h1 class="com-title">La compañía vende dos barcos</h1><p>Cargando</p></main></div><script id="fusion-metadata" type="application/javascript">window.Fusion=window.Fusion||{{}};Fusion.arcSite="laribera";Fusion.globalContent={json.dumps({"type": "story", "headlines": {"basic": "La compañía vende dos barcos"}, "display_date": "2022-05-09T10:12:00Z", "content_elements": [{"type": "text", "content": line} for line in _ES]}, ensure_ascii=False)};Fusion.globalContentConfig={{}};</script></body></html>',
        "https://laribera.example/sociedad/barcos-nid09052022/", "La compañía vende dos barcos", "La Ribera", date(2022, 5, 9), _ES),
    "a live blog with entries (Ireland)": Shape(
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Live: the board on the boats</title><meta property="og:site_name" content="Shannon Echo">{ld(**{"@type": "LiveBlogPosting", "headline": "Live: the board on the boats", "datePublished": "2022-05-09T06:00:00Z", "coverageStartTime": "2022-05-09T06:00:00Z", "publisher": {"name": "Shannon Echo"}, "liveBlogUpdate": [{"@type": "BlogPosting", "headline": "It is decided", "datePublished": "2022-05-09T10:30:00+01:00", "articleBody": _EN[0]}, {"@type": "BlogPosting", "headline": "How old they are", "datePublished": "2022-05-09T09:10:00+01:00", "articleBody": _EN[1]}]})}</head><body><main><h1>Live: the board on the boats</h1><div class="live-entry"><time>10.30am</time><h2>It is decided</h2><p>{_EN[0]}</p></div><div class="live-entry"><time>9.10am</time><h2>How old they are</h2><p>{_EN[1]}</p></div></main></body></html>',
        "https://shannonecho.example/live/boats", "Live: the board on the boats", "Shannon Echo", date(2022, 5, 9), ("2022-05-09 10:30 +01:00: It is decided", _EN[0], "2022-05-09 09:10 +01:00: How old they are", _EN[1])),
}  # fmt: skip


@pytest.mark.parametrize("name", SHAPES)
def test_text_title_day_and_outlet_are_what_was_printed(name: str) -> None:
    shape = SHAPES[name]
    content = shape.html.encode(shape.charset)
    article = extract(RawDocument(shape.url, "html", content, fallback_url=shape.url))
    assert tuple(line for line in article.text.split("\n") if line) == shape.lines
    assert article.title == shape.title
    assert article.source == shape.source
    assert (article.published_at.date() if article.published_at else None) == shape.day
