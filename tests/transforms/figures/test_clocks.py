"""Times of day and labels that are written as bare numbers."""

from __future__ import annotations

import pytest

from transforms.figures.lexer import lex


def numbers(text: str) -> list[str]:
    """What the lexer takes for quantities."""
    return [text[n.number_start : n.number_end] for n in lex(text).numbers]


@pytest.mark.parametrize(
    "text",
    [
        "At twenty to seven on Friday the siren went.",
        "She left at ten past eight, with a bag.",
        "The doors were shut at half past four.",
        "It's five past nine in Marlow.",
        "The office is open from eight till six.",
        "Nurses had been on duty since eight.",
        "The pier stays closed until eleven.",
        "By seven he knew the answer.",
        "The first train is at 8.10.",
        "A silence was held at 12.30.",
        "I sent it at 9.14 in the morning.",
        "The gates open at six because the cooks like it.",
    ],
)
def test_times_of_day_are_no_figures(text: str) -> None:
    assert numbers(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Shares in Marl closed at 8.10.", ["8.10"]),
        ("The toll stood at six.", ["six"]),
        ("The fee rose by seven.", ["seven"]),
        ("It takes ten to twelve people.", ["ten to twelve"]),
        ("The list ends at 212.", ["212"]),
    ],
)
def test_levels_are_no_times_of_day(text: str, found: list[str]) -> None:
    assert numbers(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "An advice centre opens in Shed 9.",
        "She was on deck 4 with her sister.",
        "This one will be number 5,214.",
        "The number 42 bus is late.",
        "The 17 tram stops here.",
        "The chapel, 9 Harbour Row, stays open.",
        "It is not passed from one person to another.",
    ],
)
def test_labels_and_addresses_are_no_figures(text: str) -> None:
    assert numbers(text) == []


def test_a_verb_of_number_is_no_label() -> None:
    assert numbers("Firms that lost plans now number 29.") == ["29"]
    assert numbers("Was it theft? No. Two men were held.") == ["Two"]
