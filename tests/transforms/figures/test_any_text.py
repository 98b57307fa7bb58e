"""Whatever the characters are: nothing is raised, and time grows with the length."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from growth import grows_faster, repeated
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.figures import extract
from transforms.figures.lexer import lex
from transforms.figures.sentences import split_sentences
from transforms.figures.speech import read_speech


def random_unicode(length: int, *, share_of_digits: float) -> str:
    """Characters of all planes, among them some that numbers are written with."""
    source = random.Random(11)
    signs = "0123456789 .,-–%$£\n“”"
    characters = [
        source.choice(signs)
        if source.random() < share_of_digits
        else chr(source.randrange(1, 0x2FFFF))
        for _ in range(length)
    ]
    return "".join(c for c in characters if not "\ud800" <= c <= "\udfff")


def speak(text: str) -> None:
    read_speech(text, split_sentences(text))


@pytest.mark.parametrize(
    ("read", "share_of_digits"), [(lex, 0.1), (speak, 0.05), (extract, 0.0)]
)
def test_random_unicode_takes_time_in_proportion(
    read: Callable[[str], object], share_of_digits: float
) -> None:
    text = random_unicode(1_000_000, share_of_digits=share_of_digits)
    read(text[:1000])
    assert not grows_faster(read, text)


@pytest.mark.parametrize(
    "part",
    [
        "$1, 000",
        "2 ,400",
        "4 . 5 ",
        "at seven ",
        "12 per ",
        "The 360 ",
        "16 USC ",
        "4) ",
        "A, -2.76% ",
        "12 pounds ",
        "5 litres a ",
    ],
)
def test_repeated_parts_take_time_in_proportion(part: str) -> None:
    assert not grows_faster(lex, repeated(part, 160_000))


@settings(max_examples=150, deadline=None)
@given(st.integers(1, 10**9), st.sampled_from(["", "£", "$", "€"]))
def test_a_number_that_is_written_out_reads_back(number: int, sign: str) -> None:
    # A noun follows, so that 1987 is no year.
    text = f"They counted {sign}{number:,} boats there"
    (read,) = lex(text).numbers
    assert read.best == number
    assert text[read.number_start : read.number_end] == f"{sign}{number:,}"


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=120), st.text(max_size=40))
def test_quotations_and_scopes_lie_inside_any_text(text: str, title: str) -> None:
    speech = read_speech(text, split_sentences(text), title=title)
    for quote in speech.quotes:
        assert 0 <= quote.start < quote.end <= len(text)
    for mention in speech.mentions:
        assert text[mention.start : mention.end] == mention.surface
    ends = 0
    for scope in speech.scopes:
        assert ends <= scope.start <= scope.end <= len(text)
        ends = scope.end
