"""Where the figures of a claim come from, and how many of them are independent."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from transforms.claims.mentions import Article, Reported
from warehouse.schema.terms import SourceEvidence

TITLES = frozenset(
    {
        *("the", "a", "mr", "mrs", "ms", "miss", "dr", "prof", "professor"),
        *("sir", "dame", "lord", "lady", "president", "minister", "director"),
        *("chief", "inspector", "councillor", "cllr", "judge", "general"),
        *("captain", "sergeant"),
    }
)
"""Words before a name that the next article may leave out."""

DATELINE = re.compile(r"\A[^\n(]{0,60}\(([A-Z][^()\n]{1,40})\)\s+[–—-]\s")
"""`ELLERBY (Northmark Wire) – ` at the start of a text."""

CREDIT = re.compile(
    r"^(?:Source|Via|Credit|Originally published (?:by|on|at)|First published "
    r"(?:by|on|in|at)|Agency)\s*:?\s+([^\n]{2,60}?)\.?$",
    re.MULTILINE | re.IGNORECASE,
)
"""A line of its own that names where the text is from."""

ADDRESS = re.compile(r"^https?://(?:www\.)?([^/\s]+)\S*$", re.MULTILINE)
"""A line that is nothing but an address."""

CREDIT_REACH = 400
"""Characters at the end of a text in which a credit is looked for; further up an
address is one of many links."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Originator:
    """Who a figure goes back to."""

    name: str
    evidence: SourceEvidence


class Ties:
    """What belongs together, by name."""

    def __init__(self) -> None:
        """Everything stands alone."""
        self._parent: dict[str, str] = {}

    def find(self, name: str) -> str:
        """One name for all that is tied to a name."""
        parent = self._parent
        parent.setdefault(name, name)
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    def tie(self, one: str, other: str) -> None:
        """Put two together."""
        self._parent[self.find(one)] = self.find(other)


class Originators:
    """Originators of figures, with speakers and credits made comparable."""

    def __init__(self, articles: dict[str, Article]) -> None:
        """Read credits where a cluster has them."""
        self._articles = articles
        self._members: dict[str, list[Article]] = defaultdict(list)
        for article_id in sorted(articles):
            article = articles[article_id]
            self._members[article.cluster_id].append(article)
        self._of_cluster: dict[str, Originator] = {}

    def of_claim(
        self, figures: list[Reported], copied: Iterable[tuple[str, str]]
    ) -> list[Originator]:
        """The originator of each figure of a claim.

        A figure that names no speaker takes the one that its article or a copy of its
        sentence names; a text that nobody is named in goes back to its agency or
        first outlet.

        Args:
            figures: Figures of one claim.
            copied: Pairs of them, one copied from the other.
        """
        names = unify_names(figure.speaker for figure in figures if figure.speaker)
        ties = Ties()
        for figure in figures:
            ties.tie(figure.figure_id, f"article {figure.article.article_id}")
        for one, other in copied:
            ties.tie(one, other)
        told: dict[str, Counter[str]] = defaultdict(Counter)
        for figure in figures:
            if figure.speaker:
                told[ties.find(figure.figure_id)][names[figure.speaker]] += 1
        originators = []
        for figure in figures:
            own = names[figure.speaker] if figure.speaker else None
            if own is None or not is_name(own):
                # `the leader` of one copy is the person that another names.
                counts = told[ties.find(figure.figure_id)]
                own = min(
                    counts,
                    key=lambda name: (not is_name(name), -counts[name], name),
                    default=None,
                )
            originators.append(
                Originator(name=own, evidence="speaker")
                if own
                else self._cluster(figure.article.cluster_id)
            )
        return originators

    def _cluster(self, cluster_id: str) -> Originator:
        if cluster_id not in self._of_cluster:
            self._of_cluster[cluster_id] = self._find(cluster_id)
        return self._of_cluster[cluster_id]

    def _find(self, cluster_id: str) -> Originator:
        members = self._members[cluster_id]
        origin_id = members[0].origin_article_id
        members = sorted(
            members, key=lambda a: (a.article_id != origin_id, a.article_id)
        )
        for article in members:
            if found := read_credit(article.text):
                return found
        outlet = members[0].outlet_id
        return Originator(name=outlet or cluster_id, evidence="cluster_origin")


def read_credit(text: str) -> Originator | None:
    """The agency or source that a text names, None where it names none."""
    if found := DATELINE.match(text):
        return Originator(name=found[1].strip(), evidence="credit_line")
    tail = text[-CREDIT_REACH:]
    if found := CREDIT.search(tail):
        return Originator(name=found[1].strip(), evidence="credit_line")
    if found := ADDRESS.search(tail):
        return Originator(name=found[1].casefold(), evidence="source_line")
    return None


def is_name(speaker: str) -> bool:
    """Whether a speaker is named, not described (`the council`)."""
    return any(letter.isupper() for letter in speaker)


@lru_cache(maxsize=50_000)
def name_words(name: str) -> frozenset[str]:
    """Words that tell a name from others, titles left out."""
    words = re.findall(r"[^\W_]+(?:[’'-][^\W_]+)*", name.casefold())
    # Titles stand in front: General Marlow, but Carrow General is a hospital.
    last = len(words) - 1
    first = next((i for i, word in enumerate(words) if word not in TITLES), last)
    return frozenset(words[max(first, 0) :])


def unify_names(names: Iterable[str]) -> dict[str, str]:
    """For each name the fullest one that it is short for (`Ms Marlow`, `Ida Marlow`).

    A short name that fits several fuller ones stays itself.
    """
    counts = Counter(names)
    fullest: dict[frozenset[str], str] = {}
    order = sorted(counts, key=lambda n: (-len(name_words(n)), -counts[n], n))
    for name in order:
        fullest.setdefault(name_words(name), name)
    unified = {}
    for name in order:
        words = name_words(name)
        longer = [other for other in fullest if words < other]
        widest = [a for a in longer if not any(a < b for b in longer)]
        unified[name] = fullest[widest[0] if len(widest) == 1 else words]
    return unified


def count_independent(
    figures: list[Reported],
    originators: list[Originator],
    shared: Iterable[tuple[str, str]],
) -> int:
    """Groups left after joining figures that share a cluster, passage or originator.

    Args:
        figures: Figures of one claim.
        originators: The originator of each.
        shared: Pairs of figures that stand at one place of a passage which two
            clusters share.
    """
    ties = Ties()
    for figure, originator in zip(figures, originators, strict=True):
        # `The council` of two texts is one council: they tell one quantity of one
        # event, and two stories of one outlet are one source as well.
        words = " ".join(sorted(name_words(originator.name)))
        ties.tie(figure.figure_id, f"cluster {figure.article.cluster_id}")
        ties.tie(figure.figure_id, f"originator {words}")
    for one, other in shared:
        ties.tie(one, other)
    return len({ties.find(figure.figure_id) for figure in figures})
