"""What each of two texts says that the other lacks: quotations and numbers of its own.

Two newsrooms that report one event have each spoken to somebody and counted something.
Who rewrites a report has neither: he may leave out what it says, but adds little.
"""

from __future__ import annotations

import numpy as np

from transforms.copies.compiled import Value, compiled
from transforms.copies.frequencies import IdfTable
from transforms.copies.sentences import Stretches, gather_words
from transforms.copies.terms import sorted_hashes
from transforms.copies.tokens import DIGIT, QUOTED, Tokens

QUOTATION_WORDS = 6
"""Shorter quotations are phrases that anyone may set in quotation marks."""
LACKING = 0.5
"""Share of a quotation's telling words, by weight, of which the other text has less
where it lacks the quotation: a reworded one keeps most of them."""


def split_quotations(tokens: Tokens, table: IdfTable) -> Stretches:
    """The telling words of the texts by direct quotation."""
    numbers = np.full(len(tokens.hashes), -1, np.int32)
    counts = np.zeros(len(tokens.index) - 1, np.int64)
    number_quotations(tokens.index, tokens.flags, numbers, counts)
    return gather_words(tokens, numbers, counts, table)


def compare_own_matter(
    tokens: Tokens,
    sentences: Stretches,
    table: IdfTable,
    shorter: np.ndarray,
    longer: np.ndarray,
) -> np.ndarray:
    """What each text of a pair has of its own, one row per pair.

    Columns: 1 where both hold a direct quotation that the other lacks, else 0; share
    of the shorter text's different numbers that the longer lacks, 0 where it has none;
    how many these are.

    Args:
        tokens: The texts.
        sentences: Their telling words, `sentences.split_sentences`.
        table: Idf of words.
        shorter: Shorter text of each pair.
        longer: Longer text of each pair.
    """
    quotations = split_quotations(tokens, table)
    number_index = np.zeros(len(tokens.index), np.int64)
    numbers = np.empty(np.count_nonzero(tokens.flags & DIGIT), np.uint64)
    fill_numbers(tokens.index, tokens.hashes, tokens.flags, number_index, numbers)
    found = np.zeros((len(shorter), 3), np.float64)
    fill_own(
        shorter.astype(np.int64),
        longer.astype(np.int64),
        quotations.index,
        quotations.words,
        quotations.stretch,
        quotations.idf,
        quotations.stretch_index,
        quotations.weights,
        sentences.index,
        sentences.words,
        number_index,
        numbers,
        found,
    )
    return found


@compiled
def number_quotations(
    token_index: Value, flags: Value, numbers: Value, counts: Value
) -> Value:
    """Write the number of each word's quotation, and how many each text has."""
    for r in range(len(counts)):
        i, end = token_index[r], token_index[r + 1]
        number = 0
        while i < end:
            last = i
            while last < end and flags[last] & QUOTED:
                last += 1
            if last - i >= QUOTATION_WORDS:
                for k in range(i, last):
                    numbers[k] = number
                number += 1
            i = last + 1
        counts[r] = number


@compiled
def fill_numbers(
    token_index: Value, hashes: Value, flags: Value, index: Value, numbers: Value
) -> Value:
    """Write the different words with digits of each text, ascending."""
    n = 0
    for r in range(len(token_index) - 1):
        found = np.empty(token_index[r + 1] - token_index[r], np.uint64)
        m = 0
        for i in range(token_index[r], token_index[r + 1]):
            if flags[i] & DIGIT:
                found[m] = hashes[i]
                m += 1
        found = sorted_hashes(found[:m])
        for i in range(m):
            if i == 0 or found[i] != found[i - 1]:
                numbers[n] = found[i]
                n += 1
        index[r + 1] = n


@compiled
def lacks_quotation(
    text: Value,
    other: Value,
    index: Value,
    words: Value,
    quotation: Value,
    idf: Value,
    quotation_index: Value,
    weights: Value,
    other_index: Value,
    other_words: Value,
) -> Value:
    """Whether a text holds a quotation of whose words the other has few."""
    first, n = quotation_index[text], quotation_index[text + 1] - quotation_index[text]
    met = np.zeros(n, np.float64)
    j, end = other_index[other], other_index[other + 1]
    for i in range(index[text], index[text + 1]):
        while j < end and other_words[j] < words[i]:
            j += 1
        if j < end and other_words[j] == words[i]:
            met[quotation[i]] += idf[i]
    lacks = False
    for k in range(n):
        lacks = lacks or met[k] < LACKING * weights[first + k]
    return lacks


@compiled
def fill_own(
    shorter: Value,
    longer: Value,
    index: Value,
    words: Value,
    quotation: Value,
    idf: Value,
    quotation_index: Value,
    weights: Value,
    word_index: Value,
    telling: Value,
    number_index: Value,
    numbers: Value,
    found: Value,
) -> Value:
    """Write the columns of `compare_own_matter`."""
    for p in range(len(shorter)):
        a, b = shorter[p], longer[p]
        both = True
        for text, other in ((a, b), (b, a)):
            both = both and lacks_quotation(
                text,
                other,
                index,
                words,
                quotation,
                idf,
                quotation_index,
                weights,
                word_index,
                telling,
            )
        if both:
            found[p, 0] = 1.0
        i, end_a = number_index[a], number_index[a + 1]
        j, end_b = number_index[b], number_index[b + 1]
        all_a = end_a - i
        shared = 0
        while i < end_a and j < end_b:
            x, y = numbers[i], numbers[j]
            shared += x == y
            i += x <= y
            j += y <= x
        if all_a:
            found[p, 1] = (all_a - shared) / all_a
            found[p, 2] = all_a - shared
