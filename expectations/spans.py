"""Expectations on every stretch of a text that a table points to."""

# ruff: noqa: S608 - the SQL is made of constants of this package
from __future__ import annotations

from expectations.model import Check, Measure, row_key
from warehouse.schema.figures import (
    ENTITY_MENTIONS,
    FIGURES,
    NUMBER_REJECTIONS,
    QUOTES,
)

MAX_SNIPPET = 200
"""Characters of a publisher's text that a release may show round a figure."""

SPANS = (FIGURES, NUMBER_REJECTIONS, QUOTES, ENTITY_MENTIONS)
KEYS = {table.name: row_key(table, "t") for table in SPANS}


def slices(table: str) -> Check:
    """The check that offsets cut the surface out of the text."""
    return Check(
        table=table,
        name="offsets_slice_to_surface",
        column="surface",
        expects="text[start:end] is the surface, in code points",
        by_text=True,
        sql=f"""
            SELECT {KEYS[table]} AS row_id, concat(t.start, '-', t."end") AS value
            FROM {table} AS t
            JOIN field_slice AS x
                ON x.article_id = t.article_id AND x.version = t.version
                AND x.field = t.field
            WHERE substr(x.body, t.start + 1, t."end" - t.start) <> t.surface
        """,
    )


def inside_text(table: str) -> Check:
    """The check that spans are not empty and end inside their text."""
    return Check(
        table=table,
        name="inside_text",
        column="end",
        expects="start < end, and the span ends inside its text",
        sql=f"""
            SELECT
                {KEYS[table]} AS row_id,
                concat(t.start, '-', t."end", ' of ', l.n_chars) AS value
            FROM {table} AS t
            LEFT JOIN field_lengths AS l
                ON l.article_id = t.article_id AND l.version = t.version
                AND l.field = t.field
            WHERE t.start >= t."end" OR t."end" > coalesce(l.n_chars, 0)
        """,
    )


def short_snippet(table: str) -> Check:
    """The check that snippets show no more than a release may."""
    return Check(
        table=table,
        name="snippet_length",
        column="snippet",
        expects=f"a snippet has at most {MAX_SNIPPET} characters",
        sql=f"""
            SELECT
                {KEYS[table]} AS row_id,
                concat(length(t.snippet), ' characters') AS value
            FROM {table} AS t
            WHERE length(t.snippet) > {MAX_SNIPPET}
        """,
    )


def role_of_block(table: str) -> Check:
    """The check that a span bears the role of the block that it starts in."""
    return Check(
        table=table,
        name="role_of_block",
        column="block_role",
        expects="block_role is the role of the block that the span starts in",
        sql=f"""
            SELECT
                {KEYS[table]} AS row_id,
                concat(t.block_role, ', block is ', b.role) AS value
            FROM {table} AS t
            JOIN blocks AS b
                ON b.article_id = t.article_id AND b.version = t.version
                AND b.field = t.field
            WHERE t.start >= b.start AND t.start < b."end" AND t.block_role <> b.role
        """,
    )


def furniture(table: str) -> Check:
    """The check that in_boilerplate follows from the role."""
    return Check(
        table=table,
        name="furniture_by_role",
        column="in_boilerplate",
        expects="in_boilerplate is set outside title and body blocks and only there",
        sql=f"""
            SELECT {KEYS[table]} AS row_id, t.block_role AS value
            FROM {table} AS t
            WHERE t.in_boilerplate = (t.block_role IN ('title', 'body'))
        """,
    )


CHECKS = (
    *(slices(table.name) for table in SPANS if table is not QUOTES),
    *(inside_text(table.name) for table in SPANS),
    *(short_snippet(table) for table in ("figures", "quotes")),
    *(furniture(table) for table in ("figures", "quotes")),
    *(role_of_block(table) for table in ("figures", "quotes")),
)

MEASURES: tuple[Measure, ...] = ()
