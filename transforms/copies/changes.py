"""Words that were swapped: what stands in one copy where another has other words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from transforms.copies.compiled import Value, compiled
from transforms.copies.passages import Aligned
from transforms.copies.tokens import Tokens

MOST_CHANGES = 50
"""Changes of one pair that are listed: a spinning program swaps every fifth word, and
fifty show how it works."""
LONGEST = 60
"""Characters of each side that are shown: some ten words, more than a gap holds of
ordinary ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Words that stand against each other, in code points of their texts."""

    passage: int
    """Number of the passage in the pair."""
    start_a: int
    end_a: int
    words_a: str
    start_b: int
    end_b: int
    words_b: str


def changes_of(
    tokens: Tokens, texts: tuple[str, str], i: int, j: int, aligned: Aligned, at: int
) -> Iterator[Change]:
    """The changes of one pair in order of their place in a, the first fifty.

    Args:
        tokens: The texts.
        texts: Both texts of the pair.
        i: The first text, as its place in ``tokens``.
        j: The second text.
        aligned: Pairs of texts.
        at: Place of the pair among them.
    """
    gaps = aligned.gaps[aligned.gap_index[at] : aligned.gap_index[at + 1]]
    first_a, first_b = int(tokens.index[i]), int(tokens.index[j])
    cut = split_gaps(tokens.hashes, first_a, first_b, gaps)[:MOST_CHANGES]
    for passage, start_a, end_a, start_b, end_b in zip(
        cut[:, 0].tolist(),
        tokens.starts[first_a + cut[:, 1]].tolist(),
        tokens.ends[first_a + cut[:, 2] - 1].tolist(),
        tokens.starts[first_b + cut[:, 3]].tolist(),
        tokens.ends[first_b + cut[:, 4] - 1].tolist(),
        strict=True,
    ):
        yield Change(
            passage=passage,
            start_a=start_a,
            end_a=end_a,
            words_a=texts[0][start_a : min(end_a, start_a + LONGEST)],
            start_b=start_b,
            end_b=end_b,
            words_b=texts[1][start_b : min(end_b, start_b + LONGEST)],
        )


@compiled
def split_gaps(hashes: Value, first_a: Value, first_b: Value, gaps: Value) -> Value:
    """The gaps cut at the words that both sides share in order, as rows like theirs.

    Seeds are three words long, so a gap between two of them may hold matching words:
    "the old red barn" against "the new red shed" is two changes. Words that only one
    side has are no change of words.
    """
    room = 0
    for g in range(len(gaps)):
        room += min(gaps[g, 2] - gaps[g, 1], gaps[g, 4] - gaps[g, 3])
    found = np.empty((room, 5), np.int64)
    n = 0
    for g in range(len(gaps)):
        start_a, end_a = gaps[g, 1], gaps[g, 2]
        start_b, end_b = gaps[g, 3], gaps[g, 4]
        n_a, n_b = end_a - start_a, end_b - start_b
        # Longest common subsequence of what is left from each place on.
        longest = np.zeros((n_a + 1, n_b + 1), np.int64)
        for i in range(n_a - 1, -1, -1):
            for j in range(n_b - 1, -1, -1):
                if hashes[first_a + start_a + i] == hashes[first_b + start_b + j]:
                    longest[i, j] = longest[i + 1, j + 1] + 1
                else:
                    longest[i, j] = max(longest[i + 1, j], longest[i, j + 1])
        i = j = 0
        from_a = from_b = 0
        while i <= n_a and j <= n_b:
            inside = i < n_a and j < n_b
            if inside and (
                hashes[first_a + start_a + i] == hashes[first_b + start_b + j]
            ):
                same = True
            elif inside and longest[i, j] > 0:
                same = False
                if longest[i + 1, j] >= longest[i, j + 1]:
                    i += 1
                else:
                    j += 1
            else:
                i, j = n_a, n_b
                same = True
            if same:
                if i > from_a and j > from_b:
                    found[n, 0] = gaps[g, 0]
                    found[n, 1] = start_a + from_a
                    found[n, 2] = start_a + i
                    found[n, 3] = start_b + from_b
                    found[n, 4] = start_b + j
                    n += 1
                i += 1
                j += 1
                from_a, from_b = i, j
    return found[:n].copy()


def without_words(changes: pa.Table) -> pa.Table:
    """Table `copy_changes` with the places alone, for a release that quotes nothing."""
    for name in ("words_a", "words_b"):
        place = changes.schema.get_field_index(name)
        none = pa.nulls(changes.num_rows, changes.schema.field(place).type)
        changes = changes.set_column(place, changes.schema.field(place), none)
    return changes
