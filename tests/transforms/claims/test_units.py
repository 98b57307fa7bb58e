"""One quantity in two units, two currencies or two forms."""

from __future__ import annotations

from typing import Any

import pytest

from transforms.claims.units import base_factor, conversion, dimension

WATER = {"kind": "measure"}


@pytest.mark.parametrize(
    ("value", "unit", "into", "same"),
    [
        (6.5, "m3", "L", 6500),
        (40, "L/s", "L/min", 2400),
        (1, "m3/h", "L/min", 1000 / 60),
        (2.5, "[mi_i]", "km", 4.02336),
    ],
)
def test_units_of_one_dimension_convert(
    value: float, unit: str, into: str, same: float
) -> None:
    factor = conversion(unit, into)
    assert factor is not None
    assert value * factor == pytest.approx(same)
    assert dimension(unit) == dimension(into)
    assert base_factor(unit) / base_factor(into) == pytest.approx(factor)


def test_units_of_two_dimensions_do_not() -> None:
    assert conversion("L", "L/s") is None
    assert (dimension("GBP"), dimension(None)) == ("GBP", None)
    assert base_factor("GBP") == 1.0


def test_litres_and_cubic_metres_of_two_reports_are_one_claim(press: Any) -> None:
    text = "The basin of the cooling tower holds {}."
    press.article("a", text.format("6,500 litres"), published="2026-03-18")
    press.article("b", text.format("6.5 cubic metres"), published="2026-03-26")
    a = press.figure("a", "6,500 litres", 6500, "basin", unit="L", **WATER)
    b = press.figure("b", "6.5 cubic metres", 6.5, "basin", unit="m3", **WATER)
    outcome = press.reconcile()
    assert outcome.together(a, b)
    claim = outcome.claim(a)
    assert (claim["unit"], claim["best"], claim["agreement"]) == ("L", 6500, "unit")


def test_a_rounded_conversion_is_still_the_same_distance(press: Any) -> None:
    press.article("a", "The Gull sank two and a half miles from the harbour wall.")
    press.article("b", "The Gull sank four kilometres from the harbour wall.")
    a = press.figure(
        "a", "two and a half miles", 2.5, "gull", unit="[mi_i]", kind="measure"
    )
    b = press.figure("b", "four kilometres", 4, "gull", unit="km", kind="measure")
    outcome = press.reconcile()
    assert outcome.together(a, b)
    assert outcome.claim(a)["agreement"] == "unit"


def test_cases_per_inhabitants_are_the_ratio_that_others_print(press: Any) -> None:
    press.article("a", "The rate in Tarnmouth is 14 cases per 100,000 inhabitants.")
    press.article(
        "b", "The rate in Tarnmouth now stands at 14 per 100,000 inhabitants."
    )
    a = press.figure("a", "14 cases", 14, "case")
    b = press.figure(
        "b",
        "14 per 100,000 inhabitants",
        14 / 100_000,
        "inhabitant",
        kind="ratio",
        numerator=14.0,
        denominator=100_000.0,
    )
    outcome = press.reconcile()
    assert outcome.together(a, b)
    assert outcome.claim(a)["kind"] == "ratio"


def test_a_count_is_no_rate_of_the_same_number(press: Any) -> None:
    press.article("a", "The rate in Tarnmouth is 14 cases per 100,000 inhabitants.")
    press.article("b", "The rate in Tarnmouth rose when 14 cases were found.")
    a = press.figure("a", "14 cases", 14, "case")
    b = press.figure("b", "14 cases", 14, "case")
    assert not press.reconcile().together(a, b)


MONEY = {"kind": "money"}


def test_a_copy_that_changes_the_sign_is_one_claim_with_a_step_of_unit(
    press: Any,
) -> None:
    press.article(
        "a",
        "Some £140m will be spent on a network for officials.",
        published="2026-03-17",
    )
    press.article(
        "b",
        "Some $140m is to go on a network for all the officials.",
        copied_from="a",
        published="2026-03-21",
    )
    a = press.figure("a", "£140m", 140e6, "network", unit="GBP", **MONEY)
    b = press.figure("b", "$140m", 140e6, "network", unit="USD", **MONEY)
    outcome = press.reconcile()
    assert outcome.together(a, b)
    claim = outcome.claim(a)
    assert (claim["unit"], claim["best"], claim["high"]) == ("GBP", 140e6, 140e6)
    assert claim["agreement"] == "unit"
    assert [
        (step["change"], step["before"], step["after"])
        for step in outcome.steps(a)
        if step["from_figure_id"]
    ] == [("unit", "GBP", "USD")]


def test_one_loss_in_pounds_and_in_euros_is_one_claim_by_its_purpose(
    press: Any,
) -> None:
    press.article("a", "The works at Tarnmouth made a loss of £38m in the last year.")
    press.article("b", "In the last year the Tarnmouth works made a loss of €44m.")
    press.article("c", "The works at Tarnmouth hope for a subsidy of €41m.")
    a = press.figure("a", "£38m", 38e6, "loss", unit="GBP", **MONEY)
    b = press.figure("b", "€44m", 44e6, "loss", unit="EUR", **MONEY)
    c = press.figure("c", "€41m", 41e6, "subsidy", unit="EUR", **MONEY)
    outcome = press.reconcile()
    assert outcome.together(a, b)
    assert not outcome.together(a, c)
    claim = outcome.claim(a)
    value = {"GBP": 38e6, "EUR": 44e6}[claim["unit"]]
    assert (claim["agreement"], claim["low"], claim["high"]) == ("unit", value, value)


def test_sums_that_no_rate_brings_together_stay_apart(press: Any) -> None:
    press.article("a", "The works at Tarnmouth made a loss of £38m in the last year.")
    press.article("b", "The works at Tarnmouth made a loss of €140m in the last year.")
    a = press.figure("a", "£38m", 38e6, "loss", unit="GBP", **MONEY)
    b = press.figure("b", "€140m", 140e6, "loss", unit="EUR", **MONEY)
    assert not press.reconcile().together(a, b)
