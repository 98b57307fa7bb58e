"""Measuring candidate pairs: each text is profiled once, memory stays bounded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from transforms.copies.candidates import Candidates
from transforms.copies.features import (
    FEATURES,
    UNLIKE,
    Evidence,
    compare,
    look_closer,
    worth_a_closer_look,
)
from transforms.copies.frequencies import IdfTable
from transforms.copies.profiles import ProfileStore
from transforms.copies.terms import ONE
from transforms.copies.texts import OwnTexts
from transforms.copies.tokens import Tokens, tokenize
from transforms.copies.work import (
    blocks_of_pairs,
    by_neighbourhood,
    on_all_cores,
)

PAIRS_AT_ONCE = 1 << 16
"""Pairs that one thread compares at a time: 10 MB of features."""

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Some pairs, measured to the end, with the words of their texts."""

    places: np.ndarray
    """Places of the pairs among all candidates."""
    evidence: Evidence
    documents: np.ndarray
    """Numbers of the documents of the pairs, ascending."""
    tokens: Tokens
    """Their words."""
    a: np.ndarray
    b: np.ndarray
    """Place of each pair's documents among these."""


def measure_pairs(
    own: OwnTexts,
    pairs: Candidates,
    store: ProfileStore,
    table: IdfTable,
    *,
    choose: Callable[[slice, Evidence], np.ndarray],
    work: Callable[[Block], Result],
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
        work: Gets the pairs that are measured, block by block, on all cores.
    """
    score = np.minimum(np.round(pairs.score / ONE**2, 6), 1.0)
    chosen, first = first_look(pairs, score, store, choose)
    order = by_neighbourhood(len(own.rows), pairs.a[chosen], pairs.b[chosen])
    sizes = np.diff(own.texts.offsets)[own.rows]

    def block(span: tuple[int, int]) -> Result:
        inside = order[span[0] : span[1]]
        places = chosen[inside]
        a, b = pairs.a[places], pairs.b[places]
        documents, at = np.unique(np.concatenate([a, b]), return_inverse=True)
        tokens = tokenize(own.texts, own.rows[documents])
        at_a, at_b = at[: len(a)], at[len(a) :]
        values, rest = closer_look(tokens, at_a, at_b, first[inside], table)
        return work(
            Block(
                places=places,
                evidence=Evidence(
                    a=a, b=b, score=score[places], values=values, rest=rest
                ),
                documents=documents,
                tokens=tokens,
                a=at_a,
                b=at_b,
            )
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
        values = compare(
            profiles,
            store.places(a),
            store.places(b),
            profiles.lengths,
            least_cosine=UNLIKE,
        )
        return span, Evidence(a=a, b=b, score=score[span], values=np.round(values, 6))

    chosen, features = [np.empty(0, np.int64)], [np.empty((0, len(FEATURES)))]
    for span, evidence in on_all_cores(run, range(0, len(pairs.a), PAIRS_AT_ONCE)):
        wanted = np.flatnonzero(choose(span, evidence))
        chosen.append(wanted + span.start)
        features.append(evidence.values[wanted])
    return np.concatenate(chosen), np.concatenate(features)


def closer_look(
    tokens: Tokens, a: np.ndarray, b: np.ndarray, values: np.ndarray, table: IdfTable
) -> tuple[np.ndarray, np.ndarray]:
    """What `look_closer` says of pairs that are worth it, the others as they are."""
    near = np.flatnonzero(worth_a_closer_look(values))
    if not len(near):
        return values, values
    filled, rest = values.copy(), values.copy()
    filled[near], rest[near] = look_closer(
        tokens, a[near], b[near], table, values[near]
    )
    return np.round(filled, 6), np.round(rest, 6)
