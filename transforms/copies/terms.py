"""Profiles of texts (words, names, shingles as sorted arrays) and their top terms."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from transforms.copies.compiled import Value, compiled
from transforms.copies.frequencies import IdfTable, find_idf
from transforms.copies.tokens import FNV_PRIME, NAME, Tokens, mix

ONE = 1 << 15
"""A weight of 1 as an integer: sums over integers do not depend on their order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profiles:
    """What several texts consist of, as sorted arrays."""

    index: np.ndarray
    """First distinct word of each text, and the end of the last."""
    words: np.ndarray
    """Distinct words of each text, ascending."""
    weights: np.ndarray
    """(1 + ln tf) × idf of each."""
    idf: np.ndarray
    names: np.ndarray
    """Whether the word begins with a capital somewhere inside a sentence."""
    norms: np.ndarray
    """Length of each text's tf-idf vector."""
    shingle_index: np.ndarray
    shingles: np.ndarray
    """Distinct 3-word shingles of each text, ascending."""
    lengths: np.ndarray
    """Words of each text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopTerms:
    """The terms of each text by which partners are looked for."""

    index: np.ndarray
    terms: np.ndarray
    weights: np.ndarray
    """Integers; the squares of one text's weights add up to about ONE squared."""


def profile(tokens: Tokens, table: IdfTable) -> Profiles:
    """The profiles of the texts."""
    n = len(tokens.index) - 1
    room = len(tokens.hashes)
    index = np.zeros(n + 1, np.int64)
    shingle_index = np.zeros(n + 1, np.int64)
    words = np.empty(room, np.uint64)
    weights = np.empty(room, np.float64)
    idf = np.empty(room, np.float64)
    names = np.empty(room, np.bool_)
    norms = np.zeros(n, np.float64)
    shingles = np.empty(room, np.uint64)
    fill_profiles(
        tokens.index,
        tokens.hashes,
        tokens.flags,
        table.slots,
        table.unknown,
        index,
        words,
        weights,
        idf,
        names,
        norms,
        shingle_index,
        shingles,
    )
    m, k = int(index[-1]), int(shingle_index[-1])
    return Profiles(
        index=index,
        words=words[:m].copy(),
        weights=weights[:m].copy(),
        idf=idf[:m].copy(),
        names=names[:m].copy(),
        norms=norms,
        shingle_index=shingle_index,
        shingles=shingles[:k].copy(),
        lengths=np.diff(tokens.index),
    )


def top_terms(profiles: Profiles, *, limit: int, least_idf: float) -> TopTerms:
    """The heaviest terms of each text by (1 + ln tf) × idf, ties by hash.

    Args:
        profiles: The texts.
        limit: Terms of one text at most.
        least_idf: Terms commoner than that are stopped.
    """
    n = len(profiles.index) - 1
    index = np.zeros(n + 1, np.int64)
    terms = np.empty(n * limit, np.uint64)
    weights = np.empty(n * limit, np.int32)
    fill_top(
        profiles.index,
        profiles.words,
        profiles.weights,
        profiles.idf,
        limit,
        least_idf,
        index,
        terms,
        weights,
    )
    m = int(index[-1])
    return TopTerms(index=index, terms=terms[:m].copy(), weights=weights[:m].copy())


@compiled
def buckets_of(hashes: Value) -> Value:
    """Where each bucket of hashes starts, by their first bits, and the shift to these.

    Hashes are spread evenly, so a bucket holds a hash or two.
    """
    bits = 1
    while (1 << bits) < len(hashes) and bits < 16:
        bits += 1
    shift = np.uint64(64 - bits)
    firsts = np.zeros((1 << bits) + 1, np.int32)
    for i in range(len(hashes)):
        firsts[np.int64(hashes[i] >> shift) + 1] += 1
    for k in range(1, len(firsts)):
        firsts[k] += firsts[k - 1]
    return firsts, shift


