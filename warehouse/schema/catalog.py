"""All published tables, in the order a reader meets them."""

from __future__ import annotations

from warehouse.schema import claims, copies, documents, figures, governance
from warehouse.schema.declare import Table

SCHEMA_VERSION = "1.0.0"
"""SemVer of the tables: major when a field goes or changes its meaning."""

TABLES: dict[str, Table] = {
    table.name: table
    for module in (documents, copies, figures, claims, governance)
    for table in module.TABLES
}

CORE_TABLES = tuple(name for name, table in TABLES.items() if table.core)


def table(name: str) -> Table:
    """The declaration of a table.

    Raises:
        KeyError: No such table; the message names all there are.
    """
    try:
        return TABLES[name]
    except KeyError:
        raise KeyError(
            f"there is no table {name!r}; there are: {', '.join(TABLES)}"
        ) from None


def references() -> list[tuple[str, str, str, str]]:
    """Every foreign key as (table, field, other table, other field)."""
    found = []
    for table in TABLES.values():
        for field in table.fields:
            if field.references:
                other_table, _, other_field = field.references.partition(".")
                found.append((table.name, field.name, other_table, other_field))
    return found
