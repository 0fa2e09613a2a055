"""Lines of a page that are no part of its article: requests to its readers, rights, credits, bylines, pointers.

Every rule is one of wording or of shape in some language, none is one of a site. A rule of wording only holds for lines
that are short enough to be nothing else, so that an article *about* newsletters or cookies keeps its sentences.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from clippings.ingest.extraction.dates.other_calendars import as_gregorian
from clippings.ingest.extraction.dates.parse import written_in
from clippings.ingest.extraction.html.read_more import points_elsewhere
from clippings.ingest.screening.offers import is_offer

_LONGEST_LABEL = 60
_LONGEST_NOTICE = 420
_LONGEST_NOTICE_UNSPACED = 120
_TOP_LINES = 6
_END_LINES = 8

_LABEL = re.compile(
    r"\W*(tags?|topics?|share( this)?( (article|story|post))?|follow us|comments?|sign up|subscribe( now)?|newsletter"
    r"|(?:paid )?advertisement|continue reading below|anzeige|werbung|publicité|publicidade?|pubblicità"
    r"|reklama?|reklame"
    r"|annonse?|advertentie|iklan|quảng cáo|реклама|إعلان|تبلیغات|विज्ञापन|โฆษณา|広告|广告|廣告|광고"
    r"|copy link|print|email|facebook|twitter|whatsapp|photo gallery|loading|etiquetas|temas|schlagworte|tagi"
    r"|udostępnij|partager|compartir|compartilhe?|condividi|共有|シェア|分享|공유|댓글)[\s:.]*(\.{3})?",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"\W*(?:skip (?:ad|advertisement)|(?:(?:the |this )?(?:story|article) )?continues (?:below|after)"
    r"(?: (?:the |this )?(?:ad|advertisement))?|la suite après (?:la|cette) publicité"
    r"|continúa después de la publicidad|continua (?:dopo la pubblicità|depois da publicidade)"
    r"|weiter nach der (?:anzeige|werbung)|lees verder (?:na|onder) de advertentie"
    r"|artikkelen fortsetter (?:under|etter) annonsen"
    r"|(?:(?:go|continue) to )?(?:the )?(?:next|previous) page|(?:go|continue) to page \d+|page \d+ of \d+"
    r"|nächste seite|page suivante|página siguiente|siguiente página|próxima página|pagina successiva"
    r"|volgende pagina|nästa sida|neste side|następna strona|следующая страница|sonraki sayfa"
    r"|次のページ(?:へ)?|다음 ?페이지|下一[页頁]|view this post on \w+|a post shared by .{1,40})[\s\d:.»›>→]*",
    re.IGNORECASE,
)
"""Lines that lead over an advertisement, to the next page of a story, or to a post of a social network."""
_NOTICE = re.compile(
    r"""\W*(
      (this\ )?(site|website|page)\ uses?\ cookies | (by\ continuing|we\ use|we\ and\ our\ partners\ use)\b.*\bcookies\b
    | (sign\ up|subscribe|register)\b.{0,120}\b(newsletters?|inbox|updates|alerts|emails?|channel|podcast|premium)\b
    | get\ .{0,100}(in|to)\ your\ inbox | get\ access\ to\ .{0,80}subscription
    | (like|enjoy(ed|ing)?)\ (this|what\ you).{0,40}\b(share|subscribe|donat|support|join|consider)\w*
    | if\ you\ (enjoyed|liked)\ th(is|ese)\ (article|story|post).*
    | follow\ .{1,90}\bon\ (twitter|facebook|instagram|social|x|youtube|threads|linkedin|telegram|bluesky)\b
    | (follow|join|like|find)\ us\ on\b
    | (have|got)\ (a|any)\ (tips?|story|news\ tip|confidential).*
    | (e-?mail|contact|reach|write\ to)\ .{2,80}@.*
    | .{2,60}\b(can|may)\ be\ reached\ (at|by|via)\b.*[@\d].*
    | (additional\ )?reporting\ by\b.* | \(?(additional\ )?reporting\ by\b.*editing\ by.*
    | \(?editing\ by\b.*
    | .{0,220}\bcontributed\ (reporting|to\ th(is|e)\ (report|story|article))\W*
    | (associated\ press|ap)\ .{0,40}writers?\b.{0,240}\bcontributed\b.*
    | (the\ )?[\w\s]{2,40}\bis\ committed\ to\ publishing\b.*letters.*
    | (©|\(c\)\s|copyright\ ?(©|\(c\)|(19|20)\d\d|by\b)|all\ rights\ reserved|alle\ rechte\ vorbehalten|tous\ droits
       |todos\ (los\ derechos|os\ direitos)|tutti\ i\ diritti|wszelkie\ prawa|все\ права).{0,300}
    | (we\ (may|use)\b.{0,60}(affiliate|commission)|ftc:\ |this\ (article|post|story)\ contains\ affiliate).*
    | (download|get)\ our\ .{0,40}\bapp\b.{0,80}
    | (więcej\ informacji\ znajdziesz|dołącz\ do\ nas|obserwuj\ nas|śledź\ nas|źródło\s*:|autor\s*:|fot\.\s?).{0,160}
    | (suscríbete|síguenos|sigue\ a\ .{2,40}\ en\ |inscreva-se|siga-nos|siga\ o\ .{2,40}\ no\ |iscriviti|seguici
       |abonnez-vous|suivez-nous|folgen\ sie\ uns|abonnieren\ sie
       |newsletter\b:|підписуйтесь|подписывайтесь|следите\ за\ нами).{0,200}
    ).*""",
    re.IGNORECASE | re.VERBOSE,
)
_NOTICE_UNSPACED = re.compile(
    r"(.*(무단\s?전재|재배포\s?(및|금지)|저작권자|ⓒ|無断転載|禁無断|未經(授權|同意)|不得轉載|版權所有|版权所有|著作權).*"
    r"|\W*(본\s?기사는|이 기사는).{0,60}(입니다|습니다)\W*$"
    r"|[\[(=\s]*[가-힣]{2,4}(\s[가-힣]{2,8})?\s?(기자|특파원|통신원|인턴기자|앵커)\W*[\w.+-]*@?[\w.-]*\W*"
    r"|[\[(【〔（]?\s*(記者(?!會|会)|文/|撰文|編輯|编辑|圖/|图/|圖片來源|資料來源|來源)[^。]{0,60}$"
    r"|\W*(카카오톡|네이버|유튜브|텔레그램).{0,60}(구독|추가|제보).*|\W*제보.{0,40}(카카오톡|이메일|전화).*"
    r"|\W*(加入|追蹤|下載|訂閱|按讚).{0,40}(LINE|粉絲|APP|頻道|好友|Facebook|IG|Telegram|電子報).*)",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"\W*((photos?|pictures?|images?|video|illustration|graphic)(\s(credits?|source|by|courtesy))?\s?[:©/|]"
    r"|image credits?\b|(foto|photo|bild|zdjęcie|fotó|фото|imagen|immagine|写真|사진)\s?[:=/©]"
    r"|\(?(getty|shutterstock|reuters/|ap photo|afp/))"
    r".{0,140}$",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(by|von|par|por|di|door|av|af|oleh)\s(?-i:[A-ZÀ-ÞА-Я])[^.!?\d]{2,70}"
    r"|(?=.*\d).{0,50}\b(published|posted|updated|modified|publicado|actualizado|atualizado|publié|mis à jour"
    r"|veröffentlicht|aktualisiert|pubblicato|aggiornato|opublikowano|publikacja|aktualizacja|опубликовано|обновлено"
    r"|입력|수정|등록|승인|發布|更新|発表)\b.{0,80}",
    re.IGNORECASE,
)
_ONLY_A_DATE = re.compile(r"(?=.*\b(19|20)\d\d(\b|年|년))(?=\D*\d+\D+\d)[\w\s,./:|()+\-–—・]{6,60}")
_ONLY_A_DATE_IN_OTHER_FIGURES = re.compile(
    r"[\W\d]*(?:[^\W\d]{1,12}[\W\d]+){0,5}(?<!\d)(?:1[34]\d\d|2[05]\d\d"
    r"|19\d\d)(?!\d)[\W\d]*(?:[^\W\d]{1,12}[\W\d]*){0,3}"
)
"""In figures of their own, years of the Persian, Islamic and Buddhist calendars too; read with ASCII figures."""
_ISO_DAY = re.compile(r"[^\d]{0,20}\d{4}-\d\d-\d\d(?:[^\d]{1,10}\d{1,2}[:.]\d\d)?[^\d]{0,6}")
_MOST_WORDS_OF_A_BYLINE = 9
_CLOCK = re.compile(r"\b(?:kl|klo)?\.?\s?\d{1,2}[:.h]\d\d(?:[:.]\d\d)?(?:\s?[ap]\.?m\b\.?)?", re.IGNORECASE)
_LONGEST_DATELINE = 140
_MOST_WORDS_BESIDE_DATES = 4
_RULE = re.compile(r"[\W_]*|[|\-\s]+")
_TABLE_ROW = re.compile(r"\|.*\|\s*|\|[-|\s]+")
_SENTENCE_END = re.compile(r"[.!?…。！？؟।][\"'”’»」』)\]]*$")


def is_notice(line: str) -> bool:
    """Whether a line asks the reader for something, offers a subscription, or names rights, credits or helpers."""
    if len(line) <= _LONGEST_LABEL and (_LABEL.fullmatch(line) or _GOES_ON.fullmatch(line)):
        return True
    if len(line) <= 160 and _CREDIT.match(line):
        return True
    if len(line) <= _LONGEST_NOTICE_UNSPACED and _NOTICE_UNSPACED.fullmatch(line):
        return True
    return is_offer(line) or (len(line) <= _LONGEST_NOTICE and bool(_NOTICE.fullmatch(line)))


def without_boilerplate(lines: Sequence[str], headlines: Sequence[str]) -> list[str]:
    """The lines of an article, without those that are not.

    Args:
        lines: Not empty, in order.
        headlines: The page's own forms of its headline: repeated at the top, it is left out with what is above it.
    """
    kept = list(lines)
    for at in range(min(_TOP_LINES, len(kept)) - 1, -1, -1):
        if any(same_headline(kept[at], headline) for headline in headlines):
            above = kept[:at]
            if not any(is_sentence(line) for line in above):
                kept = kept[at + 1 :]
            else:
                del kept[at]
            break
    while kept and (_is_byline(kept[0]) or _is_dateline(kept[0])):
        del kept[0]
    last = len(kept) - _END_LINES
    clean = [
        line
        for at, line in enumerate(kept)
        if not (
            _RULE.fullmatch(line)
            or _TABLE_ROW.fullmatch(line)
            or points_elsewhere(line)
            or is_notice(line)
            or ((at < _TOP_LINES or at >= last) and _is_byline(line))
        )
    ]
    return clean or kept


def same_headline(line: str, headline: str) -> bool:
    """Whether a line is the headline, but for marks, capitals, and a site's name or a kicker beside it."""
    one, other = _bare(line), _bare(headline)
    if not one or not other:
        return False
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= 12 and shorter in longer and len(shorter) / len(longer) > 0.75


def is_sentence(line: str) -> bool:
    """Whether it ends as sentences do and is long enough to be one."""
    return len(line) >= 40 and bool(_SENTENCE_END.search(line))


def _is_dateline(line: str) -> bool:
    """Whether a line is little but when something was published and changed, whatever its language calls that."""
    if len(line) > _LONGEST_DATELINE or not any(map(str.isdigit, line)) or is_sentence(line):
        return False
    rest = line
    written = written_in(line)
    for date in sorted(written, key=len, reverse=True):
        rest = rest.replace(date, " ")
    words = [word for word in _CLOCK.sub(" ", rest).split() if any(map(str.isalpha, word))]
    return bool(written) and len(words) <= _MOST_WORDS_BESIDE_DATES


def _is_byline(line: str) -> bool:
    if len(line) > 120 or is_sentence(line) or len(line.split()) > _MOST_WORDS_OF_A_BYLINE:
        return False
    if _BYLINE.fullmatch(line) or _ONLY_A_DATE.fullmatch(line):
        return True
    if len(line) <= _LONGEST_LABEL and _ISO_DAY.fullmatch(as_gregorian(line)):
        return True
    figures = "".join(str(unicodedata.digit(letter)) if letter.isdigit() else letter for letter in line)
    return figures != line and len(line) <= _LONGEST_LABEL and bool(_ONLY_A_DATE_IN_OTHER_FIGURES.fullmatch(figures))


def _bare(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
