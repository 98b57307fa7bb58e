"""The tables of copy detection: clusters with ids, origins and parents."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from transforms.anchors import keep_ids
from transforms.copies.articles import Known, moment
from transforms.copies.features import Evidence
from transforms.copies.grouping import Groups
from transforms.copies.model import Model
from transforms.copies.origin import (
    Member,
    choose_origin,
    count_own_reporting,
    parents_from,
)
from transforms.copies.pairs import Pair
from transforms.copies.rules import CopyRules
from transforms.copies.terms import TopTerms
from transforms.copies.texts import OwnTexts
from warehouse.schema import copies as schema
from warehouse.schema.terms import COPY_RELATIONS, OriginRule, PairRelation


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """Tables as declared in `warehouse.schema.copies`."""

    copy_pairs: pa.Table
    copy_passages: pa.Table
    copies: pa.Table
    clusters: pa.Table
    """``event_id`` is null; `find_events` fills it in."""
    cluster_aliases: pa.Table
    merge_refusals: pa.Table
    anchors: dict[str, str]
    """For each cluster the article its id was minted from."""
    likeness: pa.Table
    """Pairs of different texts that are somewhat alike, copies or not: what
    `find_events` starts from. Not published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned:
    """What one pass over all texts gives."""

    lengths: np.ndarray
    """Words of each document."""
    heads: np.ndarray
    """For each document the one that stands for its text."""
    terms: TopTerms
    """Top terms of the documents that are compared; the others have none."""


def assemble(
    own: OwnTexts,
    known: Known,
    scanned: Scanned,
    evidence: Evidence,
    probability: np.ndarray,
    judged: list[Pair],
    groups: Groups,
    pairs: pa.Table,
    passages: pa.Table,
    *,
    model: Model,
    rules: CopyRules,
    registry: pa.Table | None,
    release_seq: int,
) -> Copies:
    """The tables, with ids for the clusters."""
    ids = own.article_ids
    n = len(ids)
    labels = groups.labels[scanned.heads]
    members: dict[int, list[int]] = defaultdict(list)
    for document, label in enumerate(labels.tolist()):
        members[label].append(document)
    order = sorted(members)
    kept = keep_ids(
        "clusters",
        [[ids[d] for d in sorted(members[k], key=known.met_first)] for k in order],
        registry=registry,
        release_seq=release_seq,
    )
    cluster_of = dict(zip(order, kept.ids, strict=True))
    links, relations = links_within(evidence, probability, judged, groups.labels)
    parent: list[int | None] = [None] * n
    relation: list[str] = ["origin"] * n
    sureness: list[float | None] = [None] * n
    cluster_rows = []
    for label in order:
        texts = sorted({int(scanned.heads[d]) for d in members[label]})
        origin, rule = origin_of(known, scanned, texts)
        for child, its_parent in parents_from(origin, links, known.published).items():
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
            head = int(scanned.heads[document])
            if head != document:
                parent[document], relation[document] = head, "verbatim"
                sureness[document] = 1.0
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
            "article_a": ids[evidence.a[r.pair]],
            "article_b": ids[evidence.b[r.pair]],
            "cluster_a": cluster_of[int(groups.labels[evidence.a[r.pair]])],
            "cluster_b": cluster_of[int(groups.labels[evidence.b[r.pair]])],
            "probability": float(probability[r.pair]),
            "mean_known_link": r.mean,
            "threshold": round(rules.merge_share * model.threshold, 6),
        }
        for r in groups.refusals
    ]
    return Copies(
        copy_pairs=pairs,
        copy_passages=passages,
        copies=schema.COPIES.conform(copies),
        clusters=schema.CLUSTERS.from_rows(cluster_rows),
        cluster_aliases=schema.CLUSTER_ALIASES.from_rows(
            [{"alias_id": a, "cluster_id": c} for a, c in kept.aliases.items()]
        ),
        merge_refusals=schema.MERGE_REFUSALS.from_rows(refusals),
        anchors=dict(zip(kept.ids, kept.anchors, strict=True)),
        likeness=likeness_of(ids, evidence, rules),
    )


def likeness_of(ids: list[str], evidence: Evidence, rules: CopyRules) -> pa.Table:
    """The pairs alike enough to report one happening."""
    cosine = evidence.column("tfidf_cosine")
    chosen = np.flatnonzero(cosine >= rules.least_likeness)
    names = np.maximum(
        evidence.column("name_containment"), evidence.column("name_overlap")
    )
    numbered = pa.array(ids, pa.string())
    return pa.table(
        {
            "article_a": numbered.take(pa.array(evidence.a[chosen])),
            "article_b": numbered.take(pa.array(evidence.b[chosen])),
            "tfidf_cosine": cosine[chosen],
            "names": names[chosen],
        }
    )


def links_within(
    evidence: Evidence,
    probability: np.ndarray,
    judged: list[Pair],
    labels: np.ndarray,
) -> tuple[
    dict[int, list[tuple[float, int]]],
    dict[tuple[int, int], tuple[PairRelation, float]],
]:
    """The copies of one group by document, and relation and probability by pair."""
    links: dict[int, list[tuple[float, int]]] = defaultdict(list)
    relations: dict[tuple[int, int], tuple[PairRelation, float]] = {}
    for pair in judged:
        a, b = int(evidence.a[pair.place]), int(evidence.b[pair.place])
        if pair.relation in COPY_RELATIONS and labels[a] == labels[b]:
            p = float(probability[pair.place])
            links[a].append((p, b))
            links[b].append((p, a))
            relations[a, b] = (pair.relation, p)
    return links, relations


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
    dates = [known.published[d] for d in documents]
    dated = sorted(date for date in dates if date is not None)
    earliest = bool(dated) and dated.count(dated[0]) == 1 and len(dated) > 1
    return "earliest" if earliest else "article_id"


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
