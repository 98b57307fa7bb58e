"""Passages that two texts share, aligned word by word, with their places in both."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from transforms.copies.compiled import Value, compiled
from transforms.copies.tokens import DIGIT, NAME, Tokens, hash_word

SEED = 3
"""Words in a row that have to match for an alignment to begin."""
GAP = 8
"""Words that may differ between two matching runs of one passage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aligned:
    """Aligned passages of several pairs."""

    index: np.ndarray
    """First passage of each pair, and the end of the last."""
    spans: np.ndarray
    """Per passage: first and last word + 1 in a, first and last word + 1 in b, words
    that match, words of a that differ."""
    gap_index: np.ndarray
    """First gap of each pair, and the end of the last."""
    gaps: np.ndarray
    """Per gap inside a passage: number of the passage in the pair, first and last
    word + 1 in a, first and last word + 1 in b. Gaps with words on both sides only."""
    covered_a: np.ndarray
    """Words of a in a matching run, per pair."""
    covered_b: np.ndarray
    """The same of b, runs that overlap counted once."""
    slots: np.ndarray
    """Gaps inside passages where a name or number stands against another one."""
    renamed: np.ndarray
    """Gaps inside passages where each side has a name that the other text lacks."""
    changed: np.ndarray
    """Words in gaps inside passages, both sides."""
    changed_names: np.ndarray
    """Of these, names and words with a digit."""
    changed_digits: np.ndarray
    """Gaps that hold a digit on a side."""


@cache
def calendar_words() -> np.ndarray:
    """Hashes of the names of days and months."""
    words = [
        *"monday tuesday wednesday thursday friday saturday sunday".split(),
        *"january february march april may june july august september".split(),
        *"october november december".split(),
    ]
    return np.array([hash_word(word) for word in words], np.uint64)


def align(tokens: Tokens, a: np.ndarray, b: np.ndarray, *, least_words: int) -> Aligned:
    """The passages that the pairs of texts share, in order of their place in a.

    Args:
        tokens: The texts.
        a: First text of each pair, as its place in ``tokens``.
        b: Second text of each pair.
        least_words: Words that a passage has to match.
    """
    longest = int(np.diff(tokens.index).max(initial=1))
    index = np.zeros(len(a) + 1, np.int64)
    gap_index = np.zeros(len(a) + 1, np.int64)
    counts = np.zeros((len(a), 7), np.int64)
    spans, gaps = fill_alignment(
        a.astype(np.int64),
        b.astype(np.int64),
        tokens.index,
        tokens.hashes,
        tokens.flags,
        calendar_words(),
        longest,
        least_words,
        index,
        gap_index,
        counts,
    )
    return Aligned(
        index=index,
        spans=spans,
        gap_index=gap_index,
        gaps=gaps,
        covered_a=counts[:, 0],
        covered_b=counts[:, 1],
        slots=counts[:, 2],
        changed=counts[:, 3],
        changed_names=counts[:, 4],
        changed_digits=counts[:, 5],
        renamed=counts[:, 6],
    )


@compiled
def grown(rows: Value) -> Value:
    """The rows with room for as many again."""
    larger = np.empty((2 * len(rows), rows.shape[1]), np.int64)
    for k in range(len(rows)):
        for column in range(rows.shape[1]):
            larger[k, column] = rows[k, column]
    return larger


@compiled
def has_strange_name(
    hashes: Value,
    flags: Value,
    calendar: Value,
    first: Value,
    n: Value,
    other: Value,
    length: Value,
) -> Value:
    """Whether one of ``n`` words is a name that stands nowhere in the other text.

    Names of days and months are none: the next day's version has others, too.
    """
    for k in range(first, first + n):
        if flags[k] & NAME and not flags[k] & DIGIT:
            strange = True
            for j in range(len(calendar)):
                if calendar[j] == hashes[k]:
                    strange = False
            for j in range(other, other + length):
                if hashes[j] == hashes[k]:
                    strange = False
                    break
            if strange:
                return True
    return False


