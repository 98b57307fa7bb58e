"""Comparing the articles that are new, with each other and with the rest."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from transforms.copies.articles import Known
from transforms.copies.candidates import Candidates, chosen_terms, find_candidates
from transforms.copies.features import Evidence, worth_a_closer_look
from transforms.copies.frequencies import IdfTable
from transforms.copies.measuring import Block, measure_pairs
from transforms.copies.memory import Measured, Remembered
from transforms.copies.model import Model, probabilities
from transforms.copies.pairs import judge
from transforms.copies.profiles import ProfileStore
from transforms.copies.rules import CopyRules
from transforms.copies.scanning import Scanned, Standing, chosen, joined, scan
from transforms.copies.tables import Kept, PairRow, keep_pairs, kept_together
from transforms.copies.texts import OwnTexts


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What comparing needs to know."""

    own: OwnTexts
    known: Known
    table: IdfTable
    model: Model
    rules: CopyRules
    store: ProfileStore
    """Profiles of the texts that were read."""


def scan_new(look: Look, before: Remembered | None) -> Scanned:
    """Lengths, keys and top terms of all documents, remembered where unchanged."""
    n = len(look.own.rows)
    if before is None:
        return scan(look.own, np.arange(n), look.table, look.rules, look.store)
    new = np.flatnonzero(~before.unchanged)
    found = scan(look.own, new, look.table, look.rules, look.store)
    both = joined([before.scanned, found])
    place = before.row.copy()
    place[new] = len(before.scanned.lengths) + np.arange(len(new))
    return chosen(both, place)


def compare_new(
    look: Look, scanned: Scanned, standing: Standing, before: Remembered | None
) -> tuple[Measured, Kept]:
    """All candidate pairs as measured, and those worth publishing."""
    terms = chosen_terms(scanned.terms, standing.compared)
    least = look.rules.candidate_score
    if before is None:
        pairs = find_candidates(terms, least_score=least)
        return look_at(look, pairs)
    same = before.unchanged & standing.compared
    same[same] = before.compared[before.row[same]]
    pairs = find_candidates(terms, least_score=least, fresh=standing.compared & ~same)
    measured, kept = look_at(look, pairs)
    number = np.full(len(before.compared), -1, np.int32)
    number[before.row[same]] = np.flatnonzero(same)
    return merged(*renumbered(before, number), measured, kept)


def look_at(look: Look, pairs: Candidates) -> tuple[Measured, Kept]:
    """What was measured on the pairs, and those worth publishing."""
    probability = np.zeros(len(pairs.a))
    cosine = np.zeros(len(pairs.a))
    names = np.zeros(len(pairs.a))
    kept = []

    def choose(span: slice, evidence: Evidence) -> np.ndarray:
        probability[span] = probabilities(evidence, look.model)
        cosine[span] = evidence.column("tfidf_cosine")
        names[span] = np.maximum(
            evidence.column("name_containment"), evidence.column("name_overlap")
        )
        worth: np.ndarray = worth_a_closer_look(evidence.values) | is_worth_a_row(
            evidence, probability[span], look.rules
        )
        return worth

    def work(block: Block) -> tuple[np.ndarray, np.ndarray, Kept]:
        found = probabilities(block.evidence, look.model)
        worth = is_worth_a_row(block.evidence, found, look.rules)
        return block.places, found, judged(look, block, found, np.flatnonzero(worth))

    for places, found, rows in measure_pairs(
        look.own, pairs, look.store, look.table, choose=choose, work=work
    ):
        probability[places] = found
        kept.append(rows)
    measured = Measured(
        a=pairs.a, b=pairs.b, probability=probability, cosine=cosine, names=names
    )
    return measured, kept_together(kept)


def is_worth_a_row(
    evidence: Evidence, probability: np.ndarray, rules: CopyRules
) -> np.ndarray:
    """Which pairs may be published: likely ones, and those that share a passage."""
    words = evidence.column("shorter_words")
    shared = np.round(evidence.column("shingle_containment") * words, 6)
    # A passage of n words has n - 2 shingles.
    found: np.ndarray = (probability >= rules.floor) | (
        shared >= rules.shared_passage_words - 2
    )
    return found


def judged(
    look: Look, block: Block, probability: np.ndarray, chosen: np.ndarray
) -> Kept:
    """Rows for those of the chosen pairs of a block that are worth publishing."""
    pairs = judge(
        block,
        look.known,
        probability,
        chosen,
        threshold=look.model.threshold,
        rules=look.rules,
    )
    rows = [
        PairRow.of(pair, block.evidence, float(probability[pair.place]))
        for pair in pairs
        if probability[pair.place] >= look.rules.floor or pair.relation != "independent"
    ]
    place = [block.places[row.place] for row in rows]
    return keep_pairs(look.own.article_ids, rows, np.array(place, np.int64))


def renumbered(before: Remembered, number: np.ndarray) -> tuple[Measured, Kept]:
    """The remembered pairs that still hold, by the documents' numbers of today.

    Args:
        before: What is remembered.
        number: Number of today for each row of the memory; -1 where its pairs do not
            hold any more.
    """
    old = before.measured
    moved = replace(old, a=number[old.a], b=number[old.b])
    return pairs_where(moved, before.kept, (moved.a >= 0) & (moved.b >= 0))


def pairs_where(
    measured: Measured, kept: Kept, held: np.ndarray
) -> tuple[Measured, Kept]:
    """Only some of the pairs."""
    place = np.cumsum(held) - 1
    wanted = held[kept.place]
    return (
        Measured(
            a=measured.a[held],
            b=measured.b[held],
            probability=measured.probability[held],
            cosine=measured.cosine[held],
            names=measured.names[held],
        ),
        kept.chosen(wanted, place[kept.place[wanted]]),
    )


def merged(
    old: Measured, old_kept: Kept, new: Measured, new_kept: Kept
) -> tuple[Measured, Kept]:
    """Both as one, in order of pairs."""
    a, b = np.concatenate([old.a, new.a]), np.concatenate([old.b, new.b])
    order = np.lexsort((b, a))
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    return (
        Measured(
            a=a[order],
            b=b[order],
            probability=np.concatenate([old.probability, new.probability])[order],
            cosine=np.concatenate([old.cosine, new.cosine])[order],
            names=np.concatenate([old.names, new.names])[order],
        ),
        kept_together(
            [
                old_kept.at(place[old_kept.place]),
                new_kept.at(place[new_kept.place + len(old.a)]),
            ]
        ),
    )
