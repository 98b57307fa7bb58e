"""The home folder and its lock."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from warehouse.home import Home
from warehouse.schema.errors import HomeLockedError, PresstallyError

HOLD = """
import sys, time
from warehouse.home import Home
with Home(sys.argv[1]).lock():
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""


def holder(home: Home, seconds: float) -> subprocess.Popen[str]:
    """A process that holds the lock by the time this returns."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(home.path), str(seconds)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_run_is_told_who_holds_the_folder(home: Home) -> None:
    with holder(home, 600) as process:
        with (
            pytest.raises(HomeLockedError, match=f"process {process.pid}"),
            home.lock(wait=0),
        ):
            pass
        process.kill()


def test_a_second_run_waits_for_the_first(home: Home) -> None:
    with holder(home, 0.5), home.lock(wait=300):
        assert home.lock_file.read_text() == f"{os.getpid()}\n"


def test_a_killed_holder_blocks_nobody(home: Home) -> None:
    with holder(home, 600) as process:
        process.send_signal(signal.SIGKILL)
        process.wait()
    with home.lock(wait=0):
        assert home.lock_file.read_text() == f"{os.getpid()}\n"


def test_waiting_for_oneself_fails_at_once(home: Home) -> None:
    with home.lock(), pytest.raises(HomeLockedError), home.lock(wait=None):
        pass


def test_leftovers_of_killed_runs_go_and_nothing_else(home: Home) -> None:
    dead = home.releases / ".tmp-123" / "tables"
    dead.mkdir(parents=True)
    (dead / "articles.parquet").write_text("half")
    (home.segments / ".tmp-records.parquet").write_text("half")
    stage = home.runs / "0" / "copies"
    stage.mkdir(parents=True)
    (stage / ".tmp-clusters.parquet-9").write_text("half")
    kept = [
        home.path / "notes.txt",
        home.path / "mine" / ".tmp-kept",
        home.releases / "tmp-kept",
    ]
    for path in kept:
        path.parent.mkdir(exist_ok=True)
        path.write_text("mine")
    with home.lock():
        pass
    assert all(path.read_text() == "mine" for path in kept)
    assert list((home.releases).glob(".tmp-*")) == []
    assert list(home.segments.iterdir()) == []
    assert list(stage.iterdir()) == []


def test_a_leftover_link_is_removed_and_what_it_points_to_stays(
    home: Home, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept").write_text("mine")
    (home.releases / ".tmp-latest-1").symlink_to(outside)
    with home.lock():
        pass
    assert (outside / "kept").read_text() == "mine"
    assert list(home.releases.iterdir()) == []


def test_a_file_is_no_home(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("")
    with (
        pytest.raises(PresstallyError, match="is a file, not a folder"),
        Home(path).lock(),
    ):
        pass


REFUSED = """
import os, sys
from warehouse.home import Home
from warehouse.schema.errors import PresstallyError
if os.geteuid() == 0:
    os.setuid(65534)
try:
    with Home(sys.argv[1]).lock():
        print("locked")
except PresstallyError as error:
    print(error)
"""


@pytest.mark.parametrize("name", ["", "below"])
def test_a_folder_that_refuses_writing_is_named(tmp_path: Path, name: str) -> None:
    """Tried as a user who may read all and write nothing, for root may write."""
    path = tmp_path / "home"
    path.mkdir(mode=0o555)
    for folder in (tmp_path, *list(tmp_path.parents)[:2]):
        folder.chmod(0o755)
    done = subprocess.run(
        [sys.executable, "-c", REFUSED, str(path / name)],
        check=True,
        capture_output=True,
        text=True,
    )
    assert "Give this user the right to write there" in done.stdout


def test_folders_may_be_read_by_others(home: Home) -> None:
    before = os.umask(0o022)
    try:
        with home.lock():
            assert home.releases.stat().st_mode & 0o777 == 0o755
    finally:
        os.umask(before)
