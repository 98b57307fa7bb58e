"""How the sentences of two texts are found in each other, beside a slow reckoning."""

from __future__ import annotations

import random

import numpy as np
import pyarrow as pa
import pytest

from transforms.copies import sentences as module
from transforms.copies.frequencies import idf_of, idf_table, shipped
from transforms.copies.sentences import (
    LEAST_IDF,
    LEAST_WEIGHT,
    find_sentences,
    split_sentences,
)
from transforms.copies.texts import WHOLE, own_texts
from transforms.copies.tokens import Tokens, tokenize

TABLE = idf_table(shipped())
WORDS = (
    "the of and to seepage embankment reservoir inspector council leader school valley "
    "drain cloudy village warning alert regulator spillway siren household viaduct"
).split()


def tokens_of(*texts: str) -> Tokens:
    """The words of the texts."""
    ids = [f"{k:03d}" for k in range(len(texts))]
    own = own_texts(pa.table({"article_id": ids, "text": list(texts)}), WHOLE)
    return tokenize(own.texts, own.rows)


def told(draw: random.Random, n: int) -> str:
    """Sentences of known words, six of them or more."""
    return " ".join(
        " ".join(draw.choices(WORDS, k=draw.randint(6, 14))).capitalize() + "."
        for _ in range(n)
    )


def weighed(sentence: str) -> dict[int, float]:
    """The telling words of a sentence with their weights."""
    hashes = np.unique(tokens_of(sentence).hashes)
    weights = idf_of(TABLE, hashes)
    return {
        int(word): float(weight)
        for word, weight in zip(hashes, weights, strict=True)
        if weight >= LEAST_IDF
    }


def best_matches(text: str, other: str) -> tuple[float, float]:
    """Weighted mean of each sentence's best match, and of its square."""
    ours = [weighed(s) for s in text.split(". ")]
    theirs = [weighed(s) for s in other.split(". ")]
    weight = best = square = 0.0
    for sentence in ours:
        total = sum(sentence.values())
        if total < LEAST_WEIGHT:
            continue
        match = max(sum(sentence[w] for w in sentence.keys() & t) for t in theirs)
        weight += total
        best += match
        square += match**2 / total
    return best / weight, square / weight


@pytest.mark.parametrize("at_once", [1 << 20, 7])
def test_sentences_are_found_as_by_comparing_each_with_each(
    at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether all sums fit at once or are made for a sentence at a time."""
    fill = module.fill_found.py_func  # type: ignore[attr-defined]
    if at_once != module.AT_ONCE:
        monkeypatch.setitem(fill.__globals__, "AT_ONCE", at_once)
        monkeypatch.setattr(module, "fill_found", fill)
    draw = random.Random(3)
    texts = [told(draw, n) for n in (4, 9, 6, 12)]
    made = split_sentences(tokens_of(*texts), TABLE)
    shorter, longer = np.array([0, 2, 0]), np.array([1, 3, 0])
    found = find_sentences(made, shorter, longer)
    for row, a, b in zip(found, shorter, longer, strict=True):
        forth, back = best_matches(texts[a], texts[b]), best_matches(texts[b], texts[a])
        np.testing.assert_allclose(row, [*forth, back[0]], rtol=1e-9)


def test_an_abbreviation_cuts_no_sentence_short() -> None:
    made = split_sentences(
        tokens_of(
            "The inspector, Mr. Renwick, said that the drain ran cloudy. It did."
        ),
        TABLE,
    )
    assert made.stretch_index.tolist() == [0, 2]


def test_empty_texts_share_no_sentence() -> None:
    made = split_sentences(
        tokens_of("", "The drain of the reservoir ran cloudy."), TABLE
    )
    found = find_sentences(made, np.array([0]), np.array([1]))
    assert found.tolist() == [[0.0, 0.0, 0.0]]
