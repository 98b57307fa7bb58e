"""Document frequencies of words: the shipped table, a store's own, and both pooled.

Frozen between rebases, so that what one article is compared with does not depend on
its neighbours. A table holds ``term`` (uint64, the hash that `tokens` gives a word)
and ``df`` (uint32); the number of articles counted stands in the metadata of its
schema as ``n_docs``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from transforms.copies.compiled import Value, compiled
from transforms.copies.texts import WHOLE, own_texts
from transforms.copies.tokens import Tokens, text_keys, tokenize
from transforms.copies.work import blocks_of_rows, on_all_cores

Counts: TypeAlias = tuple[np.ndarray, np.ndarray]
"""Terms, ascending, and how many articles hold each."""

ROOM = 4
"""Slots of the look-up table for each term: at most a quarter to a half is full."""
IDF_BITS = np.uint64(25)
"""Lower bits of a slot: idf in millionths, up to 33."""
IDF_MASK = np.uint64((1 << 25) - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class IdfTable:
    """Open-addressed look-up of the idf of a word's hash.

    One number a slot: with a table larger than the processor's caches, reading it is
    what a look-up costs.
    """

    slots: np.ndarray
    """The upper 39 bits of a word's hash, then ln(n_docs / df) in millionths; 0 where
    empty. The lower bits of the hash say where to look."""
    unknown: float
    """Idf of a word that was never counted: as if it stood in one article."""


def schema(n_docs: int) -> pa.Schema:
    """The schema of a table of document frequencies."""
    return pa.schema(
        [
            pa.field("term", pa.uint64(), nullable=False),
            pa.field("df", pa.uint32(), nullable=False),
        ],
        metadata={"n_docs": str(n_docs)},
    )


def n_docs(frequencies: pa.Table) -> int:
    """The number of articles that a table was counted on.

    Raises:
        ValueError: The table does not say.
    """
    metadata = frequencies.schema.metadata or {}
    if b"n_docs" not in metadata:
        raise ValueError(
            "table of document frequencies lacks n_docs in its metadata: make it with "
            "count_frequencies or pool"
        )
    return int(metadata[b"n_docs"])


def count_frequencies(articles: pa.Table, blocks: pa.Table | None = None) -> pa.Table:
    """In how many articles each word stands, ordered by term.

    Equal texts count once, so that a text with ten thousand copies is no reason to
    take its words for common ones.

    Args:
        articles: Table with ``article_id`` and ``text``.
        blocks: Table `blocks`; parts that are furniture are not counted. Without it
            whole texts are: the counts weigh words, they compare nothing.
    """
    own = own_texts(articles, WHOLE if blocks is None else blocks)
    seen: set[bytes] = set()
    counted: list[Counts] = []
    n = 0

    def work(rows: np.ndarray) -> tuple[list[bytes], Tokens]:
        tokens = tokenize(own.texts, rows)
        return text_keys(tokens), tokens

    for keys, tokens in on_all_cores(work, blocks_of_rows(own.texts.offsets)):
        bounds = zip(tokens.index[:-1], tokens.index[1:], strict=True)
        parts = []
        for key, (start, end) in zip(keys, bounds, strict=True):
            if end > start and key not in seen:
                seen.add(key)
                parts.append(np.unique(tokens.hashes[start:end]))
        if parts:
            n += len(parts)
            counted.append(np.unique(np.concatenate(parts), return_counts=True))
        # Like sizes are added up: each count is moved a few times, not once a block.
        while len(counted) > 1 and len(counted[-2][0]) <= 2 * len(counted[-1][0]):
            counted.append(add_counts(*counted.pop(), *counted.pop()))
    terms, counts = np.empty(0, np.uint64), np.empty(0, np.int64)
    while counted:
        terms, counts = add_counts(terms, counts, *counted.pop())
    return pa.Table.from_arrays(
        [pa.array(terms, pa.uint64()), pa.array(counts.astype(np.uint32))],
        schema=schema(n),
    )


def add_counts(
    terms: np.ndarray, counts: np.ndarray, values: np.ndarray, times: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Two counts as one, ordered by term."""
    merged, place = np.unique(np.concatenate([terms, values]), return_inverse=True)
    total = np.bincount(place, weights=np.concatenate([counts, times]))
    return merged, total.astype(np.int64)


def pool(shipped_table: pa.Table, own: pa.Table) -> pa.Table:
    """Both counts as one.

    Words of a single article are left out: one that was never counted weighs the same.
    """
    terms, counts = add_counts(
        shipped_table["term"].to_numpy(),
        shipped_table["df"].to_numpy().astype(np.int64),
        own["term"].to_numpy(),
        own["df"].to_numpy().astype(np.int64),
    )
    several = counts > 1
    return pa.Table.from_arrays(
        [
            pa.array(terms[several], pa.uint64()),
            pa.array(counts[several].astype(np.uint32)),
        ],
        schema=schema(n_docs(shipped_table) + n_docs(own)),
    )


@cache
def shipped() -> pa.Table:
    """The table that comes with the code, counted on a large collection of news.

    Made by ``benchmarks/fit_frequencies.py``; words of fewer than three articles are
    left out.
    """
    raw = files("transforms.copies").joinpath("data/frequencies.parquet").read_bytes()
    return pq.read_table(BytesIO(raw))


def idf_table(frequencies: pa.Table) -> IdfTable:
    """The idf of every word that was counted, for look-up from compiled loops."""
    terms = frequencies["term"].to_numpy()
    df = frequencies["df"].to_numpy().astype(np.float64)
    total = max(n_docs(frequencies), 1)
    idf = np.log(np.maximum(total / np.maximum(df, 1), 1))
    size = 1 << max(4, int(len(terms) * ROOM).bit_length() - 1)
    slots = np.zeros(size, np.uint64)
    fill_table(terms, np.round(idf * 1e6).astype(np.uint64), slots)
    return IdfTable(slots=slots, unknown=float(np.round(np.log(max(total, 2)), 6)))


def idf_of(table: IdfTable, terms: np.ndarray) -> np.ndarray:
    """The idf of each word."""
    values = np.empty(len(terms), np.float64)
    fill_idf(table.slots, table.unknown, terms, values)
    return values


@compiled
def fill_idf(slots: Value, unknown: Value, terms: Value, idf: Value) -> Value:
    """Write the idf of the words."""
    for i in range(len(terms)):
        idf[i] = find_idf(slots, unknown, terms[i])


@compiled
def fill_table(terms: Value, millionths: Value, slots: Value) -> Value:
    """Put the terms into the look-up table."""
    last = np.uint64(len(slots) - 1)
    for i in range(len(terms)):
        place = terms[i] & last
        while slots[place] != 0:
            place = (place + np.uint64(1)) & last
        slots[place] = (terms[i] >> IDF_BITS << IDF_BITS) | millionths[i]


@compiled
def find_idf(slots: Value, unknown: Value, term: Value) -> Value:
    """The idf of one word."""
    last = np.uint64(len(slots) - 1)
    place = term & last
    key = term >> IDF_BITS
    while slots[place] != 0:
        if slots[place] >> IDF_BITS == key:
            return np.float64(slots[place] & IDF_MASK) / 1e6
        place = (place + np.uint64(1)) & last
    return unknown
