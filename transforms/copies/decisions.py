"""What people decided about pairs of articles, as grouping takes it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """Decisions on pairs of articles; they overrule the model and the rules.

    Articles go by their ids, the smaller one first within a pair; every tuple is
    sorted and holds no pair twice, so equal decisions compare equal. No pair stands
    in both `must_link` and `cannot_link`, and chains of must-links hold no cannot-link:
    whoever makes these decisions sees to that (`transforms.corrections.grouping`).
    """

    must_link: tuple[tuple[str, str], ...] = ()
    """Pairs that stand in one cluster, whatever their texts share."""
    cannot_link: tuple[tuple[str, str], ...] = ()
    """Pairs that never stand in one cluster."""
    relations: tuple[tuple[str, str, str], ...] = ()
    """Pairs with the relation they have to each other, one of `PairRelation`. The
    relation alone decides nothing of the clusters: a pair of copies stands in
    `must_link` too, any other in `cannot_link`."""
