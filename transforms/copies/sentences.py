"""How well the sentences of one text are found again in another.

A rewrite tells each sentence of its source again; two independent reports share names
throughout and a few sentences nearly word for word.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from transforms.copies.compiled import Value, compiled
from transforms.copies.frequencies import IdfTable, find_idf
from transforms.copies.tokens import OPENS, Tokens

LEAST_IDF = 2.0
"""Words of more than one article in seven are in every sentence."""
LEAST_WORDS = 6
"""Words from which a sentence counts as one: the full stops of abbreviations cut no
sentence short, headings join what follows."""
LEAST_WEIGHT = 8.0
"""Sum of idf from which a sentence says enough to be looked for: two or three rare
words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentences:
    """The telling words of several texts with their sentences, in order."""

    index: np.ndarray
    """First word of each text, and the end of the last."""
    words: np.ndarray
    sentence: np.ndarray
    """Number of the word's sentence in its text."""
    idf: np.ndarray
    n: np.ndarray
    """Sentences of each text."""


def split_sentences(tokens: Tokens, table: IdfTable) -> Sentences:
    """The telling words of the texts by sentence."""
    room = len(tokens.hashes)
    index = np.zeros(len(tokens.index), np.int64)
    words = np.empty(room, np.uint64)
    sentence = np.empty(room, np.int32)
    idf = np.empty(room, np.float64)
    n = np.zeros(len(tokens.index) - 1, np.int64)
    fill_sentences(
        tokens.index,
        tokens.hashes,
        tokens.flags,
        table.keys,
        table.values,
        table.unknown,
        index,
        words,
        sentence,
        idf,
        n,
    )
    m = int(index[-1])
    return Sentences(
        index=index,
        words=words[:m].copy(),
        sentence=sentence[:m].copy(),
        idf=idf[:m].copy(),
        n=n,
    )


def find_sentences(
    sentences: Sentences, shorter: np.ndarray, longer: np.ndarray
) -> np.ndarray:
    """How the shorter text's sentences are found in the longer, one row per pair.

    Columns: mean share of a sentence's weight in its best match, weighted; mean of its
    square, which is high where a few sentences match whole.
    """
    values = np.zeros((len(shorter), 2), np.float64)
    order = np.lexsort((shorter, longer))
    found = np.zeros((len(shorter), 2), np.float64)
    fill_found(
        shorter[order].astype(np.int64),
        longer[order].astype(np.int64),
        sentences.index,
        sentences.words,
        sentences.sentence,
        sentences.idf,
        sentences.n,
        found,
    )
    values[order] = found
    return values


@compiled
def fill_sentences(
    token_index: Value,
    hashes: Value,
    flags: Value,
    keys: Value,
    values: Value,
    unknown: Value,
    index: Value,
    words: Value,
    sentence: Value,
    idf: Value,
    n: Value,
) -> Value:
    """Write the telling words of the texts into the arrays given."""
    k = 0
    for r in range(len(token_index) - 1):
        number = -1
        length = 0
        for i in range(token_index[r], token_index[r + 1]):
            if number < 0 or (flags[i] & OPENS and length >= LEAST_WORDS):
                number += 1
                length = 0
            length += 1
            weight = find_idf(keys, values, unknown, hashes[i])
            if weight >= LEAST_IDF:
                words[k] = hashes[i]
                sentence[k] = number
                idf[k] = weight
                k += 1
        n[r] = number + 1
        index[r + 1] = k


@compiled
def fill_found(
    shorter: Value,
    longer: Value,
    index: Value,
    words: Value,
    sentence: Value,
    idf: Value,
    n: Value,
    found: Value,
) -> Value:
    """Write the columns of `find_sentences`; equal longer texts stand together."""
    ready = -1
    looked_up = np.empty(0, np.uint64)
    places = np.empty(0, np.int64)
    for p in range(len(shorter)):
        a, b = shorter[p], longer[p]
        first_b, end_b = index[b], index[b + 1]
        if n[b] == 0 or n[a] == 0:
            continue
        if ready != b:
            places = np.argsort(words[first_b:end_b], kind="mergesort")
            looked_up = words[first_b:end_b][places]
            ready = b
        sums = np.zeros(n[b], np.float64)
        weight_all = 0.0
        best_all = 0.0
        square_all = 0.0
        i = index[a]
        while i < index[a + 1]:
            end = i
            while end < index[a + 1] and sentence[end] == sentence[i]:
                end += 1
            total = 0.0
            for k in range(len(sums)):
                sums[k] = 0.0
            for k in range(i, end):
                again = False
                for earlier in range(i, k):
                    if words[earlier] == words[k]:
                        again = True
                        break
                if again:
                    continue
                total += idf[k]
                low = np.searchsorted(looked_up, words[k])
                last = -1
                while low < len(looked_up) and looked_up[low] == words[k]:
                    number = sentence[first_b + places[low]]
                    if number != last:
                        sums[number] += idf[k]
                    last = number
                    low += 1
            i = end
            if total < LEAST_WEIGHT:
                continue
            best = np.argmax(sums)
            weight_all += total
            best_all += sums[best]
            square_all += sums[best] * sums[best] / total
        if weight_all > 0:
            found[p, 0] = best_all / weight_all
            found[p, 1] = square_all / weight_all
