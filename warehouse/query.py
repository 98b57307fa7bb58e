"""DuckDB as the engine for joins: nothing fetched, nothing guessed."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa

CONFIG: dict[str, str | bool | int | float | list[str]] = {
    # None ships with the package, and each try to fetch one costs seconds offline.
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


@contextmanager
def connect(
    path: Path | str = ":memory:", *, read_only: bool = False
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that fetches no extensions, closed at the end of the block."""
    # What does not fit into memory must not land in the folder the user stands in.
    spill = Path(tempfile.gettempdir()) / f"presstally-{os.getpid()}"
    config = CONFIG | {"temp_directory": str(spill)}
    connection = duckdb.connect(str(path), read_only=read_only, config=config)
    try:
        connection.execute("set timezone = 'UTC'")
        # DuckDB would otherwise look for unknown tables among Python variables.
        connection.execute("set python_enable_replacements = false")
        yield connection
    finally:
        connection.close()


def query(
    connection: duckdb.DuckDBPyConnection,
    sql: str,
    *,
    frames: Mapping[str, pa.Table] | None = None,
    parameters: Mapping[str, object] | None = None,
) -> pa.Table:
    """What a query returns, with Arrow tables for it to read by name."""
    for name, frame in (frames or {}).items():
        connection.register(name, frame)
    try:
        return connection.sql(sql, params=dict(parameters or {})).to_arrow_table()
    finally:
        for name in frames or {}:
            connection.unregister(name)
