"""Claims: figures of copies and of independent reports, counted as one quantity."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TypeVar

import pyarrow as pa

from transforms.anchors import KeptIds, keep_ids
from transforms.claims.alignment import Aligned, align_copies, align_passages
from transforms.claims.joining import join_figures
from transforms.claims.lineage import trace
from transforms.claims.links import FigureLink, forbidden_pairs, link_figures
from transforms.claims.mentions import (
    Article,
    Reported,
    by_article,
    read_articles,
    read_figures,
)
from transforms.claims.reckoning import Reckoning, reckon
from transforms.claims.sources import Originator, Originators, count_independent
from warehouse.schema import claims as schema

T = TypeVar("T")
Row = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """Claims with their figures, relations, lineage and sources, as published."""

    claims: pa.Table
    claim_figures: pa.Table
    claim_links: pa.Table
    claim_lineage: pa.Table
    claim_sources: pa.Table
    anchors: dict[str, str]
    """The figure that each claim id was minted from."""
    aliases: dict[str, str]
    """Claim ids of earlier releases that were merged away, with the id that holds."""


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
        events: Table `events`; its times end no claim, so it is not read so far as
            the clusters name their events.
        copy_passages: Table `copy_passages`.
        entities: Table `entities`; names compare by id, so it is only checked for.
        entity_mentions: Table `entity_mentions`.
        registry: Table `registry` of the release before; None before the first.
        release_seq: Number of the release in the making.

    Raises:
        KeyError: A table lacks a column, or a cluster that `copies` names is missing.
    """
    del events, entities
    articles = read_articles(documents, copies=copies, clusters=clusters)
    reported = read_figures(figures, articles=articles, entity_mentions=entity_mentions)
    in_article = by_article(reported)
    links = link_figures(in_article)
    copied = align_copies(articles, in_article)
    passages = align_passages(copy_passages, articles, in_article)
    groups = join_figures(
        reported,
        copied=copied,
        passages=passages,
        forbidden=forbidden_pairs(links),
    )
    kept = keep_ids(
        "claims",
        [[figure.figure_id for figure in group] for group in groups],
        registry=registry,
        release_seq=release_seq,
    )
    return _tables(
        groups,
        kept,
        articles=articles,
        links=links,
        copied=copied,
        passages=passages,
    )


def _tables(
    groups: list[list[Reported]],
    kept: KeptIds,
    *,
    articles: dict[str, Article],
    links: list[FigureLink],
    copied: list[Aligned],
    passages: list[Aligned],
) -> Claims:
    originators = Originators(articles)
    origins = {aligned.figure.figure_id: aligned for aligned in copied}
    shared: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for pair in passages:
        shared[pair.figure.figure_id].append(
            (pair.figure.figure_id, pair.source.figure_id)
        )
    claim_of = {
        figure.figure_id: claim_id
        for claim_id, group in zip(kept.ids, groups, strict=True)
        for figure in group
    }
    claims: list[Row] = []
    claim_figures: list[Row] = []
    claim_lineage: list[Row] = []
    claim_sources: list[Row] = []
    for claim_id, group in zip(kept.ids, groups, strict=True):
        members = {figure.figure_id for figure in group}
        reckoning = reckon(
            group,
            frozenset(
                name
                for name in members
                if name in origins and origins[name].source.figure_id in members
            ),
        )
        sources = originators.of_claim(group)
        within = [
            pair
            for figure in group
            for pair in shared.get(figure.figure_id, ())
            if claim_of[pair[1]] == claim_id
        ]
        claims.append(
            _claim(claim_id, group, reckoning)
            | {
                "n_primary_sources": len({source.name for source in sources}),
                "n_independent": count_independent(group, sources, within),
            }
        )
        claim_figures += [
            {
                "claim_id": claim_id,
                "figure_id": figure.figure_id,
                "agreement": reckoning.figures[figure.figure_id],
            }
            for figure in group
        ]
        claim_sources += _sources(claim_id, group, sources)
        claim_lineage += _lineage(claim_id, group, origins, articles)
    return Claims(
        claims=schema.CLAIMS.from_rows(claims),
        claim_figures=schema.CLAIM_FIGURES.from_rows(claim_figures),
        claim_links=schema.CLAIM_LINKS.from_rows(_links(links, claim_of)),
        claim_lineage=schema.CLAIM_LINEAGE.from_rows(claim_lineage),
        claim_sources=schema.CLAIM_SOURCES.from_rows(claim_sources),
        anchors=dict(sorted(zip(kept.ids, kept.anchors, strict=True))),
        aliases=dict(sorted(kept.aliases.items())),
    )


