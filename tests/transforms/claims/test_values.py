"""How two values go together."""

from __future__ import annotations

import pytest

from transforms.claims.values import (
    Interval,
    hull,
    qualifier,
    relate,
    salience,
    significant_digits,
)


def exactly(value: float) -> Interval:
    return Interval(low=value, best=value, high=value)


def about(value: float) -> Interval:
    return Interval(low=value * 0.9, best=value, high=value * 1.1)


ABOVE_20K = Interval(low=20_000, best=20_000, high=None)
TENS_OF_THOUSANDS = Interval(low=20_000, best=None, high=99_999)


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        (exactly(2400), about(2400), "equal"),
        (exactly(20_000), ABOVE_20K, "equal"),
        (TENS_OF_THOUSANDS, TENS_OF_THOUSANDS, "equal"),
        (exactly(2400), exactly(2437), "rounding"),
        (about(300), exactly(310), "rounding"),
        (exactly(20), exactly(24), "close"),
        (about(2400), about(2600), "close"),
        (TENS_OF_THOUSANDS, exactly(34_000), "overlap"),
        (TENS_OF_THOUSANDS, exactly(10_000), "far"),
        (exactly(2), exactly(5), "far"),
        (exactly(-3), exactly(3), "far"),
        (exactly(0), exactly(3), "far"),
        (Interval(low=None, best=None, high=None), exactly(3), "overlap"),
    ],
)
def test_values_relate_alike_in_both_directions(
    one: Interval, other: Interval, relation: str
) -> None:
    assert relate(one, other) == relate(other, one) == relation


@pytest.mark.parametrize(
    ("value", "digits"),
    [(0, 1), (7, 1), (24_000, 2), (2437, 4), (4.5, 2), (0.05, 1), (1e15, 1)],
)
def test_significant_digits_end_at_the_last_that_is_not_zero(
    value: float, digits: int
) -> None:
    assert significant_digits(value) == digits


def test_large_odd_numbers_tell_most() -> None:
    assert [salience(value) for value in (None, 2, 10_000, 2437)] == [0, 0, 1, 2]


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (exactly(3), "exact"),
        (about(3), "approximate"),
        (ABOVE_20K, "lower"),
        (Interval(low=20_000, best=None, high=None), "lower"),
        (Interval(low=None, best=4, high=4), "upper"),
        (Interval(low=3, best=4, high=4), "upper"),
        (Interval(low=4, best=4, high=5), "lower"),
        (TENS_OF_THOUSANDS, "vague"),
    ],
)
def test_bounds_name_the_qualifier(value: Interval, name: str) -> None:
    assert qualifier(value) == name


def test_the_hull_is_open_where_one_value_is() -> None:
    both = hull([about(20_000), ABOVE_20K])
    assert (both.low, both.high) == (18_000, None)
