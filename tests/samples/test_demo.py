"""`make demo` shows what the README says it shows."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from warehouse.home import Home
from warehouse.releases import list_releases
from warehouse.verify import verify

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def shown(tmp_path_factory) -> tuple[Path, str]:
    home = tmp_path_factory.mktemp("demo") / "home"
    return home, demo(home)


def demo(home: Path) -> str:
    done = subprocess.run(
        ["samples/demo.sh", str(home)],
        cwd=ROOT,
        env=os.environ | {"PRESSTALLY_BIN": str(Path(sys.executable).parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.system
def test_the_demo_makes_three_releases_that_verify(shown):
    home, _ = shown
    assert len(list_releases(Home(home))) == 3
    assert verify(home) == []


@pytest.mark.system
def test_the_demo_shows_a_toll_a_merge_and_two_corrections(shown):
    _, text = shown
    parts = dict(part.split("\n", 1) for part in text.split("\n== ")[1:])
    toll, merged, edited, corrected = (
        next(body for title, body in parts.items() if words in title)
        for words in ("toll", "were one", "edited", "corrected")
    )
    for words in ("At least nine people", "Nineteen people", "Thirty-one people"):
        assert words in toll
    for outlet in ("Harbour Courier", "Weekday Brief", "Northmark Wire"):
        assert outlet in merged
    assert "9,000,000" in edited
    assert "6,400,000" in edited
    assert "640000" in corrected
    assert "460000" in corrected
    assert corrected.count("applied") >= 2


@pytest.mark.system
def test_a_second_demo_runs_nothing_and_shows_the_same(shown):
    home, text = shown
    again = demo(home)
    assert "nothing is run" in again
    assert again.split("\n== ")[1:] == text.split("\n== ")[1:]
