"""What two texts share of the order of their telling words.

A rewrite takes the telling words up in the order of its source; two reports of one
event take them up as each newsroom came to them. What stands side by side in both
("Tarn Water", "weather service") is a name or a term of the event, and says less of
copying than as many words in common elsewhere: the model counts it against a pair.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from transforms.copies.compiled import Value, compiled
from transforms.copies.frequencies import IdfTable, find_idf
from transforms.copies.terms import sorted_hashes
from transforms.copies.tokens import FNV_PRIME, OPENS, Tokens, mix

TELLING_IDF = 3.0
"""Words of fewer than one article in twenty are put together with their neighbours."""
ORDERED_IDF = 4.0
"""Words of fewer than one article in fifty have a place of their own in a story."""
FEW = 5
"""Added to the number of words in common: the two of a single shared phrase stand in
the same order by chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """Telling words of several texts with their neighbours and places."""

    pair_index: np.ndarray
    """First pair of neighbours of each text, and the end of the last."""
    pairs: np.ndarray
    """Distinct telling words that follow each other in a sentence, whatever stands
    between them; a hash for both, ascending."""
    index: np.ndarray
    """First rare word of each text, and the end of the last."""
    words: np.ndarray
    """Distinct rare words of each text, ascending."""
    places: np.ndarray
    """Where each of them stands first."""


def order_words(tokens: Tokens, table: IdfTable) -> Orders:
    """The telling words of the texts, paired and placed."""
    room, n = len(tokens.hashes), len(tokens.index)
    pair_index, index = np.zeros(n, np.int64), np.zeros(n, np.int64)
    pairs, words = np.empty(room, np.uint64), np.empty(room, np.uint64)
    places = np.empty(room, np.int64)
    fill_orders(
        tokens.index,
        tokens.hashes,
        tokens.flags,
        table.slots,
        table.unknown,
        pair_index,
        pairs,
        index,
        words,
        places,
    )
    return Orders(
        pair_index=pair_index,
        pairs=pairs[: pair_index[-1]].copy(),
        index=index,
        words=words[: index[-1]].copy(),
        places=places[: index[-1]].copy(),
    )


def compare_orders(
    orders: Orders, shorter: np.ndarray, longer: np.ndarray
) -> np.ndarray:
    """What the texts share of the order of their words, one row per pair.

    Columns: share of the longer text's pairs of neighbours that the shorter one has;
    rare words of both that stand in the same order, over all of both and a few more.
    """
    found = np.zeros((len(shorter), 2), np.float64)
    fill_shared(
        shorter.astype(np.int64),
        longer.astype(np.int64),
        orders.pair_index,
        orders.pairs,
        orders.index,
        orders.words,
        orders.places,
        found,
    )
    return found


@compiled
def fill_orders(
    token_index: Value,
    hashes: Value,
    flags: Value,
    slots: Value,
    unknown: Value,
    pair_index: Value,
    pairs: Value,
    index: Value,
    words: Value,
    places: Value,
) -> Value:
    """Write the telling words of the texts into the arrays given."""
    n = 0
    m = 0
    for r in range(len(token_index) - 1):
        start, end = token_index[r], token_index[r + 1]
        both = np.empty(end - start, np.uint64)
        rare = np.empty(end - start, np.uint64)
        at = np.empty(end - start, np.int64)
        n_both = n_rare = 0
        before = np.uint64(0)
        for i in range(start, end):
            if flags[i] & OPENS:
                before = np.uint64(0)
            idf = find_idf(slots, unknown, hashes[i])
            if idf < TELLING_IDF:
                continue
            word = hashes[i]
            if before:
                # In either order: "the dam at Coldbeck", "the Coldbeck dam".
                low, high = min(before, word), max(before, word)
                both[n_both] = mix(low * FNV_PRIME ^ high)
                n_both += 1
            before = word
            if idf >= ORDERED_IDF:
                rare[n_rare] = word
                at[n_rare] = i - start
                n_rare += 1
        ordered = sorted_hashes(both[:n_both])
        for i in range(n_both):
            if i == 0 or ordered[i] != ordered[i - 1]:
                pairs[n] = ordered[i]
                n += 1
        pair_index[r + 1] = n
        ordered = sorted_hashes(rare[:n_rare])
        first = m
        for i in range(n_rare):
            if i == 0 or ordered[i] != ordered[i - 1]:
                words[m] = ordered[i]
                places[m] = -1
                m += 1
        for i in range(n_rare):
            k = first + np.searchsorted(words[first:m], rare[i])
            if places[k] < 0:
                places[k] = at[i]
        index[r + 1] = m


@compiled
def fill_shared(
    shorter: Value,
    longer: Value,
    pair_index: Value,
    pairs: Value,
    index: Value,
    words: Value,
    places: Value,
    found: Value,
) -> Value:
    """Write the columns of `compare_orders`."""
    for p in range(len(shorter)):
        a, b = shorter[p], longer[p]
        i, end_a = pair_index[a], pair_index[a + 1]
        j, end_b = pair_index[b], pair_index[b + 1]
        all_b = end_b - j
        shared = 0
        while i < end_a and j < end_b:
            x, y = pairs[i], pairs[j]
            shared += x == y
            i += x <= y
            j += y <= x
        if all_b:
            found[p, 0] = shared / all_b
        i, end_a = index[a], index[a + 1]
        j, end_b = index[b], index[b + 1]
        # Both places in one number: sorted by a's place, b's place in the lower half.
        both = np.empty(min(end_a - i, end_b - j), np.int64)
        n = 0
        while i < end_a and j < end_b:
            x, y = words[i], words[j]
            if x == y:
                both[n] = (places[i] << 32) | places[j]
                n += 1
            i += x <= y
            j += y <= x
        both = both[:n]
        both.sort()
        found[p, 1] = longest_rise(both) / (n + FEW)


@compiled
def longest_rise(both: Value) -> Value:
    """Length of the longest rising subsequence of the lower halves (Fredman 1975)."""
    last = np.empty(len(both), np.int64)
    length = 0
    for i in range(len(both)):
        place = both[i] & 0xFFFFFFFF
        low, high = 0, length
        while low < high:
            middle = (low + high) // 2
            if last[middle] < place:
                low = middle + 1
            else:
                high = middle
        last[low] = place
        if low == length:
            length += 1
    return length
