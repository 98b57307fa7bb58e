"""Making a release of what a build left: written aside, checked, named in one step."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from warehouse.accuracy import NOT_MEASURED, Accuracy
from warehouse.changes import changes_page, compute_changes
from warehouse.crashpoints import crash_point
from warehouse.digests import Inputs, core_digest
from warehouse.files import (
    TEMPORARY,
    clear_errors,
    flush_tree,
    make_folder,
    move,
    remove,
    sha256_file,
    write_bytes,
)
from warehouse.home import Home
from warehouse.parquet import write_table
from warehouse.registry import next_registry
from warehouse.releases import (
    CHECKSUMS,
    Release,
    find_release,
    latest_release,
    list_releases,
    repair,
)
from warehouse.schema.catalog import CORE_TABLES, TABLES
from warehouse.schema.errors import ReleaseError, ValidationError

COMPARED_ROWS = 500_000
"""Tables up to this size are compared row by row with the DuckDB file before they are
published (4 seconds and 0.9 GB for 475,000 figures); larger ones are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What publishing came to."""

    release: Release
    """The release that holds now: the new one, or the last where nothing changed."""
    changed: bool
    """A new release was made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    """One table file of the release in the making."""

    rows: int
    bytes: int
    sha256: str


def publish(
    home: Home,
    *,
    tables: Mapping[str, pa.Table],
    anchors: pa.Table,
    inputs: Inputs,
    published_at: datetime,
    settings: Sequence[str] = (),
    accuracy: Accuracy = NOT_MEASURED,
    extra_files: Mapping[str, str | bytes] | None = None,
) -> Published:
    """The release made of the tables, or the last one where nothing changed.

    The caller holds the home's lock. A run that is killed in here leaves the last
    release as it was, or the new one whole.

    Args:
        home: Where it goes.
        tables: The core tables, `validations` and `validation_failures`.
        anchors: Members that minted ids were made from (`registry.ANCHORS`).
        inputs: What the core tables were made from.
        published_at: Time of publishing, UTC; gives the version its month.
        settings: The settings that decide what stands in it, `name = value`.
        accuracy: What was measured on the sample world.
        extra_files: Further files for the release folder, by name.

    Raises:
        ValidationError: A critical expectation failed.
        ReleaseError: A table is missing, or what was written is not what was meant.
        PresstallyError: The disk is full or the folder can't be written.
    """
    _refuse_failures(tables["validations"])
    repair(home)
    previous = latest_release(home)
    folder = home.releases / f"{TEMPORARY}{os.getpid()}"
    make_folder(folder / "tables")
    try:
        written = {
            name: _write(folder, name, tables[name], previous) for name in CORE_TABLES
        }
        core_sha256 = core_digest({name: file.sha256 for name, file in written.items()})
        if previous is not None and previous.core_sha256 == core_sha256:
            return Published(release=previous, changed=False)
        complete = _completed(
            tables,
            previous,
            home=home,
            anchors=anchors,
            inputs=inputs,
            published_at=published_at,
            core_sha256=core_sha256,
            settings=settings,
            accuracy=accuracy,
        )
        written |= {
            name: _write(folder, name, complete[name], previous)
            for name in TABLES
            if name not in written
        }
        crash_point("publish.tables")
        _describe(folder, complete, written, extra_files or {})
        _check(folder, complete, written)
        with clear_errors(folder):
            flush_tree(folder)
        crash_point("publish.checked")
        version = str(complete["release"]["version"][0])
        move(folder, home.releases / version)
    finally:
        if folder.exists():
            remove(folder)
    crash_point("publish.renamed")
    repair(home)
    return Published(release=find_release(home, version), changed=True)


def next_version(home: Home, published_at: datetime) -> str:
    """Label of the next release: YYYY.MM.N, N counting from 1 in each month."""
    month = f"{published_at:%Y.%m}."
    numbers = [
        int(release.version.removeprefix(month))
        for release in list_releases(home)
        if release.version.startswith(month)
    ]
    return f"{month}{max(numbers, default=0) + 1}"


def _refuse_failures(validations: pa.Table) -> None:
    critical = validations.filter(
        pc.and_(
            pc.equal(validations["severity"].cast(pa.string()), "critical"),
            pc.invert(validations["success"]),
        )
    )
    if critical.num_rows:
        failed = ", ".join(critical["expectation_id"].to_pylist()[:5])
        raise ValidationError(
            f"{critical.num_rows} critical expectations failed ({failed}): no release "
            "was made, the last one stays. The rows stand in validation_failures of "
            "the run"
        )


