"""Decisions on pairs of articles that must not contradict each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

Pair = tuple[str, str]
"""Two articles, the smaller id first."""


def pair_of(one: str, other: str) -> Pair:
    """Two articles in the order in which pairs name them."""
    return (one, other) if one < other else (other, one)


@dataclass(slots=True)
class Links:
    """Pairs that belong together and pairs that don't, free of contradictions."""

    together: set[Pair] = field(default_factory=set)
    apart: set[Pair] = field(default_factory=set)
    _parent: dict[str, str] = field(default_factory=dict)

    def add(self, together: Iterable[Pair], apart: Iterable[Pair]) -> bool:
        """Whether the pairs fit those that are there; if so, they are added."""
        parent = dict(self._parent)
        together, apart = set(together), set(apart)
        for one, other in together:
            parent[_root(parent, one)] = _root(parent, other)
        if any(
            _root(parent, one) == _root(parent, other)
            for one, other in self.apart | apart
        ):
            return False
        self._parent = parent
        self.together |= together
        self.apart |= apart
        return True

    def group_of(self, article: str) -> str:
        """An article that stands for all that belong together with this one."""
        return _root(self._parent, article)


def _root(parent: dict[str, str], article: str) -> str:
    while (above := parent.get(article, article)) != article:
        article = above
    return article
