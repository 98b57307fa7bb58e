"""Tables `copy_pairs` and `copy_passages` from the pairs that are kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa

from transforms.copies.pairs import Passage
from warehouse.schema.copies import COPY_PAIRS, COPY_PASSAGES
from warehouse.schema.terms import DecidedBy, PairRelation

SHARES = (
    "tfidf_cosine",
    "rare_containment",
    "shingle_containment",
    "name_containment",
    "word_jaccard",
    "length_ratio",
)
"""Evidence that is published, under the names of its features."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRow:
    """One row of `copy_pairs` with its passages, documents by number."""

    a: int
    b: int
    relation: PairRelation
    decided_by: DecidedBy
    copied_from: int | None
    score: float
    values: Mapping[str, float]
    probability: float
    shared_quotes: int
    passages: tuple[Passage, ...]


def pair_tables(
    article_ids: list[str], rows: list[PairRow]
) -> tuple[pa.Table, pa.Table]:
    """Tables `copy_pairs` and `copy_passages`."""
    first = [article_ids[row.a] for row in rows]
    second = [article_ids[row.b] for row in rows]
    pairs = pa.table(
        {
            "article_a": pa.array(first, pa.string()),
            "article_b": pa.array(second, pa.string()),
            "relation": pa.array([row.relation for row in rows], pa.string()),
            "copied_from": pa.array(
                [
                    None if row.copied_from is None else article_ids[row.copied_from]
                    for row in rows
                ],
                pa.string(),
            ),
            "candidate_score": pa.array([row.score for row in rows], pa.float64()),
            **{
                name: pa.array([row.values[name] for row in rows], pa.float64())
                for name in SHARES
            },
            "shared_quotes": pa.array([row.shared_quotes for row in rows], pa.int32()),
            "probability": pa.array([row.probability for row in rows], pa.float64()),
            "decided_by": pa.array([row.decided_by for row in rows], pa.string()),
        }
    )
    flat = [
        (k, number, passage)
        for k, row in enumerate(rows)
        for number, passage in enumerate(row.passages, start=1)
    ]
    field = pa.array(["text"] * len(flat), pa.string())
    passages = pa.table(
        {
            "article_a": pa.array([first[k] for k, _, _ in flat], pa.string()),
            "article_b": pa.array([second[k] for k, _, _ in flat], pa.string()),
            "passage": pa.array([number for _, number, _ in flat], pa.int32()),
            "field_a": field,
            "start_a": pa.array([p.start_a for _, _, p in flat], pa.int32()),
            "end_a": pa.array([p.end_a for _, _, p in flat], pa.int32()),
            "field_b": field,
            "start_b": pa.array([p.start_b for _, _, p in flat], pa.int32()),
            "end_b": pa.array([p.end_b for _, _, p in flat], pa.int32()),
            "n_words": pa.array([p.words for _, _, p in flat], pa.int32()),
            "n_words_changed": pa.array([p.changed for _, _, p in flat], pa.int32()),
        }
    )
    return COPY_PAIRS.conform(pairs), COPY_PASSAGES.conform(passages)
