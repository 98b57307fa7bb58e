"""Reports of one event that have a passage in common, as they draw on one release."""

from __future__ import annotations

from dataclasses import replace

import copy_data
import numpy as np
import pyarrow as pa

from transforms.copies.features import Evidence, compare
from transforms.copies.frequencies import idf_table, shipped
from transforms.copies.measuring import closer_look
from transforms.copies.model import probabilities, shipped_model
from transforms.copies.terms import profile
from transforms.copies.texts import WHOLE, own_texts
from transforms.copies.tokens import tokenize

PAIRS = 2_000
"""Pairs of reports, spread evenly over the mined ones."""
PASSAGE_WORDS = (20, 160)
"""Words of a planted passage: a sentence of a release to three of its paragraphs."""
AT_ONCE = 500
"""Pairs that are measured at a time, so that memory stays bounded."""


def planted(text: str, other: str, number: int) -> str:
    """The text with a run of sentences of the other put between two of its own."""
    chance = np.random.default_rng(number)
    least, most = PASSAGE_WORDS
    words = np.exp(chance.uniform(np.log(least), np.log(most)))
    theirs = copy_data.sentences_of(other)
    first = int(chance.integers(max(1, len(theirs) - 3)))
    taken: list[str] = []
    for sentence in theirs[first:]:
        taken.append(sentence)
        if sum(len(part.split()) for part in taken) >= words:
            break
    ours = copy_data.sentences_of(text)
    place = int(chance.integers(1, len(ours) + 1))
    return "\n".join([*ours[:place], " ".join(taken), *ours[place:]])


def evidence_of(texts: list[tuple[str, str]]) -> Evidence:
    """What is measured on the pairs of texts."""
    flat = [text for pair in texts for text in pair]
    ids = [f"{k:06d}" for k in range(len(flat))]
    own = own_texts(pa.table({"article_id": ids, "text": flat}), WHOLE)
    table = idf_table(shipped())
    tokens = tokenize(own.texts, own.rows)
    a = 2 * np.arange(len(texts))
    lengths = np.diff(tokens.index)
    first = np.round(compare(profile(tokens, table), a, a + 1, lengths), 6)
    values, rest = closer_look(tokens, a, a + 1, first, table)
    return Evidence(a=a, b=a + 1, score=np.ones(len(a)), values=values, rest=rest)


def passages() -> None:
    """How many reports of one event are taken for copies once they share a passage."""
    mined = copy_data.mined()
    rows = np.linspace(0, len(mined.copies) - 1, PAIRS).astype(np.int64)
    texts = copy_data.news_articles()["text"].to_pylist()
    pairs = [
        (texts[a], texts[b])
        for a, b in zip(mined.evidence.a[rows], mined.evidence.b[rows], strict=True)
    ]
    sharing = [(planted(a, b, k), b) for k, (a, b) in enumerate(pairs)]
    model = shipped_model()
    for name, those in (("as they are", pairs), ("with a passage", sharing)):
        taken = np.zeros(2)
        for first in range(0, len(those), AT_ONCE):
            found = evidence_of(those[first : first + AT_ONCE])
            for k, kind in enumerate((replace(found, rest=None), found)):
                taken[k] += (probabilities(kind, model) >= model.threshold).sum()
        print(
            f"  {len(those):,} pairs of one event {name}: "
            f"{taken[0] / len(those):.3f} taken for copies as whole texts, "
            f"{taken[1] / len(those):.3f} where the rest is judged, too"
        )
