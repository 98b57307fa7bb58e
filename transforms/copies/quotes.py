"""Direct quotations that two texts share."""

from __future__ import annotations

import re

import numpy as np

QUOTATION = re.compile(r"“([^“”\n]{20,900})”|\"([^\"\n]{20,900})\"")
LEAST_WORDS = 6
"""Shorter quotations are phrases that anyone may set in quotation marks."""


def quotation_keys(
    text: str, starts: np.ndarray, ends: np.ndarray, hashes: np.ndarray
) -> frozenset[bytes]:
    """A key for each direct quotation of six words or more, by its words.

    Args:
        text: The text.
        starts: Where its words start, in code points.
        ends: Where they end.
        hashes: Their hashes.
    """
    keys = set()
    for match in QUOTATION.finditer(text):
        start, end = match.span(1) if match[1] is not None else match.span(2)
        first = int(np.searchsorted(starts, start))
        last = int(np.searchsorted(ends, end, side="right"))
        if last - first >= LEAST_WORDS:
            keys.add(hashes[first:last].tobytes())
    return frozenset(keys)


def count_shared(first: frozenset[bytes], second: frozenset[bytes]) -> int:
    """Quotations that stand in both."""
    return len(first & second)
