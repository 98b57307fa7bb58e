"""Groups of documents by the average of their known links."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from transforms.copies.terms import ONE

MEMBERS_PER_LINK = 2
"""Two groups need a known link for every two members of the smaller one, or what lacks
counts as 0: families of copies are alike throughout, and the stray likeness of two
members does not join them. An excerpt alone needs no more than one link."""

AGAINST = 10
"""Links that a forbidden pair outweighs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Two groups that a pair links, but too weakly on average."""

    pair: int
    """Place of the pair that asked for the merge."""
    mean: float
    """Mean of the known links across, rounded to 1e-6."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """A group for each document."""

    labels: np.ndarray
    """Smallest member of each document's group."""
    refusals: list[Refusal]
    """Of pairs whose documents ended in different groups, in order of pairs."""


def group(
    n: int,
    a: np.ndarray,
    b: np.ndarray,
    probability: np.ndarray,
    *,
    threshold: float,
    least_mean: float,
    forbidden: np.ndarray | None = None,
    silent: np.ndarray | None = None,
    must_link: Iterable[tuple[int, int]] = (),
    cannot_link: Iterable[tuple[int, int]] = (),
) -> Groups:
    """Groups by merging along the surest pairs first.

    Two groups merge when the mean of the known pairs across reaches ``least_mean``:
    one wrong pair cannot join two families, while a pair that was never compared
    speaks neither for nor against. Average linkage as in Sokal and Michener
    (1958), over the known links only, of which there have to be some.

    Args:
        n: Number of documents.
        a: First document of each known pair.
        b: Second document of each known pair.
        probability: Of each pair, 0 to 1.
        threshold: Probability from which a pair may merge two groups.
        least_mean: Mean that the known pairs across two groups have to reach.
        forbidden: Pairs, by place, that a rule knows to be no copies.
        silent: Pairs, by place, that speak neither for nor against a merge.
        must_link: Documents that end in one group, known pair or not.
        cannot_link: Documents that never do.
    """
    weight = np.round(probability * ONE).astype(np.int64)
    if forbidden is not None:
        weight[forbidden] = -AGAINST * ONE
    least = int(np.ceil(threshold * ONE))
    strong = np.flatnonzero(weight >= least)
    # Only pairs between documents that could merge matter.
    touched = np.zeros(n, bool)
    touched[a[strong]] = True
    touched[b[strong]] = True
    links: dict[int, dict[int, tuple[int, int]]] = {}
    speaks = touched[a] & touched[b]
    if silent is not None:
        speaks[silent] = False
    known = np.flatnonzero(speaks)
    for x, y, w in zip(
        a[known].tolist(), b[known].tolist(), weight[known].tolist(), strict=True
    ):
        links.setdefault(x, {})[y] = (w, 1)
        links.setdefault(y, {})[x] = (w, 1)
    parent = np.arange(n).tolist()
    size = [1] * n

    def root(x: int) -> int:
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    def mean(x: int, y: int) -> float:
        total, count = links[x][y]
        needed = max(MEMBERS_PER_LINK * count, min(size[x], size[y]))
        return round(max(total, 0) * MEMBERS_PER_LINK / needed / ONE, 6)

    # Whom people put together ends in one group, but is no more alike for it: what
    # links say is asked of the groups that grew by likeness alone.
    decided = np.arange(n).tolist()

    def end(x: int) -> int:
        while decided[x] != x:
            decided[x] = decided[decided[x]]
            x = decided[x]
        return x

    foes: dict[int, set[int]] = {}
    for x, y in cannot_link:
        foes.setdefault(x, set()).add(y)
        foes.setdefault(y, set()).add(x)

    def put_together(x: int, y: int) -> None:
        x, y = sorted((end(x), end(y)))
        if x != y:
            decided[y] = x
            foes.setdefault(x, set()).update(foes.pop(y, ()))

    def apart(x: int, y: int) -> bool:
        return any(end(foe) == end(y) for foe in foes.get(end(x), ()))

    def merge(x: int, y: int) -> None:
        if (len(links[x]), -x) < (len(links[y]), -y):
            x, y = y, x
        parent[y] = x
        size[x] += size[y]
        merge_links(links, x, y)
        put_together(x, y)

    for x, y in sorted(must_link):
        put_together(x, y)
    asked = strong[np.lexsort((b[strong], a[strong], -weight[strong]))].tolist()
    merged = True
    while merged:  # a merge can be what a pair lacked that was refused before it
        merged = False
        refused = []
        for pair in asked:
            x, y = root(int(a[pair])), root(int(b[pair]))
            if x == y:
                continue
            if mean(x, y) < least_mean or apart(x, y):
                refused.append(pair)
                continue
            merge(x, y)
            merged = True
        asked = refused
    roots = np.array([end(x) for x in range(n)], np.int64)
    smallest = np.full(n, n, np.int64)
    np.minimum.at(smallest, roots, np.arange(n))
    labels = smallest[roots]
    refusals = [
        Refusal(pair=pair, mean=mean(root(int(a[pair])), root(int(b[pair]))))
        for pair in sorted(asked)
        if end(int(a[pair])) != end(int(b[pair]))
    ]
    return Groups(labels=labels, refusals=refusals)


def merge_links(
    links: dict[int, dict[int, tuple[int, int]]], into: int, gone: int
) -> None:
    """Add the links of one group to those of another."""
    ours = links[into]
    del ours[gone]
    for other, (total, count) in links.pop(gone).items():
        if other == into:
            continue
        before = ours.get(other, (0, 0))
        ours[other] = (before[0] + total, before[1] + count)
        theirs = links[other]
        del theirs[gone]
        theirs[into] = ours[other]
