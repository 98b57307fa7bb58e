"""Runs that are killed: the last release stays whole, and the next run completes."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

import pytest

from flows.embedded import OWNER_MARK, SERVER_COMMAND, stop_orphaned_servers
from warehouse.crashpoints import CRASH_POINTS, KILLED, VARIABLE
from warehouse.home import Home
from warehouse.releases import latest_release
from warehouse.verify import verify

pytestmark = pytest.mark.system

COMMAND = Path(sys.executable).with_name("presstally")
FIRST, SECOND = "2026-03-10T06:00:00Z", "2026-03-11T06:00:00Z"
PATIENCE = 600
"""Seconds until what never ends is taken for that: no run takes a tenth of it."""


def environment(**more):
    kept = {k: v for k, v in os.environ.items() if not k.startswith("PREFECT")}
    return {**kept, **more}


class Started:
    """A running command, the leader of its process group, whose output goes to files.

    To pipes it must not go: an embedded server that outlives a run that is killed
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
            start_new_session=True,
        )

    def kill(self):
        """Whether it was still running; it and all that it started are dead now."""
        running = self.process.poll() is None
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        return running

    def finish(self):
        """Exit code, output and errors, once it has ended."""
        code = self.process.wait(timeout=PATIENCE)
        texts = []
        for file in (self.out, self.err):
            file.seek(0)
            texts.append(file.read())
            file.close()
        return code, *texts


def run_arguments(source, home, at):
    return "run", source, "--home", home, "--json", "--retrieved-at", at


def run(source, home, at, **more):
    return Started(*run_arguments(source, home, at), **more).finish()


def content(home):
    release = latest_release(Home(home))
    return release.release_seq, release.core_sha256


@dataclass(frozen=True)
class World:
    """What is to be taken in, by homes with and without a release."""

    sent: Path
    starts: dict[str, Path]
    """Home folder to begin with, by name."""
    outcomes: dict[str, tuple[int, str]]
    """What a run that nobody disturbs makes of it."""
    seconds: float
    """How long such a run takes."""


@pytest.fixture(scope="module")
def world(tmp_path_factory, samples):
    folder = tmp_path_factory.mktemp("killed")
    sent = folder / "sent"
    sent.mkdir()
    for name in ("briefs.jsonl", "flood.jsonl"):
        shutil.copy(samples / "wire" / name, sent)
    starts = {"empty": folder / "empty", "released": folder / "released"}
    starts["empty"].mkdir()
    code, _, errors = run(sent / "briefs.jsonl", starts["released"], FIRST)
    assert code == 0, errors
    outcomes, seconds = {}, 0.0
    for name, start in starts.items():
        whole = fresh(start, folder / f"whole-{name}")
        started = time.monotonic()
        code, _, errors = run(sent, whole, SECOND)
        assert code == 0, errors
        seconds = time.monotonic() - started
        outcomes[name] = content(whole)
    return World(sent, starts, outcomes, seconds)


def fresh(start, folder):
    """A copy of a home folder in a folder that is made."""
    wait_for_servers(start)
    folder.mkdir(exist_ok=True)
    subprocess.run(["cp", "-a", start, folder / "home"], check=True)
    return folder / "home"


def servers_of(home):
    """The processes of embedded servers of a home folder."""
    owner = f"{OWNER_MARK}={home.resolve()}".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            environment = (folder / "environ").read_bytes().split(b"\0")
            if (
                owner in environment
                and SERVER_COMMAND in (folder / "cmdline").read_bytes()
            ):
                found.append(int(folder.name))
    return found


def wait_for_servers(home):
    """Until none is left: one that was told to stop takes its time when all is slow."""
    deadline = time.monotonic() + PATIENCE / 10
    while servers_of(home):
        assert time.monotonic() < deadline, f"left behind: {servers_of(home)}"
        time.sleep(0.1)


@pytest.fixture(autouse=True)
def _no_server_is_left(tmp_path):
    yield
    for home in tmp_path.rglob("home"):
        stop_orphaned_servers(home)


def check_and_finish(home, world, start):
    assert verify_but_for_index(home) == []
    code, _, errors = run(world.sent, home, SECOND)
    assert code == 0, errors
    assert verify(home) == []
    assert content(home) == world.outcomes[start]
    wait_for_servers(home)
    assert not list(home.rglob(".tmp-*"))


def verify_but_for_index(home):
    """Problems of the releases; index and link are put right by the next run."""
    if not Home(home).releases.is_dir():
        return []
    return [
        problem
        for problem in verify(home)
        if problem.path not in {Home(home).index, Home(home).latest}
    ]


def check_latest(home):
    """Whoever opens `latest` finds a whole release, or none before the first."""
    latest = Home(home).latest
    if latest.is_symlink():
        assert verify(latest.resolve()) == []


@pytest.mark.parametrize("point", CRASH_POINTS)
def test_a_kill_at_a_named_point_leaves_the_release_and_the_next_run_completes(
    world, tmp_path, point
):
    home = fresh(world.starts["released"], tmp_path)
    code, _, _ = run(world.sent, home, SECOND, **{VARIABLE: point})
    assert code == KILLED
    check_latest(home)
    check_and_finish(home, world, "released")


KILLS = 25
HOMES = ["empty", "released", "released", "empty", "released"]
SEED = int(os.environ.get("PRESSTALLY_KILL_SEED", "20260310"))


def moments():
    """Shares of a run at which it is killed: one in each of 25 equal parts."""
    source = random.Random(SEED)
    shares = [(part + source.random()) / KILLS for part in range(KILLS)]
    source.shuffle(shares)
    return shares


@pytest.mark.parametrize("number", range(len(HOMES)))
def test_kills_at_random_moments_leave_the_release_and_the_next_run_completes(
    world, tmp_path, number
):
    """Five homes, each killed five times in a row and then left to complete."""
    start = HOMES[number]
    home = fresh(world.starts[start], tmp_path)
    shares = moments()[number :: len(HOMES)]
    ended = 0
    for share in shares:
        started = Started(*run_arguments(world.sent, home, SECOND))
        time.sleep(share * world.seconds)
        ended += not started.kill()
        assert verify_but_for_index(home) == []
        check_latest(home)
    # Shown where the test fails, and by -rP.
    print(f"seed {SEED}, moments {[f'{s:.2f}' for s in shares]}, {ended} had ended")  # noqa: T201 - as said
    check_and_finish(home, world, start)


@pytest.mark.parametrize("number", range(5))
def test_of_two_runs_at_once_both_end_well(world, tmp_path, number):
    start = HOMES[number]
    home = fresh(world.starts[start], tmp_path)
    first = Started(*run_arguments(world.sent, home, SECOND))
    time.sleep(random.Random(SEED + number).uniform(0, 2) * number)
    outcomes = [
        started.finish()
        for started in (first, Started(*run_arguments(world.sent, home, SECOND)))
    ]
    assert [code for code, _, _ in outcomes] == [0, 0], outcomes
    changed = [json.loads(out.splitlines()[-1])["changed"] for _, out, _ in outcomes]
    assert sorted(changed) == [False, True]
    assert verify(home) == []
    assert content(home) == world.outcomes[start]


def test_a_second_run_that_may_not_wait_leaves_with_the_holders_process(
    world, tmp_path
):
    import fcntl

    home = fresh(world.starts["released"], tmp_path)
    with (home / ".lock").open("r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.write("4711\n")
        lock.flush()
        code, _, errors = run(
            world.sent, home, SECOND, PRESSTALLY_LOCK_WAIT_SECONDS="0.5"
        )
    assert code == 5
    assert "4711" in errors
