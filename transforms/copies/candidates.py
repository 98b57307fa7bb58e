"""Candidate pairs: articles whose top terms have a cosine above a threshold.

A compiled join of the postings with themselves. Scores are sums of integers, all
partners above the threshold are kept (no top-k), so that a pair depends on its two
articles and the frozen frequencies alone. `candidates_sql` does the same in SQL.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from transforms.copies.compiled import Value, compiled
from transforms.copies.terms import ONE, TopTerms
from transforms.copies.work import on_all_cores

SLICE = 4096
"""Documents that one thread joins at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Pairs of documents by number, ordered."""

    a: np.ndarray
    b: np.ndarray
    """``a < b`` in every pair."""
    score: np.ndarray
    """Cosine of the top terms × ONE²."""


def find_candidates(terms: TopTerms, *, least_score: float) -> Candidates:
    """All pairs whose top terms have a cosine of ``least_score`` or more."""
    n = len(terms.index) - 1
    document = np.repeat(np.arange(n, dtype=np.int32), np.diff(terms.index))
    order = np.argsort(terms.terms, kind="stable")
    sorted_terms = terms.terms[order]
    new = np.ones(len(order), bool)
    new[1:] = sorted_terms[1:] != sorted_terms[:-1]
    number = np.empty(len(order), np.int64)
    number[order] = np.cumsum(new) - 1
    posting_index = np.append(np.flatnonzero(new), len(order)).astype(np.int64)
    posting_document = document[order]
    posting_weight = terms.weights[order]
    least = int(np.ceil(least_score * ONE * ONE))

    def join(first: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        found: tuple[np.ndarray, np.ndarray, np.ndarray] = join_slice(
            first,
            min(first + SLICE, n),
            terms.index,
            number,
            terms.weights,
            posting_index,
            posting_document,
            posting_weight,
            n,
            least,
        )
        order = np.lexsort((found[1], found[0]))
        return found[0][order], found[1][order], found[2][order]

    parts = list(on_all_cores(join, range(0, n, SLICE)))
    if not parts:
        empty = np.empty(0, np.int32)
        return Candidates(a=empty, b=empty, score=np.empty(0, np.int64))
    a, b, score = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    return Candidates(a=a, b=b, score=score)


@compiled
def join_slice(
    first: Value,
    last: Value,
    index: Value,
    number: Value,
    weights: Value,
    posting_index: Value,
    posting_document: Value,
    posting_weight: Value,
    n: Value,
    least: Value,
) -> Value:
    """The pairs of the documents from ``first`` to ``last`` with later ones.

    No sorting and no assignment of slices in here: numba takes seconds to compile them.
    """
    sums = np.zeros(n, np.int64)
    touched = np.empty(n, np.int32)
    size = 1024
    found_a = np.empty(size, np.int32)
    found_b = np.empty(size, np.int32)
    found_score = np.empty(size, np.int64)
    found = 0
    for a in range(first, last):
        m = 0
        for i in range(index[a], index[a + 1]):
            term = number[i]
            weight = np.int64(weights[i])
            low, high = posting_index[term], posting_index[term + 1]
            end = high
            while low < high:
                middle = (low + high) // 2
                if posting_document[middle] <= a:
                    low = middle + 1
                else:
                    high = middle
            for j in range(low, end):
                b = posting_document[j]
                if sums[b] == 0:
                    touched[m] = b
                    m += 1
                sums[b] += weight * posting_weight[j]
        partners = touched[:m]
        kept = 0
        for j in range(m):
            b = partners[j]
            if sums[b] >= least:
                partners[kept] = b
                kept += 1
            else:
                sums[b] = 0
        if found + kept > size:
            size = 2 * (found + kept)
            grown_a = np.empty(size, np.int32)
            grown_b = np.empty(size, np.int32)
            grown_score = np.empty(size, np.int64)
            for i in range(found):
                grown_a[i] = found_a[i]
                grown_b[i] = found_b[i]
                grown_score[i] = found_score[i]
            found_a, found_b, found_score = grown_a, grown_b, grown_score
        for j in range(kept):
            b = partners[j]
            found_a[found] = a
            found_b[found] = b
            found_score[found] = sums[b]
            sums[b] = 0
            found += 1
    return found_a[:found].copy(), found_b[:found].copy(), found_score[:found].copy()
