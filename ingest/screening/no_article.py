"""Pages that are no article: bot checks, "not found" pages served as if they were there, consent and log-in walls."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from clippings.ingest.extraction.html.boilerplate import is_sentence
from clippings.ingest.screening.offers import is_offer

_LONGEST_CHALLENGE = 1_500
_LONGEST_ERROR = 1_200
_LONGEST_WALL = 6_000
_MOST_OF_A_WALL = 0.5

_CHALLENGE_TITLE = re.compile(
    r"just a moment|attention required!?( \| cloudflare)?|checking your browser|one moment,? please|please wait"
    r"|(are you|you are) (a )?(robot|human)|(robot|bot|human|security|browser) (check|verification|challenge)"
    r"|verify(ing)? (that )?you are (a )?human|pardon our interruption|access (to this page has been )?denied"
    r"|ddos.guard|please enable (cookies|javascript)|captcha|unusual traffic|vercel security checkpoint"
    r"|nur einen moment|einen moment,? bitte|sind sie ein mensch|un instant|veuillez patienter|un momento"
    r"|um momento|verifica(ci[oó]n|ção) de seguran[cç]a|один момент|проверка браузера|잠시만 기다리|보안 확인"
    r"|しばらくお待ちください|请稍候|請稍候|安全验证|安全驗證|bir dakika|chwileczkę",
    re.IGNORECASE,
)
_CHALLENGE = re.compile(
    r"checking (if the site connection is secure|your browser)|enable javascript and cookies to continue"
    r"|needs to review the security of your connection|verify(ing)? (that )?you are (a )?human"
    r"|(complete|solve) the (captcha|security check|challenge)|press (&|and) hold to confirm|not a (ro)?bot\b"
    r"|unusual (traffic|activity) from your (computer )?network|(cloudflare )?ray id\b|incident id:"
    r"|request unsuccessful\. incapsula|you don't have permission to access|ddos protection by|reference #[\d.a-f]+"
    r"|you have been blocked|been denied because we believe you are using automation"
    r"|please enable cookies|disable any ad ?blocker|проверка браузера|aktivieren sie javascript und cookies"
    r"|activez javascript et les cookies|habilit[ae] javascript y (las )?cookies"
    r"|javascript와 쿠키를|자동화된 (요청|접근)|로봇이 아닙니다|ロボットで(は)?ない|人間であることを確認"
    r"|(您|你)(不是机器人|不是機器人|是真人)|完成(安全)?(验证|驗證)"
    r"|(kein|keine) (ro)?boter (sind|bist)|no (eres|es usted|soy) un robot"
    r"|(não é|não sou) um robô|n'êtes pas un robot|non sei un robot|что вы не робот|robot olmadığınız",
    re.IGNORECASE,
)
_CHALLENGE_MARKUP = (
    '//*[contains(@class, "cf-challenge") or contains(@id, "challenge-form") or contains(@id, "px-captcha")'
    ' or contains(@class, "g-recaptcha") or contains(@class, "h-captcha") or contains(@class, "cf-turnstile")'
    ' or contains(@src, "_Incapsula_Resource") or contains(@src, "captcha-delivery") or contains(@src, "/cdn-cgi/")]'
)
_ERROR_TITLE = re.compile(
    r"^\W*((error|fehler|erreur|errore|erro|błąd|ошибка|오류)\s*)?(404|410|500|502|503)\b|\b(page|article|story"
    r"|content|file|url|document)( was| could)? (not|n't|no)"
    r"( be)? (found|available|exist)|^(error|oops|whoops|sorry|not found|gone)\b.{0,40}$"
    r"|\b(page|article|story|link) (you|that you).{0,40}(not exist|not found|moved|removed|gone|unavailable)"
    r"|(no longer|not|un)\s?available\W*$|(page|article) (has )?(been )?(removed|deleted|expired|unavailable|missing)"
    r"|(temporarily|service) unavailable|bad gateway|internal server error|under maintenance|be right back"
    r"|seite (wurde )?nicht (gefunden|verfügbar|vorhanden)|nicht gefunden|page (introuvable|non trouvée)|introuvable"
    r"|página no (encontrada|existe|disponible)|no (se ha )?encontrad[ao]|página não (encontrada|existe)"
    r"|pagina (non|niet|negăsită|nu)\b.{0,20}|non trovata|niet gevonden|sid(an|en) (hittades|findes|finnes"
    r"|ble) (inte|ikke)"
    r"|ikke funnet|sivua ei löy|nie znaleziono|nie istnieje|stránka (nebyla|neexistuje|nenalezena)|nem található"
    r"|страница не (найдена|существует)|не найдено|сторінк[уа] не знайден|δεν βρέθηκε|(sayfa )?bulunamadı"
    r"|페이지를 찾을 수 없|존재하지 않는|삭제된 (기사|페이지)|요청하신 페이지"
    r"|ページが見つかりません|見つかりませんでした|お探しのページ"
    r"|(页面|網頁|頁面|网页|您访问的).{0,8}(不存在|找不到|未找到|不見)"
    r"|找不到(页面|頁面|網頁)|غير موجودة|صفحه.{0,12}یافت نشد|halaman tidak ditemukan"
    r"|không tìm thấy|ไม่พบหน้า|लेख नहीं मिला|पृष्ठ नहीं मिला",
    re.IGNORECASE,
)
_ERROR = re.compile(
    r"\b(404|410)\b|(page|article|story|content|link|url).{0,60}(not (be )?found|doesn'?t exist|does not exist"
    r"|no longer"
    r"|moved|removed|deleted|expired|unavailable)|(can'?t|cannot|couldn'?t|unable to|could not) (be )?(find|found"
    r"|locate)"
    r"|not found|go (back )?(to the )?home|try (again|searching|our search)|check the (url|address|spelling)"
    r"|nicht (gefunden|mehr verfügbar|existiert)|existiert nicht|verschoben|introuvable|n'existe (pas|plus)"
    r"|no (existe|encontr)|não (existe|encontr)"
    r"|non (esiste|trovat)|bestaat niet|niet gevonden|nie (istnieje|znalez)|не (найден|существует)"
    r"|찾을 수 없|존재하지 않|삭제되었"
    r"|見つかりません|削除され|不存在|找不到|bulunamadı|ikke|hittades inte|δεν βρέθηκε|غير موجود|یافت نشد",
    re.IGNORECASE,
)
_WALL_TITLE = re.compile(
    r"before you continue|we value your privacy|your privacy (choices|matters|settings)|(cookie|privacy"
    r"|consent) (settings"
    r"|preferences|notice|wall|consent|choices|centre|center)|privacy gate|(log|sign) ?in (to|required)|consent"
    r"|(wir brauchen ihre|ihre) zustimmung|datenschutz-?einstellungen|privatsphäre|mit werbung (weiter)?lesen"
    r"|zustimmung"
    r"|votre vie privée|respectons votre|gestion des cookies|tu privacidad|privacidade|la tua privacy|je privacy"
    r"|twoja prywatność|쿠키 (설정|동의)|로그인|cookie ?の?(設定|同意)|ログイン",
    re.IGNORECASE,
)
_WALL = re.compile(
    r"\b(we|our|us|partners?|third part(y|ies)|vendors?)\b.{0,160}\b(cookies?|personal data|identifiers?|consent"
    r"|track\w*)\b"
    r"|\byour (consent|choices?|privacy|preferences|personal data|settings)\b|(accept|reject|allow|manage) (all|cookies"
    r"|and (close|continue)|options|settings)|legitimate interest|store and/or access information"
    r"|personali[sz]ed (ads|advertising|content)"
    r"|\b(wir|unsere|partner)\b.{0,160}\b(cookies?|daten|einwilligung|zustimmung|tracking)\b|ihre (einwilligung"
    r"|zustimmung"
    r"|privatsphäre)|alle(s)? akzeptieren|mit werbung|\b(nous|nos|partenaires)\b.{0,160}\b(cookies?|données|traceurs"
    r"|consentement)\b|tout (accepter|refuser)|(nosotros|nuestros|utilizamos|usamos|socios)\b.{0,160}\b(cookies?"
    r"|datos)\b"
    r"|aceptar (todo|y)|(nós|nossos|parceiros)\b.{0,160}\bcookies?\b|(noi|nostri|partner)\b.{0,160}\b(cookie|dati)\b"
    r"|(wij|we|onze)\b.{0,160}\bcookies\b|(my|nasi|partnerzy)\b.{0,160}\b(cookies|plik|dan)\w*"
    r"|(쿠키|개인정보).{0,80}(동의|수집|허용)|クッキー|cookie.{0,60}(同意|使用)",
    re.IGNORECASE,
)


class NoArticle(NamedTuple):
    """What a page is instead of an article."""

    reason: str
    """Why it is none, for the admin."""
    kind: str
    """See `Reject.kind`."""


def instead(tree: Any, titles: Sequence[str], lines: Sequence[str], is_declared: bool) -> NoArticle | None:
    """What a page is instead of an article; None where nothing speaks against it.

    Args:
        tree: Of the page, without scripts.
        titles: The page's title and headlines, as far as it has any.
        lines: Of the text that was taken for the article's; may be empty.
        is_declared: Whether the page tells machines that it is an article, with a headline and a date.
    """
    seen = "\n".join(lines) or " ".join(tree.text_content().split())[: _LONGEST_WALL + 1]
    size = len(seen)
    if not is_declared and size <= _LONGEST_CHALLENGE:
        phrases = len({found.group().casefold() for text in (seen, *titles) for found in _CHALLENGE.finditer(text)})
        signs = any(map(_CHALLENGE_TITLE.search, titles)) + bool(tree.xpath(_CHALLENGE_MARKUP)) + phrases
        if signs >= 2 or (signs and not any(is_sentence(line) and not _CHALLENGE.search(line) for line in lines)):
            return NoArticle(
                "the server gave a check for robots instead of the article; save the page in a browser, or use a feed",
                "challenge page",
            )
    if not is_declared and size <= _LONGEST_ERROR and any(len(t) <= 120 and _ERROR_TITLE.search(t) for t in titles):
        prose = [line for line in lines if is_sentence(line) and not _ERROR.search(line)]
        if _ERROR.search(seen) or sum(map(len, prose)) < 0.5 * size:
            return NoArticle("it is a page that says that the article is not there, or not now", "error page")
    if lines and all(map(is_offer, lines)):
        return NoArticle(
            "the page shows only an offer to subscribe or to log in, and no text of the article", "paywall"
        )
    if size <= _LONGEST_WALL and not is_declared:
        pieces = lines or [seen]
        about = sum(len(line) for line in pieces if _WALL.search(line))
        share = about / max(1, sum(map(len, pieces)))
        if share >= (0.25 if any(map(_WALL_TITLE.search, titles)) else 0.75) and about > 60:
            return NoArticle(
                "the page shows only a request to accept cookies or to log in; save it in a browser after that",
                "cookie wall",
            )
    return None
