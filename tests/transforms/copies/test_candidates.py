"""Candidate pairs: the compiled join against SQL and against the obvious way."""

from __future__ import annotations

import duckdb
import numpy as np
import pytest

from transforms.copies.candidates import find_candidates
from transforms.copies.candidates_sql import find_candidates_sql
from transforms.copies.terms import ONE, TopTerms


def top_terms(seed: int, documents: int, vocabulary: int) -> TopTerms:
    """Random top terms, weights of unit length."""
    random = np.random.default_rng(seed)
    index, terms, weights = [0], [], []
    for _ in range(documents):
        count = int(random.integers(0, 12))
        chosen = random.choice(vocabulary, size=count, replace=False)
        values = random.random(count) + 0.1
        terms.append(chosen.astype(np.uint64) + np.uint64(7))
        weights.append(np.round(values / np.linalg.norm(values) * ONE))
        index.append(index[-1] + count)
    return TopTerms(
        index=np.array(index),
        terms=np.concatenate(terms),
        weights=np.concatenate(weights).astype(np.int32),
    )


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_compiled_join_gives_what_the_obvious_way_gives(seed: int) -> None:
    found = top_terms(seed, 60, 40)
    pairs = find_candidates(found, least_score=0.15)
    expected = []
    documents = [
        dict(zip(found.terms[s:e].tolist(), found.weights[s:e].tolist(), strict=True))
        for s, e in zip(found.index[:-1], found.index[1:], strict=True)
    ]
    for a, first in enumerate(documents):
        for b in range(a + 1, len(documents)):
            score = sum(w * documents[b].get(t, 0) for t, w in first.items())
            if score >= 0.15 * ONE * ONE:
                expected.append((a, b, score))
    assert (
        list(zip(pairs.a.tolist(), pairs.b.tolist(), pairs.score.tolist(), strict=True))
        == expected
    )
    assert expected


def test_sql_gives_the_same_pairs_and_scores() -> None:
    found = top_terms(4, 400, 200)
    compiled = find_candidates(found, least_score=0.2)
    with duckdb.connect() as connection:
        asked = find_candidates_sql(connection, found, least_score=0.2)
    np.testing.assert_array_equal(compiled.a, asked.a)
    np.testing.assert_array_equal(compiled.b, asked.b)
    np.testing.assert_array_equal(compiled.score, asked.score)


def test_no_documents_give_no_pairs() -> None:
    none = TopTerms(
        index=np.zeros(1, np.int64),
        terms=np.empty(0, np.uint64),
        weights=np.empty(0, np.int32),
    )
    assert len(find_candidates(none, least_score=0.1).a) == 0


@pytest.mark.parametrize("seed", range(5))
def test_new_documents_find_their_pairs_and_no_others(seed: int) -> None:
    found = top_terms(seed, 120, 60)
    random = np.random.default_rng(seed)
    fresh = random.random(120) < (0.05, 0.3, 0.7, 1.0, 0.0)[seed]
    everything = find_candidates(found, least_score=0.15)
    new = find_candidates(found, least_score=0.15, fresh=fresh)
    touched = fresh[everything.a] | fresh[everything.b]
    np.testing.assert_array_equal(new.a, everything.a[touched])
    np.testing.assert_array_equal(new.b, everything.b[touched])
    np.testing.assert_array_equal(new.score, everything.score[touched])
