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
        table="corrections",
        name="says_what_to_do",
        column="message",
        expects="a correction that was not applied says what to do, no other does",
        severity="warning",
        sql="""
            SELECT correction_id AS row_id, status::VARCHAR AS value
            FROM corrections
            WHERE (status = 'applied') = (message IS NOT NULL)
        """,
    ),
    Check(
        table="corrections",
        name="changed_something",
        column="status",
        expects="a correction changed a value if it was applied, and only then",
        sql="""
            SELECT c.correction_id AS row_id, c.status::VARCHAR AS value
            FROM corrections AS c
            LEFT JOIN (SELECT DISTINCT correction_id FROM corrected_values) AS v
                ON v.correction_id = c.correction_id
            WHERE (c.status = 'applied') = (v.correction_id IS NULL)
        """,
    ),
    Check(
        table="corrected_values",
        name="withdrawn_is_gone",
        column="row_id",
        expects="no withdrawn article and no dropped figure is in the release",
        sql="""
            SELECT
                concat_ws('|', v.correction_id, v.table_name, v.row_id, v.field)
                    AS row_id,
                v.table_name AS value
            FROM corrected_values AS v
            LEFT JOIN articles AS a ON a.article_id = v.row_id
            LEFT JOIN figures AS f ON f.figure_id = v.row_id
            WHERE (v.table_name, v.field) = ('articles', 'article_id')
                    AND a.article_id IS NOT NULL
                OR (v.table_name, v.field) = ('figures', 'surface')
                    AND f.figure_id IS NOT NULL
        """,
    ),
    Check(
        table="corrected_values",
        name="grouped_as_decided",
        column="after",
        expects="articles that were put together share a cluster, others do not",
        sql="""
            SELECT
                concat_ws('|', v.correction_id, v.table_name, v.row_id, v.field)
                    AS row_id,
                v.after AS value
            FROM corrected_values AS v
            LEFT JOIN copies AS a ON a.article_id = split_part(v.row_id, '|', 1)
            LEFT JOIN copies AS b ON b.article_id = split_part(v.row_id, '|', 2)
            WHERE (v.table_name, v.field) = ('copies', 'cluster_id')
                AND (v.after = 'together')
                    IS DISTINCT FROM (a.cluster_id = b.cluster_id)
        """,
    ),
    Check(
        table="corrected_values",
        name="related_as_decided",
        column="after",
        expects="a pair has the relation that was decided last",
        sql="""
            SELECT v.row_id, v.after AS value
            FROM (
                SELECT row_id, max_by(after, (decided_at, correction_id)) AS after
                FROM corrected_values JOIN corrections USING (correction_id)
                WHERE (table_name, field) = ('copy_pairs', 'relation')
                GROUP BY row_id
            ) AS v
            LEFT JOIN copy_pairs AS p
                ON concat_ws('|', p.article_a, p.article_b) = v.row_id
            WHERE p.relation IS DISTINCT FROM v.after
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
