"""Blocks of work: nothing is left out, nothing is done twice, memory stays bounded."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from transforms.copies.work import (
    blocks_of_pairs,
    blocks_of_rows,
    by_neighbourhood,
    on_all_cores,
)

PAIRS = st.lists(
    st.tuples(st.integers(0, 29), st.integers(0, 29)).filter(lambda p: p[0] != p[1]),
    max_size=80,
)


def columns(pairs: list[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    """First and second documents of the pairs."""
    both = np.array(pairs, np.int32).reshape(-1, 2)
    return both[:, 0], both[:, 1]


@given(PAIRS)
def test_every_pair_stands_once_in_the_order_of_neighbourhoods(
    pairs: list[tuple[int, int]],
) -> None:
    order = by_neighbourhood(30, *columns(pairs))
    assert sorted(order.tolist()) == list(range(len(pairs)))


def test_documents_that_are_alike_come_one_after_the_other() -> None:
    chain = [(k, k + 1) for k in range(0, 60, 2)] + [
        (k, k + 1) for k in range(1, 60, 2)
    ]
    number = np.random.default_rng(3).permutation(61)
    a, b = columns([(int(number[x]), int(number[y])) for x, y in chain])
    order = by_neighbourhood(61, a, b)
    sizes = np.ones(61, np.int64)
    blocks = blocks_of_pairs(sizes, a[order], b[order], size=10)
    read = sum(len({*a[order][s:e], *b[order][s:e]}) for s, e in blocks)
    assert read <= 61 + 3 * len(blocks)


@given(PAIRS, st.integers(1, 40))
def test_blocks_of_pairs_cover_all_and_hold_little_more_than_their_size(
    pairs: list[tuple[int, int]], size: int
) -> None:
    sizes = np.arange(1, 31, dtype=np.int64)
    a, b = columns(pairs)
    blocks = blocks_of_pairs(sizes, a, b, size=size)
    assert [i for s, e in blocks for i in range(s, e)] == list(range(len(pairs)))
    for start, end in blocks:
        before_last = {*a[start : end - 1].tolist(), *b[start : end - 1].tolist()}
        assert sum(int(sizes[d]) for d in before_last) < size


def test_blocks_of_rows_keep_the_order_of_the_rows() -> None:
    offsets = np.array([0, 5, 5, 30, 31, 90], np.int64)
    order = np.array([4, 0, 2, 1, 3])
    blocks = list(blocks_of_rows(offsets, order, size=40))
    assert np.concatenate(blocks).tolist() == order.tolist()
    assert len(blocks) > 1


def test_results_come_in_the_order_of_the_items() -> None:
    assert list(on_all_cores(lambda x: x * x, range(50))) == [x * x for x in range(50)]
