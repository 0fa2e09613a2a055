"""A backup may come from anywhere: whatever is wrong with it, nothing is restored, and nothing is written elsewhere."""

from __future__ import annotations

import io
import json
import sqlite3
import tarfile
from collections.abc import Callable, Iterable
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clippings.core.errors import BackupUnusable, ClippingsError, StorageError, WrongUsage
from clippings.core.settings import Settings
from clippings.vectorstore.archive import Archive
from clippings.vectorstore.backup.make import make_backup
from clippings.vectorstore.backup.restore import restore_backup
from tests.vectorstore.articles import add, article

Entry = tuple[tarfile.TarInfo, bytes]


class Quiet:
    def stage(self, name: str, total: int | None) -> None: ...

    def advance(self, count: int) -> None: ...


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    with Archive(Settings(home=folder / "home")) as archive:
        add(archive.catalogue, *(article(f"https://a.example/{n}", f"Story {n}.\nMore of {n}.") for n in range(5)))
        make_backup(archive, folder / "whole.tar.zst", Quiet())
    return folder / "whole.tar.zst"


def entries(file: Path) -> list[Entry]:
    with file.open("rb") as raw, zstandard.ZstdDecompressor().stream_reader(raw) as stream:
        content = io.BytesIO(stream.read())
    with tarfile.open(fileobj=content) as tar:
        return [(entry, tar.extractfile(entry).read()) for entry in tar]  # type: ignore[union-attr]


def pack(file: Path, contents: Iterable[Entry]) -> Path:
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w") as tar:
        for entry, content in contents:
            tar.addfile(entry, io.BytesIO(content))
    file.write_bytes(zstandard.ZstdCompressor().compress(raw.getvalue()))
    return file


def plain(name: str, content: bytes) -> Entry:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    return entry, content


def special(name: str, kind: bytes, target: str = "") -> Entry:
    entry = tarfile.TarInfo(name)
    entry.type, entry.linkname = kind, target
    return entry, b""


def with_manifest(whole: Path, change: Callable[[dict[str, Any]], None]) -> list[Entry]:
    (_, head), *rest = entries(whole)
    told = json.loads(head)
    change(told)
    return [plain("manifest.json", json.dumps(told).encode()), *rest]


def replaced_catalogue(whole: Path, change: Callable[[bytes], bytes]) -> list[Entry]:
    """A backup whose catalogue is another, with the digest to match."""
    content = change({entry.name: content for entry, content in entries(whole)}["catalogue.db"])

    def matching(told: dict[str, Any]) -> None:
        told["files"][0] |= {"bytes": len(content), "sha256": sha256(content).hexdigest()}

    return [with_manifest(whole, matching)[0], plain("catalogue.db", content)]


def assert_refused(file: Path, home: Path, error: type[ClippingsError] = BackupUnusable) -> str:
    around = [path for path in sorted(home.parent.rglob("*")) if path != home]
    with pytest.raises(error) as refused:
        restore_backup(Settings(home=home), file, Quiet())
    assert refused.value.way_out
    assert not home.exists() or list(home.iterdir()) == []
    assert [path for path in sorted(home.parent.rglob("*")) if path != home] == around
    return refused.value.what


@pytest.mark.parametrize(
    "entry",
    [
        plain("../outside", b"x"),
        plain("/tmp/clippings-outside", b"x"),
        plain("vectors/../../outside", b"x"),
        plain("models/evil.bin", b"x"),
        plain(".env", b"CLIPPINGS_ALLOW_LOCAL_ADDRESSES=true"),
        plain("catalogue.db", b"a second one"),
        special("catalogue.db", tarfile.SYMTYPE, "/etc/passwd"),
        special("sources.yaml", tarfile.LNKTYPE, "../outside"),
        special("vectors", tarfile.DIRTYPE),
        special("device", tarfile.CHRTYPE),
        special("pipe", tarfile.FIFOTYPE),
    ],
    ids=lambda entry: f"{entry[0].name} {entry[0].type.decode()}",
)
def test_an_entry_that_no_backup_has_is_refused(whole: Path, tmp_path: Path, entry: Entry) -> None:
    first, *rest = entries(whole)
    for contents in ([first, entry, *rest], [first, *rest, entry], [entry, first, *rest]):
        assert_refused(pack(tmp_path / "hostile.tar.zst", contents), tmp_path / "home")


def test_a_name_that_leads_elsewhere_is_refused_also_where_the_manifest_lists_it(whole: Path, tmp_path: Path) -> None:
    outside = {"name": "../outside", "bytes": 1, "sha256": sha256(b"x").hexdigest()}
    contents = [*with_manifest(whole, lambda told: told["files"].append(outside)), plain("../outside", b"x")]
    assert_refused(pack(tmp_path / "hostile.tar.zst", contents), tmp_path / "home")


