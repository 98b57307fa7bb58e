"""Which articles are copies of one text: the whole of copy detection, top to bottom."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pyarrow as pa

from transforms.copies.articles import Known
from transforms.copies.assemble import Copies, assemble
from transforms.copies.decided import Decided, by_number, lay_over, of_heads
from transforms.copies.decisions import Decisions
from transforms.copies.frequencies import idf_table, shipped
from transforms.copies.grouping import Groups, group
from transforms.copies.look import Look, compare_new, scan_new
from transforms.copies.memory import (
    Measured,
    Memory,
    fingerprints,
    memorise,
    remember,
)
from transforms.copies.model import Model, shipped_model
from transforms.copies.profiles import ProfileStore
from transforms.copies.rules import CopyRules
from transforms.copies.same import same_text_pairs
from transforms.copies.scanning import stand
from transforms.copies.tables import Kept
from transforms.copies.texts import own_texts
from transforms.copies.work import Scratch, in_memory
from warehouse.schema.terms import COPY_RELATIONS

PASSAGE_COUNTS = 0.5
"""What of the likeness of texts that share a passage or a form, and are no copies,
counts when groups are merged: they owe it to that passage. With 0 two in a hundred
model rewrites more are missed, as rewrites of one report keep this and that paragraph;
with 1 reports join a press release by a paragraph that stands in both."""


def find_copies(
    articles: pa.Table,
    *,
    blocks: pa.Table | None = None,
    registry: pa.Table | None = None,
    release_seq: int = 1,
    rules: CopyRules = CopyRules(),  # noqa: B008 - frozen
    frequencies: pa.Table | None = None,
    model: Model | None = None,
    decisions: Decisions = Decisions(),  # noqa: B008 - frozen
    memory: Memory | None = None,
    scratch: Scratch = in_memory,
) -> Copies:
    """Which articles are copies of one text, in tables of their own.

    Args:
        articles: Current versions, one row each. Needs ``article_id`` and ``text``;
            ``outlet_id``, ``published_at`` and ``first_retrieved_at`` are used where
            they are there.
        blocks: Table `blocks`: only blocks of the roles title and body are compared.
            Without it the rules for a lone page find the furniture of each text.
        registry: Table `registry` of the release before, to keep ids.
        release_seq: Number of the release in the making.
        rules: Thresholds.
        frequencies: Document frequencies, as `transforms.copies.frequencies.pool`
            makes them; None for the shipped table.
        model: Weights and threshold; None for the shipped ones.
        decisions: What people decided about pairs.
        memory: `Copies.memory` of an earlier call with the same rules, frequencies,
            model and code: pairs of articles that have not changed are taken from it.
            It saves time and changes nothing.
        scratch: Where the profiles of the texts are held meanwhile.

    Raises:
        ValueError: A column is missing or an article has two rows.
    """
    own = own_texts(articles, blocks)
    known = Known(articles, own)
    table = idf_table(shipped() if frequencies is None else frequencies)
    look = Look(
        own=own,
        known=known,
        table=table,
        model=shipped_model() if model is None else model,
        rules=rules,
        store=ProfileStore(own, table, scratch),
    )
    prints = fingerprints(articles, own, known)
    before = None if memory is None else remember(memory, own.article_ids, prints)
    decided = by_number(decisions, own.article_ids)

    scanned = scan_new(look, before)
    standing = stand(scanned, known, rules, decided.alone)
    compared = compare_new(look, scanned, standing, before)
    decided_heads = of_heads(decided, standing.heads)
    measured, kept = lay_over(decided_heads, look, scanned, *compared)
    groups = group_texts(look, measured, kept, decided_heads)
    return assemble(
        look,
        scanned,
        standing,
        measured,
        kept,
        groups,
        same=same_text_pairs(own, known, standing.heads, decided.relations),
        registry=registry,
        release_seq=release_seq,
        memory=memorise(own.article_ids, prints, scanned, standing.compared, *compared),
    )


def group_texts(look: Look, measured: Measured, kept: Kept, decided: Decided) -> Groups:
    """Groups of documents; pairs that a rule or a person keeps apart merge none."""
    relation = np.array(kept.pairs["relation"].to_pylist(), object)
    by_rule = np.array(kept.pairs["decided_by"].to_pylist(), object) == "rule"
    is_apart = ~np.isin(relation, sorted(COPY_RELATIONS))
    apart = kept.place[is_apart]
    strength = measured.probability.copy()
    strength[kept.place[is_apart & by_rule]] *= PASSAGE_COUNTS
    strength[apart[strength[apart] >= look.model.threshold]] = 0.0
    return group(
        len(look.own.rows),
        measured.a,
        measured.b,
        strength,
        threshold=look.model.threshold,
        least_mean=look.rules.merge_mean,
        forbidden=kept.place[(relation == "independent") & by_rule],
        silent=parts_of_one_text(look, measured, kept),
        must_link=decided.must_link,
        cannot_link=decided.cannot_link,
    )


def parts_of_one_text(look: Look, measured: Measured, kept: Kept) -> np.ndarray:
    """Places of the unlikely pairs whose articles are excerpts of one third.

    The first and the second half of a report have little in common, which says nothing
    against either's being a part of it.
    """
    number = {article: d for d, article in enumerate(look.own.article_ids)}
    excerpt = np.array(kept.pairs["relation"].to_pylist(), object) == "excerpt"
    sources: dict[int, set[int]] = defaultdict(set)
    of = kept.pairs["copied_from"].filter(pa.array(excerpt)).to_pylist()
    for place, source in zip(kept.place[excerpt].tolist(), of, strict=True):
        if measured.probability[place] >= look.model.threshold and source is not None:
            a, b = int(measured.a[place]), int(measured.b[place])
            whole = number[source]
            sources[b if whole == a else a].add(whole)
    part = np.zeros(len(look.own.rows), bool)
    part[list(sources)] = True
    unlikely = measured.probability < look.model.threshold
    both = np.flatnonzero(part[measured.a] & part[measured.b] & unlikely)
    return np.array(
        [
            place
            for place in both.tolist()
            if sources[int(measured.a[place])] & sources[int(measured.b[place])]
        ],
        np.int64,
    )
