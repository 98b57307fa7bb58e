"""People's decisions on pairs, laid over what was measured."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from transforms.copies.candidates import Candidates, chosen_terms, find_candidates
from transforms.copies.decisions import Decisions
from transforms.copies.look import Look, look_at, merged, pairs_where
from transforms.copies.memory import Measured
from transforms.copies.scanning import Scanned
from transforms.copies.tables import Kept
from transforms.copies.terms import ONE, TopTerms
from warehouse.schema.terms import COPY_RELATIONS, PairRelation

Numbers = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """Decisions by the numbers of the documents, the smaller one first."""

    must_link: frozenset[Numbers]
    cannot_link: frozenset[Numbers]
    relations: Mapping[Numbers, PairRelation]

    @property
    def alone(self) -> np.ndarray:
        """Documents that stand for themselves even where another's text is equal."""
        return np.array(sorted({d for pair in self.cannot_link for d in pair}), int)


def by_number(decisions: Decisions, article_ids: list[str]) -> Decided:
    """The decisions on articles that are there."""
    named = {
        article
        for pair in (*decisions.must_link, *decisions.cannot_link, *decisions.relations)
        for article in pair[:2]
    }
    number = {a: d for d, a in enumerate(article_ids) if a in named}

    def there(pairs: Iterable[tuple[str, ...]]) -> list[Numbers]:
        return [
            (min(number[a], number[b]), max(number[a], number[b]))
            for a, b, *_ in pairs
            if a in number and b in number
        ]

    relations = [r for r in decisions.relations if {r[0], r[1]} <= number.keys()]
    return Decided(
        must_link=frozenset(there(decisions.must_link)),
        cannot_link=frozenset(there(decisions.cannot_link)),
        relations={
            pair: relation  # type: ignore[misc]
            for pair, (_, _, relation) in zip(there(relations), relations, strict=True)
        },
    )


def of_heads(decided: Decided, heads: np.ndarray) -> Decided:
    """The decisions on the documents that stand for the texts of those named."""

    def moved(pair: Numbers) -> Numbers:
        a, b = sorted((int(heads[pair[0]]), int(heads[pair[1]])))
        return a, b

    return Decided(
        must_link=frozenset(p for p in map(moved, decided.must_link) if p[0] != p[1]),
        cannot_link=frozenset(map(moved, decided.cannot_link)),
        relations={
            moved(pair): relation
            for pair, relation in sorted(decided.relations.items())
            if moved(pair)[0] != moved(pair)[1]
        },
    )


def lay_over(
    decided: Decided,
    look: Look,
    scanned: Scanned,
    measured: Measured,
    kept: Kept,
) -> tuple[Measured, Kept]:
    """What was measured, with a row for every pair that somebody decided on.

    Args:
        decided: Decisions on documents that stand for their texts.
        look: What comparing needs to know.
        scanned: All documents.
        measured: All pairs that were measured.
        kept: Those that are published.
    """
    named = sorted({*decided.must_link, *decided.cannot_link, *decided.relations})
    if not named:
        return measured, kept
    n = len(scanned.lengths)
    keys = np.array([a * n + b for a, b in named], np.int64)
    others = ~np.isin(measured.a.astype(np.int64) * n + measured.b, keys)
    rest, rest_kept = pairs_where(measured, kept, others)
    # A pair that somebody decided on is kept, however little it shares.
    every = replace(look, rules=replace(look.rules, floor=0.0))
    new, rows = look_at(every, with_scores(named, scanned.terms))
    rows = replace(rows, pairs=overruled(rows.pairs, named, decided, look, scanned))
    return merged(rest, rest_kept, new, rows)


def overruled(
    pairs: pa.Table,
    named: list[Numbers],
    decided: Decided,
    look: Look,
    scanned: Scanned,
) -> pa.Table:
    """The rows of `copy_pairs` of these documents as people decided."""
    relations, sources = [], []
    for (a, b), found in zip(named, pairs["relation"].to_pylist(), strict=True):
        relation = decided.relations.get((a, b), found)
        if (a, b) not in decided.relations:
            if (a, b) in decided.must_link and relation not in COPY_RELATIONS:
                relation = "rewrite"
            if (a, b) in decided.cannot_link and relation in COPY_RELATIONS:
                relation = "independent"
        source = None
        if relation in COPY_RELATIONS:
            words = (int(scanned.lengths[a]), int(scanned.lengths[b]))
            source = look.known.source_of(a, b, relation, words)
        relations.append(relation)
        sources.append(None if source is None else look.own.article_ids[source])
    columns = {
        "relation": pa.array(relations, pa.string()),
        "copied_from": pa.array(sources, pa.string()),
        "decided_by": pa.array(["correction"] * len(named), pa.string()),
    }
    for name, column in columns.items():
        place = pairs.column_names.index(name)
        pairs = pairs.set_column(place, name, column)
    return pairs


def with_scores(named: list[Numbers], terms: TopTerms) -> Candidates:
    """The pairs with the cosine of their top terms."""
    a, b = (np.array(column, np.int32) for column in zip(*named, strict=True))
    touched = np.zeros(len(terms.index) - 1, bool)
    touched[a] = touched[b] = True
    scored = find_candidates(chosen_terms(terms, touched), least_score=1 / ONE**2)
    score = {
        (x, y): s
        for x, y, s in zip(
            scored.a.tolist(), scored.b.tolist(), scored.score.tolist(), strict=True
        )
    }
    return Candidates(
        a=a, b=b, score=np.array([score.get(pair, 0) for pair in named], np.int64)
    )
