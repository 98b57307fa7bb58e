"""Pairs worth keeping: relation, direction, passages and the evidence for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from transforms.copies.articles import Known
from transforms.copies.changes import Change, changes_of
from transforms.copies.measuring import Block
from transforms.copies.passages import Aligned, align
from transforms.copies.quotes import count_shared, quotation_keys
from transforms.copies.relations import PairFacts, relation_of
from transforms.copies.rules import CopyRules
from transforms.copies.tokens import Tokens
from warehouse.schema.terms import COPY_RELATIONS, DecidedBy, PairRelation


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A passage that two articles share, in code points of their texts."""

    start_a: int
    end_a: int
    start_b: int
    end_b: int
    words: int
    changed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A pair that is kept."""

    place: int
    """Its place in the block."""
    relation: PairRelation
    decided_by: DecidedBy
    copied_from: int | None
    """Number of the document that the other one was made from."""
    shared_quotes: int
    passages: tuple[Passage, ...]
    changes: tuple[Change, ...]
    """Words that were swapped, of copies only."""


def judge(
    block: Block,
    known: Known,
    probability: np.ndarray,
    chosen: np.ndarray,
    *,
    threshold: float,
    rules: CopyRules,
) -> Iterator[Pair]:
    """What becomes of some pairs of a block, in their order.

    Args:
        block: Pairs that were measured, with the words of their texts.
        known: What is known of each document.
        probability: Of each pair of the block.
        chosen: Places in the block of the pairs that may be kept, ascending.
            Quotations are counted in those that are: likely or related ones.
        threshold: Probability from which two articles are copies.
        rules: Thresholds.
    """
    tokens, evidence = block.tokens, block.evidence
    names = ("shingle_containment", "shingle_overlap", "name_containment")
    columns = {
        name: evidence.column(name)
        for name in (*names, "name_overlap", "length_ratio", "plain_containment")
    }
    at_a, at_b = block.a[chosen], block.b[chosen]
    # One text of the pairs is prepared for alignment: those with the same second text
    # stand together.
    order = np.lexsort((at_a, at_b))
    aligned = align(tokens, at_a[order], at_b[order], least_words=rules.passage_words)
    back = np.empty(len(order), np.int64)
    back[order] = np.arange(len(order))
    texts: dict[int, str] = {}
    quotes: dict[int, frozenset[bytes]] = {}
    lengths = np.diff(tokens.index)
    for k, place in enumerate(chosen.tolist()):
        i, j, at = int(at_a[k]), int(at_b[k]), int(back[k])
        a, b = int(evidence.a[place]), int(evidence.b[place])
        values = {name: float(column[place]) for name, column in columns.items()}
        facts = facts_of(
            values,
            float(probability[place]),
            aligned,
            at,
            (int(lengths[i]), int(lengths[j])),
            known.compare(a, b),
        )
        relation, decided_by = relation_of(facts, threshold=threshold, rules=rules)
        copied = relation in COPY_RELATIONS
        is_kept = relation != "independent" or probability[place] >= rules.floor
        for one in (i, j):
            if is_kept and one not in texts:
                texts[one] = known.text(int(block.documents[one]))
                quotes[one] = quotation_keys(texts[one], *words_of(tokens, one))
        changes = (
            changes_of(tokens, (texts[i], texts[j]), i, j, aligned, at)
            if copied
            else ()
        )
        yield Pair(
            place=place,
            relation=relation,
            decided_by=decided_by,
            copied_from=(
                known.source_of(a, b, relation, (lengths[i], lengths[j]))
                if copied
                else None
            ),
            shared_quotes=count_shared(quotes[i], quotes[j]) if is_kept else 0,
            passages=tuple(passages_of(tokens, i, j, aligned, at)),
            changes=tuple(changes),
        )


def words_of(tokens: Tokens, i: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Starts, ends and hashes of one text's words."""
    span = slice(tokens.index[i], tokens.index[i + 1])
    return tokens.starts[span], tokens.ends[span], tokens.hashes[span]


def facts_of(
    values: dict[str, float],
    probability: float,
    aligned: Aligned,
    at: int,
    lengths: tuple[int, int],
    outlet_and_days: tuple[bool | None, float | None],
) -> PairFacts:
    """The facts that tell one relation from another."""
    shorter_is_a = lengths[0] <= lengths[1]
    shorter = min(lengths)
    covered = int((aligned.covered_a if shorter_is_a else aligned.covered_b)[at])
    spans = aligned.spans[aligned.index[at] : aligned.index[at + 1]]
    share = covered / shorter if shorter else 0.0
    plain = values["plain_containment"]
    # Plain rare words are taken to be spread evenly over the text.
    rest = (plain - share) / (1 - share) if share < 1 else 1.0
    return PairFacts(
        probability=probability,
        shingle_containment=values["shingle_containment"],
        shingle_overlap=values["shingle_overlap"],
        name_containment=values["name_containment"],
        name_overlap=values["name_overlap"],
        length_ratio=values["length_ratio"],
        shorter_words=shorter,
        covered=covered,
        passages=len(spans),
        longest_passage=int(spans[:, 4].max(initial=0)),
        rest_containment=round(max(rest, 0.0), 6),
        slots=int(aligned.slots[at]),
        renamed=int(aligned.renamed[at]),
        changed=int(aligned.changed[at]),
        changed_names=int(aligned.changed_names[at]),
        changed_digits=int(aligned.changed_digits[at]),
        one_outlet=outlet_and_days[0],
        days_apart=outlet_and_days[1],
    )


def passages_of(
    tokens: Tokens, i: int, j: int, aligned: Aligned, at: int
) -> Iterator[Passage]:
    """The passages of one pair, in order of their place in a."""
    first_a, first_b = tokens.index[i], tokens.index[j]
    spans = aligned.spans[aligned.index[at] : aligned.index[at + 1]]
    words = spans[:, 1] - spans[:, 0]
    for start_a, end_a, start_b, end_b, n, changed in zip(
        tokens.starts[first_a + spans[:, 0]].tolist(),
        tokens.ends[first_a + spans[:, 1] - 1].tolist(),
        tokens.starts[first_b + spans[:, 2]].tolist(),
        tokens.ends[first_b + spans[:, 3] - 1].tolist(),
        words.tolist(),
        np.minimum(spans[:, 5], words).tolist(),
        strict=True,
    ):
        yield Passage(
            start_a=start_a,
            end_a=end_a,
            start_b=start_b,
            end_b=end_b,
            words=n,
            changed=changed,
        )
