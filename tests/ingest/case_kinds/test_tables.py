# ruff: noqa: DTZ001, E501, UP031 - the inputs have long lines, in many scripts
"""Tables: columns in many languages, dates in many forms, values that are missing."""

from __future__ import annotations

import io
import json
from datetime import datetime
from pathlib import Path

import openpyxl
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
    lines_of_json,
)


def _row(title: str, day: str | None) -> Article:
    return Article(title, PAPER, day)


def csvd(days: list[str]) -> str:
    rows = "".join(f'{chr(65 + at)},"{day}",{PAPER},"{ONE} {at}."\n' for at, day in enumerate(days))
    return f"title,date,source,text\n{rows}"


def xlsx(rows: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


CASES = {
    "us time ampm": Case("a.csv", csvd(["4/5/2022 2:30 PM","4/25/2022 11:00 AM"]), [_row("A","2022-04-05"),_row("B","2022-04-25")]),
    "uk by column": Case("a.csv", csvd(["04/05/2022","25/04/2022"]), [_row("A","2022-05-04"),_row("B","2022-04-25")]),
    "undecided": Case("a.csv", csvd(["04/05/2022","05/06/2022"]), [_row("A",None),_row("B",None)]),
    "both orders": Case("a.csv", csvd(["04/25/2022","25/06/2022","03/04/2022"]), [_row("A","2022-04-25"),_row("B","2022-06-25"),_row("C",None)]),
    "two digit us": Case("a.tsv", "title\tdate\tsource\ttext\nA\t4-5-22\t%s\t%s\nB\t12-25-22\t%s\t%s\n"%(PAPER,ONE,PAPER,TWO), [_row("A","2022-04-05"),_row("B","2022-12-25")]),
    "dots": Case("a.csv", csvd(["05.04.2022","5.4.2022 14:30"]), [_row("A",None),_row("B",None)]),
    "month names": Case("a.csv", csvd(["12-Apr-2022","Apr-12-2022","12APR2022","April 12th, 2022","Tue Apr 12 08:00:00 +0000 2022","12 Apr 22","2022/4/12","2022-4-12","2022.04.12.","2022년 4월 12일(화)","20220412T060000Z","2022-04-12T06:00:00.000000000Z","2022-04-12 06:00:00 UTC","2022-04-12 06:00:00.0"]), [_row(chr(65+i),"2022-04-12") for i in range(14)]),
    "excel serial": Case("a.csv", csvd(["44663","44663.25"]), [_row("A","2022-04-12"),_row("B","2022-04-12")]),
    "xlsx dates": Case("a.xlsx", xlsx([["Title","Date","Source","Text"],["A",datetime(2022,4,12,8),PAPER,ONE],["B",44663,PAPER,TWO+ONE],["C","12/25/2022",PAPER,ONE+TWO],["D","4/12/2022",PAPER,ONE+TWO+TWO]]), [_row("A","2022-04-12"),_row("B","2022-04-12"),_row("C","2022-12-25"),_row("D","2022-04-12")]),
    "jsonl us": Case("a.jsonl", lines_of_json(*({"title":t,"date":d,"source":PAPER,"text":ONE+t} for t,d in (("A","4/5/2022"),("B","4/25/2022")))), [_row("A","2022-04-05"),_row("B","2022-04-25")]),
    "json nested us": Case("a.json", json.dumps({"articles":[{"title":t,"pub_date":d,"source":PAPER,"text":ONE+t} for t,d in (("A","04/05/2022 08:00:00 PM"),("B","04/25/2022 08:00:00 AM"))]}), [_row("A","2022-04-05"),_row("B","2022-04-25")]),
    "epochs": Case("a.jsonl", lines_of_json(*({"title":t,"date":d,"source":PAPER,"text":ONE+t} for t,d in (("A",1649750400),("B",1649750400000),("C","1649750400"),("D",1649750400.5),("E","1649750400000000"),("F",1.6497504e9),("G",1649750400000000000)))), [_row(t,"2022-04-12") for t in "ABCDEFG"]),
    "impossible": Case("a.csv", csvd(["2023-02-30","30 February 2023","2023-13-01","31/04/2022","2022-00-10","20220230"]), [Article(t,PAPER,None,undated="there is no such day") for t in "ABCDEF"]),
    "zero placeholder": Case("a.csv", csvd(["0000-00-00 00:00:00","1970-01-01 00:00:00","1900-01-01T00:00:00Z","0001-01-01T00:00:00","N/A"]), [_row(t,None) for t in "ABCDE"]),
    "two columns date time": Case("a.csv", "headline,date,time,publication,body\n%s,2022-04-12,08:30,%s,\"%s %s\"\n"%(TITLE,PAPER,ONE,TWO), [lake_story(url=None)]),
    "year month day columns": Case("a.csv", "headline,year,month,day,publication,body\n%s,2022,4,12,%s,\"%s %s\"\n"%(TITLE,PAPER,ONE,TWO), [lake_story(url=None)]),
# missing values
    "nan jsonl": Case("a.jsonl", '{"title":"A","date":"2022-04-12","text":NaN}\n{"title":"B","date":"2022-04-12","text":null}\n{"title":"C","date":"2022-04-12","text":"N/A"}\n{"title":"D","date":NaN,"text":"%s"}\n{"title":"E","date":"2022-04-12","text":"  "}'%ONE, [Rejected(),Rejected(),Rejected(),Article("D","desk",None,(ONE,)),Rejected()]),
    "missing words": Case("a.tsv", "title\tdate\tsource\ttext\nA\t2022-04-12\tNULL\t%s\nnan\t2022-04-12\t%s\t%s\nC\t2022-04-12\t%s\t\\N\n"%(ONE,PAPER,TWO,PAPER), [Article("A","desk","2022-04-12",(ONE,)),Article(TWO,PAPER,"2022-04-12",(TWO,)),Rejected()]),
# languages of columns
    "chinese": Case("a.csv", "标题,正文,发布时间,来源,链接\n轮船停航,湖上轮船六月一日之前不会启航，航运局星期二表示。轴上发现裂缝。,2022-04-12 08:00,湖滨日报,%s\n"%URL, [Article("轮船停航","湖滨日报","2022-04-12",("轴上发现裂缝。",),url=URL)]),
    "russian": Case("a.csv", "Заголовок;Текст;Дата;Источник;Ссылка\nПароход стоит;Пароход не выйдет раньше июня, сообщили во вторник. На валу нашли трещину.;12.04.2022 08:00;Озёрный вестник;%s\n"%URL, [Article("Пароход стоит","Озёрный вестник","2022-04-12",("На валу",),url=URL)]),
    "german": Case("a.csv", "Überschrift;Datum;Quelle;Text;Autor\nDampfer bleibt liegen;12.04.2022;Seebote;Der Dampfer fährt nicht vor Juni, sagte das Amt am Dienstag. An der Welle war ein Riss.;Ada Lind\n", [Article("Dampfer bleibt liegen","Seebote","2022-04-12",("An der Welle",),authors=("Ada Lind",))]),
    "spanish": Case("a.csv", "titular,cuerpo,fecha,fuente,enlace\nEl vapor no sale,\"El vapor no saldrá antes de junio, dijo la oficina el martes. Hay una grieta.\",12/04/2022,Diario del Lago,%s\n"%URL, [Article("El vapor no sale","Diario del Lago","2022-04-12",("Hay una grieta.",),url=URL)]),
    "french": Case("a.csv", "Titre;Texte;Date;Source;Lien;Auteur\nLe vapeur reste à quai;\"Le vapeur ne partira pas avant juin, a dit le bureau mardi. Une fissure a été trouvée.\";12/04/2022;Le Courrier du Lac;%s;Ada Lind\n"%URL, [Article("Le vapeur reste à quai","Le Courrier du Lac","2022-04-12",("Une fissure",),url=URL)]),
    "portuguese": Case("a.csv", "título,conteúdo,data,fonte,link\nO vapor fica,\"O vapor não sai antes de junho, disse o escritório na terça-feira. Há uma fissura.\",12/04/2022,Folha do Lago,%s\n"%URL, [Article("O vapor fica","Folha do Lago","2022-04-12",("Há uma fissura.",),url=URL)]),
    "turkish": Case("a.csv", "Başlık,Metin,Tarih,Kaynak,Bağlantı\nVapur bekliyor,Vapur haziran ayından önce kalkmayacak. Milde çatlak bulundu.,12.04.2022,Göl Gazetesi,%s\n"%URL, [Article("Vapur bekliyor","Göl Gazetesi","2022-04-12",("Milde",),url=URL)]),
    "vietnamese": Case("a.csv", "Tiêu đề,Nội dung,Ngày đăng,Nguồn,Đường dẫn\nTàu chưa chạy,Tàu sẽ không chạy trước tháng sáu. Trục bị nứt.,12/04/2022,Báo Hồ,%s\n"%URL, [Article("Tàu chưa chạy","Báo Hồ","2022-04-12",("Trục",),url=URL)]),
    "indonesian": Case("a.csv", "judul,isi,tanggal,sumber,tautan\nKapal tertahan,Kapal tidak berangkat sebelum Juni. Ada retakan pada poros.,2022-04-12,Koran Danau,%s\n"%URL, [Article("Kapal tertahan","Koran Danau","2022-04-12",("Ada retakan",),url=URL)]),
    "arabic": Case("a.csv", "العنوان,النص,التاريخ,المصدر,الرابط\nالباخرة متوقفة,لن تبحر الباخرة قبل يونيو. وجد شرخ في العمود.,2022-04-12,صحيفة البحيرة,%s\n"%URL, [Article("الباخرة متوقفة","صحيفة البحيرة","2022-04-12",("وجد شرخ",),url=URL)]),
    "japanese": Case("a.csv", "タイトル,本文,公開日,媒体,URL\n汽船は停泊,汽船は六月一日より前には出航しない。軸に亀裂が見つかった。,2022年4月12日,湖畔新聞,%s\n"%URL, [Article("汽船は停泊","湖畔新聞","2022-04-12",("軸に",),url=URL)]),
    "japanese cp932": Case("a.csv", ("見出し,本文,掲載日,新聞名\n汽船は停泊,汽船は六月一日より前には出航しない。軸に亀裂が見つかった。,2022/04/12,湖畔新聞\n").encode("cp932"), [Article("汽船は停泊","湖畔新聞","2022-04-12",("軸に",))]),
    "bigkinds cp949": Case("NewsResult.csv", ("뉴스 식별자,일자,언론사,기고자,제목,통합 분류1,통합 분류2,사건/사고 분류1,인물,위치,기관,키워드,특성추출(가중치순 상위 50개),본문,URL,분석제외 여부\n01.1,20220412,호반신문,김기자,유람선 멈춰,지역,,,,,,x,x,\"%s %s\",%s,\n"%(KOREAN,KOREAN_TWO,URL)).encode("cp949"), [Article("유람선 멈춰","호반신문","2022-04-12",(KOREAN,KOREAN_TWO),url=URL)]),
    "bigkinds xlsx two": Case("n.xlsx", xlsx([["뉴스 식별자","일자","언론사","기고자","제목","통합 분류1","키워드","본문","URL","분석제외 여부"],["01.1",20220412,"호반신문",None,"유람선 멈춰","지역","x",KOREAN+" "+KOREAN_TWO,URL,None],["01.2","20220413","호반신문","이기자","유람선 다시","지역","x",KOREAN_TWO+" "+KOREAN,None,"예외"]]), [Article("유람선 멈춰","호반신문","2022-04-12",(KOREAN,),url=URL),Article("유람선 다시","호반신문","2022-04-13",(KOREAN_TWO,))]),
    "korean crawl": Case("k.csv", "언론사명,기사제목,기사본문,입력일시,기사링크\n호반신문,유람선 멈춰,%s %s,2022.04.12. 오전 8:05,%s\n"%(KOREAN,KOREAN_TWO,URL), [Article("유람선 멈춰","호반신문","2022-04-12",(KOREAN,),url=URL)]),
    "bom utf16": Case("k.csv", ("title\tdate\tsource\ttext\n%s\t2022-04-12\t%s\t%s\n"%(TITLE,PAPER,ONE)).encode("utf-16"), [lake_story(text=(ONE,),url=None)]),
    "sep line": Case("k.csv", "sep=;\ntitle;date;source;text\n%s;2022-04-12;%s;%s\n"%(TITLE,PAPER,ONE), [lake_story(text=(ONE,),url=None)]),
    "pipes": Case("k.csv", "title|date|source|text\n%s|2022-04-12|%s|%s\n"%(TITLE,PAPER,ONE), [lake_story(text=(ONE,),url=None)]),
    "index column": Case("k.csv", ",title,publication,author,date,year,month,url,content\n0,%s,%s,Ada Lind,2022-04-12,2022.0,4.0,%s,\"%s %s\"\n"%(TITLE,PAPER,URL,ONE,TWO), [lake_story()]),
    "kaggle": Case("k.csv", "category,headline,authors,link,short_description,date\nLOCAL,%s,Ada,%s,\"%s\",2022-04-12\n"%(TITLE,URL,ONE), [Rejected("teaser")]),
    "html column": Case("k.csv", "Title,Permalink,Date,Content,Status,Author Username\n%s,%s,2022-04-12,\"%s\",publish,ada\n%s,%s2,2022-04-12,\"%s\",draft,ada\n"%(TITLE,URL,HTML,"x",URL,HTML), [lake_story(source="lakeside.example"),Rejected("draft")]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_each_is_read_as_it_was_printed(name: str, tmp_path: Path) -> None:
    check(CASES[name], tmp_path)
