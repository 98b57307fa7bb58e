"""What numbers count, where their noun stands behind a clause or another noun."""

from __future__ import annotations

import pytest

from transforms.figures import extract


def concept(text: str, surface: str) -> str | None:
    """The counted noun of the figure with these words."""
    (found,) = [f for f in extract(text) if surface in f.surface]
    return found.concept


@pytest.mark.parametrize(
    ("text", "surface", "noun"),
    [
        ("The number of full checks in the valley has fallen to 18.", "18", "checks"),
        ("The clinic put the number of deaths at four.", "four", "deaths"),
        ("One in five of those infected is at home.", "One in five", "infected"),
        ("About 1 per cent of those approached replied.", "1 per cent", "approached"),
        ("It was the second-largest of the line's five ships.", "second", "ships"),
        ("Three drains out of 14 carried muddy water.", "14", "drains"),
        ("The ship sank with more than 200 aboard.", "200", "people aboard"),
        ("The firm promised £15m for a new line.", "£15m", "line"),
    ],
)
def test_the_noun_is_found(text: str, surface: str, noun: str) -> None:
    assert noun in (concept(text, surface) or "")


def test_parts_take_the_noun_of_their_total() -> None:
    text = "The 540 guests are in three halls: 310 in Orle and 150 in Tarn."
    assert concept(text, "310") == "guests"
    assert concept(text, "150") == "guests"


def test_a_verb_behind_the_number_is_no_noun() -> None:
    assert concept("About 60 firms answered and 26 lost drawings.", "26") != "drawings"
    assert concept("That's 18 per cent.", "18 per cent") is None
