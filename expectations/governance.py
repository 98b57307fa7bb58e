"""Expectations on corrections, and on volumes against the release before."""

# ruff: noqa: S608 - the SQL is made of constants of this package
from __future__ import annotations

from expectations.model import Check, Measure
from warehouse.schema.catalog import CORE_TABLES

ENOUGH_ROWS = 50
"""Below this, single articles move a table by a fifth."""

CHECKS = (
    Check(
        table="corrections",
        name="applied",
        column="status",
        expects="every correction was applied",
        severity="warning",
        sql="""
            SELECT correction_id AS row_id, status::VARCHAR AS value
            FROM corrections
            WHERE status <> 'applied'
        """,
    ),
    Check(
        table="corrected_values",
        name="changed",
        column="after",
        expects="a correction changes the value",
        severity="warning",
        sql="""
            SELECT
                concat_ws('|', correction_id, table_name, row_id, field) AS row_id,
                NULL AS value
            FROM corrected_values
            WHERE before IS NOT DISTINCT FROM after
        """,
    ),
)

MEASURES = tuple(
    Measure(
        table=name,
        name="volume",
        expects="rows over those of the release before: not a fifth fewer, not over "
        f"four times as many (where that had {ENOUGH_ROWS} or more)",
        sql=f"""
            SELECT CASE WHEN p.n_rows >= {ENOUGH_ROWS}
                THEN round((SELECT count(*) FROM "{name}") / p.n_rows, 6) END
            FROM previous_rows AS p
            WHERE p.table_name = '{name}'
        """,
        minimum=0.8,
        maximum=4,
    )
    for name in CORE_TABLES
)
