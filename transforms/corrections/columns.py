"""Single values of a table replaced by others."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc


def replaced(
    table: pa.Table, key: str, column: str, values: Mapping[str, object]
) -> pa.Table:
    """The table with other values in a column of some rows.

    Enumerations come back as plain strings, for `Table.conform`.

    Args:
        table: Any rows.
        key: Column that names a row, or several alike.
        column: Column that is changed.
        values: New value by key; keys that no row has are left out.
    """
    if not values:
        return table
    old = table[column]
    kind = pa.string() if pa.types.is_dictionary(old.type) else old.type
    keys = sorted(values)
    fresh = pa.array([values[name] for name in keys], kind)
    place = pc.index_in(table[key], value_set=pa.array(keys, pa.string()))
    new = pc.if_else(pc.is_valid(place), fresh.take(place), old.cast(kind))
    return table.set_column(table.schema.get_field_index(column), column, new)
