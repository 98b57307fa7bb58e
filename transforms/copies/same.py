"""Pairs of articles whose texts are equal word for word."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from transforms.copies.articles import Known
from transforms.copies.features import FEATURES
from transforms.copies.pairs import Passage, words_of
from transforms.copies.quotes import quotation_keys
from transforms.copies.tables import Kept, PairRow, keep_pairs, kept_together
from transforms.copies.texts import OwnTexts
from transforms.copies.tokens import tokenize
from transforms.copies.work import blocks_of_pairs, on_all_cores
from warehouse.schema.terms import DecidedBy, PairRelation


def same_text_pairs(
    own: OwnTexts,
    known: Known,
    heads: np.ndarray,
    decided: Mapping[tuple[int, int], PairRelation],
) -> Kept:
    """A pair for each document whose text another one stands for.

    Args:
        own: The texts.
        known: What is known of the documents beside them.
        heads: For each document the one that stands for its text.
        decided: Relations that people gave to pairs, in place of `verbatim`.
    """
    copies = np.flatnonzero(heads != np.arange(len(heads)))
    a, b = np.minimum(copies, heads[copies]), np.maximum(copies, heads[copies])
    order = np.lexsort((b, a))
    a, b = a[order], b[order]
    sizes = np.diff(own.texts.offsets)[own.rows]
    ones = dict.fromkeys(FEATURES, 1.0)

    def work(span: tuple[int, int]) -> Kept:
        both = np.unique(np.concatenate([a[slice(*span)], b[slice(*span)]]))
        tokens = tokenize(own.texts, own.rows[both])
        rows = []
        for k in range(*span):
            x, y = int(a[k]), int(b[k])
            i, j = np.searchsorted(both, [x, y]).tolist()
            starts_a, ends_a, words = words_of(tokens, i)
            starts_b, ends_b, _ = words_of(tokens, j)
            relation: PairRelation = decided.get((x, y), "verbatim")
            by: DecidedBy = "correction" if (x, y) in decided else "rule"
            rows.append(
                PairRow(
                    place=k,
                    a=x,
                    b=y,
                    relation=relation,
                    decided_by=by,
                    copied_from=known.source_of(
                        x, y, "verbatim", (len(words), len(words))
                    ),
                    score=1.0,
                    values=ones,
                    probability=1.0,
                    shared_quotes=len(
                        quotation_keys(known.text(x), starts_a, ends_a, words)
                    ),
                    passages=(
                        Passage(
                            start_a=int(starts_a[0]),
                            end_a=int(ends_a[-1]),
                            start_b=int(starts_b[0]),
                            end_b=int(ends_b[-1]),
                            words=len(words),
                            changed=0,
                        ),
                    ),
                    changes=(),
                )
            )
        return keep_pairs(own.article_ids, rows, np.arange(*span))

    return kept_together(list(on_all_cores(work, blocks_of_pairs(sizes, a, b))))
