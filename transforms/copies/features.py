"""What two texts share, measured on their profiles."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from transforms.copies.compiled import Value, compiled
from transforms.copies.frequencies import IdfTable
from transforms.copies.order import compare_orders, order_words
from transforms.copies.own_matter import compare_own_matter
from transforms.copies.rest import PASSAGE, REST, without_passages
from transforms.copies.sentences import find_sentences, split_sentences
from transforms.copies.terms import Profiles, profile
from transforms.copies.tokens import Tokens, without_quotations

RARE_IDF = 3.0
"""Words of fewer than one article in twenty are rare."""

FEATURES = (
    "tfidf_cosine",
    "rare_containment",
    "shingle_containment",
    "name_containment",
    "word_jaccard",
    "plain_containment",
    "rare_overlap",
    "shingle_overlap",
    "name_overlap",
    "length_ratio",
    "shorter_words",
    "shared_rare",
    "told_cosine",
    "told_shingles",
    "sentence_mean",
    "sentence_square",
    "neighbour_overlap",
    "rare_order",
    "sentence_overlap",
    "own_quotations",
    "own_numbers",
    "n_own_numbers",
    "log_words",
    "longer_words",
)
"""Columns of the evidence, in order.

Containment is of the text with fewer words in the other; overlap is of the longer one
in the shorter. ``plain`` words are rare ones that are no names. ``shorter_words`` is a
number of words, ``shared_rare`` the sum of the idf of the rare words that both hold.
``told_cosine``, ``told_shingles`` and the columns on sentences are the lower of two
values: of the whole texts, and of the texts without quotations; of the whole texts
alone where one stands whole in the other. ``neighbour_overlap`` and ``rare_order`` are
what `order` says of the whole texts, ``sentence_overlap`` how the longer text's
sentences are found in the shorter, ``own_quotations``, ``own_numbers`` and
``n_own_numbers`` what `own_matter` says. ``log_words`` is the logarithm of
``shorter_words``, which is held between 40 and 1,000.
"""

CHEAP = FEATURES.index("told_cosine")
"""Features before this one need no order of words."""

UNKNOWN = -1.0
"""A sum that was not made yet."""

UNLIKE = 0.1
"""Cosine of all terms below which candidates are not looked through for shingles: of a
million pairs hardly one shares a passage then, and a quarter are so little alike."""
WHOLE = 0.75
"""Share of the shorter text's shingles from which it stands whole in the other."""
LOOK_CLOSER = (0.14, 0.24)
"""Cosine of all terms below which no pair comes near the floor, whatever its
sentences, for texts of 60 and of 1,000 words: chance likeness grows with length."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Candidate pairs with what was measured."""

    a: np.ndarray
    b: np.ndarray
    score: np.ndarray
    """Cosine of the top terms, 0 to 1."""
    values: np.ndarray
    """One row per pair, one column per feature, rounded to 1e-6."""
    rest: np.ndarray | None = None
    """The same of what is left of texts that share passages, see `rest`; of all other
    pairs as in ``values``. None where no pair was looked at so closely."""

    def column(self, name: str) -> np.ndarray:
        """One feature of all pairs."""
        return self.values[:, FEATURES.index(name)]


