"""The DuckDB file of a release: written from the tables, read without trust."""

# ruff: noqa: S608 - SQL is made of declared names only
from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa

from warehouse.ddl import create_table, literal, quoted, views_and_macros
from warehouse.schema.catalog import TABLES
from warehouse.schema.errors import PresstallyError, ReleaseError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

DATABASE_NAME = "presstally.duckdb"

STORAGE_VERSION = "v1.2.0"
"""The newest format that DuckDB 1.2 to 2.0 and duckdb-wasm all read."""

BLOCK_BYTES = 16384
"""The smallest DuckDB allows: about thirty small tables take 0.5 MB in place of the
8 MB that blocks of the usual 256 KB come to."""

Config = dict[str, str | bool | int | float | list[str]]

OFFLINE: Config = {
    # No extension ships with DuckDB, and each try to fetch one costs seconds offline.
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    # Otherwise SQL may name variables of the calling Python code as tables.
    "python_enable_replacements": False,
}

CLOSED: Config = OFFLINE | {
    # A release may come from anyone: its views and macros must reach no other file,
    # and no statement may lift the ban.
    "enable_external_access": False,
    "lock_configuration": True,
}


def write_database(
    path: Path, tables: Mapping[str, pa.Table], *, release: Mapping[str, object]
) -> None:
    """Write the tables, views and macros of a release into a new DuckDB file.

    Args:
        path: File to make; its folder exists, the file does not.
        tables: Every published table by name, conforming to its declaration.
        release: The row of table `release`; version and date go into its comment.

    Raises:
        ReleaseError: The file exists, a table is missing, or DuckDB can't write it.
    """
    missing = [name for name in TABLES if name not in tables]
    if missing:
        raise ReleaseError(
            f"can't write {path.name}: no table {', '.join(missing)}; a release holds "
            "every declared table, empty where its stage found nothing"
        )
    if path.exists():
        raise ReleaseError(
            f"{path} exists; a released file is never written again, remove it first"
        )
    config = OFFLINE | {"temp_directory": str(path.with_suffix(".spill"))}
    try:
        with duckdb.connect(":memory:", config=config) as connection:
            connection.execute(
                f"ATTACH {literal(str(path))} AS release_file "
                f"(STORAGE_VERSION '{STORAGE_VERSION}', BLOCK_SIZE {BLOCK_BYTES})"
            )
            connection.execute("USE release_file")
            for name, declared in TABLES.items():
                connection.execute(create_table(declared))
                _insert(connection, name, tables[name])
            connection.execute(
                f"COMMENT ON TABLE release IS {literal(_release_comment(release))}"
            )
            connection.execute(views_and_macros())
            connection.execute("CHECKPOINT release_file")
            connection.execute("USE memory")
            connection.execute("DETACH release_file")
    except duckdb.Error as error:
        raise ReleaseError(
            f"DuckDB can't write {path}: {error}. Check free space and the tables"
        ) from error


def _insert(connection: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> None:
    """Insert a table's rows, in order, by column name."""
    columns = ", ".join(quoted(column) for column in TABLES[name].arrow.names)
    connection.register("rows_to_insert", without_zones(table))
    connection.execute(
        f"INSERT INTO {quoted(name)} ({columns}) SELECT {columns} FROM rows_to_insert"
    )
    connection.unregister("rows_to_insert")


def without_zones(table: pa.Table) -> pa.Table:
    """The same rows with UTC times as plain timestamps and enumerations as strings.

    Cast here and not in SQL, where the session's time zone would decide.
    """
    for index, field in enumerate(table.schema):
        if pa.types.is_timestamp(field.type) and field.type.tz:
            plain = pa.timestamp(field.type.unit)
        elif pa.types.is_dictionary(field.type):
            plain = pa.string()
        else:
            continue
        table = table.set_column(
            index, field.with_type(plain), table.column(index).cast(plain)
        )
    return table


def _release_comment(release: Mapping[str, object]) -> str:
    return (
        f"presstally release {release.get('version', '(no version)')}, schema "
        f"{release.get('schema_version', '(unknown)')}, published "
        f"{release.get('published_at', '(unknown)')} UTC. "
        f"{TABLES['release'].description}"
    )


def differences(path: Path, tables: Mapping[str, pa.Table]) -> list[str]:
    """Where a DuckDB file and the tables disagree, one sentence each; empty if not.

    Rows are compared as bags, in all columns.

    Raises:
        ReleaseError: The file can't be read.
    """
    found = []
    # Not `connect`: the comparison reads the Arrow tables too, which counts as
    # external access.
    with _opened(path, OFFLINE) as connection:
        held = {name for (name,) in connection.execute("SHOW TABLES").fetchall()}
        for name, table in tables.items():
            if name not in held:
                found.append(f"{path.name} has no table {name}")
                continue
            connection.register("expected_rows", without_zones(table))
            columns = ", ".join(quoted(column) for column in table.column_names)
            ours = f"SELECT {columns} FROM {quoted(name)}"
            theirs = f"SELECT {columns} FROM expected_rows"
            ((count,),) = connection.execute(
                f"SELECT count(*) FROM (({ours} EXCEPT ALL {theirs}) UNION ALL "
                f"({theirs} EXCEPT ALL {ours}))"
            ).fetchall()
            connection.unregister("expected_rows")
            if count:
                found.append(
                    f"{path.name}: {count} rows of {name} differ from its Parquet file"
                )
    return found


def connect(path: Path) -> duckdb.DuckDBPyConnection:
    """A read-only connection to a release's DuckDB file that reaches nothing else.

    SQL run on it can't read or write other files, load extensions or lift these
    limits.

    Args:
        path: The file, a release folder, or a home folder (its latest release).

    Raises:
        ReleaseError: There is no such file or DuckDB can't open it.
    """
    return _opened(database_of(path), CLOSED)


def query(path: Path, sql: str) -> pa.Table:
    """The result of SQL on a release, as an Arrow table.

    Args:
        path: As for `connect`.
        sql: Statements; the last one's result counts.

    Raises:
        ReleaseError: There is no such file or DuckDB can't open it.
        PresstallyError: DuckDB refuses the SQL.
    """
    with connect(path) as connection:
        try:
            result = connection.sql(sql)
            return pa.table({}) if result is None else result.to_arrow_table()
        except duckdb.Error as error:
            raise PresstallyError(
                f"{error}\nSHOW TABLES lists tables and views, DESCRIBE a table its "
                "columns; macros stand in CODEBOOK.md"
            ) from error


def database_of(path: Path) -> Path:
    """The DuckDB file that a file, release folder or home folder stands for.

    Raises:
        ReleaseError: None is there; the message names the places looked at.
    """
    places = list(_places(path))
    for place in places:
        if place.is_file():
            return place
    raise ReleaseError(
        f"no release at {path}: looked for {', '.join(str(place) for place in places)};"
        " `presstally run` makes one, `presstally releases` lists what there is"
    )


def _places(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield path / DATABASE_NAME
        yield path / "releases" / "latest" / DATABASE_NAME
    else:
        yield path


def _opened(path: Path, config: Config) -> duckdb.DuckDBPyConnection:
    # A query too big for memory must not leave files in an immutable release folder.
    spill = {"temp_directory": str(Path(tempfile.gettempdir()) / "presstally-sql")}
    try:
        return duckdb.connect(path, read_only=True, config={**config, **spill})
    except duckdb.Error as error:
        raise ReleaseError(
            f"DuckDB can't open {path}: {error}. `presstally verify` says whether the "
            "release is damaged"
        ) from error
