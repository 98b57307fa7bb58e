"""What the declaration of a table alone demands of it."""

# ruff: noqa: S608 - the SQL is made of constants of this package
from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from expectations.model import Check, Outcome, row_key
from warehouse.schema.catalog import TABLES, references
from warehouse.schema.columns import ID_EXAMPLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from warehouse.schema.declare import Field, Table

LONG_TEXT_CHARACTERS = 1000
"""No name, surface, concept or rule is as long; an article's text is."""

MAY_BE_LONG = frozenset(
    {
        "canonical_url",
        "external_id",
        "message",
        "observed",
        "source_path",
        "title",
        "url",
    }
)
"""Text fields that are no quotation and that inputs may make as long as they like."""


def structure(tables: Mapping[str, pa.Table]) -> list[Outcome]:
    """Whether every table has the declared columns, in order and of the declared type.

    Looked at in Arrow, since a data frame no longer knows the types. Only when this
    holds can anything else be asked.
    """
    outcomes = []
    for name, table in tables.items():
        declared = TABLES[name]
        wrong = tuple(
            (f"{position}|{expected or found}", f"{found} in place of {expected}")
            for position, (expected, found) in enumerate(
                _aligned(_columns(declared.arrow), _columns(table.schema))
            )
            if expected != found
        )
        outcomes.append(
            Outcome(
                id=f"{name}.columns",
                table=name,
                expects="the declared columns, in order, of the declared types",
                column=None,
                severity="critical",
                success=not wrong,
                observed=f"{len(wrong)} of {len(declared.fields)} columns differ",
                threshold="0 columns",
                n_rows=len(declared.fields),
                n_failed=len(wrong),
                failures=wrong,
            )
        )
    return outcomes


def _columns(schema: pa.Schema) -> list[str]:
    return [f"{field.name} {field.type}" for field in schema]


def _aligned(
    expected: list[str], found: list[str]
) -> list[tuple[str | None, str | None]]:
    length = max(len(expected), len(found))
    return [
        (
            expected[index] if index < len(expected) else None,
            found[index] if index < len(found) else None,
        )
        for index in range(length)
    ]


def checks() -> list[Check]:
    """Checks in SQL that follow from the declarations: keys, ids, length of texts."""
    return [
        *(_reference(*reference) for reference in references()),
        *(
            check
            for table in TABLES.values()
            for check in (
                _not_null(table),
                *_finite(table),
                *_identifiers(table),
                *_long_texts(table),
            )
        ),
        *(
            _version(table)
            for table in TABLES.values()
            if table.name != "article_versions"
            and {"article_id", "version"} <= {field.name for field in table.fields}
        ),
    ]


def _reference(table: str, field: str, other: str, key: str) -> Check:
    declared = TABLES[table]
    return Check(
        table=table,
        name=f"reference.{field}",
        column=field,
        expects=f"every {field} is found in {other}.{key}",
        sql=f"""
            SELECT {row_key(declared, "t")} AS row_id, t."{field}" AS value
            FROM "{table}" AS t
            ANTI JOIN "{other}" AS o ON o."{key}" = t."{field}"
            WHERE t."{field}" IS NOT NULL
        """,
    )


def _not_null(table: Table) -> Check:
    required = [field.name for field in table.fields if not field.nullable]
    named = ", ".join(
        f"CASE WHEN t.\"{name}\" IS NULL THEN '{name}' END" for name in required
    )
    missing = " OR ".join(f't."{name}" IS NULL' for name in required)
    return Check(
        table=table.name,
        name="not_null",
        expects="no field is null that may not be",
        sql=f"""
            SELECT {row_key(table, "t")} AS row_id, concat_ws(', ', {named}) AS value
            FROM "{table.name}" AS t
            WHERE {missing}
        """,
    )


def _finite(table: Table) -> list[Check]:
    """One check that numbers are numbers: ranges pass over NaN as if it were null."""
    names = [field.name for field in table.fields if field.type == pa.float64()]
    if not names:
        return []
    named = ", ".join(
        f"CASE WHEN NOT isfinite(t.\"{name}\") THEN '{name}' END" for name in names
    )
    strange = " OR ".join(f'NOT isfinite(t."{name}")' for name in names)
    return [
        Check(
            table=table.name,
            name="finite",
            expects="numbers are finite",
            sql=f"""
                SELECT
                    {row_key(table, "t")} AS row_id,
                    concat_ws(', ', {named}) AS value
                FROM "{table.name}" AS t
                WHERE {strange}
            """,
        )
    ]


def _version(table: Table) -> Check:
    current = (
        "AND v.is_current = t.is_current"
        if "is_current" in {field.name for field in table.fields}
        else ""
    )
    return Check(
        table=table.name,
        name="version",
        column="version",
        expects=(
            "the version is one of the article's"
            + (", and is_current says whether it is the newest" if current else "")
        ),
        sql=f"""
            SELECT
                {row_key(table, "t")} AS row_id,
                concat_ws(' ', 'version', t.version) AS value
            FROM "{table.name}" AS t
            ANTI JOIN article_versions AS v
                ON v.article_id = t.article_id AND v.version = t.version {current}
        """,
    )


def _identifiers(table: Table) -> list[Check]:
    """Ids minted here are 20 hex characters, hashes 64."""
    return [
        Check(
            table=table.name,
            name=f"form.{field.name}",
            column=field.name,
            expects=f"{field.name} is {length} hex characters",
            sql=f"""
                SELECT {row_key(table, "t")} AS row_id, t."{field.name}" AS value
                FROM "{table.name}" AS t
                WHERE NOT regexp_full_match(t."{field.name}", '[0-9a-f]{{{length}}}')
            """,
        )
        for field in table.fields
        if (length := _hex_length(field, table))
    ]


def _hex_length(field: Field, table: Table) -> int | None:
    if field.name.endswith("_sha256"):
        return 64
    if table.key == (field.name,) and field.example == ID_EXAMPLE:
        return 20
    return None


def _long_texts(table: Table) -> list[Check]:
    """One check that no text field of a table holds a long stretch of text."""
    names = [
        field.name
        for field in table.fields
        if field.type == pa.string() and field.name not in MAY_BE_LONG
    ]
    if not names:
        return []
    longest = ", ".join(f'coalesce(length(t."{name}"), 0)' for name in names)
    longest = f"greatest({longest})" if len(names) > 1 else longest
    return [
        Check(
            table=table.name,
            name="no_long_text",
            expects=(
                f"no field holds {LONG_TEXT_CHARACTERS} characters or more: a release "
                "carries no publisher's text"
            ),
            sql=f"""
                SELECT
                    left({row_key(table, "t")}, 200) AS row_id,
                    concat({longest}, ' characters') AS value
                FROM "{table.name}" AS t
                WHERE {longest} >= {LONG_TEXT_CHARACTERS}
            """,
        )
    ]