def _claim(claim_id: str, group: list[Reported], reckoning: Reckoning) -> Row:
    articles = {figure.article.article_id: figure.article for figure in group}
    times = [a.published_at for a in articles.values() if a.published_at is not None]
    outlets = {a.outlet_id for a in articles.values() if a.outlet_id is not None}
    head, concept = _concept(group)
    reference = _commonest([f.reference for f in group if any(f.reference[:3])])
    text, start, end, precision = reference or (None, None, None, None)
    return {
        "claim_id": claim_id,
        "event_id": group[0].article.event_id,
        "concept": concept,
        "concept_head": head,
        "kind": group[0].kind,
        "unit": reckoning.unit,
        "low": reckoning.value.low,
        "best": reckoning.value.best,
        "high": reckoning.value.high,
        "reference_text": text,
        "reference_start": start,
        "reference_end": end,
        "reference_precision": precision,
        "modality": _commonest([figure.modality for figure in group]),
        "n_mentions": len(group),
        "n_articles": len(articles),
        "n_outlets": len(outlets),
        "n_clusters": len({a.cluster_id for a in articles.values()}),
        "first_reported_at": min(times, default=None),
        "last_reported_at": max(times, default=None),
        "agreement": reckoning.agreement,
    }


def _commonest(values: list[T]) -> T | None:
    """The value that stands most often, the first among equals; None of none."""
    counts = Counter(values)
    most = max(counts.values(), default=0)
    return next((value for value in values if counts[value] == most), None)


def _concept(group: list[Reported]) -> tuple[str | None, str | None]:
    """The commonest head noun and the fullest wording that has it."""
    head = _commonest([figure.head for figure in group if figure.head])
    wordings = [f.concept for f in group if f.concept and f.head == head]
    # Of equally long wordings the earliest.
    return head, max(wordings, key=len, default=None)


def _sources(
    claim_id: str, group: list[Reported], sources: list[Originator]
) -> list[Row]:
    found: dict[str, list[tuple[Reported, Originator]]] = defaultdict(list)
    for figure, source in zip(group, sources, strict=True):
        found[source.name].append((figure, source))
    rows: list[Row] = []
    for name, told in found.items():
        # The figure that names its speaker shows more than one that inherits it.
        shown = next((f for f, _ in told if f.speaker), told[0][0])
        rows.append(
            {
                "claim_id": claim_id,
                "originator": name,
                "evidence": told[0][1].evidence,
                "figure_id": shown.figure_id,
                "n_figures": len(told),
            }
        )
    return rows


def _lineage(
    claim_id: str,
    group: list[Reported],
    origins: dict[str, Aligned],
    articles: dict[str, Article],
) -> list[Row]:
    return [
        {
            "claim_id": claim_id,
            "step": number,
            "figure_id": step.figure.figure_id,
            "article_id": step.figure.article.article_id,
            "field": step.figure.field,
            "start": step.figure.start,
            "end": step.figure.end,
            "from_figure_id": source.figure_id if source else None,
            "from_article_id": source.article.article_id if source else None,
            "from_start": source.start if source else None,
            "from_end": source.end if source else None,
            "change": step.change,
            "before": step.before,
            "after": step.after,
            "published_at": step.figure.article.published_at,
        }
        for number, step in enumerate(
            trace(group, sources=origins, articles=articles), start=1
        )
        for source in (step.source,)
    ]


def _links(links: list[FigureLink], claim_of: dict[str, str]) -> list[Row]:
    rows: dict[tuple[str, str, str], Row] = {}
    for link in sorted(links, key=lambda found: found.figure.order):
        one = claim_of[link.figure.figure_id]
        other = claim_of[link.other.figure_id]
        key = (one, other, link.link)
        if one != other and key not in rows:
            rows[key] = {
                "claim_id": one,
                "other_claim_id": other,
                "link": link.link,
                "figure_id": link.figure.figure_id,
                "other_figure_id": link.other.figure_id,
            }
    return list(rows.values())
