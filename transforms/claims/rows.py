"""Rows of the tables of claims, from groups of figures."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TypeVar

from transforms.claims.alignment import Aligned
from transforms.claims.lineage import trace
from transforms.claims.links import FigureLink
from transforms.claims.mentions import Article, Reported
from transforms.claims.reckoning import Reckoning, reckon
from transforms.claims.sources import Originator, Originators, count_independent

T = TypeVar("T")
Row = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Claims of some events, before they have ids."""

    groups: list[list[Reported]]
    """Figures of each claim, earliest first."""
    first: int
    """Number of the first claim; the others follow."""
    links: list[FigureLink]
    copied: list[Aligned]
    passages: list[Aligned]


def describe(
    batch: Batch, *, articles: dict[str, Article], originators: Originators
) -> dict[str, list[Row]]:
    """Rows of each table of claims, with claims by number."""
    origins: dict[str, Aligned] = {}
    for aligned in batch.copied:
        origins.setdefault(aligned.figure.figure_id, aligned)
    shared: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for pair in batch.passages:
        shared[pair.figure.figure_id].append(
            (pair.figure.figure_id, pair.source.figure_id)
        )
    claim_of = {
        figure.figure_id: number
        for number, group in enumerate(batch.groups, start=batch.first)
        for figure in group
    }
    claims: list[Row] = []
    claim_figures: list[Row] = []
    claim_lineage: list[Row] = []
    claim_sources: list[Row] = []
    for number, group in enumerate(batch.groups, start=batch.first):
        members = {figure.figure_id for figure in group}
        copied = [
            (figure.figure_id, origin.source.figure_id)
            for figure in group
            if (origin := origins.get(figure.figure_id))
            and origin.source.figure_id in members
        ]
        reckoning = reckon(group, frozenset(copy for copy, _ in copied))
        sources = originators.of_claim(group, copied)
        within = [
            pair
            for figure in group
            for pair in shared.get(figure.figure_id, ())
            if pair[1] in members
        ]
        claims.append(
            _claim(number, group, reckoning)
            | {
                "n_primary_sources": len({source.name for source in sources}),
                "n_independent": count_independent(group, sources, within),
            }
        )
        claim_figures += [
            {
                "claim_id": number,
                "figure_id": figure.figure_id,
                "agreement": reckoning.figures[figure.figure_id],
            }
            for figure in group
        ]
        claim_sources += _sources(number, group, sources)
        claim_lineage += _lineage(number, group, origins, articles)
    return {
        "claims": claims,
        "claim_figures": claim_figures,
        "claim_links": _links(batch.links, claim_of),
        "claim_lineage": claim_lineage,
        "claim_sources": claim_sources,
    }


def _claim(number: int, group: list[Reported], reckoning: Reckoning) -> Row:
    articles = {figure.article.article_id: figure.article for figure in group}
    times = [a.published_at for a in articles.values() if a.published_at is not None]
    outlets = {a.outlet_id for a in articles.values() if a.outlet_id is not None}
    head, concept = _concept(group, reckoning)
    reference = _commonest([f.reference for f in group if any(f.reference[:3])])
    text, start, end, precision = reference or (None, None, None, None)
    return {
        "claim_id": number,
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


def _concept(
    group: list[Reported], reckoning: Reckoning
) -> tuple[str | None, str | None]:
    """The commonest head noun and the fullest wording that has it.

    The wording is one that stands beside the claim's value, where there is one.
    """
    head = _commonest([figure.head for figure in group if figure.head])
    named = [figure for figure in group if figure.concept and figure.head == head]
    agreeing = [f for f in named if reckoning.figures[f.figure_id] != "conflict"]
    wordings = [figure.concept for figure in agreeing or named if figure.concept]
    # Of equally long wordings the earliest.
    return head, max(wordings, key=len, default=None)


def _sources(
    number: int, group: list[Reported], sources: list[Originator]
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
                "claim_id": number,
                "originator": name,
                "evidence": told[0][1].evidence,
                "figure_id": shown.figure_id,
                "n_figures": len(told),
            }
        )
    return rows


def _lineage(
    number: int,
    group: list[Reported],
    origins: dict[str, Aligned],
    articles: dict[str, Article],
) -> list[Row]:
    return [
        {
            "claim_id": number,
            "step": place,
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
        for place, step in enumerate(
            trace(group, sources=origins, articles=articles), start=1
        )
        for source in (step.source,)
    ]


def _links(links: list[FigureLink], claim_of: dict[str, int]) -> list[Row]:
    rows: dict[tuple[int, int, str], Row] = {}
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
