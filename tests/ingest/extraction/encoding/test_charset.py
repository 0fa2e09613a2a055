"""Bytes become text whatever the page declares about itself."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clippings.ingest.documents import RawDocument
from clippings.ingest.extraction.encoding.charset import decode
from clippings.ingest.extraction.extract import extract
from clippings.ingest.sources.files.files import documents

KOREAN = "정부는 수요일에 새 연구 협력 계획을 발표했고 야당은 예산이 부족하다며 반대했다. 표결은 다음 주에 열린다. "
JAPANESE = "政府は水曜日に新しい研究協力計画を発表し、野党は予算が足りないとして反対した。採決は来週行われる。"
FRENCH = "Le marché a été fermé à midi, et l’élève est resté près de la forêt jusqu’au soir. "


def page(text: str, declared: str = "") -> str:
    meta = f'<meta charset="{declared}">' if declared else ""
    return f"<html><head>{meta}</head><body><p>{text}</p></body></html>"


@given(st.text(st.characters(exclude_categories=["Cs"])).filter(lambda text: not text.startswith("\ufeff")))
def test_valid_utf8_always_comes_back_as_it_was(text: str) -> None:
    assert decode(text.encode("utf-8")) == text
    assert decode(text.encode("utf-8"), "iso-8859-1") == text


@given(st.binary(max_size=300), st.none() | st.text(max_size=12))
def test_any_bytes_become_some_text(content: bytes, declared: str | None) -> None:
    assert isinstance(decode(content, declared), str)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_byte_order_mark_decides_and_is_not_part_of_the_text(encoding: str) -> None:
    marks = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}
    assert decode(marks.get(encoding, b"") + KOREAN.encode(encoding), "iso-8859-1") == KOREAN


@pytest.mark.parametrize(
    ("text", "encoding", "declared"),
    [
        (KOREAN, "euc-kr", "euc-kr"),
        ("똠방각하 펲시", "cp949", "euc-kr"),
        (KOREAN, "cp949", "ks_c_5601-1987"),
        (JAPANESE, "shift_jis", "Shift_JIS"),
        ("①㈱髙", "cp932", "shift_jis"),
        (JAPANESE, "euc-jp", "euc-jp"),
        ("政府宣布了新的计划，镕", "gbk", "gb2312"),
        (FRENCH + "“Quoted” – €5", "cp1252", "iso-8859-1"),
        (FRENCH + "“Quoted”", "cp1252", "windows-1252"),
        ("Правительство объявило о новом плане.", "windows-1251", "windows-1251"),
    ],
)
def test_a_page_is_read_in_the_character_set_that_it_declares(text: str, encoding: str, declared: str) -> None:
    whole = page(text, declared)
    assert decode(whole.encode(encoding)) == whole
    assert decode(page(text).encode(encoding), declared) == page(text)


def test_the_page_knows_better_than_its_server() -> None:
    whole = page(KOREAN, "euc-kr")
    assert decode(whole.encode("euc-kr"), "windows-1252") == whole


def test_the_declaration_may_be_in_the_older_form() -> None:
    whole = f'<meta http-equiv="Content-Type" content="text/html; charset=euc-kr"><p>{KOREAN}</p>'
    assert decode(whole.encode("euc-kr")) == whole


@pytest.mark.parametrize(("text", "encoding"), [(KOREAN, "cp949"), (JAPANESE, "shift_jis")])
def test_an_undeclared_character_set_is_recognised(text: str, encoding: str) -> None:
    assert decode((text * 5).encode(encoding)) == text * 5


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (FRENCH.replace("’", "'"), "latin-1"),
        ("El puerto cerró el martes después de una tormenta, según informó el señor alcalde por la mañana. ", "cp1252"),
        ("Der Hafen blieb nach dem Sturm geschlossen, größere Schäden gab es in der Nähe aber nicht. ", "cp1252"),
        ("Rząd ogłosił nowy plan, który ma ułatwić życie; sprzeciw zgłosiła część posłów opozycji w środę. ", "cp1250"),
        ("Vláda ve středu představila nový plán; opozice s ním nesouhlasí kvůli příliš vysokým nákladům. ", "cp1250"),
    ],
)
def test_an_undeclared_european_page_keeps_its_letters(text: str, encoding: str) -> None:
    whole = page(text * 5)
    assert decode(whole.encode(encoding)) == whole


@pytest.mark.parametrize("declared", ["utf-8", "euc-kr", "no-such-charset", "ascii"])
def test_a_wrong_declaration_does_not_garble_utf8(declared: str) -> None:
    whole = page(KOREAN + FRENCH, declared)
    assert decode(whole.encode("utf-8")) == whole


def test_a_korean_page_that_wrongly_declares_utf8_is_still_read() -> None:
    assert KOREAN in decode(page(KOREAN * 5, "utf-8").encode("cp949"))


CHINESE = "政府在星期三公布了新的研究合作计划，反对党认为预算不足而表示反对。表决将在下周举行，结果对中国很重要。"
TAIWANESE = "政府在星期三公布了新的研究合作計畫，反對黨認為預算不足而表示反對。表決將在下週舉行，結果對台灣很重要。"
POLISH = "Rząd ogłosił nowy plan, który ma ułatwić życie; sprzeciw zgłosiła część posłów opozycji w środę. "
RUSSIAN = "Правительство объявило о новом плане. Оппозиция считает, что денег не хватит, и будет голосовать против. "
WRITTEN = [
    (KOREAN, "cp949"),
    (KOREAN, "utf-16-le"),
    (JAPANESE, "cp932"),
    (JAPANESE, "euc_jp"),
    (JAPANESE, "utf-16-be"),
    (JAPANESE, "iso2022_jp"),
    (CHINESE, "gb18030"),
    (TAIWANESE, "big5"),
    (TAIWANESE, "utf-16-le"),
    (FRENCH, "cp1252"),
    (POLISH, "cp1250"),
    (POLISH, "iso8859-2"),
    (RUSSIAN, "cp1251"),
    (RUSSIAN, "koi8-r"),
]


@pytest.mark.parametrize(
    "declared", ["", "utf-8", "iso-8859-1", "windows-1252", "euc-kr", "shift_jis", "gb2312", "big5"]
)
@pytest.mark.parametrize(("text", "encoding"), WRITTEN)
def test_a_missing_or_a_wrong_declaration_makes_no_mojibake(text: str, encoding: str, declared: str) -> None:
    whole = page(text * 4, declared)
    assert decode(whole.encode(encoding)) == whole
    assert decode(page(text * 4).encode(encoding), declared or None) == page(text * 4)


@given(st.data())
def test_text_of_any_length_from_a_few_sentences_comes_back_from_its_character_set(data: st.DataObject) -> None:
    text, encoding = data.draw(st.sampled_from(WRITTEN))
    pieces = data.draw(
        st.lists(st.sampled_from(["<p>", "</p>\n", " 2023. ", "(5%) ", "ABC "]), min_size=3, max_size=12)
    )
    whole = page("".join(piece + text for piece in pieces))
    assert decode(whole.encode(encoding)) == whole


@given(st.sampled_from([KOREAN, JAPANESE, CHINESE, FRENCH, POLISH]), st.integers(0, 400))
def test_one_broken_byte_does_not_garble_a_page_in_utf8(text: str, at: int) -> None:
    content = page(text * 20, "utf-8").encode()
    cut = len(page("")) + at
    found = decode(content[:cut] + b"\xff" + content[cut:])
    assert found.count("\ufffd") <= 4
    assert text in found


@pytest.mark.parametrize("name", ["page.html", "note.txt"])
def test_a_file_in_utf16_without_a_mark_is_text_and_not_binary(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(page(KOREAN * 3).encode("utf-16-le"))
    [found] = documents(tmp_path / name)
    assert isinstance(found, RawDocument)


@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a.json", "a.jsonl"])
@pytest.mark.parametrize("encoding", ["cp949", "utf-16", "utf-16-le", "utf-16-be"])
def test_korean_files_are_read_in_every_character_set_that_they_are_kept_in(
    tmp_path: Path, name: str, encoding: str
) -> None:
    row = f'{{"title": "대책", "text": "{KOREAN}"}}\n'
    written = {".txt": f"대책\n\n{KOREAN}", ".csv": f"title,text\n대책,{KOREAN}\n"}
    (tmp_path / name).write_bytes(written.get(Path(name).suffix, row).encode(encoding))
    [found] = documents(tmp_path / name)
    assert isinstance(found, RawDocument)
    article = extract(found)
    assert (article.title, article.text) == ("대책", KOREAN.strip())


def test_a_single_accent_in_a_long_english_page_is_read() -> None:
    whole = page("The harbour of Lindholm was closed. " * 100 + "She sat in a café. ")
    assert decode(whole.encode("latin-1")) == whole
