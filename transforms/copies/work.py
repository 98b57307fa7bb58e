"""Work in blocks of documents, so that memory stays bounded, on all cores."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeAlias, TypeVar

import numpy as np

from transforms.copies.compiled import Value, compiled

BLOCK_BYTES = 16_000_000
"""Text in one block: some 80 MB of words and their places."""

PAIR_BYTES = 8_000_000
"""Text of the pairs in one block: some 300 MB of words and profiles. In larger ones
fewer texts are read twice: a tenth of the time for twice the memory."""

Scratch: TypeAlias = Callable[[int, Any], np.ndarray]
"""Gives an array of a length and a type that is only needed for a while: `numpy.empty`,
or one in a file, where the memory would not do."""

Item = TypeVar("Item")
Result = TypeVar("Result")


def in_memory(length: int, kind: Any) -> np.ndarray:  # noqa: ANN401 - any numpy type
    """An array in memory: the scratch of collections that fit."""
    return np.empty(length, kind)


def blocks_of_rows(
    offsets: np.ndarray, order: np.ndarray | None = None, *, size: int = BLOCK_BYTES
) -> Iterator[np.ndarray]:
    """The rows in order, cut into blocks that hold about ``size`` bytes of text."""
    rows = np.arange(len(offsets) - 1) if order is None else order
    if not len(rows):
        return
    ends = np.cumsum(offsets[rows + 1] - offsets[rows])
    cuts = np.flatnonzero(np.diff(ends // size)) + 1
    yield from np.split(rows, cuts)


def blocks_of_pairs(
    sizes: np.ndarray, a: np.ndarray, b: np.ndarray, *, size: int = PAIR_BYTES
) -> list[tuple[int, int]]:
    """Runs of pairs whose different documents together hold about ``size`` bytes.

    Args:
        sizes: Bytes of each document.
        a: First document of each pair.
        b: Second document of each pair.
        size: Bytes from which a run ends.
    """
    ends = np.empty(len(a), np.int64)
    n = fill_ends(sizes, a, b, size, np.full(len(sizes), -1, np.int64), ends)
    starts = np.append(0, ends[: n - 1]) if n else np.empty(0, np.int64)
    return list(zip(starts.tolist(), ends[:n].tolist(), strict=True))


def by_neighbourhood(n: int, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """The order of pairs in which documents that are alike come one after the other.

    Documents are numbered breadth first along the pairs, as Cuthill and McKee (1969)
    did to bring the entries of a sparse matrix near its diagonal. A document is then
    read for a few blocks of pairs that follow each other, not for one here, one there.
    """
    ends = np.concatenate([a, b])
    order = np.argsort(ends, kind="stable")
    index = np.zeros(n + 1, np.int64)
    np.cumsum(np.bincount(ends, minlength=n), out=index[1:])
    rank = np.full(n, -1, np.int64)
    fill_ranks(index, np.concatenate([b, a])[order].astype(np.int64), rank)
    first, second = np.minimum(rank[a], rank[b]), np.maximum(rank[a], rank[b])
    return np.lexsort((second, first))


def on_all_cores(
    work: Callable[[Item], Result], items: Iterable[Item]
) -> Iterator[Result]:
    """The results in the order of the items, few of them in memory at a time.

    Threads, as the compiled loops hold no lock. The order of results does not depend
    on the number of threads.
    """
    threads = os.cpu_count() or 1
    if threads == 1:
        yield from map(work, items)
        return
    with ThreadPoolExecutor(threads) as pool:
        waiting = []
        for item in items:
            waiting.append(pool.submit(work, item))
            if len(waiting) > threads:
                yield waiting.pop(0).result()
        for future in waiting:
            yield future.result()


@compiled
def fill_ends(
    sizes: Value, a: Value, b: Value, size: Value, met: Value, ends: Value
) -> Value:
    """Write where the runs end; returns their number."""
    n = 0
    held = 0
    for i in range(len(a)):
        for document in (a[i], b[i]):
            if met[document] != n:
                met[document] = n
                held += sizes[document]
        if held >= size or i + 1 == len(a):
            ends[n] = i + 1
            n += 1
            held = 0
    return n


@compiled
def fill_ranks(index: Value, neighbours: Value, rank: Value) -> Value:
    """Number the documents breadth first, each family from its smallest number on."""
    queue = np.empty(len(rank), np.int64)
    met = 0
    for start in range(len(rank)):
        if rank[start] >= 0 or index[start] == index[start + 1]:
            continue
        at = met
        queue[met] = start
        rank[start] = met
        met += 1
        while at < met:
            document = queue[at]
            at += 1
            for k in range(index[document], index[document + 1]):
                other = neighbours[k]
                if rank[other] < 0:
                    queue[met] = other
                    rank[other] = met
                    met += 1
