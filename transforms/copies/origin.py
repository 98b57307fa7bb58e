"""Which article of a cluster the others were copied from, and whom each one copied."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from warehouse.schema.terms import OriginRule


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
    credited_by: tuple[int, ...] = ()
    """Places of those that name it as their source."""
    accounts_for: int = 0
    """How much of the others stands in it, in all, in millionths of a text."""


def choose_origin(members: Sequence[Member]) -> tuple[int, OriginRule]:
    """The place of the origin among the members, and why it is taken for it.

    The earliest dated member, or an undated one that it credits; where dates are
    missing, equal or too coarse to tell, the one with the most marks of its own
    reporting, the one that others name, the one that accounts for most of the
    others, the longest, at last the smallest id.
    """
    if len(members) == 1:
        return 0, "single"
    places = list(range(len(members)))
    dated = [i for i in places if members[i].published_at is not None]
    if len(dated) > 1 or (dated and len(dated) == len(places)):
        first = min(members[i].published_until or 0 for i in dated)
        places = [i for i in dated if (members[i].published_at or 0) <= first]
        if len(places) == 1:
            sources = [
                i
                for i, member in enumerate(members)
                if member.published_at is None and places[0] in member.credited_by
            ]
            if not sources:
                return places[0], "earliest"
            places = sources
            if len(places) == 1:
                return places[0], "named_by_copy"
    marks: tuple[tuple[OriginRule, list[int]], ...] = (
        ("own_reporting", [m.own_reporting for m in members]),
        ("named_by_copy", [m.named_by for m in members]),
        # Copies of one text are liker to it than to each other.
        ("central", [m.accounts_for for m in members]),
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two documents of a cluster that are copies."""

    a: int
    b: int
    shared: tuple[float, float]
    """How much of the first stands in the second, and of the second in the first."""
    source: int | None
    """Which of the two the other was made from; None where nothing tells."""


def parents_from(
    origin: int,
    links: Sequence[Link],
    published: Sequence[int | None],
    published_until: Sequence[int | None],
) -> dict[int, int]:
    """Whom each document copied: of those it may be from, whom most of it stands in.

    Nobody copies what was published later, or what is known to be a copy of it. Where
    that would lead in a circle, as it may without dates, the link goes that explains
    least; equal ones lead to the origin, then to the earliest. A document that is left
    without a link is taken to come from the origin.

    Args:
        origin: The root.
        links: Pairs of documents.
        published: For each document when it was published, None where unknown.
        published_until: The latest time that this may stand for.
    """
    steps = []
    for link in links:
        for child, parent, share in (
            (link.a, link.b, link.shared[0]),
            (link.b, link.a, link.shared[1]),
        ):
            since, until = published[parent], published_until[child]
            later = since is not None and until is not None and since > until
            if child in (origin, link.source) or later:
                continue
            undated = since is None
            steps.append((-share, parent != origin, undated, since or 0, parent, child))
    parents: dict[int, int] = {origin: origin}
    root: dict[int, int] = {}

    def end(document: int) -> int:
        while (above := root.get(document, document)) != document:
            root[document] = document = root.get(above, above)
        return document

    for *_, parent, child in sorted(steps):
        if child not in parents and end(parent) != child:
            parents[child] = parent
            root[child] = parent
    documents = {document for link in links for document in (link.a, link.b)}
    for document in sorted(documents):
        parents.setdefault(document, origin)
    return parents
