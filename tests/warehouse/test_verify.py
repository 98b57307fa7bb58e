"""Damage of every sort is found and named."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from warehouse.digests import Inputs
from warehouse.files import sha256_file
from warehouse.home import Home
from warehouse.publish import publish
from warehouse.registry import anchors_table
from warehouse.schema.catalog import TABLES
from warehouse.schema.errors import ReleaseError
from warehouse.store import Store, StoredReject
from warehouse.verify import verify

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home folder with two releases: of one article, and of none."""
    home = Home(tmp_path_factory.mktemp("sound"))
    home.create()
    inputs = Inputs(**dict.fromkeys(Inputs.__dataclass_fields__, "x"))
    empty = {name: declared.empty() for name, declared in TABLES.items()}
    outlet = {"outlet_id": "o", "name": "O", "domain": None, "aliases": []}
    for rows in ([outlet], []):
        publish(
            home,
            tables=empty | {"outlets": TABLES["outlets"].from_rows(rows)},
            anchors=anchors_table({}),
            inputs=inputs,
            published_at=NOON,
        )
    return home.path


@pytest.fixture
def home(sound: Path, tmp_path: Path) -> Home:
    """A copy of it to damage."""
    shutil.copytree(sound, tmp_path / "home", symlinks=True)
    return Home(tmp_path / "home")


@pytest.fixture
def path(home: Home) -> Path:
    """Its first release."""
    return home.releases / "2026.03.1"


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("damage", [cut, flip, Path.unlink])
@pytest.mark.parametrize(
    "name",
    ["tables/outlets.parquet", "datapackage.json", "CODEBOOK.md"],
)
def test_damaged_and_missing_files_are_named(
    path: Path, name: str, damage: Callable[[Path], None]
) -> None:
    damage(path / name)
    (problem,) = verify(path)
    assert problem.path == path / name
    assert "backup" in problem.message


@pytest.mark.parametrize("damage", [cut, Path.unlink])
def test_a_damaged_database_is_named(
    path: Path, damage: Callable[[Path], None]
) -> None:
    database = path / "presstally.duckdb"
    damage(database)
    assert {problem.path for problem in verify(path)} == {database}


def test_a_database_of_another_release_is_named(path: Path, home: Home) -> None:
    other = home.releases / "2026.03.2" / "presstally.duckdb"
    (path / "presstally.duckdb").write_bytes(other.read_bytes())
    messages = [problem.message for problem in verify(path)]
    assert any("0 rows of outlets, its Parquet file has 1" in m for m in messages)


def test_a_table_that_does_not_belong_is_named(path: Path) -> None:
    (path / "tables" / "extra.parquet").write_bytes(b"")
    (problem,) = verify(path)
    assert "not part of the release" in problem.message


def test_checksums_that_fit_a_forged_package_do_not_hide_its_counts(path: Path) -> None:
    package = path / "datapackage.json"
    before = sha256_file(package)
    described = json.loads(package.read_text())
    (outlets,) = (r for r in described["resources"] if r["name"] == "outlets")
    outlets["rows"] = 99
    package.write_text(json.dumps(described))
    sums = path / "SHA256SUMS"
    sums.write_text(sums.read_text().replace(before, sha256_file(package)))
    (problem,) = verify(path)
    assert "says 99 rows of outlets" in problem.message


def test_checksums_of_files_outside_the_release_are_not_computed(path: Path) -> None:
    sums = path / "SHA256SUMS"
    sums.write_text(sums.read_text() + f"{'0' * 64}  ../../../../etc/passwd\n")
    (problem,) = verify(path)
    assert "outside the release" in problem.message


def test_a_sound_home_has_no_problems(home: Home) -> None:
    assert verify(home.path) == []


def test_unreadable_checksums_are_named(path: Path) -> None:
    (path / "SHA256SUMS").write_bytes(b"\xff\xfe")
    (problem,) = verify(path)
    assert problem.path.name == "SHA256SUMS"


def test_a_damaged_segment_is_named(path: Path, home: Home) -> None:
    Store(home).append(
        [
            StoredReject(
                stage="read",
                source="samples",
                source_path="x",
                record=None,
                code="empty",
                message="the file is empty",
                retrieved_at=NOON,
            )
        ]
    )
    (segment,) = home.segments.iterdir()
    flip(segment)
    (problem,) = verify(home.path)
    assert problem.path == segment


def test_a_folder_that_is_neither_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="neither a home folder nor a release"):
        verify(tmp_path)
