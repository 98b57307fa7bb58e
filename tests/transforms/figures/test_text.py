"""Signs without width: numbers are read through them, and offsets hold."""

from __future__ import annotations

import pytest

from transforms.figures import extract
from transforms.figures.lexer import lex
from transforms.figures.text import comparable, without_joints


@pytest.mark.parametrize("sign", ["\u00ad", "\u200b", "\u200c", "\u2060", "\ufeff"])
@pytest.mark.parametrize(
    ("before", "after", "value"),
    [("3", "1", 31), ("1,", "000", 1000), ("1", ",000", 1000), ("£2.", "5", 2.5)],
)
def test_a_number_is_read_through_signs_that_nobody_sees(sign, before, after, value):
    text = (
        f"Ça alors: {before}{sign}{after} boats sank off Tarn Quay, and 12 came home."
    )
    first, second = extract(text)
    assert first.value_best == value
    assert text[first.number_start : first.number_end] == f"{before}{sign}{after}"
    assert text[second.number_start : second.number_end] == "12"


def test_a_soft_hyphen_in_a_word_of_a_number_is_passed_over():
    (number,) = lex("It cost £2.4 mil\u00adlion.").numbers
    assert number.best == 2_400_000
    assert number.number_end == len("It cost £2.4 mil\u00adlion")


def test_what_is_refused_is_shown_as_the_text_writes_it():
    text = "They met at 19:\u200b30, é."
    (refused,) = lex(text.replace("\u200b", "")).rejections
    assert refused.surface == "19:30"
    for rejection in lex("On 0\u200b7/0\u200b3/2026 é").rejections:
        assert "\u200b" in rejection.surface


def test_signs_that_end_a_number_or_join_an_emoji_stay():
    for text in ("31\u200bboats", "👩\u200d👩\u200d👧 31", "31 \u200b12"):
        assert without_joints(text) == (text, None)


def test_a_text_of_invisible_signs_only_holds_no_number():
    assert not lex("\u200b" * 50_000 + "\u00ad" * 50_000).numbers


def test_every_character_keeps_its_place():
    text = "İ İstanbul “1\u2009000”\r\n\u2212３"
    assert len(comparable(text)) == len(text)
