"""The cache: it may cost time, never a result."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from transforms.cache import Cache
from warehouse.cache import DiskCache


def file_of(folder: Path) -> Path:
    return folder / "transforms.sqlite3"


def test_values_come_back(tmp_path: Path) -> None:
    cache: Cache = DiskCache(tmp_path)
    items = {f"key{i}": bytes([i % 256]) * i for i in range(2000)}
    cache.put_many(items)
    asked = [*items, "unknown", "key1"]
    assert DiskCache(tmp_path).get_many(iter(asked)) == items


def test_a_value_may_be_put_again(tmp_path: Path) -> None:
    DiskCache(tmp_path).put_many({"key": b"old"})
    DiskCache(tmp_path).put_many({"key": b"new"})
    assert DiskCache(tmp_path).get_many(["key"]) == {"key": b"new"}


def test_a_deleted_cache_is_made_anew(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path / "cache")
    cache.put_many({"key": b"value"})
    for path in (tmp_path / "cache").iterdir():
        path.unlink()
    (tmp_path / "cache").rmdir()
    assert cache.get_many(["key"]) == {}
    cache.put_many({"key": b"value"})
    assert cache.get_many(["key"]) == {"key": b"value"}


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"this is no database at all" * 100,
        lambda content: content[: len(content) // 2],
        lambda content: content[:100] + b"\xff" * (len(content) - 100),
        lambda _: b"",
    ],
    ids=["foreign", "cut", "overwritten", "emptied"],
)
def test_a_damaged_file_is_put_aside(tmp_path: Path, damage: object) -> None:
    items = {f"key{i}": b"value" * 50 for i in range(500)}
    DiskCache(tmp_path).put_many(items)
    path = file_of(tmp_path)
    path.write_bytes(damage(path.read_bytes()))
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    cache = DiskCache(tmp_path)
    known = cache.get_many(items)
    assert known.items() <= items.items()
    cache.put_many(items)
    cache.put_many(items)
    assert cache.get_many(items) == items


def test_a_value_that_lost_a_bit_is_unknown(tmp_path: Path) -> None:
    DiskCache(tmp_path).put_many({"sound": b"value", "hurt": b"value"})
    with closing(sqlite3.connect(file_of(tmp_path))) as connection, connection:
        connection.execute(
            "update items set value = cast(substr(value, 1, 8) || 'x' as blob) "
            "where key = 'hurt'"
        )
    assert DiskCache(tmp_path).get_many(["sound", "hurt"]) == {"sound": b"value"}


PUT = """
import sys
from pathlib import Path
from warehouse.cache import DiskCache
name = sys.argv[2]
for i in range(20):
    DiskCache(Path(sys.argv[1])).put_many({f"{name}{i}-{j}": b"v" for j in range(50)})
"""


def test_processes_may_write_at_once(tmp_path: Path) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", PUT, str(tmp_path), name])
        for name in "ab"
    ]
    assert [writer.wait() for writer in writers] == [0, 0]
    keys = [f"{n}{i}-{j}" for n in "ab" for i in range(20) for j in range(50)]
    assert len(DiskCache(tmp_path).get_many(keys)) == 2000


FULL_DISK = """
import resource, sys
from pathlib import Path
from warehouse.cache import DiskCache
from warehouse.schema.errors import PresstallyError
resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))
try:
    DiskCache(Path(sys.argv[1])).put_many({str(i): b"v" * 1000 for i in range(500)})
except PresstallyError as error:
    print(error)
"""


def test_a_full_disk_is_named_and_leaves_a_cache_that_works(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(tmp_path)],
        check=True,
        capture_output=True,
        text=True,
    )
    assert "free some space" in done.stdout
    DiskCache(tmp_path).put_many({"key": b"value"})
    assert DiskCache(tmp_path).get_many(["key"]) == {"key": b"value"}
