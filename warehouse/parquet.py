"""Tables as Parquet files: equal contents give equal bytes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.files import sha256_file, writing
from warehouse.schema.catalog import SCHEMA_VERSION
from warehouse.schema.declare import Table
from warehouse.schema.errors import ReleaseError

ROW_GROUP = 250_000
"""Rows: large enough to scan fast, small enough to read one at a time."""

ZSTD_LEVEL = 6
"""A tenth smaller than level 1 and still faster than the disk."""


def write_table(
    path: Path, table: pa.Table, declaration: Table, *, flushed: bool = True
) -> str:
    """SHA-256 of the file that was written.

    The file holds the declared columns in the declared order of rows, descriptions
    and the schema's version, and nothing that differs between equal contents.

    Args:
        path: The file.
        table: At least the declared columns, in any order.
        declaration: What it is declared to be.
        flushed: Wait for the disk, as in `files.writing`.

    Raises:
        KeyError: The table lacks a declared column.
        PresstallyError: The disk is full or the file can't be written.
    """
    conformed = declaration.conform(table)
    schema = conformed.schema.with_metadata(
        {**(declaration.arrow.metadata or {}), b"schema_version": SCHEMA_VERSION}
    )
    with writing(path, flushed=flushed) as temporary:
        pq.write_table(
            conformed.cast(schema),
            temporary,
            compression="zstd",
            compression_level=ZSTD_LEVEL,
            row_group_size=ROW_GROUP,
            version="2.6",
        )
        return sha256_file(temporary)


def read_table(
    path: Path, declaration: Table, *, columns: Sequence[str] | None = None
) -> pa.Table:
    """The table with its declared types, all columns or those that are named.

    Raises:
        ReleaseError: The file is missing or is no Parquet file of this table.
    """
    names = list(columns) if columns is not None else declaration.arrow.names
    try:
        table = pq.read_table(path, columns=names)
    except (OSError, pa.ArrowInvalid) as error:
        raise ReleaseError(
            f"{path} can't be read ({error}): run `presstally verify`, and restore or "
            "publish the release again"
        ) from error
    missing = [name for name in names if name not in table.column_names]
    if missing:
        raise ReleaseError(
            f"{path} lacks {', '.join(missing)}: it was written with another version "
            "of the schema; read it with that version of presstally"
        )
    schema = pa.schema(
        [declaration.arrow.field(name) for name in names],
        metadata=declaration.arrow.metadata,
    )
    # Parquet widens the indices of dictionaries and drops chunk-wise dictionaries.
    return table.select(names).unify_dictionaries().cast(schema)


def count_rows(path: Path) -> int:
    """Rows of a Parquet file, from its footer."""
    return int(pq.read_metadata(path).num_rows)
