"""Numbers that say the one before again in other units: "87 mph (140 km/h)"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from transforms.figures.model import Number

BETWEEN = re.compile(r"\s*[(\[]\s*|\s*/\s*")
"""All that stands between a number and the same in other units."""

ALIKE = frozenset({"money", "measure", "change", "percent"})


def restate(text: str, numbers: Sequence[Number]) -> list[Number]:
    """The numbers, with what bounds or moves one carried to its conversion.

    "Just under 296 hp (224 kW)" bounds both; only the first has the words.

    Args:
        text: Text that the offsets count in.
        numbers: Numbers of one sentence in order.
    """
    found = list(numbers)
    for i in range(1, len(found)):
        first, second = found[i - 1], found[i]
        if (
            second.bound_rule == "exact"
            and first.kind in ALIKE
            and first.unit != second.unit
            and first.unit_system == second.unit_system
            and BETWEEN.fullmatch(text, first.end, second.start)
        ):
            found[i] = carry(first, second)
    return found


def carry(first: Number, second: Number) -> Number:
    """The second number with the bounds and the direction of the first."""
    direction = second.change_direction or first.change_direction
    if first.bound_rule == "exact" or not first.best or second.best is None:
        return replace(second, change_direction=direction)

    def scale(bound: Decimal | None) -> Decimal | None:
        if bound is None or first.best is None or second.best is None:
            return None
        return second.best if bound == first.best else second.best * bound / first.best

    return replace(
        second,
        low=scale(first.low),
        high=scale(first.high),
        bound_rule=first.bound_rule,
        change_direction=direction,
    )
