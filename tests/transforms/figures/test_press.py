"""Numbers as live pages, wire copy and badly spaced text write them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from transforms.figures.lexer import lex
from transforms.figures.model import Number


def only(text: str) -> Number:
    """The one number of a text."""
    (number,) = lex(text).numbers
    return number


@pytest.mark.parametrize(
    ("text", "surface", "value"),
    [
        ("The hall has 2 ,400 seats.", "2 ,400", 2_400),
        ("It cost $4 .5 million in all.", "$4 .5 million", 4_500_000),
        ("It cost $14, 600 in all.", "$14, 600", 14_600),
        ("It rose 3. 5 per cent.", "3. 5 per cent", Decimal("3.5")),
    ],
)
def test_numbers_that_spaces_broke_are_joined(text, surface, value):
    number = only(text)
    assert text[number.number_start : number.number_end] == surface
    assert number.best == value


def test_a_sum_and_a_count_after_a_comma_stay_apart():
    values = [n.best for n in lex("For $5, 300 people came.").numbers]
    assert values == [5, 300]


@pytest.mark.parametrize(
    ("text", "surface", "unit"),
    [
        ("It pumps 40 litres a second.", "40 litres a second", "L/s"),
        ("It makes 3,000 tonnes a year.", "3,000 tonnes a year", "t/a"),
        ("It burns 5 litres per 100 km.", "5 litres per 100 km", "L/(100.km)"),
        ("Cars drove 30 miles per hour.", "30 miles per hour", "[mi_i]/h"),
        ("Clerks get $7 an hour.", "$7 an hour", "USD"),
        ("It cost $5m a year ago.", "$5m", "USD"),
    ],
)
def test_a_rate_spans_the_time_that_it_counts_by(text, surface, unit):
    number = only(text)
    assert text[number.start : number.end] == surface
    assert number.unit == unit


def test_so_many_per_million_is_one_ratio():
    number = only("The rate is 217 per million.")
    assert (number.kind, number.numerator, number.denominator) == ("ratio", 217, 10**6)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("It costs 12 pounds.", "GBP"),
        ("She lost 12 pounds.", "[lb_av]"),
        ("They bought 12 pounds of salt.", "[lb_av]"),
    ],
)
def test_pounds_are_money_where_they_are_spent(text, unit):
    assert only(text).unit == unit


@pytest.mark.parametrize("text", ["88 p.c of clerks", "88 p.c. of clerks"])
def test_p_c_is_per_cent(text):
    assert only(text).unit == "%"


@pytest.mark.parametrize(
    "text",
    [
        "13.50: Crews arrive.",
        "Tarn.\n9.30: Crews leave.",
        "09.15 Crews arrive in Tarn.",
        "They met about four in the afternoon.",
        "What we know at seven",
        "The gates open at 6.",
        "Be home by six.",
    ],
)
def test_hours_are_clocks(text):
    lexed = lex(text)
    assert not lexed.numbers
    assert [refused.reason for refused in lexed.rejections] == ["clock"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("They passed Senate Bill 7026 today.", "label"),
        ("It falls under Title 14 of the code.", "label"),
        ("Guns came under the 1033 program.", "label"),
        ("She made a 911 call.", "phone"),
        ("Readers of The 360 agree.", "name"),
        ("A 5G mast and 5g phones.", "label"),
    ],
)
def test_numbers_of_laws_and_programmes_are_labels(text, reason):
    lexed = lex(text)
    assert not lexed.numbers
    assert {refused.reason for refused in lexed.rejections} == {reason}


@pytest.mark.parametrize(
    "text", ["Tarn is dead at 72.", "Patients over 65 wait.", "Anyone under 18 pays."]
)
def test_ages_need_no_years(text):
    assert only(text).kind == "age"


def test_some_and_an_average_name_the_value_itself():
    for words in ("some", "an average of"):
        number = only(f"It has {words} 300 boats.")
        assert (number.low, number.best, number.high) == (300, 300, 300)
        assert number.approximator == words


def test_a_movement_up_to_a_level_is_no_bound():
    number = only("The lake was inching back up to 300 marks.")
    assert (number.low, number.high) == (300, 300)


def test_a_loss_of_money_is_an_amount_and_a_loss_of_a_share_a_change():
    assert only("a loss of 63 cents").change_direction is None
    assert only("a loss of 3%").change_direction == "down"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("It is set in 16 USC § 971-971k now.", "label"),
        ("They tell of it 1/ and more.", "list_marker"),
        ("Cover is 3) private; and cheap.", "list_marker"),
        ("Orle Foods OF, -2.76% said so.", "code"),
        ("They found 12 tests per 100,000 people.", "label"),
        ("The phase-four bill passed.", "label"),
    ],
)
def test_marks_of_pages_laws_and_rates_are_no_figures(text, reason):
    assert reason in {refused.reason for refused in lex(text).rejections}
    assert len(lex(text).numbers) == text.count("12")


def test_a_million_and_half_is_one_and_a_half_million():
    assert only("It has a million and half trees.").best == 1_500_000


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("They wore N95 masks in Tarn.", "name"),
        ("She spoke on 60 Minutes about it.", "name"),
        ("They stand between Levels 1 and 2 now.", "label"),
        ("It is a two-to-one lead.", "score"),
        ("A town is one's own.", "pronoun"),
    ],
)
def test_titles_levels_and_odds_are_no_figures(text, reason):
    lexed = lex(text)
    assert not lexed.numbers
    assert {refused.reason for refused in lexed.rejections} == {reason}


def test_a_rate_is_told_where_what_it_is_of_stands_between():
    text = "There is about 40 litres of it every second."
    number = only(text)
    assert number.unit == "L/s"
    assert text[number.start : number.end] == "about 40 litres of it every second"
    assert only("It drinks 40 litres of rain a day.").unit == "L/d"
