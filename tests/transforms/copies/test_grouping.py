"""Groups by the average of their known links."""

from __future__ import annotations

import numpy as np

from transforms.copies.grouping import Groups, group


def groups(n: int, pairs: list[tuple[int, int, float]]) -> Groups:
    """Groups at a threshold of .6 and a mean of .48."""
    a, b, p = zip(*pairs, strict=True) if pairs else ((), (), ())
    return group(
        n,
        np.array(a, np.int64),
        np.array(b, np.int64),
        np.array(p, float),
        threshold=0.6,
        least_mean=0.48,
    )


def test_one_wrong_pair_does_not_join_two_families() -> None:
    family = [(0, 1, 0.9), (0, 2, 0.9), (1, 2, 0.9)]
    other = [(3, 4, 0.9), (3, 5, 0.9), (4, 5, 0.9)]
    found = groups(6, [*family, *other, (2, 3, 0.7), (1, 3, 0.1), (2, 4, 0.1)])
    assert found.labels.tolist() == [0, 0, 0, 3, 3, 3]
    assert [(r.pair, round(r.mean, 3)) for r in found.refusals] == [(6, 0.3)]


def test_a_pair_that_was_never_compared_does_not_speak_against_a_merge() -> None:
    assert groups(3, [(0, 1, 0.9), (1, 2, 0.9)]).labels.tolist() == [0, 0, 0]


def test_a_stray_pair_does_not_join_families_that_were_not_compared() -> None:
    first = [(a, b, 0.9) for a in range(4) for b in range(a + 1, 4)]
    second = [(a, b, 0.9) for a in range(4, 8) for b in range(a + 1, 8)]
    found = groups(8, [*first, *second, (3, 4, 0.7)])
    assert found.labels.tolist() == [0] * 4 + [4] * 4
    assert [(r.pair, round(r.mean, 3)) for r in found.refusals] == [(12, 0.35)]


def test_an_excerpt_joins_a_family_by_a_single_pair() -> None:
    family = [(a, b, 0.9) for a in range(4) for b in range(a + 1, 4)]
    assert groups(5, [*family, (3, 4, 0.7)]).labels.tolist() == [0] * 5


def test_a_forbidden_pair_keeps_apart_what_others_would_join() -> None:
    a, b = np.array([0, 0, 1]), np.array([1, 2, 2])
    found = group(
        3,
        a,
        b,
        np.array([0.9, 0.9, 0.9]),
        threshold=0.6,
        least_mean=0.48,
        forbidden=np.array([2]),
    )
    assert found.labels.tolist() == [0, 0, 2]
    assert [(r.pair, r.mean) for r in found.refusals] == [(1, 0.0)]


def test_the_order_of_the_pairs_does_not_matter() -> None:
    random = np.random.default_rng(5)
    pairs = [
        (int(a), int(b), round(float(p), 3))
        for (a, b), p in zip(
            {tuple(sorted(random.choice(30, 2, replace=False))) for _ in range(120)},
            random.random(120),
            strict=False,
        )
    ]
    shuffled = [pairs[i] for i in random.permutation(len(pairs))]
    assert groups(30, pairs).labels.tolist() == groups(30, shuffled).labels.tolist()


def test_without_pairs_everyone_stands_alone() -> None:
    assert groups(3, []).labels.tolist() == [0, 1, 2]
