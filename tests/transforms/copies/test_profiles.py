"""Profiles of many texts: made once, found again, in whatever order they came."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from transforms.copies.features import compare
from transforms.copies.frequencies import idf_table, shipped
from transforms.copies.profiles import ProfileStore
from transforms.copies.terms import sorted_hashes
from transforms.copies.texts import WHOLE, OwnTexts, own_texts
from transforms.copies.work import in_memory


def own(count: int) -> OwnTexts:
    """Texts that share some of their words."""
    draw = np.random.default_rng(1)
    words = [f"word{k}" for k in range(300)]
    texts = [" ".join(draw.choice(words, 40)) for _ in range(count)]
    table = pa.table({"article_id": [f"{k:03d}" for k in range(count)], "text": texts})
    return own_texts(table, WHOLE)


def test_pairs_compare_alike_in_whatever_order_profiles_were_made() -> None:
    texts = own(12)
    table = idf_table(shipped())
    a, b = np.array([0, 3, 5]), np.array([7, 4, 11])
    values = []
    for order in (np.arange(12), np.array([11, 7, 5, 4, 3, 0])):
        store = ProfileStore(texts, table, in_memory)
        for document in order:
            store.add_missing(np.array([document]))
        made = store.profiles()
        values.append(compare(made, store.places(a), store.places(b), made.lengths))
    np.testing.assert_array_equal(values[0], values[1])


def test_a_profile_is_made_once() -> None:
    store = ProfileStore(own(5), idf_table(shipped()), in_memory)
    store.make_room(1_000)
    store.add_missing(np.array([1, 2]))
    store.add_missing(np.array([0, 1, 2, 3]))
    assert len(store.profiles().norms) == 4
    assert store.places(np.array([1, 2, 0, 3, 4])).tolist() == [0, 1, 2, 3, -1]


def test_hashes_are_sorted_as_by_comparing() -> None:
    draw = np.random.default_rng(2)
    for values in (
        draw.integers(0, 1 << 63, 5_000, dtype=np.uint64) << np.uint64(1),
        draw.integers(0, 50, 5_000, dtype=np.uint64),
        np.full(300, 1 << 60, np.uint64),
        np.empty(0, np.uint64),
        np.array([3], np.uint64),
    ):
        np.testing.assert_array_equal(sorted_hashes(values), np.sort(values))
