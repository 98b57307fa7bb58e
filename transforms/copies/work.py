"""Work in blocks of documents, so that memory stays bounded, on all cores."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import numpy as np

BLOCK_BYTES = 16_000_000
"""Text in one block: some 80 MB of words and their places."""

Item = TypeVar("Item")
Result = TypeVar("Result")


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
