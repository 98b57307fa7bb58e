"""Parquet files: equal contents, equal bytes."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from warehouse.parquet import count_rows, read_table, write_table
from warehouse.schema.catalog import SCHEMA_VERSION, TABLES
from warehouse.schema.errors import ReleaseError

BLOCKS = [
    {"article_id": f"a{i % 7}", "start": i, "end": i + 1, "role": role}
    for i, role in enumerate(["body", "caption", "tags", "body"] * 20)
]


def test_equal_contents_give_equal_bytes(
    tmp_path: Path, make_tables: Callable[..., dict[str, pa.Table]]
) -> None:
    """Neither the order of rows nor chunks nor dictionaries may show."""
    declared = TABLES["blocks"]
    table = make_tables(blocks=BLOCKS)["blocks"]
    rows = list(range(len(BLOCKS)))
    random.Random(1).shuffle(rows)
    shuffled = table.take(pa.array(rows))
    chunked = pa.concat_tables([shuffled[:13], shuffled[13:]])
    first = write_table(tmp_path / "a.parquet", table, declared)
    second = write_table(tmp_path / "b.parquet", chunked, declared)
    assert first == second
    assert (tmp_path / "a.parquet").read_bytes() == (
        tmp_path / "b.parquet"
    ).read_bytes()


@pytest.mark.parametrize("rows", [0, 1])
@pytest.mark.parametrize("name", TABLES)
def test_every_table_comes_back_as_it_was_declared(
    tmp_path: Path,
    name: str,
    rows: int,
    make_tables: Callable[..., dict[str, pa.Table]],
) -> None:
    table = make_tables(**{name: [{}] * rows})[name]
    path = tmp_path / f"{name}.parquet"
    write_table(path, table, TABLES[name])
    back = read_table(path, TABLES[name])
    assert back.equals(table)
    assert back.schema.equals(TABLES[name].arrow, check_metadata=True)
    assert count_rows(path) == rows


def test_the_file_describes_itself(
    tmp_path: Path, make_tables: Callable[..., dict[str, pa.Table]]
) -> None:
    path = tmp_path / "figures.parquet"
    write_table(path, make_tables()["figures"], TABLES["figures"])
    schema = pq.read_schema(path)
    assert schema.metadata[b"schema_version"] == SCHEMA_VERSION.encode()
    assert schema.metadata[b"description"]
    assert schema.field("start").metadata[b"unit"] == b"characters"


def test_a_projection_reads_only_what_is_named(
    tmp_path: Path, make_tables: Callable[..., dict[str, pa.Table]]
) -> None:
    path = tmp_path / "blocks.parquet"
    write_table(path, make_tables(blocks=BLOCKS)["blocks"], TABLES["blocks"])
    table = read_table(path, TABLES["blocks"], columns=["role", "start"])
    assert table.column_names == ["role", "start"]


def test_a_file_that_is_no_parquet_is_named(tmp_path: Path) -> None:
    path = tmp_path / "blocks.parquet"
    path.write_text("broken")
    with pytest.raises(ReleaseError, match=r"blocks\.parquet can't be read"):
        read_table(path, TABLES["blocks"])
