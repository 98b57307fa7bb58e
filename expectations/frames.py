"""Frames for the suites: our tables as pandas, violations and measures from SQL."""

# ruff: noqa: S608 - the SQL is made of constants of this package
from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import duckdb
import pandas as pd
import pyarrow as pa

from expectations.model import MAX_FAILURES, MAX_VALUE_CHARACTERS, Check, Measure

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from warehouse.schema.declare import Table

TEXTS_AT_A_TIME = 20_000
"""Texts that a query holds in memory: about 100 MB of news."""

VIEWS = """
    CREATE VIEW text_keys AS SELECT article_id, version FROM texts;
    -- Length of every text and title, from what text_hash has checked.
    CREATE VIEW field_lengths AS
    SELECT article_id, version, is_current, 'text' AS field, n_chars
    FROM article_versions
    UNION ALL
    SELECT article_id, version, is_current, 'title', length(title)
    FROM article_versions
    WHERE title IS NOT NULL;
    CREATE VIEW claim_members AS
    SELECT
        cf.claim_id, cf.figure_id, f.article_id, a.outlet_id, a.published_at,
        c.cluster_id
    FROM claim_figures AS cf
    JOIN figures AS f ON f.figure_id = cf.figure_id
    JOIN articles AS a ON a.article_id = f.article_id
    LEFT JOIN copies AS c ON c.article_id = f.article_id;
"""

SLICE_VIEW = """
    CREATE OR REPLACE VIEW field_slice AS
    SELECT article_id, version, 'text' AS field, text AS body FROM text_slice
    UNION ALL
    SELECT article_id, version, 'title', title FROM text_slice
    WHERE title IS NOT NULL
"""

VIOLATION_COLUMNS = ["check", "row_id", "value", "n_failed"]


@contextmanager
def connection(
    tables: Mapping[str, pa.Table],
    *,
    texts: pa.Table,
    previous: Mapping[str, pa.Table] | None,
) -> Iterator[duckdb.DuckDBPyConnection]:
    """DuckDB in memory with all tables and texts to query by name."""
    config: dict[str, str | bool | int | float | list[str]] = {
        # Each try to fetch an extension costs seconds offline.
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "python_enable_replacements": False,
    }
    with duckdb.connect(":memory:", config=config) as opened:
        for name, table in tables.items():
            opened.register(name, plain_columns(table))
        opened.register("texts", texts.select(["article_id", "version"]))
        opened.register(
            "previous_rows",
            pa.table(
                {
                    "table_name": pa.array(list(previous or {}), pa.string()),
                    "n_rows": pa.array(
                        [table.num_rows for table in (previous or {}).values()],
                        pa.int64(),
                    ),
                }
            ),
        )
        opened.execute(VIEWS)
        yield opened


def plain_columns(table: pa.Table) -> pa.Table:
    """The same rows with enumerations as strings and UTC times without a zone.

    Dictionaries of two tables don't compare in SQL, and zoned times would be shown in
    the zone of the session.
    """
    for index, field in enumerate(table.schema):
        if pa.types.is_dictionary(field.type):
            plain = pa.string()
        elif pa.types.is_timestamp(field.type):
            plain = pa.timestamp(field.type.unit)
        else:
            continue
        table = table.set_column(
            index, field.with_type(plain), table.column(index).cast(plain)
        )
    return table


def violations(
    opened: duckdb.DuckDBPyConnection,
    checks: Sequence[Check],
    *,
    texts: pa.Table,
) -> pd.DataFrame:
    """The first rows that break each check, with how many there are in all.

    Columns: check, row_id, value, n_failed. A check that nothing breaks has no row.
    """
    found = [
        _first_rows(opened, check) for check in checks if not check.by_text
    ] + _by_text(opened, [check for check in checks if check.by_text], texts=texts)
    filled = [frame for frame in found if len(frame)]
    if not filled:
        return pd.DataFrame(columns=VIOLATION_COLUMNS)
    return pd.concat(filled, ignore_index=True)


def _first_rows(opened: duckdb.DuckDBPyConnection, check: Check) -> pd.DataFrame:
    frame = opened.execute(
        f"""
        SELECT
            row_id,
            left(value::VARCHAR, {MAX_VALUE_CHARACTERS}) AS value,
            count(*) OVER () AS n_failed
        FROM ({check.sql})
        ORDER BY row_id, value
        LIMIT {MAX_FAILURES}
        """
    ).df()
    frame.insert(0, "check", check.name)
    return frame


def _by_text(
    opened: duckdb.DuckDBPyConnection, checks: list[Check], *, texts: pa.Table
) -> list[pd.DataFrame]:
    """The violations of checks that read texts, a slice of the texts at a time."""
    parts: dict[str, list[pd.DataFrame]] = {check.name: [] for check in checks}
    if not checks:
        return []
    columns = texts.select(["article_id", "version", "title", "text"])
    for start in range(0, texts.num_rows, TEXTS_AT_A_TIME):
        opened.register("text_slice", columns.slice(start, TEXTS_AT_A_TIME))
        opened.execute(SLICE_VIEW)
        for check in checks:
            frame = _first_rows(opened, check)
            if len(frame):
                parts[check.name].append(frame)
        opened.unregister("text_slice")
    merged = []
    for frames in parts.values():
        if not frames:
            continue
        total = sum(int(frame["n_failed"].iloc[0]) for frame in frames)
        frame = pd.concat(frames, ignore_index=True)
        frame = frame.sort_values(["row_id", "value"]).head(MAX_FAILURES)
        merged.append(frame.assign(n_failed=total))
    return merged


def rows_looked_at(
    opened: duckdb.DuckDBPyConnection, check: Check, table: pa.Table
) -> int:
    """How many rows a check is about."""
    if check.over is None:
        return int(table.num_rows)
    row = opened.execute(check.over).fetchone()
    return int(row[0]) if row else 0


def measured(
    opened: duckdb.DuckDBPyConnection, measures: Sequence[Measure]
) -> pd.DataFrame:
    """One row with a column for each measure, null where nothing can be measured."""
    values: dict[str, list[float | None]] = {}
    for measure in measures:
        row = opened.execute(measure.sql).fetchone()
        values[measure.name] = [
            None if row is None or row[0] is None else float(row[0])
        ]
    return pd.DataFrame(values, dtype="float64")


def declared_columns(table: pa.Table, declared: Table) -> pd.DataFrame:
    """The columns of a table that its declaration asks something of, as pandas."""
    names = [
        field.name
        for field in declared.fields
        if field.name in declared.key
        or field.values
        or field.minimum is not None
        or field.maximum is not None
    ]
    frame: pd.DataFrame = table.select(names).to_pandas()
    return frame
