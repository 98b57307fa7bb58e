"""The direction of a change."""

from __future__ import annotations

import pytest

from transforms.figures.lexer import lex


@pytest.mark.parametrize(
    ("text", "value", "unit", "side"),
    [
        ("Sales are down 5%", 5, "%", "down"),
        ("Sales rose 3.2 per cent", "3.2", "%", "up"),
        ("Sales fell by more than 4 per cent", 4, "%", "down"),
        ("a 5% rise in sales", 5, "%", "up"),
        ("a drop of 9%", 9, "%", "down"),
        ("Rates rose 0.5 percentage points", "0.5", "pp", "up"),
        ("The caseload surged seven-fold", 7, "x", "up"),
        ("The caseload doubled", 2, "x", "up"),
        ("The caseload halved", "0.5", "x", "down"),
        ("ten times as many boats", 10, "x", "up"),
        ("The index was up 12", 12, None, "up"),
    ],
)
def test_changes_have_a_direction(text, value, unit, side):
    from decimal import Decimal

    (number,) = lex(text).numbers
    assert (number.kind, number.best, number.unit) == ("change", Decimal(value), unit)
    assert number.change_direction == side


def test_a_fraction_may_be_a_change():
    (number,) = lex("Output fell by a third").numbers
    assert (number.kind, number.change_direction) == ("change", "down")
    assert (number.numerator, number.denominator) == (1, 3)


def test_money_keeps_its_kind_and_gets_the_direction():
    (number,) = lex("The contract was up 19 cents").numbers
    assert (number.kind, number.unit, number.change_direction) == ("money", "USD", "up")


@pytest.mark.parametrize(
    "text", ["Sales rose to 5%", "It made up 12 per cent", "tracked down 16 boats"]
)
def test_levels_and_phrasal_verbs_are_no_changes(text):
    (number,) = lex(text).numbers
    assert number.kind != "change"
