"""Copies among articles: which texts circulate, who copied whom, and the evidence."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pyarrow as pa

from transforms.copies.articles import Known
from transforms.copies.assemble import Copies, Scanned, assemble
from transforms.copies.candidates import find_candidates
from transforms.copies.features import FEATURES, Evidence, measure
from transforms.copies.frequencies import IdfTable, idf_table, shipped
from transforms.copies.grouping import Groups, group
from transforms.copies.model import Model, probabilities, shipped_model
from transforms.copies.pairs import Pair, Passage, judge
from transforms.copies.quotes import quotation_keys
from transforms.copies.rules import CopyRules
from transforms.copies.tables import PairRow, pair_tables
from transforms.copies.terms import TopTerms, profile, top_terms
from transforms.copies.texts import OwnTexts, own_texts
from transforms.copies.tokens import text_keys, tokenize
from transforms.copies.work import blocks_of_rows, on_all_cores
from warehouse.schema.terms import COPY_RELATIONS


def find_copies(
    articles: pa.Table,
    *,
    blocks: pa.Table | None = None,
    registry: pa.Table | None = None,
    release_seq: int = 1,
    rules: CopyRules = CopyRules(),  # noqa: B008 - frozen
    frequencies: pa.Table | None = None,
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

    Raises:
        ValueError: A column is missing or an article has two rows.
    """
    own = own_texts(articles, blocks)
    known = Known(articles, own)
    table = idf_table(shipped() if frequencies is None else frequencies)
    model = shipped_model()
    scanned = scan(own, known, table, rules)
    evidence = measure_all(own, scanned.terms, table, rules)
    probability = probabilities(evidence, model)
    judged = judge_all(own, known, evidence, probability, model, rules)
    groups = group_texts(own, evidence, probability, judged, model, rules)
    rows = [
        *same_text_rows(own, known, scanned),
        *model_rows(evidence, probability, judged),
    ]
    pairs, passages = pair_tables(own.article_ids, rows)
    return assemble(
        own,
        known,
        scanned,
        evidence,
        probability,
        judged,
        groups,
        pairs,
        passages,
        model=model,
        rules=rules,
        registry=registry,
        release_seq=release_seq,
    )


def scan(own: OwnTexts, known: Known, table: IdfTable, rules: CopyRules) -> Scanned:
    """Lengths, equal texts and top terms of all documents, block by block."""
    n = len(own.rows)
    lengths = np.zeros(n, np.int64)
    same: dict[bytes, list[int]] = defaultdict(list)
    counts = np.zeros(n, np.int64)
    terms, weights = [np.empty(0, np.uint64)], [np.empty(0, np.int32)]

    def work(rows: np.ndarray) -> tuple[list[bytes], np.ndarray, TopTerms]:
        tokens = tokenize(own.texts, rows)
        top = top_terms(
            profile(tokens, table),
            limit=rules.top_terms,
            least_idf=float(-np.log(rules.stop_share)),
        )
        return text_keys(tokens), np.diff(tokens.index), top

    document = 0
    for keys, words, top in on_all_cores(
        work, blocks_of_rows(own.texts.offsets, own.rows)
    ):
        for key, length in zip(keys, words.tolist(), strict=True):
            if length >= rules.least_words_verbatim:
                same[key].append(document)
            lengths[document] = length
            document += 1
        counts[document - len(keys) : document] = np.diff(top.index)
        terms.append(top.terms)
        weights.append(top.weights)
    heads = np.arange(n)
    for members in same.values():
        if len(members) > 1:
            heads[members] = min(members, key=lambda d: first_of(known, d))
    compared = (heads == np.arange(n)) & (lengths >= rules.least_words)
    kept = np.repeat(compared, counts)
    return Scanned(
        lengths=lengths,
        heads=heads,
        terms=TopTerms(
            index=np.append(0, np.cumsum(np.where(compared, counts, 0))),
            terms=np.concatenate(terms)[kept],
            weights=np.concatenate(weights)[kept],
        ),
    )


