"""Money, percentages, durations and measures beside a number."""

from __future__ import annotations

from decimal import Decimal

import pint
import pytest

from transforms.figures.lexer import lex
from transforms.figures.measures import measure_table, money_table


def only(text: str):
    (number,) = lex(text).numbers
    return number


@pytest.mark.parametrize(
    ("text", "value", "code"),
    [
        ("£170m", 170_000_000, "GBP"),
        ("£1.2bn", 1_200_000_000, "GBP"),
        ("US$4.7 billion", 4_700_000_000, "USD"),
        ("A$3m", 3_000_000, "AUD"),
        ("$US55,931", 55_931, "USD"),
        ("€5.50", "5.50", "EUR"),
        ("€5,50", "5.50", "EUR"),
        ("5p", "0.05", "GBP"),
        ("63 cents", "0.63", "USD"),
        ("Rs 2,000 crore", 20_000_000_000, "INR"),
        ("RM23.50", "23.50", "MYR"),
        ("R500m", 500_000_000, "ZAR"),
        ("420 million Finnish markka", 420_000_000, "FIM"),
        ("10.5 million Australian dollars", 10_500_000, "AUD"),
        ("5 euros", 5, "EUR"),
        ("USD 40", 40, "USD"),
        ("40 EUR", 40, "EUR"),
        ("30 MUSD", 30_000_000, "USD"),
        ("$-50.8bn", -50_800_000_000, "USD"),
        ("thirteen dollars and forty-five cents", "13.45", "USD"),
    ],
)
def test_money_has_its_iso_code(text, value, code):
    number = only(f"It cost {text} there")
    assert (number.kind, number.unit_system) == ("money", "iso4217")
    assert (number.best, number.unit) == (Decimal(value), code)


def test_the_number_spans_its_currency_and_scale():
    text = "It paid £1.2bn-a-year and 420 million Finnish markka"
    spans = [text[n.number_start : n.number_end] for n in lex(text).numbers]
    assert spans == ["£1.2bn", "420 million Finnish markka"]


@pytest.mark.parametrize(
    "text", ["5 per cent", "5 percent", "5%", "5pc", "five per cent", "5 %"]
)
def test_percent_is_read_in_every_writing(text):
    number = only(f"a share of {text}")
    assert (number.kind, number.unit, number.unit_system) == ("percent", "%", "percent")


@pytest.mark.parametrize(
    ("text", "value"),
    [("5 percentage points", "5"), ("0.25pp", "0.25"), ("25 basis points", "0.25")],
)
def test_percentage_points_are_no_percent(text, value):
    number = only(f"at {text} now")
    assert (number.unit, number.unit_system) == ("pp", "percentage_point")
    assert number.best == Decimal(value)


@pytest.mark.parametrize(
    ("text", "value", "code"),
    [
        ("12 hours", 12, "h"),
        ("90 miles per hour", 90, "[mi_i]/h"),
        ("275 pound-feet", 275, "[ft_i].[lbf_av]"),
        ("3000 rpm", 3000, "{rev}/min"),
        ("40C", 40, "Cel"),
        ("100°F", 100, "[degF]"),
        ("-5C", -5, "Cel"),
        ("minus 5 degrees", -5, "deg"),
        ("7.2-magnitude", "7.2", "{magnitude}"),
        ("37m long", 37, "m"),
        ("12 MW", 12, "MW"),
        ("half a mile", "0.5", "[mi_i]"),
        ("three quarters of a mile", "0.75", "[mi_i]"),
        ("a year and a half", "1.5", "a"),
        ("200lbs.", 200, "[lb_av]"),
        ("20 million tonnes", 20_000_000, "t"),
    ],
)
def test_measures_and_durations_have_ucum_codes(text, value, code):
    number = only(f"It was {text}")
    assert (number.best, number.unit, number.unit_system) == (
        Decimal(value),
        code,
        "ucum",
    )


def test_feet_and_inches_are_one_height():
    assert only("She is 5ft 6in").best == Decimal("5.5")
    assert only("He stood 6'6\" tall").best == Decimal("6.5")


def test_m_is_millions_before_a_noun_and_metres_else():
    assert only("5m people fled").best == 5_000_000
    assert only("the 100m sprint").unit == "m"


def test_a_closing_quotation_mark_is_no_inch():
    assert only("“they took 25”").unit is None


def test_pounds_are_a_weight_unless_they_are_many():
    assert only("lost 20 pounds").unit == "[lb_av]"
    assert only("cost 20 million pounds").unit == "GBP"


def test_common_units_convert_as_pint_knows_them():
    registry = pint.UnitRegistry()
    table = measure_table().by_word
    for word in ("miles", "kilometres", "hectares", "ounces", "gallons", "knots"):
        assert table[word][1] == "measure"
        assert registry(word.replace("kilometres", "kilometers")).magnitude == 1


def test_every_currency_code_has_three_letters():
    table = money_table()
    codes = {*table.symbols.values(), *table.names.values(), *table.minor.values()}
    assert all(len(code) == 3 and code.isupper() for code in codes)
