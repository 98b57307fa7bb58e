"""Rows of whatever order and content: tables as declared, or a clear error."""

from __future__ import annotations

from datetime import UTC, datetime

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warehouse.files import sha256_file
from warehouse.parquet import read_table, write_table
from warehouse.schema.catalog import TABLES
from warehouse.schema.declare import Field

FEWER = settings.default.max_examples // 6
"""There are thirty tables, and each is tried."""

VALUE = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.binary(max_size=5)
    | st.datetimes()
    | st.lists(st.text(max_size=3), max_size=2)
)


def fitting(field: Field) -> st.SearchStrategy[object]:
    """Values that the declared type can hold."""
    kind = field.type
    if pa.types.is_timestamp(kind):
        values: st.SearchStrategy[object] = st.datetimes(
            datetime(1605, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
            datetime(9998, 1, 1),  # noqa: DTZ001 - as above
            timezones=st.just(UTC),
        )
    elif pa.types.is_list(kind):
        inner = st.text(max_size=4)
        if pa.types.is_integer(kind.value_type):
            inner = st.integers(-(2**31), 2**31 - 1)
        values = st.lists(inner, max_size=3)
    elif pa.types.is_boolean(kind):
        values = st.booleans()
    elif pa.types.is_floating(kind):
        values = st.floats(allow_nan=False)
    elif pa.types.is_integer(kind):
        bits = kind.bit_width - 1
        values = st.integers(-(2**bits), 2**bits - 1)
    else:
        values = st.sampled_from(field.values) if field.values else st.text(max_size=6)
    return values | st.none() if field.nullable else values


def rows_of(name: str) -> st.SearchStrategy[list[dict[str, object]]]:
    row = st.fixed_dictionaries(
        {field.name: fitting(field) for field in TABLES[name].fields}
    )
    return st.lists(row, max_size=4)


@pytest.mark.parametrize("name", TABLES)
@settings(max_examples=FEWER)
@given(data=st.data())
def test_fuzz_rows_give_the_same_file_in_whatever_order_they_come(tmp_path, name, data):
    declared = TABLES[name]
    rows = data.draw(rows_of(name))
    # A key is what tells rows apart; equal ones have no order of their own.
    keyed = {tuple(repr(row[key]) for key in declared.sort_by): row for row in rows}
    rows = list(keyed.values())
    table = declared.from_rows(rows)
    assert table.schema.equals(declared.arrow, check_metadata=True)
    assert declared.conform(table).equals(table)
    turned = declared.from_rows(data.draw(st.permutations(rows)))
    paths = [tmp_path / "a.parquet", tmp_path / "b.parquet"]
    for path, content in zip(paths, (table, turned), strict=True):
        write_table(path, content, declared, flushed=False)
    assert sha256_file(paths[0]) == sha256_file(paths[1])
    assert read_table(paths[0], declared).num_rows == len(rows)


@pytest.mark.parametrize("name", TABLES)
@settings(max_examples=FEWER)
@given(data=st.data())
def test_fuzz_rows_that_do_not_fit_are_refused_or_held_as_declared(name, data):
    declared = TABLES[name]
    names = st.sampled_from([*declared.arrow.names, "other"])
    row = data.draw(
        st.dictionaries(names, VALUE)
        | st.fixed_dictionaries(dict.fromkeys(declared.arrow.names, VALUE))
    )
    try:
        table = declared.from_rows([row])
    except (ValueError, TypeError, OverflowError):
        # Arrow's own errors are among them.
        return
    assert table.schema.equals(declared.arrow)
