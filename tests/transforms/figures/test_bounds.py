"""Bounds that the words beside a number put on it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.figures.bounds import apply_rules, bounds_table
from transforms.figures.lexer import lex

ANY = None


def only(text: str):
    (number,) = lex(text).numbers
    return number


@pytest.mark.parametrize(
    ("text", "low", "best", "high", "rule"),
    [
        ("2,000", 2000, 2000, 2000, "exact"),
        ("about 2,000", 1800, 2000, 2200, "about"),
        ("some 2,000", 2000, 2000, 2000, "exact"),
        ("an estimated 2,000", 1800, 2000, 2200, "about"),
        ("above 2,000", 2000, 2000, None, "at_least"),
        ("well north of about 2,000", 2000, 2000, None, "at_least"),
        ("at least about 2,000", 2000, 2000, None, "at_least"),
        ("no fewer than 2,000", 2000, 2000, None, "at_least"),
        ("2,000 or more", 2000, 2000, None, "at_least"),
        ("2,000-plus", 2000, 2000, None, "at_least"),
        ("below 2,000", None, 2000, 2000, "at_most"),
        ("up to 2,000", None, 2000, 2000, "at_most"),
        ("as many as 2,000", None, 2000, 2000, "at_most"),
        ("2,000 or fewer", None, 2000, 2000, "at_most"),
        ("nearly 2,000", 1900, 2000, 2000, "nearly"),
        ("just over 2,000", 2000, 2000, 2100, "just_over"),
        ("exactly 2,000", 2000, 2000, 2000, "exact"),
        ("2,000-odd", 1800, 2000, 2200, "about"),
        (">2,000", 2000, 2000, None, "at_least"),
    ],
)
def test_words_set_the_bounds(text, low, best, high, rule):
    number = only(f"They saw {text} boats")
    assert (number.low, number.best, number.high) == (low, best, high)
    assert number.bound_rule == rule


def test_two_bounds_of_one_thing_make_an_interval():
    number = only("it holds more than 10 and less than 40 boats")
    assert (number.low, number.best, number.high) == (10, None, 40)


def test_a_bound_stays_with_the_number_that_it_stands_before():
    first, second = lex("equal to 50 or less than 60").numbers
    assert (first.low, first.high) == (50, 50)
    assert (second.low, second.high) == (None, 60)


def test_about_after_a_verb_of_speaking_is_no_approximator():
    assert only("she asked about two boats").approximator is None


def test_over_before_a_period_is_during_unless_the_words_say_longer():
    assert only("it was built over two years").bound_rule == "exact"
    assert only("it lasted for over two years").bound_rule == "at_least"


def test_words_before_a_line_break_bound_nothing():
    assert only("more than\n20 boats").approximator is None


@given(
    st.decimals(-(10**9), 10**9, places=2),
    st.sampled_from(sorted(bounds_table().before.values())),
)
def test_bounds_enclose_the_value(value, rule):
    low, best, high, _ = apply_rules(Decimal(value), (rule,))
    assert best == value
    assert low is None or low <= best
    assert high is None or high >= best


def test_no_phrase_stands_under_two_rules():
    table = bounds_table()
    assert len(table.before) == len(set(table.before))
    assert not {phrase for phrase in table.before if phrase != phrase.lower()}
