"""Files that are there whole or not at all."""

from __future__ import annotations

import errno
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from warehouse.files import clear_errors, point_link, write_text, writing
from warehouse.schema.errors import PresstallyError


def leftovers(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob(".tmp-*")]


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "kept.txt"
    write_text(path, "old")

    def fail_half_way() -> None:
        with writing(path) as temporary:
            temporary.write_text("half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_half_way()
    assert path.read_text() == "old"
    assert leftovers(tmp_path) == []


def test_newlines_are_written_as_they_are(tmp_path: Path) -> None:
    write_text(tmp_path / "x", "a\r\nb\n")
    assert (tmp_path / "x").read_bytes() == b"a\r\nb\n"


def test_a_file_in_the_place_of_a_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "block").write_text("")
    with pytest.raises(PresstallyError, match=r"block.*a file stands where a folder"):
        write_text(tmp_path / "block" / "x", "text")


def test_a_link_changes_its_target_in_one_step(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    point_link(tmp_path / "latest", "a")
    point_link(tmp_path / "latest", "b")
    assert (tmp_path / "latest").resolve() == (tmp_path / "b").resolve()
    assert leftovers(tmp_path) == []


def test_a_folder_in_the_place_of_a_link_is_named(tmp_path: Path) -> None:
    (tmp_path / "latest").mkdir()
    with pytest.raises(PresstallyError, match="Move it away"):
        point_link(tmp_path / "latest", "a")


def test_a_folder_that_is_gone_meanwhile_is_named(tmp_path: Path) -> None:
    def lose_the_folder() -> None:
        with writing(tmp_path / "run" / "x") as temporary:
            temporary.write_text("half")
            shutil.rmtree(tmp_path / "run")

    with pytest.raises(PresstallyError, match=r"run/x could not be written.*is gone"):
        lose_the_folder()
    with pytest.raises(PresstallyError, match="is gone"):
        point_link(tmp_path / "nowhere" / "latest", "a")


def test_whatever_else_a_disk_says_is_told_with_the_file(tmp_path: Path) -> None:
    """A broken disk, a name that is too long, too many open files."""
    with pytest.raises(PresstallyError, match="File name too long"):
        write_text(tmp_path / ("x" * 250), "text")
    with (
        pytest.raises(PresstallyError, match=r"kept could not.*look at the disk"),
        clear_errors(tmp_path / "kept"),
    ):
        raise OSError(errno.EIO, "Input/output error")
    with pytest.raises(OSError, match="no error of a disk"), clear_errors(tmp_path):
        raise OSError("no error of a disk")


FULL_DISK = """
import resource, sys
from pathlib import Path
from warehouse.files import write_bytes
from warehouse.schema.errors import PresstallyError
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write_bytes(Path(sys.argv[1]), b"x" * 5000)
except PresstallyError as error:
    print(error)
"""


def test_a_full_disk_leaves_the_old_file_and_says_what_to_do(tmp_path: Path) -> None:
    """A limit on the size of files stops a write half-way, as a full disk does."""
    path = tmp_path / "kept"
    path.write_text("old")
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(path)],
        check=True,
        capture_output=True,
        text=True,
    )
    assert "free some space and run the same command again" in done.stdout
    assert path.read_text() == "old"
    assert leftovers(tmp_path) == []
