"""Names of events: the rarest names that its clusters share."""

from __future__ import annotations

from collections import Counter, defaultdict

import numpy as np

from transforms.copies.articles import Known
from transforms.copies.frequencies import IdfTable, idf_of
from transforms.copies.texts import OwnTexts
from transforms.copies.tokens import NAME, tokenize

PARTS = 3
"""Names in a label."""
WORDS = 3
"""Words of a name at most: longer runs of capitals are headlines."""


def label_event(
    own: OwnTexts, known: Known, origins: list[int], table: IdfTable
) -> str:
    """Up to three names that most clusters share, the rarest first.

    A name is a run of words that begin with a capital inside a sentence. Where no
    two clusters share one, the names of the first cluster stand for all.
    """
    tokens = tokenize(own.texts, own.rows[np.array(origins)])
    holders: Counter[tuple[int, ...]] = Counter()
    surfaces: dict[tuple[int, ...], Counter[str]] = defaultdict(Counter)
    for k, origin in enumerate(origins):
        text = known.text(origin)
        span = range(int(tokens.index[k]), int(tokens.index[k + 1]))
        seen = set()
        run: list[int] = []
        for i in [*span, None]:
            joined = (
                i is not None
                and tokens.flags[i] & NAME
                and len(run) < WORDS
                and (not run or text[tokens.ends[run[-1]] : tokens.starts[i]] == " ")
            )
            if joined and i is not None:
                run.append(i)
                continue
            if run:
                key = tuple(tokens.hashes[run].tolist())
                seen.add(key)
                surfaces[key][text[tokens.starts[run[0]] : tokens.ends[run[-1]]]] += 1
            run = [i] if i is not None and tokens.flags[i] & NAME else []
        holders.update(seen)
    if not holders:
        return ""
    weights = {
        key: holders[key] * float(np.mean(idf_of(table, np.array(key, np.uint64))))
        for key in holders
    }
    ranked = sorted(
        weights, key=lambda key: (-round(weights[key], 6), surface(surfaces[key]))
    )
    chosen: list[tuple[int, ...]] = []
    for key in ranked:
        if not any(set(key) & set(other) for other in chosen):
            chosen.append(key)
        if len(chosen) == PARTS:
            break
    return ", ".join(surface(surfaces[key]) for key in chosen)


def surface(seen: Counter[str]) -> str:
    """The commonest spelling, ties by the alphabet."""
    return min(seen, key=lambda text: (-seen[text], text))
