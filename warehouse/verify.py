"""Whether releases are what they were when they were made."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from warehouse.database import DATABASE_NAME, connect
from warehouse.files import sha256_file
from warehouse.home import Home
from warehouse.parquet import count_rows
from warehouse.releases import CHECKSUMS, list_releases, release_folders
from warehouse.schema.errors import ReleaseError
from warehouse.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong."""

    path: Path
    message: str
    """What is wrong and what to do."""

    def __str__(self) -> str:
        """The problem in one line."""
        return f"{self.path}: {self.message}"


def verify(path: Path) -> list[Problem]:
    """What is wrong with a home folder or a single release folder; empty if nothing.

    Raises:
        ReleaseError: There is neither at `path`.
    """
    if (path / CHECKSUMS).is_file():
        return list(verify_release(path))
    home = Home(path)
    if not home.releases.is_dir():
        raise ReleaseError(
            f"{path} is neither a home folder nor a release: name one with --home"
        )
    problems = [Problem(path=p, message=DAMAGED_SEGMENT) for p in Store(home).damaged()]
    for folder in release_folders(home):
        problems += verify_release(folder)
    try:
        entries = [release.as_json() for release in list_releases(home)]
    except ReleaseError as error:
        return [*problems, Problem(path=home.index, message=str(error))]
    if entries:
        problems += _verify_index(home, entries)
    return problems


DAMAGED_SEGMENT = (
    "the segment is not what was ingested: restore it from a backup, or move it away "
    "and ingest its sources again"
)
RESTORE = "restore the release from a backup, or remove its folder and publish again"


def verify_release(folder: Path) -> Iterator[Problem]:
    """What is wrong with one release: files, counts, DuckDB file."""
    try:
        lines = (folder / CHECKSUMS).read_text(encoding="utf-8").splitlines()
        sums = {name: sha for sha, name in (line.split("  ", 1) for line in lines)}
    except (OSError, ValueError) as error:
        yield Problem(path=folder / CHECKSUMS, message=f"unreadable ({error})")
        return
    sound = True
    for name, expected in sums.items():
        file = folder / name
        if not file.resolve().is_relative_to(folder.resolve()):
            sound = False
            yield Problem(
                path=folder / CHECKSUMS,
                message=f"names {name!r}, which lies outside the release: {RESTORE}",
            )
        elif not file.is_file():
            sound = False
            yield Problem(path=file, message=f"missing: {RESTORE}")
        elif sha256_file(file) != expected:
            sound = False
            yield Problem(path=file, message=f"checksum differs: {RESTORE}")
    listed = {f"tables/{file.name}" for file in (folder / "tables").glob("*.parquet")}
    for name in sorted(listed - sums.keys()):
        yield Problem(path=folder / name, message="not part of the release: remove it")
    if sound:
        counts = {
            Path(name).stem: count_rows(folder / name)
            for name in sums
            if name.endswith(".parquet")
        }
        yield from _verify_package(folder, counts)
        yield from _verify_database(folder, counts)


def _verify_package(folder: Path, counts: dict[str, int]) -> Iterator[Problem]:
    path = folder / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    described = {entry["name"]: entry["rows"] for entry in package["resources"]}
    for name in sorted(described.keys() | counts.keys()):
        if described.get(name) != counts.get(name):
            yield Problem(
                path=path,
                message=f"says {described.get(name)} rows of {name}, the file has "
                f"{counts.get(name)}: {RESTORE}",
            )


def _verify_database(folder: Path, counts: dict[str, int]) -> Iterator[Problem]:
    path = folder / DATABASE_NAME
    try:
        with connect(path) as connection:
            for name, expected in sorted(counts.items()):
                ((found,),) = connection.execute(
                    f'select count(*) from "{name}"'  # noqa: S608 - a file of ours
                ).fetchall()
                if found != expected:
                    yield Problem(
                        path=path,
                        message=f"{found} rows of {name}, its Parquet file has "
                        f"{expected}: {RESTORE}",
                    )
    except Exception as error:  # noqa: BLE001 - whatever a damaged file makes DuckDB say
        yield Problem(path=path, message=f"can't be read ({error}): {RESTORE}")


def _verify_index(home: Home, entries: list[dict[str, object]]) -> Iterator[Problem]:
    repaired = "the next `presstally run` puts it right"
    try:
        listed = json.loads(home.index.read_text(encoding="utf-8"))["releases"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        yield Problem(path=home.index, message=f"unreadable ({error}): {repaired}")
    else:
        if listed != entries:
            yield Problem(
                path=home.index, message=f"is not what the folders hold: {repaired}"
            )
    newest = str(entries[-1]["path"])
    if not home.latest.is_symlink() or str(home.latest.readlink()) != newest:
        yield Problem(
            path=home.latest, message=f"does not point to {newest}: {repaired}"
        )
