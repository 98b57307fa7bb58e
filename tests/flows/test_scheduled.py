"""The schedule and the deployment, against a real Prefect server."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from flows.server import free_port, is_healthy
from warehouse.home import Home
from warehouse.releases import latest_release
from warehouse.verify import verify

pytestmark = pytest.mark.system

BIN = Path(sys.executable).parent
ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 600
"""Seconds until what never comes is taken for that."""


def environment(folder, **more):
    kept = {k: v for k, v in os.environ.items() if not k.startswith("PREFECT")}
    quiet = {"DO_NOT_TRACK": "1", "PREFECT_SERVER_ANALYTICS_ENABLED": "false"}
    return {**kept, **quiet, "PREFECT_HOME": str(folder / "prefect"), **more}


def wait_for_release(home):
    """The first release, once the run that made it has let go of the home folder."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        release = latest_release(Home(home))
        if release is not None:
            with Home(home).lock(wait=PATIENCE):
                return release
        time.sleep(0.5)
    raise AssertionError(f"no release within {PATIENCE} s")


def start(*command, **more):
    """A process that is the leader of its group."""
    return subprocess.Popen([*map(str, command)], start_new_session=True, **more)


def stop(process):
    """End it, and what it started and left."""
    process.send_signal(signal.SIGINT)
    with suppress(subprocess.TimeoutExpired):
        process.wait(timeout=60)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def test_schedule_starts_a_server_and_runs_the_flow_when_its_time_comes(
    samples, tmp_path
):
    home = tmp_path / "home"
    with (tmp_path / "log").open("w") as log:
        process = start(
            *(BIN / "presstally", "schedule", samples / "wire" / "flood.jsonl"),
            *("--home", home, "--cron", "* * * * *"),
            env=environment(tmp_path),
            stdout=log,
            stderr=log,
        )
        try:
            release = wait_for_release(home)
        finally:
            stop(process)
    assert release.tables["articles"] == 2
    assert verify(home) == []


@pytest.fixture
def server(tmp_path):
    # Not Prefect's own: another server may be starting on that one.
    port = free_port(0)
    env = environment(tmp_path, PREFECT_API_URL=f"http://127.0.0.1:{port}/api")
    process = start(
        *(BIN / "prefect", "server", "start", "--port", port),
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + PATIENCE
        while not is_healthy(env["PREFECT_API_URL"]):
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.3)
        yield env
    finally:
        stop(process)


def test_the_deployment_of_prefect_yaml_runs_on_a_process_work_pool(
    server, samples, tmp_path
):
    home = tmp_path / "home"

    def prefect(*arguments):
        subprocess.run(
            [BIN / "prefect", "--no-prompt", *arguments],
            env=server,
            cwd=ROOT,
            check=True,
            capture_output=True,
            timeout=PATIENCE,
        )

    prefect("work-pool", "create", "presstally", "--type", "process")
    prefect("deploy", "--name", "nightly")
    sources = json.dumps([str(samples / "wire" / "flood.jsonl")])
    prefect(
        *("deployment", "run", "nightly/nightly"),
        *("--param", f"sources={sources}", "--param", f"home={home}"),
    )
    with (tmp_path / "log").open("w") as log:
        worker = start(
            *(BIN / "prefect", "worker", "start", "--pool", "presstally"),
            env=server,
            cwd=ROOT,
            stdout=log,
            stderr=log,
        )
        try:
            wait_for_release(home)
        finally:
            stop(worker)
    artifacts = subprocess.run(
        [BIN / "prefect", "artifact", "ls"],
        env=server,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    for key in ("validation", "changes"):
        assert key in artifacts
    assert verify(home) == []
