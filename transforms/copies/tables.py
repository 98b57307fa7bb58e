"""Pairs that are published, as rows of the tables that tell of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from transforms.copies.changes import Change
from transforms.copies.features import FEATURES, Evidence
from transforms.copies.pairs import Pair, Passage
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

    place: int
    """Its place in the evidence."""
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
    changes: tuple[Change, ...]

    @classmethod
    def of(cls, pair: Pair, evidence: Evidence, probability: float) -> PairRow:
        """The row of a pair that was judged."""
        place = pair.place
        return cls(
            place=place,
            a=int(evidence.a[place]),
            b=int(evidence.b[place]),
            relation=pair.relation,
            decided_by=pair.decided_by,
            copied_from=pair.copied_from,
            score=float(evidence.score[place]),
            values=dict(zip(FEATURES, evidence.values[place].tolist(), strict=True)),
            probability=probability,
            shared_quotes=pair.shared_quotes,
            passages=pair.passages,
            changes=pair.changes,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Pairs that are published, with the rows that tell of them."""

    place: np.ndarray
    """Places of the pairs among those measured, ascending."""
    pairs: pa.Table
    """Rows of `copy_pairs`, in the same order."""
    details: Mapping[str, pa.Table]
    """Tables whose rows belong to the pairs, by name, in the same order."""
    counts: Mapping[str, np.ndarray]
    """Rows of each pair in each of them."""

    def at(self, place: np.ndarray) -> Kept:
        """The same pairs at other places."""
        return replace(self, place=place)

    def chosen(self, wanted: np.ndarray, place: np.ndarray) -> Kept:
        """Some of the pairs, at other places."""
        return Kept(
            place=place,
            pairs=self.pairs.filter(pa.array(wanted)),
            details={
                name: table.filter(pa.array(np.repeat(wanted, self.counts[name])))
                for name, table in self.details.items()
            },
            counts={name: count[wanted] for name, count in self.counts.items()},
        )

    def ordered(self) -> Kept:
        """The same pairs by place."""
        order = np.argsort(self.place, kind="stable")
        if (order == np.arange(len(order))).all():
            return self
        details = {}
        for name, table in self.details.items():
            count = self.counts[name]
            first = np.append(0, np.cumsum(count))[order]
            starts = np.append(0, np.cumsum(count[order]))
            rows = np.repeat(first - starts[:-1], count[order])
            details[name] = table.take(pa.array(rows + np.arange(starts[-1])))
        return Kept(
            place=self.place[order],
            pairs=self.pairs.take(pa.array(order)),
            details=details,
            counts={name: count[order] for name, count in self.counts.items()},
        )


def keep_pairs(
    article_ids: Sequence[str], rows: Sequence[PairRow], place: np.ndarray
) -> Kept:
    """Rows of `copy_pairs` and what belongs to them for pairs at their places."""
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
    return Kept(
        place=place,
        pairs=pairs,
        details={
            "copy_passages": passages_table(first, second, rows),
            "copy_changes": changes_table(first, second, rows),
        },
        counts={
            "copy_passages": np.array([len(row.passages) for row in rows], np.int64),
            "copy_changes": np.array([len(row.changes) for row in rows], np.int64),
        },
    )


def passages_table(
    first: Sequence[str], second: Sequence[str], rows: Sequence[PairRow]
) -> pa.Table:
    """Rows of `copy_passages`."""
    flat = [
        (k, number, passage)
        for k, row in enumerate(rows)
        for number, passage in enumerate(row.passages, start=1)
    ]
    field = pa.array(["text"] * len(flat), pa.string())
    return pa.table(
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


def changes_table(
    first: Sequence[str], second: Sequence[str], rows: Sequence[PairRow]
) -> pa.Table:
    """Rows of `copy_changes`."""
    flat = [
        (k, number, change)
        for k, row in enumerate(rows)
        for number, change in enumerate(row.changes, start=1)
    ]
    field = pa.array(["text"] * len(flat), pa.string())
    return pa.table(
        {
            "article_a": pa.array([first[k] for k, _, _ in flat], pa.string()),
            "article_b": pa.array([second[k] for k, _, _ in flat], pa.string()),
            "change": pa.array([number for _, number, _ in flat], pa.int32()),
            "passage": pa.array([c.passage for _, _, c in flat], pa.int32()),
            "field_a": field,
            "start_a": pa.array([c.start_a for _, _, c in flat], pa.int32()),
            "end_a": pa.array([c.end_a for _, _, c in flat], pa.int32()),
            "words_a": pa.array([c.words_a for _, _, c in flat], pa.string()),
            "field_b": field,
            "start_b": pa.array([c.start_b for _, _, c in flat], pa.int32()),
            "end_b": pa.array([c.end_b for _, _, c in flat], pa.int32()),
            "words_b": pa.array([c.words_b for _, _, c in flat], pa.string()),
        }
    )


def kept_together(parts: Sequence[Kept]) -> Kept:
    """The pairs of all parts by place."""
    parts = [*parts, keep_pairs([], [], np.empty(0, np.int64))]
    names = parts[-1].details
    return Kept(
        place=np.concatenate([part.place for part in parts]),
        pairs=pa.concat_tables([part.pairs for part in parts]),
        details={
            name: pa.concat_tables([part.details[name] for part in parts])
            for name in names
        },
        counts={
            name: np.concatenate([part.counts[name] for part in parts])
            for name in names
        },
    ).ordered()
