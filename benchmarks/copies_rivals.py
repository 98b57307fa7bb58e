"""MinHash-LSH on the labelled articles, beside which our figures stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from types import ModuleType

import copies_quality
import copy_data
import numpy as np

from transforms.copies.grouping import group

WORD = re.compile(r"\w+")
PERMUTATIONS = 128
BANDS = {0.8: 8, 0.7: 16, 0.5: 32}
"""Bands of 16, 8 and 4 rows, whose steepest point lies at or below the threshold."""
SHINGLES = (3, 5)


def rensa_or_none() -> ModuleType | None:
    """The rival, where it is installed."""
    try:
        import rensa
    except ModuleNotFoundError:
        print(
            "  rensa is missing (pip install 'rensa>=0.5,<0.6', or make install): its "
            "place is taken by MinHash in numpy"
        )
        return None
    return rensa


def shingles(text: str, size: int) -> set[str]:
    """Runs of ``size`` words in lower case; the whole text where it is shorter."""
    words = WORD.findall(text.lower())
    runs = zip(*(words[k:] for k in range(size)), strict=False)
    return {" ".join(run) for run in runs} or {" ".join(words)}


def signatures_by_rensa(rensa: ModuleType, sets: Sequence[set[str]]) -> np.ndarray:
    """A row of 128 minima for each set."""
    made = rensa.RMinHash.from_token_sets(list(sets), PERMUTATIONS, 42)
    return np.array([signature.digest() for signature in made], np.uint64)


def signatures_by_numpy(sets: Sequence[set[str]]) -> np.ndarray:
    """The same in numpy, with random linear functions of a hash of each shingle."""
    random = np.random.default_rng(1)
    factor = random.integers(1, 1 << 63, PERMUTATIONS, dtype=np.uint64) | np.uint64(1)
    term = random.integers(1, 1 << 63, PERMUTATIONS, dtype=np.uint64)
    rows = []
    for found in sets:
        hashes = np.array([hash(run) & (2**64 - 1) for run in found], np.uint64)
        rows.append(((hashes[:, None] * factor + term) >> np.uint64(32)).min(axis=0))
    return np.array(rows)


def near_pairs(signatures: np.ndarray, threshold: float) -> Iterator[tuple[int, int]]:
    """Pairs with an equal band whose estimated Jaccard similarity is high enough."""
    bands = BANDS[threshold]
    rows = PERMUTATIONS // bands
    links: set[tuple[int, int]] = set()
    for band in range(bands):
        part = np.ascontiguousarray(signatures[:, band * rows : (band + 1) * rows])
        keys = part.view([("", part.dtype)] * rows).ravel()
        order = np.argsort(keys, kind="stable")
        ends = np.flatnonzero(np.append(keys[order][1:] != keys[order][:-1], True)) + 1
        for bucket in np.split(order, ends[:-1]):
            first = int(bucket.min())
            links |= {(first, int(i)) for i in bucket if i != first}
    for a, b in sorted(links):
        if (signatures[a] == signatures[b]).mean() >= threshold:
            yield a, b


def rivals() -> None:
    """MinHash-LSH over word shingles, connected components of the pairs it finds."""
    rensa = rensa_or_none()
    sign: Callable[[Sequence[set[str]]], np.ndarray]
    if rensa is None:
        name, sign = "numpy", signatures_by_numpy
    else:
        name, sign = "rensa", lambda sets: signatures_by_rensa(rensa, sets)
    for cut in copies_quality.CUTS:
        articles = copy_data.labelled_articles(cut)
        frame = copies_quality.frame_of(cut)
        gold = copies_quality.numbers(frame["cluster"].tolist())
        texts = articles["text"].to_pylist()
        for size in SHINGLES:
            signatures = sign([shingles(text, size) for text in texts])
            for threshold in BANDS:
                pairs = list(near_pairs(signatures, threshold))
                a, b = np.array(pairs, np.int64).reshape(-1, 2).T
                labels = group(
                    len(texts), a, b, np.ones(len(a)), threshold=0.5, least_mean=0.0
                ).labels
                merged = len(copies_quality.event_merges(frame, labels))
                what = f"{size} words, {threshold}, cut at {cut}"
                print(
                    f"  MinHash-LSH by {name}, {what}:",
                    copies_quality.score(labels, gold),
                    f" merged in event {merged}",
                )
                copies_quality.print_recall(
                    copies_quality.recall_of_kinds(frame, labels)
                )
