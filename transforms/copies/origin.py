"""Which article of a cluster the others were copied from, and whom each one copied."""

from __future__ import annotations

import heapq
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from warehouse.schema.terms import OriginRule

OWN_REPORTING = re.compile(
    r"\b(?:told|tells|speaking to|spoke to|interview with|statement to|seen by|"
    r"obtained by|shared with|reviewed by)\s+(?:us\b|(?:[Tt]he\s+)?[A-Z]\w+)"
    r"|\b(?:we|this newspaper|this paper) (?:can reveal|has learned|understands)\b",
)
"""Phrases by which a newsroom marks what it found out itself. A rewrite puts other
verbs in their place ("informed", "shared his concerns with")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """What is known of one text of a cluster."""

    article_id: str
    published_at: int | None
    """Microseconds since 1970."""
    published_until: int | None
    """The latest time that a date without a time of day may stand for."""
    words: int
    own_reporting: int
    """Phrases of own reporting."""
    named_by: int
    """Other members that name its outlet and whose outlets it does not name."""


def count_own_reporting(text: str) -> int:
    """Phrases by which the text marks its own reporting."""
    return sum(1 for _ in OWN_REPORTING.finditer(text))


def choose_origin(members: Sequence[Member]) -> tuple[int, OriginRule]:
    """The place of the origin among the members, and why it is taken for it.

    The earliest dated member; where dates are missing, equal or too coarse to tell, the
    one with the most marks of its own reporting, the one that others name, the longest,
    at last the smallest id.
    """
    if len(members) == 1:
        return 0, "single"
    places = list(range(len(members)))
    dated = [i for i in places if members[i].published_at is not None]
    if len(dated) > 1 or (dated and len(dated) == len(places)):
        first = min(members[i].published_until or 0 for i in dated)
        places = [i for i in dated if (members[i].published_at or 0) <= first]
        if len(places) == 1:
            return places[0], "earliest"
    marks: tuple[tuple[OriginRule, list[int]], ...] = (
        ("own_reporting", [m.own_reporting for m in members]),
        ("named_by_copy", [m.named_by for m in members]),
        ("longest", [m.words for m in members]),
    )
    for rule, values in marks:
        most = max(values[i] for i in places)
        best = [i for i in places if values[i] == most]
        if len(best) == 1:
            return best[0], rule
        if most > 0:
            places = best
    return min(places, key=lambda i: members[i].article_id), "article_id"


def parents_from(
    origin: int,
    links: Mapping[int, Sequence[tuple[float, int]]],
    published: Sequence[int | None],
    published_until: Sequence[int | None],
) -> dict[int, int]:
    """Whom each document copied: the tree of the surest links, rooted in the origin.

    Prim's algorithm; equal links in order of document number. Nobody copies what was
    published later: a document whose links all lead to later ones is taken to come
    from the origin.

    Args:
        origin: The root.
        links: For each document the probability and number of those it is linked to.
        published: For each document when it was published, None where unknown.
        published_until: The latest time that this may stand for.
    """
    parents = {origin: origin}
    waiting: list[tuple[float, int, int]] = []
    left_over: set[int] = set()

    def add_links(parent: int) -> None:
        since = published[parent]
        for p, other in links.get(parent, ()):
            until = published_until[other]
            if other in parents:
                continue
            if since is None or until is None or since <= until:
                heapq.heappush(waiting, (-p, other, parent))
            else:
                left_over.add(other)

    add_links(origin)
    while waiting or left_over:
        if waiting:
            _, document, parent = heapq.heappop(waiting)
        else:
            document = min(left_over, key=lambda d: (published[d] or 0, d))
            parent = origin
        left_over.discard(document)
        if document not in parents:
            parents[document] = parent
            add_links(document)
    return parents
