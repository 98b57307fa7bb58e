"""Measuring candidate pairs: each text is profiled once, memory stays bounded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from transforms.copies.candidates import Candidates
from transforms.copies.features import (
    FEATURES,
    Evidence,
    compare,
    look_closer,
    worth_a_closer_look,
)
from transforms.copies.frequencies import IdfTable
from transforms.copies.terms import ONE, Profiles, profile
from transforms.copies.texts import OwnTexts
from transforms.copies.tokens import tokenize
from transforms.copies.work import (
    Scratch,
    blocks_of_pairs,
    blocks_of_rows,
    by_family,
    in_memory,
    on_all_cores,
)

PAIRS_AT_ONCE = 1 << 16
"""Pairs that one thread compares at a time: 10 MB of features."""

HALF = np.uint64(32)
"""Profiles hold the upper half of a hash: among the thousand words of two articles one
collision in four million pairs of texts, for half of the memory."""

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfiledTexts:
    """Profiles of some documents."""

    documents: np.ndarray
    """Their numbers, ascending."""
    profiles: Profiles
    """In the order of ``documents``; hashes cut to 32 bits, weights to single floats.
    Some 9 KB for an article of 1,000 words."""

    def places(self, numbers: np.ndarray) -> np.ndarray:
        """Where the documents stand in the profiles."""
        return np.searchsorted(self.documents, numbers)


def profile_texts(
    own: OwnTexts,
    documents: np.ndarray,
    lengths: np.ndarray,
    table: IdfTable,
    *,
    scratch: Scratch = in_memory,
) -> ProfiledTexts:
    """The profiles of documents, made block by block.

    Args:
        own: The texts.
        documents: Numbers of the documents, ascending.
        lengths: Words of each document of ``own``.
        table: Idf of words.
        scratch: Where the profiles are held meanwhile.
    """
    room = int(lengths[documents].sum())
    index = np.zeros(len(documents) + 1, np.int64)
    shingle_index = np.zeros(len(documents) + 1, np.int64)
    words = scratch(room, np.uint32)
    weights = scratch(room, np.float32)
    idf = scratch(room, np.float32)
    names = scratch(room, np.bool_)
    shingles = scratch(room, np.uint32)
    norms = np.zeros(len(documents))
    known = np.zeros(len(documents), np.int64)

    def work(rows: np.ndarray) -> Profiles:
        return profile(tokenize(own.texts, rows), table)

    done, n, k = 0, 0, 0
    blocks = blocks_of_rows(own.texts.offsets, own.rows[documents])
    for made in on_all_cores(work, blocks):
        last = done + len(made.norms)
        end, shingle_end = n + len(made.words), k + len(made.shingles)
        words[n:end] = made.words >> HALF
        weights[n:end] = made.weights
        idf[n:end] = made.idf
        names[n:end] = made.names
        shingles[k:shingle_end] = made.shingles >> HALF
        index[done + 1 : last + 1] = made.index[1:] + n
        shingle_index[done + 1 : last + 1] = made.shingle_index[1:] + k
        norms[done:last] = made.norms
        known[done:last] = made.lengths
        done, n, k = last, end, shingle_end
    return ProfiledTexts(
        documents=documents,
        profiles=Profiles(
            index=index,
            words=words,
            weights=weights,
            idf=idf,
            names=names,
            norms=norms,
            shingle_index=shingle_index,
            shingles=shingles,
            lengths=known,
        ),
    )


def measure_pairs(
    own: OwnTexts,
    pairs: Candidates,
    lengths: np.ndarray,
    table: IdfTable,
    *,
    choose: Callable[[slice, Evidence], np.ndarray],
    work: Callable[[np.ndarray, Evidence], Result],
    scratch: Scratch = in_memory,
) -> Iterator[Result]:
    """What ``work`` makes of the pairs that ``choose`` picked, block by block.

    Every pair is compared by what needs no order of words. The chosen ones are
    measured to the end, those of one family of texts together.

    Args:
        own: The texts.
        pairs: Candidate pairs.
        lengths: Words of each document.
        table: Idf of words.
        choose: Gets a run of pairs with their evidence before the closer look;
            returns which of them are wanted.
        work: Gets places of pairs and their evidence; is run on all cores.
        scratch: Where profiles are held meanwhile.
    """
    score = np.minimum(np.round(pairs.score / ONE**2, 6), 1.0)
    chosen, first = first_look(own, pairs, score, lengths, table, choose, scratch)
    order = by_family(len(lengths), pairs.a[chosen], pairs.b[chosen])
    sizes = np.diff(own.texts.offsets)[own.rows]

    def block(span: tuple[int, int]) -> Result:
        inside = order[span[0] : span[1]]
        places = chosen[inside]
        values = closer_look(
            own, pairs.a[places], pairs.b[places], first[inside], table
        )
        return work(
            places,
            Evidence(
                a=pairs.a[places],
                b=pairs.b[places],
                score=score[places],
                values=values,
            ),
        )

    spans = blocks_of_pairs(sizes, pairs.a[chosen[order]], pairs.b[chosen[order]])
    yield from on_all_cores(block, spans)


def first_look(
    own: OwnTexts,
    pairs: Candidates,
    score: np.ndarray,
    lengths: np.ndarray,
    table: IdfTable,
    choose: Callable[[slice, Evidence], np.ndarray],
    scratch: Scratch,
) -> tuple[np.ndarray, np.ndarray]:
    """The places of the chosen pairs, and their features before the closer look."""
    documents = np.unique(np.concatenate([pairs.a, pairs.b]))
    made = profile_texts(own, documents, lengths, table, scratch=scratch)

    def run(start: int) -> tuple[slice, Evidence]:
        span = slice(start, min(start + PAIRS_AT_ONCE, len(pairs.a)))
        a, b = pairs.a[span], pairs.b[span]
        values = compare(
            made.profiles, made.places(a), made.places(b), made.profiles.lengths
        )
        return span, Evidence(a=a, b=b, score=score[span], values=np.round(values, 6))

    chosen, features = [np.empty(0, np.int64)], [np.empty((0, len(FEATURES)))]
    for span, evidence in on_all_cores(run, range(0, len(pairs.a), PAIRS_AT_ONCE)):
        wanted = np.flatnonzero(choose(span, evidence))
        chosen.append(wanted + span.start)
        features.append(evidence.values[wanted])
    return np.concatenate(chosen), np.concatenate(features)


def closer_look(
    own: OwnTexts, a: np.ndarray, b: np.ndarray, values: np.ndarray, table: IdfTable
) -> np.ndarray:
    """The features of the pairs with those that need the order of words filled in."""
    near = np.flatnonzero(worth_a_closer_look(values))
    if not len(near):
        return values
    documents, place = np.unique(
        np.concatenate([a[near], b[near]]), return_inverse=True
    )
    tokens = tokenize(own.texts, own.rows[documents])
    filled = values.copy()
    filled[near] = look_closer(
        tokens, place[: len(near)], place[len(near) :], table, values[near]
    )
    return np.round(filled, 6)


def measure(
    own: OwnTexts, pairs: Candidates, lengths: np.ndarray, table: IdfTable
) -> Evidence:
    """The whole evidence of all pairs, in their order."""
    values = np.empty((len(pairs.a), len(FEATURES)))
    score = np.empty(len(pairs.a))

    def keep(places: np.ndarray, evidence: Evidence) -> None:
        values[places] = evidence.values
        score[places] = evidence.score

    def every(_: slice, evidence: Evidence) -> np.ndarray:
        return np.ones(len(evidence.a), bool)

    for _ in measure_pairs(own, pairs, lengths, table, choose=every, work=keep):
        pass
    return Evidence(a=pairs.a, b=pairs.b, score=score, values=values)