def _completed(
    tables: Mapping[str, pa.Table],
    previous: Release | None,
    *,
    home: Home,
    anchors: pa.Table,
    inputs: Inputs,
    published_at: datetime,
    core_sha256: str,
    settings: Sequence[str],
    accuracy: Accuracy,
) -> dict[str, pa.Table]:
    """All tables of the release, with changes, registry and its own row."""
    before = previous.read() if previous else None
    release_seq = previous.release_seq + 1 if previous else 1
    changes = compute_changes(
        tables,
        before,
        inputs_current=inputs,
        inputs_previous=before.inputs if before else None,
    )
    registry = next_registry(
        tables,
        previous=before["registry"] if before else None,
        anchors=anchors,
        changes=changes,
        release_seq=release_seq,
    )
    row = {
        "release_seq": release_seq,
        "version": next_version(home, published_at),
        "previous_version": previous.version if previous else None,
        "published_at": published_at,
        "core_sha256": core_sha256,
        **asdict(inputs),
        "settings": list(settings),
        "n_articles": tables["articles"].num_rows,
        "n_clusters": tables["clusters"].num_rows,
        "n_figures": pc.sum(tables["figures"]["is_current"]).as_py() or 0,
        "n_claims": tables["claims"].num_rows,
        **asdict(accuracy),
    }
    made = {
        "changes": changes,
        "registry": registry,
        "release": TABLES["release"].from_rows([row]),
    }
    return {name: made[name] if name in made else tables[name] for name in TABLES}


def _write(
    folder: Path, name: str, table: pa.Table, previous: Release | None
) -> _Written:
    """Writes a table file; one that the last release has is linked, not kept twice."""
    path = folder / "tables" / f"{name}.parquet"
    sha256 = write_table(path, table, TABLES[name], flushed=False)
    if previous is not None:
        known = previous.path / "tables" / path.name
        # Hashed, not looked up: a damaged file must not spread into this release.
        if (
            known.is_file()
            and known.stat().st_size == path.stat().st_size
            and sha256_file(known) == sha256
        ):
            _link(known, path)
    return _Written(rows=table.num_rows, bytes=path.stat().st_size, sha256=sha256)


def _link(known: Path, path: Path) -> None:
    temporary = path.with_name(f"{TEMPORARY}{path.name}")
    try:
        os.link(known, temporary)
    except OSError:
        # Not every file system links; the copy that was written does as well.
        return
    temporary.replace(path)


def _describe(
    folder: Path,
    tables: Mapping[str, pa.Table],
    written: Mapping[str, _Written],
    extra_files: Mapping[str, str | bytes],
) -> None:
    """Write the DuckDB file, what describes the release, and the checksums."""
    # Imported late: a reader of releases needs neither.
    from warehouse.database import DATABASE_NAME, write_database  # noqa: PLC0415
    from warehouse.datapackage import TableFile  # noqa: PLC0415
    from warehouse.metadata import release_documents  # noqa: PLC0415

    row = tables["release"].to_pylist()[0]
    with clear_errors(folder / DATABASE_NAME):
        write_database(folder / DATABASE_NAME, tables, release=row)
    files = {
        name: TableFile(rows=file.rows, bytes=file.bytes, sha256=file.sha256)
        for name, file in written.items()
    }
    documents: dict[str, str | bytes] = {
        **release_documents(release=row, files=files),
        "CHANGES.md": changes_page(
            tables["changes"],
            version=row["version"],
            previous_version=row["previous_version"],
        ),
        **extra_files,
    }
    for name, content in documents.items():
        if Path(name).name != name:
            raise ReleaseError(f"{name!r} is no plain file name for a release folder")
        encoded = content.encode("utf-8") if isinstance(content, str) else content
        write_bytes(folder / name, encoded, flushed=False)
    sums = {name: sha256_file(folder / name) for name in documents} | {
        f"tables/{name}.parquet": file.sha256 for name, file in written.items()
    }
    lines = "".join(f"{sums[name]}  {name}\n" for name in sorted(sums))
    write_bytes(folder / CHECKSUMS, lines.encode(), flushed=False)


def _check(
    folder: Path, tables: Mapping[str, pa.Table], written: Mapping[str, _Written]
) -> None:
    """Read the release back before it gets its name."""
    from warehouse.database import DATABASE_NAME, differences  # noqa: PLC0415
    from warehouse.verify import verify_release  # noqa: PLC0415

    problems = [str(problem) for problem in verify_release(folder)]
    compared = {
        name: table for name, table in tables.items() if table.num_rows <= COMPARED_ROWS
    }
    problems += differences(folder / DATABASE_NAME, compared)
    problems += [
        f"{name}: {file.rows} rows written, {tables[name].num_rows} meant"
        for name, file in written.items()
        if file.rows != tables[name].num_rows
    ]
    if problems:
        raise ReleaseError(
            "the release in the making is not what was meant, so it was not "
            f"published: {'; '.join(problems[:5])}. Run again; if it comes back, look "
            "at the disk and the memory of this machine"
        )
