"""Who in a cluster copied whom, and what tells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from transforms.copies.articles import Known
from transforms.copies.memory import Measured
from transforms.copies.naming import names_outlet, own_reporting
from transforms.copies.origin import Link, Member, choose_origin, parents_from
from transforms.copies.tables import Kept
from warehouse.schema.terms import (
    COPY_RELATIONS,
    DirectionRule,
    MemberRelation,
    OriginRule,
)

MILLION = 1_000_000
"""Shares are added up as whole numbers, so that their order does not matter."""

Related = tuple[MemberRelation, float]
"""Relation and probability of a pair."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kin:
    """How one document came about."""

    parent: int | None
    """None for the origin."""
    relation: MemberRelation
    probability: float | None
    rule: DirectionRule | None
    """What tells that it was made from its parent; None where nothing does, or where
    it is the origin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """The documents of one cluster."""

    origin: int
    rule: OriginRule
    kin: dict[int, Kin]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """Pairs of documents that are copies, both in one group."""

    links: Mapping[int, Sequence[Link]]
    """By label of the group."""
    relations: Mapping[tuple[int, int], Related]
    same: Mapping[int, MemberRelation]
    """How each document whose text another one stands for is related to it."""


def ties_within(
    measured: Measured,
    kept: Kept,
    labels: np.ndarray,
    *,
    same: Kept,
    heads: np.ndarray,
    lengths: np.ndarray,
    ids: Sequence[str],
) -> Ties:
    """The copies inside the groups.

    Args:
        measured: All pairs.
        kept: Those that are published.
        labels: Group of each document.
        same: Pairs of equal texts.
        heads: For each document the one that stands for its text.
        lengths: Words of each document.
        ids: Article of each document.
    """
    number = {article: document for document, article in enumerate(ids)}
    links: dict[int, list[Link]] = defaultdict(list)
    relations: dict[tuple[int, int], Related] = {}
    a_of, b_of = measured.a[kept.place], measured.b[kept.place]
    inside = np.flatnonzero(labels[a_of] == labels[b_of])
    columns = ("relation", "copied_from", "shingle_containment", "word_jaccard")
    rows = kept.pairs.select(columns).take(pa.array(inside)).to_pylist()
    for k, row in zip(inside.tolist(), rows, strict=True):
        if row["relation"] not in COPY_RELATIONS:
            continue
        a, b = int(a_of[k]), int(b_of[k])
        shared = row["shingle_containment"] * min(int(lengths[a]), int(lengths[b]))
        source = row["copied_from"]
        links[int(labels[a])].append(
            Link(
                a=a,
                b=b,
                shared=(
                    likeness(shared / max(int(lengths[a]), 1), row["word_jaccard"]),
                    likeness(shared / max(int(lengths[b]), 1), row["word_jaccard"]),
                ),
                source=None if source is None else number[source],
            )
        )
        relations[a, b] = (row["relation"], float(measured.probability[kept.place[k]]))
    return Ties(
        links=links,
        relations=relations,
        same=dict(relations_of_same(same, heads, ids)),
    )


def likeness(wording: float, vocabulary: float) -> float:
    """How much of a text one that it may be from accounts for.

    What was taken over word for word, and of the rest as much as the words are alike.
    An excerpt stands whole in its source, so the wording says all, while another
    excerpt of the same would be more like it; a rewrite has hardly any wording in
    common with anything, and its words decide.

    Args:
        wording: Share of its 3-word shingles that stand in the other.
        vocabulary: Jaccard similarity of both sets of words.
    """
    wording = min(wording, 1.0)
    return round(wording + (1 - wording) * vocabulary, 6)


def relations_of_same(
    same: Kept, heads: np.ndarray, ids: Sequence[str]
) -> Iterator[tuple[int, MemberRelation]]:
    """How each document whose text another one stands for is related to it."""
    told = {
        (row["article_a"], row["article_b"]): row["relation"]
        for row in same.pairs.select(["article_a", "article_b", "relation"]).to_pylist()
    }
    for document in np.flatnonzero(heads != np.arange(len(heads))).tolist():
        a, b = sorted((ids[document], ids[heads[document]]))
        relation = told[a, b]
        yield document, relation if relation in COPY_RELATIONS else "verbatim"


def family_of(
    label: int,
    documents: Sequence[int],
    *,
    known: Known,
    heads: np.ndarray,
    lengths: np.ndarray,
    ties: Ties,
) -> Family:
    """Origin and parents of the documents of one cluster.

    Args:
        label: Of the group.
        documents: All its documents.
        known: What is known of them beside their texts.
        heads: For each document the one that stands for its text.
        lengths: Words of each document.
        ties: The pairs.
    """
    equal: dict[int, list[int]] = defaultdict(list)
    for document in documents:
        equal[int(heads[document])].append(document)
    fronts = {head: front_of(known, head, same) for head, same in equal.items()}
    links = ties.links.get(label, ())
    first, rule = origin_of(known, lengths, fronts, links)
    origin = fronts[first][0]
    if len(equal) == 1 or origin != first:
        rule = fronts[first][1]
    kin = {origin: Kin(parent=None, relation="origin", probability=None, rule=None)}
    near = nearest(links, ties)
    for child, text in parents_from(
        first, links, known.published, known.published_until
    ).items():
        if child != text:
            related = ties.relations.get((min(child, text), max(child, text)))
            # One that is ascribed to the origin goes by the surest of its links.
            relation, probability = related or near[child]
            copy, source = fronts[child][0], fronts[text][0]
            kin[copy] = Kin(
                parent=source,
                relation=relation,
                probability=probability,
                rule=rule_of(known, copy, source, relation, lengths),
            )
    for head, same in equal.items():
        front = fronts[head][0]
        for document in same:
            if document != front:
                # The pair is that of the document and the head, whichever is the front.
                relation = ties.same[front if document == head else document]
                kin[document] = Kin(
                    parent=front,
                    relation=relation,
                    probability=1.0,
                    rule=rule_of(known, document, front, relation, lengths),
                )
    return Family(origin=origin, rule=rule, kin=kin)


def nearest(links: Sequence[Link], ties: Ties) -> dict[int, Related]:
    """The surest relation of each document to any other."""
    surest: dict[int, tuple[float, int, Related]] = {}
    for link in links:
        related = ties.relations[link.a, link.b]
        for one, other in ((link.a, link.b), (link.b, link.a)):
            found = (related[1], -other, related)
            if one not in surest or found[:2] > surest[one][:2]:
                surest[one] = found
    return {document: related for document, (_, _, related) in surest.items()}


def rule_of(
    known: Known,
    copy: int,
    source: int,
    relation: MemberRelation,
    lengths: np.ndarray,
) -> DirectionRule | None:
    """What tells that one document was made from another."""
    if relation == "origin":
        return None
    words = int(lengths[copy]), int(lengths[source])
    found = known.direction_of(copy, source, relation, words)
    return found[1] if found is not None and found[0] == source else None


def front_of(
    known: Known, head: int, documents: Sequence[int]
) -> tuple[int, OriginRule]:
    """Which of equal texts the others were copied from, and why.

    The earliest; where dates do not tell, the one whose outlet the text credits.
    """
    if len(documents) == 1:
        return head, "single"
    dated = [d for d in documents if known.published[d] is not None]
    for one in dated:
        if len(dated) > 1 and all(
            known.first_of(one, other) == one for other in dated if other != one
        ):
            return one, "earliest"
    text = known.text(head)
    marks: tuple[tuple[OriginRule, dict[int, int]], ...] = (
        (
            "own_reporting",
            {d: own_reporting(text, known.outlets[d]) for d in documents},
        ),
        (
            "named_by_copy",
            {d: names_outlet(text, known.outlets[d]) == "credit" for d in documents},
        ),
    )
    for rule, values in marks:
        most = max(values.values())
        best = [d for d in documents if values[d] == most]
        if len(best) == 1 and known.outlets[best[0]] is not None:
            return best[0], rule
    return head, "article_id"


def origin_of(
    known: Known,
    lengths: np.ndarray,
    fronts: Mapping[int, tuple[int, OriginRule]],
    links: Sequence[Link],
) -> tuple[int, OriginRule]:
    """The text that a cluster's texts come from, by its head, and why.

    Args:
        known: What is known of the documents beside their texts.
        lengths: Words of each document.
        fronts: For each head of equal texts which of them is the first.
        links: Pairs of heads.
    """
    heads = sorted(fronts)
    if len(heads) == 1:
        return heads[0], "single"
    outlets = [known.outlets[fronts[head][0]] for head in heads]
    places: dict[str, list[int]] = defaultdict(list)
    for k, outlet in enumerate(outlets):
        if outlet is not None:
            places[outlet].append(k)
    named: list[dict[str, str]] = []
    own: list[int] = []
    for k, head in enumerate(heads):
        text = known.text(head)
        own.append(own_reporting(text, outlets[k]))
        named.append(
            {
                outlet: how
                for outlet in places
                if outlet != outlets[k] and (how := names_outlet(text, outlet))
            }
        )
    named_by: list[list[int]] = [[] for _ in heads]
    for k, found in enumerate(named):
        for outlet in found:
            for other in places[outlet]:
                if outlets[k] is None or outlets[k] not in named[other]:
                    named_by[other].append(k)
    accounts: dict[int, int] = defaultdict(int)
    for link in links:
        accounts[link.b] += round(link.shared[0] * MILLION)
        accounts[link.a] += round(link.shared[1] * MILLION)
    members = [
        Member(
            article_id=known.own.article_ids[fronts[head][0]],
            published_at=known.published[head],
            published_until=known.published_until[head],
            words=int(lengths[head]),
            own_reporting=own[k],
            named_by=len(named_by[k]),
            accounts_for=accounts[head],
            credited_by=tuple(
                other
                for other in named_by[k]
                if named[other][outlets[k] or ""] == "credit"
            ),
        )
        for k, head in enumerate(heads)
    ]
    place, rule = choose_origin(members)
    return heads[place], rule
