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
    spans = np.array(
        [
            match.span(1) if match[1] is not None else match.span(2)
            for match in QUOTATION.finditer(text)
        ],
        np.int64,
    ).reshape(-1, 2)
    firsts = np.searchsorted(starts, spans[:, 0])
    lasts = np.searchsorted(ends, spans[:, 1], side="right")
    return frozenset(
        hashes[first:last].tobytes()
        for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True)
        if last - first >= LEAST_WORDS
    )


def count_shared(first: frozenset[bytes], second: frozenset[bytes]) -> int:
    """Quotations that stand in both."""
    return len(first & second)
