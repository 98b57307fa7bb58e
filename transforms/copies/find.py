"""Copies among articles: which texts circulate, who copied whom, and the evidence."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from transforms.anchors import keep_ids
from transforms.copies.articles import Known, moment
from transforms.copies.candidates import find_candidates
from transforms.copies.features import FEATURES, Evidence, measure
from transforms.copies.frequencies import IdfTable, idf_table, shipped
from transforms.copies.grouping import Groups, group
from transforms.copies.model import Model, probabilities, shipped_model
from transforms.copies.origin import (
    Member,
    choose_origin,
    count_own_reporting,
    parents_from,
)
from transforms.copies.pairs import Pair, Passage, judge
from transforms.copies.quotes import quotation_keys
from transforms.copies.rules import CopyRules
from transforms.copies.tables import PairRow, pair_tables
from transforms.copies.terms import TopTerms, profile, top_terms
from transforms.copies.texts import OwnTexts, own_texts
from transforms.copies.tokens import text_keys, tokenize
from transforms.copies.work import blocks_of_rows, on_all_cores
from warehouse.schema import copies as schema
from warehouse.schema.terms import COPY_RELATIONS, OriginRule, PairRelation


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """Tables as declared in `warehouse.schema.copies`."""

    copy_pairs: pa.Table
    copy_passages: pa.Table
    copies: pa.Table
    clusters: pa.Table
    """``event_id`` is null; `find_events` fills it in."""
    cluster_aliases: pa.Table
    merge_refusals: pa.Table
    anchors: dict[str, str]
    """For each cluster the article its id was minted from."""
    likeness: pa.Table
    """Pairs of different texts that are somewhat alike, copies or not: what
    `find_events` starts from. Not published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned:
    """What one pass over all texts gives."""

    lengths: np.ndarray
    """Words of each document."""
    heads: np.ndarray
    """For each document the one that stands for its text."""
    terms: TopTerms
    """Top terms of the documents that are compared; the others have none."""


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


def assemble(
    own: OwnTexts,
    known: Known,
    scanned: Scanned,
    evidence: Evidence,
    probability: np.ndarray,
    judged: list[Pair],
    groups: Groups,
    pairs: pa.Table,
    passages: pa.Table,
    *,
    model: Model,
    rules: CopyRules,
    registry: pa.Table | None,
    release_seq: int,
) -> Copies:
    """The tables, with ids for the clusters."""
    ids = own.article_ids
    n = len(ids)
    labels = groups.labels[scanned.heads]
    members: dict[int, list[int]] = defaultdict(list)
    for document, label in enumerate(labels.tolist()):
        members[label].append(document)
    order = sorted(members)
    kept = keep_ids(
        "clusters",
        [[ids[d] for d in sorted(members[k], key=known.met_first)] for k in order],
        registry=registry,
        release_seq=release_seq,
    )
    cluster_of = dict(zip(order, kept.ids, strict=True))
    links, relations = links_within(evidence, probability, judged, groups.labels)
    parent: list[int | None] = [None] * n
    relation: list[str] = ["origin"] * n
    sureness: list[float | None] = [None] * n
    cluster_rows = []
    for label in order:
        texts = sorted({int(scanned.heads[d]) for d in members[label]})
        origin, rule = origin_of(known, scanned, texts)
        for child, its_parent in parents_from(origin, links, known.published).items():
            if child != its_parent:
                # One that is ascribed to the origin goes by the surest of its links.
                near = max(links[child], key=lambda link: (link[0], -link[1]))[1]
                found = (
                    relations.get((min(child, its_parent), max(child, its_parent)))
                    or relations[min(child, near), max(child, near)]
                )
                parent[child] = its_parent
                relation[child], sureness[child] = found
        for document in members[label]:
            head = int(scanned.heads[document])
            if head != document:
                parent[document], relation[document] = head, "verbatim"
                sureness[document] = 1.0
        if rule == "single" and len(members[label]) > 1:
            rule = rule_for_equal_texts(known, members[label])
        cluster_rows.append(
            cluster_row(known, cluster_of[label], ids[origin], rule, members[label])
        )
    sizes = {label: len(documents) for label, documents in members.items()}
    label_list = labels.tolist()
    copies = pa.table(
        {
            "article_id": ids,
            "cluster_id": [cluster_of[k] for k in label_list],
            "relation": relation,
            "parent_article_id": pa.array(
                [None if p is None else ids[p] for p in parent], pa.string()
            ),
            "probability": pa.array(sureness, pa.float64()),
            "weight": pa.array([1 / sizes[k] for k in label_list], pa.float64()),
        },
    )
    refusals = [
        {
            "article_a": ids[evidence.a[r.pair]],
            "article_b": ids[evidence.b[r.pair]],
            "cluster_a": cluster_of[int(groups.labels[evidence.a[r.pair]])],
            "cluster_b": cluster_of[int(groups.labels[evidence.b[r.pair]])],
            "probability": float(probability[r.pair]),
            "mean_known_link": r.mean,
            "threshold": round(rules.merge_share * model.threshold, 6),
        }
        for r in groups.refusals
    ]
    return Copies(
        copy_pairs=pairs,
        copy_passages=passages,
        copies=schema.COPIES.conform(copies),
        clusters=schema.CLUSTERS.from_rows(cluster_rows),
        cluster_aliases=schema.CLUSTER_ALIASES.from_rows(
            [{"alias_id": a, "cluster_id": c} for a, c in kept.aliases.items()]
        ),
        merge_refusals=schema.MERGE_REFUSALS.from_rows(refusals),
        anchors=dict(zip(kept.ids, kept.anchors, strict=True)),
        likeness=likeness_of(ids, evidence, rules),
    )