@compiled
def fill_alignment(
    pairs_a: Value,
    pairs_b: Value,
    index: Value,
    hashes: Value,
    flags: Value,
    calendar: Value,
    longest: Value,
    least_words: Value,
    passage_index: Value,
    gap_index: Value,
    counts: Value,
) -> Value:
    """The spans of the pairs' passages and the gaps in them; fills the other arrays."""
    spans = np.empty((256, 6), np.int64)
    gaps = np.empty((256, 5), np.int64)
    found = 0
    open_gaps = 0
    run_a = np.empty(longest, np.int64)
    run_b = np.empty(longest, np.int64)
    run_n = np.empty(longest, np.int64)
    three, seven = np.uint64(3), np.uint64(7)
    ready = -1
    values = np.empty(0, np.uint64)
    heads = np.empty(0, np.int32)
    following = np.empty(0, np.int32)
    shift = np.uint64(0)
    for p in range(len(pairs_a)):
        a, b = pairs_a[p], pairs_b[p]
        start_a, n_a = index[a], index[a + 1] - index[a]
        start_b, n_b = index[b], index[b + 1] - index[b]
        if ready != b:
            values = np.empty(max(n_b - SEED + 1, 0), np.uint64)
            for j in range(len(values)):
                at = start_b + j
                values[j] = hashes[at] + three * hashes[at + 1] + seven * hashes[at + 2]
            # Places by seed, those of one seed in order of place.
            bits = 4
            while (1 << bits) < 2 * len(values):
                bits += 1
            shift = np.uint64(64 - bits)
            heads = np.full(1 << bits, -1, np.int32)
            following = np.empty(len(values), np.int32)
            for j in range(len(values) - 1, -1, -1):
                slot = np.int64(values[j] >> shift)
                following[j] = heads[slot]
                heads[slot] = j
            ready = b
        # Matching runs, each as long as it gets, from left to right in a.
        runs = 0
        i = 0
        expected = 0
        while i + SEED <= n_a:
            at = start_a + i
            seed = hashes[at] + three * hashes[at + 1] + seven * hashes[at + 2]
            j = heads[np.int64(seed >> shift)]
            best, best_j, tried = 0, 0, 0
            while j >= 0 and tried < 32:
                if values[j] == seed:
                    n = 0
                    while (
                        i + n < n_a
                        and j + n < n_b
                        and hashes[at + n] == hashes[start_b + j + n]
                    ):
                        n += 1
                    if n > best or (
                        n == best and abs(j - expected) < abs(best_j - expected)
                    ):
                        best, best_j = n, j
                    tried += 1
                j = following[j]
            if best >= SEED:
                run_a[runs], run_b[runs], run_n[runs] = i, best_j, best
                runs += 1
                i += best
                expected = best_j + best
            else:
                i += 1
                expected += 1
        covered = np.zeros(n_b, np.bool_)
        r = 0
        while r < runs:
            first = r
            matched = run_n[r]
            differ = 0
            kept_gaps = open_gaps
            slots = changed = changed_names = changed_digits = renamed = 0
            while r + 1 < runs:
                gap_a = run_a[r + 1] - run_a[r] - run_n[r]
                gap_b = run_b[r + 1] - run_b[r] - run_n[r]
                if gap_a > GAP or gap_b < 0 or gap_b > GAP:
                    break
                differ += gap_a
                if gap_a and gap_b:
                    if open_gaps == len(gaps):
                        gaps = grown(gaps)
                    gaps[open_gaps, 0] = found - passage_index[p] + 1
                    gaps[open_gaps, 1] = run_a[r] + run_n[r]
                    gaps[open_gaps, 2] = run_a[r + 1]
                    gaps[open_gaps, 3] = run_b[r] + run_n[r]
                    gaps[open_gaps, 4] = run_b[r + 1]
                    open_gaps += 1
                marked_a = marked_b = 0
                digit = False
                for k in range(gap_a):
                    flag = flags[start_a + run_a[r] + run_n[r] + k]
                    if flag & (NAME | DIGIT):
                        marked_a += 1
                    digit = digit or flag & DIGIT != 0
                for k in range(gap_b):
                    flag = flags[start_b + run_b[r] + run_n[r] + k]
                    if flag & (NAME | DIGIT):
                        marked_b += 1
                    digit = digit or flag & DIGIT != 0
                if marked_a and marked_b:
                    slots += 1
                    if has_strange_name(
                        hashes,
                        flags,
                        calendar,
                        start_a + run_a[r] + run_n[r],
                        gap_a,
                        start_b,
                        n_b,
                    ) and has_strange_name(
                        hashes,
                        flags,
                        calendar,
                        start_b + run_b[r] + run_n[r],
                        gap_b,
                        start_a,
                        n_a,
                    ):
                        renamed += 1
                if digit:
                    changed_digits += 1
                changed += gap_a + gap_b
                changed_names += marked_a + marked_b
                r += 1
                matched += run_n[r]
            if matched >= least_words:
                if found == len(spans):
                    spans = grown(spans)
                spans[found, 0] = run_a[first]
                spans[found, 1] = run_a[r] + run_n[r]
                spans[found, 2] = run_b[first]
                spans[found, 3] = run_b[r] + run_n[r]
                spans[found, 4] = matched
                spans[found, 5] = differ
                found += 1
                counts[p, 0] += matched
                counts[p, 2] += slots
                counts[p, 3] += changed
                counts[p, 4] += changed_names
                counts[p, 5] += changed_digits
                counts[p, 6] += renamed
                for k in range(first, r + 1):
                    for j in range(run_b[k], run_b[k] + run_n[k]):
                        covered[j] = True
            else:
                open_gaps = kept_gaps
            r += 1
        counts[p, 1] = covered.sum()
        passage_index[p + 1] = found
        gap_index[p + 1] = open_gaps
    return spans[:found].copy(), gaps[:open_gaps].copy()
