"""The data package of a release: what its files and fields are, for machines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypedDict

import pyarrow as pa

from warehouse.schema.catalog import SCHEMA_VERSION, TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from warehouse.schema.declare import Field, Table

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"

TITLE = "Figures that the press reports"

SUMMARY = (
    "Figures that the press reports, counted once per independent source, traced to "
    "the character, versioned."
)

RIGHTS = (
    "Snippets and surfaces are short quotations of the publishers' texts and stay "
    "theirs; full texts are not part of a release. Offsets, hashes, measurements and "
    "counts were made by presstally."
)

FRICTIONLESS_TYPES: dict[pa.DataType, str] = {
    pa.string(): "string",
    pa.int32(): "integer",
    pa.int64(): "integer",
    pa.float64(): "number",
    pa.bool_(): "boolean",
    pa.timestamp("us", tz="UTC"): "datetime",
    pa.list_(pa.string()): "array",
    pa.list_(pa.int32()): "array",
}

INPUTS = {
    "store_sha256": "what was ingested",
    "corrections_sha256": "corrections",
    "settings_sha256": "settings",
    "documents_code_sha256": "code of reading and cleaning",
    "copies_code_sha256": "code and weights of copy detection",
    "figures_code_sha256": "code and tables of figure extraction",
    "claims_code_sha256": "code of claims",
    "frequencies_sha256": "frozen document frequencies",
    "furniture_sha256": "frozen lines that recur in an outlet",
    "model_sha256": "language model",
    "lock_sha256": "installed packages",
}
"""Fields of table `release` that name what the core tables are a function of."""

Json = dict[str, object]


class Licence(TypedDict):
    """A licence as the data package standard writes it."""

    name: str
    title: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFile:
    """What is known of one written Parquet file."""

    rows: int
    bytes: int
    sha256: str


def data_package(
    *,
    release: Mapping[str, object] | None = None,
    files: Mapping[str, TableFile] | None = None,
    licences: Sequence[Licence] = (),
) -> Json:
    """A Data Package (version 2) of all tables; of a release where one is given.

    See https://datapackage.org/standard/data-package/. Properties that the standard
    does not know (`unit`, `rows`, `presstally`) are allowed by it.
    """
    package: Json = {
        "$schema": PROFILE,
        "name": "presstally",
        "title": TITLE,
        "description": SUMMARY,
        "keywords": ["news", "figures", "quantities", "near-duplicates", "claims"],
    }
    if licences:
        package["licenses"] = [dict(licence) for licence in licences]
    if release is not None:
        package |= {
            "version": release["version"],
            "created": timestamp(release["published_at"]),
        }
    facts: Json = {"schema_version": SCHEMA_VERSION, "rights": RIGHTS}
    if release is not None:
        facts |= _release_facts(release)
    package["presstally"] = facts
    package["resources"] = [
        _resource(table, (files or {}).get(table.name)) for table in TABLES.values()
    ]
    return package


def _release_facts(release: Mapping[str, object]) -> Json:
    return {
        "release_seq": release["release_seq"],
        "previous_version": release["previous_version"],
        "schema_version": release["schema_version"],
        "code_version": release["code_version"],
        "core_sha256": release["core_sha256"],
        "model": release["model"],
        "inputs": {
            name.removesuffix("_sha256"): {
                "title": title,
                "hash": f"sha256:{release[name]}",
            }
            for name, title in INPUTS.items()
        },
        "counts": {
            name: release[f"n_{name}"]
            for name in ("articles", "clusters", "figures", "claims")
        },
        "accuracy": {
            name: release[f"accuracy_{name}"]
            for name in ("copies", "figures", "speakers", "of_this_code")
        },
        "database": "presstally.duckdb",
    }


def _resource(table: Table, file: TableFile | None) -> Json:
    resource: Json = {
        "name": table.name,
        "type": "table",
        "title": f"One row per {table.row}",
        "description": table.description,
        "path": f"tables/{table.name}.parquet",
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
    }
    if file is not None:
        resource |= {
            "rows": file.rows,
            "bytes": file.bytes,
            "hash": f"sha256:{file.sha256}",
        }
    schema: Json = {
        "fields": [_field(field, table) for field in table.fields],
        "primaryKey": list(table.key),
    }
    keys = [_foreign_key(field, table) for field in table.fields if field.references]
    if keys:
        schema["foreignKeys"] = keys
    resource["schema"] = schema
    return resource


def _field(field: Field, table: Table) -> Json:
    described: Json = {
        "name": field.name,
        "type": frictionless_type(field),
        "description": field.description,
    }
    if field.example is not None:
        described["example"] = field.example
    if field.unit:
        described["unit"] = field.unit
    constraints: Json = {}
    if not field.nullable:
        constraints["required"] = True
    if table.key == (field.name,):
        constraints["unique"] = True
    if field.values:
        constraints["enum"] = list(field.values)
    if field.minimum is not None:
        constraints["minimum"] = field.minimum
    if field.maximum is not None:
        constraints["maximum"] = field.maximum
    if pa.types.is_list(field.type):
        item = FRICTIONLESS_TYPES[field.type.value_type]
        constraints["jsonSchema"] = {"type": "array", "items": {"type": item}}
    if constraints:
        described["constraints"] = constraints
    return described


def _foreign_key(field: Field, table: Table) -> Json:
    other, column = str(field.references).split(".", 1)
    reference: Json = {"fields": [column]}
    # The standard: a key that refers to its own table names no resource.
    if other != table.name:
        reference = {"resource": other} | reference
    return {"fields": [field.name], "reference": reference}


def frictionless_type(field: Field) -> str:
    """The Data Package type of a field."""
    if pa.types.is_dictionary(field.type):
        return "string"
    return FRICTIONLESS_TYPES[field.type]


def timestamp(value: object) -> str:
    """A time as ISO 8601 in UTC.

    Raises:
        TypeError: The value is neither a time nor text.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        utc = value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)
        return utc.isoformat(timespec="seconds").replace("+00:00", "Z")
    raise TypeError(f"expected a time, got {value!r}")