def likeness_of(ids: list[str], evidence: Evidence, rules: CopyRules) -> pa.Table:
    """The pairs alike enough to report one happening."""
    cosine = evidence.column("tfidf_cosine")
    chosen = np.flatnonzero(cosine >= rules.least_likeness)
    names = np.maximum(
        evidence.column("name_containment"), evidence.column("name_overlap")
    )
    numbered = pa.array(ids, pa.string())
    return pa.table(
        {
            "article_a": numbered.take(pa.array(evidence.a[chosen])),
            "article_b": numbered.take(pa.array(evidence.b[chosen])),
            "tfidf_cosine": cosine[chosen],
            "names": names[chosen],
        }
    )


def links_within(
    evidence: Evidence,
    probability: np.ndarray,
    judged: list[Pair],
    labels: np.ndarray,
) -> tuple[
    dict[int, list[tuple[float, int]]],
    dict[tuple[int, int], tuple[PairRelation, float]],
]:
    """The copies of one group by document, and relation and probability by pair."""
    links: dict[int, list[tuple[float, int]]] = defaultdict(list)
    relations: dict[tuple[int, int], tuple[PairRelation, float]] = {}
    for pair in judged:
        a, b = int(evidence.a[pair.place]), int(evidence.b[pair.place])
        if pair.relation in COPY_RELATIONS and labels[a] == labels[b]:
            p = float(probability[pair.place])
            links[a].append((p, b))
            links[b].append((p, a))
            relations[a, b] = (pair.relation, p)
    return links, relations


def origin_of(
    known: Known, scanned: Scanned, texts: list[int]
) -> tuple[int, OriginRule]:
    """The document that a cluster's texts come from, and why."""
    if len(texts) == 1:
        return texts[0], "single"
    bodies = [known.text(d) for d in texts]
    named: list[set[int]] = [
        {
            k
            for k, other in enumerate(texts)
            if known.names_outlet(d, known.outlets[other])
        }
        for d in texts
    ]
    found = [
        Member(
            article_id=known.own.article_ids[d],
            published_at=known.published[d],
            words=int(scanned.lengths[d]),
            own_reporting=count_own_reporting(bodies[k]),
            named_by=sum(
                1
                for other in range(len(texts))
                if other != k and k in named[other] and other not in named[k]
            ),
        )
        for k, d in enumerate(texts)
    ]
    place, rule = choose_origin(found)
    return texts[place], rule


def rule_for_equal_texts(known: Known, documents: list[int]) -> OriginRule:
    """Why the first of equal texts is taken for the origin."""
    dates = [known.published[d] for d in documents]
    dated = sorted(date for date in dates if date is not None)
    earliest = bool(dated) and dated.count(dated[0]) == 1 and len(dated) > 1
    return "earliest" if earliest else "article_id"


def cluster_row(
    known: Known,
    cluster_id: str,
    origin: str,
    rule: OriginRule,
    documents: list[int],
) -> dict[str, object]:
    """One row of `clusters`."""
    outlets = {known.outlets[d] for d in documents} - {None}
    dates = [date for d in documents if (date := known.published[d]) is not None]
    return {
        "cluster_id": cluster_id,
        "origin_article_id": origin,
        "origin_rule": rule,
        "n_articles": len(documents),
        "n_outlets": len(outlets),
        "first_published_at": moment(min(dates, default=None)),
        "last_published_at": moment(max(dates, default=None)),
        "event_id": None,
    }
