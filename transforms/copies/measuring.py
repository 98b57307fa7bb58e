"""Measuring candidate pairs: each text is profiled once, memory stays bounded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
from transforms.copies.profiles import ProfileStore
from transforms.copies.terms import ONE
from transforms.copies.texts import OwnTexts
from transforms.copies.tokens import tokenize
from transforms.copies.work import (
    blocks_of_pairs,
    by_neighbourhood,
    in_memory,
    on_all_cores,
)

PAIRS_AT_ONCE = 1 << 16
"""Pairs that one thread compares at a time: 10 MB of features."""

Result = TypeVar("Result")


def measure_pairs(
    own: OwnTexts,
    pairs: Candidates,
    store: ProfileStore,
    table: IdfTable,
    *,
    choose: Callable[[slice, Evidence], np.ndarray],
    work: Callable[[np.ndarray, Evidence], Result],
) -> Iterator[Result]:
    """What ``work`` makes of the pairs that ``choose`` picked, block by block.

    Every pair is compared by what needs no order of words. The chosen ones are
    measured to the end, those of texts that are alike one after the other.

    Args:
        own: The texts.
        pairs: Candidate pairs.
        store: Profiles of texts; those that lack are added.
        table: Idf of words.
        choose: Gets a run of pairs with their evidence before the closer look;
            returns which of them are wanted.
        work: Gets places of pairs and their evidence; is run on all cores.
    """
    score = np.minimum(np.round(pairs.score / ONE**2, 6), 1.0)
    chosen, first = first_look(pairs, score, store, choose)
    order = by_neighbourhood(len(own.rows), pairs.a[chosen], pairs.b[chosen])
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
    pairs: Candidates,
    score: np.ndarray,
    store: ProfileStore,
    choose: Callable[[slice, Evidence], np.ndarray],
) -> tuple[np.ndarray, np.ndarray]:
    """The places of the chosen pairs, and their features before the closer look."""
    store.add_missing(np.unique(np.concatenate([pairs.a, pairs.b])))
    profiles = store.profiles()

    def run(start: int) -> tuple[slice, Evidence]:
        span = slice(start, min(start + PAIRS_AT_ONCE, len(pairs.a)))
        a, b = pairs.a[span], pairs.b[span]
        values = compare(profiles, store.places(a), store.places(b), profiles.lengths)
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


def measure(own: OwnTexts, pairs: Candidates, table: IdfTable) -> Evidence:
    """The whole evidence of all pairs, in their order."""
    values = np.empty((len(pairs.a), len(FEATURES)))
    score = np.empty(len(pairs.a))

    def keep(places: np.ndarray, evidence: Evidence) -> None:
        values[places] = evidence.values
        score[places] = evidence.score

    def every(_: slice, evidence: Evidence) -> np.ndarray:
        return np.ones(len(evidence.a), bool)

    store = ProfileStore(own, table, in_memory)
    for _ in measure_pairs(own, pairs, store, table, choose=every, work=keep):
        pass
    return Evidence(a=pairs.a, b=pairs.b, score=score, values=values)
