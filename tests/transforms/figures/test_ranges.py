"""Ranges and ratios."""

from __future__ import annotations

import pytest

from transforms.figures.lexer import lex


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("£3-5bn", 3 * 10**9, 5 * 10**9, "GBP"),
        ("£3bn-£5bn", 3 * 10**9, 5 * 10**9, "GBP"),
        ("between 5 and 7", 5, 7, None),
        ("5 to 7 per cent", 5, 7, "%"),
        ("from $750,000 to $1 million", 750_000, 1_000_000, "USD"),
        ("two to three million", 2_000_000, 3_000_000, None),
        ("10-12 hours", 10, 12, "h"),
        ("seven to 10 years", 7, 10, "a"),
        ("two or three", 2, 3, None),
        ("300- to 400-page", 300, 400, None),
        ("1,000–5,000", 1000, 5000, None),
    ],
)
def test_two_ends_share_scale_and_unit(text, low, high, unit):
    (number,) = lex(f"It needs {text} there").numbers
    assert (number.low, number.best, number.high, number.unit) == (
        low,
        None,
        high,
        unit,
    )


def test_a_change_from_one_value_to_another_is_two_figures():
    values = [n.best for n in lex("Output rose from 240 to 273 at Tarn").numbers]
    assert values == [240, 273]
    values = [n.best for n in lex("Shares rose 19 cents to $58").numbers]
    assert len(values) == 2


def test_a_range_after_a_word_of_change_stays_one_figure():
    (number,) = lex("Rents fell by 1 to 1.5 degrees").numbers
    assert number.best is None
    first, second = lex(
        "It cut its forecast from 5 to 7 per cent to 3 per cent"
    ).numbers
    assert (first.low, first.high, second.best) == (5, 7, 3)


def test_a_hanging_hyphen_before_and_lists_two_numbers():
    assert [n.best for n in lex("five- and six-cylinder engines").numbers] == [5, 6]


def test_and_joins_only_after_between():
    assert len(lex("They hold 5 and 7 boats").numbers) == 2


@pytest.mark.parametrize(
    ("text", "top", "bottom"),
    [
        ("1 in 5", 1, 5),
        ("one in five", 1, 5),
        ("nine out of 10", 9, 10),
        ("1 in 1,000", 1, 1000),
        ("one out of every ten", 1, 10),
        ("four-in-ten", 4, 10),
    ],
)
def test_ratios_keep_both_numbers(text, top, bottom):
    (number,) = lex(f"It struck {text} boats").numbers
    assert (number.kind, number.numerator, number.denominator) == ("ratio", top, bottom)


def test_a_count_in_a_year_or_a_time_is_no_ratio():
    assert not any(n.kind == "ratio" for n in lex("They built 12 in 2019.").numbers)
    assert not any(n.kind == "ratio" for n in lex("two in three years").numbers)
