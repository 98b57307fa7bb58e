"""A disk that fills up at each point at which something is written.

From the point on the system refuses every byte (a limit of 0 on the size of files,
which binds Python, Arrow, DuckDB and SQLite alike) and every new name. The run must end
with a message that says what to do, leave the last release and nothing half-written,
and the next run, with room again, must end as one that nothing happened to.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner

import flows.build
from flows.cli import app
from flows.embedded import server_trouble_told
from warehouse import files
from warehouse.home import Home
from warehouse.releases import latest_release, list_releases
from warehouse.schema.errors import PresstallyError
from warehouse.store import Store
from warehouse.verify import verify, verify_release

FIRST, SECOND = "2026-03-10T06:00:00Z", "2026-03-11T06:00:00Z"

# One of each kind of write of each stage; the quick ones run with `make test`.
QUICK = [
    "store/segments/.tmp-records.parquet",
    "cache",
    "runs/#/claims/stage.json",
    "releases/.tmp-#/presstally.duckdb",
    "releases/#",
    "releases/latest",
]
ALL = [
    ".lock",
    "store/segments/records-#.parquet",
    "store/segments/rejects-#.parquet",
    "store/frequencies/frequencies-#.parquet",
    "runs/#/inputs.json",
    "runs/#/documents/documents.parquet",
    "runs/#/blocks/blocks.parquet",
    "runs/#/copies/copies.parquet",
    "runs/#/figures/figures.parquet",
    "runs/#/claims/claims.parquet",
    "runs/#/claims",
    "runs/#/validation/validations.parquet",
    "runs/#/VALIDATION.html",
    "releases/.tmp-#/tables",
    "releases/.tmp-#/tables/articles.parquet",
    "releases/.tmp-#/tables/registry.parquet",
    "releases/.tmp-#/VALIDATION.html",
    "releases/.tmp-#/SHA256SUMS",
    "releases/index.json",
]
POINTS = [*QUICK, *(pytest.param(point, marks=pytest.mark.system) for point in ALL)]


def story(place: str, number: int) -> str:
    return (
        f"The harbour board of {place} said on Monday that {number} boats had left "
        f"before the storm. Repairs to the quay at {place} will cost £{number}m."
    )


def write_source(path: Path, *places: str) -> None:
    lines = [
        json.dumps({"id": place, "outlet": f"{place} Post", "text": story(place, n)})
        for n, place in enumerate(places, start=31)
    ]
    path.write_text("\n".join([*lines, "{torn", ""]), encoding="utf-8")


def label(path: Path, home: Path) -> str:
    """A path in the home folder without what differs from run to run."""
    name = path.relative_to(home).as_posix() if path.is_relative_to(home) else path.name
    name = re.sub(r"(?<=/)[0-9a-f]{16}(?=/|$)|(?<=tmp-)\d+", "#", name)
    return re.sub(r"(?<=/)\d{4}\.\d\d\.\d+|(?<=-)[0-9a-f]{20}|(?<=-)\d+-\d+", "#", name)


class Disk:
    """Takes writes until the point at which it is full; notes all points passed."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
        self.home = home
        self.point: str | None = None
        self.passed: list[str] = []
        self.full = False
        self._limit = resource.getrlimit(resource.RLIMIT_FSIZE)
        original = files.clear_errors

        @contextmanager
        def clear_errors(path: Path) -> Iterator[None]:
            self.passed.append(label(path, self.home))
            if self.passed[-1] == self.point:
                self.fill()
            with original(path):
                yield

        for name, module in list(sys.modules.items()):
            if name.startswith("warehouse.") and hasattr(module, "clear_errors"):
                monkeypatch.setattr(module, "clear_errors", clear_errors)
        for name in ("mkdir", "rename", "replace", "symlink"):
            monkeypatch.setattr(os, name, self._refusing(getattr(os, name)))

    def _refusing(self, call):
        def made(path, *arguments, **more):
            if self.full and str(self.home) in f"{path} {arguments}":
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
            return call(path, *arguments, **more)

        return made

    def fill(self) -> None:
        self.full = True
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, self._limit[1]))

    def empty(self) -> None:
        self.point, self.full = None, False
        resource.setrlimit(resource.RLIMIT_FSIZE, self._limit)


@pytest.fixture
def disk(monkeypatch, tmp_path):
    made = Disk(monkeypatch, tmp_path / "home")
    yield made
    made.empty()


@pytest.fixture(scope="module", autouse=True)
def _validated_once():
    """The tables are the same each time; so is what is expected of them."""
    validate, known = flows.build.validate, {}

    def remembered(tables, **more):
        key = tuple(table.num_rows for table in tables.values())
        if key not in known:
            known[key] = validate(tables, **more)
        return known[key]

    flows.build.validate = remembered
    yield
    flows.build.validate = validate


