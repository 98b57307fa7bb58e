from __future__ import annotations

import os
import subprocess
import sys

from flows.embedded import (
    OWNER_MARK,
    RUN_MARK,
    prepare,
    stop_orphaned_servers,
)

# A process that looks like Prefect's embedded server to whoever reads /proc.
SLEEPER = (
    "import sys, time; sys.stdout.write('up\\n'); sys.stdout.flush(); time.sleep(60)"
)


def fake_server(home, run_pid):
    process = subprocess.Popen(
        [sys.executable, "-c", SLEEPER, "prefect.server.api.server:create_app"],
        env={**os.environ, OWNER_MARK: str(home.resolve()), RUN_MARK: str(run_pid)},
        stdout=subprocess.PIPE,
    )
    process.stdout.readline()
    return process


def pid_that_is_gone():
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_a_server_whose_run_was_killed_is_stopped(tmp_path):
    server = fake_server(tmp_path, pid_that_is_gone())
    try:
        assert stop_orphaned_servers(tmp_path) == [server.pid]
        assert server.wait(timeout=10) != 0
    finally:
        server.kill()
        server.wait()


def test_a_server_of_a_living_run_or_of_another_home_is_left_alone(tmp_path):
    own = fake_server(tmp_path, os.getpid())
    other = fake_server(tmp_path / "other", pid_that_is_gone())
    try:
        assert stop_orphaned_servers(tmp_path) == []
        assert own.poll() is None
        assert other.poll() is None
    finally:
        for server in (own, other):
            server.kill()
            server.wait()


def test_what_the_user_has_set_stands(tmp_path, monkeypatch):
    monkeypatch.setenv("PREFECT_LOGGING_LEVEL", "DEBUG")
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "elsewhere"))
    prepare(tmp_path / "home")
    assert os.environ["PREFECT_LOGGING_LEVEL"] == "DEBUG"
    assert os.environ["PREFECT_HOME"] == str(tmp_path / "elsewhere")