def shorter_and_longer(
    lengths: np.ndarray, a: np.ndarray, b: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The pairs' texts by length in words."""
    swapped = lengths[a] > lengths[b]
    return np.where(swapped, b, a), np.where(swapped, a, b)


def compare(
    profiles: Profiles,
    a: np.ndarray,
    b: np.ndarray,
    lengths: np.ndarray,
    *,
    least_cosine: float = 0.0,
) -> np.ndarray:
    """The features of pairs of texts, those of a closer look left at 0.

    Args:
        profiles: The texts.
        a: First text of each pair.
        b: Second text of each pair.
        lengths: Words of each text.
        least_cosine: Cosine of all terms below which shingles are not looked for.
    """
    shorter, longer = shorter_and_longer(lengths, a, b)
    values = np.zeros((len(a), len(FEATURES)), np.float64)
    values[:, :CHEAP] = compare_profiles(
        profiles, shorter, longer, least_cosine=least_cosine
    )
    values[:, FEATURES.index("log_words")] = np.log(np.clip(lengths[shorter], 40, 1000))
    values[:, FEATURES.index("longer_words")] = lengths[longer]
    # Until a closer look finds less.
    values[:, CHEAP] = values[:, FEATURES.index("tfidf_cosine")]
    values[:, CHEAP + 1] = values[:, FEATURES.index("shingle_containment")]
    return values


def worth_a_closer_look(values: np.ndarray) -> np.ndarray:
    """Which pairs may be copies, by what is known without the order of words."""
    low, high = LOOK_CLOSER
    words = values[:, FEATURES.index("log_words")]
    share = (words - np.log(60)) / (np.log(1000) - np.log(60))
    least = np.round(low + share * (high - low), 6)
    cosine = np.round(values[:, FEATURES.index("tfidf_cosine")], 6)
    shingles = np.round(values[:, FEATURES.index("shingle_containment")], 6)
    found: np.ndarray = (cosine >= least) | (shingles >= low)
    return found


def look_closer(
    tokens: Tokens,
    a: np.ndarray,
    b: np.ndarray,
    table: IdfTable,
    values: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """The features of the pairs with those that need the order of words filled in.

    Returns:
        The features of the texts, and of what is left of those that share passages:
        what they have in common besides is what a rewrite has and independent reports
        of one press release have not.
    """
    found = read_closely(tokens, a, b, table, values)
    words = values[:, FEATURES.index("shorter_words")]
    share = np.round(values[:, FEATURES.index("shingle_containment")], 6)
    # A passage of n words has n - 2 shingles.
    some = np.flatnonzero((share * words >= PASSAGE - 2) & (share < 1 - REST))
    left, apart = without_passages(tokens, a[some], b[some])
    rest = found.copy()
    if len(apart):
        first = 2 * np.arange(len(apart))
        cheap = compare(profile(left, table), first, first + 1, np.diff(left.index))
        rest[some[apart]] = read_closely(left, first, first + 1, table, cheap)
    return found, rest


def read_closely(
    tokens: Tokens,
    a: np.ndarray,
    b: np.ndarray,
    table: IdfTable,
    values: np.ndarray,
) -> np.ndarray:
    """The features of the pairs with those of sentences and quotations filled in."""
    shorter, longer = shorter_and_longer(np.diff(tokens.index), a, b)
    told = without_quotations(tokens)
    parts = compare_profiles(profile(told, table), shorter, longer)
    values = values.copy()
    shingles = np.round(values[:, FEATURES.index("shingle_containment")], 6)
    # A text that stands whole in another is a copy, whatever it consists of.
    differ = shingles < WHOLE
    for place, name in enumerate(("tfidf_cosine", "shingle_containment"), CHEAP):
        column = FEATURES.index(name)
        lower = np.minimum(values[:, column], parts[:, column])
        values[:, place] = np.where(differ, lower, values[:, column])
    sentences = split_sentences(tokens, table)
    whole = find_sentences(sentences, shorter, longer)
    lower = find_sentences(split_sentences(told, table), shorter, longer)
    values[:, CHEAP + 2 : CHEAP + 4] = np.where(
        differ[:, None], np.minimum(whole, lower), whole
    )[:, :2]
    values[:, CHEAP + 4 : CHEAP + 6] = compare_orders(
        order_words(tokens, table), shorter, longer
    )
    values[:, CHEAP + 6] = whole[:, 2]
    values[:, CHEAP + 7 : CHEAP + 10] = compare_own_matter(
        tokens, sentences, table, shorter, longer
    )
    return values


def compare_profiles(
    profiles: Profiles,
    shorter: np.ndarray,
    longer: np.ndarray,
    *,
    least_cosine: float = 0.0,
) -> np.ndarray:
    """The features that need no order of words, one row per pair."""
    values = np.zeros((len(shorter), CHEAP), np.float64)
    fill_features(
        shorter.astype(np.int64),
        longer.astype(np.int64),
        profiles.index,
        profiles.words,
        profiles.weights,
        profiles.idf,
        profiles.names,
        profiles.norms,
        profiles.shingle_index,
        profiles.shingles,
        profiles.lengths,
        least_cosine,
        values,
    )
    return values


@compiled
def add_up(index: Value, idf: Value, names: Value, d: Value, totals: Value) -> Value:
    """Write a document's sums of idf: of rare words, rare names, other rare words."""
    totals[:] = 0.0
    for i in range(index[d], index[d + 1]):
        if idf[i] > RARE_IDF:
            totals[0] += idf[i]
            totals[1 if names[i] else 2] += idf[i]


@compiled
def fill_features(
    pairs_a: Value,
    pairs_b: Value,
    index: Value,
    words: Value,
    weights: Value,
    idf: Value,
    names: Value,
    norms: Value,
    shingle_index: Value,
    shingles: Value,
    lengths: Value,
    least_cosine: Value,
    values: Value,
) -> Value:
    """Write the features of the pairs into the rows of ``values``.

    What both hold is summed up while both lists are walked through once; what one holds
    alone follows from its totals. The walks have no branch but on a match.
    """
    # Of documents as they are met: the profiles may be of a million, the pairs of few.
    totals = np.full((len(index) - 1, 3), UNKNOWN)
    for p in range(len(pairs_a)):
        a, b = pairs_a[p], pairs_b[p]
        for d in (a, b):
            if totals[d, 0] == UNKNOWN:
                add_up(index, idf, names, d, totals[d])
        i, end_a = index[a], index[a + 1]
        j, end_b = index[b], index[b + 1]
        distinct = (end_a - i) + (end_b - j)
        dot = 0.0
        shared = 0
        rare = plain = plain_lost = 0.0
        named_a = named_b = 0.0
        while i < end_a and j < end_b:
            x, y = words[i], words[j]
            if x == y:
                weight = idf[i]
                shared += 1
                dot += weights[i] * weights[j]
                if weight > RARE_IDF:
                    rare += weight
                    if names[i]:
                        named_a += weight
                    elif names[j]:
                        # A plain word here, a name there: says nothing of plain words.
                        plain_lost += weight
                    else:
                        plain += weight
                    if names[j]:
                        named_b += weight
            i += x <= y
            j += y <= x
        row = values[p]
        if norms[a] > 0 and norms[b] > 0:
            row[0] = min(dot / (norms[a] * norms[b]), 1.0)
        k, end_k = shingle_index[a], shingle_index[a + 1]
        m, end_m = shingle_index[b], shingle_index[b + 1]
        runs_a, runs_b, runs = end_k - k, end_m - m, 0
        if row[0] < least_cosine:
            k = end_k
        while k < end_k and m < end_m:
            x, y = shingles[k], shingles[m]
            runs += x == y
            k += x <= y
            m += y <= x
        rare_a, names_a = totals[a, 0], totals[a, 1]
        rare_b, names_b = totals[b, 0], totals[b, 1]
        plain_a = totals[a, 2] - plain_lost
        row[1] = min(rare / rare_a, 1.0) if rare_a > 0 else 0.0
        row[2] = runs / runs_a if runs_a > 0 else 0.0
        row[3] = min(named_a / names_a, 1.0) if names_a > 0 else 0.0
        row[4] = shared / (distinct - shared) if distinct > 0 else 0.0
        row[5] = min(plain / plain_a, 1.0) if plain_a > 1e-9 else 0.0
        row[6] = min(rare / rare_b, 1.0) if rare_b > 0 else 0.0
        row[7] = runs / runs_b if runs_b > 0 else 0.0
        row[8] = min(named_b / names_b, 1.0) if names_b > 0 else 0.0
        row[9] = lengths[a] / lengths[b] if lengths[b] > 0 else 0.0
        row[10] = lengths[a]
        row[11] = rare
