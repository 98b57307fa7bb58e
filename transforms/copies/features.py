"""What two texts share, measured on their profiles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from transforms.copies.candidates import Candidates
from transforms.copies.compiled import compiled
from transforms.copies.frequencies import IdfTable
from transforms.copies.terms import Profiles, profile
from transforms.copies.texts import OwnTexts
from transforms.copies.tokens import tokenize
from transforms.copies.work import BLOCK_BYTES, on_all_cores

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
)
"""Columns of the evidence, in order.

Containment is of the text with fewer words in the other; overlap is of the longer one
in the shorter. ``plain`` words are rare ones that are no names. ``shorter_words`` is a
number of words, ``shared_rare`` the sum of the idf of the rare words that both hold.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Candidate pairs with what was measured."""

    a: np.ndarray
    b: np.ndarray
    score: np.ndarray
    """Cosine of the top terms, 0 to 1."""
    values: np.ndarray
    """One row per pair, one column per feature, rounded to 1e-6."""

    def column(self, name: str) -> np.ndarray:
        """One feature of all pairs."""
        return self.values[:, FEATURES.index(name)]


def measure(own: OwnTexts, pairs: Candidates, table: IdfTable) -> Iterator[Evidence]:
    """The evidence of the pairs, in their order, a block of pairs at a time."""

    def work(span: tuple[int, int]) -> Evidence:
        a, b = pairs.a[span[0] : span[1]], pairs.b[span[0] : span[1]]
        documents, place = np.unique(np.concatenate([a, b]), return_inverse=True)
        profiles = profile(tokenize(own.texts, own.rows[documents]), table)
        values = compare(profiles, place[: len(a)], place[len(a) :])
        score = np.round(pairs.score[span[0] : span[1]] / 2**30, 6)
        return Evidence(a=a, b=b, score=np.minimum(score, 1.0), values=values)

    return on_all_cores(work, spans_of_documents(own, pairs.a, pairs.b))


def spans_of_documents(
    own: OwnTexts, a: np.ndarray, b: np.ndarray, *, size: int = BLOCK_BYTES
) -> list[tuple[int, int]]:
    """Runs of pairs whose texts together hold about ``size`` bytes at most.

    A text counts each time that it comes up anew within 4,096 pairs, which is an
    upper bound of what it costs.
    """
    lengths = np.diff(own.texts.offsets)[own.rows]
    spans = []
    start, held = 0, 0
    for first in range(0, len(a), 4096):
        last = min(first + 4096, len(a))
        both = np.concatenate([a[first:last], b[first:last]])
        cost = int(lengths[np.unique(both)].sum())
        if held and held + cost > size:
            spans.append((start, first))
            start, held = first, 0
        held += cost
    if start < len(a):
        spans.append((start, len(a)))
    return spans


def compare(profiles: Profiles, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """The features of pairs of the profiles, one row per pair."""
    values = np.zeros((len(a), len(FEATURES)), np.float64)
    fill_features(
        a.astype(np.int64),
        b.astype(np.int64),
        profiles.index,
        profiles.words,
        profiles.counts,
        profiles.idf,
        profiles.names,
        profiles.norms,
        profiles.shingle_index,
        profiles.shingles,
        profiles.lengths,
        values,
    )
    return np.round(values, 6)


@compiled
def fill_features(  # type: ignore[no-untyped-def]  # noqa: ANN201, C901, PLR0912, PLR0913, PLR0915
    pairs_a,  # noqa: ANN001
    pairs_b,  # noqa: ANN001
    index,  # noqa: ANN001
    words,  # noqa: ANN001
    counts,  # noqa: ANN001
    idf,  # noqa: ANN001
    names,  # noqa: ANN001
    norms,  # noqa: ANN001
    shingle_index,  # noqa: ANN001
    shingles,  # noqa: ANN001
    lengths,  # noqa: ANN001
    values,  # noqa: ANN001
):
    """Write the features of the pairs into the rows of ``values``."""
    for p in range(len(pairs_a)):
        a, b = pairs_a[p], pairs_b[p]
        if lengths[a] > lengths[b]:
            a, b = b, a
        i, end_a = index[a], index[a + 1]
        j, end_b = index[b], index[b + 1]
        distinct = (end_a - i) + (end_b - j)
        dot = 0.0
        shared = 0
        rare_a = rare_b = rare = 0.0
        plain_a = plain = 0.0
        names_a = names_b = named_a = named_b = 0.0
        while i < end_a or j < end_b:
            if j == end_b or (i < end_a and words[i] < words[j]):
                if idf[i] > RARE_IDF:
                    rare_a += idf[i]
                    if not names[i]:
                        plain_a += idf[i]
                    else:
                        names_a += idf[i]
                i += 1
            elif i == end_a or words[j] < words[i]:
                if idf[j] > RARE_IDF:
                    rare_b += idf[j]
                    if names[j]:
                        names_b += idf[j]
                j += 1
            else:
                weight = idf[i]
                shared += 1
                dot += (
                    (1.0 + np.log(counts[i]))
                    * (1.0 + np.log(counts[j]))
                    * (weight * weight)
                )
                if weight > RARE_IDF:
                    rare += weight
                    rare_a += weight
                    rare_b += weight
                    if names[i]:
                        names_a += weight
                        named_a += weight
                    elif not names[j]:
                        plain += weight
                        plain_a += weight
                    if names[j]:
                        names_b += weight
                        named_b += weight
                i += 1
                j += 1
        k, end_k = shingle_index[a], shingle_index[a + 1]
        m, end_m = shingle_index[b], shingle_index[b + 1]
        runs_a, runs_b, runs = end_k - k, end_m - m, 0
        while k < end_k and m < end_m:
            if shingles[k] < shingles[m]:
                k += 1
            elif shingles[m] < shingles[k]:
                m += 1
            else:
                runs += 1
                k += 1
                m += 1
        row = values[p]
        if norms[a] > 0 and norms[b] > 0:
            row[0] = min(dot / (norms[a] * norms[b]), 1.0)
        row[1] = rare / rare_a if rare_a > 0 else 0.0
        row[2] = runs / runs_a if runs_a > 0 else 0.0
        row[3] = named_a / names_a if names_a > 0 else 0.0
        row[4] = shared / (distinct - shared) if distinct > 0 else 0.0
        row[5] = plain / plain_a if plain_a > 0 else 0.0
        row[6] = rare / rare_b if rare_b > 0 else 0.0
        row[7] = runs / runs_b if runs_b > 0 else 0.0
        row[8] = named_b / names_b if names_b > 0 else 0.0
        row[9] = lengths[a] / lengths[b] if lengths[b] > 0 else 0.0
        row[10] = lengths[a]
        row[11] = rare