@compiled
def sorted_hashes(hashes: Value) -> Value:
    """The hashes in ascending order.

    One pass by buckets leaves each within a step or two of its place: three times as
    fast as a sort that compares.
    """
    n = len(hashes)
    firsts, shift = buckets_of(hashes)
    result = np.empty(n, np.uint64)
    for i in range(n):
        bucket = np.int64(hashes[i] >> shift)
        result[firsts[bucket]] = hashes[i]
        firsts[bucket] += 1
    for i in range(1, n):
        value = result[i]
        j = i
        while j > 0 and result[j - 1] > value:
            result[j] = result[j - 1]
            j -= 1
        result[j] = value
    return result


@compiled
def sorted_places(hashes: Value) -> Value:
    """The places of the hashes in ascending order, equal ones as they stand.

    As `sorted_hashes` does it, for hashes that have something beside them.
    """
    n = len(hashes)
    firsts, shift = buckets_of(hashes)
    result = np.empty(n, np.int64)
    for i in range(n):
        bucket = np.int64(hashes[i] >> shift)
        result[firsts[bucket]] = i
        firsts[bucket] += 1
    for i in range(1, n):
        place = result[i]
        j = i
        while j > 0 and hashes[result[j - 1]] > hashes[place]:
            result[j] = result[j - 1]
            j -= 1
        result[j] = place
    return result


@compiled
def fill_profiles(
    token_index: Value,
    hashes: Value,
    flags: Value,
    slots: Value,
    unknown: Value,
    index: Value,
    words: Value,
    weights: Value,
    idf: Value,
    names: Value,
    norms: Value,
    shingle_index: Value,
    shingles: Value,
) -> Value:
    """Write the profiles of the texts into the arrays given."""
    n = 0
    k = 0
    one = np.uint64(1)
    for r in range(len(token_index) - 1):
        start, end = token_index[r], token_index[r + 1]
        # Hashes are even: the lowest bit marks a name, one sort brings words together.
        marked = np.empty(end - start, np.uint64)
        for i in range(start, end):
            marked[i - start] = hashes[i]
            if flags[i] & NAME:
                marked[i - start] |= one
        marked = sorted_hashes(marked)
        square = 0.0
        i = 0
        while i < len(marked):
            word = marked[i] & ~one
            count = 0
            name = False
            while i < len(marked) and marked[i] & ~one == word:
                name = name or marked[i] & one == one
                count += 1
                i += 1
            words[n] = word
            names[n] = name
            idf[n] = find_idf(slots, unknown, word)
            weights[n] = (1.0 + np.log(count)) * idf[n]
            square += weights[n] * weights[n]
            n += 1
        norms[r] = np.sqrt(square)
        index[r + 1] = n
        if end - start >= 3:
            runs = np.empty(end - start - 2, np.uint64)
            for i in range(start, end - 2):
                value = (hashes[i] * FNV_PRIME ^ hashes[i + 1]) * FNV_PRIME
                runs[i - start] = mix(value ^ hashes[i + 2])
            runs = sorted_hashes(runs)
            for i in range(len(runs)):
                if i == 0 or runs[i] != runs[i - 1]:
                    shingles[k] = runs[i]
                    k += 1
        shingle_index[r + 1] = k


@compiled
def fill_top(
    word_index: Value,
    words: Value,
    heavy_by: Value,
    idf: Value,
    limit: Value,
    least_idf: Value,
    index: Value,
    terms: Value,
    weights: Value,
) -> Value:
    """Write the heaviest terms of the texts into the arrays given."""
    n = 0
    for r in range(len(word_index) - 1):
        start, end = word_index[r], word_index[r + 1]
        # Rounded to an integer with the place behind it: one sort, ties by hash.
        heavy = np.empty(end - start, np.int64)
        m = 0
        for i in range(start, end):
            if idf[i] >= least_idf:
                weight = np.int64(np.round(heavy_by[i] * 1e6))
                heavy[m] = -(weight << 24) + (i - start)
                m += 1
        heavy = heavy[:m]
        heavy.sort()
        kept = min(m, limit)
        square = 0.0
        for j in range(kept):
            heaviness = np.float64(-(heavy[j] >> 24))
            square += heaviness * heaviness
        length = np.sqrt(square)
        for j in range(kept):
            heaviness = np.float64(-(heavy[j] >> 24))
            terms[n] = words[start + (heavy[j] & 0xFFFFFF)]
            weights[n] = np.int32(np.round(heaviness / length * 32768.0))
            n += 1
        index[r + 1] = n
