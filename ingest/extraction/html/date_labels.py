"""Whether a printed date is one of publication or of a change, by the words beside it."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from clippings.ingest.extraction.dates import parse as dates
from clippings.ingest.extraction.html.dom_cleanup import text_of

_LONGEST = 200
_WORDS_OF_UPDATES = (
    r"(?:last\s|recently\s)?(?:updated?|modified|edited|revised|amended|reviewed|corrected)"
    r"|(?:zuletzt\s)?(?:aktualisiert|aktualisierung|geändert|bearbeitet)|stand"
    r"|mise? à jour|modifiée?|actualisée?|actualizad[oa]|actualización|modificad[oa]|editad[oa]|atualizad[oa]"
    r"|atualização"
    r"|aggiornat[oa]|aggiornamento|modificat[oa]|bijgewerkt|gewijzigd|laatste update|uppdaterad|uppdaterat"
    r"|oppdatert|opdateret"
    r"|päivitetty|muokattu|aktualizacja|zaktualizowano|aktualizováno|aktualizované|aktualizace|frissítve|frissítés"
    r"|módosítva"
    r"|actualizat|ažurirano|izmijenjeno|posodobljeno|обновлен[оа]?|обновлён|изменен[оа]?|редактировано|оновлено"
    r"|актуализирано"
    r"|ενημερώθηκε|ενημέρωση|τελευταία ενημέρωση|güncelle(?:nme|ndi|me)\w*|son güncelleme|diperbarui|dikemas ?kini"
    r"|cập nhật"
    r"|imesasishwa|na-update|kemaskini"
)
_UNSPACED_WORDS_OF_UPDATES = (
    r"최종\s?수정|수정|업데이트|갱신|最終更新|更新日?時?間?|最后更新|最後更新|修改|改訂|อัปเดต|อัพเดต|แก้ไข"
    r"|آخر تحديث|تحديث|به‌?روز\s?رسانی|بروزرسانی|ویرایش|अपडेट|अद्यतन|আপডেট|עודכן|עדכון"
)
_UPDATED = re.compile(rf"\b(?:{_WORDS_OF_UPDATES})\b|(?:{_UNSPACED_WORDS_OF_UPDATES})", re.IGNORECASE)
_PUBLISHED = re.compile(
    r"\b(?:published|posted|created|first published|veröffentlicht|erstellt|publiée?|publicad[oa]|pubblicat[oa]"
    r"|gepubliceerd"
    r"|publicerad|publisert|udgivet|julkaistu|opublikowano|publikacja|dodano|publikováno|zveřejněno|megjelent"
    r"|publicat|objavljeno"
    r"|опубликован[оа]?|опубліковано|публикувано|δημοσιεύθηκε|δημοσίευση|yayınlan\w*|yayın tarihi|diterbitkan|đăng)\b"
    r"|입력|등록|승인|게재|發布|发布|發佈|公開|掲載|配信|発表|نشر|انتشار|प्रकाशित|প্রকাশ|เผยแพร่|פורסם",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\d{1,2}\s?[:.h時时시]\s?\d\d|\d{1,2}\s?[ap]\.?m", re.IGNORECASE)
_CLASS_OF_UPDATES = re.compile(r"modif|updat", re.IGNORECASE)
_CLASS_OF_PUBLICATION = re.compile(r"publi|posted|created|pubdate", re.IGNORECASE)


def published_part(text: str) -> str:
    """What a line says of the publication: all of it, or what stands before or after what it says of a change."""
    update = _UPDATED.search(text)
    if not update:
        return text
    before, after = text[: update.start()], text[update.end() :]
    if later := _PUBLISHED.search(after):
        return after[later.start() :] if not dates.written_in(before) else before
    if dates.written_in(after) or not dates.written_in(before):
        return before
    return before if _PUBLISHED.search(before) or _CLOCK.search(after) else ""


def updated_part(text: str) -> str:
    """What a line says of a change; "" where it says nothing of one."""
    update = _UPDATED.search(text)
    if not update:
        return ""
    after = text[update.end() :]
    if later := _PUBLISHED.search(after):
        after = after[: later.start()]
    return after if dates.written_in(after) or published_part(text) else text


def is_update(element: Any) -> bool:
    """Whether an element with a date is labelled as a change, by its class or by the words right before it."""
    parent = element.getparent()
    for one in (element, parent):
        classes = (
            f"{one.get('class') or ''} {one.get('id') or ''} {one.get('itemprop') or ''}" if one is not None else ""
        )
        if one is parent and len(text_of(element)) < len(text_of(parent)) / 2:
            break  # the parent holds more than this date
        if _CLASS_OF_PUBLICATION.search(classes):
            return False
        if _CLASS_OF_UPDATES.search(classes):
            return True
    around = element
    while around.getparent() is not None and len(around.getparent().text_content()) <= _LONGEST:
        around = around.getparent()
    before = _text_before(element, around)
    for written in dates.written_in(before):
        before = before[before.rfind(written) + len(written) :] if written in before else before
    labels = [(found.end(), True) for found in _UPDATED.finditer(before)]
    labels += [(found.end(), False) for found in _PUBLISHED.finditer(before)]
    return max(labels)[1] if labels else False


def _text_before(element: Any, around: Any) -> str:
    pieces: list[str] = []
    for event, node in etree.iterwalk(around, events=("start", "end")):
        if node is element:
            break
        pieces.append((node.text if event == "start" else node.tail if node is not around else "") or "")
        if event == "end":
            pieces.append(" ")
    return " ".join("".join(pieces).split())
