"""Groups of figures that grow by merging, under rules of what must stay apart."""

from __future__ import annotations

from typing import Literal

from transforms.claims.comparing import relate_figures, same_time
from transforms.claims.contested import Contested
from transforms.claims.mentions import Reported

COMPATIBLE = frozenset({"equal", "rounding", "overlap"})

Why = Literal["copied", "equal", "near", "update", "contested", "conflict"]
"""What speaks for a merge: a copy; equal values; values that are rounded or overlap,
where no two values of the groups may differ; a number that moved from one story to a
later one, where no article may hold both; two values that one text sets against each
other; two independent reports that contradict each other, where no cluster may hold
both unless a text of it sets them against each other."""


class Groups:
    """A partition of figures; every merge keeps what must not join apart."""

    def __init__(
        self,
        figures: list[Reported],
        forbidden: dict[str, set[str]],
        contested: Contested,
    ) -> None:
        """One group per figure.

        Args:
            figures: All figures.
            forbidden: For a figure, those that it must never be in one group with.
            contested: Values that a text may name for one thing.
        """
        self._parent = {figure.figure_id: figure.figure_id for figure in figures}
        self._members = {figure.figure_id: [figure] for figure in figures}
        self._articles = {
            figure.figure_id: {figure.article.article_id: [figure]}
            for figure in figures
        }
        self._clusters = {
            figure.figure_id: {figure.article.cluster_id: figure.article}
            for figure in figures
        }
        self._states = {figure.figure_id: figure.state for figure in figures}
        # One figure for each value that a group holds.
        self._values = {
            figure.figure_id: {(figure.value, figure.unit): figure}
            for figure in figures
        }
        self._forbidden = forbidden
        self._contested = contested

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
        self._states[a] = self._states[a] or self._states.pop(b)
        return True

    def _apart(self, large: str, small: str, why: Why) -> bool:
        for figure in self._members[small]:
            for never in self._forbidden.get(figure.figure_id, ()):
                if self._root(never) == large:
                    return True
        states = (self._states[small], self._states[large])
        if None not in states and states[0] != states[1]:
            return True
        if why == "conflict" and not self._told_as_rivals(large, small):
            return True
        if why == "near" and not all(
            relate_figures(one, other) in COMPATIBLE
            for one in self._values[small].values()
            for other in self._values[large].values()
        ):
            return True
        held = self._articles[large]
        return any(
            not self._contested.holds(one, other)
            and (
                relate_figures(one, other) not in COMPATIBLE
                or not same_time(one, other)
                or in_one_sentence(one, other)
            )
            for article, figures in self._articles[small].items()
            if article in held
            for one in figures
            for other in held[article]
        )

    def _told_as_rivals(self, large: str, small: str) -> bool:
        """Whether every cluster with both values has a text that names both."""
        return all(
            any(
                values & self._of_cluster(cluster, large)
                and values & self._of_cluster(cluster, small)
                for values in self._contested.of(article)
            )
            for cluster, article in self._clusters[small].items()
            if cluster in self._clusters[large]
        )

    def _of_cluster(self, cluster: str, group: str) -> set[float | None]:
        return {
            figure.value.best
            for figures in self._articles[group].values()
            for figure in figures
            if figure.article.cluster_id == cluster
        }


def in_one_sentence(one: Reported, other: Reported) -> bool:
    """Whether two figures stand in one sentence, which does not count a thing twice."""
    return one.field == other.field and one.sentence_start == other.sentence_start