def test_a_bomb_is_refused_before_it_is_unpacked(whole: Path, tmp_path: Path) -> None:
    first, *_ = entries(whole)
    inside = pack(tmp_path / "bomb.tar.zst", [first, plain("catalogue.db", bytes(200_000_000))])
    assert inside.stat().st_size < 100_000
    assert_refused(inside, tmp_path / "home")


def test_a_backup_that_says_it_is_larger_than_the_disk_is_refused(whole: Path, tmp_path: Path) -> None:
    def huge(told: dict[str, Any]) -> None:
        told["files"][0]["bytes"] = 10**18

    file = pack(tmp_path / "huge.tar.zst", with_manifest(whole, huge))
    assert "MB free" in assert_refused(file, tmp_path / "home", StorageError)


def test_a_manifest_too_large_to_be_one_is_not_read(whole: Path, tmp_path: Path) -> None:
    _, *rest = entries(whole)
    file = pack(tmp_path / "large.tar.zst", [plain("manifest.json", b" " * 2_000_000), *rest])
    assert_refused(file, tmp_path / "home")


def test_a_backup_of_a_later_format_asks_for_an_upgrade(whole: Path, tmp_path: Path) -> None:
    file = pack(tmp_path / "later.tar.zst", with_manifest(whole, lambda told: told.update(format=2)))
    assert "later version" in assert_refused(file, tmp_path / "home")


def test_rows_that_the_manifest_does_not_tell_of_are_noticed(whole: Path, tmp_path: Path) -> None:
    file = pack(tmp_path / "rows.tar.zst", with_manifest(whole, lambda told: told["rows"].update(articles=4)))
    assert "articles" in assert_refused(file, tmp_path / "home")


def test_a_catalogue_with_a_trigger_is_refused(whole: Path, tmp_path: Path) -> None:
    def with_trigger(content: bytes) -> bytes:
        path = tmp_path / "changed.db"
        path.write_bytes(content)
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("CREATE TRIGGER t AFTER INSERT ON articles BEGIN DELETE FROM articles; END")
            connection.commit()
        content = path.read_bytes()
        path.unlink()
        return content

    file = pack(tmp_path / "trigger.tar.zst", replaced_catalogue(whole, with_trigger))
    assert "trigger" in assert_refused(file, tmp_path / "home")


def test_a_damaged_catalogue_with_a_matching_digest_is_refused(whole: Path, tmp_path: Path) -> None:
    file = pack(tmp_path / "db.tar.zst", replaced_catalogue(whole, lambda content: b"not a database" + content[14:]))
    assert "damaged" in assert_refused(file, tmp_path / "home")


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.floats(0, 1, exclude_max=True), flipped=st.integers(1, 255))
def test_a_flipped_byte_anywhere_is_noticed_or_harmless(whole: Path, tmp_path: Path, at: float, flipped: int) -> None:
    content = bytearray(whole.read_bytes())
    content[int(at * len(content))] ^= flipped
    damaged = tmp_path / "damaged.tar.zst"
    damaged.write_bytes(content)
    assert_refused(damaged, tmp_path / "home")  # zstd's own checksum covers what the digests do not


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(share=st.floats(0, 1, exclude_max=True))
def test_a_backup_that_was_cut_off_is_noticed(whole: Path, tmp_path: Path, share: float) -> None:
    damaged = tmp_path / "cut.tar.zst"
    damaged.write_bytes(whole.read_bytes()[: int(share * whole.stat().st_size)])
    assert_refused(damaged, tmp_path / "home")


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=3_000))
def test_any_other_file_is_no_backup(tmp_path: Path, content: bytes) -> None:
    for file_content in (content, zstandard.ZstdCompressor().compress(content)):
        (tmp_path / "any").write_bytes(file_content)
        assert_refused(tmp_path / "any", tmp_path / "home")


def test_a_folder_with_anything_in_it_is_left_alone(whole: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "catalogue.db").write_text("mine")
    with pytest.raises(WrongUsage, match="not empty"):
        restore_backup(Settings(home=home), whole, Quiet())
    assert [(path.name, path.read_text()) for path in home.iterdir()] == [("catalogue.db", "mine")]


def test_an_existing_file_is_never_overwritten(whole: Path, tmp_path: Path) -> None:
    before = whole.read_bytes()
    with Archive(Settings(home=tmp_path / "home")) as archive, pytest.raises(WrongUsage, match="exists"):
        make_backup(archive, whole, Quiet())
    assert whole.read_bytes() == before


def test_what_a_killed_restore_left_is_cleared_by_the_next(whole: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / ".restoring").mkdir(parents=True)
    (home / ".restoring" / "catalogue.db").write_text("half")
    (home / "sources.yaml").write_text("put in place, the catalogue not yet")
    assert restore_backup(Settings(home=home), whole, Quiet()).articles == 5
    assert not (home / ".restoring").exists()
    assert not (home / "sources.yaml").exists()


def test_a_backup_is_readable_by_its_owner_alone(whole: Path) -> None:
    assert whole.stat().st_mode & 0o777 == 0o600
