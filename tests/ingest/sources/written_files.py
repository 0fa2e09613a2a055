"""Files for the tests of sources, and what was read of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from clippings.core.types import Reject
from clippings.ingest.documents import Item, RawDocument
from clippings.ingest.prepare import Result

KOREAN = "항구가 폭풍으로 목요일에 문을 닫았다고 항만 당국이 밝혔다. 배들은 저녁까지 항구에 머물렀다."
JAPANESE = "港は嵐のため木曜日に閉鎖されたと港湾当局が発表した。船は夕方まで港にとどまった。"


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def only(items: list[Item]) -> RawDocument:
    [found] = items
    assert isinstance(found, RawDocument)
    return found


def raw(items: Iterable[Item]) -> list[RawDocument]:
    return [item for item in items if isinstance(item, RawDocument)]


def reason(items: Sequence[Item | Result]) -> str:
    [found] = items
    assert isinstance(found, Reject)
    return found.reason
