"""SQL generated from the declaration of the tables: DDL, comments, views, macros."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Literal

import pyarrow as pa

from warehouse.schema.catalog import SCHEMA_VERSION, TABLES

if TYPE_CHECKING:
    from warehouse.schema.declare import Field, Table

SQL_TYPES: dict[pa.DataType, str] = {
    pa.string(): "VARCHAR",
    pa.int32(): "INTEGER",
    pa.int64(): "BIGINT",
    pa.float64(): "DOUBLE",
    pa.bool_(): "BOOLEAN",
    # Not TIMESTAMPTZ: that is shown in the zone of whoever opens the file, and its
    # functions need the ICU extension, which not every build of DuckDB carries.
    pa.timestamp("us", tz="UTC"): "TIMESTAMP",
    pa.list_(pa.string()): "VARCHAR[]",
    pa.list_(pa.int32()): "INTEGER[]",
}

COMMENTED = re.compile(
    r"^COMMENT ON (?P<kind>VIEW|MACRO TABLE|MACRO) (?P<name>\w+)"
    r" IS '(?P<text>(?:[^']|'')*)';$",
    re.MULTILINE,
)
MACRO_HEAD = re.compile(r"^CREATE MACRO (\w+)\(([^)]*)\)", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Routine:
    """A view or macro of the DuckDB file."""

    name: str
    kind: Literal["view", "scalar macro", "table macro"]
    call: str
    """How it is called: the name, with its parameters where it has any."""
    description: str


def sql_type(field: Field) -> str:
    """The DuckDB type of a field.

    Enumerations are VARCHAR: an ENUM compares and joins badly with strings and
    would tie readers to the values of one release.

    Raises:
        KeyError: The declaration uses a type that has no DuckDB type here.
    """
    if pa.types.is_dictionary(field.type):
        return "VARCHAR"
    return SQL_TYPES[field.type]


def create_table(table: Table) -> str:
    """The CREATE TABLE statement of a table and its comments.

    NOT NULL is declared. Primary keys are not: their indexes would cost memory and a
    good part of the file, and validation has checked the keys before.
    """
    columns = ",\n".join(
        f"    {quoted(field.name)} {sql_type(field)}"
        + ("" if field.nullable else " NOT NULL")
        for field in table.fields
    )
    name = quoted(table.name)
    lines = [
        f"CREATE TABLE {name} (\n{columns}\n);",
        f"COMMENT ON TABLE {name} IS {literal(table_comment(table))};",
    ]
    lines += [
        f"COMMENT ON COLUMN {name}.{quoted(field.name)} IS "
        f"{literal(field_comment(field))};"
        for field in table.fields
    ]
    return "\n".join(lines)


def table_comment(table: Table) -> str:
    """What a table holds, and its key."""
    return f"One row per {table.row}. {table.description} Key: {', '.join(table.key)}."


def field_comment(field: Field) -> str:
    """What a field holds: description, unit, values and what it refers to."""
    parts = [field.description]
    if field.unit:
        parts.append(f"Unit: {field.unit}.")
    if pa.types.is_timestamp(field.type):
        parts.append("UTC.")
    if field.values:
        parts.append(f"One of: {', '.join(field.values)}.")
    if field.references:
        parts.append(f"Refers to {field.references}.")
    return " ".join(parts)


def views_and_macros() -> str:
    """The statements that create views and macros; they need the tables."""
    folder = resources.files("warehouse") / "sql"
    return "\n".join(
        (folder / name).read_text(encoding="utf-8")
        for name in ("views.sql", "macros.sql")
    )


def routines() -> list[Routine]:
    """Every view and macro with its comment, in the order they are created."""
    sql = views_and_macros()
    parameters = dict(MACRO_HEAD.findall(sql))
    kinds: dict[str, Literal["view", "scalar macro", "table macro"]] = {
        "VIEW": "view",
        "MACRO": "scalar macro",
        "MACRO TABLE": "table macro",
    }
    return [
        Routine(
            name=match["name"],
            kind=kinds[match["kind"]],
            call=match["name"]
            + (f"({parameters[match['name']]})" if match["kind"] != "VIEW" else ""),
            description=match["text"].replace("''", "'"),
        )
        for match in COMMENTED.finditer(sql)
    ]


def schema_sql() -> str:
    """The whole schema of the DuckDB file as one script."""
    head = (
        f"-- presstally: tables, views and macros of a release, schema "
        f"{SCHEMA_VERSION}.\n"
        "-- Generated from warehouse/schema; do not edit.\n"
    )
    tables = "\n\n".join(create_table(table) for table in TABLES.values())
    return f"{head}\n{tables}\n\n{views_and_macros()}"


def quoted(name: str) -> str:
    """An identifier in double quotes; some fields bear reserved words (`end`)."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A string literal."""
    return "'" + text.replace("'", "''") + "'"
