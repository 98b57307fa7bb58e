"""Claims: figures of copies and of independent reports, counted as one quantity."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from transforms.anchors import keep_ids
from transforms.claims.alignment import (
    align_copies,
    align_passages,
    shared_passages,
)
from transforms.claims.contested import Contested
from transforms.claims.joining import join_figures
from transforms.claims.links import forbidden_pairs, link_figures
from transforms.claims.mentions import (
    Article,
    Names,
    by_article,
    read_articles,
    read_figures,
)
from transforms.claims.rows import Batch, describe
from transforms.claims.sources import Originators
from warehouse.schema import claims as schema
from warehouse.schema.declare import Table, plain

BATCH = 5_000
"""Figures that are in memory as objects at a time, about 8 KB each. Events are not
split, so a larger one is a batch of its own."""

TABLES: dict[str, Table] = {table.name: table for table in schema.TABLES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """Claims with their figures, relations, lineage and sources, as published."""

    claims: pa.Table
    claim_figures: pa.Table
    claim_links: pa.Table
    claim_lineage: pa.Table
    claim_sources: pa.Table
    anchors: dict[str, str]
    """The figure that each claim id goes by."""
    aliases: dict[str, str]
    """Claim ids of earlier releases that were merged away, with the id that holds."""
    merged: dict[str, str]
    """The figure by which that is told, of those that have one left."""


def reconcile(
    *,
    documents: pa.Table,
    figures: pa.Table,
    copies: pa.Table,
    clusters: pa.Table,
    events: pa.Table,
    copy_passages: pa.Table,
    entities: pa.Table,
    entity_mentions: pa.Table,
    registry: pa.Table | None = None,
    release_seq: int = 1,
) -> Claims:
    """The claims of a build; every current figure outside furniture is in one.

    Args:
        documents: Working table `documents`, with texts.
        figures: Table `figures`, all versions.
        copies: Table `copies`.
        clusters: Table `clusters`, with events.
        events: Table `events`; not read, as clusters name their events.
        copy_passages: Table `copy_passages`.
        entities: Table `entities`; not read, as names compare by their ids.
        entity_mentions: Table `entity_mentions`.
        registry: Table `registry` of the release before; None before the first.
        release_seq: Number of the release in the making.

    Raises:
        KeyError: An article has figures and no row in `copies` or `documents`, or its
            cluster has none in `clusters`.
    """
    del events, entities
    articles = read_articles(documents, copies=copies, clusters=clusters)
    names = Names(entity_mentions)
    passages = shared_passages(copy_passages, articles)
    originators = Originators(articles)
    members: list[list[str]] = []
    parts: dict[str, list[pa.Table]] = {
        name: [_plain_table(table, [])] for name, table in TABLES.items()
    }
    for batch in _by_scope(figures, articles):
        reported = read_figures(batch, articles=articles, names=names)
        in_article = by_article(reported)
        links = link_figures(in_article)
        copied = align_copies(articles, in_article)
        shared = align_passages(passages, in_article)
        groups = join_figures(
            reported,
            copied=copied,
            passages=shared,
            forbidden=forbidden_pairs(links),
            contested=Contested(in_article),
        )
        rows = describe(
            Batch(
                groups=groups,
                first=len(members),
                links=links,
                copied=copied,
                passages=shared,
            ),
            articles=articles,
            originators=originators,
        )
        members += [[figure.figure_id for figure in group] for group in groups]
        for name, found in rows.items():
            parts[name].append(_plain_table(TABLES[name], found))
    kept = keep_ids("claims", members, registry=registry, release_seq=release_seq)
    ids = pa.array(kept.ids, pa.string())
    done = {name: _finish(TABLES[name], found, ids) for name, found in parts.items()}
    return Claims(
        **done,
        anchors=dict(sorted(zip(kept.ids, kept.anchors, strict=True))),
        aliases=dict(sorted(kept.aliases.items())),
        merged=dict(sorted(kept.merged.items())),
    )


def _by_scope(figures: pa.Table, articles: dict[str, Article]) -> Iterator[pa.Table]:
    """Figures that take part, whole events and clusters at a time."""
    chosen = figures.filter(
        pc.and_(figures["is_current"], pc.invert(figures["in_boilerplate"]))
    ).drop_columns(["snippet"])
    of_article = chosen["article_id"].to_pylist()
    if missing := set(of_article) - articles.keys():
        raise KeyError(
            f"article {min(missing)} has figures and no row in copies or documents: "
            "pass the tables of one build"
        )
    scopes = pa.array([articles[name].scope for name in of_article], pa.string())
    order = pc.sort_indices(scopes)
    chosen, scopes = chosen.take(order), scopes.take(order)
    start = 0
    for run in pc.run_end_encode(scopes).run_ends.to_pylist() if len(scopes) else []:
        if run - start >= BATCH or run == len(scopes):
            yield chosen.slice(start, run - start)
            start = run


NUMBERED = ("claim_id", "other_claim_id")
"""Columns that hold a claim's number until its id is known."""


def _plain_table(table: Table, rows: list[dict[str, object]]) -> pa.Table:
    """Rows with plain strings for enumerations and numbers for claims."""
    fields = []
    for field in plain(table.arrow):
        numbered = field.name in NUMBERED
        fields.append(pa.field(field.name, pa.int64() if numbered else field.type))
    return pa.Table.from_pylist(rows, schema=pa.schema(fields))


def _finish(table: Table, parts: list[pa.Table], ids: pa.Array) -> pa.Table:
    """All rows of a table, with ids in place of numbers."""
    found = pa.concat_tables(parts)
    for name in NUMBERED:
        if name in found.schema.names:
            at = found.schema.get_field_index(name)
            column = ids.take(found[name].combine_chunks())
            found = found.set_column(at, name, column)
    return table.conform(found)
