"""Words that were swapped in a copy, found again with their places in both texts."""

from __future__ import annotations

import random

import pyarrow as pa
import pytest

from transforms.copies import find_copies
from transforms.copies.changes import LONGEST, MOST_CHANGES, without_words
from warehouse.schema.copies import COPY_CHANGES

STORY = """The lock keepers of the Vell canal walked out on Tuesday after talks over \
night shifts ended without a deal, leaving two dozen barges moored at Quill Basin.
A spokesman for the Canal Trust, Peter Oakes, told the Basin Herald that the offer of \
a bonus of £450 stood until Friday and that no keeper would lose a rest day.
The keepers say that the gates between Quill and Saltmarsh are older than the rules \
for working them, and that a winch which jammed in March has never been mended.
Boat owners were advised to turn round at Harrow Staithe, where water and a crane are \
available, until the walkout is over."""


def changes(first: str, second: str) -> list[tuple[str, str]]:
    """The words that stand against each other, in order."""
    rows = rows_of(first, second)
    assert [row["change"] for row in rows] == list(range(1, len(rows) + 1))
    return [(row["words_a"], row["words_b"]) for row in rows]


def rows_of(first: str, second: str) -> list[dict[str, object]]:
    """Rows of `copy_changes`, their places held against the texts."""
    table = pa.table({"article_id": ["a", "b"], "text": [first, second]})
    found = find_copies(table)
    passages = {
        row["passage"]: (row["start_a"], row["end_a"])
        for row in found.copy_passages.to_pylist()
    }
    rows = found.copy_changes.to_pylist()
    for row in rows:
        assert first[row["start_a"] : row["end_a"]][:LONGEST] == row["words_a"]
        assert second[row["start_b"] : row["end_b"]][:LONGEST] == row["words_b"]
        start, end = passages[row["passage"]]
        assert start < row["start_a"] < row["end_a"] < end
    return rows


def test_swapped_words_stand_against_each_other_with_their_places() -> None:
    spun = (
        STORY.replace("walked out", "downed tools")
        .replace("£450", "£500")
        .replace("mended", "repaired")
    )
    assert changes("⚓ " + STORY, spun) == [
        ("walked out", "downed tools"),
        ("450", "500"),
        ("mended", "repaired"),
    ]


def test_a_gap_is_cut_at_the_words_that_both_sides_share() -> None:
    spun = STORY.replace("water and a crane", "fuel and the winch")
    assert changes(STORY, spun) == [("water", "fuel"), ("a crane", "the winch")]


def test_words_that_only_one_text_has_are_no_swap() -> None:
    assert changes(STORY, STORY.replace("leaving two dozen", "leaving dozen")) == []


def test_texts_that_are_equal_or_unlike_list_no_changes() -> None:
    assert rows_of(STORY, STORY.upper()) == []
    other = (
        "Snow closed the pass above Tarn Hollow, and the school bus turned back. " * 4
    )
    assert rows_of(STORY, other) == []


def test_long_words_are_cut_and_a_pair_lists_the_first_changes_only() -> None:
    draw = random.Random(3)
    words = ["".join(draw.choices("bdfgklmnprstaeiou", k=8)) for _ in range(600)]
    other = words.copy()
    for k in range(4, 600, 8):
        other[k] = f"swapped{words[k]}" * 5
    rows = rows_of(" ".join(words), " ".join(other))
    assert len(rows) == MOST_CHANGES
    assert rows[-1]["words_a"] == words[4 + 8 * (MOST_CHANGES - 1)]
    assert {len(str(row["words_b"])) for row in rows} == {LONGEST}


@pytest.mark.parametrize("seed", range(5))
def test_random_swaps_are_all_found(seed: int) -> None:
    """Every word that was put in is listed against the one it stands for."""
    draw = random.Random(seed)
    words = STORY.split(" ")
    places = sorted(draw.sample(range(4, len(words) - 4, 6), 8))
    other = words.copy()
    for number, place in enumerate(places):
        other[place] = f"zz{number}"
    found = changes(STORY, " ".join(other))
    assert [b for _, b in found] == [f"zz{number}" for number in range(8)]
    for (a, _), place in zip(found, places, strict=True):
        assert a.strip() in words[place]


def test_a_release_that_quotes_nothing_keeps_the_places_alone() -> None:
    table = COPY_CHANGES.from_rows(
        [
            {
                "article_a": "a",
                "article_b": "b",
                "change": 1,
                "passage": 1,
                "field_a": "text",
                "start_a": 4,
                "end_a": 9,
                "words_a": "homes",
                "field_b": "text",
                "start_b": 4,
                "end_b": 10,
                "words_b": "houses",
            }
        ]
    )
    bare = without_words(table).to_pylist()[0]
    assert (bare["words_a"], bare["words_b"]) == (None, None)
    assert (bare["start_a"], bare["end_b"]) == (4, 10)
