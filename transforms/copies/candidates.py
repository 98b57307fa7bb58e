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


def find_candidates(
    terms: TopTerms, *, least_score: float, fresh: np.ndarray | None = None
) -> Candidates:
    """All pairs whose top terms have a cosine of ``least_score`` or more.

    Args:
        terms: Top terms of each document.
        least_score: Cosine from which a pair is returned.
        fresh: Which documents are new; only their pairs, with each other and with the
            rest, are returned. None for all.
    """
    n = len(terms.index) - 1
    least = int(np.ceil(least_score * ONE * ONE))
    if fresh is None or fresh.all():
        everything = postings_of(terms)
        return ordered(join(everything, everything, n, least, later=True))
    new = chosen_terms(terms, fresh)
    wanted = np.unique(new.terms)
    place = np.minimum(np.searchsorted(wanted, terms.terms), max(len(wanted) - 1, 0))
    met = wanted[place] == terms.terms if len(wanted) else np.zeros(len(place), bool)
    old = chosen_terms(terms, ~fresh, also=met)
    news = postings_of(new)
    return ordered(
        join(news, news, n, least, later=True),
        join(news, postings_of(old, like=news), n, least, later=False),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Postings:
    """Terms of documents, by document and by term."""

    index: np.ndarray
    """First term of each document, and the end of the last."""
    number: np.ndarray
    """Number of each of them among the distinct terms."""
    weights: np.ndarray
    terms: np.ndarray
    """The distinct terms, ascending."""
    posting_index: np.ndarray
    """First document of each distinct term, and the end of the last."""
    posting_document: np.ndarray
    posting_weight: np.ndarray


def chosen_terms(
    terms: TopTerms, documents: np.ndarray, also: np.ndarray | None = None
) -> TopTerms:
    """The terms of some documents only; the others have none."""
    counts = np.diff(terms.index)
    kept = np.repeat(documents, counts)
    if also is not None:
        kept &= also
    document = np.repeat(np.arange(len(counts)), counts)[kept]
    index = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(np.bincount(document, minlength=len(counts)), out=index[1:])
    return TopTerms(index=index, terms=terms.terms[kept], weights=terms.weights[kept])


def postings_of(terms: TopTerms, like: Postings | None = None) -> Postings:
    """The postings of the terms, numbered among their own or like other ones."""
    n = len(terms.index) - 1
    document = np.repeat(np.arange(n, dtype=np.int32), np.diff(terms.index))
    order = np.argsort(terms.terms, kind="stable")
    sorted_terms = terms.terms[order]
    if like is None:
        new = np.ones(len(order), bool)
        new[1:] = sorted_terms[1:] != sorted_terms[:-1]
        distinct = sorted_terms[new]
        starts = np.append(np.flatnonzero(new), len(order))
    else:
        distinct = like.terms
        starts = np.append(np.searchsorted(sorted_terms, distinct), len(order))
    number = np.empty(len(order), np.int32)
    number[order] = np.searchsorted(distinct, sorted_terms)
    return Postings(
        index=terms.index,
        number=number,
        weights=terms.weights,
        terms=distinct,
        posting_index=starts.astype(np.int64),
        posting_document=document[order],
        posting_weight=terms.weights[order],
    )


def join(
    left: Postings, right: Postings, n: int, least: int, *, later: bool
) -> list[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Pairs of a document on the left with one on the right, slice by slice.

    Args:
        left: Documents whose partners are looked for.
        right: Documents that are looked at.
        n: Number of all documents.
        least: Score from which a pair is kept.
        later: Only partners of a higher number, as both sides are one.
    """

    def work(first: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        found: tuple[np.ndarray, np.ndarray, np.ndarray] = join_slice(
            first,
            min(first + SLICE, n),
            left.index,
            left.number,
            left.weights,
            right.posting_index,
            right.posting_document,
            right.posting_weight,
            n,
            least,
            later,
        )
        return found

    return list(on_all_cores(work, range(0, n, SLICE)))


def ordered(
    *joins: list[tuple[np.ndarray, np.ndarray, np.ndarray]],
) -> Candidates:
    """The pairs with the smaller number first, in order."""
    empty = np.empty(0, np.int32)
    parts = [part for found in joins for part in found]
    parts.append((empty, empty, np.empty(0, np.int64)))
    x, y, score = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    a, b = np.minimum(x, y), np.maximum(x, y)
    order = np.lexsort((b, a))
    return Candidates(a=a[order], b=b[order], score=score[order])


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
    later: Value,
) -> Value:
    """The pairs of the documents from ``first`` to ``last`` with those of postings.

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
            while later and low < high:
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
