"""Lines that point to other articles ("Read more: ..."), in the languages that news is most written in."""

from __future__ import annotations

import re

LONGEST_POINTER = 220
_POINTERS = (
    # English
    "read (more|also|next|on|too|the full)|also (read|on|see)|see (more|also)|don'?t miss|more (on|from|about) this"
    "|more:|more on:|related( (stories|story|articles?|posts?|news|content|links?|coverage|reading|topics?|videos?))?"
    "|recommended( (for you|reading|stories))?|you (may|might) (also )?(like|be interested)|watch( now| more| this)?:"
    "|listen( now)?:|must[- ]read|trending|most (read|popular|viewed)|editor'?s'? picks?|up next:|what to read next"
    "|click here|continue reading|further reading|in case you missed it|advertisement|story continues"
    # German, Dutch, Nordic
    "|lesen sie (auch|mehr|hier)|lies auch|mehr (zum thema|dazu|lesen)|mehr zu:|das könnte sie (auch )?interessieren"
    "|auch interessant|zum thema:|siehe auch|lees (ook|meer|verder)|bekijk ook|läs (även|också|mer)|les (også|mer)"
    "|læs (også|mere)|lue (myös|lisää)"
    # French, Spanish, Portuguese, Italian, Catalan, Romanian
    "|(à )?lire (aussi|également|la suite)|à lire|voir aussi|sur le même sujet|lee? (también|además|más)"
    "|lea (también|más)|te puede interesar|puede(s)? leer|noticias? relacionadas?|más información|mira también"
    "|ver también|vea también|leia (também|mais)|veja (também|mais)|saiba mais|assista|leggi anche|leggi (di più|tutto)"
    "|ti potrebbe interessare|potrebbe interessarti|vedi anche|llegiu també|llegeix també|citește (și|mai mult)|vezi și"
    # Slavic, Baltic, Hungarian, Greek, Turkish
    "|czytaj (też|także|również|więcej|dalej)|zobacz (też|także|również|więcej|wideo)|przeczytaj (też|także|również)"
    "|polecamy|sprawdź (też|także|również)|czytaj:|zobacz:|čtěte (také|i)|přečtěte si|čítajte (aj|tiež)|prečítajte si"
    "|pročitajte( i)?|pročitaj i|preberite tudi|читайте (также|також|ещё|еще)|смотрите также|по теме|дивіться також"
    "|прочетете|четете още|skaityk(ite)? taip pat|lasi (arī|vairāk)|loe (ka|lisaks|veel)|olvas(d|sa) el|kapcsolódó"
    "|διαβάστε (επίσης|ακόμη|ακόμα)|δείτε (επίσης|ακόμη|ακόμα)|ilgili haber|bunlar da ilginizi çekebilir"
    # others with spaces
    "|baca (juga|selengkapnya)|lihat juga|xem thêm|đọc thêm|tin liên quan|soma (zaidi|pia)"
    "|اقرأ (أيضا|أيضاً|أيضًا|المزيد)|قد يهمك|شاهد أيضا|بیشتر بخوانید|यह भी पढ़ें|ये भी पढ़ें|और पढ़ें|আরও পড়ুন"
)
_POINTER = re.compile(rf"\W*({_POINTERS})(?=\W|$)", re.IGNORECASE)
_POINTER_UNSPACED = re.compile(
    r"\W*(延伸閱讀|延伸阅读|相關(新聞|報導|閱讀|文章)|相关(新闻|阅读|文章|报道)|推薦閱讀|推荐阅读|更多(新聞|報導|內容)|看更多|看了這篇|你可能(也)?(想看|喜歡|會喜歡)"
    r"|熱門新聞|閱讀更多|阅读更多|點我看|責任編輯|责任编辑|【?関連(記事|ニュース|リンク)|あわせて読みたい|【?写真(を見る|特集)|続きを読む|もっと見る"
    r"|\[?관련\s?(기사|뉴스)|\[?이\s?시각|많이 본 뉴스|추천\s?(기사|뉴스))"
)

_AFTER_IT = re.compile(r"\s*[\]】)）〉]*\s*([:：|»>›→▶–—-].*)?")


def begins_as_pointer(text: str) -> bool:
    """Whether a text begins with the words of a pointer; with its links known, that may be enough to be one."""
    return _end(text) > 0


def points_elsewhere(line: str) -> bool:
    """Whether a line only points to other articles: the words of a pointer, then a colon or the like, or nothing.

    "Related: ..." does, "Related costs rose." does not.
    """
    end = _end(line)
    return (
        bool(end) and len(line) <= LONGEST_POINTER and bool(_AFTER_IT.fullmatch(line, end - (line[end - 1] in ":：")))
    )


def is_only_a_pointer(line: str) -> bool:
    """Whether it is the words of a pointer and nothing after them, as above a list of links."""
    end = _end(line)
    return bool(end) and len(line) - end <= 3


def _end(line: str) -> int:
    match = _POINTER.match(line) or _POINTER_UNSPACED.match(line)
    return match.end() if match else 0
