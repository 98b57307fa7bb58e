"""The tables of copy detection: clusters with ids, origins and parents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from transforms.anchors import keep_ids
from transforms.copies.articles import Known, moment
from transforms.copies.grouping import Groups
from transforms.copies.look import Look
from transforms.copies.memory import Measured, Memory
from transforms.copies.origin import (
    Member,
    choose_origin,
    count_own_reporting,
    parents_from,
)
from transforms.copies.rules import CopyRules
from transforms.copies.scanning import Scanned, Standing
from transforms.copies.tables import Kept
from warehouse.schema import copies as schema
from warehouse.schema.terms import (
    COPY_RELATIONS,
    MemberRelation,
    OriginRule,
    PairRelation,
)


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
    links, relations = links_within(measured, kept, groups.labels)
    parent: list[int | None] = [None] * n
    relation: list[str] = ["origin"] * n
    sureness: list[float | None] = [None] * n
    named = dict(relations_of_same(same, heads, ids))
    cluster_rows = []
    for label in order:
        texts = sorted({int(heads[d]) for d in members[label]})
        origin, rule = origin_of(known, scanned, texts)
        for child, its_parent in parents_from(
            origin, links, known.published, known.published_until
        ).items():
            if child != its_parent:
                # One that is ascribed to the origin goes by the surest of its links.
                near = max(links[child], key=lambda link: (link[0], -link[1]))[1]
                found = (
                    relations.get((min(child, its_parent), max(child, its_parent)))
                    or relations[min(child, near), max(child, near)]
                )
                parent[child] = its_parent
                relation[child], sureness[child] = found
        for document in members[label]:
            head = int(heads[document])
            if head != document:
                parent[document], sureness[document] = head, 1.0
                relation[document] = named[document]
        if rule == "single" and len(members[label]) > 1:
            rule = rule_for_equal_texts(known, members[label])
        cluster_rows.append(
            cluster_row(known, cluster_of[label], ids[origin], rule, members[label])
        )
    sizes = {label: len(documents) for label, documents in members.items()}
    label_list = labels.tolist()
    copies = pa.table(
        {
            "article_id": ids,
            "cluster_id": [cluster_of[k] for k in label_list],
            "relation": relation,
            "parent_article_id": pa.array(
                [None if p is None else ids[p] for p in parent], pa.string()
            ),
            "probability": pa.array(sureness, pa.float64()),
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
            "threshold": round(look.rules.merge_share * look.model.threshold, 6),
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


def links_within(
    measured: Measured, kept: Kept, labels: np.ndarray
) -> tuple[
    dict[int, list[tuple[float, int]]],
    dict[tuple[int, int], tuple[PairRelation, float]],
]:
    """The copies of one group by document, and relation and probability by pair."""
    links: dict[int, list[tuple[float, int]]] = defaultdict(list)
    relations: dict[tuple[int, int], tuple[PairRelation, float]] = {}
    a_of, b_of = measured.a[kept.place], measured.b[kept.place]
    inside = np.flatnonzero(labels[a_of] == labels[b_of])
    told = kept.pairs["relation"].take(pa.array(inside)).to_pylist()
    for k, relation in zip(inside.tolist(), told, strict=True):
        if relation in COPY_RELATIONS:
            a, b = int(a_of[k]), int(b_of[k])
            p = float(measured.probability[kept.place[k]])
            links[a].append((p, b))
            links[b].append((p, a))
            relations[a, b] = (relation, p)
    return links, relations


def relations_of_same(
    same: Kept, heads: np.ndarray, ids: list[str]
) -> Iterator[tuple[int, MemberRelation]]:
    """How each document whose text another one stands for is related to it."""
    told = {
        (row["article_a"], row["article_b"]): row["relation"]
        for row in same.pairs.select(["article_a", "article_b", "relation"]).to_pylist()
    }
    for document in np.flatnonzero(heads != np.arange(len(heads))).tolist():
        a, b = sorted((ids[document], ids[heads[document]]))
        relation = told[a, b]
        yield document, relation if relation in COPY_RELATIONS else "verbatim"


def origin_of(
    known: Known, scanned: Scanned, texts: list[int]
) -> tuple[int, OriginRule]:
    """The document that a cluster's texts come from, and why."""
    if len(texts) == 1:
        return texts[0], "single"
    bodies = [known.text(d) for d in texts]
    named: list[set[int]] = [
        {
            k
            for k, other in enumerate(texts)
            if known.names_outlet(d, known.outlets[other])
        }
        for d in texts
    ]
    found = [
        Member(
            article_id=known.own.article_ids[d],
            published_at=known.published[d],
            published_until=known.published_until[d],
            words=int(scanned.lengths[d]),
            own_reporting=count_own_reporting(bodies[k]),
            named_by=sum(
                1
                for other in range(len(texts))
                if other != k and k in named[other] and other not in named[k]
            ),
        )
        for k, d in enumerate(texts)
    ]
    place, rule = choose_origin(found)
    return texts[place], rule


def rule_for_equal_texts(known: Known, documents: list[int]) -> OriginRule:
    """Why the first of equal texts is taken for the origin."""
    dated = [d for d in documents if known.published[d] is not None]
    sure = len(dated) > 1 and any(
        all(known.first_of(one, other) == one for other in dated if other != one)
        for one in dated
    )
    return "earliest" if sure else "article_id"


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
