"""The tables of copy detection: clusters with ids, origins and parents."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from transforms.anchors import keep_ids
from transforms.copies.articles import Known, moment
from transforms.copies.family import Kin, family_of, ties_within
from transforms.copies.grouping import Groups
from transforms.copies.look import Look
from transforms.copies.memory import Measured, Memory
from transforms.copies.rules import CopyRules
from transforms.copies.scanning import Scanned, Standing
from transforms.copies.tables import Kept
from warehouse.schema import copies as schema
from warehouse.schema.terms import OriginRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """Tables as declared in `warehouse.schema.copies`."""

    copy_pairs: pa.Table
    copy_passages: pa.Table
    copy_changes: pa.Table
    copies: pa.Table
    clusters: pa.Table
    """``event_id`` is null; `find_events` fills it in."""
    cluster_aliases: pa.Table
    merge_refusals: pa.Table
    anchors: dict[str, str]
    """For each cluster the article that its id goes by."""
    merged: dict[str, str]
    """For cluster ids of earlier releases that were merged away the article that tells
    into which; not for those that have none left."""
    likeness: pa.Table
    """Pairs of different texts that are somewhat alike, copies or not: what
    `find_events` starts from. Not published."""
    memory: Memory
    """What to pass to the next call, so that it compares new articles only. Not
    published."""


def assemble(
    look: Look,
    scanned: Scanned,
    standing: Standing,
    measured: Measured,
    kept: Kept,
    groups: Groups,
    *,
    same: Kept,
    registry: pa.Table | None,
    release_seq: int,
    memory: Memory,
) -> Copies:
    """The tables, with ids for the clusters."""
    known, heads = look.known, standing.heads
    ids = look.own.article_ids
    n = len(ids)
    labels = groups.labels[heads]
    members: dict[int, list[int]] = defaultdict(list)
    for document, label in enumerate(labels.tolist()):
        members[label].append(document)
    order = sorted(members)
    minted = keep_ids(
        "clusters",
        [[ids[d] for d in sorted(members[k], key=known.met_first)] for k in order],
        registry=registry,
        release_seq=release_seq,
    )
    cluster_of = dict(zip(order, minted.ids, strict=True))
    ties = ties_within(
        measured,
        kept,
        groups.labels,
        same=same,
        heads=heads,
        lengths=scanned.lengths,
        ids=ids,
    )
    kin: dict[int, Kin] = {}
    cluster_rows = []
    for label in order:
        family = family_of(
            label,
            members[label],
            known=known,
            heads=heads,
            lengths=scanned.lengths,
            ties=ties,
        )
        kin |= family.kin
        cluster_rows.append(
            cluster_row(
                known,
                cluster_of[label],
                ids[family.origin],
                family.rule,
                members[label],
            )
        )
    sizes = {label: len(documents) for label, documents in members.items()}
    label_list = labels.tolist()
    copies = pa.table(
        {
            "article_id": ids,
            "cluster_id": [cluster_of[k] for k in label_list],
            "relation": [kin[d].relation for d in range(n)],
            "parent_article_id": pa.array(
                [None if (p := kin[d].parent) is None else ids[p] for d in range(n)],
                pa.string(),
            ),
            "parent_rule": pa.array([kin[d].rule for d in range(n)], pa.string()),
            "probability": pa.array(
                [kin[d].probability for d in range(n)], pa.float64()
            ),
            "weight": pa.array([1 / sizes[k] for k in label_list], pa.float64()),
        },
    )
    refusals = [
        {
            "article_a": ids[measured.a[r.pair]],
            "article_b": ids[measured.b[r.pair]],
            "cluster_a": cluster_of[int(groups.labels[measured.a[r.pair]])],
            "cluster_b": cluster_of[int(groups.labels[measured.b[r.pair]])],
            "probability": float(measured.probability[r.pair]),
            "mean_known_link": r.mean,
            "threshold": look.rules.merge_mean,
        }
        for r in groups.refusals
    ]
    return Copies(
        copy_pairs=schema.COPY_PAIRS.conform(
            pa.concat_tables([kept.pairs, same.pairs])
        ),
        copy_passages=schema.COPY_PASSAGES.conform(
            pa.concat_tables(
                [kept.details["copy_passages"], same.details["copy_passages"]]
            )
        ),
        copy_changes=schema.COPY_CHANGES.conform(kept.details["copy_changes"]),
        copies=schema.COPIES.conform(copies),
        clusters=schema.CLUSTERS.from_rows(cluster_rows),
        cluster_aliases=schema.CLUSTER_ALIASES.from_rows(
            [{"alias_id": a, "cluster_id": c} for a, c in minted.aliases.items()]
        ),
        merge_refusals=schema.MERGE_REFUSALS.from_rows(refusals),
        anchors=dict(zip(minted.ids, minted.anchors, strict=True)),
        merged=minted.merged,
        likeness=likeness_of(ids, measured, look.rules),
        memory=memory,
    )


def likeness_of(ids: list[str], measured: Measured, rules: CopyRules) -> pa.Table:
    """The pairs alike enough to report one happening."""
    chosen = np.flatnonzero(measured.cosine >= rules.least_likeness)
    numbered = pa.array(ids, pa.string())
    return pa.table(
        {
            "article_a": numbered.take(pa.array(measured.a[chosen])),
            "article_b": numbered.take(pa.array(measured.b[chosen])),
            "tfidf_cosine": measured.cosine[chosen],
            "names": measured.names[chosen],
        }
    )


def cluster_row(
    known: Known,
    cluster_id: str,
    origin: str,
    rule: OriginRule,
    documents: list[int],
) -> dict[str, object]:
    """One row of `clusters`."""
    outlets = {known.outlets[d] for d in documents} - {None}
    dates = [date for d in documents if (date := known.published[d]) is not None]
    return {
        "cluster_id": cluster_id,
        "origin_article_id": origin,
        "origin_rule": rule,
        "n_articles": len(documents),
        "n_outlets": len(outlets),
        "first_published_at": moment(min(dates, default=None)),
        "last_published_at": moment(max(dates, default=None)),
        "event_id": None,
    }
