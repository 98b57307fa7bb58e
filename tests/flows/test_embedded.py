from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from flows.embedded import (
    OWNER_MARK,
    RUN_MARK,
    prepare,
    put_damaged_aside,
    server_trouble_told,
    stop_orphaned_servers,
)
from warehouse.schema.errors import PresstallyError

# A process that looks like Prefect's embedded server to whoever reads /proc.
SLEEPER = (
    "import sys, time; sys.stdout.write('up\\n'); sys.stdout.flush(); time.sleep(600)"
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
        assert server.wait(timeout=120) != 0
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


def test_damaged_books_are_put_aside_and_sound_ones_left(tmp_path):
    """Prefect would wait 90 seconds for a server that can't read its books."""
    books = tmp_path / "prefect.db"
    put_damaged_aside(books)
    with closing(sqlite3.connect(books)) as opened:
        opened.execute("create table t (x)")
        opened.executemany("insert into t values (?)", [("x" * 3000,)] * 40)
        opened.commit()
    put_damaged_aside(books)
    whole = books.read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["prefect.db"]
    for damaged in (b"no database" * 999, whole[:5000], whole[:8192] + bytes(90_000)):
        books.write_bytes(damaged)
        put_damaged_aside(books)
        assert not books.exists()
        assert (tmp_path / "damaged.db").read_bytes() == damaged


def test_books_that_another_server_writes_are_left_alone(tmp_path):
    books = tmp_path / "prefect.db"
    with closing(sqlite3.connect(books)) as opened:
        opened.execute("create table t (x)")
        opened.commit()
        opened.execute("begin exclusive")
        put_damaged_aside(books)
    assert books.exists()


def test_a_server_that_does_not_start_is_told_with_what_to_do(tmp_path):
    message = "Timed out while attempting to connect to ephemeral Prefect API server."
    with (
        pytest.raises(PresstallyError, match=r"move .*/prefect away"),
        server_trouble_told(tmp_path),
    ):
        raise RuntimeError(message)
    with pytest.raises(RuntimeError, match="else"), server_trouble_told(tmp_path):
        raise RuntimeError("something else")
