"""Nouns and words that mean one thing come together."""

from __future__ import annotations

import pytest

from transforms.claims.words import match_heads, noun_groups, stem, stems


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("approached", "approaches"),
        ("recruiters", "recruitment"),
        ("investigation", "investigating"),
        ("dam", "dam’s"),
    ],
)
def test_forms_of_a_word_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_function_words_and_numbers_are_no_context() -> None:
    assert stems("About two of the 2,400 people said that they were told") == set()


def test_parts_of_a_compound_count_too() -> None:
    assert {stem("care"), stem("home")} <= stems("a care-home")


@pytest.mark.parametrize(
    ("one", "other", "match"),
    [
        ("household", "household", "same"),
        ("household", "home", "near"),
        ("headhunter", "head-hunter", "near"),
        ("case", "Briton", "light"),
        (None, "dam", "unknown"),
        ("dam", "siren", "different"),
        ("cast", "cost", "different"),
    ],
)
def test_heads_match(one: str | None, other: str | None, match: str) -> None:
    assert match_heads(one, other) == match_heads(other, one) == match


def test_groups_of_nouns_hold_at_least_two() -> None:
    sizes: dict[int, int] = {}
    for groups in noun_groups().values():
        for group in groups:
            sizes[group] = sizes.get(group, 0) + 1
    assert min(sizes.values()) >= 2
