"""What is left of two texts without the passages that they share word for word.

One press release stands in reports that have nothing else in common. Whether they are
copies is told by the rest of them: a rewrite tells that again, too.
"""

from __future__ import annotations

import numpy as np

from transforms.copies.compiled import Value, compiled
from transforms.copies.passages import align
from transforms.copies.tokens import OPENS, Tokens

PASSAGE = 20
"""Words that a passage has to match: two sentences of a release, or a long one. With
16 a text loses the sentences that a rewrite kept as well, and one rewrite in forty is
missed for it."""
ALIKE = 6
"""Words that match for each that does not ("the company said on Tuesday"): with more
of these among them a passage was not taken over but reworded."""
REST = 0.5
"""Share of both texts that has to be left: of a text that mostly stands in another,
what is its own says little."""
LEAST_REST = 50
"""Words that have to be left of both: fewer are alike or not by chance."""


def without_passages(
    tokens: Tokens, a: np.ndarray, b: np.ndarray
) -> tuple[Tokens, np.ndarray]:
    """What is left of the pairs that share passages and have enough besides.

    Returns:
        The texts, of the first pair and of the second in turns, and the places of
        their pairs in ``a`` and ``b``.
    """
    # One text of the pairs is prepared for alignment: those with the same second text
    # stand together.
    order = np.lexsort((a, b))
    first, second = a[order].astype(np.int64), b[order].astype(np.int64)
    aligned = align(tokens, first, second, least_words=PASSAGE)
    lengths = np.diff(tokens.index)
    sharing = np.diff(aligned.index) > 0
    room = int((lengths[first] + lengths[second])[sharing].sum())
    index = np.zeros(2 * len(order) + 1, np.int64)
    source = np.empty(room, np.int64)
    opens = np.empty(room, np.bool_)
    apart = np.empty(len(order), np.int64)
    n = fill_rest(
        first,
        second,
        tokens.index,
        aligned.index,
        aligned.spans,
        index,
        source,
        opens,
        apart,
    )
    index = index[: 2 * n + 1].copy()
    source, opens = source[: index[-1]], opens[: index[-1]]
    return (
        Tokens(
            index=index,
            hashes=tokens.hashes[source],
            starts=tokens.starts[source],
            ends=tokens.ends[source],
            flags=np.where(opens, tokens.flags[source] | OPENS, tokens.flags[source]),
        ),
        order[apart[:n]],
    )


@compiled
def fill_rest(
    pairs_a: Value,
    pairs_b: Value,
    token_index: Value,
    passage_index: Value,
    spans: Value,
    index: Value,
    source: Value,
    opens: Value,
    apart: Value,
) -> Value:
    """Write which words are left, and of which pairs; returns the number of pairs.

    ``opens`` marks the first word after a passage: what stood on both sides of it is
    not one sentence.
    """
    n = 0
    for p in range(len(pairs_a)):
        if passage_index[p] == passage_index[p + 1]:
            continue
        at = index[2 * n]
        enough = True
        taken = False
        for side in range(2):
            text = pairs_b[p] if side else pairs_a[p]
            start, length = token_index[text], token_index[text + 1] - token_index[text]
            shared = np.zeros(length, np.bool_)
            for r in range(passage_index[p], passage_index[p + 1]):
                first, last = spans[r, 2 * side], spans[r, 2 * side + 1]
                other = spans[r, 3 - 2 * side] - spans[r, 2 - 2 * side]
                differ = max(last - first, other) - spans[r, 4]
                if differ * ALIKE <= spans[r, 4]:
                    taken = True
                    shared[first:last] = True
            before = at
            for i in range(length):
                if not shared[i]:
                    source[at] = start + i
                    opens[at] = i > 0 and shared[i - 1]
                    at += 1
            index[2 * n + side + 1] = at
            left = at - before
            enough = enough and left >= LEAST_REST and left >= REST * length
        if taken and enough:
            apart[n] = p
            n += 1
    return n
