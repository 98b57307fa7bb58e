"""Whether two figures may tell one thing: their times, states, units and values."""

from __future__ import annotations

from transforms.claims.mentions import Era, Reported
from transforms.claims.units import conversion
from transforms.claims.values import ValueRelation, relate

CONVERTED = 0.03
"""Relative difference that is left when a newsroom converts a unit and rounds: two and
a half miles are four kilometres."""


NEAR_PAR = frozenset({"GBP", "EUR", "USD", "CHF"})
PAR_FACTOR = 2.0
"""Currencies of which one has been worth between half and two of another since 1999."""


def may_exchange(one: Reported, other: Reported) -> bool:
    """Whether two sums in two currencies may be one sum.

    No rates are known here. Either the number was kept and the sign was not, or the
    currencies are among those that have been worth about the same for decades.
    """
    a, b = one.value.middle, other.value.middle
    if a is None or b is None or min(a, b) <= 0:
        return False
    if a == b:
        return True
    return {one.unit, other.unit} <= NEAR_PAR and max(a, b) <= PAR_FACTOR * min(a, b)


def relate_figures(one: Reported, other: Reported) -> ValueRelation:
    """How the values of two figures go together, whatever units they are told in."""
    if one.unit == other.unit:
        return relate(one.value, other.value)
    if one.kind == other.kind == "money":
        return "rounding" if may_exchange(one, other) else "far"
    factor = conversion(one.unit, other.unit)
    if factor is None:
        return "far"
    value = one.value.scaled(factor)
    relation = relate(value, other.value)
    a, b = value.middle, other.value.middle
    if a is None or b is None or relation not in {"close", "far"}:
        return relation
    return "rounding" if abs(a - b) <= CONVERTED * max(abs(a), abs(b)) else relation


def same_state(one: Reported, other: Reported) -> bool:
    """Whether two figures may count people in one state."""
    return one.state is None or other.state is None or one.state == other.state


DATED = 2
"""Parts of an era that was resolved to dates."""


def same_era(one: Era, other: Era) -> bool:
    """Whether two reference times may be one."""
    if one == other:
        return True
    if len(one) == len(other) == DATED:
        return max(one[0], other[0]) < min(one[1], other[1])
    # A dated and an undated text may mean the same day; the present is never the past.
    return bool(one) and bool(other) and len(one) != len(other)


def same_time(one: Reported, other: Reported) -> bool:
    """Whether two figures may hold at one time.

    A plan that names its year and one that names none may be the same plan.
    """
    if same_era(one.era, other.era):
        return True
    dated, undated = (one, other) if one.era else (other, one)
    return dated.ahead and not undated.era and undated.modality != "reported"
