"""A source or a home that can't be used is named, with what to do."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from bad_input import story
from typer.testing import CliRunner

from flows.cli import app
from warehouse.home import Home
from warehouse.releases import latest_release


def presstally(*arguments: object):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_a_source_that_does_not_exist_is_code_3_and_no_release(tmp_path):
    result = presstally("run", tmp_path / "nowhere", "--home", tmp_path / "home")
    assert result.exit_code == 3
    assert "nowhere does not exist: check the spelling" in result.output
    assert "Traceback" not in result.output
    assert latest_release(Home(tmp_path / "home")) is None


@pytest.mark.parametrize("place_of_home", ["file", "file/home"])
def test_a_home_that_can_not_be_a_folder_is_code_1(tmp_path, place_of_home):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    (tmp_path / "a.txt").write_text(story("Home"), encoding="utf-8")
    home = tmp_path / place_of_home
    result = presstally("run", tmp_path / "a.txt", "--home", home)
    assert result.exit_code == 1
    assert str(tmp_path / "file") in result.output
    assert "--home" in result.output
    assert (tmp_path / "file").read_text(encoding="utf-8") == "x"


AS_NOBODY = """
import os, sys
from typer.testing import CliRunner
from flows import embedded
from flows.cli import app
from transforms.documents.read import read_source
# Loads all that is needed: the interpreter may lie where only its owner may read.
for command in ("run", "sql", "releases", "verify"):
    CliRunner().invoke(app, [command, "/nowhere/at/all"])
def read(path):
    for item in read_source(path):
        print(getattr(item, "code", "record"), item.source_path)
os.setgroups([])
os.setgid(65534)
os.setuid(65534)
read(sys.argv[2]) if sys.argv[1] == "read" else app(sys.argv[1:])
"""


def as_nobody(*arguments: object) -> tuple[int, str]:
    """Exit code and output of the command, run by a user who owns nothing."""
    if os.geteuid():
        pytest.skip("only root may become another user")
    kept = {k: v for k, v in os.environ.items() if not k.startswith("PREFECT")}
    done = subprocess.run(
        [sys.executable, "-c", AS_NOBODY, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env={**kept, "HOME": "/nonexistent"},
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def reachable(tmp_path) -> Path:
    """A folder that another user may enter and read, and write nothing into."""
    for folder in (tmp_path, *list(tmp_path.parents)[:2]):
        folder.chmod(0o755)
    return tmp_path


def test_a_home_that_can_not_be_written_is_code_1(reachable):
    (reachable / "a.txt").write_text(story("Home"), encoding="utf-8")
    code, said = as_nobody("run", reachable / "a.txt", "--home", reachable / "home")
    assert code == 1, said
    assert f"{reachable / 'home'} can't be written: Permission denied" in said
    assert "choose another folder with --home" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("shut", ["home", "home/prefect"])
def test_a_home_of_someone_else_is_code_1_at_once(reachable, shut):
    """Prefect would wait 90 seconds for a server that can't write its books."""
    (reachable / "a.txt").write_text(story("Home"), encoding="utf-8")
    Home(reachable / "home").create()
    (reachable / "home" / "prefect").mkdir()
    for folder in (reachable / "home", *(reachable / "home").rglob("*")):
        folder.chmod(0o777)
    (reachable / shut).chmod(0o755)
    code, said = as_nobody("run", reachable / "a.txt", "--home", reachable / "home")
    assert code == 1, said
    assert f"{reachable / shut} can't be written: Permission denied" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("command", [("sql", "SELECT 1"), ("releases",), ("verify",)])
def test_a_folder_of_the_home_that_can_not_be_read_is_named(reachable, command):
    Home(reachable / "home").create()
    (reachable / "home" / "releases").chmod(0o700)
    code, said = as_nobody(*command, "--home", reachable / "home")
    assert code == 1, said
    assert "releases" in said
    assert "give this user the right to it" in said
    assert "Traceback" not in said


def test_a_source_that_can_not_be_read_is_code_3(reachable):
    shut = reachable / "shut"
    shut.mkdir(mode=0o700)
    (shut / "a.txt").write_text(story("Shut"), encoding="utf-8")
    for source in (shut, shut / "a.txt"):
        code, said = as_nobody("run", source, "--home", reachable / "home")
        assert code == 3, said
        assert "give this user read access" in said
        assert "Traceback" not in said


def test_what_can_not_be_read_in_a_folder_costs_itself_only(reachable):
    (reachable / "a.txt").write_text(story("Able"), encoding="utf-8")
    (reachable / "b.txt").write_text(story("Barred"), encoding="utf-8")
    (reachable / "b.txt").chmod(0o200)
    (reachable / "c").mkdir(mode=0o700)
    _, said = as_nobody("read", reachable)
    assert said.splitlines() == ["record a.txt", "unreadable b.txt", "unreadable c"]
