"""The codebook: every table, field, view and macro as Markdown."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pyarrow as pa

from warehouse.ddl import routines
from warehouse.schema.catalog import SCHEMA_VERSION, TABLES

if TYPE_CHECKING:
    from warehouse.schema.declare import Field, Table

READABLE_TYPES: dict[pa.DataType, str] = {
    pa.string(): "text",
    pa.int32(): "integer",
    pa.int64(): "integer",
    pa.float64(): "number",
    pa.bool_(): "true or false",
    pa.timestamp("us", tz="UTC"): "time, UTC",
    pa.list_(pa.string()): "list of texts",
    pa.list_(pa.int32()): "list of integers",
}

HEAD = f"""\
# Codebook

Tables of a presstally release, schema {SCHEMA_VERSION}. Generated from
`warehouse/schema`; do not edit.

Offsets are half-open, in Unicode code points from 0, of the text that `field` names in
the version given; times are UTC; ids are the first 20 hex characters of a SHA-256. In
the DuckDB file times are TIMESTAMP (UTC) and enumerations VARCHAR; in the Parquet files
they are zoned timestamps and dictionary strings.
"""


def codebook() -> str:
    """Every table and field, every view and macro, as Markdown."""
    views = [routine for routine in routines() if routine.kind == "view"]
    macros = [routine for routine in routines() if routine.kind != "view"]
    parts = [
        HEAD,
        "| table | one row per | key |\n|---|---|---|\n"
        + "".join(
            f"| [`{table.name}`](#{table.name}) | {cell(table.row)} | "
            f"{_names(table.key)} |\n"
            for table in TABLES.values()
        ),
        *(_table_section(table) for table in TABLES.values()),
        "## Views\n\nIn the DuckDB file.\n\n"
        + "".join(f"- `{view.call}`: {view.description}\n" for view in views),
        "## Macros\n\nIn the DuckDB file; table macros are called as "
        "`FROM name(...)`. After `ATTACH`, `USE` the attached database first.\n\n"
        + "".join(f"- `{macro.call}`: {macro.description}\n" for macro in macros),
    ]
    return "\n".join(parts)


def _table_section(table: Table) -> str:
    core = "" if table.core else " Made at publishing, not a core table."
    referring = sorted(
        f"`{other.name}.{field.name}`"
        for other in TABLES.values()
        for field in other.fields
        if str(field.references).split(".", 1)[0] == table.name
    )
    lines = [
        f"## {table.name}\n",
        f"One row per {table.row}. {table.description}{core}\n",
        f"Key: {_names(table.key)}. Sorted by {_names(table.sort_by)}.\n",
    ]
    if referring:
        lines.append(f"Referred to by {', '.join(referring)}.\n")
    lines += [
        "| field | type | may be null | description | unit, values, range | example |",
        "|---|---|---|---|---|---|",
    ]
    lines += [
        f"| `{field.name}` | {readable_type(field)} | "
        f"{'yes' if field.nullable else 'no'} | {_described(field)} | "
        f"{_range(field)} | {_example(field)} |"
        for field in table.fields
    ]
    return "\n".join(lines) + "\n"


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _described(field: Field) -> str:
    text = cell(field.description)
    if field.references:
        table, column = field.references.split(".", 1)
        text += f" → [`{table}`](#{table})`.{column}`"
    return text


def _range(field: Field) -> str:
    parts = []
    if field.unit:
        parts.append(cell(field.unit))
    if field.values:
        parts.append(" ".join(f"`{value}`" for value in field.values))
    if field.minimum is not None and field.maximum is not None:
        parts.append(f"{field.minimum:g} to {field.maximum:g}")
    elif field.minimum is not None:
        parts.append(f"from {field.minimum:g}")
    elif field.maximum is not None:
        parts.append(f"to {field.maximum:g}")
    return "; ".join(parts)


def _example(field: Field) -> str:
    if field.example is None or field.example == "":
        return ""
    value = (
        field.example
        if isinstance(field.example, str)
        else json.dumps(field.example, ensure_ascii=False)
    )
    return f"`{cell(value)}`"


def readable_type(field: Field) -> str:
    """The type of a field in words."""
    if pa.types.is_dictionary(field.type):
        return "enumeration"
    return READABLE_TYPES[field.type]


def cell(text: str) -> str:
    """Text that can stand in a cell of a Markdown table."""
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ")
