"""Numerals in digits and words, and what they are worth."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.figures.lexer import lex
from transforms.figures.numerals import ONES, TENS, read_words


def in_words(number: int) -> str:
    """The number as English writes it; the slow, obvious way."""
    small = {value: word for word, value in {**TENS, **ONES}.items()} | {
        0: "zero",
        40: "forty",
    }
    for scale, name in ((10**9, "billion"), (10**6, "million"), (1000, "thousand")):
        if number >= scale:
            rest = number % scale
            tail = f" {'and ' if rest < 100 else ''}{in_words(rest)}" if rest else ""
            return f"{in_words(number // scale)} {name}{tail}"
    if number >= 100:
        rest = number % 100
        return f"{small[number // 100]} hundred" + (
            f" and {in_words(rest)}" if rest else ""
        )
    if number in small:
        return small[number]
    return f"{small[number - number % 10]}-{small[number % 10]}"


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_numbers_written_in_words_read_back(number):
    words = in_words(number)
    numeral = read_words(words, 0)
    assert numeral is not None
    assert (numeral.value, numeral.end) == (number, len(words))


@given(st.integers(min_value=1000, max_value=10**15))
def test_thousands_separators_of_all_kinds_read_alike(number):
    for separator in (",", "\u2009", "\u202f", "\u00a0"):
        text = f"{number:,}".replace(",", separator)
        (read,) = lex(f"a total of {text} trees").numbers
        assert read.best == number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3,614,428", 3_614_428),
        ("1.2 million", 1_200_000),
        ("half a million", 500_000),
        ("a quarter of a million", 250_000),
        ("one-and-a-half", "1.5"),
        ("four-and-a-half", "4.5"),
        ("two and a half", "2.5"),
        ("two million and a half", 2_500_000),
        ("three hundred and twenty", 320),
        ("a hundred", 100),
        ("two dozen", 24),
        ("2,000 crore", 20_000_000_000),
        ("three lakh crore", 3_000_000_000_000),
        ("12,34,567", 1_234_567),
        ("2½", "2.5"),
        ("10 1/2", "10.5"),
        ("five point five", "5.5"),
        ("40 000", 40_000),
        ("20k", 20_000),
        ("4.3M", 4_300_000),
    ],
)
def test_values(text, value):
    (number,) = lex(f"It is {text} there").numbers
    assert number.best == Decimal(value)
    assert f"It is {text} there"[number.number_start : number.number_end] == text


@pytest.mark.parametrize(
    ("text", "top", "bottom"),
    [
        ("two-thirds", 2, 3),
        ("a third of", 1, 3),
        ("half of", 1, 2),
        ("three quarters", 3, 4),
        ("3/4", 3, 4),
    ],
)
def test_fractions_keep_numerator_and_denominator(text, top, bottom):
    (number,) = lex(f"It took {text} them").numbers
    assert (number.kind, number.numerator, number.denominator) == ("ratio", top, bottom)


def test_words_that_do_not_continue_a_number_end_it():
    values = [n.best for n in lex("between one two hundred and three hundred").numbers]
    assert Decimal(200) in values or Decimal(300) in values
    numeral = read_words("two hundred and three hundred", 0)
    assert numeral is not None
    assert numeral.value == 200


def test_a_run_of_digits_too_long_for_a_number_is_a_code():
    (refused,) = lex("id 12345678901234567890123").rejections
    assert refused.reason == "code"