def run(source: Path, home: Path, at: str):
    arguments = ("run", source, "--home", home, "--retrieved-at", at, "--json")
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def content(home: Path) -> dict[str, str]:
    """What the releases hold, but for the time they were made at."""
    return {
        f"{number}/{path.name}": hashlib.sha256(path.read_bytes()).hexdigest()
        for number, release in enumerate(list_releases(Home(home)))
        for path in sorted((release.path / "tables").iterdir())
        if path.name != "release.parquet"
    }


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """A home with a release, what is to be added, and the undisturbed outcome."""
    folder = tmp_path_factory.mktemp("full")
    (folder / "sent").mkdir()
    write_source(folder / "sent" / "a.jsonl", "Tolm", "Osterby")
    assert run(folder / "sent", folder / "start", FIRST).exit_code == 0
    more = ("Carrow", "Ellerby", "Amber", "Larkmoor")
    write_source(folder / "sent" / "b.jsonl", *more)
    shutil.copytree(folder / "start", folder / "whole", symlinks=True)
    with pytest.MonkeyPatch.context() as patch:
        whole = Disk(patch, folder / "whole")
        assert run(folder / "sent", folder / "whole", SECOND).exit_code == 0
    return folder / "start", folder / "sent", content(folder / "whole"), whole.passed


def check_stopped(result, home: Path) -> None:
    """It said what to do, and left nothing half-written and the release before."""
    assert result.exit_code in (1, 6), result.output
    assert re.search(r"free some space|free space", result.output), result.output
    assert isinstance(result.exception, SystemExit), "an error that nobody named"
    assert not list(home.rglob(".tmp-*"))
    for release in list_releases(Home(home)):
        assert list(verify_release(release.path)) == []
    assert list(Store(Home(home)).damaged()) == []


def check_full_at(point: str, world, disk: Disk) -> None:
    start, sent, expected, _ = world
    shutil.copytree(start, disk.home, symlinks=True)
    disk.point = point
    result = run(sent, disk.home, SECOND)
    assert disk.full, f"nothing was written at {point}"
    disk.empty()
    check_stopped(result, disk.home)
    before = latest_release(Home(disk.home))
    assert before is not None
    again = run(sent, disk.home, SECOND)
    assert again.exit_code == 0, again.output
    assert verify(disk.home) == []
    assert content(disk.home) == expected


@pytest.mark.parametrize("point", POINTS)
def test_a_disk_that_is_full_stops_the_run_and_the_next_one_completes(
    world, disk, point
):
    check_full_at(point, world, disk)


def test_a_disk_that_is_full_in_the_first_run_leaves_no_release(world, disk):
    _, sent, _, _ = world
    disk.point = "releases/.tmp-#/SHA256SUMS"
    result = run(sent, disk.home, SECOND)
    disk.empty()
    check_stopped(result, disk.home)
    assert latest_release(Home(disk.home)) is None
    assert run(sent, disk.home, SECOND).exit_code == 0
    assert verify(disk.home) == []


@pytest.fixture
def small_disk(tmp_path, monkeypatch):
    """`small_disk("300k")`: an empty disk of that size, or the size it has now."""
    folder = tmp_path / "disk"
    folder.mkdir()
    # The books of Prefect lie elsewhere; with them the disk would be full at once.
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "books"))

    def mounted(size: str) -> Path:
        again = "remount," if folder.is_mount() else ""
        command = ["mount", "-t", "tmpfs", "-o", f"{again}size={size}", "tmpfs"]
        done = subprocess.run([*command, folder], capture_output=True, check=False)
        if done.returncode:
            pytest.skip("only root may mount a disk here")
        return folder

    yield mounted
    subprocess.run(["umount", "-l", folder], capture_output=True, check=False)


@pytest.mark.system
@pytest.mark.parametrize("size", ["16k", "300k", "700k", "1000k", "1300k"])
def test_a_real_disk_that_is_too_small_stops_the_run_and_more_room_completes_it(
    world, small_disk, size
):
    """Each size is used up at another stage, from the segments to the DuckDB file."""
    start, sent, expected, _ = world
    home = small_disk("64m") / "home"
    shutil.copytree(start, home, symlinks=True)
    used = sum(path.lstat().st_blocks for path in home.rglob("*")) * 512
    small_disk(str(used + 1024 * int(size.removesuffix("k"))))
    result = run(sent, home, SECOND)
    check_stopped(result, home)
    small_disk("64m")
    again = run(sent, home, SECOND)
    assert again.exit_code == 0, again.output
    assert verify(home) == []
    assert content(home) == expected


def test_a_disk_without_room_for_the_embedded_server_is_said_at_once(
    tmp_path, monkeypatch
):
    """Prefect would wait 90 seconds for a server that can't write its books."""
    for name in ("PREFECT_HOME", "PREFECT_API_URL", "PREFECT_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    used = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: used._replace(free=3_000_000))
    write_source(tmp_path / "a.jsonl", "Tolm")
    result = run(tmp_path / "a.jsonl", tmp_path / "home", FIRST)
    assert result.exit_code == 1
    assert "is full: 2 MB are left, a run needs 16 MB" in result.output
    assert not list((tmp_path / "home" / "store" / "segments").iterdir())


def test_what_prefect_says_of_a_full_disk_is_told_as_such(tmp_path, monkeypatch):
    def give_up():
        raise RuntimeError("database or disk is full")

    with pytest.raises(RuntimeError), server_trouble_told(tmp_path):
        give_up()
    used = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: used._replace(free=0))
    with pytest.raises(PresstallyError, match="is full"), server_trouble_told(tmp_path):
        give_up()
