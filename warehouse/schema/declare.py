"""How a table is declared: once, with everything that is generated from it.

The Arrow schema, the DuckDB DDL, the data package, the codebook, the foreign-key
checks and the base expectations all come from these two dataclasses.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import get_args

import pyarrow as pa
import pyarrow.compute as pc

TAKE_ROWS = 50_000
"""Rows put in order at once: 2 GB of text, the most a string array can hold, would
need 43,000 characters a row."""

STRING = pa.string()
ENUM = pa.dictionary(pa.int16(), pa.string())
INT = pa.int32()
FLOAT = pa.float64()
BOOL = pa.bool_()
TIME = pa.timestamp("us", tz="UTC")
STRINGS = pa.list_(pa.string())
INTS = pa.list_(pa.int32())

Scalar = str | int | float | bool | list[str] | list[int]


def choices(literal: object) -> tuple[str, ...]:
    """The strings a ``Literal`` type allows, in the order they are written."""
    return tuple(get_args(literal))


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One column of one published table."""

    name: str
    type: pa.DataType
    description: str
    example: Scalar | None = None
    """A value as it stands in a real release; None where the column may be null."""
    unit: str | None = None
    """What the number counts or measures: characters, words, articles, share ..."""
    nullable: bool = False
    values: tuple[str, ...] | None = None
    """All strings an enumeration may hold."""
    references: str | None = None
    """``table.field`` that every non-null value must be found in."""
    minimum: float | None = None
    maximum: float | None = None

    @property
    def arrow(self) -> pa.Field:
        """The Arrow field, with description, unit and example as metadata."""
        metadata = {"description": self.description}
        if self.unit:
            metadata["unit"] = self.unit
        return pa.field(self.name, self.type, self.nullable, metadata)


@dataclass(frozen=True)
class Table:
    """One published table."""

    name: str
    row: str
    """What one row stands for."""
    description: str
    key: tuple[str, ...]
    fields: tuple[Field, ...]
    sort_by: tuple[str, ...] = ()
    """Order of the rows; ends in the key, so that equal contents give equal bytes."""
    core: bool = True
    """Part of the pure function of store, corrections, settings and code."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "sort_by", self.sort_by or self.key)
        names = [field.name for field in self.fields]
        if len(set(names)) != len(names):
            raise ValueError(f"table {self.name} declares a field twice: {names}")
        unknown = {*self.key, *self.sort_by} - set(names)
        if unknown:
            raise ValueError(f"table {self.name} has no field {sorted(unknown)}")
        if not set(self.key) <= set(self.sort_by):
            raise ValueError(f"sort_by of {self.name} must contain its key")

    @cached_property
    def arrow(self) -> pa.Schema:
        """The Arrow schema, field order as declared."""
        return pa.schema(
            [field.arrow for field in self.fields],
            metadata={"table": self.name, "description": self.description},
        )

    def field(self, name: str) -> Field:
        """The declaration of one field.

        Raises:
            KeyError: The table has no such field.
        """
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(f"table {self.name} has no field {name!r}")

    def empty(self) -> pa.Table:
        """A table of this schema without rows."""
        return self.arrow.empty_table()

    def from_rows(self, rows: list[dict[str, object]]) -> pa.Table:
        """Rows as an Arrow table of this schema, sorted by ``sort_by``.

        Raises:
            ValueError: A row lacks a field or has one that is not declared.
        """
        declared = set(self.arrow.names)
        for row in rows:
            if row.keys() != declared:
                raise ValueError(
                    f"row of {self.name} has missing or unknown fields: "
                    f"{sorted(declared ^ row.keys())}"
                )
        return self.conform(pa.Table.from_pylist(rows, schema=plain(self.arrow)))

    def conform(self, table: pa.Table) -> pa.Table:
        """The same rows in the declared column order, types and row order.

        Raises:
            KeyError: The table lacks a declared column.
        """
        # Arrow sorts no dictionaries, and re-encoding makes them depend on the rows
        # alone, not on how they came together.
        plainly = {
            field.name: table[field.name].cast(field.type)
            for field in plain(self.arrow)
        }
        order = pc.sort_indices(
            pa.table({name: plainly[name] for name in self.sort_by}),
            sort_keys=[(name, "ascending") for name in self.sort_by],
        )
        columns = []
        for field in self.fields:
            column = take(plainly.pop(field.name), order)
            if pa.types.is_dictionary(field.type):
                column = column.combine_chunks().dictionary_encode().cast(field.type)
            columns.append(column)
        return pa.Table.from_arrays(columns, schema=self.arrow)


def take(column: pa.ChunkedArray, order: pa.Array) -> pa.ChunkedArray:
    """The values in another order; strings may take more than 2 GB in all.

    Args:
        column: Values.
        order: Row numbers.
    """
    wide = {pa.string(): pa.large_string(), pa.binary(): pa.large_binary()}
    values = column.cast(wide.get(column.type, column.type)).combine_chunks()
    chunks = [
        values.take(order[start : start + TAKE_ROWS]).cast(column.type)
        for start in range(0, len(order), TAKE_ROWS)
    ]
    return pa.chunked_array(chunks, type=column.type)


def plain(schema: pa.Schema) -> pa.Schema:
    """The schema with plain strings in place of dictionaries."""
    return pa.schema(
        [
            field.with_type(pa.string())
            if pa.types.is_dictionary(field.type)
            else field
            for field in schema
        ],
        metadata=schema.metadata,
    )
