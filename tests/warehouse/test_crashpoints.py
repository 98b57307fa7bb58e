"""Killed at any point, the last release stays whole and the next run completes."""

from __future__ import annotations

import importlib.util
import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest

from warehouse.crashpoints import CRASH_POINTS, KILLED, VARIABLE, crash_point
from warehouse.home import Home
from warehouse.releases import latest_release, list_releases
from warehouse.store import Store
from warehouse.verify import verify

SCRIPT = Path(__file__).with_name("small_pipeline.py")


def load() -> ModuleType:
    """The small pipeline, to be run in this process."""
    spec = importlib.util.spec_from_file_location("small_pipeline", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


run = load().run


def begin(home: Home, articles: str, *, crash_at: str = "") -> subprocess.Popen[str]:
    """A process that ingests, builds and publishes."""
    return subprocess.Popen(
        [sys.executable, str(SCRIPT), str(home.path), articles],
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {VARIABLE: crash_at},
    )


def contents(home: Home) -> dict[str, bytes]:
    """The tables of the newest release, as bytes."""
    release = latest_release(home)
    assert release
    return {
        path.name: path.read_bytes() for path in (release.path / "tables").iterdir()
    }


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home folder with one release."""
    path = tmp_path_factory.mktemp("first")
    run(Home(path), "ab")
    return path


@pytest.fixture(scope="module")
def undisturbed(
    tmp_path_factory: pytest.TempPathFactory, first: Path
) -> dict[str, bytes]:
    """What a second run that nobody disturbs ends with."""
    path = tmp_path_factory.mktemp("undisturbed") / "home"
    shutil.copytree(first, path, symlinks=True)
    run(Home(path), "abcdef")
    return contents(Home(path))


@pytest.mark.parametrize(
    "point", [*CRASH_POINTS, "ingest.segment_written:2", "build.stage:2"]
)
def test_a_kill_leaves_the_last_release_and_the_next_run_ends_as_undisturbed(
    tmp_path: Path, first: Path, point: str, undisturbed: dict[str, bytes]
) -> None:
    shutil.copytree(first, tmp_path / "home", symlinks=True)
    home = Home(tmp_path / "home")
    process = begin(home, "abcdef", crash_at=point)
    _, errors = process.communicate()
    assert process.returncode == KILLED, errors
    for release in list_releases(home):
        assert verify(release.path) == []
    assert verify(home.latest.resolve()) == []
    assert list(Store(home).damaged()) == []
    run(home, "abcdef")
    assert verify(home.path) == []
    assert len(list_releases(home)) == 2
    assert contents(home) == undisturbed
    assert list(home.path.rglob(".tmp-*")) == []


def test_a_kill_in_the_first_run_leaves_nothing_in_the_way(
    tmp_path: Path, undisturbed: dict[str, bytes]
) -> None:
    home = Home(tmp_path)
    assert begin(home, "ab", crash_at="publish.checked").wait() == KILLED
    assert list_releases(home) == []
    run(home, "ab")
    run(home, "abcdef")
    assert contents(home) == undisturbed


def test_two_runs_at_once_end_in_one_release(
    tmp_path: Path, first: Path, undisturbed: dict[str, bytes]
) -> None:
    """The second waits for the first and finds nothing left to do."""
    shutil.copytree(first, tmp_path / "home", symlinks=True)
    home = Home(tmp_path / "home")
    processes = [begin(home, "abcdef") for _ in range(2)]
    ended = [(process.communicate()[1], process.returncode) for process in processes]
    assert [status for _, status in ended] == [0, 0], ended
    assert len(list_releases(home)) == 2
    assert verify(home.path) == []
    assert contents(home) == undisturbed


@pytest.mark.system
def test_random_deaths_leave_the_last_release_and_the_next_run_completes(
    tmp_path: Path, first: Path, undisturbed: dict[str, bytes]
) -> None:
    """25 kills at moments spread over a whole run."""
    started = time.monotonic()
    shutil.copytree(first, tmp_path / "timed", symlinks=True)
    assert begin(Home(tmp_path / "timed"), "abcdef").wait() == 0
    span = time.monotonic() - started
    moments = random.Random(7)
    for number in range(25):
        home = Home(tmp_path / str(number))
        shutil.copytree(first, home.path, symlinks=True)
        process = begin(home, "abcdef")
        time.sleep(moments.uniform(0.1, 1.0) * span)
        process.kill()
        process.communicate()
        assert verify(home.latest.resolve()) == []
        assert list(Store(home).damaged()) == []
        run(home, "abcdef")
        assert verify(home.path) == []
        assert contents(home) == undisturbed
        assert list(home.path.rglob(".tmp-*")) == []


def test_a_point_that_is_not_declared_is_refused() -> None:
    with pytest.raises(KeyError, match="not in CRASH_POINTS"):
        crash_point("somewhere")
