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
class Stretches:
    """The telling words of several texts with the stretches of text they stand in.

    A stretch is a sentence, or a direct quotation: see `split_sentences` and
    `own_matter.split_quotations`.
    """

    index: np.ndarray
    """First word of each text, and the end of the last."""
    words: np.ndarray
    """Ascending in each text; a word stands once for each stretch that holds it."""
    stretch: np.ndarray
    """Number of the word's stretch in its text, ascending where words are equal."""
    idf: np.ndarray
    stretch_index: np.ndarray
    """First stretch of each text, and the end of the last."""
    weights: np.ndarray
    """Sum of the idf of each stretch's distinct telling words."""


def split_sentences(tokens: Tokens, table: IdfTable) -> Stretches:
    """The telling words of the texts by sentence."""
    numbers = np.empty(len(tokens.hashes), np.int32)
    counts = np.zeros(len(tokens.index) - 1, np.int64)
    number_sentences(tokens.index, tokens.flags, numbers, counts)
    return gather_words(tokens, numbers, counts, table)


def gather_words(
    tokens: Tokens, numbers: np.ndarray, counts: np.ndarray, table: IdfTable
) -> Stretches:
    """The telling words of the texts by stretch.

    Args:
        tokens: The texts.
        numbers: Number of each word's stretch in its text; -1 where it is in none.
        counts: Stretches of each text.
        table: Idf of words.
    """
    room = len(tokens.hashes)
    index = np.zeros(len(tokens.index), np.int64)
    words = np.empty(room, np.uint64)
    stretch = np.empty(room, np.int32)
    idf = np.empty(room, np.float64)
    stretch_index = np.zeros(len(tokens.index), np.int64)
    np.cumsum(counts, out=stretch_index[1:])
    weights = np.zeros(stretch_index[-1], np.float64)
    fill_stretches(
        tokens.index,
        tokens.hashes,
        numbers,
        table.slots,
        table.unknown,
        stretch_index,
        index,
        words,
        stretch,
        idf,
        weights,
    )
    m = int(index[-1])
    return Stretches(
        index=index,
        words=words[:m].copy(),
        stretch=stretch[:m].copy(),
        idf=idf[:m].copy(),
        stretch_index=stretch_index,
        weights=weights,
    )


def find_sentences(
    sentences: Stretches, shorter: np.ndarray, longer: np.ndarray
) -> np.ndarray:
    """How the sentences of each text are found in the other, one row per pair.

    Columns: mean share of a sentence of the shorter text's weight in its best match,
    weighted; mean of its square, which is high where a few sentences match whole; the
    mean of the longer text's sentences.
    """
    found = np.zeros((len(shorter), 3), np.float64)
    fill_found(
        shorter.astype(np.int64),
        longer.astype(np.int64),
        sentences.index,
        sentences.words,
        sentences.stretch,
        sentences.idf,
        sentences.stretch_index,
        sentences.weights,
        found,
    )
    return found


@compiled
def number_sentences(
    token_index: Value, flags: Value, numbers: Value, counts: Value
) -> Value:
    """Write the number of each word's sentence, and how many each text has."""
    for r in range(len(counts)):
        start, end = token_index[r], token_index[r + 1]
        number = -1
        length = 0
        for i in range(start, end):
            if number < 0 or (flags[i] & OPENS and length >= LEAST_WORDS):
                number += 1
                length = 0
            length += 1
            numbers[i] = number
        counts[r] = number + 1


@compiled
def fill_stretches(
    token_index: Value,
    hashes: Value,
    numbers: Value,
    slots: Value,
    unknown: Value,
    stretch_index: Value,
    index: Value,
    words: Value,
    stretch: Value,
    idf: Value,
    weights: Value,
) -> Value:
    """Write the telling words of the texts into the arrays given."""
    k = 0
    for r in range(len(token_index) - 1):
        start, end = token_index[r], token_index[r + 1]
        telling = np.empty(end - start, np.uint64)
        held_by = np.empty(end - start, np.int32)
        heavy = np.empty(end - start, np.float64)
        m = 0
        for i in range(start, end):
            if numbers[i] < 0:
                continue
            weight = find_idf(slots, unknown, hashes[i])
            if weight >= LEAST_IDF:
                telling[m] = hashes[i]
                held_by[m] = numbers[i]
                heavy[m] = weight
                m += 1
        first, base = k, stretch_index[r]
        for place in sorted_places(telling[:m]):
            word, number = telling[place], held_by[place]
            if k > first and words[k - 1] == word and stretch[k - 1] == number:
                continue
            words[k] = word
            stretch[k] = number
            idf[k] = heavy[place]
            weights[base + number] += heavy[place]
            k += 1
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
    shorter as fit, and what each shares with each of the longer is summed up. What is
    best in a row of these sums is the best match of a sentence of the shorter text, in
    a column that of one of the longer.
    """
    for p in range(len(shorter)):
        a, b = shorter[p], longer[p]
        n_a = sentence_index[a + 1] - sentence_index[a]
        n_b = sentence_index[b + 1] - sentence_index[b]
        if n_a == 0 or n_b == 0:
            continue
        rows = min(n_a, max(1, AT_ONCE // n_b))
        sums = np.empty((rows, n_b), np.float64)
        best_of_longer = np.zeros(n_b, np.float64)
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
                best = 0.0
                for k in range(n_b):
                    best = max(best, sums[row, k])
                    best_of_longer[k] = max(best_of_longer[k], sums[row, k])
                total = weights[sentence_index[a] + low + row]
                if total < LEAST_WEIGHT:
                    continue
                weight_all += total
                best_all += best
                square_all += best * best / total
        if weight_all > 0:
            found[p, 0] = best_all / weight_all
            found[p, 1] = square_all / weight_all
        weight_all = best_all = 0.0
        for k in range(n_b):
            total = weights[sentence_index[b] + k]
            if total >= LEAST_WEIGHT:
                weight_all += total
                best_all += best_of_longer[k]
        if weight_all > 0:
            found[p, 2] = best_all / weight_all
