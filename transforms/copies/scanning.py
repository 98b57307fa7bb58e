"""One pass over texts: lengths, keys that are equal where the words are, top terms."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from transforms.copies.articles import Known
from transforms.copies.compiled import Value, compiled
from transforms.copies.frequencies import IdfTable
from transforms.copies.profiles import ProfileStore
from transforms.copies.rules import CopyRules
from transforms.copies.terms import Profiles, TopTerms, profile, top_terms
from transforms.copies.texts import OwnTexts
from transforms.copies.tokens import fill_keys, tokenize
from transforms.copies.work import blocks_of_rows, on_all_cores

NEVER = np.iinfo(np.int64).max
"""Publication time of an undated article: after all others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned:
    """What one pass over texts gives, each text for itself."""

    lengths: np.ndarray
    """Words of each document."""
    keys: np.ndarray
    """Two numbers for each document, equal where the words are equal, in order."""
    terms: TopTerms
    """Top terms of each document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Which documents stand for their texts, and which are compared."""

    heads: np.ndarray
    """For each document the one that stands for its text."""
    compared: np.ndarray
    """Whether a document is compared with others: heads that are long enough."""


def scan(
    own: OwnTexts,
    documents: np.ndarray,
    table: IdfTable,
    rules: CopyRules,
    store: ProfileStore,
) -> Scanned:
    """Lengths, keys and top terms of some documents, block by block.

    Args:
        own: The texts.
        documents: Numbers of the documents.
        table: Idf of words.
        rules: Thresholds.
        store: Gets the profiles of the documents, which are made on the way.
    """

    def work(rows: np.ndarray) -> tuple[Scanned, Profiles]:
        tokens = tokenize(own.texts, rows)
        keys = np.zeros((len(rows), 2), np.uint64)
        fill_keys(tokens.index, tokens.hashes, keys)
        made = profile(tokens, table)
        top = top_terms(
            made, limit=rules.top_terms, least_idf=float(-np.log(rules.stop_share))
        )
        return Scanned(lengths=made.lengths, keys=keys, terms=top), made

    rows = own.rows[documents]
    store.make_room(int((own.texts.offsets[rows + 1] - own.texts.offsets[rows]).sum()))
    parts: list[Scanned] = []
    done = 0
    for part, made in on_all_cores(work, blocks_of_rows(own.texts.offsets, rows)):
        parts.append(part)
        last = done + len(part.lengths)
        store.add(documents[done:last], made)
        done = last
    return joined(parts)


def joined(parts: list[Scanned]) -> Scanned:
    """The parts as one, in order."""
    ends = [np.zeros(1, np.int64)]
    for part in parts:
        ends.append(part.terms.index[1:] + ends[-1][-1])
    return Scanned(
        lengths=np.concatenate([np.empty(0, np.int64), *(p.lengths for p in parts)]),
        keys=np.concatenate([np.empty((0, 2), np.uint64), *(p.keys for p in parts)]),
        terms=TopTerms(
            index=np.concatenate(ends),
            terms=np.concatenate(
                [np.empty(0, np.uint64), *(p.terms.terms for p in parts)]
            ),
            weights=np.concatenate(
                [np.empty(0, np.int32), *(p.terms.weights for p in parts)]
            ),
        ),
    )


def chosen(scanned: Scanned, places: np.ndarray) -> Scanned:
    """The documents at some places, in that order."""
    starts = scanned.terms.index[places]
    counts = scanned.terms.index[places + 1] - starts
    index = np.append(0, np.cumsum(counts))
    at = np.repeat(starts - index[:-1], counts) + np.arange(index[-1])
    return Scanned(
        lengths=scanned.lengths[places],
        keys=scanned.keys[places],
        terms=TopTerms(
            index=index,
            terms=scanned.terms.terms[at],
            weights=scanned.terms.weights[at],
        ),
    )


def stand(
    scanned: Scanned, known: Known, rules: CopyRules, alone: np.ndarray
) -> Standing:
    """Which documents stand for their texts: the earliest published of equal ones.

    Undated ones come last; equal times in order of ids.

    Args:
        scanned: All documents.
        known: Their dates.
        rules: Thresholds.
        alone: Documents that stand for themselves, whatever others say.
    """
    n = len(scanned.lengths)
    heads = np.arange(n)
    published = known.published_by(NEVER)
    able = scanned.lengths >= rules.least_words_verbatim
    able[alone] = False
    documents = np.flatnonzero(able)
    keys = scanned.keys[documents]
    order = np.lexsort((documents, published[documents], keys[:, 1], keys[:, 0]))
    fill_heads(documents[order], keys[order], heads)
    return Standing(
        heads=heads,
        compared=(heads == np.arange(n)) & (scanned.lengths >= rules.least_words),
    )


@compiled
def fill_heads(documents: Value, keys: Value, heads: Value) -> Value:
    """Write the first document of each run of equal keys."""
    head = 0
    for i in range(len(documents)):
        if i == 0 or keys[i, 0] != keys[i - 1, 0] or keys[i, 1] != keys[i - 1, 1]:
            head = documents[i]
        heads[documents[i]] = head
