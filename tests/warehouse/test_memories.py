"""What copy detection remembers: kept whole or not at all, never a wrong answer."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from warehouse.home import Home
from warehouse.memories import IN_MEMORY, Memories
from warehouse.schema.errors import PresstallyError


def tables(value: int) -> dict[str, pa.Table]:
    """Two small tables."""
    return {"pairs": pa.table({"a": [value]}), "documents": pa.table({"words": [7]})}


def test_what_was_written_is_read_under_its_key_only(tmp_path: Path) -> None:
    memories = Memories(Home(tmp_path), "one")
    assert memories.read() is None
    memories.write(tables(1))
    memories.write(tables(2))
    assert memories.read() == tables(2)
    assert Memories(Home(tmp_path), "two").read() is None


def test_another_key_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    Memories(Home(tmp_path), "one").write(tables(1))
    Memories(Home(tmp_path), "two").write(tables(2))
    assert Memories(Home(tmp_path), "one").read() is None
    assert [path.name for path in (tmp_path / "cache" / "copies").iterdir()] == ["two"]


@pytest.mark.parametrize("damage", ["cut", "changed", "missing"])
def test_a_damaged_file_is_told_of_and_forgotten(
    tmp_path: Path, damage: str, caplog: pytest.LogCaptureFixture
) -> None:
    memories = Memories(Home(tmp_path), "one")
    memories.write(tables(1))
    file = tmp_path / "cache" / "copies" / "one" / "pairs.parquet"
    content = file.read_bytes()
    if damage == "missing":
        file.unlink()
    else:
        file.write_bytes(content[:50] if damage == "cut" else b"x" + content[1:])
    assert memories.read() is None
    assert damage == "missing" or "compared anew" in caplog.text
    memories.write(tables(3))
    assert memories.read() == tables(3)


def test_what_a_killed_run_left_half_written_is_cleared_away(tmp_path: Path) -> None:
    memories = Memories(Home(tmp_path), "one")
    memories.write(tables(1))
    left = tmp_path / "cache" / "copies" / ".tmp-12345"
    left.mkdir()
    (left / "pairs.parquet").write_bytes(b"half")
    memories.write(tables(2))
    assert not left.exists()


def test_a_large_array_lies_in_a_file_without_a_name(tmp_path: Path) -> None:
    memories = Memories(Home(tmp_path), "one")
    array = memories.scratch(IN_MEMORY // 4 + 1, np.uint32)
    assert isinstance(array, np.memmap)
    array[-1] = 7
    assert array[-1] == 7
    assert list((tmp_path / "cache" / "scratch").iterdir()) == []
    assert not isinstance(memories.scratch(10, np.uint32), np.memmap)


def test_a_full_disk_is_told_before_a_page_is_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "posix_fallocate", full)
    with pytest.raises(PresstallyError, match="free some space"):
        Memories(Home(tmp_path), "one").scratch(IN_MEMORY + 1, np.uint8)
