"""How well the sentences of one text are found again in another.

A rewrite tells each sentence of its source again; two independent reports share names
throughout and a few sentences nearly word for word.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from transforms.copies.compiled import Value, compiled
from transforms.copies.frequencies import IdfTable, find_idf
from transforms.copies.terms import sorted_places
from transforms.copies.tokens import OPENS, Tokens

LEAST_IDF = 2.0
"""Words of more than one article in seven are in every sentence."""
LEAST_WORDS = 6
"""Words from which a sentence counts as one: the full stops of abbreviations cut no
sentence short, headings join what follows."""
LEAST_WEIGHT = 8.0
"""Sum of idf from which a sentence says enough to be looked for: two or three rare
words."""
AT_ONCE = 1 << 20
"""Pairs of sentences that are summed up at a time: eight megabytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentences:
    """The telling words of several texts with the sentences they stand in."""

    index: np.ndarray
    """First word of each text, and the end of the last."""
    words: np.ndarray
    """Ascending in each text; a word stands once for each sentence that holds it."""
    sentence: np.ndarray
    """Number of the word's sentence in its text, ascending where words are equal."""
    idf: np.ndarray
    sentence_index: np.ndarray
    """First sentence of each text, and the end of the last."""
    weights: np.ndarray
    """Sum of the idf of each sentence's distinct telling words."""


def split_sentences(tokens: Tokens, table: IdfTable) -> Sentences:
    """The telling words of the texts by sentence."""
    room = len(tokens.hashes)
    index = np.zeros(len(tokens.index), np.int64)
    words = np.empty(room, np.uint64)
    sentence = np.empty(room, np.int32)
    idf = np.empty(room, np.float64)
    sentence_index = np.zeros(len(tokens.index), np.int64)
    weights = np.zeros(room, np.float64)
    fill_sentences(
        tokens.index,
        tokens.hashes,
        tokens.flags,
        table.slots,
        table.unknown,
        index,
        words,
        sentence,
        idf,
        sentence_index,
        weights,
    )
    m = int(index[-1])
    return Sentences(
        index=index,
        words=words[:m].copy(),
        sentence=sentence[:m].copy(),
        idf=idf[:m].copy(),
        sentence_index=sentence_index,
        weights=weights[: sentence_index[-1]].copy(),
    )


def find_sentences(
    sentences: Sentences, shorter: np.ndarray, longer: np.ndarray
) -> np.ndarray:
    """How the shorter text's sentences are found in the longer, one row per pair.

    Columns: mean share of a sentence's weight in its best match, weighted; mean of its
    square, which is high where a few sentences match whole.
    """
    found = np.zeros((len(shorter), 2), np.float64)
    fill_found(
        shorter.astype(np.int64),
        longer.astype(np.int64),
        sentences.index,
        sentences.words,
        sentences.sentence,
        sentences.idf,
        sentences.sentence_index,
        sentences.weights,
        found,
    )
    return found


@compiled
def fill_sentences(
    token_index: Value,
    hashes: Value,
    flags: Value,
    slots: Value,
    unknown: Value,
    index: Value,
    words: Value,
    sentence: Value,
    idf: Value,
    sentence_index: Value,
    weights: Value,
) -> Value:
    """Write the telling words of the texts into the arrays given."""
    k = 0
    for r in range(len(token_index) - 1):
        start, end = token_index[r], token_index[r + 1]
        telling = np.empty(end - start, np.uint64)
        numbers = np.empty(end - start, np.int32)
        heavy = np.empty(end - start, np.float64)
        m = 0
        number = -1
        length = 0
        for i in range(start, end):
            if number < 0 or (flags[i] & OPENS and length >= LEAST_WORDS):
                number += 1
                length = 0
            length += 1
            weight = find_idf(slots, unknown, hashes[i])
            if weight >= LEAST_IDF:
                telling[m] = hashes[i]
                numbers[m] = number
                heavy[m] = weight
                m += 1
        first, base = k, sentence_index[r]
        for place in sorted_places(telling[:m]):
            word, held_by = telling[place], numbers[place]
            if k > first and words[k - 1] == word and sentence[k - 1] == held_by:
                continue
            words[k] = word
            sentence[k] = held_by
            idf[k] = heavy[place]
            weights[base + held_by] += heavy[place]
            k += 1
        sentence_index[r + 1] = base + number + 1
        index[r + 1] = k


@compiled
def fill_found(
    shorter: Value,
    longer: Value,
    index: Value,
    words: Value,
    sentence: Value,
    idf: Value,
    sentence_index: Value,
    weights: Value,
    found: Value,
) -> Value:
    """Write the columns of `find_sentences`.

    The words of both texts are walked through once for so many sentences of the
    shorter as fit, and what each shares with each of the longer is summed up.
    """
    for p in range(len(shorter)):
        a, b = shorter[p], longer[p]
        n_a = sentence_index[a + 1] - sentence_index[a]
        n_b = sentence_index[b + 1] - sentence_index[b]
        if n_a == 0 or n_b == 0:
            continue
        rows = min(n_a, max(1, AT_ONCE // n_b))
        sums = np.empty((rows, n_b), np.float64)
        weight_all = best_all = square_all = 0.0
        for low in range(0, n_a, rows):
            high = min(low + rows, n_a)
            sums[:] = 0.0
            i, end_a = index[a], index[a + 1]
            j, end_b = index[b], index[b + 1]
            while i < end_a and j < end_b:
                x, y = words[i], words[j]
                if x == y:
                    last = j
                    while last < end_b and words[last] == x:
                        last += 1
                    while i < end_a and words[i] == x:
                        if low <= sentence[i] < high:
                            for k in range(j, last):
                                sums[sentence[i] - low, sentence[k]] += idf[i]
                        i += 1
                    j = last
                else:
                    i += x < y
                    j += y < x
            for row in range(high - low):
                total = weights[sentence_index[a] + low + row]
                if total < LEAST_WEIGHT:
                    continue
                best = 0.0
                for k in range(n_b):
                    best = max(best, sums[row, k])
                weight_all += total
                best_all += best
                square_all += best * best / total
        if weight_all > 0:
            found[p, 0] = best_all / weight_all
            found[p, 1] = square_all / weight_all
