"""What a sentence is: marks, abbreviations, quotations, lines, lost spaces."""

from __future__ import annotations

import pytest
from growth import grows_faster, repeated
from hypothesis import given
from hypothesis import strategies as st

from transforms.figures.sentences import MAX_SENTENCE, split_sentences


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Rain fell. Roads shut.", ["Rain fell.", "Roads shut."]),
        ("Mr. Tarn paid $1.5 million. He left.", None),
        ("Dr. A. B. Marlow of Vale Inc. spoke. She left.", None),
        (
            "It moved to the U.S. The firm grew.",
            ["It moved to the U.S.", "The firm grew."],
        ),
        ("The U.S. Senate sat for 12 hours.", ["The U.S. Senate sat for 12 hours."]),
        ("“We lost 12.” He wept.", ["“We lost 12.”", "He wept."]),
        ('"Help!" she cried. "Now!"', ['"Help!" she cried.', '"Now!"']),
        ("Vale wins\nTarn Water lost 3 dams", ["Vale wins", "Tarn Water lost 3 dams"]),
        ("It cost 5m.The mayor paid.", ["It cost 5m.", "The mayor paid."]),
        ("It cost much .Some left.", ["It cost much .", "Some left."]),
        ("Growth was 3.5. It fell to 2.1 per cent.", None),
        ("It ranked No. 5 in Jan. 2019 at 5 p.m. on Monday. It fell.", None),
        ("1. Fill the form. 2. Send it.", ["1. Fill the form.", "2. Send it."]),
        ("Wait... what? No... Yes.", ["Wait... what?", "No...", "Yes."]),
        (
            "TARN VALE, March 3 (ONA) - It fell.",
            ["TARN VALE, March 3 (ONA) -", "It fell."],
        ),
        ("12:15 UPDATE: It fell.", ["12:15 UPDATE:", "It fell."]),
        ("14.05 Five are safe.", ["14.05", "Five are safe."]),
        ("Tarn Vale (ONA) — It fell.", ["Tarn Vale (ONA) —", "It fell."]),
        ("", []),
        (" \n ", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(
    text: str, parts: list[str] | None
) -> None:
    """Where no parts are given, there are two: all up to the last but one mark."""
    found = sentences(text)
    if parts is None:
        assert len(found) == 2, found
    else:
        assert found == parts


def test_wrapped_lines_are_one_sentence() -> None:
    text = (
        "The council of Tarn Vale said on Monday that it would\n"
        "spend 40 million crowns on its two reservoirs.\n"
        "Work starts in May."
    )
    assert len(sentences(text)) == 2


@given(st.text())
def test_no_character_is_lost_or_doubled(text: str) -> None:
    spans = split_sentences(text)
    covered: list[int] = []
    for start, end in spans:
        assert 0 < end - start <= MAX_SENTENCE
        covered.extend(range(start, end))
    assert covered == sorted(set(covered))
    kept = set(covered)
    assert all(char.isspace() for i, char in enumerate(text) if i not in kept)


@pytest.mark.parametrize("unit", ["a", "a. ", ". ", "A.", "“", "9 ", "x\n", "é…  "])
def test_time_grows_with_length_only(unit: str) -> None:
    assert not grows_faster(split_sentences, repeated(unit, 1_200_000))
