"""Releases: folders that appear whole, never change, and are listed in an index."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.crashpoints import crash_point
from warehouse.digests import Inputs
from warehouse.files import point_link, write_text
from warehouse.home import Home
from warehouse.parquet import read_table
from warehouse.schema.catalog import CORE_TABLES, TABLES
from warehouse.schema.declare import Table
from warehouse.schema.errors import ReleaseError

CHECKSUMS = "SHA256SUMS"
LATEST = "latest"
NAME = re.compile(r"\d{4}\.\d{2}\.\d+")
"""Folders with such a name are releases; others are not ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A release that lies in a home folder."""

    version: str
    """Label, YYYY.MM.N."""
    release_seq: int
    """Place in the order of releases, from 1."""
    previous_version: str | None
    published_at: datetime
    schema_version: str
    core_sha256: str
    path: Path
    tables: dict[str, int]
    """Rows by table."""

    def read(self) -> ReleaseTables:
        """Its tables, each read when it is asked for."""
        return ReleaseTables(self.path)

    def core_tables(self) -> dict[str, pa.Table]:
        """Its core tables, all of them read."""
        tables = self.read()
        return {name: tables[name] for name in CORE_TABLES if name in tables}

    @property
    def registry(self) -> pa.Table:
        """Every id published up to this release."""
        return self.read()["registry"]

    @property
    def inputs(self) -> Inputs:
        """What its core tables were made from."""
        return self.read().inputs

    def as_json(self) -> dict[str, object]:
        """The entry in the index."""
        return {
            "version": self.version,
            "release_seq": self.release_seq,
            "previous_version": self.previous_version,
            "published_at": self.published_at.isoformat(),
            "schema_version": self.schema_version,
            "core_sha256": self.core_sha256,
            "path": self.path.name,
            "tables": self.tables,
        }


class ReleaseTables(Mapping[str, pa.Table]):
    """The tables of a release folder, each read when it is asked for."""

    def __init__(self, path: Path) -> None:
        """The tables of the release folder at a path."""
        self._files = {file.stem: file for file in (path / "tables").glob("*.parquet")}

    def __getitem__(self, name: str) -> pa.Table:
        """The table as it is declared now, whatever schema it was written with.

        What that schema did not have, whole tables too, is empty; a key is not made
        up, and columns that are not declared any more come last.
        """
        declared = TABLES.get(name)
        if declared is None:
            return pq.read_table(self._files[name])
        if name not in self._files:
            return declared.empty()
        file = self._files[name]
        if pq.read_schema(file).names == declared.arrow.names:
            return read_table(file, declared)
        return _widened(pq.read_table(file), declared)

    def __contains__(self, name: object) -> bool:
        """Whether the release has the table, without reading it."""
        return name in self._files

    def __iter__(self) -> Iterator[str]:
        """Names of the tables, sorted."""
        return iter(sorted(self._files))

    def __len__(self) -> int:
        """How many tables there are."""
        return len(self._files)

    @property
    def inputs(self) -> Inputs:
        """What the core tables were made from."""
        return Inputs.from_release(self["release"])


def _widened(table: pa.Table, declared: Table) -> pa.Table:
    """The table with the declared columns it lacks as nulls, in the declared order."""
    known = {
        field.name: pa.nulls(table.num_rows, field.type)
        for field in declared.arrow
        if field.name not in declared.key
    }
    held = {name: table[name] for name in table.column_names}
    order = [name for name in declared.arrow.names if name in known | held]
    columns = {name: (known | held)[name] for name in order} | held
    return pa.table(columns)


def list_releases(home: Home) -> list[Release]:
    """The releases of a home folder, oldest first; from the folders themselves.

    Raises:
        ReleaseError: One is damaged so that not even its version can be read.
    """
    if not home.releases.is_dir():
        return []
    found = [_described(folder) for folder in release_folders(home)]
    return sorted(found, key=lambda release: release.release_seq)


def release_folders(home: Home) -> list[Path]:
    """The folders that are releases: whoever finds one by its name finds it whole."""
    return sorted(
        folder
        for folder in home.releases.iterdir()
        if NAME.fullmatch(folder.name) and folder.is_dir() and not folder.is_symlink()
    )


def latest_release(home: Home) -> Release | None:
    """The newest release; None before the first."""
    releases = list_releases(home)
    return releases[-1] if releases else None


def find_release(home: Home, version: str = LATEST) -> Release:
    """The release with a version, or the newest.

    Raises:
        ReleaseError: There is none; the message names those there are.
    """
    releases = list_releases(home)
    if not releases:
        raise ReleaseError(
            f"{home.path} holds no release yet: make one with "
            f"`presstally run SOURCE --home {home.path}`"
        )
    if version == LATEST:
        return releases[-1]
    for release in releases:
        if release.version == version:
            return release
    known = ", ".join(release.version for release in releases)
    raise ReleaseError(f"there is no release {version!r}; there are: {known}")


def repair(home: Home) -> None:
    """Bring index and `latest` in line with the folders; lock held.

    A run that is killed after a release got its name leaves both behind it.
    """
    releases = list_releases(home)
    if not releases:
        return
    index = {"releases": [release.as_json() for release in releases]}
    text = json.dumps(index, indent=2) + "\n"
    if not home.index.exists() or home.index.read_text(encoding="utf-8") != text:
        write_text(home.index, text)
        crash_point("publish.index")
    newest = releases[-1].path.name
    if not home.latest.is_symlink() or str(home.latest.readlink()) != newest:
        point_link(home.latest, newest)


def _described(folder: Path) -> Release:
    facts = folder / "tables" / "release.parquet"
    try:
        return _read_facts(folder, facts.stat().st_mtime_ns)
    except (OSError, ValueError, KeyError) as error:
        raise ReleaseError(
            f"release {folder} is damaged ({error}): restore it from a backup, or move "
            "its folder away; `presstally verify` names what is wrong"
        ) from error


@cache
def _read_facts(folder: Path, _modified: int) -> Release:
    """The facts of a release folder, which never change once it has its name.

    Read as they are: a release of an older schema must still be listed.
    """
    (row,) = pq.read_table(folder / "tables" / "release.parquet").to_pylist()
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return Release(
        version=row["version"],
        release_seq=row["release_seq"],
        previous_version=row["previous_version"],
        published_at=row["published_at"],
        schema_version=row["schema_version"],
        core_sha256=row["core_sha256"],
        path=folder,
        tables={
            resource["name"]: resource["rows"]
            for resource in sorted(package["resources"], key=lambda r: str(r["name"]))
        },
    )
