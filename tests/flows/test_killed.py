"""Runs that are killed: the last release stays whole, and the next run completes."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryFile

import pytest

from warehouse.crashpoints import CRASH_POINTS, KILLED, VARIABLE
from warehouse.home import Home
from warehouse.releases import latest_release
from warehouse.verify import verify

pytestmark = pytest.mark.system

COMMAND = Path(sys.executable).with_name("presstally")
FIRST, SECOND = "2026-03-10T06:00:00Z", "2026-03-11T06:00:00Z"


def environment(**more):
    kept = {k: v for k, v in os.environ.items() if not k.startswith("PREFECT")}
    return {**kept, **more}


class Started:
    """A running command whose output goes to files.

    To pipes it must not go: the embedded server outlives a run that is killed and
    would keep them open.
    """

    def __init__(self, *arguments, **more):
        self.out = TemporaryFile("w+")  # noqa: SIM115 - closed by `finish`
        self.err = TemporaryFile("w+")  # noqa: SIM115 - as above
        self.process = subprocess.Popen(
            [str(COMMAND), *map(str, arguments)],
            stdout=self.out,
            stderr=self.err,
            env=environment(**more),
        )

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def finish(self):
        """Exit code, output and errors, once it has ended."""
        code = self.process.wait(timeout=300)
        texts = []
        for file in (self.out, self.err):
            file.seek(0)
            texts.append(file.read())
            file.close()
        return code, *texts


def run(source, home, at, **more):
    arguments = ("run", source, "--home", home, "--json", "--retrieved-at", at)
    return Started(*arguments, **more).finish()


def content(home):
    release = latest_release(Home(home))
    return release.release_seq, release.core_sha256


@pytest.fixture(scope="module")
def world(tmp_path_factory, samples):
    """A home with one release, what is to be added, and what an unbroken run makes."""
    folder = tmp_path_factory.mktemp("killed")
    early = min((samples / "wire").iterdir())
    code, _, errors = run(early, folder / "start", FIRST)
    assert code == 0, errors
    subprocess.run(["cp", "-a", folder / "start", folder / "whole"], check=True)
    started = time.monotonic()
    code, _, errors = run(samples, folder / "whole", SECOND)
    assert code == 0, errors
    seconds = time.monotonic() - started
    return folder / "start", content(folder / "whole"), seconds


def fresh(start, folder):
    subprocess.run(["cp", "-a", start, folder / "home"], check=True)
    return folder / "home"


def check_and_finish(home, samples, expected):
    assert verify_but_for_index(home) == []
    code, _, errors = run(samples, home, SECOND)
    assert code == 0, errors
    assert verify(home) == []
    assert content(home) == expected


def verify_but_for_index(home):
    """Problems of the releases; index and link are put right by the next run."""
    return [
        problem
        for problem in verify(home)
        if problem.path not in {Home(home).index, Home(home).latest}
    ]


@pytest.mark.parametrize("point", CRASH_POINTS)
def test_a_kill_at_a_named_point_leaves_the_release_and_the_next_run_completes(
    world, samples, tmp_path, point
):
    start, expected, _ = world
    home = fresh(start, tmp_path)
    code, _, _ = run(samples, home, SECOND, **{VARIABLE: point})
    assert code == KILLED
    check_and_finish(home, samples, expected)


def test_kills_at_random_moments_leave_the_release_and_the_next_run_completes(
    world, samples, tmp_path
):
    start, expected, seconds = world
    home = fresh(start, tmp_path)
    moments = random.Random(20260310)
    for _ in range(5):
        started = Started(
            "run", samples, "--home", home, "--json", "--retrieved-at", SECOND
        )
        time.sleep(moments.uniform(0, seconds))
        started.kill()
        assert verify_but_for_index(home) == []
    check_and_finish(home, samples, expected)


def test_of_two_runs_at_once_both_end_well(world, samples, tmp_path):
    start, expected, _ = world
    home = fresh(start, tmp_path)
    arguments = ("run", samples, "--home", home, "--json", "--retrieved-at", SECOND)
    both = [Started(*arguments), Started(*arguments)]
    outcomes = [started.finish() for started in both]
    assert [code for code, _, _ in outcomes] == [0, 0], outcomes
    changed = [json.loads(out.splitlines()[-1])["changed"] for _, out, _ in outcomes]
    assert sorted(changed) == [False, True]
    assert verify(home) == []
    assert content(home) == expected


def test_a_second_run_that_may_not_wait_leaves_with_the_holders_process(
    world, samples, tmp_path
):
    import fcntl

    start, _, _ = world
    home = fresh(start, tmp_path)
    with (home / ".lock").open("r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.write("4711\n")
        lock.flush()
        code, _, errors = run(samples, home, SECOND, PRESSTALLY_LOCK_WAIT_SECONDS="0.5")
    assert code == 5
    assert "4711" in errors
