"""Releases: whole or not there, equal tables once, nothing for nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from warehouse.accuracy import Accuracy
from warehouse.diff import diff, unlike
from warehouse.digests import Inputs
from warehouse.home import Home
from warehouse.publish import Published, next_version, publish
from warehouse.registry import anchors_table
from warehouse.releases import (
    Release,
    find_release,
    latest_release,
    list_releases,
    repair,
)
from warehouse.schema.catalog import TABLES
from warehouse.schema.errors import PresstallyError, ReleaseError, ValidationError
from warehouse.verify import verify

Tables = Callable[..., dict[str, pa.Table]]
MARCH = datetime(2026, 3, 2, 12, tzinfo=UTC)
APRIL = datetime(2026, 4, 1, tzinfo=UTC)


@pytest.fixture
def release(
    home: Home, make_tables: Tables, make_inputs: Callable[..., Inputs]
) -> Callable[..., Published]:
    """`release("ab")`: publish articles a and b, each in a cluster of its own."""

    def make(articles: str, *, at: datetime = MARCH, **more: object) -> Published:
        tables = make_tables(
            articles=[{"article_id": a, "outlet_id": None} for a in articles],
            copies=[{"article_id": a, "cluster_id": f"k{a}"} for a in articles],
            clusters=[{"cluster_id": f"k{a}"} for a in articles],
            **more.pop("rows", {}),
        )
        inputs = make_inputs(store_sha256=articles)
        anchors = anchors_table({"clusters": {f"k{a}": a for a in articles}})
        return publish(
            home,
            tables=tables,
            anchors=anchors,
            inputs=inputs,
            published_at=at,
            **more,
        )

    return make


def test_a_release_holds_everything_and_verifies(home: Home, release) -> None:
    published = release(
        "ab",
        accuracy=Accuracy(accuracy_figures=0.9),
        extra_files={"VALIDATION.html": "<p>All held.</p>"},
    )
    path = home.releases / "2026.03.1"
    assert published.changed
    assert published.release.path == path
    assert {p.stem for p in (path / "tables").iterdir()} == set(TABLES)
    assert {p.name for p in path.iterdir() if p.is_file()} == {
        "CHANGES.md",
        "CITATION.cff",
        "CODEBOOK.md",
        "README.md",
        "SHA256SUMS",
        "VALIDATION.html",
        "datapackage.json",
        "presstally.duckdb",
    }
    (row,) = published.release.read()["release"].to_pylist()
    assert (row["release_seq"], row["version"]) == (1, "2026.03.1")
    assert (row["n_articles"], row["accuracy_figures"]) == (2, 0.9)
    assert published.release.inputs.store_sha256 == "ab"
    assert published.release.registry.num_rows == 4
    assert verify(home.path) == []
    assert verify(path) == []


def test_checksums_are_what_sha256sum_reads(home: Home, release) -> None:
    path = release("a").release.path
    subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"],
        check=True,
        cwd=path,
    )
    listed = (path / "SHA256SUMS").read_text()
    assert "presstally.duckdb" not in listed
    assert "tables/figures.parquet" in listed


def test_latest_is_a_relative_link_and_the_index_lists_all(home: Home, release) -> None:
    release("a")
    release("ab")
    assert str(home.latest.readlink()) == "2026.03.2"
    index = json.loads(home.index.read_text())
    assert [entry["version"] for entry in index["releases"]] == [
        "2026.03.1",
        "2026.03.2",
    ]
    assert index["releases"][1]["previous_version"] == "2026.03.1"
    assert index["releases"][1]["tables"]["articles"] == 2


def test_nothing_changed_gives_no_release(home: Home, release) -> None:
    """Also when an input differs that made no difference to the tables."""
    first = release("a")
    before = sorted(home.releases.rglob("*"))
    again = release("a", at=APRIL)
    assert not again.changed
    assert again.release == first.release
    assert sorted(home.releases.rglob("*")) == before


def test_versions_count_in_each_month(home: Home, release) -> None:
    for articles, at in (("a", MARCH), ("ab", MARCH), ("abc", APRIL), ("b", APRIL)):
        release(articles, at=at)
    versions = [r.version for r in list_releases(home)]
    assert versions == ["2026.03.1", "2026.03.2", "2026.04.1", "2026.04.2"]
    assert [r.release_seq for r in list_releases(home)] == [1, 2, 3, 4]


def test_a_clock_that_went_back_does_not_disorder_releases(home: Home, release) -> None:
    release("a", at=APRIL)
    release("ab", at=MARCH)
    assert latest_release(home).version == "2026.03.1"
    assert str(home.latest.readlink()) == "2026.03.1"
    assert next_version(home, MARCH) == "2026.03.2"


def test_version_numbers_are_numbers(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """2026.03.10 comes after 2026.03.9, though not in the alphabet."""
    known = [SimpleNamespace(version=f"2026.03.{n}") for n in range(1, 11)]
    monkeypatch.setattr("warehouse.publish.list_releases", lambda _: known)
    assert next_version(home, MARCH) == "2026.03.11"


def test_equal_tables_lie_on_the_disk_once(home: Home, release) -> None:
    first, second = release("a").release.path, release("ab").release.path

    def inode(path: Path, table: str) -> int:
        return (path / "tables" / f"{table}.parquet").stat().st_ino

    assert inode(first, "figures") == inode(second, "figures")
    assert inode(first, "articles") != inode(second, "articles")


def test_a_damaged_table_does_not_spread(home: Home, release) -> None:
    first = release("a").release.path / "tables" / "figures.parquet"
    content = bytearray(first.read_bytes())
    content[40] ^= 1
    first.write_bytes(content)
    second = release("ab").release.path
    assert verify(second) == []
    assert [problem.path for problem in verify(home.path)] == [first]


def test_changes_name_what_the_release_before_had_not(home: Home, release) -> None:
    release("a")
    second = release("ab").release
    changes = second.read()["changes"].to_pylist()
    assert {(r["table_name"], r["row_id"], r["reason"]) for r in changes} == {
        ("articles", "b", "article_added"),
        ("copies", "b", "article_added"),
        ("clusters", "kb", "article_added"),
    }
    rows = {r["id"]: r for r in second.registry.to_pylist()}
    assert (rows["a"]["first_seen"], rows["b"]["first_seen"]) == (1, 2)
    assert (
        "| `articles` | added | article_added | 1 |"
        in (second.path / "CHANGES.md").read_text()
    )


def test_any_two_releases_may_be_compared(home: Home, release) -> None:
    for articles in ("a", "ab", "bc"):
        release(articles)
    forth = diff(home, "2026.03.1", "latest")
    back = diff(home, "2026.03.3", "2026.03.1")
    assert {(r["row_id"], r["change"]) for r in forth.to_pylist()} >= {
        ("a", "removed"),
        ("b", "added"),
        ("c", "added"),
    }
    assert forth.num_rows == back.num_rows == 9
    assert diff(home, "latest", "2026.03.3").num_rows == 0
    with pytest.raises(
        ReleaseError, match=r"no release '1999\.01\.1'; there are: 2026"
    ):
        diff(home, "1999.01.1", "latest")


def test_a_release_from_before_a_table_is_compared_and_the_table_named(
    home: Home, release
) -> None:
    """Whichever of the two it is, and where it is both."""
    pair = {"copy_pairs": [{"article_a": "a", "article_b": "b"}]}
    for articles in ("ab", "abc", "abcd"):
        release(articles, rows=pair)
    first, second, third = list_releases(home)
    for old in (first, second):
        as_made_before_the_table(old, "copy_pairs")
    first, second, third = list_releases(home)

    def pairs(one: Release, other: Release) -> list[str]:
        rows = diff(home, one.version, other.version).to_pylist()
        return [row["change"] for row in rows if row["table_name"] == "copy_pairs"]

    assert pairs(second, third) == ["added"]
    assert pairs(third, second) == ["removed"]
    assert pairs(first, second) == []
    said = "2026.03.2 was made by a presstally that had no table copy_pairs: all its "
    assert unlike(second, third) == [said + "rows count as added"]
    assert unlike(third, second) == [said + "rows count as removed"]
    assert unlike(first, second) == []


def test_a_release_goes_on_from_one_of_an_older_schema(home: Home, release) -> None:
    """That has a table and a column of the registry less, and a column more."""
    release("a")
    (old,) = list_releases(home)
    as_made_before_the_table(old, "corrections")
    file = old.path / "tables" / "registry.parquet"
    registry = pq.read_table(file).drop_columns(["alias_of"])
    file.unlink()
    gone = pa.array([1] * registry.num_rows)
    pq.write_table(registry.append_column("gone", gone), file)
    (old,) = list_releases(home)
    tables = old.read()
    assert "corrections" not in tables
    assert tables["corrections"].equals(TABLES["corrections"].empty())
    names = [*TABLES["registry"].arrow.names, "gone"]
    assert tables["registry"].column_names == names
    new = release("ab").release
    assert new.version == "2026.03.2"
    born = {row["id"]: row["first_seen"] for row in new.registry.to_pylist()}
    assert born == {"a": 1, "ka": 1, "b": 2, "kb": 2}


def as_made_before_the_table(release: Release, name: str) -> None:
    """Make a release what it would be had the table not been thought of."""
    (release.path / "tables" / f"{name}.parquet").unlink()
    file = release.path / "datapackage.json"
    package = json.loads(file.read_text(encoding="utf-8"))
    package["resources"] = [r for r in package["resources"] if r["name"] != name]
    file.write_text(json.dumps(package), encoding="utf-8")
    # What is known of a release is remembered until this file is another.
    os.utime(release.path / "tables" / "release.parquet")


def test_a_critical_failure_makes_no_release(home: Home, release) -> None:
    release("a")
    failed = {"validations": [{"severity": "critical", "success": False}]}
    warned = {"validations": [{"severity": "warning", "success": False}]}
    with pytest.raises(ValidationError, match="no release was made"):
        release("ab", rows=failed)
    assert latest_release(home).version == "2026.03.1"
    assert release("ab", rows=warned).changed


def test_a_home_without_releases_says_how_to_make_one(home: Home) -> None:
    assert latest_release(home) is None
    with pytest.raises(ReleaseError, match="presstally run"):
        find_release(home)


def test_index_and_latest_are_rebuilt_from_the_folders(home: Home, release) -> None:
    release("a")
    release("ab")
    index = home.index.read_text()
    home.index.write_text("{")
    home.latest.unlink()
    home.latest.symlink_to("2026.03.1")
    assert len(verify(home.path)) == 2
    repair(home)
    assert home.index.read_text() == index
    assert verify(home.path) == []


def test_a_file_name_that_leaves_the_folder_is_refused(home: Home, release) -> None:
    with pytest.raises(ReleaseError, match="no plain file name"):
        release("a", extra_files={"../x": "text"})
    assert list(home.releases.iterdir()) == []


def test_folders_of_others_are_left_alone(home: Home, release) -> None:
    (home.releases / "notes").mkdir()
    release("a")
    assert [r.version for r in list_releases(home)] == ["2026.03.1"]
    assert verify(home.path) == []


FULL_DISK = """
import resource, sys
from datetime import UTC, datetime
from warehouse.digests import Inputs
from warehouse.home import Home
from warehouse.publish import publish
from warehouse.registry import anchors_table
from warehouse.schema.catalog import TABLES
from warehouse.schema.errors import PresstallyError
limit = int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    publish(
        Home(sys.argv[1]),
        tables={name: table.empty() for name, table in TABLES.items()},
        anchors=anchors_table({}),
        inputs=Inputs(**dict.fromkeys(Inputs.__dataclass_fields__, "other")),
        published_at=datetime(2026, 3, 3, tzinfo=UTC),
    )
    print("published")
except PresstallyError as error:
    print("refused:", error)
"""


@pytest.mark.parametrize("limit", [1_000, 8_000, 100_000])
def test_a_full_disk_leaves_the_last_release(home: Home, release, limit: int) -> None:
    """Files may not grow past a limit: tables fail first, then the DuckDB file."""
    release("a")
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(home.path), str(limit)],
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout.startswith("refused: ")
    assert "free" in done.stdout
    assert [p.name for p in home.releases.iterdir() if p.name.startswith(".")] == []
    assert verify(home.path) == []
    assert release("ab").release.version == "2026.03.2"


def test_a_damaged_release_is_named_and_not_built_upon(home: Home, release) -> None:
    path = release("a").release.path
    (path / "tables" / "release.parquet").write_bytes(b"broken")
    with pytest.raises(PresstallyError, match=r"2026\.03\.1 is damaged"):
        release("ab")
    assert any("checksum differs" in str(problem) for problem in verify(home.path))
