"""Groups of figures that grow by merging, under rules of what must stay apart."""

from __future__ import annotations

from collections import defaultdict
from typing import Literal

from transforms.claims.mentions import Reported, same_time
from transforms.claims.values import relate

COMPATIBLE = frozenset({"equal", "rounding", "overlap"})

Why = Literal["copied", "equal", "near", "conflict"]
"""What speaks for a merge: a copy; equal values; values that are rounded or overlap,
where no two values of the groups may differ; two independent reports that contradict
each other, where no article and no cluster may hold both."""


class Groups:
    """A partition of figures; every merge keeps what must not join apart."""

    def __init__(self, figures: list[Reported], forbidden: dict[str, set[str]]) -> None:
        """One group per figure.

        Args:
            figures: All figures.
            forbidden: For a figure, those that it must never be in one group with.
        """
        self._parent = {figure.figure_id: figure.figure_id for figure in figures}
        self._members = {figure.figure_id: [figure] for figure in figures}
        self._articles = {
            figure.figure_id: {figure.article.article_id: [figure]}
            for figure in figures
        }
        self._clusters = {
            figure.figure_id: {figure.article.cluster_id} for figure in figures
        }
        self._values = {figure.figure_id: {figure.value} for figure in figures}
        self._forbidden = forbidden

    def root(self, figure: Reported) -> str:
        """Name of the group of a figure; changes when groups merge."""
        return self._root(figure.figure_id)

    def _root(self, name: str) -> str:
        while self._parent[name] != name:
            self._parent[name] = self._parent[self._parent[name]]
            name = self._parent[name]
        return name

    def members(self) -> list[list[Reported]]:
        """All groups: members earliest first, groups in order of their first."""
        groups = [
            sorted(members, key=lambda figure: figure.order)
            for members in self._members.values()
        ]
        return sorted(groups, key=lambda group: group[0].order)

    def merge(self, one: Reported, other: Reported, why: Why) -> bool:
        """Join the groups of two figures unless a rule forbids it.

        Args:
            one: A figure.
            other: Another one.
            why: What speaks for it, which decides what may speak against it.
        """
        a, b = self.root(one), self.root(other)
        if a == b:
            return True
        if len(self._members[a]) < len(self._members[b]):
            a, b = b, a
        if self._apart(a, b, why):
            return False
        self._parent[b] = a
        self._members[a] += self._members.pop(b)
        for article, figures in self._articles.pop(b).items():
            self._articles[a].setdefault(article, []).extend(figures)
        self._clusters[a] |= self._clusters.pop(b)
        self._values[a] |= self._values.pop(b)
        return True

    def _apart(self, large: str, small: str, why: Why) -> bool:
        for figure in self._members[small]:
            for never in self._forbidden.get(figure.figure_id, ()):
                if self._root(never) == large:
                    return True
        if why == "conflict" and self._clusters[small] & self._clusters[large]:
            return not self._is_alternative(large, small)
        if why == "near" and not all(
            relate(one, other) in COMPATIBLE
            for one in self._values[small]
            for other in self._values[large]
        ):
            return True
        held = self._articles[large]
        return any(
            relate(one.value, other.value) not in COMPATIBLE
            or not same_time(one, other)
            or in_one_sentence(one, other)
            for article, figures in self._articles[small].items()
            if article in held
            for one in figures
            for other in held[article]
        )

    def _is_alternative(self, large: str, small: str) -> bool:
        """Whether the only articles with both values offer them as alternatives."""
        shared = self._clusters[small] & self._clusters[large]
        return all(
            are_alternatives(one, other)
            for article in self._articles[small]
            for one in self._articles[small][article]
            for other in self._articles[large].get(article, ())
        ) and all(self._holds_alternatives(cluster, large, small) for cluster in shared)

    def _holds_alternatives(self, cluster: str, large: str, small: str) -> bool:
        by_group: dict[str, set[str]] = defaultdict(set)
        for group in (large, small):
            for article, figures in self._articles[group].items():
                if figures[0].article.cluster_id == cluster:
                    by_group[group].add(article)
        return bool(by_group[large] & by_group[small])


def in_one_sentence(one: Reported, other: Reported) -> bool:
    """Whether two figures stand in one sentence, which does not count a thing twice."""
    return one.field == other.field and one.sentence_start == other.sentence_start


def are_alternatives(one: Reported, other: Reported) -> bool:
    """Whether a text offers two values for one thing (`2,400 households, or 2,600`)."""
    if one.article is not other.article or one.field != other.field:
        return False
    first, second = sorted((one, other), key=lambda figure: figure.start)
    between = one.article.field(one.field)[first.end : second.start]
    words = between.replace(",", " ").casefold().split()
    return bool(words) and words[-1] == "or" and len(words) <= MOST_WORDS_BETWEEN


MOST_WORDS_BETWEEN = 8
"""`2,400 households had to be frightened, or 2,600`: a clause, not a paragraph."""
