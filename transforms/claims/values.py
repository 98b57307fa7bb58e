"""Values of figures: how two go together, and what several come to."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

ValueRelation = Literal["equal", "rounding", "overlap", "close", "far"]
Qualifier = Literal["exact", "approximate", "lower", "upper", "range", "vague"]

CLOSE_FACTOR = 1.5
"""Two reports of one thing that differ by more than half are taken for two things."""

SALIENT_DIGITS = 3
"""From three significant digits on, equal numbers in one event are rarely chance."""

SMALL = 12
"""Up to a dozen, equal numbers are common and say little."""

ROUGH = 0.05
"""How far outside of its own bounds a rounded number may lie: `nearly fifty` for 47."""

EXACT = 1e-9
"""Relative difference below which two doubles are one value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A value with its bounds; None is an open end or, for `best`, no named value."""

    low: float | None
    best: float | None
    high: float | None

    @property
    def floor(self) -> float:
        """Lower end, minus infinity where open."""
        return -math.inf if self.low is None else self.low

    @property
    def ceiling(self) -> float:
        """Upper end, infinity where open."""
        return math.inf if self.high is None else self.high

    @property
    def middle(self) -> float | None:
        """The value it stands for when one number must do."""
        if self.best is not None:
            return self.best
        if self.low is not None and self.high is not None:
            return (self.low + self.high) / 2
        return self.low if self.low is not None else self.high

    def scaled(self, factor: float) -> Interval:
        """The same quantity in a unit that is `factor` times smaller."""
        return Interval(
            low=None if self.low is None else self.low * factor,
            best=None if self.best is None else self.best * factor,
            high=None if self.high is None else self.high * factor,
        )


def same(one: float, other: float) -> bool:
    """Whether two doubles are one value."""
    return math.isclose(one, other, rel_tol=EXACT, abs_tol=EXACT)


@lru_cache(maxsize=50_000)
def significant_digits(value: float) -> int:
    """Digits up to the last that is not zero: 2 for 24,000."""
    if value == 0:
        return 1
    digits = f"{abs(value):.12g}"
    digits = digits.partition("e")[0].replace(".", "").lstrip("0")
    return max(1, len(digits.rstrip("0")))


def salience(value: float | None) -> int:
    """How telling it is that two figures share this value: 0, 1 or 2."""
    if value is None or (value == int(value) and abs(value) <= SMALL):
        return 0
    return 2 if significant_digits(value) >= SALIENT_DIGITS else 1


@lru_cache(maxsize=50_000)
def last_place(value: float) -> float:
    """Size of the last significant place: 1000 for 24,000."""
    if value == 0:
        return 1.0
    magnitude = math.floor(math.log10(abs(value)) + EXACT)
    return float(10.0 ** (magnitude - significant_digits(value) + 1))


def qualifier(value: Interval) -> Qualifier:
    """In what way a figure is bounded."""
    if value.best is None:
        if value.low is None:
            return "upper"
        return "lower" if value.high is None else "vague"
    if value.high is None:
        return "lower" if value.low is not None else "approximate"
    if value.low is None:
        return "upper"
    if same(value.low, value.high):
        return "exact"
    if same(value.low, value.best):
        return "lower"
    return "upper" if same(value.high, value.best) else "approximate"


def relate(one: Interval, other: Interval) -> ValueRelation:
    """How two values go together, the closest relation that holds."""
    if one.best is not None and other.best is not None:
        if same(one.best, other.best):
            return "equal"
        coarse, fine = one.best, other.best
        if last_place(coarse) < last_place(fine):
            coarse, fine = fine, coarse
        # 2,400 for 2,437 and about 300 for 310, but a plain 20 is no rounded 24.
        rough = one if coarse == one.best else other
        if (
            last_place(coarse) > last_place(fine)
            and abs(coarse - fine) <= last_place(coarse) / 2 + EXACT
            and (
                significant_digits(coarse) > 1
                or (
                    rough.low != rough.high
                    and rough.floor <= fine * (1 + ROUGH)
                    and fine * (1 - ROUGH) <= rough.ceiling
                )
            )
        ):
            return "rounding"
    elif one.best is None and other.best is None:
        if (one.low, one.high) == (other.low, other.high):
            return "equal"
    else:
        vague, named = (one, other) if one.best is None else (other, one)
        if named.best is not None and vague.floor <= named.best <= vague.ceiling:
            return "overlap"
    return _relate_middles(one, other)


def _relate_middles(one: Interval, other: Interval) -> ValueRelation:
    a, b = one.middle, other.middle
    if a is None or b is None:
        return "far"
    # Open ends overlap with everything, and two named values that differ are two.
    closed = None not in (one.low, one.high, other.low, other.high)
    named = one.best is not None and other.best is not None
    if (
        closed
        and not named
        and max(one.floor, other.floor) <= min(one.ceiling, other.ceiling)
    ):
        return "overlap"
    if a == 0 or b == 0 or (a < 0) != (b < 0):
        return "far"
    factor = max(abs(a), abs(b)) / min(abs(a), abs(b))
    return "close" if factor <= CLOSE_FACTOR + EXACT else "far"


def hull(values: Sequence[Interval]) -> Interval:
    """The bounds that all values lie in; open where one of them is open."""
    lows = [value.low for value in values]
    highs = [value.high for value in values]
    return Interval(
        low=None if None in lows else min(low for low in lows if low is not None),
        best=None,
        high=None if None in highs else max(high for high in highs if high is not None),
    )
