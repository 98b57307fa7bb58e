"""Words of texts as hashes with their places."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.copies.encoded import prepare_texts
from transforms.copies.tokens import (
    DIGIT,
    NAME,
    QUOTED,
    hash_word,
    text_keys,
    tokenize,
    without_quotations,
)


def words(text: str) -> list[str]:
    """The words as they stand in the text."""
    tokens = tokenize(prepare_texts(pa.array([text])), np.arange(1))
    return [text[s:e] for s, e in zip(tokens.starts, tokens.ends, strict=True)]


def flagged(text: str, flag: int) -> list[str]:
    """The words that have the flag."""
    tokens = tokenize(prepare_texts(pa.array([text])), np.arange(1))
    return [
        text[s:e]
        for s, e, f in zip(tokens.starts, tokens.ends, tokens.flags, strict=True)
        if f & flag
    ]


def test_a_comma_joins_digits_and_a_possessive_is_dropped() -> None:
    assert words("Ellerby's 20,000 homes, 3.5m litres") == [
        "Ellerby",
        "20,000",
        "homes",
        "3.5m",
        "litres",
    ]
    assert hash_word("20,000") == hash_word("20000")
    assert hash_word("don't") == hash_word("dont")


def test_case_and_invisible_characters_do_not_change_a_word() -> None:
    assert hash_word("ÉCLAIR") == hash_word("éclair")
    assert hash_word("Łódź") == hash_word("łódź")
    assert hash_word("reser\u00advoir") == hash_word("reservoir")
    assert hash_word("ВОДА") == hash_word("вода")


def test_scripts_without_spaces_give_pairs_of_characters() -> None:
    assert words("東京都 は") == ["東京", "京都"]


def test_a_name_begins_with_a_capital_inside_a_sentence() -> None:
    text = "Repairs began. Tarn Water told Ida Marlow on Monday."
    assert flagged(text, NAME) == ["Water", "Ida", "Marlow", "Monday"]
    assert flagged("About 40 homes", DIGIT) == ["40"]


def test_words_between_quotation_marks_are_marked_up_to_the_paragraph_end() -> None:
    assert flagged('She said: "We are late." Then left.', QUOTED) == [
        "We",
        "are",
        "late",
    ]
    assert flagged("He said “it leaks”, twice. “Never closed\nNew line", QUOTED) == [
        "it",
        "leaks",
        "Never",
        "closed",
    ]


def test_a_text_that_is_mostly_quotation_is_left_whole() -> None:
    speech = '"' + "we will mend the dam and say so again " * 20 + '" he said'
    tokens = tokenize(prepare_texts(pa.array([speech])), np.arange(1))
    assert len(without_quotations(tokens).hashes) == len(tokens.hashes)


def test_equal_words_have_equal_keys_whatever_the_white_space() -> None:
    texts = prepare_texts(pa.array(["The dam leaks.", "the  dam\nleaks", "the dam"]))
    first, second, third = text_keys(tokenize(texts, np.arange(3)))
    assert first == second != third


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_places_count_code_points_of_any_text(text: str) -> None:
    text = text.encode("utf-8", "ignore").decode("utf-8")
    tokens = tokenize(prepare_texts(pa.array([text])), np.arange(1))
    assert all(
        0 <= s < e <= len(text) for s, e in zip(tokens.starts, tokens.ends, strict=True)
    )
    singles = [
        (s, e)
        for s, e in zip(tokens.starts.tolist(), tokens.ends.tolist(), strict=True)
        if e - s > 2
    ]
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(singles))


def test_only_the_parts_given_are_read() -> None:
    text = "Advert here\nThé dam leaks\nMore adverts"
    whole = prepare_texts(pa.array([text]))
    parts = replace(
        whole,
        part_index=np.array([0, 1]),
        part_start=np.array([12], np.int32),
        part_end=np.array([25], np.int32),
    )
    tokens = tokenize(parts, np.arange(1))
    found = [text[s:e] for s, e in zip(tokens.starts, tokens.ends, strict=True)]
    assert found == ["Thé", "dam", "leaks"]