def first_of(known: Known, document: int) -> tuple[bool, int, int]:
    """Key that puts the earliest published document first, undated ones last."""
    published = known.published[document]
    return published is None, published or 0, document


def measure_all(
    own: OwnTexts, terms: TopTerms, table: IdfTable, rules: CopyRules
) -> Evidence:
    """The evidence of all candidate pairs."""
    return measure(
        own, find_candidates(terms, least_score=rules.candidate_score), table
    )


def judge_all(
    own: OwnTexts,
    known: Known,
    evidence: Evidence,
    probability: np.ndarray,
    model: Model,
    rules: CopyRules,
) -> list[Pair]:
    """The pairs that are kept: likely ones, and those that share a passage."""
    words = evidence.column("shorter_words")
    shared = evidence.column("shingle_containment") * words
    places = np.flatnonzero(
        (probability >= rules.floor) | (shared >= rules.shared_passage_words - 2)
    )
    return [
        pair
        for pair in judge(
            own,
            known,
            evidence,
            probability,
            places,
            threshold=model.threshold,
            rules=rules,
        )
        if probability[pair.place] >= rules.floor or pair.relation != "independent"
    ]


def group_texts(
    own: OwnTexts,
    evidence: Evidence,
    probability: np.ndarray,
    judged: list[Pair],
    model: Model,
    rules: CopyRules,
) -> Groups:
    """Groups of documents; pairs that a rule keeps apart speak against a merge."""
    strength = probability.copy()
    apart = [pair.place for pair in judged if pair.relation not in COPY_RELATIONS]
    strength[[i for i in apart if strength[i] >= model.threshold]] = 0.0
    forbidden = [
        pair.place
        for pair in judged
        if (pair.relation, pair.decided_by) == ("independent", "rule")
    ]
    return group(
        len(own.rows),
        evidence.a,
        evidence.b,
        strength,
        threshold=model.threshold,
        share=rules.merge_share,
        forbidden=np.array(forbidden, np.int64),
    )


def same_text_rows(own: OwnTexts, known: Known, scanned: Scanned) -> list[PairRow]:
    """A pair for each document whose text another one stands for."""
    rows = []
    ones = dict.fromkeys(FEATURES, 1.0)
    for document in np.flatnonzero(scanned.heads != np.arange(len(own.rows))):
        head = int(scanned.heads[document])
        a, b = sorted((int(document), head))
        tokens = tokenize(own.texts, own.rows[[a, b]])
        middle, words = int(tokens.index[1]), int(scanned.lengths[head])
        quotes = quotation_keys(
            known.text(a),
            tokens.starts[:middle],
            tokens.ends[:middle],
            tokens.hashes[:middle],
        )
        rows.append(
            PairRow(
                a=a,
                b=b,
                relation="verbatim",
                decided_by="rule",
                copied_from=known.source_of(a, b, "verbatim", (words, words)),
                score=1.0,
                values=ones,
                probability=1.0,
                shared_quotes=len(quotes),
                passages=(
                    Passage(
                        start_a=int(tokens.starts[0]),
                        end_a=int(tokens.ends[middle - 1]),
                        start_b=int(tokens.starts[middle]),
                        end_b=int(tokens.ends[-1]),
                        words=words,
                        changed=0,
                    ),
                ),
            )
        )
    return rows


def model_rows(
    evidence: Evidence, probability: np.ndarray, judged: list[Pair]
) -> list[PairRow]:
    """A row for each pair that is kept."""
    return [
        PairRow(
            a=int(evidence.a[pair.place]),
            b=int(evidence.b[pair.place]),
            relation=pair.relation,
            decided_by=pair.decided_by,
            copied_from=pair.copied_from,
            score=float(evidence.score[pair.place]),
            values=dict(
                zip(FEATURES, evidence.values[pair.place].tolist(), strict=True)
            ),
            probability=float(probability[pair.place]),
            shared_quotes=pair.shared_quotes,
            passages=pair.passages,
        )
        for pair in judged
    ]
